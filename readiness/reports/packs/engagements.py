"""The engagement claim pack: each funded engagement with its form, proof, clocks and what is next."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Final

from readiness.claims import ClaimStep, claim_steps, latest_end, next_step
from readiness.facts import Engagement, Facts
from readiness.reports.material import Material
from readiness.reports.packs.documents import Sheet, record_pack
from readiness.reports.packs.evidence import evidence_block
from readiness.reports.packs.forms import (
    contact_of,
    field_block,
    known_as_of,
    missing,
    proof_checks,
    source_of,
)
from readiness.reports.packs.member import Member, safe_name
from readiness.reports.pages import Block, Page, fields, heading, panel, quiet, raised
from readiness.reports.pdf import page_pdf
from readiness.reports.rows import location_name, person_name
from readiness.reports.tables import Column, Table
from readiness.rules.forms import published_forms
from readiness.words import Words, folded

_TITLES: Final = (
    "engagement",
    "customer",
    "location",
    "status",
    "next",
    "due",
    "owner",
    "expected",
    "paid",
    "currency",
)


def engagements_of(material: Material) -> tuple[Engagement, ...]:
    """Those of the edition's areas, by title."""
    shows = material.edition.shows
    found = (
        one for one in material.facts.engagements.values() if not one.areas or any(map(shows, one.areas))
    )
    return tuple(sorted(found, key=lambda one: (folded(one.title), one.id)))


def members(material: Material) -> tuple[Member, ...]:
    """An overview, and per engagement its sheet with the evidence beside it."""
    found = engagements_of(material)

    def sheet(one: Engagement) -> Sheet:
        named = f"{one.title} {_customer(material.facts, one)}"
        draw = partial(_sheet, one, material)
        return Sheet(f"engagements/{safe_name(named)}", f"engagements:{one.id}", draw)

    return record_pack(
        "engagements",
        found,
        material,
        tables=lambda: (_overview(found, material),),
        page=engagements_page,
        sheet=sheet,
    )


def engagements_page(material: Material, some: Sequence[Engagement] | None = None) -> Page:
    """All engagements, each on a page of its own."""
    say, found = material.words.sentence, engagements_of(material) if some is None else some
    blocks: list[Block] = [] if found else [quiet(say("engagements.none"))]
    for number, one in enumerate(found):
        blocks.append(heading(one.title, fresh=number > 0))
        blocks += _blocks(one, material)
    return _page(say("engagements.title"), tuple(blocks), material)


def _sheet(one: Engagement, material: Material) -> bytes:
    return page_pdf(_page(one.title, raised(_blocks(one, material)), material), material)


def _page(title: str, blocks: tuple[Block, ...], material: Material) -> Page:
    as_of = material.words.sentence("report.as-of", on=material.on)
    return Page(title, (as_of,), known_as_of((published_forms()["mci"],), material.words), blocks)


def _blocks(one: Engagement, material: Material) -> tuple[Block, ...]:
    words, form = material.words, published_forms()["mci"]
    say = words.sentence
    steps = claim_steps(one, material.rulebook.programme, material.on)
    values = _values(one, material)
    lacking = missing(form, values, words)
    state = say("claims.missing", fields=words.listed(lacking)) if lacking else say("claims.complete")
    status = words.name("claim", one.status or "none")
    rows = [(words.name("claim-step", step.step), _state_of(step, words)) for step in steps]
    end = latest_end(one, material.rulebook.programme)
    return (
        panel(status, _coming(steps, words), state),
        heading(say("form.fields"), 3),
        field_block(form, values, words),
        heading(say("form.proof"), 3),
        proof_checks(form, words, _proven(one)),
        heading(say("form.clocks"), 3),
        fields(rows, share=50),
        *([quiet(say("engagements.latest", on=end))] if end else []),
        heading(say("engagements.money"), 3),
        fields(_money(one, material), share=50),
        *evidence_block(material.facts, f"engagements:{one.id}", words),
        source_of(form, words),
    )


def _coming(steps: tuple[ClaimStep, ...], words: Words) -> str:
    ahead = next_step(steps)
    if ahead is None:
        return words.sentence("engagements.nothing-open")
    step = words.name("claim-step", ahead.step)
    if ahead.due_on is None:
        return words.sentence("engagements.next-undated", step=step)
    return words.sentence("engagements.next", step=step, on=ahead.due_on)


def _state_of(step: ClaimStep, words: Words) -> str:
    if step.done_on:
        return words.sentence("engagements.done-on", on=step.done_on)
    if step.is_done:
        return words.sentence("engagements.done")
    return words.day(step.due_on) if step.due_on else words.sentence("claims.not-running")


def _proven(one: Engagement) -> tuple[str, ...]:
    shown = {
        "invoice": one.invoice,
        "execution": one.proof,
        "customer-survey": one.customer_survey_on,
        "partner-survey": one.partner_survey_on,
    }
    return tuple(item for item, value in shown.items() if value)


def _values(one: Engagement, material: Material) -> Mapping[str, str]:
    facts = material.facts
    customer = facts.customers.get(one.customer) if one.customer else None
    owner = facts.people.get(one.owner) if one.owner else None
    tenants = ", ".join(tenant.id for tenant in customer.tenants) if customer else ""
    contact, mail = one.contact_name, one.contact_email
    if not (contact or mail):
        contact, _title, mail = contact_of(facts, one.customer)
    return {
        "name": one.title,
        "location": one.location,
        "tenant": tenants or (customer.tpid if customer else ""),
        "offer": one.offer,
        "hours": material.words.number(one.hours, 1) if one.hours is not None else "",
        "contact-name": contact,
        "contact-email": mail,
        "own-name": owner.name if owner else "",
        "own-email": owner.email if owner else "",
        "opportunity": one.opportunity,
    }


def _money(one: Engagement, material: Material) -> list[tuple[str, str]]:
    say = material.words.sentence
    currency = one.currency or material.facts.partner.currency or "USD"
    amounts: tuple[tuple[str, Decimal | None], ...] = (
        (say("engagements.expected"), one.expected_amount),
        (say("engagements.paid"), one.paid_amount),
    )
    rows = [
        (label, material.words.money(amount, currency) if amount is not None else "")
        for label, amount in amounts
    ]
    return [*rows, (say("engagements.invoice"), one.invoice)]


def _customer(facts: Facts, one: Engagement) -> str:
    found = facts.customers.get(one.customer) if one.customer else None
    return found.name if found else ""


def _overview(found: tuple[Engagement, ...], material: Material) -> Table:
    words = material.words
    say = words.sentence
    kinds = {"due": "day", "expected": "number", "paid": "number"}
    rows = []
    for one in found:
        ahead = next_step(claim_steps(one, material.rulebook.programme, material.on))
        rows.append((
            one.title,
            _customer(material.facts, one),
            location_name(material.facts, one.location),
            words.name("claim", one.status or "none"),
            words.name("claim-step", ahead.step) if ahead else "",
            ahead.due_on if ahead else None,
            person_name(material.facts, one.owner),
            one.expected_amount,
            one.paid_amount,
            one.currency or material.facts.partner.currency,
        ))  # fmt: skip
    columns = tuple(Column(say(f"column.{title}"), kinds.get(title, "text")) for title in _TITLES)
    return Table("engagements", say("engagements.title"), columns, tuple(rows))
