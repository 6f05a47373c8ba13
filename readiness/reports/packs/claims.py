"""The claim pack: for each customer the fields of a CPOR claim in the form's order, its proof, its clocks."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from readiness.claims import association_clocks
from readiness.facts import Association, AssociationClaim, Facts, months_later
from readiness.reports.material import Material
from readiness.reports.packs.documents import Sheet, record_pack
from readiness.reports.packs.evidence import evidence_block
from readiness.reports.packs.forms import (
    field_block,
    known_as_of,
    label,
    missing,
    proof_checks,
    source_of,
)
from readiness.reports.packs.member import Member, safe_name
from readiness.reports.pages import Block, Page, fields, form, heading, panel, quiet, raised, signatures, text
from readiness.reports.pdf import page_pdf
from readiness.reports.rows import location_name, person_name
from readiness.reports.tables import Column, Table
from readiness.rules.forms import PublishedForm, published_forms
from readiness.words import folded

_TO_PROVE: Final = frozenset(("draft", "partner-action-required"))


def claims_of(facts: Facts) -> tuple[AssociationClaim, ...]:
    """The claims recorded, and a draft for each CPOR association of a customer that has none; by customer."""
    claimed = {claim.customer for claim in facts.claims.values()}
    drafts = (
        draft_of(one)
        for one in facts.associations.values()
        if one.kind.startswith("cpor") and one.customer not in claimed
    )
    found = (*facts.claims.values(), *drafts)
    return tuple(
        sorted(found, key=lambda one: (folded(facts.customers[one.customer].name), one.name, one.id))
    )


def draft_of(association: Association) -> AssociationClaim:
    """What an association says already of the claim it came from."""
    return AssociationClaim(
        id=association.id,
        customer=association.customer,
        location=association.location,
        role=association.role,
        workloads=association.workloads,
        subscription=association.subscription,
    )


def members(material: Material) -> tuple[Member, ...]:
    """An overview, and per claim its sheet with the evidence beside it."""
    facts, found = material.facts, claims_of(material.facts)

    def sheet(claim: AssociationClaim) -> Sheet:
        named = claim.name or " ".join(claim.workloads[:2])
        place = f"claims/{safe_name(f'{facts.customers[claim.customer].name} {named}')}"
        return Sheet(place, f"claims:{claim.id}", partial(_sheet, claim, material))

    return record_pack(
        "claims",
        found,
        material,
        tables=lambda: (_overview(found, material),),
        page=claims_page,
        sheet=sheet,
    )


def _sheet(claim: AssociationClaim, material: Material) -> bytes:
    """The claim, and what is laid upon its proof."""
    title = material.words.sentence("claims.of", customer=material.facts.customers[claim.customer].name)
    blocks = raised((*claim_blocks(claim, material), *cover_blocks(claim, material, 3)))
    return page_pdf(Page(title, _basis(material), _footer(material), blocks, dense=True), material)


def claims_page(material: Material, some: Sequence[AssociationClaim] | None = None) -> Page:
    """All claims, each on a page of its own, with the cover of a proof that is still to be handed in."""
    say, found = material.words.sentence, claims_of(material.facts) if some is None else some
    blocks: list[Block] = [] if found else [quiet(say("claims.none"))]
    for number, claim in enumerate(found):
        blocks.append(heading(material.facts.customers[claim.customer].name, fresh=number > 0))
        blocks += claim_blocks(claim, material)
        if claim.id in material.facts.claims and claim.status in _TO_PROVE:
            blocks += cover_blocks(claim, material, 2)
    return Page(say("claims.title"), _basis(material), _footer(material), tuple(blocks), dense=True)


def claim_blocks(claim: AssociationClaim, material: Material) -> tuple[Block, ...]:
    """Where it stands, the fields ready to be copied, the proof, the clocks."""
    words, form = material.words, published_forms()["cpor"]
    say = words.sentence
    values = claim_values(claim, material)
    lacking = missing(form, values, words)
    state = say("claims.missing", fields=words.listed(lacking)) if lacking else say("claims.complete")
    blocks: list[Block] = [panel(words.name("claim-status", claim.status), state)]
    blocks += [heading(say("form.fields"), 3), field_block(form, values, words)]
    blocks += [heading(say("form.proof"), 3), proof_checks(form, words, claim.proof)]
    blocks += evidence_block(material.facts, f"claims:{claim.id}", words)
    if claim.proof_on is not None:
        until = months_later(claim.proof_on, form.proof_months)
        blocks.append(quiet(say("claims.proof-until", on=claim.proof_on, until=until)))
    blocks += [heading(say("form.clocks"), 3), fields(clock_rows(claim, form, material), share=72)]
    blocks.append(source_of(form, words))
    return tuple(blocks)


def cover_blocks(claim: AssociationClaim, material: Material, level: int) -> tuple[Block, ...]:
    """The sheet to be laid upon the proof of execution: what it shows, and where the customer signs."""
    words, facts, asked_in = material.words, material.facts, published_forms()["cpor"]
    say, values = words.sentence, claim_values(claim, material)
    customer = facts.customers[claim.customer]
    asked = ("tenant", "workloads", "subscription", "role", "contact-name", "contact-title")
    rows = [
        (say("cover.partner"), " · ".join(part for part in (facts.partner.name, values["location"]) if part)),
        (say("cover.customer"), customer.name),
        *((label(asked_in, name, words), values[name]) for name in asked),
        *((say(f"cover.{name}"), "") for name in ("service", "begun", "ended", "before", "after")),
    ]
    return (
        heading(say("cover.title", customer=customer.name), level, fresh=True),
        text(say("cover.note")),
        form(rows),
        text(say("cover.confirmed", customer=customer.name)),
        signatures(say("cover.place"), say("cover.name"), say("cover.signature")),
    )


def claim_values(claim: AssociationClaim, material: Material) -> Mapping[str, str]:
    """The value of each field of the form, as it is typed there; empty where it is not recorded."""
    facts, words = material.facts, material.words
    customer, owner = facts.customers[claim.customer], facts.people.get(claim.owner) if claim.owner else None
    tenants = ", ".join(tenant.id for tenant in customer.tenants)
    return {
        "location": claim.location
        or (facts.partner.locations[0].id if len(facts.partner.locations) == 1 else ""),
        "tenant": tenants,
        "area": words.name("area", claim.area) if claim.area else "",
        "role": claim.role,
        "name": claim.name,
        "workloads": ", ".join(claim.workloads),
        "subscription": claim.subscription,
        "contact-name": claim.contact_name,
        "contact-title": claim.contact_title,
        "contact-email": claim.contact_email,
        "own-name": owner.name if owner else "",
        "own-email": owner.email if owner else "",
        "proof": words.day(claim.proof_on) if claim.proof_on else "",
        "comments": claim.comments or words.sentence("form.empty"),
        "payment": words.sentence("form.payment"),
    }


def clock_rows(claim: AssociationClaim, form: PublishedForm, material: Material) -> list[tuple[str, str]]:
    """Each step of the claim with the day it ends, where its clock runs."""
    words = material.words
    return [
        (words.sentence(f"form.cpor.{step}"), words.day(due) if due else words.sentence("claims.not-running"))
        for step, due in association_clocks(claim, form).items()
    ]


def _overview(found: tuple[AssociationClaim, ...], material: Material) -> Table:
    words, form = material.words, published_forms()["cpor"]
    say = words.sentence
    titles = {"customer": "text", "claim": "text", "status": "text", "location": "text", "workloads": "long",
              "owner": "text", "missing": "long", "submitted": "day"}  # fmt: skip
    rows = tuple(
        (
            material.facts.customers[claim.customer].name,
            claim.name,
            words.name("claim-status", claim.status),
            location_name(material.facts, claim.location),
            ", ".join(claim.workloads),
            person_name(material.facts, claim.owner),
            ", ".join(missing(form, claim_values(claim, material), words)),
            claim.submitted_on,
        )
        for claim in found
    )
    return Table(
        "claims", say("claims.title"), tuple(Column(say(f"column.{t}"), k) for t, k in titles.items()), rows
    )


def _basis(material: Material) -> tuple[str, ...]:
    return (material.words.sentence("report.as-of", on=material.on),)


def _footer(material: Material) -> str:
    return known_as_of((published_forms()["cpor"],), material.words)
