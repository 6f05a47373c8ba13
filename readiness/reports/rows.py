"""The rows of each table, read off a snapshot: values, with names in the place of ids."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from readiness.agenda import AgendaItem
from readiness.assess.finding import Finding
from readiness.called import record_name
from readiness.facts import (
    MICRO,
    Attachment,
    Award,
    Customer,
    CustomerId,
    Facts,
    Month,
    PersonId,
    first_day,
    subject_of,
)
from readiness.snapshot import Snapshot, Standing
from readiness.words import Words, folded, plain

Cell: TypeAlias = str | int | Decimal | Fraction | date | datetime | None
Rows: TypeAlias = Iterator[tuple[Cell, ...]]


def summary(snapshot: Snapshot, words: Words) -> Rows:
    for standing in snapshot.standings.values():
        area = words.name("area", standing.area)
        if not standing.has_rules:
            yield (area, "", None, None, None, words.sentence("chip.no-rules"), *(None,) * 5)
            continue
        window, enrollment = standing.window, standing.enrollment
        yield (
            area,
            words.name("track", standing.track),
            Decimal(standing.shown),
            standing.points,
            standing.missing,
            words.name(*standing.word),
            _yes(standing.qualified_today, words),
            words.listed(words.name("metric", metric) for metric in standing.blocked_by),
            enrollment.anniversary if enrollment else None,
            window.first if window else None,
            window.last if window else None,
        )


def usage_line(snapshot: Snapshot, words: Words) -> str:
    """Which months the numbers rest on."""
    seen = snapshot.partner_center_month
    if snapshot.data_month is None:
        return words.sentence("report.no-usage", seen_month=seen)
    return words.sentence("report.usage", usage_month=snapshot.data_month, seen_month=seen)


def by_category(track: Finding) -> Iterator[tuple[str, Finding]]:
    """The metrics of a track with their category, in the order of the rules."""
    return ((category.rule, metric) for category in track.because for metric in category.because)


def _tracks(snapshot: Snapshot) -> Iterator[tuple[Standing, Finding]]:
    return (
        (standing, track) for standing in snapshot.standings.values() for track in standing.finding.because
    )


def metrics(snapshot: Snapshot, words: Words) -> Rows:
    for standing, track in _tracks(snapshot):
        for category, metric in by_category(track):
            yield (
                words.name("area", standing.area),
                words.name("track", track.rule),
                _yes(track.rule == standing.track, words),
                words.name("category", category),
                words.name("metric", metric.rule),
                metric.value,
                metric.full_at,
                metric.points,
                metric.maximum,
                words.name("chip", metric.chip),
                words.say(metric.found),
                words.say(metric.asks),
                words.say(metric.reading) if metric.reading else "",
                words.name("basis", metric.basis),
                metric.rules_from,
                words.name("certainty", metric.certainty),
                metric.source.title if metric.source else "",
                metric.source.url if metric.source else "",
            )


def findings(snapshot: Snapshot, words: Words) -> Rows:
    for standing, track in _tracks(snapshot):
        head = words.name("area", standing.area), words.name("track", track.rule)
        for level, finding in _flat(track, 0):
            yield (
                *head,
                level,
                words.say(finding.asks),
                words.say(finding.found),
                words.name("chip", "met" if finding.met else "not-met"),
                finding.points,
                finding.maximum,
                ", ".join(named(snapshot, item) for item in finding.evidence),
            )


def _flat(finding: Finding, level: int) -> Iterator[tuple[int, Finding]]:
    yield level, finding
    for part in finding.because:
        yield from _flat(part, level + 1)


def named(snapshot: Snapshot, record: str) -> str:
    """The name that a reader knows a record by; its id where it has none."""
    facts = snapshot.facts
    if award := facts.awards.get(record):
        return f"{person_name(facts, award.person)} ({snapshot.catalogue.code(award.certification)})"
    if association := facts.associations.get(record):
        return customer_name(facts, association.customer)
    if project := facts.projects.get(record):
        return project.name or record
    return (
        customer_name(facts, record) if CustomerId(record) in facts.customers else person_name(facts, record)
    )


def people(snapshot: Snapshot, words: Words) -> Rows:
    held: dict[str, list[Award]] = {}
    for award in snapshot.facts.awards.values():
        held.setdefault(award.person, []).append(award)
    del words
    for person in sorted(snapshot.facts.people.values(), key=lambda p: (folded(p.name), p.id)):
        valid = [award for award in held.get(person.id, ()) if _is_valid(award, snapshot.on)]
        yield (
            person.name,
            person.email,
            location_name(snapshot.facts, person.location),
            len(valid),
            min((award.expires_on for award in valid if award.expires_on), default=None),
            person.joined_on,
            person.linked_on,
            person.unlinked_on,
            person.left_on,
            person.account_deleted_on,
            person.notes,
        )


def _is_valid(award: Award, on: date) -> bool:
    return award.earned_on <= on and (award.expires_on is None or on <= award.expires_on)


def award_state(award: Award, on: date) -> str:
    """`valid`, `expired` or `planned` on the day."""
    if award.earned_on > on:
        return "planned"
    return "valid" if _is_valid(award, on) else "expired"


def awards(snapshot: Snapshot, words: Words) -> Rows:
    facts, catalogue = snapshot.facts, snapshot.catalogue

    def key(award: Award) -> tuple[str, date, str]:
        return person_name(facts, award.person).casefold(), award.earned_on, award.id

    for award in sorted(facts.awards.values(), key=key):
        known = catalogue.get(award.certification)
        yield (
            person_name(facts, award.person),
            known.name if known else award.certification,
            known.code if known and known.exams else "",
            words.name("level", known.level) if known else "",
            award.earned_on,
            award.expires_on,
            words.name("award", award_state(award, snapshot.on)),
            known.retired_on if known else None,
            known.credit_until if known else None,
        )


def customers(snapshot: Snapshot, words: Words) -> Rows:
    facts, on = snapshot.facts, snapshot.on
    kinds: dict[str, set[str]] = {}
    for association in facts.associations.values():
        if (association.since or on) <= on <= (association.until or on):
            kinds.setdefault(association.customer, set()).add(association.kind)
    last: dict[str, date] = {}
    for key, series in facts.usage.items():
        month = first_day(Month(series.first + len(series.values) - 1))
        last[key.customer] = max(last.get(key.customer, month), month)
    for customer in sorted(facts.customers.values(), key=lambda c: (folded(c.name), c.id)):
        yield (
            customer.name,
            words.name("segment", _segment(customer, on)),
            customer.country,
            ", ".join(words.name("association", kind) for kind in sorted(kinds.get(customer.id, ()))),
            last.get(customer.id),
            ", ".join(tenant.domain or tenant.id for tenant in customer.tenants),
            customer.tpid,
        )


def _segment(customer: Customer, on: date) -> str:
    past = [entry.segment for entry in customer.segments if entry.since is None or entry.since <= on]
    return past[-1] if past else "unknown"


def associations(snapshot: Snapshot, words: Words) -> Rows:
    facts = snapshot.facts
    rows = [
        (
            customer_name(facts, entry.customer),
            words.name("association", entry.kind),
            ", ".join(entry.workloads),
            entry.subscription,
            location_name(facts, entry.location),
            entry.since,
            entry.until,
        )
        for entry in facts.associations.values()
    ]
    yield from sorted(rows, key=lambda row: (folded(row[0]), row[1], row[5] or date.min, row[2:5]))


def usage(snapshot: Snapshot, words: Words) -> Rows:
    facts = snapshot.facts
    for key in sorted(facts.usage, key=lambda k: (folded(customer_name(facts, k.customer)), *_texts(k))):
        for month, value in facts.usage[key].months():
            yield (
                customer_name(facts, key.customer),
                first_day(month),
                key.workload,
                words.name("measure", key.measure),
                Decimal(value) / MICRO,
                words.name("association", key.association),
                words.name("offer", key.offer),
                key.subscription,
                key.tenant,
                location_name(facts, key.location),
            )


def projects(snapshot: Snapshot, words: Words) -> Rows:
    facts = snapshot.facts
    for project in sorted(facts.projects.values(), key=lambda p: (p.go_live_on or date.max, p.name, p.id)):
        yield (
            project.name,
            customer_name(facts, project.customer),
            words.listed(words.name("area", area) for area in project.areas),
            words.name("stage", project.stage),
            project.go_live_on,
            project.probability,
        )


def files(snapshot: Snapshot, words: Words) -> Rows:
    """What is attached to which record; the digest says whether a copy is the file that was attached."""
    facts = snapshot.facts
    rows = [(*_subject(one, snapshot, words), one) for one in facts.attachments.values()]
    for kind, record, one in sorted(
        rows, key=lambda row: (row[0], folded(row[1]), folded(row[2].name), row[2].id)
    ):
        yield kind, record, one.name, one.added_on, len(one.content), one.sha256


def _subject(one: Attachment, snapshot: Snapshot, words: Words) -> tuple[str, str]:
    """What kind of record the file is about, and what that is called; of one that is gone its id."""
    thing = subject_of(snapshot.facts, one.about)
    if thing is None:
        return "", one.about
    kind = words.name("thing", type(thing).__name__.casefold())
    return kind, plain(record_name(thing, snapshot.facts, snapshot.catalogue, words))


def agenda(snapshot: Snapshot, words: Words) -> Rows:
    facts = snapshot.facts
    for item in snapshot.agenda:
        yield (
            item.due_on,
            words.say(item.title),
            words.name("area", item.area),
            person_name(facts, item.person),
            customer_name(facts, item.customer),
            person_name(facts, item.owner),
            item.starts_at,
            item.ends_at,
            zone_name(item),
            item.place,
            item.done_on,
            item.snoozed_until,
        )


def zone_name(item: AgendaItem) -> str:
    """The zone whose clock an appointment is told on, else how far it is from UTC; empty without a time."""
    return item.zone or (item.starts_at.tzname() or "" if item.starts_at is not None else "")


def _texts(key: object) -> tuple[str, ...]:
    return tuple(
        str(getattr(key, name)) for name in ("workload", "measure", "association", "offer", "tenant")
    )


def person_name(facts: Facts, person: str | None) -> str:
    """The name, else the address; what is not known is its own name."""
    found = facts.people.get(PersonId(person)) if person else None
    return (found.name or found.email or found.id) if found else (person or "")


def customer_name(facts: Facts, customer: str | None) -> str:
    """The name, else the id; empty for nobody."""
    found = facts.customers.get(CustomerId(customer)) if customer else None
    return (found.name or found.id) if found else (customer or "")


def location_name(facts: Facts, location: str) -> str:
    """The name of a place of the partner; its PartnerID where it has none."""
    return next(
        (entry.name or location for entry in facts.partner.locations if entry.id == location), location
    )


def _yes(value: bool, words: Words) -> str:  # noqa: FBT001 - the value itself
    return words.sentence("yes" if value else "no")
