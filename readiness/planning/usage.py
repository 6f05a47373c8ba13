"""Steps of usage: a customer brought over a bound that it is near to, or more consumption in a month."""

from collections.abc import Iterator
from heapq import nlargest
from math import ceil
from typing import Final, NamedTuple

from readiness.assess.case import ZERO
from readiness.assess.conditions import fitting, qualifying, values
from readiness.assess.streams import Item, Number, Stream
from readiness.assess.usage import amounts, units
from readiness.facts import MICRO, Customer, Month, Put, Series, series_of
from readiness.planning.trial import Step, Trial
from readiness.problems import Message
from readiness.rules import Metric
from readiness.rules.shapes import Condition, GrowthPercent, ItemPart, NetItems, Selection

_NEAREST: Final = 3
"""Of the items that miss one bound, so many are tried."""


def usage_steps(trial: Trial) -> Iterator[Step]:
    """Everything that customers could do, one step each; a customer once per metric."""
    for metric in trial.track.metrics:
        if trial.points[metric.id] >= metric.maximum:
            continue
        if isinstance(metric.shape, NetItems):
            for part in metric.shape.parts:
                yield from _tenants(trial, metric, part)
        elif isinstance(metric.shape, GrowthPercent):
            yield from _growth(trial, metric, metric.shape)


class _Short(NamedTuple):
    """An item that misses the lower bound of one condition alone."""

    part: ItemPart
    condition: Condition
    item: Item
    value: Number


def _tenants(trial: Trial, metric: Metric, part: ItemPart) -> Iterator[Step]:
    for short in _near(trial, part):
        missing = _missing(trial, short)
        stream = _stream(trial, part.usage, short) if missing else None
        if stream is None or missing is None:
            continue
        raised = _raised(stream.series, trial.case.month, missing)
        gain, reaches = trial.gain([Put(raised)], people_only=False)
        customer = trial.records.facts.customers.get(stream.series.id.customer)
        if gain > 0 and customer is not None:
            title = _title(short, customer, missing)
            yield Step("tenant", title, gain, reaches, metric.id, 3, records=(customer.id,))


def _near(trial: Trial, part: ItemPart) -> Iterator[_Short]:
    case, month = trial.case, trial.case.month
    counted = qualifying(case, part, month)
    for index, condition in enumerate(part.conditions):
        others = (*part.conditions[:index], *part.conditions[index + 1 :])
        able = fitting(case, part.usage, others, month, by_workload=part.by_workload) if others else None
        figures = values(case, part.usage, condition, month, by_workload=part.by_workload)
        found = [
            (value, item)
            for item, value in figures.items()
            if item not in counted and (able is None or item in able) and _is_short(condition, value)
        ]
        for value, item in nlargest(_NEAREST, found):
            yield _Short(part, condition, item, value)


def _is_short(condition: Condition, value: Number) -> bool:
    """Below the lower bound, and at least half way there."""
    low = condition.bounds[0]
    return value > 0 and low <= value * 2 and (value < low or (value == low and not condition.admits(value)))


def _missing(trial: Trial, short: _Short) -> int | None:
    """What the month lacks, in whole units of the measure; None where a rate card values it."""
    condition, part = short.condition, short.part
    if condition.amount.measure is None or condition.any_workload:
        return None
    low = condition.low or ZERO
    more = 1 if condition.more_than is not None else 0
    if condition.whole is None:
        lacks = low - units(short.value)
        return ceil(lacks) if lacks.denominator > 1 or not more else int(lacks) + more
    wholes = amounts(trial.case.records, part.usage, condition.whole, by_workload=part.by_workload)
    whole = units(wholes.in_window(condition.window, trial.case.month).get(short.item, 0))
    return max(ceil(whole * (low - short.value)), more)


def _stream(trial: Trial, usage: tuple[Selection, ...], short: _Short) -> Stream | None:
    """The largest eligible series of the item in the month."""
    tenant, workload = short.item
    month, measure = trial.case.month, str(short.condition.amount.measure)
    found = [
        stream
        for stream in trial.records.streams(measure)
        if stream.tenant == tenant
        and workload in ("", stream.workload)
        and stream.series.at(month)
        and any(admits(selection, stream) for selection in usage)
    ]
    return max(found, key=lambda s: (s.series.at(month) or 0, str(s.series.id)), default=None)


def admits(selection: Selection, stream: Stream) -> bool:
    """Whether the rule counts such usage; where no association is named, as the customer's may cover it."""
    key = stream.series.id
    return (
        stream.workload not in selection.excluded
        and (selection.workloads is None or stream.workload in selection.workloads)
        and key.offer in selection.offers
        and stream.cloud in selection.clouds
        and (not key.association or key.association in selection.associations)
    )


def _raised(series: Series, month: Month, by: int) -> Series:
    """So many units more in the month."""
    values = dict(series.months())
    raised = series_of(series.id, values | {month: values.get(month, 0) + by * MICRO})
    assert raised is not None  # noqa: S101 - it has a value in the month
    return raised


def _title(short: _Short, customer: Customer, missing: int) -> Message:
    slots = {"customer": customer.name, "n": missing}
    if short.condition.whole is not None:
        return Message("step.share", slots | {"bound": short.condition.low})
    return Message(f"step.amount.{short.condition.amount.measure}", slots)


def _growth(trial: Trial, metric: Metric, shape: GrowthPercent) -> Iterator[Step]:
    """So much more in the month as the pass mark takes, or as the metric's maximum takes if that is less."""
    case, month = trial.case, trial.case.month
    mark = case.programme.pass_mark.points
    left = metric.maximum - trial.points.get(metric.id, ZERO)
    wanted = min(left, mark - trial.now.points) if trial.now.points < mark else left
    measure = shape.amount.measure
    if wanted <= 0 or measure is None:
        return
    period = shape.period or case.reading(str(shape.reading))
    figures = amounts(case.records, shape.usage, shape.amount)
    now, before = (units(sum(figures.in_window(period, m).values())) for m in (month, Month(month - 12)))
    if before <= 0:
        return
    target = before * (1 + (trial.points[metric.id] + wanted) * shape.full_at / metric.maximum / 100)
    streams = [
        s for s in trial.records.streams(measure)
        if s.series.at(month) and any(admits(selection, s) for selection in shape.usage)
    ]  # fmt: skip
    if target <= now or not streams:
        return
    largest = max(streams, key=lambda s: (s.series.at(month) or 0, str(s.series.id)))
    missing = ceil(target - now)
    gain, reaches = trial.gain([Put(_raised(largest.series, month, missing))], people_only=False)
    if gain > 0:
        title = Message(f"step.growth.{measure}", {"n": missing})
        yield Step("growth", title, gain, reaches, metric.id, 8)
