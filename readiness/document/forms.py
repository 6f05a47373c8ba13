"""How single values stand in JSON: text, days, months, exact numbers, lists and objects of them."""

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from readiness.facts import MICRO, month_text, parse_month

_PLAIN: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_DIGITS: Final = 28
"""Decimal reckons exactly up to here; a JSON number such as `1E+999999` would fill the memory with zeros."""


class Unfit(ValueError):  # noqa: N818 (it is caught to make a Problem, and never shown)
    """A JSON value that can't be read: `problem.<code>`, and where below the value that was given."""

    def __init__(self, code: str, path: str = "", **slots: Any) -> None:
        super().__init__(code)
        self.code = code
        self.path = path
        self.slots = slots

    def below(self, step: str) -> "Unfit":
        """The same, seen from one level further up."""
        return Unfit(self.code, step + self.path, **self.slots)


class Form(NamedTuple):
    """How a value stands in JSON; `read` raises Unfit, and `write` gives the normal form."""

    read: Callable[[Any], Any]
    write: Callable[[Any], Any]
    of: "type[Any] | None" = None
    """The record type that one object, or each object of a list, stands for."""
    many: bool = False
    inner: "Form | None" = None
    """The form of the values that are there, where None is one as well."""


def _read_text(value: Any) -> str:
    if not isinstance(value, str):
        raise Unfit("not-text")
    return value


def _read_day(value: Any) -> date:
    if not (isinstance(value, str) and _DAY.fullmatch(value)):
        raise Unfit("not-a-day", value=shown(value))
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise Unfit("not-a-day", value=shown(value)) from None


def _read_time(value: Any) -> datetime:
    try:
        return datetime.fromisoformat(_read_text(value))
    except ValueError:
        raise Unfit("not-a-time", value=shown(value)) from None


def _read_month(value: Any) -> int:
    try:
        return parse_month(_read_text(value))
    except ValueError:
        raise Unfit("not-a-month", value=shown(value)) from None


def _read_decimal(value: Any) -> Decimal:
    """Text in plain digits, or a JSON number."""
    if isinstance(value, str) and _PLAIN.fullmatch(value):
        return _bounded(Decimal(value), value)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return _bounded(Decimal(value), value)
    raise Unfit("not-a-number", value=shown(value))


def _bounded(number: Decimal, value: Any) -> Decimal:
    """The number, if it can be reckoned with exactly and written out without filling the memory."""
    if not number.is_finite() or number.adjusted() >= _DIGITS:
        raise Unfit("number-too-large", value=shown(value))
    if number == 0:
        return Decimal(0)
    if len(number.as_tuple().digits) > _DIGITS or number.adjusted() < -_DIGITS:
        raise Unfit("number-too-fine", value=shown(value))
    return number.normalize()


def _write_decimal(value: Decimal) -> str:
    """Plain digits without needless zeros; zero has no sign."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _read_count(value: Any) -> int:
    number = _read_decimal(value)
    if number != number.to_integral_value():
        raise Unfit("number-not-whole", value=shown(value))
    return int(number)


def _read_flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Unfit("not-true-or-false")
    return value


def _read_millionths(value: Any) -> int:
    number = _read_decimal(value) * MICRO
    if number != number.to_integral_value():
        raise Unfit("number-too-fine", value=shown(value))
    return int(number)


def _write_millionths(value: int) -> str:
    whole, rest = divmod(abs(value), MICRO)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{rest:06}".rstrip("0") if rest else f"{sign}{whole}"


def _read_bytes(value: Any) -> bytes:
    try:
        return b64decode(_read_text(value), validate=True)
    except ValueError:
        raise Unfit("not-base64") from None


def _write_bytes(value: bytes) -> str:
    return b64encode(value).decode("ascii")


def _read_words(value: Any) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise Unfit("not-an-object")
    for key, word in value.items():
        if not isinstance(word, str):
            raise Unfit("not-text", f".{key}")
    return MappingProxyType(value)


def _write_words(value: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(value.items()))


def optional(form: Form) -> Form:
    """The form of a value that may be None, which is null; an object leaves it out."""
    return Form(
        lambda value: None if value is None else form.read(value),
        lambda value: None if value is None else form.write(value),
        form.of,
        form.many,
        form,
    )


def listed(form: Form) -> Form:
    """The form of a tuple of such values."""

    def read(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise Unfit("not-a-list")
        items = []
        for index, item in enumerate(value):
            try:
                items.append(form.read(item))
            except Unfit as unfit:
                raise unfit.below(f"[{index}]") from None
        return tuple(items)

    return Form(read, lambda value: [form.write(item) for item in value], form.of, many=True)


def shown(value: Any) -> str:
    """The value as a problem may quote it, short."""
    text = value if isinstance(value, str) else repr(value) if isinstance(value, int | float) else str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def within_json(text: str) -> str:
    """The text as it stands inside of JSON, case aside: there a quotation mark has a backslash before it."""
    return json.dumps(text, ensure_ascii=False)[1:-1].casefold()


TEXT: Final = Form(_read_text, str)
DAY: Final = Form(_read_day, date.isoformat)
TIME: Final = Form(_read_time, datetime.isoformat)
MONTH: Final = Form(_read_month, month_text)
DECIMAL: Final = Form(_read_decimal, _write_decimal)
MILLIONTHS: Final = Form(_read_millionths, _write_millionths)
COUNT: Final = Form(_read_count, str)
BYTES: Final = Form(_read_bytes, _write_bytes)
FLAG: Final = Form(_read_flag, bool)
WORDS: Final = Form(_read_words, _write_words)
