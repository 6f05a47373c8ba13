"""The JSON documents that other programs rely on: names and shapes are promised, numbers are JSON numbers."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from readiness.agenda import AgendaItem
from readiness.assess.finding import Finding
from readiness.facts import Month, month_text
from readiness.importers.reading import Reading
from readiness.problems import Problem, SourceError
from readiness.snapshot import Snapshot, Standing, Window
from readiness.words import Words


def scores(
    snapshot: Snapshot,
    standings: Iterable[Standing],
    words: Words,
    *,
    explain: bool = False,
    now: Snapshot | None = None,
) -> dict[str, Any]:
    """`now`: the scores with the record that `snapshot` is without; each figure then says its change."""
    areas = list(standings)
    document = {
        "on": snapshot.on.isoformat(),
        "partner": snapshot.facts.partner.name,
        "data_month": _month(snapshot.data_month),
        "partner_center_month": _month(snapshot.partner_center_month),
        "solutions_partner": snapshot.solutions_partner,
        "areas": [
            _area(standing, words, explain=explain, now=now.standings[standing.area] if now else None)
            for standing in areas
        ],
    }
    announced = [snapshot.previews[s.area] for s in areas if s.area in snapshot.previews]
    previews = [_area(standing, words, explain=explain, now=None) for standing in announced]
    return document | ({"previews": previews} if previews else {})


def _area(standing: Standing, words: Words, *, explain: bool, now: Standing | None) -> dict[str, Any]:
    """Where no rules are in force there are no points either: null, which is not a zero."""
    known = standing.has_rules
    document = {
        "area": standing.area,
        "status": standing.status,
        "track": standing.track,
        "points": _points(standing.points) if known else None,
        "shown": standing.shown if known else None,
        "qualified_today": standing.qualified_today,
        "qualified_in_window": _window(standing.window),
        "blocked_by": list(standing.blocked_by),
        "missing": _points(standing.missing) if known else None,
        "preview": standing.preview,
        "tracks": [
            _track(track, words, explain=explain, now=_same(now.finding, track) if now else None)
            for track in standing.finding.because
        ],
    }
    if now is not None:
        document["change"] = _points(standing.points - now.points) if known else None
    return document | (_outlook(standing, words) if explain else {})


def _same(parent: Finding, child: Finding) -> Finding | None:
    return next((other for other in parent.because if other.rule == child.rule), None)


def _outlook(standing: Standing, words: Words) -> dict[str, Any]:
    """Beside the explanation: the days and months of the window, and the way to the other track."""
    window, flip = standing.window, standing.flip
    document: dict[str, Any] = {"window": None, "track_flip": None}
    if window is not None:
        until = window.counts_until
        document["window"] = {
            "qualified": [{"from": s.since.isoformat(), "to": s.until.isoformat()} for s in window.spans],
            "counts_until": until and until.isoformat(),
            "months": [
                {
                    "month": month_text(row.month),
                    "points": None if row.points is None else _points(row.points),
                    "qualified": row.met,
                }
                for row in window.months
            ],
        }
    if flip is not None:
        document["track_flip"] = {
            "track": flip.other,
            "change": _points(flip.change),
            "near": flip.is_near,
            "needs": [words.say(need) for need in flip.needs],
            "evidence": list(flip.customers),
        }
    return document


def _window(window: Window | None) -> dict[str, Any] | None:
    if window is None:
        return None
    days = {"from": window.since, "to": window.until, "first": window.first, "last": window.last}
    return {name: day and day.isoformat() for name, day in days.items()}


def _track(track: Finding, words: Words, *, explain: bool, now: Finding | None) -> dict[str, Any]:
    metrics = ((category, metric) for category in track.because for metric in category.because)
    before = (
        {metric.rule: metric.points for category in now.because for metric in category.because} if now else {}
    )
    return {
        "track": track.rule,
        "points": _points(track.points),
        "metrics": [
            _metric(category.rule, metric, words, explain=explain)
            | ({"change": _points(metric.points - before[metric.rule])} if metric.rule in before else {})
            for category, metric in metrics
        ],
    }


def _metric(category: str, metric: Finding, words: Words, *, explain: bool) -> dict[str, Any]:
    document = {
        "metric": metric.rule,
        "category": category,
        "source": metric.basis,
        "value": _number(metric.value),
        "full_at": _number(metric.full_at),
        "points": _points(metric.points),
        "maximum": _number(metric.maximum),
        "chip": metric.chip,
        "rules_from": metric.rules_from and metric.rules_from.isoformat(),
        "certainty": metric.certainty,
        "reading": metric.reading and words.say(metric.reading),
    }
    return document | ({"because": _because(metric, words)} if explain else {})


def _because(finding: Finding, words: Words) -> dict[str, Any]:
    return {
        "asks": words.say(finding.asks),
        "found": words.say(finding.found),
        "met": finding.met,
        "evidence": list(finding.evidence),
        "because": [_because(part, words) for part in finding.because],
    }


def agenda(on: date, items: Iterable[AgendaItem], words: Words) -> dict[str, Any]:
    return {
        "on": on.isoformat(),
        "items": [
            {
                "due_on": item.due_on.isoformat(),
                "kind": item.kind,
                "title": words.say(item.title),
                "area": item.area,
                "person": item.person,
                "customer": item.customer,
                "done": item.done_on is not None,
            }
            for item in items
        ],
    }


def imported(
    sources: Iterable[tuple[str, Reading | SourceError]], words: Words, *, written: bool
) -> dict[str, Any]:
    return {"written": written, "sources": [_source(name, reading, words) for name, reading in sources]}


def _source(name: str, reading: Reading | SourceError, words: Words) -> dict[str, Any]:
    """A source that can't be read has no kind, no rows, and one problem of the whole file."""
    if isinstance(reading, SourceError):
        nowhere = {"row": None, "column": None, "path": None}
        unreadable = nowhere | {"code": str(reading), "message": words.say(reading.message), "remedy": ""}
        counts = dict.fromkeys(("rows", "added", "changed", "unchanged", "refused"), 0)
        return {"source": name, "kind": None, **counts, "problems": [unreadable]}
    return {
        "source": name,
        "kind": reading.kind,
        "rows": reading.rows,
        "added": reading.added,
        "changed": reading.changed,
        "unchanged": reading.unchanged,
        "refused": reading.refused,
        "problems": [problem(found, words) for found in reading.problems],
    }


def problem(found: Problem, words: Words) -> dict[str, Any]:
    message, remedy = words.problem(found)
    place = {"row": found.row, "column": found.column, "path": found.path}
    return {**place, "code": found.code, "message": message, "remedy": remedy}


def _month(month: Month | None) -> str | None:
    return None if month is None else month_text(month)


def _points(points: Fraction) -> float:
    """Exact to six decimals."""
    return float(round(points, 6))


def _number(value: Fraction | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(round(value, 6))
