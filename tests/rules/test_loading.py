"""A rules file that is wrong in any way is refused, and the refusal names file and key."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.problems import RulesError
from readiness.rules import Rulebook, load_rulebook
from readiness.rules.kept import NAME, keep, kept
from readiness.rules.load import read_texts
from readiness.rules.shapes import People

SHIPPED = Path(str(files("resources"))) / "rules"


def own(folder: Path, name: str, change: Callable[[str], str]) -> Path:
    """A folder of the user's own with one changed file."""
    before = (SHIPPED / name).read_text("utf-8")
    after = change(before)
    assert after != before, "the change found nothing to change"
    (folder / name).write_text(after, "utf-8")
    return folder


def refused(folder: Path) -> tuple[str, str, str]:
    """File, key and reason of the refusal."""
    with pytest.raises(RulesError) as caught:
        load_rulebook(folder)
    slots = caught.value.message.slots
    return slots["file"], slots["key"], slots["reason"]


def swap(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


def drop(line: str) -> Callable[[str], str]:
    return lambda text: re.sub(rf"(?m)^\s*{line}.*\n", "", text, count=1)


WRONG = [
    ("security.toml", swap('area = "security"', 'area = "safety"'), "area", "is not one of"),
    ("security.toml", swap('area = "security"', 'area = "modern-work"'), "area", "expected"),
    ("security.toml", swap("maximum = 40", "maximum = 41"), "metric", "add up to 101, not 100"),
    ("security.toml", swap("maximum = 20", "maximum = 21"), "part.maximum", "add up to the metric's"),
    ("security.toml", swap("maximum = 20", "maximum = 0"), "maximum", "above 0"),
    ("security.toml", swap("maximum = 20", 'maximum = "20"'), "maximum", "a number is expected"),
    ("security.toml", swap("maximum = 20", "maximum = true"), "maximum", "a number is expected"),
    ("security.toml", drop("maximum = 20"), "maximum", "missing"),
    ("security.toml", drop("certainty"), "certainty", "missing"),
    ("security.toml", drop('source = "security-2023"'), "source", "missing"),
    ("security.toml", swap('source = "security-2023"', 'source = "hearsay"'), "source", "is not one of"),
    ("security.toml", drop("url"), "sources", "missing"),
    ("security.toml", swap('certainty = "documented"', 'certainty = "sure"'), "certainty", "is not one of"),
    ("security.toml", swap("maximum = 20", "maximum = 20\nminimum = 1"), "minimum", "not known"),
    ("security.toml", swap('"SC-100"', '"SC-999"'), "counts", "unknown certification 'SC-999'"),
    ("security.toml", swap('"Key Vault"', '"Key Box"'), "azure-2023", "unknown workload 'Key Box'"),
    ("security.toml", swap("from = 2023-06-13", "from = 2030-06-13"), "version", "ascending"),
    ("security.toml", swap("from = 2023-06-13", "from = 2023-06-13T00:00:00"), "from", "without time"),
    ("security.toml", swap("from = 2023-06-13", 'from = "2023-06-13"'), "from", "a day is expected"),
    ("security.toml", swap("from = 2023-06-13", "from = 2023-06-13\nuntil = 2023-06-12"), "until", "ends"),
    ("security.toml", swap('tracks = ["single"]', "tracks = []"), "tracks", "at least one"),
    ("security.toml", swap('tracks = ["single"]', 'tracks = "single"'), "tracks", "a list is expected"),
    ("security.toml", swap('tracks = ["single"]', "tracks = [1]"), "tracks", "texts are expected"),
    ("security.toml", swap('tracks = ["single"]', 'tracks = ["single", "single"]'), "tracks", "twice"),
    ("security.toml", swap('{ kind = "only" }', '{ kind = "best" }'), "kind", "exactly where"),
    ("security.toml", swap('{ kind = "only" }', "1"), "choice", "a table is expected"),
    ("security.toml", swap('kind = "people"', 'kind = "animals"'), "kind", "is not one of"),
    ("security.toml", swap("points = 4", "points = 40"), "gates", "more than the maximum"),
    ("security.toml", swap("full_at = 10", "full_at = 9"), "part", "same full_at"),
    ("security.toml", swap('over = "any-workload"', 'over = "all-of-it"'), "over", "is not one of"),
    ("security.toml", swap('combine = "sum"', 'combine = "mix"'), "combine", "is not one of"),
    ("security.toml", swap(", more_than = 300", ""), "conditions", "at least one of"),
    ("security.toml", swap(", at_least = 5, up_to = 300", ", at_least = 5"), "stays", "up_to"),
    ("security.toml", swap('"month", over', '"trailing-year", over'), "over", "of the month"),
    ("security.toml", swap("counts = [", "counts = [] #"), "counts", "at least one certification"),
    ("security.toml", swap('associations = ["pal"]', "associations = []"), "associations", "at least one of"),
    ("security.toml", lambda _: "area = ", "", ""),
    (
        "infrastructure.toml",
        swap("at_least = 0.80\n", "at_least = 0.80\nmore_than = 0.8\n"),
        "at_least",
        "exactly one",
    ),
    (
        "infrastructure.toml",
        swap('reading = "azure-growth"', 'reading = "smb-share"'),
        "reading",
        "no periods",
    ),
    (
        "business-applications.toml",
        swap('"Business Central" = {', '"Business Centre" = {'),
        "rates",
        "unknown workload",
    ),
    ("programme.toml", drop("leaver_day"), "leaver_day", "missing"),
    ("programme.toml", swap('id = "unlinked-people"', 'id = "ghosts"'), "reading", "missing"),
    ("programme.toml", swap("whole_months = false", "whole_months = 0"), "whole_months", "true or false"),
    ("programme.toml", swap("months = 0", "months = 0.5"), "months", "whole number"),
    ("certifications.toml", swap('level = "associate"', 'level = "lofty"'), "level", "is not one of"),
    ("certifications.toml", swap('exams = ["AZ-104"]', "exams = [104]"), "exams", "texts are expected"),
    (
        "certifications.toml",
        lambda text: re.sub(r",?\s+sources = \[.*?\]", "", text, count=1),
        "sources",
        "missing",
    ),
    ("certifications.toml", swap('id = "devops-engineer"', 'id = "azure-administrator"'), "id", "twice"),
    (
        "certifications.toml",
        swap('"DevOps Engineer Expert"', '"Azure Administrator"'),
        "certification",
        "also that of",
    ),
    (
        "certifications.toml",
        swap('all_of = ["azure-administrator"]', 'all_of = ["nobody"]'),
        "certification",
        "unknown",
    ),
    ("certifications.toml", swap('credit_basis = "one-year-stated"', 'note = "?"'), "", ""),
    ("certifications.toml", swap("[3051]", '["3051"]'), "insights_activity_ids", "whole numbers"),
    ("certifications.toml", swap('[["AZ-103"]', '["AZ-103"'), "former_exam_sets", "lists of texts"),
    (
        "certifications.toml",
        swap('sources = ["SNAP", "AGC"', 'sources = ["SNAP", "HEARSAY"'),
        "sources",
        "at least one source",
    ),
    ("workloads.toml", swap('family = "azure"', 'family = "adams"'), "family", "is not one of"),
    ("workloads.toml", swap('name = "Storage"', 'name = "VM"'), "workload", "twice"),
    ("workloads.toml", swap('name = "Storage"', 'name = ""'), "name", "empty"),
]


@pytest.mark.parametrize(("name", "change", "key", "reason"), WRONG)
def test_a_wrong_file_is_refused(
    name: str, change: Callable[[str], str], key: str, reason: str, tmp_path: Path
) -> None:
    found = refused(own(tmp_path, name, change))
    assert found[0] == name
    assert key in found[1]
    assert reason in found[2]


def test_a_harmless_change_is_read(tmp_path: Path, rulebook: Rulebook) -> None:
    """What the refusals stand on: the way of changing a file is not itself refused."""
    folder = own(tmp_path, "security.toml", swap('title = "', 'title = "Our copy of '))
    changed = load_rulebook(folder)
    assert changed.digest != rulebook.digest
    assert set(changed.areas) == set(rulebook.areas)


def test_line_ends_do_not_change_the_digest(tmp_path: Path, rulebook: Rulebook) -> None:
    for file in SHIPPED.glob("*.toml"):
        (tmp_path / file.name).write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert load_rulebook(tmp_path).digest == rulebook.digest


def test_numbers_are_exact(rulebook: Rulebook) -> None:
    track = rulebook.on(date(2023, 8, 1)).areas["security"].tracks[0]
    skilling = next(metric for metric in track.metrics if metric.id == "intermediate-certifications")
    assert isinstance(skilling.shape, People)
    assert skilling.shape.each == Fraction(20, 3)


@settings(deadline=None)
@given(day=st.dates(date(2022, 1, 1), date(2028, 1, 1)))
def test_rules_change_on_their_days_only(rulebook: Rulebook, day: date) -> None:
    assert day in rulebook.dates or rulebook.on(day) == rulebook.on(day - timedelta(days=1))


@pytest.mark.parametrize("day", [date(2023, 6, 13), date(2023, 12, 1), date(2026, 5, 1), date(2026, 7, 1)])
def test_rules_do_change(day: date, rulebook: Rulebook) -> None:
    assert day in rulebook.dates
    assert rulebook.on(day) != rulebook.on(day - timedelta(days=1))


def test_there_are_no_rules_before_the_first_version(rulebook: Rulebook) -> None:
    assert not rulebook.on(date(2021, 1, 15)).areas
    assert len(rulebook.on(date(2026, 11, 24)).areas) == 6


def test_rules_end_where_they_say_so(tmp_path: Path) -> None:
    ends = swap("from = 2023-06-13", "from = 2023-06-13\nuntil = 2023-11-30")
    rulebook = load_rulebook(own(tmp_path, "security.toml", ends))
    found = ["security" in rulebook.on(date(2023, 11, 30) + timedelta(days=n)).areas for n in (0, 1)]
    assert found == [True, False]
    assert date(2023, 12, 1) in rulebook.dates


def test_the_kept_rulebook_is_the_same(tmp_path: Path, rulebook: Rulebook) -> None:
    texts = read_texts(None)
    keep(tmp_path, texts, rulebook)
    assert kept(tmp_path, texts) == rulebook


@pytest.mark.parametrize("harm", ["other files", "half", "empty", "missing", "one byte"])
def test_a_kept_rulebook_of_something_else_is_not_used(harm: str, tmp_path: Path, rulebook: Rulebook) -> None:
    texts = read_texts(None)
    keep(tmp_path, texts, rulebook)
    place = tmp_path / NAME
    content = place.read_bytes()
    match harm:
        case "half":
            place.write_bytes(content[: len(content) // 2])
        case "empty":
            place.write_bytes(b"")
        case "missing":
            place.unlink()
        case "one byte":
            place.write_bytes(content[:-2] + bytes([content[-2] ^ 1]) + content[-1:])
    if harm == "other files":
        texts = {**texts, "names.toml": texts["names.toml"] + b"#"}
    assert kept(tmp_path, texts) is None


def test_a_folder_that_can_not_be_written_is_no_failure(tmp_path: Path, rulebook: Rulebook) -> None:
    keep(tmp_path / "missing", read_texts(None), rulebook)
    assert not (tmp_path / "missing").exists()
