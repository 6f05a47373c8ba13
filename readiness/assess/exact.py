"""The sum behind a metric's points, as exact fractions, and where the maximum cuts it off."""

from fractions import Fraction

from readiness.assess.case import ZERO, Outcome, note
from readiness.assess.finding import Finding
from readiness.problems import Message
from readiness.rules import Metric
from readiness.rules.shapes import NetItems, People

_ASKS = Message("asks.exact")
_TIMES = "\N{MULTIPLICATION SIGN}"


def exact(metric: Metric, outcome: Outcome) -> Finding:
    """`4 + 4 + 3 x 4 = 20`; what goes beyond the maximum, or below zero, is said and does not count."""
    terms = [term for term in _terms(metric, outcome) if term[0]]
    raw = sum((points for points, _ in terms), ZERO)
    formula = " + ".join(text for _, text in terms) or "0"
    slots = {"formula": formula, "exact": plain(outcome.points), "maximum": metric.maximum}
    if raw != outcome.points:
        code = "found.exact-capped" if raw > 0 else "found.exact-negative"
    else:
        code = "found.exact" if len(terms) > 1 or _TIMES in formula else "found.exact-alone"
    return note("exact", _ASKS, Message(code, slots), met=bool(outcome.points))


def _terms(metric: Metric, outcome: Outcome) -> list[tuple[Fraction, str]]:
    """What is added up, each with its text."""
    shape = metric.shape
    if isinstance(shape, People):
        gates = [(f.points, plain(f.points)) for f in outcome.because if f.rule == "gate" and f.points]
        is_open = all(f.met for f in outcome.because if f.rule == "gate")
        step = outcome.value * shape.each if is_open else ZERO
        return [*gates, (step, f"{plain(outcome.value)} {_TIMES} {plain(shape.each)}")]
    parts = [f for f in outcome.because if f.rule == "part" and f.full_at and f.value is not None]
    adds_numbers = isinstance(shape, NetItems) and not shape.best and not shape.is_capped
    if adds_numbers or not parts:
        return [_product(outcome.value, metric.maximum / outcome.full_at)]
    return [_product(f.value or ZERO, f.maximum / (f.full_at or 1)) for f in parts]


def _product(value: Fraction, each: Fraction) -> tuple[Fraction, str]:
    return value * each, f"{plain(value)} {_TIMES} {plain(each)}"


def plain(number: Fraction) -> str:
    """Whole, or as the fraction it is: `20/3`."""
    return str(number).replace("-", "\N{MINUS SIGN}")
