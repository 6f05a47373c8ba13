"""What the panel lists of one item of the agenda."""

from collections.abc import Iterator
from datetime import date

from readiness.agenda import AgendaItem
from readiness.claims import ClaimStep, claim_steps, next_step
from readiness.facts import (
    AdminRelationship,
    AssociationClaim,
    Benefit,
    CoopClaim,
    Engagement,
    Event,
    Facts,
    Plan,
    SupportCase,
)
from readiness.rules import ProgrammeHistory
from ui import text
from ui.dialogs.event import year_name
from ui.dialogs.options import Called
from ui.pages.agenda_rows import AgendaRow, record_of
from ui.pages.claim_words import claim_words, status_words, step_words
from ui.pages.item_times import times_words
from ui.text import _, area_name, day, money, name, number


def details_of(
    row: AgendaRow, facts: Facts, programme: ProgrammeHistory, on: date
) -> tuple[tuple[str, str], ...]:
    """Names and values, those that say something."""
    item, names = row.item, Called(facts)
    given = (
        (_("Time"), times_words(item)),
        (_("Area"), area_name(item.area) if item.area else ""),
        (_("Person"), names.person(item.person)),
        (_("Customer"), names.customer(item.customer)),
        (_("Owner"), names.person(item.owner)),
        *_of_record(item, names, programme, on),
        (_("Web address"), item.url),
        (_("Snoozed to"), day(item.snoozed_until) if item.snoozed_until else ""),
        (_("Done on"), day(item.done_on) if item.done_on else ""),
    )
    return tuple((title, words) for title, words in given if words)


def day_words(item: AgendaItem) -> str:
    """The day with its weekday."""
    weekday = text.locale().toString(text.qdate(item.due_on), "dddd")
    return _("{weekday} {day}", weekday=weekday, day=day(item.due_on))


def _of_record(
    item: AgendaItem, names: Called, programme: ProgrammeHistory, on: date
) -> Iterator[tuple[str, str]]:
    match record_of(item, names.facts):
        case Event() as event:
            yield from _of_event(event, names, programme, on)
        case Plan() as plan:
            yield _("Voucher"), plan.voucher
            yield _("Voucher expires on"), day(plan.voucher_expires_on) if plan.voucher_expires_on else ""
        case Engagement() as engagement:
            yield _("Size"), name("engagement-size", engagement.size)
            yield _("Claim"), status_words(engagement)
            yield from _steps(claim_steps(engagement, programme, on))
            yield _("Notes"), engagement.notes
        case AssociationClaim() as claim:
            yield _("Status"), name("claim-status", claim.status)
            yield _("Workloads"), ", ".join(claim.workloads)
        case CoopClaim() as claim:
            yield _("Status"), name("coop-status", claim.status)
            yield _("Notes"), claim.notes
        case AdminRelationship() as relationship:
            yield _("Roles"), ", ".join(relationship.roles)
        case Benefit(notes=notes) | SupportCase(notes=notes):
            yield _("Notes"), notes
        case _:
            pass


def _steps(steps: tuple[ClaimStep, ...]) -> Iterator[tuple[str, str]]:
    """Each step with its clock, and which one is next."""
    following = next_step(steps)
    for step in steps:
        words = step_words(step)
        yield (
            name("claim-step", step.step),
            _("Next: {words}", words=words) if step == following else words,
        )


def _of_event(
    event: Event, names: Called, programme: ProgrammeHistory, on: date
) -> Iterator[tuple[str, str]]:
    claims = [one for one in names.facts.engagements.values() if one.event == event.id]
    people = ", ".join(names.person(person) for person in event.attendees)
    if event.capacity is not None:
        yield _("Places"), _("{n} of {places} taken", n=len(event.attendees), places=event.capacity)
    yield _("Lab seats"), "" if event.lab_seats is None else number(event.lab_seats)
    yield _("Register by"), day(event.register_by) if event.register_by else ""
    yield _("Attendees"), people
    yield _("Takes place"), name("delivery", event.delivery) if event.delivery else ""
    yield _("Place"), event.place
    yield _("Time zone"), event.zone
    yield _("Language"), event.language or ""
    yield _("Access code"), event.access_code or ""
    if event.cost is not None:
        yield _("Cost per person"), money(event.cost, names.facts.partner.currency)
    yield from _served(event)
    for claim in claims:
        yield _("Claim"), claim_words(claim, programme, on)
    yield _("Completed on"), day(event.completed_on) if event.completed_on else ""
    yield _("Proof of completion"), event.proof
    yield _("Notes"), event.notes


def _served(event: Event) -> Iterator[tuple[str, str]]:
    """For whom it is, and what it serves."""
    yield _("Audience or role"), event.audience
    yield _("Level"), event.level
    yield _("Fiscal year"), year_name(event.year)
