"""Rules as rows: for every area, track and metric what is asked, since when, and how sure that is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from readiness.facts import Choices
from readiness.problems import Message
from readiness.rules import Reading, Rulebook
from readiness.rules.book import AreaRules, Metric, Programme
from readiness.rules.compare import values_of
from readiness.rules.source import Dated
from readiness.snapshot import Snapshot, Standing, metrics_of
from ui import text
from ui.pages.people_rows import DASH
from ui.tables import Column, IconMark, Tiles
from ui.text import _


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule of the day; `area` is empty where it holds for all areas."""

    id: tuple[str, str, str]
    name: str
    track: str
    asks: str
    maximum: Fraction | None
    dated: Dated
    values: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    """Where the page is deviated from, and how open rules are read."""
    is_announced: bool = False

    @property
    def area(self) -> str:
        return self.id[0]


def rule_rows(snapshot: Snapshot, rulebook: Rulebook) -> tuple[RuleRow, ...]:
    """What stands on the snapshot's day: first for all areas, then area by area, then what is announced."""
    rules = rulebook.on(snapshot.on)
    rows: list[RuleRow] = []
    if rules.programme is not None:
        rows += _of_programme(rules.programme, snapshot.facts.choices)
    for some, standings in ((rules.areas, snapshot.standings), (rules.previews, snapshot.previews)):
        for area, held in some.items():
            rows += _of_area(held, standings[area], rules.programme, snapshot, rulebook)
    return tuple(rows)


def _of_programme(programme: Programme, choices: Choices) -> Iterator[RuleRow]:
    mark, window, calendar = programme.pass_mark, programme.window, programme.calendar
    yield _plain("pass_mark", _("Pass mark"), mark.dated, _("{n} points", n=mark.points))
    months = text.ngettext("{n} month", "{n} months", window.months)
    yield _plain("window", _("Qualification window"), window.dated, months)
    for key, name, day in (
        ("calendar.refresh", _("Partner Center shows last month’s usage from day"), calendar.refresh_day),
        ("calendar.leavers", _("Leavers drop out on day"), calendar.leaver_day),
        ("calendar.term", _("Months of a designation"), calendar.term_months),
        ("calendar.renewal", _("Days to renew it in"), calendar.renewal_days),
    ):
        yield _plain(key, name, calendar.dated, text.number(day))
    for reading in programme.readings.values():
        yield _of_reading(reading, choices)


def _plain(key: str, name: str, dated: Dated, asks: str) -> RuleRow:
    return RuleRow(("", "", key), name, "", asks, None, dated)


def _of_reading(reading: Reading, choices: Choices) -> RuleRow:
    chosen = reading.chosen(choices)
    ways = tuple(
        (_("Used") if way == chosen else _("Or"), text.say(Message(f"reading.{reading.id}.{way}")))
        for way in sorted(reading.alternatives, key=lambda way: way != chosen)
    )
    asks = text.say(Message(f"reading.{reading.id}.{chosen}"))
    key, name = ("", "", reading.id), _("Open: {rule}", rule=text.name("open-rule", reading.id))
    return RuleRow(key, name, "", asks, None, reading.dated, ways, (text.say(Message(reading.reason)),))


def _of_area(
    rules: AreaRules, standing: Standing, programme: Programme | None, snapshot: Snapshot, rulebook: Rulebook
) -> Iterator[RuleRow]:
    asked = {
        (track.rule, metric.rule): text.say(metric.asks)
        for track in standing.finding.because
        for metric in metrics_of(track)
    }
    readings = {} if programme is None else programme.readings
    for track in rules.tracks:
        for metric in track.metrics:
            yield RuleRow(
                id=(rules.area, track.id, metric.id),
                name=text.name("metric", metric.id),
                track="" if track.id == "single" else text.name("track", track.id),
                asks=asked.get((track.id, metric.id), ""),
                maximum=metric.maximum,
                dated=metric.dated,
                is_announced=rules.is_preview,
                values=tuple(
                    (_capital(text.say(field)), said(value))
                    for field, value in values_of(metric, rulebook.catalogue)
                ),
                notes=tuple(_notes(metric, readings, snapshot.facts.choices)),
            )


def _notes(metric: Metric, readings: Mapping[str, Reading], choices: Choices) -> Iterator[str]:
    if metric.deviation:
        yield text.say(Message(metric.deviation))
    reading = readings.get(getattr(metric.shape, "reading", None) or "")
    if reading is not None:
        way = Message(f"reading.{reading.id}.{reading.chosen(choices)}")
        yield _("Read as: {way}", way=way)


def said(value: Any) -> str:
    """A value of a rule in words."""
    match value:
        case Message():
            return text.say(value)
        case tuple():
            return ", ".join(map(said, value))
        case bool() | str():
            return str(value)
        case int():
            return text.number(value)
        case _:
            return str(value)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def rule_columns() -> tuple[Column[RuleRow], ...]:
    return (
        Column(
            lambda: _("Rule"),
            lambda r: r.name,
            decoration=lambda r: Tiles((r.area,)) if r.area else None,
            tooltip=lambda r: text.area_name(r.area) if r.area else _("For all areas"),
        ),
        Column(lambda: _("Track"), lambda r: r.track or None, lambda t: t or DASH),
        Column(lambda: _("Asks"), lambda r: r.asks, tooltip=lambda r: r.asks),
        Column(
            lambda: _("Points"),
            lambda r: r.maximum,
            lambda m: DASH if m is None else text.maximum(m),
            is_number=True,
        ),
        Column(lambda: _("Since"), lambda r: r.dated.since, text.day),
        Column(
            lambda: _("Certainty"),
            certainty_words,
            decoration=certainty_mark,
        ),
        Column(lambda: _("Read on"), lambda r: r.dated.source.read_on, text.day),
    )


def certainty_words(row: RuleRow) -> str:
    return _("Announced") if row.is_announced else text.name("certainty", row.dated.certainty)


def certainty_mark(row: RuleRow) -> IconMark:
    if row.is_announced:
        return IconMark("eye", "info")
    marks = {"documented": ("circle-check", "success"), "bracketed": ("clock", "text-muted")}
    return IconMark(*marks.get(row.dated.certainty, ("triangle-alert", "warning")))


def is_of(area: str, row: RuleRow) -> bool:
    """Whether a row belongs to an area; what holds for all areas belongs to each."""
    return row.area in {"", area}


def first_day_before(on: date) -> date:
    """A year earlier, for the first of two days."""
    return on.replace(year=on.year - 1, day=min(on.day, 28))
