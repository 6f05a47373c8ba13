"""Deployments of Azure: different services in use over the trailing year, all customers together."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from readiness.assess.asks import services_asks
from readiness.assess.case import Case, Outcome, exactly, note, points_for
from readiness.assess.finding import Finding
from readiness.assess.streams import Number
from readiness.assess.usage import amounts, shown
from readiness.facts import CustomerId
from readiness.problems import Message
from readiness.rules import Metric
from readiness.rules.shapes import DistinctWorkloads

LISTED = 12
"""Services named one by one."""


def distinct_points(case: Case, maximum: Fraction, shape: DistinctWorkloads) -> Fraction:
    """The points alone."""
    return points_for(Fraction(len(_counted(_used(case, shape)[0]))), shape.full_at, maximum)


def _used(
    case: Case, shape: DistinctWorkloads
) -> tuple[Mapping[str, Number], Mapping[str, frozenset[CustomerId]]]:
    """Each service's usage in the trailing year, and the customers that have it."""
    key = ("distinct", shape.usage, shape.amount, case.month)
    return case.records.keep(key, _sum_by_service, case, shape)


def _sum_by_service(
    case: Case, shape: DistinctWorkloads
) -> tuple[Mapping[str, Number], Mapping[str, frozenset[CustomerId]]]:
    figures = amounts(case.records, shape.usage, shape.amount, by_workload=True)
    total: dict[str, Number] = {}
    customers: dict[str, set[CustomerId]] = {}
    owners = case.records.owners
    for (tenant, service), value in figures.year(case.month).items():
        total[service] = total.get(service, 0) + value
        if value > 0:
            customers.setdefault(service, set()).add(owners[tenant])
    return total, {service: frozenset(some) for service, some in customers.items()}


def _counted(total: Mapping[str, Number]) -> list[str]:
    return sorted(service for service, value in total.items() if value > 0)


def assess_distinct(case: Case, metric: Metric, shape: DistinctWorkloads) -> Outcome:
    """Services with more than nothing."""
    total, customers = _used(case, shape)
    counted = _counted(total)
    value = exactly(len(counted))
    return Outcome(
        value=value,
        full_at=shape.full_at,
        points=points_for(value, shape.full_at, metric.maximum),
        asks=services_asks(metric, shape),
        found=Message("found.services-of", {"n": shape.full_at, "value": len(counted)}),
        because=tuple(_services(counted, total, customers)),
        evidence=tuple(sorted(frozenset[CustomerId]().union(*customers.values()))),
    )


def _services(
    counted: list[str], total: Mapping[str, Number], customers: Mapping[str, frozenset[CustomerId]]
) -> Iterator[Finding]:
    for service in sorted(counted, key=lambda name: (-total[name], name))[:LISTED]:
        yield note(
            "service",
            Message("asks.service", {"workload": service}),
            Message("found.service", {"value": shown(total[service]), "n": len(customers[service])}),
            met=True,
            evidence=tuple(sorted(customers[service])),
        )
