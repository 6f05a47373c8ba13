"""What the chart of a score's course shows: its levels, its drops with their causes, its months."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from readiness.facts import Month, first_day, month_of
from readiness.outlook.course import Course, Level, Move, Outlook
from readiness.problems import Message
from readiness.words import Words

_LEAST_NOTED: Final = Fraction(1)
"""Smaller drops are in the table and the tooltip alone."""


class CourseNote(NamedTuple):
    """A drop: its day, the points after it, how many were lost, and why."""

    on: date
    points: Fraction
    lost: Fraction
    change: str
    words: str


class CourseRow(NamedTuple):
    """One row of the table behind the chart: a part of a step, with its cause."""

    id: str
    on: date
    points: Fraction
    change: Fraction
    metric: str
    because: Message
    is_ahead: bool


class CourseChart(NamedTuple):
    """What the chart shows, its words ready to show."""

    area: str
    today: date
    past: tuple[Level, ...]
    ahead: tuple[Level, ...]
    notes: tuple[CourseNote, ...]
    pass_mark: float
    today_word: str
    blocked_words: str
    months: tuple[tuple[date, str], ...]
    """The first days of months that can be marked, with their names."""

    def at(self, day: date) -> Level | None:
        """The level of a day, where there is one with points."""
        found = (lv for lv in (*self.past, *self.ahead) if lv.since <= day <= lv.until)
        return next((level for level in found if level.points is not None), None)


def course_chart(outlook: Outlook, words: Words, pass_mark: Fraction) -> CourseChart:
    """An area's outlook as the chart shows it."""
    notes = [
        *_notes(outlook.history, words, "course.note"),
        *_notes(outlook.forecast, words, "course.note-ahead"),
    ]
    levels = (*outlook.history.levels, *outlook.forecast.levels)
    months = range(month_of(levels[0].since) + 1, month_of(levels[-1].until) + 1) if levels else range(0)
    marks = ((first_day(Month(m)), words.month(m)) for m in months if m % 3 == 2)  # Mar, Jun, Sep, Dec
    return CourseChart(
        outlook.area,
        outlook.on,
        outlook.history.levels,
        outlook.forecast.levels,
        tuple(notes),
        float(pass_mark),
        words.sentence("course.today"),
        words.sentence("course.blocked"),
        tuple(marks),
    )


def course_rows(outlook: Outlook) -> tuple[CourseRow, ...]:
    """Every cause of every step, oldest first."""
    steps = ((move, False) for move in outlook.history.moves), ((m, True) for m in outlook.forecast.moves)
    return tuple(
        CourseRow(f"{move.on}/{place}", move.on, move.after, cause.change, cause.metric, cause.because, ahead)
        for some in steps
        for move, ahead in some
        for place, cause in enumerate(move.causes)
    )


def _notes(course: Course, words: Words, code: str) -> Iterator[CourseNote]:
    for move in course.moves:
        drops = [cause for cause in move.causes if cause.change <= -_LEAST_NOTED]
        if drops and move.change < 0:
            worst = min(drops, key=lambda cause: cause.change)
            on = worst.because.slots.get("on", move.on)
            said = words.sentence(code, cause=worst.because, on=on)
            yield CourseNote(move.on, move.after, -worst.change, words.signed(worst.change), said)


def move_on(moves: Iterable[Move], day: date, within: int) -> Move | None:
    """The step nearest to a day, at most so many days away."""
    near = [move for move in moves if abs((move.on - day).days) <= within]
    return min(near, key=lambda move: abs((move.on - day).days), default=None)
