"""The audit pack: per audited specialization its controls, evidence, and what is missing before booking."""

from readiness.facts import AuditControl
from readiness.reports.material import Material
from readiness.reports.packs.evidence import evidence_members
from readiness.reports.packs.forms import known_as_of, step_checks
from readiness.reports.packs.member import Member, safe_name
from readiness.reports.pages import Block, Page, checks, heading, quiet, table_block, text
from readiness.reports.pdf import page_pdf
from readiness.reports.rows import customer_name, person_name
from readiness.reports.tables import Column, Table
from readiness.reports.workbook import workbook
from readiness.rules.forms import checklists_on, published_forms
from readiness.specializations import SpecializationStanding

_OPEN = ("held", "ready", "in-progress")


def audited(material: Material) -> tuple[SpecializationStanding, ...]:
    """Those that are audited and under way or held, or for which controls are recorded."""
    recorded = {one.specialization for one in material.facts.controls.values()}
    return tuple(
        one
        for one in material.specializations
        if (
            one.id in recorded
            or (one.state in _OPEN and one.version is not None and one.version.validation == "audit")
        )
        and (not one.areas or any(map(material.edition.shows, one.areas)))
    )


def controls_of(material: Material, specialization: str) -> tuple[AuditControl, ...]:
    """By module and title."""
    found = (one for one in material.facts.controls.values() if one.specialization == specialization)
    return tuple(sorted(found, key=lambda one: (one.module, one.title.casefold(), one.id)))


def members(material: Material) -> tuple[Member, ...]:
    """The checklists to print, the same as a workbook, and the evidence of each control."""
    title = material.words.sentence("audit.title")
    found = audited(material)
    made = [
        Member("audit.pdf", lambda: page_pdf(audit_page(material), material)),
        Member(
            "audit.xlsx",
            lambda: workbook(material, title, [_table(one, material) for one in found] or [_empty(material)]),
        ),
    ]
    for one in found:
        for control in controls_of(material, one.id):
            folder = f"evidence/{safe_name(one.id)}"
            made += evidence_members(material.facts, f"controls:{control.id}", folder)
    return tuple(made)


def audit_page(material: Material) -> Page:
    """Every audited specialization on a page of its own."""
    words, found = material.words, audited(material)
    say = words.sentence
    blocks: list[Block] = [] if found else [quiet(say("audit.none"))]
    for number, one in enumerate(found):
        blocks.append(heading(one.name, fresh=number > 0))
        blocks += _blocks(one, material)
    forms = published_forms()
    as_of = say("report.as-of", on=material.on)
    return Page(say("audit.title"), (as_of,), known_as_of((forms["audit"],), words), tuple(blocks))


def _blocks(one: SpecializationStanding, material: Material) -> tuple[Block, ...]:
    words = material.words
    say = words.sentence
    lists = checklists_on(one.specialization.family, material.on)
    blocks: list[Block] = [text(words.say(one.readiness))]
    blocks += [quiet(say("audit.checklist", name=c.name, module=c.module, on=c.since)) for c in lists]
    if not lists:
        blocks.append(quiet(say("audit.unpublished")))
    rows = _table(one, material)
    blocks.append(heading(say("audit.controls"), 3))
    blocks.append(table_block(rows, words) if rows.rows else quiet(say("audit.no-controls")))
    blocks += [heading(say("audit.missing"), 3), checks(_missing(one, material))]
    blocks += [heading(say("audit.steps"), 3), step_checks(published_forms()["audit"], words)]
    return tuple(blocks)


def _table(one: SpecializationStanding, material: Material) -> Table:
    """What is recorded, then the published controls of which nothing is recorded yet."""
    facts, say = material.facts, material.words.sentence
    recorded = controls_of(material, one.id)
    titles = {control.title.casefold() for control in recorded}
    rows = [
        (
            control.module,
            control.title,
            control.evidence,
            customer_name(facts, control.customer),
            control.evidence_on,
            person_name(facts, control.owner),
            say("yes" if control.ready_on else "no"),
        )
        for control in recorded
    ]
    for checklist in checklists_on(one.specialization.family, material.on):
        named = (say(f"control.{control}") for control in checklist.controls)
        rows += [
            (checklist.module, name, "", "", None, "", say("no"))
            for name in named
            if name.casefold() not in titles
        ]
    kinds = {"module": "auto", "control": "long", "evidence": "long", "customer": "text", "shown-on": "day",
             "owner": "text", "ready": "auto"}  # fmt: skip
    columns = tuple(Column(say(f"column.{title}"), kind) for title, kind in kinds.items())
    return Table(safe_name(one.id), one.name[:31].translate(_NO_SHEET), columns, tuple(rows))


_NO_SHEET = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def _empty(material: Material) -> Table:
    say = material.words.sentence
    return Table("audit", say("audit.title"), (Column(say("column.control"), "long"),), ())


def _missing(one: SpecializationStanding, material: Material) -> list[tuple[bool, str]]:
    """What has to be there before the audit is booked, ticked where it is."""
    say = material.words.sentence
    recorded = controls_of(material, one.id)
    items = [(one.state in {"ready", "held"}, say("audit.requirements", met=one.met, of=one.of))]
    items.append((bool(recorded), say("audit.recorded", there=len(recorded))))
    for control in recorded:
        lacking = [
            say(f"audit.lacks-{name}")
            for name, value in (
                ("evidence", control.evidence),
                ("customer", control.customer),
                ("owner", control.owner),
                ("date", control.evidence_on),
            )
            if not value
        ]
        if lacking:
            items.append(
                (False, say("audit.lacks", control=control.title, what=material.words.listed(lacking)))
            )
    return items
