"""The chart of history and forecast: solid and dashed steps, a ring and a cause at each drop, no growth."""

import gc
import resource
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure

from readiness.charts import palette
from readiness.charts.course import draw_course
from readiness.charts.course_values import CourseChart, course_chart, course_rows, move_on
from readiness.demo import demo_facts
from readiness.facts import AREAS, Facts, Put
from readiness.outlook.course import Ahead, Outlook
from readiness.rules import Rulebook
from readiness.words import LANGUAGES, Words

MARK = Fraction(70)
TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def ahead(rulebook: Rulebook) -> Ahead:
    return Ahead(demo_facts(rulebook, TODAY), rulebook, TODAY)


def outlook(ahead: Ahead, area: str) -> Outlook:
    return ahead.outlook(area)


def figure(width: float = 424, height: float = 248) -> tuple[Figure, Any]:
    made = Figure(figsize=(width / 72, height / 72), dpi=72)
    FigureCanvasAgg(made)
    return made, made.add_axes((0, 0, 1, 1))


def drawn(chart: CourseChart, *size: float) -> tuple[Figure, Any]:
    made, axes = figure(*size)
    draw_course(axes, chart, palette=palette("light"))
    made.canvas.draw()
    return made, axes


def said(axes: Any) -> str:
    return " ".join(text.get_text() for text in axes.texts)


def test_each_large_drop_has_a_ring_and_those_with_room_their_cause(ahead: Ahead) -> None:
    chart = course_chart(outlook(ahead, "modern-work"), Words("en"), MARK)
    _, axes = drawn(chart, 700, 260)
    assert len(axes.lines) == len(chart.notes) == 3
    words = said(axes)
    assert "\N{MINUS SIGN}15.0 MS-102 of Ines Moreau expired, 10 Nov" in words
    assert "Credit for MS-900 of Jonas Berg will end, 31 Mar" in words
    assert "today" in words
    assert "blocked: a metric at 0" in words


def test_the_past_is_solid_and_the_future_dashed(ahead: Ahead) -> None:
    _, axes = drawn(course_chart(outlook(ahead, "security"), Words("en"), MARK))
    lines = [shape for shape in axes.collections if isinstance(shape, LineCollection)]
    widths: list[Any] = [line.get_linewidth() for line in lines]
    thick = [line for line, width in zip(lines, widths, strict=True) if width[0] == 2]
    styles: list[Any] = [line.get_linestyle()[0] for line in thick]
    assert [dashes is None for _offset, dashes in styles] == [True, False]
    past, future = (line.get_segments() for line in thick)
    assert past[-1][-1][0] == future[0][0][0] or past[-1][-1][0] == TODAY.toordinal()
    assert float(past[-1][-1][1]) == pytest.approx(70.933, abs=0.001)


def test_only_days_blocked_by_a_zero_are_hatched(ahead: Ahead) -> None:
    def hatched(area: str) -> int:
        _, axes = drawn(course_chart(outlook(ahead, area), Words("en"), MARK))
        shades = [c for c in axes.collections if isinstance(c, PolyCollection) and c.get_hatch()]
        return sum(len(shade.get_paths()) for shade in shades)

    assert hatched("modern-work") == 1
    assert hatched("infrastructure") == 2
    assert hatched("security") == 0


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [300, 424, 800])
def test_words_stay_inside_and_apart(ahead: Ahead, area: str, language: str, width: int) -> None:
    _, axes = drawn(course_chart(outlook(ahead, area), Words(language), MARK), width, 248)
    boxes = [text.get_window_extent() for text in axes.texts]
    assert all(box.x0 >= -1 and box.x1 <= width + 1 and box.y0 >= -1 and box.y1 <= 249 for box in boxes)
    for place, one in enumerate(boxes):
        for other in boxes[:place]:
            across = min(one.x1, other.x1) - max(one.x0, other.x0)
            along = min(one.y1, other.y1) - max(one.y0, other.y0)
            assert across < 1 or along < 4, (axes.texts[place].get_text(), said(axes))


def test_a_name_is_never_a_formula(rulebook: Rulebook) -> None:
    facts = demo_facts(rulebook, TODAY)
    samir = next(person for person in facts.people.values() if person.name == "Samir Haddad")
    named = facts.changed([Put(replace(samir, name="Ba$$in $x$"))])
    chart = course_chart(Ahead(named, rulebook, TODAY).outlook("security"), Words("en"), MARK)
    _, axes = drawn(chart, 900, 260)
    assert "Ba$$in $x$" in said(axes)


def test_the_table_has_every_cause_and_its_changes_add_up(ahead: Ahead) -> None:
    found = outlook(ahead, "security")
    rows = course_rows(found)
    assert len({row.id for row in rows}) == len(rows)
    moves = (*found.history.moves, *found.forecast.moves)
    assert sum(row.change for row in rows) == sum(move.change for move in moves)
    assert [row.is_ahead for row in rows] == sorted(row.is_ahead for row in rows)


def test_the_pointer_finds_the_step_nearest_to_a_day(ahead: Ahead) -> None:
    moves = outlook(ahead, "security").forecast.moves
    near = move_on(moves, date(2026, 12, 8), 6)
    assert near is not None
    assert near.on == date(2026, 12, 7)
    assert move_on(moves, date(2027, 1, 20), 6) is None


def test_a_partner_without_records_and_a_day_without_rules_are_drawn(rulebook: Rulebook) -> None:
    for on in (TODAY, date(2020, 1, 15)):
        chart = course_chart(Ahead(Facts(), rulebook, on).outlook("security"), Words("en"), MARK)
        drawn(chart)
        assert chart.notes == ()


def grown(ahead: Ahead, times: int) -> Iterator[int]:
    """The kilobytes of the process after every quarter of the drawings, on one canvas."""
    charts = [course_chart(outlook(ahead, area), Words("en"), MARK) for area in AREAS]
    made, axes = figure(240, 180)
    colours = palette("dark")
    for turn in range(times):
        draw_course(axes, charts[turn % len(charts)], palette=colours)
        made.canvas.draw()
        if (turn + 1) % (times // 4) == 0:
            gc.collect()
            yield resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    artists = len(axes.texts) + len(axes.collections) + len(axes.lines)
    draw_course(axes, charts[(times - 1) % len(charts)], palette=colours)
    assert len(axes.texts) + len(axes.collections) + len(axes.lines) == artists


def test_drawing_again_and_again_does_not_grow(ahead: Ahead) -> None:
    after = list(grown(ahead, 120))
    assert after[-1] - after[0] < 8_000


@pytest.mark.long
def test_two_thousand_drawings_do_not_grow(ahead: Ahead) -> None:
    after = list(grown(ahead, 2000))
    assert after[-1] - after[0] < 8_000
