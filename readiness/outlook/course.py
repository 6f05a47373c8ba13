"""The course of a score over days past and days ahead, with the cause of each step."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Final, NamedTuple

from readiness.assess import Records, enrolled_in
from readiness.assess.case import case_of
from readiness.facts import Area, Facts, Month, Project, first_day, month_of
from readiness.outlook.causes import Cause, Sides, causes, day_before
from readiness.outlook.days import Period, Stretch, stretches
from readiness.outlook.forecast import Epoch, epochs
from readiness.outlook.keeper import falls_out
from readiness.rules import Rulebook

MONTHS_BACK: Final = 12


class Level(NamedTuple):
    """Days, both inclusive, with one score; `points` None: no rules."""

    since: date
    until: date
    points: Fraction | None
    met: bool
    blocked: bool
    """A metric stands at zero."""


class Move(NamedTuple):
    """A step: the first day with the new score, the exact scores around it, and why."""

    on: date
    before: Fraction
    after: Fraction
    causes: tuple[Cause, ...]

    @property
    def change(self) -> Fraction:
        return self.after - self.before


class Course(NamedTuple):
    """Levels that touch, oldest first, and the steps between them."""

    levels: tuple[Level, ...]
    moves: tuple[Move, ...]


class Outlook(NamedTuple):
    """One area: the year before the day and the year after it."""

    area: Area
    on: date
    history: Course
    forecast: Course
    """From the day after on."""
    is_at_risk: bool
    """Qualified or enrolled, and in the forecast not qualified before that has to be kept."""
    falls: tuple[Move, ...]
    """Those steps down that end below what is asked, up to the day that matters."""


class _MayStop:
    """Called often by what takes long.

    Apart from the year ahead, which holds records that call this: nothing holds itself, so that all that was
    read goes when it was looked at and not when garbage is collected.
    """

    __slots__ = ("by",)

    def __init__(self) -> None:
        self.by: Callable[[], None] = lambda: None

    def __call__(self) -> None:
        self.by()


class Ahead:
    """The year ahead of one partner, for every area; made once and asked area by area."""

    def __init__(self, facts: Facts, rulebook: Rulebook, on: date) -> None:
        self.facts, self.rulebook, self.on = facts, rulebook, on
        self._may_stop = _MayStop()
        self.records = Records(facts, rulebook.catalogue, self._may_stop)
        self._epochs: list[Epoch] | None = None

    @property
    def epochs(self) -> list[Epoch]:
        if self._epochs is None:
            self._epochs = list(epochs(self.records, self.on))
        return self._epochs

    def stop_by(self, check: Callable[[], None]) -> None:
        """From now on `check` is called often, and may raise to stop."""
        self._may_stop.by = check

    def outlook(self, area: Area) -> Outlook:
        """The area's past and coming year."""
        history, forecast = self.history(area), self.forecast(area)
        until = self._matters_until(area, history)
        short = [lv for lv in forecast.levels if until is not None and lv.since <= until and not lv.met]
        falls = tuple(
            move
            for move in forecast.moves
            if short and until is not None and move.on <= until and move.change < 0
            and any(level.since <= move.on <= level.until for level in short)
        )  # fmt: skip
        return Outlook(area, self.on, history, forecast, bool(short), falls)

    def history(self, area: Area) -> Course:
        """The year before, each month under the rules then in force, up to and with the day."""
        since = first_day(Month(month_of(self.on) - MONTHS_BACK))
        return self.between(area, since)

    def between(self, area: Area, since: date) -> Course:
        """From a day to the day asked for, both inclusive."""
        pieces = [
            _Piece(stretch, self.records) for stretch in self._stretches(self.records, area, since, self.on)
        ]
        return self._course(pieces, area)

    def forecast(self, area: Area) -> Course:
        """The year after the day; its first step may be on the very next one."""
        now = [
            _Piece(stretch, self.records) for stretch in self._stretches(self.records, area, self.on, self.on)
        ]
        later = [
            _Piece(stretch, epoch.records, epoch.projects if stretch.since == epoch.since else ())
            for epoch in self.epochs
            for stretch in self._stretches(epoch.records, area, epoch.since, epoch.until)
        ]
        return self._course([*now, *later], area)

    def _course(self, pieces: "list[_Piece]", area: Area) -> Course:
        moves = []
        for piece, earlier in zip(pieces[1:], pieces, strict=False):
            now, was = piece.stretch, earlier.stretch
            if now.points != was.points and now.points is not None and was.points is not None:
                self._may_stop()
                why = _causes(earlier, piece, self.rulebook, area, self.on)
                moves.append(Move(now.since, was.points, now.points, why))
        return Course(tuple(_levels(piece.stretch for piece in pieces)), tuple(moves))

    def _stretches(self, records: Records, area: Area, since: date, until: date) -> tuple[Stretch, ...]:
        return stretches(records, self.rulebook, area, Period(since, until))

    def _matters_until(self, area: Area, history: Course) -> date | None:
        """The anniversary of who is enrolled; of who is qualified the last day on which today counts."""
        programme = self.rulebook.on(self.on).programme
        if programme is None or not history.levels:
            return None
        enrollment = enrolled_in(self.facts, area, self.on, programme)
        if enrollment is not None:
            return max(enrollment.anniversary, self.on)
        if not history.levels[-1].met:
            return None
        return falls_out(self.rulebook, self.on, self.on) - timedelta(days=1)


class _Piece(NamedTuple):
    stretch: Stretch
    records: Records
    projects: tuple[Project, ...] = ()


def _causes(earlier: _Piece, piece: _Piece, rulebook: Rulebook, area: Area, today: date) -> tuple[Cause, ...]:
    on = piece.stretch.since
    last, rules = day_before(on), rulebook.on(on)
    before = case_of(earlier.records, rulebook.on(last), last)
    between = case_of(earlier.records, rules, last)
    after = case_of(piece.records, rules, on)
    if before is None or between is None or after is None:
        return ()
    return causes(Sides(before, between, after, area, piece.projects, on > today))


def _levels(some: Iterable[Stretch]) -> Iterator[Level]:
    """Stretches that touch and are alike become one."""
    held: Level | None = None
    for stretch in some:
        alike = (stretch.points, stretch.met, stretch.blocked)
        if held is not None and held[2:] == alike:
            held = held._replace(until=stretch.until)
            continue
        if held is not None:
            yield held
        held = Level(stretch.since, stretch.until, *alike)
    if held is not None:
        yield held
