"""The whole partner document in its normal form: the same facts are always the same bytes."""

import json
from collections.abc import Iterable
from typing import Any, Final

from readiness.document.shapes import UsageRow, rows_of, shape_of, thing_to_json
from readiness.facts import (
    LIST_OF,
    SINGLE,
    AdminRelationship,
    AssociationClaim,
    Attachment,
    AuditControl,
    Benefit,
    CoopClaim,
    CustomerReference,
    Engagement,
    Facts,
    HeldSpecialization,
    Reported,
    Series,
    Subscription,
    SupportCase,
)

FORMAT: Final = "partner-readiness/1"
LATER: Final = (
    HeldSpecialization,
    Subscription,
    Engagement,
    AssociationClaim,
    CoopClaim,
    CustomerReference,
    AuditControl,
    AdminRelationship,
    Benefit,
    SupportCase,
    Attachment,
)
"""These lists came after the others: who has none of them keeps the same bytes as before."""


def to_document(facts: Facts) -> dict[str, Any]:
    """Everything recorded, as JSON values: keys and lists in their fixed order."""
    document: dict[str, Any] = {"format": FORMAT}
    for kind, name in LIST_OF.items():
        if kind in SINGLE:
            document[name] = thing_to_json(getattr(facts, name))
        elif kind is Series:
            document[name] = _usage(facts.usage.values())
        else:
            things = getattr(facts, name).values()
            if kind in LATER and not things:
                continue
            document[name] = [thing_to_json(thing) for thing in sorted(things, key=_reported_or_id)]
    return document


def document_text(facts: Facts) -> str:
    """The document as text: two spaces of indent, letters as they are, a line feed at the end."""
    return json.dumps(to_document(facts), ensure_ascii=False, indent=2) + "\n"


def _usage(series: Iterable[Series]) -> list[dict[str, Any]]:
    shape = shape_of(UsageRow)
    rows = sorted((row for one in series for row in rows_of(one)), key=_usage_order)
    return [shape.write(row) for row in rows]


def _usage_order(row: UsageRow) -> tuple[str | int, ...]:
    """The usage key, in the order in which the document names its parts."""
    return (
        row.customer,
        row.month,
        row.workload,
        row.measure,
        row.association,
        row.offer,
        row.subscription,
        row.tenant,
        row.location,
    )


def _reported_or_id(thing: Any) -> tuple[Any, ...]:
    if isinstance(thing, Reported):
        return (thing.area, thing.track, thing.metric, thing.as_of)
    return (thing.id,)
