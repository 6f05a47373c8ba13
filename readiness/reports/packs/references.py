"""The reference pack: per specialization that needs references a sheet for each customer that gives one."""

from collections.abc import Mapping

from readiness.facts import CustomerReference
from readiness.reports.material import Material
from readiness.reports.packs.evidence import evidence_members
from readiness.reports.packs.forms import field_block, known_as_of, missing
from readiness.reports.packs.member import Member, safe_name
from readiness.reports.pages import Block, Page, heading, panel, quiet, text
from readiness.reports.pdf import page_pdf
from readiness.rules.forms import published_forms
from readiness.specializations import SpecializationStanding

_OPEN = ("held", "ready", "in-progress", "not-started")


def specializations_of(material: Material) -> tuple[SpecializationStanding, ...]:
    """Those that ask for references on the day, or for which some are recorded, in the edition's areas."""
    recorded = {one.specialization for one in material.facts.references.values()}
    return tuple(
        one
        for one in material.specializations
        if one.state in _OPEN
        and (one.id in recorded or (one.version is not None and one.version.validation == "references"))
        and (not one.areas or any(map(material.edition.shows, one.areas)))
    )


def references_of(material: Material, specialization: str) -> tuple[CustomerReference, ...]:
    """By customer."""
    facts = material.facts
    found = (one for one in facts.references.values() if one.specialization == specialization)
    return tuple(sorted(found, key=lambda one: (facts.customers[one.customer].name.casefold(), one.id)))


def members(material: Material) -> tuple[Member, ...]:
    """One document for all, one per specialization that has references, and the evidence."""
    made = [Member("references.pdf", lambda: page_pdf(references_page(material), material))]
    for one in specializations_of(material):
        for reference in references_of(material, one.id):
            folder = f"references/{safe_name(one.id)}"
            made += evidence_members(material.facts, f"references:{reference.id}", folder)
    return tuple(made)


def references_page(material: Material) -> Page:
    """Every specialization with what it asks and what there is."""
    words = material.words
    say = words.sentence
    blocks: list[Block] = []
    for number, one in enumerate(specializations_of(material)):
        found = references_of(material, one.id)
        asked = one.version.references if one.version and one.version.references is not None else None
        approved = sum(1 for reference in found if reference.status == "customer-approved")
        blocks.append(heading(one.name, fresh=number > 0 and bool(found)))
        slots = {"asked": asked, "there": len(found), "approved": approved}
        blocks.append(
            text(say("references.count" if asked is not None else "references.count-open", **slots))
        )
        for reference in found:
            blocks += _blocks(reference, material)
    if not blocks:
        blocks = [quiet(say("references.none"))]
    blocks.append(quiet(say("references.note")))
    as_of = say("report.as-of", on=material.on)
    footer = say("report.footer", digest=material.snapshot.rules_digest[:8])
    return Page(say("references.title"), (as_of,), footer, tuple(blocks))


def _blocks(one: CustomerReference, material: Material) -> tuple[Block, ...]:
    words, form = material.words, published_forms()["reference"]
    values = _values(one, material)
    lacking = missing(form, values, words)
    say = words.sentence
    state = say("claims.missing", fields=words.listed(lacking)) if lacking else say("claims.complete")
    return (
        heading(material.facts.customers[one.customer].name, 3),
        panel(words.name("reference-status", one.status), state),
        field_block(form, values, words),
        quiet(known_as_of((form,), words)),
    )


def _values(one: CustomerReference, material: Material) -> Mapping[str, str]:
    words = material.words

    def day(name: str) -> str:
        found = getattr(one, name)
        return words.day(found) if found else ""

    return {
        "customer": material.facts.customers[one.customer].name,
        "contact-name": one.contact_name,
        "contact-title": one.contact_title,
        "contact-email": one.contact_email,
        "country": one.country or material.facts.customers[one.customer].country,
        "title": one.title,
        "product": one.product,
        "started-on": day("started_on"),
        "ended-on": day("ended_on"),
        "size": one.size,
        "outcome": one.outcome,
        "consent": day("consent_on"),
        "sent-on": day("sent_on"),
        "status": words.name("reference-status", one.status),
    }
