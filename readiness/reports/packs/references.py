"""The reference pack: per specialization that needs references a sheet for each customer that gives one."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TypeAlias

from readiness.facts import CustomerReference
from readiness.reports.material import Material
from readiness.reports.packs.documents import Sheet, record_pack
from readiness.reports.packs.evidence import evidence_block
from readiness.reports.packs.forms import field_block, label, missing
from readiness.reports.packs.member import Member, safe_name
from readiness.reports.pages import Block, Page, heading, panel, quiet, table_block
from readiness.reports.pdf import page_pdf
from readiness.reports.tables import Column, Table
from readiness.rules.forms import published_forms
from readiness.specializations import SpecializationStanding
from readiness.words import folded

Asked: TypeAlias = tuple[SpecializationStanding, CustomerReference]
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
    return tuple(sorted(found, key=lambda one: (folded(facts.customers[one.customer].name), one.id)))


def members(material: Material) -> tuple[Member, ...]:
    """One document for all, the same as a workbook, a sheet for each reference, and the evidence."""
    found = _each(material)

    def sheet(asked: Asked) -> Sheet:
        one, reference = asked
        customer = material.facts.customers[reference.customer].name
        draw = partial(_sheet, one, reference, material)
        return Sheet(f"references/{safe_name(f'{one.name} {customer}')}", f"references:{reference.id}", draw)

    return record_pack(
        "references",
        found,
        material,
        tables=lambda: (_counts(material), _overview(material)),
        page=references_page,
        sheet=sheet,
    )


def _each(material: Material) -> tuple[Asked, ...]:
    return tuple(
        (one, reference)
        for one in specializations_of(material)
        for reference in references_of(material, one.id)
    )


def _sheet(one: SpecializationStanding, reference: CustomerReference, material: Material) -> bytes:
    customer = material.facts.customers[reference.customer].name
    title = material.words.sentence("references.of", customer=customer, specialization=one.name)
    return page_pdf(_page(title, _blocks(reference, material), material), material)


def references_page(material: Material, some: Sequence[Asked] | None = None) -> Page:
    """What each specialization asks and what there is, then every reference on a page of its own."""
    words = material.words
    say, counts = words.sentence, _counts(material)
    blocks = [quiet(say("references.none"))]
    if counts.rows:
        blocks = [heading(counts.title), table_block(counts, words), quiet(say("references.note"))]
    for one, reference in _each(material) if some is None else some:
        customer = material.facts.customers[reference.customer].name
        slots = {"customer": customer, "specialization": one.name}
        blocks.append(heading(say("references.of", **slots), fresh=True))
        blocks += _blocks(reference, material)
    return _page(say("references.title"), tuple(blocks), material)


def _page(title: str, blocks: tuple[Block, ...], material: Material) -> Page:
    say = material.words.sentence
    as_of = say("report.as-of", on=material.on)
    return Page(title, (as_of,), say("report.footer", digest=material.snapshot.rules_digest[:8]), blocks)


def _blocks(one: CustomerReference, material: Material) -> tuple[Block, ...]:
    words, form = material.words, published_forms()["reference"]
    values = _values(one, material)
    lacking = missing(form, values, words)
    say = words.sentence
    state = say("claims.missing", fields=words.listed(lacking)) if lacking else say("claims.complete")
    return (
        panel(words.name("reference-status", one.status), state),
        field_block(form, values, words),
        *evidence_block(material.facts, f"references:{one.id}", words),
    )


def _counts(material: Material) -> Table:
    """Per specialization how many are asked for, recorded and approved."""
    say = material.words.sentence
    rows = []
    for one in specializations_of(material):
        found = references_of(material, one.id)
        approved = sum(1 for reference in found if reference.status == "customer-approved")
        asked = one.version.references if one.version and one.version.references is not None else None
        rows.append((
            one.name,
            asked,
            len(found),
            sum(1 for reference in found if reference.consent_on is not None),
            approved,
        ))  # fmt: skip
    kinds = {"specialization": "long", "references-asked": "whole", "references-recorded": "whole",
             "references-consent": "whole", "references-approved": "whole"}  # fmt: skip
    columns = tuple(Column(say(f"column.{title}"), kind) for title, kind in kinds.items())
    return Table("reference-counts", say("references.counts"), columns, tuple(rows))


def _overview(material: Material) -> Table:
    """Every reference with all of its fields."""
    words, form = material.words, published_forms()["reference"]
    days = {"started-on": "started_on", "ended-on": "ended_on", "consent": "consent_on", "sent-on": "sent_on"}
    columns = [Column(words.sentence("column.specialization"), "text")]
    columns += [Column(label(form, name, words), "day" if name in days else "text") for name in form.fields]
    rows = []
    for one in specializations_of(material):
        for reference in references_of(material, one.id):
            values = _values(reference, material)
            cells = [getattr(reference, days[n]) if n in days else values[n] for n in form.fields]
            rows.append((one.name, *cells))
    return Table("references", words.sentence("references.title"), tuple(columns), tuple(rows))


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
