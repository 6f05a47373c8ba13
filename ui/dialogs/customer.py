"""The form of a customer, with tenants, segment and associations."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

from PySide6.QtWidgets import QWidget

from readiness.facts import (
    CLOUDS,
    SEGMENTS,
    Association,
    Change,
    Customer,
    CustomerId,
    Facts,
    Put,
    Remove,
    Segment,
    Tenant,
)
from readiness.problems import Message
from readiness.rules import Catalogue
from readiness.words import joined
from ui.dialogs.association import association_dialog, association_line
from ui.dialogs.editors import Choice, Day, TextLine
from ui.dialogs.forms import Edit, Form, FormSheet, Question, Values
from ui.dialogs.listed import Listed
from ui.text import _, name


def segment_on(customer: Customer, on: date) -> Segment | None:
    """The segment that stands on the day."""
    standing = [s for s in customer.segments if s.since is None or s.since <= on]
    return standing[-1] if standing else None


def customer_dialog(
    facts: Facts, catalogue: Catalogue, on: date, customer: Customer | None, parent: QWidget | None = None
) -> FormSheet:
    """Adds a customer or mends one, associations included; answers with an `Edit`."""
    was = customer or Customer(CustomerId(str(uuid4())))
    held = tuple(sorted((a for a in facts.associations.values() if a.customer == was.id), key=_oldest))

    def result(values: Values) -> Edit:
        now = _made(was, values, on)
        changes = tuple(_changes(customer, now, held, values["associations"]))
        code = "undo.customer-changed" if customer else "undo.customer-added"
        return Edit(Message(code, {"name": now.name}), changes)

    return FormSheet(
        Form(
            title=_("Edit customer") if customer else _("Add customer"),
            primary=_("Save customer") if customer else _("Add customer"),
            questions=_questions(was, catalogue, held, on),
            result=result,
            width=600,
        ),
        parent,
    )


def _questions(
    was: Customer, catalogue: Catalogue, held: tuple[Association, ...], on: date
) -> tuple[Question, ...]:
    standing = segment_on(was, on)
    segment = Choice([(s, name("segment", s)) for s in SEGMENTS], standing.segment if standing else "unknown")
    return (
        Question("name", _("Name"), TextLine(was.name, needed=_("Give the customer a name."))),
        Question("segment", _("Segment"), segment, half=True),
        Question(
            "since",
            _("In this segment since"),
            Day(standing.since if standing else None),
            half=True,
            hint=_("Empty: always"),
        ),
        Question("country", _("Country"), TextLine(was.country), half=True),
        Question("tpid", _("TPID"), TextLine(was.tpid), half=True),
        Question("tenants", _("Tenants"), _tenants(was)),
        Question("associations", _("Associations"), _associations(was.id, catalogue, held)),
    )


def _tenants(customer: Customer) -> Listed[Tenant]:
    return Listed(
        customer.tenants,
        lambda t: joined(t.domain, t.id),
        tenant_dialog,
        add=_("Add tenant…"),
        name=_("Tenants"),
    )


def tenant_dialog(tenant: Tenant | None, parent: QWidget | None = None) -> FormSheet:
    was = tenant or Tenant("")
    return FormSheet(
        Form(
            title=_("Edit tenant") if tenant else _("Add tenant"),
            primary=_("Save tenant") if tenant else _("Add tenant"),
            questions=(
                Question("id", _("Tenant ID"), TextLine(was.id), _is_tenant),
                Question("domain", _("Domain"), TextLine(was.domain), half=True),
                Question(
                    "cloud", _("Cloud"), Choice([(c, name("cloud", c)) for c in CLOUDS], was.cloud), half=True
                ),
            ),
            result=lambda values: Tenant(**values),
        ),
        parent,
    )


def _is_tenant(text: str, _values: Values) -> str | None:
    try:
        UUID(text)
    except ValueError:
        return _("A tenant ID looks like 196e2273-0000-0000-0000-000000000000.")
    return None


def _associations(
    customer: CustomerId, catalogue: Catalogue, held: tuple[Association, ...]
) -> Listed[Association]:
    return Listed(
        held,
        association_line,
        lambda association, parent: association_dialog(customer, catalogue, association, parent),
        add=_("Add association…"),
        name=_("Associations"),
    )


def _made(was: Customer, values: Values, on: date) -> Customer:
    standing = segment_on(was, on)
    before = (standing.segment, standing.since) if standing else ("unknown", None)
    segments = was.segments
    if (values["segment"], values["since"]) != before:
        by_day = {s.since: s for s in was.segments} | {
            values["since"]: Segment(values["segment"], values["since"])
        }
        segments = tuple(sorted(by_day.values(), key=lambda s: s.since or date.min))
    return replace(
        was,
        name=values["name"],
        country=values["country"],
        tpid=values["tpid"],
        tenants=values["tenants"],
        segments=segments,
    )


def _oldest(association: Association) -> tuple[date, str]:
    return (association.since or date.min, association.kind)


def _changes(
    before: Customer | None, now: Customer, held: tuple[Association, ...], kept: tuple[Association, ...]
) -> Iterator[Change]:
    if before != now:
        yield Put(now)
    by_id = {a.id: a for a in held}
    yield from (Remove(Association, a.id) for a in held if a.id not in {k.id for k in kept})
    yield from (Put(a) for a in kept if by_id.get(a.id) != a)
