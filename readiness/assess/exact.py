"""The sum behind a metric's points, as exact fractions, and where the maximum cuts it off."""

from fractions import Fraction
from functools import lru_cache

from readiness.assess.case import REMEMBERED, ZERO, Outcome, exactly, note, product, total
from readiness.assess.finding import Finding
from readiness.problems import Message
from readiness.rules import Metric
from readiness.rules.shapes import NetItems, People

_ASKS = Message("asks.exact")
_ONE = Fraction(1)
_PLUS = " + "
_TIMES = "\N{MULTIPLICATION SIGN}"


def exact(metric: Metric, outcome: Outcome) -> Finding:
    """`4 + 4 + 3 x 4 = 20`; what goes beyond the maximum, or below zero, is said and does not count."""
    terms = _terms(metric, outcome)
    raw = total([points for points, _ in terms])
    formula = _PLUS.join([text for points, text in terms if points]) or "0"
    slots = {"formula": formula, "exact": plain(outcome.points), "maximum": metric.maximum}
    if raw.as_integer_ratio() != outcome.points.as_integer_ratio():
        code = "found.exact-capped" if raw > 0 else "found.exact-negative"
    else:
        code = "found.exact" if _TIMES in formula or _PLUS in formula else "found.exact-alone"
    return note("exact", _ASKS, Message(code, slots), met=bool(outcome.points))


def _terms(metric: Metric, outcome: Outcome) -> list[tuple[Fraction, str]]:
    """What is added up, each with its text."""
    shape = metric.shape
    if isinstance(shape, People):
        *gates, _ = outcome.because
        before = [(gate.points, plain(gate.points)) for gate in gates]
        if not all(gate.met for gate in gates):
            return before
        return [*before, _product(*outcome.value.as_integer_ratio(), *shape.each.as_integer_ratio())]
    parts = [f for f in outcome.because if f.rule == "part" and f.full_at and f.value is not None]
    adds_numbers = isinstance(shape, NetItems) and not shape.best and not shape.is_capped
    if adds_numbers or not parts:
        return [_term(outcome.value, metric.maximum, outcome.full_at)]
    return [_term(f.value or ZERO, f.maximum, f.full_at or _ONE) for f in parts]


def _term(value: Fraction, maximum: Fraction, full_at: Fraction) -> tuple[Fraction, str]:
    top, bottom = maximum.as_integer_ratio()
    most, least = full_at.as_integer_ratio()
    return _product(*value.as_integer_ratio(), *exactly(top * least, bottom * most).as_integer_ratio())


@lru_cache(maxsize=REMEMBERED)
def _product(up: int, down: int, top: int, bottom: int) -> tuple[Fraction, str]:
    """`up/down` times `top/bottom`, and its text; the rules' numbers and small counts come often."""
    value, each = exactly(up, down), exactly(top, bottom)
    return product(value, each), f"{plain(value)} {_TIMES} {plain(each)}"


def plain(number: Fraction) -> str:
    """Whole, or as the fraction it is: `20/3`."""
    up, down = number.as_integer_ratio()
    text = str(up) if down == 1 else f"{up}/{down}"
    return text if up >= 0 else text.replace("-", "\N{MINUS SIGN}")
