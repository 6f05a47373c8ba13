"""The catalogue is complete in both languages, its slots agree, and its French is set like French."""

import argparse
import ast
import io
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po

from readiness.problems import Message, Problem
from readiness.words import LANGUAGES, Words, _catalogue

ROOT = Path(__file__).parents[1]
NARROW = "\N{NARROW NO-BREAK SPACE}"
TALL_PUNCTUATION = re.compile(
    r"(?<![\N{NARROW NO-BREAK SPACE}\d])[:;!?](?=\s|$)|[ \N{NO-BREAK SPACE}][:;!?»]|« "
)
SENTENCES = ("_", "_n", "ngettext", "sentence")
ERRORS = ("ReadinessError", "WorkspaceError", "SourceError", "RulesError")


def catalogue(language: str) -> Catalog:
    return read_po(io.BytesIO((ROOT / "resources" / "i18n" / f"{language}.po").read_bytes()))


EN, FR = catalogue("en"), catalogue("fr")


def ids(entry: Entry) -> tuple[str, ...]:
    return (entry.id,) if isinstance(entry.id, str) else tuple(entry.id)


def texts(entry: Entry) -> tuple[str, ...]:
    return (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ("",))


def entries(found: Catalog) -> Iterator[Entry]:
    return (entry for entry in found if entry.id)


def slots(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def badly_set(french: str) -> bool:
    """A straight apostrophe, or tall punctuation without its narrow space."""
    plain = re.sub(r"\{[^}]*\}|https?:\S*", "x", french)
    return "'" in plain or '"' in plain or bool(TALL_PUNCTUATION.search(plain))


@dataclass(frozen=True)
class Found:
    where: str
    call: str
    text: str


def literals(folder: str) -> Iterator[Found]:
    """The literal first argument of every call; of a choice between two literals, both."""
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                call = (
                    node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                )
                yield from (Found(where, call, text) for text in texts_in(node.args[0]))


def texts_in(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=other):
            yield from texts_in(body)
            yield from texts_in(other)


def core_ids() -> Iterator[tuple[str, str]]:
    for found in (*literals("readiness"), *literals("ui")):
        if found.call == "Message":
            yield found.where, found.text
        elif found.call == "Problem":
            yield found.where, f"problem.{found.text}"
            yield found.where, f"remedy.{found.text}"
        elif found.call in ERRORS:
            yield found.where, f"error.{found.text}"


def window_sentences() -> Iterator[tuple[str, str]]:
    return ((found.where, found.text) for found in literals("ui") if found.call in SENTENCES)


def said() -> set[str]:
    """All text of the program, of argparse (whose own sentences are translated too) and of the rules."""
    sources = [*(ROOT / "readiness").rglob("*.py"), *(ROOT / "ui").rglob("*.py"), Path(argparse.__file__)]
    nodes = (node for path in sources for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    code = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    rules = (tomllib.loads(path.read_text("utf-8")) for path in (ROOT / "resources").rglob("*.toml"))
    return code.union(*map(texts_of, rules))


def texts_of(data: object) -> Iterator[str]:
    match data:
        case str(text):
            yield text
        case dict():
            yield from (text for value in data.values() for text in texts_of(value))
        case list():
            yield from (text for value in data for text in texts_of(value))


def left_over(wanted: set[str]) -> set[str]:
    """Sentences of the catalogue that nobody says; ids of the core are put together, and not looked for."""
    sentences = {ids(entry)[0] for entry in entries(FR)} - {ids(entry)[0] for entry in entries(EN)}
    return sentences - wanted


def missing(found: Catalog, wanted: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(where, text) for where, text in wanted if text not in found]


def test_every_id_stands_in_both_languages() -> None:
    ours = {entry.id if isinstance(entry.id, str) else entry.id[0] for entry in entries(EN)}
    theirs = {ids(entry)[0] for entry in entries(FR)}
    assert ours - theirs == set()
    assert {text for text in theirs - ours if re.fullmatch(r"[a-z-]+(\.[a-z0-9-]+)+", text)} == set()


@pytest.mark.parametrize("found", [EN, FR], ids=LANGUAGES)
def test_nothing_is_empty_doubtful_or_twice(found: Catalog) -> None:
    assert [entry.id for entry in entries(found) if not all(texts(entry)) or entry.fuzzy] == []
    source = (ROOT / "resources" / "i18n" / f"{found.locale}.po").read_text("utf-8")
    written = re.findall(r'^msgid (".*"(?:\n".*")*)', source, re.MULTILINE)
    assert {text for text in written if written.count(text) > 1} == set()


def test_plurals_have_both_forms() -> None:
    plural = [entry for found in (EN, FR) for entry in entries(found) if not isinstance(entry.id, str)]
    assert [entry.id for entry in plural if len(texts(entry)) != 2] == []


def test_slots_are_the_same_in_both_languages() -> None:
    for entry in entries(FR):
        english = EN.get(ids(entry)[0])
        source = texts(english) if english else ids(entry)
        wanted = set().union(*map(slots, source))
        for text in texts(entry):
            assert slots(text) - {"n"} == wanted - {"n"}, entry.id
            assert slots(text) <= wanted, entry.id


def test_french_is_set_like_french() -> None:
    assert [entry.id for entry in entries(FR) if any(map(badly_set, texts(entry)))] == []


@pytest.mark.parametrize("french", ["l'atelier", "Quoi ?", "Quoi?", "Fait\N{NO-BREAK SPACE}!", "« oui"])
def test_bad_french_is_noticed(french: str) -> None:
    assert badly_set(french)


@pytest.mark.parametrize(
    "french",
    [f"Quoi{NARROW}?", "à 09:00", "https://a.example/b?c", "{due:long} d\N{RIGHT SINGLE QUOTATION MARK}été"],
)
def test_good_french_passes(french: str) -> None:
    assert not badly_set(french)


def test_every_message_of_the_core_is_translated() -> None:
    wanted = list(core_ids())
    assert wanted, "no literal was found: the search itself is broken"
    assert missing(EN, iter(wanted)) == []
    assert missing(FR, iter(wanted)) == []


def test_every_sentence_of_the_window_is_translated() -> None:
    wanted = list(window_sentences())
    assert wanted, "no literal was found: the search itself is broken"
    assert missing(FR, iter(wanted)) == []


def test_every_sentence_of_the_catalogue_is_still_said() -> None:
    assert left_over(said()) == set()


def test_a_sentence_that_nobody_says_any_more_is_noticed() -> None:
    assert left_over(said() - {"Undo"}) == {"Undo"}


def test_a_missing_id_is_noticed() -> None:
    assert missing(EN, iter([("here", "no.such-id")])) == [("here", "no.such-id")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pattern_can_be_filled(language: str) -> None:
    words = Words(language)
    for entry in entries(FR if language == "fr" else EN):
        for text in texts(entry):
            words.sentence(text, **dict.fromkeys(slots(text), 24_000))  # a month too: 2000-01


def test_compiled_catalogue_follows_its_source(tmp_path: Path) -> None:
    source = (ROOT / "resources" / "i18n" / "fr.po").read_text("utf-8")
    (tmp_path / "fr.po").write_text(source, "utf-8")
    assert _catalogue("fr", tmp_path).gettext("area.security") == "Sécurité"
    assert (tmp_path / "fr" / "LC_MESSAGES" / "readiness.mo").is_file()
    (tmp_path / "fr.po").write_text(source.replace("Sécurité", "Sûreté"), "utf-8")
    assert _catalogue("fr", tmp_path).gettext("area.security") == "Sûreté"
    (tmp_path / "fr.po").unlink()
    assert _catalogue("fr", tmp_path).gettext("area.security") == "Sûreté"


def test_an_unknown_id_shows_itself_and_an_empty_slot_its_name() -> None:
    words = Words("en")
    assert words.say(Message("no.such", {"a": 1})) == "no.such"
    assert words.name("event", "hackathon") == "hackathon"
    assert words.sentence("{a} of {b}", a=1) == "1 of {b}"
    assert words.problem(Problem("no-such", row=3)) == ("problem.no-such", "remedy.no-such")


def test_points_never_round_up_to_the_line() -> None:
    words = Words("en")
    assert words.points(Fraction(6996, 100), 70) == "69.9"
    assert words.points(Fraction(6994, 100), 70) == "69.9"
    assert words.points(Fraction(70), 70) == "70.0"
    assert words.points(Fraction(20, 3)) == "6.7"
    assert words.points(Fraction(-1, 20)) == "\N{MINUS SIGN}0.1"
    assert words.signed(Fraction(-3, 2)) == "\N{MINUS SIGN}1.5"


def test_values_are_written_as_the_language_does() -> None:
    english, french = Words("en"), Words("fr")
    pattern = "{share:%}, {value}, {value:points}, {month}, {day}, {day:short}, {all}"
    slots_ = {
        "share": Fraction(14, 15), "value": Fraction(24301, 10), "month": 2026 * 12 + 9,
        "day": date(2026, 11, 24), "all": ("AZ-104", Message("area-code.security")),
    }  # fmt: skip
    assert english.sentence(pattern, **slots_) == (
        "93.3%, 2,430.1, 2,430.1, October 2026, 24 Nov 2026, 24 Nov, AZ-104 and SE"
    )
    assert french.sentence(pattern, **slots_) == (
        f"93,3{NARROW}%, 2{NARROW}430,1, 2{NARROW}430,1, octobre 2026, 24 nov. 2026, 24 nov., AZ-104 et SE"
    )
    assert english.money(Decimal("1250.00"), "USD") == "USD\N{NO-BREAK SPACE}1,250"
    assert french.money(Decimal("1250.5"), "EUR") == f"1{NARROW}250,50\N{NO-BREAK SPACE}EUR"


def test_a_fraction_takes_the_plural_of_its_language() -> None:
    english, french = Words("en"), Words("fr")
    assert english.sentence("{n} point", "{n} points", n=Fraction(3, 2)) == "1.5 points"
    assert english.sentence("{n} point", "{n} points", n=1) == "1 point"
    assert french._count(Fraction(3, 2)) == 1  # noqa: SLF001 - no sentence of the catalogue is needed for it
