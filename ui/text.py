"""The window's words: one language at a time, with days and numbers as the user's locale has them.

Hides `readiness.words` and QLocale from widgets, which call `_()` and the small functions below.
"""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QDate, QLibraryInfo, QLocale, QTime, QTranslator

from readiness.problems import Message, Problem, ReadinessError
from readiness.words import LANGUAGES, Words

_DIGITS = 28
"""Before the decimal point, up to which `Decimal` reckons exactly."""
_COUNTRIES = {"en": QLocale.Country.UnitedKingdom, "fr": QLocale.Country.France}
_CODES = {
    "data-ai": "DA",
    "infrastructure": "IN",
    "digital-app-innovation": "DI",
    "business-applications": "BA",
    "modern-work": "MW",
    "security": "SE",
}


class LocaleFormats:
    """Days and numbers by QLocale; a month's name is written out, so that no order of digits is ambiguous."""

    def __init__(self, locale: QLocale) -> None:
        self._locale = locale
        month_first = locale.dateFormat(QLocale.FormatType.ShortFormat).startswith("M")
        order = (
            ("MMM d", "MMM d, yyyy", "MMMM d, yyyy")
            if month_first
            else ("d MMM", "d MMM yyyy", "d MMMM yyyy")
        )
        self._patterns = dict(zip(("short", "medium", "long"), order, strict=True))
        self._days: dict[tuple[date, str], str] = {}  # a table shows a day hundreds of times

    def day(self, day: date, length: str) -> str:
        known = self._days.get((day, length))
        if known is None:
            known = self._days[day, length] = self._locale.toString(qdate(day), self._patterns[length])
        return known

    def month(self, first_day: date) -> str:
        return self._locale.toString(qdate(first_day), "MMM yyyy")

    def time(self, moment: datetime) -> str:
        return self._locale.toString(QTime(moment.hour, moment.minute), "HH:mm")

    def number(self, value: Decimal, decimals: int) -> str:
        return self._locale.toString(float(value), "f", decimals)

    def money(self, value: Decimal, decimals: int, currency: str) -> str:
        amount = self.number(value, decimals)
        return (
            f"{amount} {currency}"
            if self._locale.language() == QLocale.Language.French
            else f"{currency} {amount}"
        )


class _QtWords(QTranslator):
    """Qt's own translation, whose words lag behind: some are kept without a key, or under file dialogs."""

    # Qt overrides

    def translate(self, context: str, source: str, note: str | None = None, n: int = -1) -> str:
        plain = source.replace("&", "")
        tries = ((context, source), (context, plain), ("QFileDialog", plain))
        return next(
            filter(None, (super(_QtWords, self).translate(where, what, note, n) for where, what in tries)), ""
        )


class _Current:
    """The one language in use; a window is built anew when it changes."""

    words: Words
    locale: QLocale
    qt: QTranslator | None = None


LANGUAGE_NAMES: Final = (("en", "English"), ("fr", "Français"))
"""Those of the catalogue, each named in itself."""


def use(language: str) -> None:
    """Speak `language`, with the system's own formats when it speaks the same."""
    chosen = language if language in LANGUAGES else "en"
    _Current.locale = _locale_of(chosen)
    _Current.words = words_in(chosen)


def teach_qt(app: QCoreApplication) -> None:
    """Let Qt's own dialogs and menus speak the language in use; English they speak by themselves."""
    if _Current.qt is not None:
        app.removeTranslator(_Current.qt)
        _Current.qt = None
    QLocale.setDefault(_Current.locale)
    translator = _QtWords(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if language() != "en" and translator.load(f"qtbase_{language()}", folder):
        app.installTranslator(translator)
        _Current.qt = translator


def _locale_of(language: str) -> QLocale:
    system, wanted = QLocale.system(), QLocale(language)
    same = system.language() == wanted.language() and system.language() != QLocale.Language.C
    return system if same else QLocale(wanted.language(), _COUNTRIES[language])


def words_in(language: str) -> Words:
    """Words for a text to somebody else, who may read the other language than the user."""
    return Words(language, LocaleFormats(_locale_of(language)))


def system_language() -> str:
    """The system's language where we speak it, else English."""
    language = QLocale.system().name()[:2]
    return language if language in LANGUAGES else "en"


def words() -> Words:
    return _Current.words


def language() -> str:
    return _Current.words.language


def locale() -> QLocale:
    return _Current.locale


def _(text: str, /, **slots: Any) -> str:
    """The translation of an English sentence, its slots filled."""
    return _Current.words.sentence(text, **slots)


def ngettext(one: str, many: str, n: int | Fraction, /, **slots: Any) -> str:
    """The sentence for `n` things; the slot `n` is filled too."""
    return _Current.words.sentence(one, many, n=n, **slots)


def say(message: Message) -> str:
    return _Current.words.say(message)


def name(kind: str, name_id: str | None) -> str:
    """The word for an id of a closed list: `name("stage", "live")`."""
    return _Current.words.name(kind, name_id)


def problem(found: Problem) -> tuple[str, str]:
    """What is wrong, and how to mend it."""
    return _Current.words.problem(found)


def explain(error: BaseException) -> str:
    """One sentence for a foreseen failure; anything else is named by its type only."""
    if isinstance(error, ReadinessError):
        return say(error.message)
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return _("Something unexpected happened ({kind}). Your file is safe.", kind=type(error).__name__)


def day(value: date) -> str:
    """Like 24 Nov 2026."""
    return _Current.words.day(value)


def day_or(value: date | None, otherwise: str = "") -> str:
    return otherwise if value is None else day(value)


def short_day(value: date) -> str:
    """Like 24 Nov, where the year is plain from the place."""
    return _Current.words.day(value, "short")


def long_day(value: date) -> str:
    return _Current.words.day(value, "long")


def clock_time(value: datetime) -> str:
    """The time of day on the moment's own clock."""
    return _Current.words.time(value)


def month(value: int) -> str:
    """Like Nov 2026, for a month as `year * 12 + month - 1`."""
    return _Current.words.month(value)


def short_month(value: int) -> str:
    """Like Nov 26, where a month heads a column of figures."""
    return _Current.locale.toString(QDate(value // 12, value % 12 + 1, 1), "MMM yy")


def long_month(value: date) -> str:
    """Like November 2026, as a heading: with a capital in any language."""
    words = _Current.locale.toString(qdate(value), "MMMM yyyy")
    return words[:1].upper() + words[1:]


def points(value: Fraction, below: int | None = None) -> str:
    """One decimal; never rounded up to `below`."""
    return _Current.words.points(value, below)


def signed(value: Fraction) -> str:
    """Points gained or lost, with a sign."""
    return _Current.words.signed(value)


def number(value: int | Decimal | Fraction, decimals: int = 0) -> str:
    return _Current.words.number(value, decimals)


def money(value: Decimal, currency: str) -> str:
    return _Current.words.money(value, currency)


def total(shown: str) -> str:
    """A snapshot's `shown` with the locale's decimal mark."""
    return shown.replace(".", _Current.locale.decimalPoint())


def maximum(value: Fraction) -> str:
    """A maximum as a whole number where it is one."""
    return number(value, 0 if value.denominator == 1 else 1)


def area_name(area: str, length: str = "long") -> str:
    """`long`, `medium`, or `code`, chosen by the room there is."""
    if length == "code":
        return _CODES.get(area, area[:2].upper())
    return name("area-medium" if length == "medium" else "area", area)


def keys(portable: str) -> str:
    """`Ctrl+K` as the system writes it: on macOS with its own signs."""
    from PySide6.QtGui import QKeySequence  # noqa: PLC0415 - words alone need no screen

    return QKeySequence(portable).toString(QKeySequence.SequenceFormat.NativeText)


def qdate(value: date) -> QDate:
    return QDate(value.year, value.month, value.day)


def read_day(text: str) -> date | None:
    """A day as the locale writes it or as ISO 8601; None when it is neither."""
    wanted = text.strip()
    try:
        return date.fromisoformat(wanted)
    except ValueError:
        pass
    short = _Current.locale.dateFormat(QLocale.FormatType.ShortFormat)
    patterns = ["d MMM yyyy", "MMM d, yyyy", "d MMMM yyyy", "d/M/yyyy", "d.M.yyyy", "d-M-yyyy", short]
    if short.startswith("M"):
        patterns.insert(0, "M/d/yyyy")
    for pattern in patterns:
        read = _Current.locale.toDate(wanted, pattern)
        if read.isValid() and read.year() >= 1900:
            return date(read.year(), read.month(), read.day())
    return None


def read_number(text: str) -> Decimal | None:
    """A number as the locale writes it, with or without its groups; None when it is none, or beyond 10^28."""
    wanted = text.strip().replace("\N{MINUS SIGN}", "-")
    for mark in (_Current.locale.groupSeparator(), "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}", " "):
        wanted = wanted.replace(mark, "")
    try:
        number = Decimal(wanted.replace(_Current.locale.decimalPoint(), "."))
    except InvalidOperation:
        return None
    return number if number.is_finite() and number.adjusted() < _DIGITS else None


def schemes() -> tuple[tuple[str, str], ...]:
    """The themes to choose from, and what they are called."""
    return (("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark")))
