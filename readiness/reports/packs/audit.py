"""The audit pack: per audited specialization its controls, evidence, and what is missing before booking."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Final

from readiness.facts import AuditControl
from readiness.reports.material import Material
from readiness.reports.packs.evidence import evidence_members, evidence_of
from readiness.reports.packs.forms import known_as_of, step_checks
from readiness.reports.packs.member import Member, safe_name
from readiness.reports.pages import Block, Page, checks, heading, listing, quiet, table_block, text
from readiness.reports.pdf import page_pdf
from readiness.reports.rows import customer_name, person_name
from readiness.reports.tables import Column, Table
from readiness.reports.workbook import workbook
from readiness.rules.forms import checklists_on, published_forms
from readiness.specializations import SpecializationStanding
from readiness.words import LANGUAGES, Words, folded

_PREPARED: Final = frozenset(("held", "ready"))


def audited(material: Material) -> tuple[SpecializationStanding, ...]:
    """Those that are audited and held or ready for it, or for which controls are recorded."""
    recorded = {one.specialization for one in material.facts.controls.values()}
    return tuple(
        one
        for one in _in_areas(material)
        if one.id in recorded or (one.state in _PREPARED and _asks_for_audit(one))
    )


def under_way(material: Material) -> tuple[SpecializationStanding, ...]:
    """Audited ones whose requirements are not met yet, and for whose audit nothing is recorded."""
    others = {one.id for one in audited(material)}
    return tuple(
        one
        for one in _in_areas(material)
        if one.state == "in-progress" and _asks_for_audit(one) and one.id not in others
    )


def _asks_for_audit(one: SpecializationStanding) -> bool:
    return one.version is not None and one.version.validation == "audit"


def _in_areas(material: Material) -> Iterator[SpecializationStanding]:
    shows = material.edition.shows
    return (one for one in material.specializations if not one.areas or any(map(shows, one.areas)))


def controls_of(material: Material, specialization: str) -> tuple[AuditControl, ...]:
    """By module and title."""
    found = (one for one in material.facts.controls.values() if one.specialization == specialization)
    return tuple(sorted(found, key=lambda one: (one.module, folded(one.title), one.id)))


def members(material: Material) -> tuple[Member, ...]:
    """The checklists to print, the same as a workbook, and the evidence of each control."""
    title = material.words.sentence("audit.title")
    found = audited(material)
    made = [
        Member("audit.pdf", lambda: page_pdf(audit_page(material), material)),
        Member(
            "audit.xlsx",
            lambda: workbook(
                material, title, [*(_table(one, material) for one in found), _overview(material)]
            ),
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
    say, overview = words.sentence, _overview(material)
    blocks: list[Block] = [] if overview.rows else [quiet(say("audit.none"))]
    if overview.rows:
        blocks += [heading(say("audit.overview")), table_block(overview, words)]
    for one in found:
        blocks.append(heading(one.name, fresh=True))
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
    blocks += _evidence(one, material)
    blocks += [heading(say("audit.missing"), 3), checks(_missing(one, material))]
    blocks += [heading(say("audit.steps"), 3), step_checks(published_forms()["audit"], words)]
    return tuple(blocks)


def _table(one: SpecializationStanding, material: Material) -> Table:
    """What is recorded, then the published controls of which nothing is recorded yet."""
    facts, say = material.facts, material.words.sentence
    published = _published(one.specialization.family, material.on)
    recorded = controls_of(material, one.id)
    rows = [
        (
            control.module,
            _title(control, published, material.words),
            control.evidence,
            customer_name(facts, control.customer),
            control.evidence_on,
            person_name(facts, control.owner),
            say("yes" if control.ready_on else "no"),
        )
        for control in recorded
    ]  # fmt: skip
    rows += [
        (module, say(f"control.{name}"), "", "", None, "", say("no"))
        for module, name in _unrecorded(one, material)
    ]
    rows.sort(key=lambda row: str(row[0]))
    kinds = {"module": "auto", "control": "long", "shown": "long", "customer": "text", "shown-on": "day",
             "owner": "text", "ready": "auto"}  # fmt: skip
    columns = tuple(Column(say(f"column.{title}"), kind) for title, kind in kinds.items())
    return Table(safe_name(one.id), one.name[:31].translate(_NO_SHEET), columns, tuple(rows))


def _title(control: AuditControl, published: Mapping[str, tuple[str, str]], words: Words) -> str:
    """A published control in the language of the page, another as it was written."""
    found = published.get(control.title.casefold())
    return words.sentence(f"control.{found[1]}") if found else control.title


@cache
def _published(family: str, on: date) -> Mapping[str, tuple[str, str]]:
    """Module and id of each published control by its title: a record may be in either language."""
    languages = [Words(language) for language in LANGUAGES]
    return {
        words.sentence(f"control.{name}").casefold(): (checklist.module, name)
        for checklist in checklists_on(family, on)
        for name in checklist.controls
        for words in languages
    }


def _unrecorded(one: SpecializationStanding, material: Material) -> tuple[tuple[str, str], ...]:
    """Module and id of the published controls of which nothing is recorded, in their order."""
    published = _published(one.specialization.family, material.on)
    titles = {control.title.casefold() for control in controls_of(material, one.id)}
    there = {published[title] for title in titles if title in published}
    return tuple(control for control in dict.fromkeys(published.values()) if control not in there)


_NO_SHEET = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def _overview(material: Material) -> Table:
    """Every audited specialization with how far it is; those under way without a page of their own too."""
    words = material.words
    say = words.sentence
    rows = []
    for one in (*audited(material), *under_way(material)):
        recorded = controls_of(material, one.id)
        ready = sum(1 for control in recorded if control.ready_on)
        all_of = len(recorded) + len(_unrecorded(one, material))
        met = say("audit.share", there=one.met, of=one.of)
        controls = say("audit.share", there=ready, of=all_of) if all_of else ""
        rows.append((one.name, one.renewal.ends_on if one.renewal else None, met, one.to_enter, controls))
    kinds = {"specialization": "long", "held-to": "day", "requirements": "auto", "to-enter": "whole",
             "controls-ready": "auto"}  # fmt: skip
    columns = tuple(Column(say(f"column.{title}"), kind) for title, kind in kinds.items())
    return Table("audits", say("audit.overview"), columns, tuple(rows))


def _evidence(one: SpecializationStanding, material: Material) -> tuple[Block, ...]:
    """The attached files, with the control that each one is for."""
    words, published = material.words, _published(one.specialization.family, material.on)
    rows = [
        (
            _title(control, published, words),
            file.name,
            file.sha256[:16],
            words.day(file.added_on) if file.added_on else "",
        )
        for control in controls_of(material, one.id)
        for file in evidence_of(material.facts, f"controls:{control.id}")
    ]
    titles = [words.sentence(f"column.{title}") for title in ("control", "file", "digest", "added")]
    return (listing(titles, rows, ["1fr", "1fr", "auto", "auto"]),) if rows else ()


def _missing(one: SpecializationStanding, material: Material) -> list[tuple[bool, str]]:
    """What has to be there before the audit is booked, ticked where it is."""
    words = material.words
    say = words.sentence
    recorded, unrecorded = controls_of(material, one.id), _unrecorded(one, material)
    all_of = len(recorded) + len(unrecorded)
    items = [
        (one.met == one.of, say("audit.requirements", met=one.met, of=one.of)),
        (bool(recorded) and not unrecorded, say("audit.recorded", there=len(recorded), of=all_of)),
    ]
    published = _published(one.specialization.family, material.on)
    for control in recorded:
        title = _title(control, published, words)
        if lacking := [say(f"audit.lacks-{name}") for name in _lacking(control)]:
            items.append((False, say("audit.lacks", control=title, what=words.listed(lacking))))
        elif control.ready_on is None:
            items.append((False, say("audit.not-ready", control=title)))
    return items


def _lacking(control: AuditControl) -> Iterator[str]:
    for name, value in (
        ("evidence", control.evidence),
        ("customer", control.customer),
        ("owner", control.owner),
        ("date", control.evidence_on),
    ):
        if not value:
            yield name
