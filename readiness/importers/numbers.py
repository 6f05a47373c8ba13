"""Numbers in cells, exactly: English ones, those that a European Excel saved again, and guarded ones."""

import re
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from typing import Final

from readiness.facts import MICRO

_DECORATION: Final = re.compile(r"[\s\u00a0\u202f$€£]|USD|EUR|GBP", re.ASCII | re.IGNORECASE)
_PLAIN: Final = re.compile(r"[+-]?(?:\d{1,30}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][+-]?\d{1,2})?", re.ASCII)
_THOUSANDS: Final = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_THOUSANDS_DOT: Final = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
_ONE: Final = Decimal(1)
_LARGEST: Final = 24
"""Digits before the point; more would fill the memory."""


def number_of(text: str, *, comma: bool = False) -> Decimal:
    """The number; `comma`: the table is separated by semicolons, so a comma may be the decimal sign.

    Raises:
        ValueError: it is none, or could be read in two ways.
    """
    plain = _DECORATION.sub("", text.strip().removeprefix("'"))
    if plain.startswith("(") and plain.endswith(")"):
        plain = f"-{plain[1:-1]}"
    if comma:
        plain = _with_point(plain)
    elif "," in plain:
        if not _THOUSANDS.fullmatch(plain):
            raise ValueError(text)
        plain = plain.replace(",", "")
    if not _PLAIN.fullmatch(plain):
        raise ValueError(text)
    try:
        return Decimal(plain)
    except InvalidOperation:
        raise ValueError(text) from None


def _with_point(text: str) -> str:
    """A number of a table separated by semicolons, with a decimal point."""
    if "," in text and "." in text:
        return (
            text.replace(".", "").replace(",", ".")
            if text.rindex(",") > text.rindex(".")
            else text.replace(",", "")
        )
    if "," in text:
        if text.count(",") > 1:
            raise ValueError(text)
        return text.replace(",", ".")
    if _THOUSANDS_DOT.fullmatch(text):
        raise ValueError(text)  # 1.234 is a thousand in one country and little more than one in another
    return text


def millionths(text: str, *, comma: bool = False) -> int:
    """The number in whole millionths, rounded half to even.

    Raises:
        ValueError: it is none, or could be read in two ways.
    """
    try:
        value = _exact(text, comma=comma) * MICRO
    except (ArithmeticError, ValueError):
        raise ValueError(text) from None
    if not value.is_finite() or value.adjusted() > _LARGEST:
        raise ValueError(text)
    whole = int(value)
    return whole if whole == value else int(value.quantize(_ONE, ROUND_HALF_EVEN))


def _exact(text: str, *, comma: bool) -> Decimal:
    if not comma:
        try:
            return Decimal(text)  # the quick way: nearly all cells are plain
        except InvalidOperation:
            pass
    return number_of(text, comma=comma)
