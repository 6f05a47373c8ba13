"""What the readiness summary says: the snapshot in words, as plain values that a template lays out."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Final, TypeAlias

from readiness.agenda import AgendaItem
from readiness.assess.finding import Finding
from readiness.charts import Palette, palette, progress_rows
from readiness.facts import METRICS, Award
from readiness.reports.lines import printable, wrapped
from readiness.reports.rows import person_name, usage_line, zone_name
from readiness.rules import CATEGORIES, Source
from readiness.snapshot import Snapshot, Standing, metrics_of
from readiness.words import Words

SOON: Final = 30
DAYS: Final = 90
"""How far the dates of the summary reach: on the first page, and in all."""
_ROOM: Final = 11
"""Lines of the first page for dates."""
_TITLE: Final = 54
_WHO: Final = 30
"""Letters on a line of what is due, and of whom it concerns."""
_MOST: Final = 60
"""Lines of a list that can grow with the firm; the workbook has them all."""
COLOURS: Final = (
    "text", "text-muted", "border", "surface-sunken", "pass-line", "success", "warning", "danger",
)  # fmt: skip
_LABELS: Final = (
    "standing", "area", "score", "status", "progress", "soon", "no-dates", "later", "due", "what", "who",
    "metric", "found", "points", "of", "state", "missing", "asked", "gain", "expiring", "expires", "person",
    "certification", "renewal", "sources", "sources-note", "areas", "source", "rules-from", "read-on",
    "certainty",
)  # fmt: skip
_PARTS: Final = ("gate", "step", "part")
"""What a metric's points hang on; its other findings say what was looked at."""
Values: TypeAlias = dict[str, Any]


def summary_of(snapshot: Snapshot, words: Words) -> Values:
    """Everything that resources/reports/summary.typ reads, but the paper."""
    colours = palette("light")
    return {
        **_head(snapshot, colours, words),
        "chart-alt": _chart_text(snapshot, words),
        "counts": _counts(snapshot, words),
        "remarks": list(_remarks(snapshot, words)),
        "areas": [
            _area(standing, snapshot, words) | _tile(area, colours, words)
            for area, standing in snapshot.standings.items()
        ],
        **_lists(snapshot, colours, words),
        "sources": list(_sources(snapshot, words)),
    }


def _head(snapshot: Snapshot, colours: Mapping[str, str], words: Words) -> Values:
    """What is true of the report as a whole."""
    mark = snapshot.pass_mark
    return {
        "lang": words.language,
        "region": "FR" if words.language == "fr" else "GB",
        "title": words.sentence("report.title"),
        "partner": printable(snapshot.facts.partner.name) or words.sentence("report.partner"),
        "on": words.day(snapshot.on, "long"),
        "day": [snapshot.on.year, snapshot.on.month, snapshot.on.day],
        "pass-mark": None if mark is None else float(mark),
        "basis": [_programme(snapshot, words), usage_line(snapshot, words), *_in_force(snapshot, words)],
        "footer": words.sentence("report.footer", digest=snapshot.rules_digest[:8]),
        "colours": {name: colours[name] for name in COLOURS},
        "words": {
            label: words.sentence(f"report.{label}", soon=SOON, days=DAYS, pass_mark=mark)
            for label in _LABELS
        },
        "legend": [
            {"name": words.name("metric-short", metric), "colour": colours[f"legend/{metric}"]}
            for metric in METRICS
        ],
    }


def _lists(snapshot: Snapshot, colours: Mapping[str, str], words: Words) -> Values:
    """Dates and ending certifications, and how many more there are than have room."""
    soon, later = _dates(snapshot, words)
    ending = _ending(snapshot)
    return {
        "soon": [_date(item, snapshot, colours, words) for item in soon],
        "later": [_date(item, snapshot, colours, words) for item in later[:_MOST]],
        "later-more": _more(len(later), words),
        "expiring": [_expiring(award, snapshot, words) for award in ending[:_MOST]],
        "expiring-more": _more(len(ending), words),
    }


def _programme(snapshot: Snapshot, words: Words) -> str:
    return snapshot.names.programme.said(words.language)


def _in_force(snapshot: Snapshot, words: Words) -> Iterator[str]:
    if any(standing.has_rules and not standing.preview for standing in snapshot.standings.values()):
        yield words.sentence("report.rules-on", on=snapshot.on)


def _chart_text(snapshot: Snapshot, words: Words) -> str:
    rows = "; ".join(f"{row.label} {row.total}" for row in progress_rows(snapshot, words))
    return words.sentence("report.chart-alt", rows=rows, pass_mark=snapshot.pass_mark)


def _counts(snapshot: Snapshot, words: Words) -> str:
    """How many areas stand at each status, in the order of the way up, the highest first."""
    statuses = [standing.status for standing in snapshot.standings.values() if standing.has_rules]
    order = ("enrolled", "enrolled-renewal-due", "qualified", "in-progress", "not-started")
    counted = ((status, statuses.count(status)) for status in order)
    said = [words.sentence(f"count.{status}", n=number) for status, number in counted if number]
    if not said and any(standing.preview for standing in snapshot.standings.values()):
        return words.sentence("report.preview")
    return " · ".join(said) or words.sentence("report.no-rules", on=snapshot.on)


def _remarks(snapshot: Snapshot, words: Words) -> Iterator[str]:
    """What the total alone would hide."""
    if snapshot.solutions_partner:
        yield words.sentence("report.solutions-partner")
    for standing in snapshot.standings.values():
        if standing.has_rules and standing.blocked_by and not standing.missing:
            yield words.sentence(
                "report.blocked-above",
                area=words.name("area", standing.area),
                shown=standing.shown,
                metrics=_metric_names(standing, words),
            )


def _metric_names(standing: Standing, words: Words) -> str:
    return words.listed(words.name("metric", metric) for metric in standing.blocked_by)


def _area(standing: Standing, snapshot: Snapshot, words: Words) -> Values:
    head: Values = {
        "name": words.name("area", standing.area),
        "rules": standing.has_rules,
        "track": "",
        "points": float(standing.points),
        "shown": standing.shown,
        "state": "",
        "status": words.name("chip", "no-rules"),
    }
    if not standing.has_rules:
        return head | {"shown": "\N{EN DASH}"}
    track = standing.finding.because[0]
    blocked = bool(standing.blocked_by) and not standing.missing
    return head | {
        "track": words.name("track", standing.track),
        "state": "blocked" if blocked else standing.status or "",
        "status": words.name("chip", "blocked") if blocked else words.name(*standing.word),
        "remarks": list(_area_remarks(standing, snapshot, words)),
        "categories": [
            _category(category, standing, words) for category in track.because if category.rule in CATEGORIES
        ],
        "missing": [
            _missing(metric, words) for metric in metrics_of(track) if metric.points < metric.maximum
        ],
    }


def _area_remarks(standing: Standing, snapshot: Snapshot, words: Words) -> Iterator[str]:
    if standing.preview:
        yield words.sentence("report.preview")
    announced = snapshot.previews.get(standing.area)
    if announced is not None:
        begins = announced.finding.rules_from
        yield words.sentence("report.announced", on=begins, points=announced.points, now=standing.points)
    if standing.missing:
        mark = standing.points + standing.missing
        yield words.sentence("report.short", points=standing.missing, pass_mark=mark)
    if standing.blocked_by:
        yield words.sentence("report.blocked", metrics=_metric_names(standing, words))
    if standing.enrollment:
        badge = snapshot.names.badges[standing.area].said(words.language)
        yield words.sentence("report.badge", badge=badge)
        yield words.sentence("report.anniversary", on=standing.enrollment.anniversary)
    if standing.window and standing.window.first and standing.window.last:
        window = standing.window
        yield words.sentence("report.window", first=window.first, last=window.last, until=window.until)
    yield from _other_track(standing, words)


def _other_track(standing: Standing, words: Words) -> Iterator[str]:
    for track in (track for track in standing.finding.because[1:] if track.points):
        name = words.name("track", track.rule)
        yield words.sentence("report.other-track", track=name, points=track.points)


def _category(category: Finding, standing: Standing, words: Words) -> Values:
    return {
        "name": words.name("category", category.rule),
        "points": words.points(category.points, category.maximum),
        "maximum": words.number(category.maximum),
        "metrics": [_metric(metric, standing, words) for metric in category.because],
    }


def _metric(metric: Finding, standing: Standing, words: Words) -> Values:
    blocks = metric.rule in standing.blocked_by and standing.points > 0
    return {
        "name": words.name("metric", metric.rule),
        "found": printable(words.say(metric.found)),
        "points": words.points(metric.points, metric.maximum),
        "maximum": words.number(metric.maximum),
        "state": "blocked" if blocks else metric.chip,
        "word": words.name("chip", metric.chip),
    }


def _missing(metric: Finding, words: Words) -> Values:
    unmet = (part for part in metric.because if part.rule in _PARTS and not part.met)
    return {
        "asks": printable(words.say(metric.asks)),
        "parts": [
            {"asks": printable(words.say(part.asks)), "found": printable(words.say(part.found))}
            for part in unmet
        ],
        "gain": words.signed(_rest(metric)),
    }


def _rest(metric: Finding) -> Fraction:
    return metric.maximum - metric.points


def _dates(snapshot: Snapshot, words: Words) -> tuple[list[AgendaItem], list[AgendaItem]]:
    """What is still to do: within `SOON` days as far as the first page has room, and the rest of `DAYS`.

    What is over is left out, but for the user's own deadlines, which are overdue.
    """
    on, asleep = snapshot.on, date.min
    items = [
        item
        for item in snapshot.agenda
        if item.done_on is None
        and (item.due_on >= on or item.kind == "own")
        and item.due_on <= on + timedelta(days=DAYS)
        and (item.snoozed_until or asleep) <= on
    ]
    room, count = _ROOM, 0
    for item in items:
        who = len(", ".join(_who(item, snapshot, words)))
        room -= max(-(-len(words.say(item.title)) // _TITLE), -(-who // _WHO))
        if (count and room < 0) or item.due_on > on + timedelta(days=SOON):
            break
        count += 1
    return items[:count], items[count:]


def _date(item: AgendaItem, snapshot: Snapshot, colours: Palette, words: Words) -> Values:
    return {
        "day": _unbroken(words.day(item.due_on)),
        "title": wrapped(words.say(item.title), _TITLE),
        "who": wrapped(", ".join(_who(item, snapshot, words)), _WHO),
        "area": _tile(item.area, colours, words) if item.area else None,
    }


def _who(item: AgendaItem, snapshot: Snapshot, words: Words) -> list[str]:
    """Whom it is about, and of an appointment when and where."""
    facts = snapshot.facts
    customer = facts.customers.get(item.customer) if item.customer else None
    people = [person_name(facts, person) for person in dict.fromkeys((item.person, item.owner)) if person]
    at = ""
    if item.starts_at is not None and not item.is_whole_days:
        at = f"{words.time(item.starts_at)} {zone_name(item)}".strip()
    return [part for part in (*people, customer.name if customer else "", at, item.place) if part]


def _unbroken(day: str) -> str:
    return day.replace(" ", "\N{NO-BREAK SPACE}")


def _tile(area: str, colours: Palette, words: Words) -> Values:
    code = words.name("area-code", area)
    return {"code": code, "fill": colours[f"area/{area}"], "on": colours[f"on/{area}"]}


def _ending(snapshot: Snapshot) -> list[Award]:
    """Valid awards of those who are still there, that end within twice `DAYS`, soonest first."""
    facts, on = snapshot.facts, snapshot.on
    last = on + timedelta(days=2 * DAYS)
    ending = [
        (award.expires_on, person_name(facts, award.person), award.id, award)
        for award in facts.awards.values()
        if award.expires_on
        and on <= award.expires_on <= last
        and award.earned_on <= on
        and (person := facts.people.get(award.person)) is not None
        and (person.left_on is None or person.left_on > on)
    ]
    return [entry[-1] for entry in sorted(ending)]


def _expiring(award: Award, snapshot: Snapshot, words: Words) -> Values:
    known = snapshot.catalogue.get(award.certification)
    name = (
        f"{known.code} {known.name}"
        if known and known.exams
        else known.name
        if known
        else award.certification
    )
    return {
        "day": _unbroken(words.day(award.expires_on)) if award.expires_on else "",
        "person": wrapped(person_name(snapshot.facts, award.person), _WHO),
        "certification": name,
        "renewal": _renewal(award, known.retired_on if known else None, snapshot.on, words),
    }


def _more(count: int, words: Words) -> str:
    return words.sentence("report.more", n=count - _MOST) if count > _MOST else ""


def _renewal(award: Award, retired_on: date | None, on: date, words: Words) -> str:
    """Whether it can be renewed: online and free, in the six months before it ends, unless it is retired."""
    if retired_on is None or (award.expires_on and retired_on >= award.expires_on):
        return words.sentence("report.renewal-open")
    return words.sentence("report.renewal-none" if retired_on < on else "report.renewal-until", on=retired_on)


def _sources(snapshot: Snapshot, words: Words) -> Iterator[Values]:
    """Where the rules that were used come from; a source is named once per version and certainty."""
    used: dict[tuple[Source, date | None, str | None], dict[str, None]] = {}
    for standing in snapshot.standings.values():
        for track in standing.finding.because[:1]:
            for metric in metrics_of(track):
                if metric.source:
                    key = metric.source, metric.rules_from, metric.certainty
                    used.setdefault(key, {})[words.name("area-medium", standing.area)] = None
    for (source, since, certainty), areas in used.items():
        yield {
            "areas": ", ".join(areas),
            "title": source.title,
            "url": source.url,
            "rules-from": _unbroken(words.day(since)) if since else "",
            "read-on": _unbroken(words.day(source.read_on)),
            "certainty": words.name("certainty", certainty),
        }
