"""Snapshot: day, facts, findings and agenda, computed together; what every screen and every report reads."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from readiness.assess import Finding, Records, assess_records, enrolled_in
from readiness.assess.tree import assess_previews, is_enough
from readiness.facts import AREAS, Area, Enrollment, Facts, Month, month_of
from readiness.problems import Message
from readiness.rules import Catalogue, Names, Programme, Rulebook, Rules

if TYPE_CHECKING:  # asked after the first picture
    from readiness.agenda import AgendaItem
    from readiness.outlook import MonthRow, Period, TrackFlip


class Window(NamedTuple):
    """The days on which being qualified counts, and the first and last of them that were (all inclusive)."""

    since: date
    until: date
    first: date | None
    last: date | None
    spans: "tuple[Period, ...]" = ()
    """All qualified days, as periods that do not touch."""
    counts_until: date | None = None
    """The last day on which the newest qualified day still counts."""
    months: "tuple[MonthRow, ...]" = ()
    """The highest total of each month, oldest first."""

    @property
    def said(self) -> Message | None:
        """When it was qualified, and until when that counts; None: on no day."""
        if not self.spans:
            return None
        spans = tuple(
            Message("window.day", {"on": s.since})
            if s.since == s.until
            else Message("window.span", {"since": s.since, "until": s.until})
            for s in self.spans
        )
        return Message("window.qualified", {"spans": spans, "until": self.counts_until})


class Standing(NamedTuple):
    """One area on the day: the tree's answers, ready to show."""

    area: Area
    finding: Finding
    """The area's node; below it the tracks, the chosen one first; nothing below: no rules for that day."""
    track: str | None
    points: Fraction
    shown: str
    """The total as text: rounded half up to a whole point, never up to the pass mark; decimal point `.`."""
    missing: Fraction
    """Points short of the pass mark; 0 when reached."""
    blocked_by: tuple[str, ...]
    """Metrics of the chosen track that stand at zero."""
    qualified_today: bool
    enrollment: Enrollment | None
    status: str | None
    """A status of contracts.md; None where no rules are in force."""
    pass_mark: Fraction = Fraction(0)
    """Points that the designation asks for; 0 where no rules are in force."""
    preview: bool = False
    """Scored under rules that are announced and not in force."""
    window: Window | None = None
    """None until the days were looked at (`judged`)."""
    flip: "TrackFlip | None" = None
    """What would move the partner to the other track; None until then, and where there is one track."""

    @property
    def has_rules(self) -> bool:
        return bool(self.finding.because)

    @property
    def word(self) -> tuple[str, str]:
        """Kind and id of the word for where the area stands: its status, or that it is a preview."""
        if self.status is not None:
            return "status", self.status
        return "chip", "preview" if self.preview else "no-rules"


class Due:
    """The agenda, made when it is first asked for; two are the same where the same is due."""

    def __init__(self, make: "Callable[[], tuple[AgendaItem, ...]]") -> None:
        self._make = make

    @cached_property
    def items(self) -> "tuple[AgendaItem, ...]":
        return self._make()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Due) and (self is other or self.items == other.items)

    def __hash__(self) -> int:
        return hash(self.items)


class Snapshot(NamedTuple):
    """Everything there is to show for one day."""

    on: date
    facts: Facts
    finding: Finding
    """The root of the explanation; its children are the six areas."""
    standings: Mapping[Area, Standing]
    """In the order of `AREAS`."""
    due: Due
    """Asked for as `agenda`."""
    data_month: Month | None
    """The month that "last month" means here; None where there is no usage at all."""
    partner_center_month: Month
    solutions_partner: bool
    rules_digest: str
    pass_mark: Fraction | None
    """Points that a designation asks for; None where no rules are in force."""
    catalogue: Catalogue
    """The names of certifications and workloads."""
    names: Names
    """What programme, areas and badges are called on the day."""
    previews: Mapping[Area, Standing] = MappingProxyType({})
    """Areas under rules that are announced beside those in force; they change no status."""

    @property
    def agenda(self) -> "tuple[AgendaItem, ...]":
        """What is due, soonest first; made by whoever asks first, since the first picture goes without."""
        return self.due.items


def _go_on() -> None:
    """Nobody asks to stop."""


class Snapshots:
    """Makes one snapshot after the other of a partner that changes a little in between.

    What was read of the records that did not change is kept for the next snapshot of the same day.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._last: Snapshot | None = None
        self._records: Records | None = None

    def of(
        self, facts: Facts, on: date, *, whole: bool = True, check: Callable[[], None] = _go_on
    ) -> Snapshot:
        """The same as `compute` gives; `whole` with its agenda made; `check` may raise to stop."""
        made = self._of(facts, on, check)
        check()
        if whole:
            made.due.items  # noqa: B018 - to ask is to make
        return made

    def _of(self, facts: Facts, on: date, check: Callable[[], None]) -> Snapshot:
        last = self._last
        if last is None or self._records is None or last.on != on:
            records = Records(facts, self._rulebook.on(on).catalogue)
        elif last.facts is facts:
            return last
        else:
            records = self._records.after(facts)
        with _checking(records, check):  # stopped, the last one stays what it was
            self._last, self._records = _computed(records, self._rulebook, on), records
        return self._last

    def judged(self, snapshot: Snapshot, check: Callable[[], None] = _go_on) -> Snapshot:
        """The same as `judged` gives; `check` is called often and may raise to stop."""
        last, records = self._last, self._records
        if records is None or last is None or last.facts is not snapshot.facts or last.on != snapshot.on:
            records = Records(snapshot.facts, self._rulebook.catalogue)
        with _checking(records, check):
            return judged(snapshot, self._rulebook, records)


@contextmanager
def _checking(records: Records, check: Callable[[], None]) -> Iterator[None]:
    before, records.check = records.check, check
    try:
        yield
    finally:
        records.check = before


def compute(facts: Facts, rulebook: Rulebook, on: date) -> Snapshot:
    """Everything for one day, but for the days of the qualification windows (`judged`)."""
    return _computed(Records(facts, rulebook.on(on).catalogue), rulebook, on)


def _computed(records: Records, rulebook: Rulebook, on: date) -> Snapshot:
    rules, facts = rulebook.on(on), records.facts
    root = assess_records(records, rules, on)
    standings = {
        area: _standing(facts, finding, rules, on) for area, finding in zip(AREAS, root.because, strict=True)
    }
    return Snapshot(
        on=on,
        facts=facts,
        finding=root,
        standings=standings,
        due=Due(lambda: _agenda(facts, rulebook, on)),
        data_month=records.data_month(on),
        partner_center_month=partner_center_month(on, rules.programme),
        solutions_partner=any(standing.enrollment is not None for standing in standings.values()),
        rules_digest=rulebook.digest,
        pass_mark=rules.programme.pass_mark.points if rules.programme else None,
        catalogue=rules.catalogue,
        names=rules.names,
        previews=_previews(records, rules, on),
    )


def _agenda(facts: Facts, rulebook: Rulebook, on: date) -> "tuple[AgendaItem, ...]":
    from readiness.agenda import agenda  # noqa: PLC0415 - after the first picture

    return agenda(facts, rulebook, on)


def _previews(records: Records, rules: Rules, on: date) -> Mapping[Area, Standing]:
    """What is announced beside the rules in force, scored on today's facts."""
    found = {}
    for area, finding in assess_previews(records, rules, on).items():
        found[area] = _preview(_standing(records.facts, finding, rules, on))
    return found


def _preview(standing: Standing) -> Standing:
    """The same as a preview: with points, without a status."""
    return standing._replace(qualified_today=False, enrollment=None, status=None, preview=True)


def judged(snapshot: Snapshot, rulebook: Rulebook, records: Records | None = None) -> Snapshot:
    """The snapshot with each area's qualification window, and the status that follows from it.

    With it comes what the other reading of an open rule would give, where that is another number.
    `records` are those of the snapshot, where they were read before.
    """
    from readiness.assess.readings import explained, other_readings  # noqa: PLC0415 - after the first picture

    programme = rulebook.on(snapshot.on).programme
    if programme is None:
        return snapshot
    records = records or Records(snapshot.facts, rulebook.catalogue)
    others = other_readings(records, rulebook.on(snapshot.on), snapshot.on)
    standings = {
        area: _judged(standing, records, rulebook, snapshot.on)
        if standing.has_rules and not standing.preview
        else standing
        for area, standing in snapshot.standings.items()
    }
    areas = rulebook.on(snapshot.on).areas
    standings = {
        a: s._replace(finding=explained(s.finding, others, areas.get(a))) for a, s in standings.items()
    }
    root = snapshot.finding._replace(because=tuple(s.finding for s in standings.values()))
    return snapshot._replace(standings=standings, finding=root)


def partner_center_month(on: date, programme: Programme | None) -> Month:
    """What Partner Center shows that day: one month before from the refresh day on, until then two."""
    refresh = programme.calendar.refresh_day if programme else 1
    return Month(month_of(on) - (1 if on.day >= refresh else 2))


def metrics_of(track: Finding) -> tuple[Finding, ...]:
    """The metrics below a track's finding, in the order of a score card."""
    return tuple(metric for category in track.because for metric in category.because)


def shown_total(points: Fraction, pass_mark: Fraction) -> str:
    """Half up to a whole point, but never up to the pass mark: 69.96 of 70 is "69.9"."""
    whole = int(points + Fraction(1, 2))
    if points < pass_mark <= whole:
        tenths = int(points * 10)
        return f"{tenths // 10}.{tenths % 10}"
    return str(whole)


def _standing(facts: Facts, finding: Finding, rules: Rules, on: date) -> Standing:
    programme = rules.programme
    if programme is None or not finding.because:
        return _without_rules(finding)
    mark = programme.pass_mark.points
    is_enough_points = is_enough(programme, facts.choices, finding.points)
    enrollment = enrolled_in(facts, finding.rule, on, programme)
    metrics = metrics_of(finding.because[0])
    least = 1 if programme.reading("every-metric", facts.choices) == "at-least-one" else 0
    standing = Standing(
        area=finding.rule,
        finding=finding,
        track=finding.because[0].rule,
        points=finding.points,
        shown=shown_total(finding.points, Fraction(0) if is_enough_points else mark),
        missing=Fraction(0) if is_enough_points else mark - finding.points,
        blocked_by=tuple(one.rule for one in metrics if one.points < least or not one.points),
        qualified_today=finding.met,
        enrollment=enrollment,
        status=_status(finding, enrollment, on),
        pass_mark=mark,
    )
    in_force = rules.areas.get(finding.rule)
    return _preview(standing) if in_force is not None and in_force.is_preview else standing


def _without_rules(finding: Finding) -> Standing:
    return Standing(
        area=finding.rule,
        finding=finding,
        track=None,
        points=finding.points,
        shown="",
        missing=Fraction(0),
        blocked_by=(),
        qualified_today=False,
        enrollment=None,
        status=None,
    )


def _status(finding: Finding, enrollment: Enrollment | None, on: date) -> str:
    if enrollment is not None:
        return "enrolled" if on < enrollment.anniversary else "enrolled-renewal-due"
    if finding.met:
        return "qualified"
    return "in-progress" if finding.points else "not-started"


def _judged(standing: Standing, records: Records, rulebook: Rulebook, on: date) -> Standing:
    from readiness.outlook import flip_in, keep_window  # noqa: PLC0415 - after the first picture

    kept = keep_window(records, rulebook, standing.area, on, standing.enrollment)
    if kept is None:
        return standing
    first, last = (kept.spans[0].since, kept.spans[-1].until) if kept.spans else (None, None)
    was_qualified = first is not None and standing.enrollment is None
    return standing._replace(
        window=Window(*kept.window, first, last, kept.spans, kept.counts_until, kept.months),
        status="qualified" if was_qualified else standing.status,
        flip=flip_in(records, rulebook, standing.area, on),
    )
