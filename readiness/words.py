"""Words: every sentence, number and day of the app in English or French, for window, command line, reports.

Hides gettext, the catalogue's compilation, plural forms and the formats of a locale. Babel is imported late,
and only where no `Formats` is given, so that the window starts without it.
"""

import gettext
import io
import os
import re
import struct
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, Protocol, TypeAlias

from readiness.frozen import frozen
from readiness.problems import Message, Problem
from resources import FOLDER

LANGUAGES: Final = ("en", "fr")
_CHECKSUM: Final = "catalogue.checksum"
_MINUS: Final = "\N{MINUS SIGN}"
_ACCENTS: Final = re.compile("[\u0300-\u036f]")
_APART: Final = "\N{FIRST STRONG ISOLATE}"
_TOGETHER: Final = "\N{POP DIRECTIONAL ISOLATE}"
_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""The blocks of Hebrew, Arabic and the other scripts that are read from the right."""
_JOINED: Final = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", _APART: "", _TOGETHER: ""}
)
Number: TypeAlias = int | Decimal | Fraction


class Formats(Protocol):
    """How a locale writes days and numbers; the window gives one made of QLocale."""

    def day(self, day: date, length: str) -> str:
        """`short` without the year, `medium`, or `long`."""
        ...

    def month(self, first_day: date) -> str:
        """Month and year in words."""
        ...

    def time(self, moment: datetime) -> str:
        """Hours and minutes."""
        ...

    def number(self, value: Decimal, decimals: int) -> str:
        """Grouped; the value is already rounded to `decimals`."""
        ...

    def money(self, value: Decimal, decimals: int, currency: str) -> str:
        """With the currency's code, which is never ambiguous."""
        ...


class Words:
    """Speaks one language. A slot named `n` chooses the plural; a missing id shows itself, and fails a test.

    In the catalogue a slot may say how it is written: `{share:%}`, `{value:points}` (one decimal),
    `{value:2}` (two decimals), `{value:+}` (always a sign), `{seen:month}`, `{due:short}`, `{due:long}`.
    An int in a slot named `month` or `..._month` is a month (year * 12 + month - 1); Fraction and Decimal
    get at most one and two decimals, a tuple is listed with `and`.
    """

    def __init__(self, language: str, formats: Formats | None = None) -> None:
        self.language = language if language in LANGUAGES else "en"
        self._catalogue = _catalogue(self.language, FOLDER / "i18n")
        self._formats = formats

    @property
    def formats(self) -> Formats:
        if self._formats is None:
            self._formats = _babel_formats(self.language)
        return self._formats

    def say(self, message: Message) -> str:
        return self._filled(message.code, message.code, message.slots)

    def sentence(self, text: str, plural: str | None = None, /, **slots: Any) -> str:
        """The sentence of an id, or the translation of an English sentence, with its slots filled."""
        return self._filled(text, plural or text, slots)

    def name(self, kind: str, name_id: str | None) -> str:
        """The word for an id of a closed list (`area`, `metric`, ...); an unknown id is its own word."""
        if not name_id:
            return ""
        key = f"{kind}.{name_id}"
        said = self._catalogue.gettext(key)
        return name_id if said == key else said

    def problem(self, problem: Problem) -> tuple[str, str]:
        """What is wrong, and how to mend it."""
        place = {"row": problem.row, "column": problem.column, "path": problem.path}
        slots = {name: value for name, value in place.items() if value is not None} | dict(problem.slots)
        return (
            self._filled(f"problem.{problem.code}", f"problem.{problem.code}", slots),
            self._filled(f"remedy.{problem.code}", f"remedy.{problem.code}", slots),
        )

    def listed(self, items: Iterable[str], link: str = "and") -> str:
        """`a, b and c`; `link` is `and` or `or`."""
        *rest, last = list(items) or [""]
        return self.sentence(f"list.{link}", first=", ".join(rest), last=last) if rest else last

    def day(self, day: date, length: str = "medium") -> str:
        return self.formats.day(day, length)

    def month(self, month: int) -> str:
        return self.formats.month(date(month // 12, month % 12 + 1, 1))

    def time(self, moment: datetime) -> str:
        return self.formats.time(moment)

    def number(self, value: Number, decimals: int = 0) -> str:
        """Rounded half up."""
        rounded = _rounded(value, decimals, ROUND_HALF_UP)
        return self.formats.number(rounded, decimals).replace("-", _MINUS)

    def points(self, points: Number, below: Number | None = None) -> str:
        """One decimal, half up; points short of `below` never round up to it: 69.96 of 70 is 69.9."""
        rounded = _rounded(points, 1, ROUND_HALF_UP)
        if below is not None and points < below <= rounded:
            rounded = _rounded(points, 1, ROUND_FLOOR)
        return self.formats.number(rounded, 1).replace("-", _MINUS)

    def signed(self, points: Number) -> str:
        """Points gained or lost: one decimal and always a sign."""
        said = self.points(points)
        return said if said.startswith(_MINUS) else f"+{said}"

    def money(self, value: Decimal, currency: str) -> str:
        """Whole units without decimals, otherwise two."""
        decimals = 0 if value == value.to_integral_value() else 2
        amount = _rounded(value, decimals, ROUND_HALF_UP)
        return self.formats.money(amount, decimals, currency).replace("-", _MINUS)

    def _filled(self, text: str, plural: str, slots: Mapping[str, Any]) -> str:
        said = text
        if isinstance(slots.get("n"), int | Decimal | Fraction):
            said = self._catalogue.ngettext(text, plural, self._count(slots["n"]))
        if said in (text, plural):
            said = self._catalogue.gettext(said)
        return said.format_map(_Slots(self, slots)) if slots else said

    def _count(self, n: Number) -> int:
        """The whole number that has the plural of `n`: `1.5 points`, but `1,5 point`."""
        return int(n) if n == int(n) or self.language == "fr" else 2

    def _written(self, name: str, value: Any, spec: str) -> str:
        match value:
            case None:
                said = ""
            case Message():
                said = self.say(value)
            case datetime() if spec == "time":
                said = self.time(value)
            case datetime():
                said = self.day(value.date(), spec or "medium")
            case date():
                said = self.day(value, spec or "medium")
            case bool() | str():
                said = str(value)
            case int() if spec == "month" or (not spec and (name == "month" or name.endswith("_month"))):
                said = self.month(value)
            case int() | Decimal() | Fraction():
                said = self._numeral(value, spec)
            case tuple() | list() | frozenset():
                said = self.listed(self._written(name, item, spec) for item in value)
            case _:
                said = str(value)
        return said

    def _numeral(self, value: Number, spec: str) -> str:
        if spec == "points":
            return self.points(value)
        if spec == "signed":
            return self.signed(value)
        if spec == "+":
            said = self.number(value, _decimals(value))
            return said if said.startswith(_MINUS) else f"+{said}"
        if spec == "%":
            share = Fraction(value) * 100
            return self.sentence("number.percent", share=self.number(share, _decimals(share)))
        return self.number(value, int(spec) if spec.isdecimal() else _decimals(value))


@frozen
class _Slot:
    """One value in a sentence, written when the catalogue's pattern asks for it."""

    words: Words
    name: str
    value: Any

    def __format__(self, spec: str) -> str:
        return self.words._written(self.name, self.value, spec)  # noqa: SLF001 - one thing in two classes


class _Slots(dict[str, object]):
    """What a pattern may ask for; a slot that nobody filled shows its name instead of failing."""

    def __init__(self, words: Words, slots: Mapping[str, Any]) -> None:
        super().__init__({name: _Slot(words, name, value) for name, value in slots.items()})

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def _decimals(value: Number) -> int:
    if value == int(value):
        return 0
    return 2 if isinstance(value, Decimal) else 1


def _rounded(value: Number, decimals: int, rounding: str) -> Decimal:
    """Exact up to the one rounding: a Fraction is scaled before it is cut."""
    scaled = Fraction(value) * 10**decimals
    floor = scaled.numerator // scaled.denominator
    rest = scaled - floor
    up = rounding == ROUND_HALF_UP and (rest > Fraction(1, 2) or (rest == Fraction(1, 2) and floor >= 0))
    return Decimal(floor + int(up)).scaleb(-decimals)


def _catalogue(language: str, folder: Path) -> gettext.GNUTranslations:
    """The compiled catalogue; compiled anew where its source stands beside it and has changed.

    The checksum of the source is in the catalogue itself: time stamps say nothing after a checkout.
    """
    source = folder / f"{language}.po"
    compiled = folder / language / "LC_MESSAGES" / "readiness.mo"
    checksum = f"{zlib.crc32(source.read_bytes()):08x}" if source.is_file() else ""
    with suppress(OSError, ValueError, struct.error):  # not there, or cut short when the machine stopped
        found = gettext.GNUTranslations(io.BytesIO(compiled.read_bytes()))
        if not checksum or found.gettext(_CHECKSUM) == checksum:
            return found
    content = _compiled(source.read_bytes(), checksum)
    with suppress(OSError):  # a read-only installation still speaks, only more slowly
        _replace(compiled, content)
    return gettext.GNUTranslations(io.BytesIO(content))


def _compiled(source: bytes, checksum: str) -> bytes:
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - not on the start-up path
    from babel.messages.pofile import read_po  # noqa: PLC0415 - not on the start-up path

    catalogue = read_po(io.BytesIO(source))
    catalogue.add(_CHECKSUM, checksum)
    content = io.BytesIO()
    write_mo(content, catalogue)
    return content.getvalue()


def _replace(path: Path, content: bytes) -> None:
    """Two programs may compile at once: each writes its own file, the last one stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}.tmp")
    fresh.write_bytes(content)
    fresh.replace(path)


def folded(text: str) -> str:
    """As one searches and sorts by hand: whatever the case and the accents, `Élodie` beside `Elena`."""
    plain = text.casefold()
    if plain.isascii():  # most are, and it is ten times as quick
        return plain
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", plain.translate(_JOINED)))


def joined(*parts: str) -> str:
    """Those that say something, in one line that is read from the left."""
    return " · ".join(isolated(part) for part in parts if part)


def isolated(text: str) -> str:
    """The text; closed off where it has letters read from the right, so that digits beside it stay there."""
    if text.isascii() or not _RIGHT_TO_LEFT.search(text):
        return text
    return f"{_APART}{text}{_TOGETHER}"


def plain(text: str) -> str:
    """The text without what only its looks need; for files and the clipboard."""
    return text if text.isascii() else text.replace(_APART, "").replace(_TOGETHER, "")


def compile_catalogues() -> None:
    """Bring the compiled catalogues up to date with their sources."""
    for language in LANGUAGES:
        _catalogue(language, FOLDER / "i18n")


def _babel_formats(language: str) -> Formats:
    from babel import Locale, dates, numbers  # noqa: PLC0415 - not on the start-up path

    locale = Locale.parse("fr_FR" if language == "fr" else "en_GB")
    days = {"short": "d MMM", "medium": "d MMM y", "long": "d MMMM y"}
    digits: Callable[[int], str] = lambda n: "#,##0" + ("." + "0" * n if n else "")  # noqa: E731 - one pattern
    money = "{}\N{NO-BREAK SPACE}¤¤" if language == "fr" else "¤¤\N{NO-BREAK SPACE}{}"

    class Babel:
        def day(self, day: date, length: str) -> str:
            return dates.format_date(day, days[length], locale)

        def month(self, first_day: date) -> str:
            return dates.format_date(first_day, "MMMM y", locale)

        def time(self, moment: datetime) -> str:
            return f"{moment:%H:%M}"

        def number(self, value: Decimal, decimals: int) -> str:
            return numbers.format_decimal(value, digits(decimals), locale)

        def money(self, value: Decimal, decimals: int, currency: str) -> str:
            pattern = money.format(digits(decimals))
            return numbers.format_currency(value, currency, pattern, locale, currency_digits=False)

    return Babel()


if __name__ == "__main__":
    compile_catalogues()
