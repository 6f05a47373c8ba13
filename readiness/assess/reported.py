"""Where a metric's number comes from: the records, or what Partner Center shows."""

from fractions import Fraction

from readiness.assess.case import Case, points_for
from readiness.assess.people import has_people_records
from readiness.assess.usage import has_usage_records
from readiness.facts import Area, Reported
from readiness.rules import Metric
from readiness.rules.shapes import Amount, DistinctWorkloads, GrowthPercent, GrowthUnits, NetItems, People


def reported_for(case: Case, area: Area, track: str, metric: Metric) -> Reported | None:
    """The reported figure that stands for the metric; None: its records do.

    The partner's choice decides. Without one the records count where there are any, else the newest figure
    not after the day; a figure is only used for its own track.
    """
    newest = newest_reported(case, area, track, metric)
    return newest if newest is not None and stands(case, area, metric) else None


def stands(case: Case, area: Area, metric: Metric) -> bool:
    """Whether a figure of Partner Center stands for the metric where there is one."""
    source = case.facts.choices.metric_source.get(f"{area}/{metric.id}")
    return source == "reported" or (source is None and not has_records(case, metric))


def newest_reported(case: Case, area: Area, track: str, metric: Metric) -> Reported | None:
    """The newest figure of Partner Center for the metric that is not after the day."""
    reported = case.records.reported
    found = reported.get((area, track, metric.id)) if reported else None
    if not found:
        return None
    known = [figure for figure in found if figure.as_of <= case.on]
    return max(known, key=lambda figure: figure.as_of, default=None)


def reported_points(metric: Metric, reported: Reported) -> Fraction:
    """The points it gives, else those of its value; never outside 0 to the maximum."""
    if reported.points is not None:
        return min(max(Fraction(reported.points), Fraction(0)), metric.maximum)
    return points_for(Fraction(reported.value or 0), full_at(metric), metric.maximum)


def full_at(metric: Metric) -> Fraction:
    """The value that brings the maximum; of several parts, the first one's."""
    match metric.shape:
        case GrowthUnits(parts=parts):
            return parts[0].full_at
        case shape:
            return shape.full_at


def has_records(case: Case, metric: Metric) -> bool:
    """Whether the partner recorded anything that speaks of the metric, counting or not."""
    shape = metric.shape
    if isinstance(shape, People):
        return has_people_records(case, shape)
    return case.records.keep(("has-records", shape), _has_usage, case, shape)


def _has_usage(case: Case, shape: NetItems | GrowthPercent | GrowthUnits | DistinctWorkloads) -> bool:
    match shape:
        case NetItems(parts=parts):
            pairs = [(p.usage, condition.amount) for p in parts for condition in p.conditions]
        case GrowthUnits(parts=parts):
            pairs = [(p.usage, p.amount) for p in parts]
        case GrowthPercent(usage=usage, amount=amount) | DistinctWorkloads(usage=usage, amount=amount):
            pairs = [(usage, amount)]
    return any(has_usage_records(case.records, usage, measures_of(amount)) for usage, amount in pairs)


def measures_of(amount: Amount) -> tuple[str, ...]:
    """The measures an amount is made of."""
    if amount.measure is not None:
        return (amount.measure,)
    return tuple(sorted({measure for _, measure, _ in amount.rates}))
