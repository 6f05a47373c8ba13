"""The discrepancy pack: our number beside the reported one, what is behind it, likely causes, a ticket."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from readiness.assess.finding import Finding
from readiness.facts import Award, CustomerId, Person, PersonId, Reported
from readiness.reports.material import Material
from readiness.reports.packs.evidence import evidence_blocks, evidence_members
from readiness.reports.packs.member import Member, safe_name
from readiness.reports.pages import Block, Page, copied, heading, listing, quiet, table_block, text
from readiness.reports.pdf import page_pdf
from readiness.reports.rows import named
from readiness.reports.tables import Column, Table
from readiness.reports.workbook import workbook
from readiness.snapshot import Standing, metrics_of
from readiness.words import Words


class Difference(NamedTuple):
    """One metric (or the total, `metric` None) of a track where both sides have a number."""

    standing: Standing
    track: str
    metric: Finding | None
    finding: Finding
    reported: Reported

    @property
    def is_apart(self) -> bool:
        """Partner Center rounds a total to whole points; less than one apart is the same."""
        if self.metric is None:
            return abs(_ours(self) - _theirs(self)) >= 1
        return not self.finding.met


def differences(material: Material) -> tuple[Difference, ...]:
    """In the order of areas, tracks and metrics; also those where both say the same."""
    return tuple(_differences(material))


def _differences(material: Material) -> Iterator[Difference]:
    reported = material.facts.reported
    for standing in material.narrowed.standings.values():
        for track in standing.finding.because:
            for metric in (None, *metrics_of(track)):
                for finding in (metric or track).because:
                    if finding.rule == "difference" and (entry := reported.get(finding.evidence[0])):
                        yield Difference(standing, track.rule, metric, finding, entry)


def members(material: Material) -> tuple[Member, ...]:
    """The printed comparison, the same as a workbook, and a ticket for each area that differs."""
    found = differences(material)
    apart: dict[str, list[Difference]] = {}
    for one in found:
        if one.is_apart:
            apart.setdefault(one.standing.area, []).append(one)
    title = material.words.sentence("discrepancy.title")
    tables = (_compared(found, material), _records(found, material), _cases(material))
    return (
        Member("discrepancies.pdf", lambda: page_pdf(discrepancy_page(material), material)),
        Member("discrepancies.xlsx", lambda: workbook(material, title, tables)),
        *(
            Member(f"tickets/{safe_name(area)}.txt", partial(_ticket_bytes, tuple(some), material))
            for area, some in apart.items()
        ),
        *(
            member
            for case in material.facts.cases.values()
            for member in evidence_members(
                material.facts, f"cases:{case.id}", f"evidence/{safe_name(case.number)}"
            )
        ),
    )


def discrepancy_page(material: Material) -> Page:
    """The comparison to print."""
    words, found = material.words, differences(material)
    say = words.sentence
    blocks: list[Block] = [heading(say("discrepancy.compared"))]
    blocks.append(
        table_block(_compared(found, material), words) if found else quiet(say("discrepancy.nothing"))
    )
    for one in found:
        if one.is_apart:
            blocks += _detail(one, material)
    apart = {one.standing.area: one.standing for one in found if one.is_apart}
    for area in apart:
        some = tuple(one for one in found if one.standing.area == area and one.is_apart)
        blocks.append(heading(say("discrepancy.ticket", area=words.name("area", area)), fresh=True))
        blocks.append(quiet(say("discrepancy.ticket-note")))
        blocks.append(copied(ticket(some, material)))
    log = _cases(material)
    blocks.append(heading(say("discrepancy.cases")))
    blocks.append(table_block(_narrow(log, words), words) if log.rows else quiet(say("discrepancy.no-cases")))
    blocks += evidence_blocks(material.facts, "cases", words)
    return Page(
        say("discrepancy.title"),
        (say("report.as-of", on=material.on), say("discrepancy.note")),
        say("report.footer", digest=material.snapshot.rules_digest[:8]),
        tuple(blocks),
    )


def _name(one: Difference, material: Material) -> str:
    words = material.words
    metric = words.name("metric", one.metric.rule) if one.metric else words.sentence("metric.total")
    return words.sentence(
        "discrepancy.metric",
        area=words.name("area", one.standing.area),
        track=words.name("track", one.track),
        metric=metric,
    )


def _ours(one: Difference) -> Fraction:
    return Fraction(one.finding.found.slots["records"])


def _theirs(one: Difference) -> Fraction:
    return Fraction(one.finding.found.slots["shown"])


def _compared(found: tuple[Difference, ...], material: Material) -> Table:
    words = material.words
    say = words.sentence
    kinds = {"area": "text", "track": "text", "metric": "text", "ours": "points", "theirs": "points",
             "apart": "points", "as-of": "day"}  # fmt: skip
    rows = tuple(
        (
            words.name("area", one.standing.area),
            words.name("track", one.track),
            words.name("metric", one.metric.rule) if one.metric else say("metric.total"),
            _ours(one),
            _theirs(one),
            _ours(one) - _theirs(one),
            one.reported.as_of,
        )
        for one in found
    )
    columns = tuple(Column(say(f"column.{title}"), kind) for title, kind in kinds.items())
    return Table("differences", say("table.differences"), columns, rows)


def _cases(material: Material) -> Table:
    """The log of cases: those that are open first, by the day to follow them up."""
    words = material.words
    say = words.sentence
    shows = material.edition.shows
    found = sorted(
        (one for one in material.facts.cases.values() if shows(one.area)),
        key=lambda one: (one.closed_on is not None, one.follow_up_on or date.max, one.number, one.id),
    )
    rows = tuple(
        (
            one.number,
            words.name("area", one.area) if one.area else "",
            words.name("metric", one.metric) if one.metric else "",
            one.opened_on,
            one.follow_up_on,
            one.closed_on,
            one.notes,
        )
        for one in found
    )
    days = dict.fromkeys(("opened", "follow-up", "closed"), "day")
    kinds = {"case": "auto", "area": "text", "metric": "text", **days, "notes": "long"}
    columns = tuple(Column(say(f"column.{title}"), kind) for title, kind in kinds.items())
    return Table("cases", say("discrepancy.cases"), columns, rows)


def _narrow(log: Table, words: Words) -> Table:
    """The log as a page holds it: area and metric in one column."""
    titles = (log.columns[0], Column(words.sentence("column.about"), "long"), *log.columns[3:])
    rows = tuple(
        (row[0], " \N{MIDDLE DOT} ".join(str(part) for part in row[1:3] if part), *row[3:])
        for row in log.rows
    )
    return replace(log, columns=titles, rows=rows)


def _records(found: tuple[Difference, ...], material: Material) -> Table:
    say = material.words.sentence
    rows = tuple(
        (_name(one, material), record) for one in found if one.is_apart for record in _behind(one, material)
    )
    columns = (Column(say("column.metric"), "long"), Column(say("column.record"), "long"))
    return Table("records-behind", say("table.records-behind"), columns, rows)


def _behind(one: Difference, material: Material) -> tuple[str, ...]:
    """The records that our number rests on, by name."""
    if one.metric is None:
        return ()
    seen = dict.fromkeys(
        named(material.snapshot, record)
        for finding in _below(one.metric)
        if finding.rule != "difference"
        for record in finding.evidence
    )
    return tuple(seen)


def _below(finding: Finding) -> Iterator[Finding]:
    yield finding
    for part in finding.because:
        if part.rule != "difference":
            yield from _below(part)


def _detail(one: Difference, material: Material) -> tuple[Block, ...]:
    words = material.words
    say = words.sentence
    causes = [
        (
            words.say(cause.asks),
            words.say(cause.found),
            ", ".join(named(material.snapshot, r) for r in cause.evidence),
        )
        for cause in one.finding.because
    ]
    titles = [say("discrepancy.cause"), say("discrepancy.found"), say("column.record")]
    blocks = [heading(_name(one, material), 3), text(words.say(one.finding.found))]
    if causes:
        blocks.append(listing(titles, causes, ["1fr", "1fr", "1fr"]))
    if behind := _behind(one, material):
        blocks.append(quiet(say("discrepancy.behind", records=", ".join(behind[:40]), n=len(behind))))
    return tuple(blocks)


def _ticket_bytes(some: tuple[Difference, ...], material: Material) -> bytes:
    return (ticket(some, material) + "\n").replace("\n", "\r\n").encode("utf-8-sig")


def ticket(some: tuple[Difference, ...], material: Material) -> str:
    """The text of a support ticket of one area: what is wrong, the ids that support asks for, the causes.

    People are named by their MCID, and only where the edition says so; otherwise by how many they are.
    """
    words, facts = material.words, material.facts
    say = words.sentence
    area = words.name("area", some[0].standing.area)
    lines = [
        say("ticket.subject", area=area),
        "",
        say("ticket.partner", name=facts.partner.name, partner_id=facts.partner.partner_id or "—"),
        *(say("ticket.location", name=place.name, partner_id=place.id) for place in facts.partner.locations),
        say("ticket.seen", on=max(one.reported.as_of for one in some)),
        "",
    ]
    for one in some:
        metric = words.name("metric", one.metric.rule) if one.metric else say("metric.total")
        slots = {"metric": metric, "track": words.name("track", one.track)}
        lines.append(
            say("ticket.metric", **slots, ours=_ours(one), theirs=_theirs(one), on=one.reported.as_of)
        )
        lines += [f"  - {words.say(cause.asks)}: {words.say(cause.found)}" for cause in one.finding.because]
    ids = list(_ids(some, material))
    lines += ["", *ids, *([""] if ids else []), say("ticket.ask")]
    return "\n".join(lines)


def _ids(some: tuple[Difference, ...], material: Material) -> Iterator[str]:
    """The tenants of the customers concerned; people by MCID where that was asked for."""
    facts, say = material.facts, material.words.sentence
    records = {r for one in some for f in _below(one.metric or one.finding) for r in f.evidence}
    records |= {r for one in some for cause in one.finding.because for r in cause.evidence}
    customers = sorted({c for record in records if (c := _customer_of(record, material))})
    for customer in customers:
        for tenant in facts.customers[customer].tenants:
            yield say("ticket.tenant", tenant=tenant.id)
    people = sorted(
        {who for record in records if (who := _person_of(record, material)) is not None}, key=lambda p: p.id
    )
    if material.edition.with_mcid:
        yield from (say("ticket.mcid", mcid=person.mcid) for person in people if person.mcid)
    elif people:
        yield say("ticket.people", n=len(people))


def _customer_of(record: str, material: Material) -> CustomerId | None:
    facts = material.facts
    if CustomerId(record) in facts.customers:
        return CustomerId(record)
    association = facts.associations.get(record)
    return association.customer if association else None


def _person_of(record: str, material: Material) -> Person | None:
    facts = material.facts
    award = facts.find(Award, record)
    return facts.people.get(award.person if award else PersonId(record))
