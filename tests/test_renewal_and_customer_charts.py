"""The charts of renewal windows and of customers kept, new and lost: what is drawn, in whatever room."""

import gc
import resource
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from readiness.assess import Records
from readiness.charts import palette
from readiness.charts.customers import CustomersChart, customers_chart, draw_customers
from readiness.charts.look import write
from readiness.charts.renewals import MOST, RenewalChart, draw_renewals, renewal_chart
from readiness.demo import demo_facts
from readiness.facts import AREAS, Facts, Month, Put
from readiness.outlook.customers import CustomerMonth, customer_months
from readiness.outlook.renewals import renewals
from readiness.rules import Rulebook
from readiness.snapshot import compute
from readiness.words import LANGUAGES, Words

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def demo(rulebook: Rulebook) -> Facts:
    return demo_facts(rulebook, TODAY)


@pytest.fixture(scope="module")
def months(rulebook: Rulebook, demo: Facts) -> dict[str, tuple[CustomerMonth, ...]]:
    standings = compute(demo, rulebook, TODAY).standings
    records = Records(demo, rulebook.catalogue)
    return {area: customer_months(records, rulebook, area, standings[area].track, TODAY) for area in AREAS}


def figure(width: float, height: float) -> tuple[Figure, Any]:
    made = Figure(figsize=(width / 72, height / 72), dpi=72)
    FigureCanvasAgg(made)
    return made, made.add_axes((0, 0, 1, 1))


def bars_of(facts: Facts, rulebook: Rulebook, language: str = "en") -> RenewalChart:
    return renewal_chart(renewals(facts, rulebook.catalogue, TODAY), TODAY, Words(language))


def drawn_renewals(chart: RenewalChart, width: float = 650) -> Any:
    made, axes = figure(width, chart.height)
    draw_renewals(axes, chart, palette=palette("light"))
    made.canvas.draw()
    return axes


def drawn_customers(chart: CustomersChart, width: float = 650, height: float = 300) -> Any:
    made, axes = figure(width, height)
    draw_customers(axes, chart, palette=palette("dark"))
    made.canvas.draw()
    return axes


def said(axes: Any) -> list[str]:
    return [text.get_text() for text in axes.texts]


def apart(axes: Any, width: float, height: float) -> None:
    boxes = [text.get_window_extent() for text in axes.texts]
    for box, text in zip(boxes, axes.texts, strict=True):
        is_inside = box.x0 >= -1 and box.x1 <= width + 1 and box.y0 >= -2 and box.y1 <= height + 2
        assert is_inside, text.get_text()
    for place, one in enumerate(boxes):
        for other in boxes[:place]:
            across = min(one.x1, other.x1) - max(one.x0, other.x0)
            along = min(one.y1, other.y1) - max(one.y0, other.y0)
            assert across < 1 or along < 4, axes.texts[place].get_text()


def test_a_bar_spans_from_the_first_day_of_renewal_to_the_last_of_the_award(
    demo: Facts, rulebook: Rulebook
) -> None:
    chart = bars_of(demo, rulebook)
    first = chart.bars[0]
    assert (first.person, first.code, first.state, first.ends) == (
        "Samir Haddad",
        "SC-100",
        "open",
        "6 Dec",
    )
    axes = drawn_renewals(chart)
    solid = next(shape for shape in axes.collections if isinstance(shape, PolyCollection))
    corners: Any = solid.get_paths()[0].vertices
    assert (min(corners[:, 0]), max(corners[:, 0])) == (TODAY.toordinal(), date(2026, 12, 7).toordinal())


def test_states_are_told_apart_by_hatch_and_word_too(demo: Facts, rulebook: Rulebook) -> None:
    axes = drawn_renewals(bars_of(demo, rulebook))
    shapes = [shape for shape in axes.collections if isinstance(shape, PolyCollection)]
    assert {shape.get_hatch() or "" for shape in shapes} == {"", "////", "...."}
    assert {"can be renewed now", "renewal opens later", "ends, no renewal any more"} <= set(said(axes))


def test_more_than_there_is_room_for_is_said_in_words(demo: Facts, rulebook: Rulebook) -> None:
    chart = bars_of(demo, rulebook)
    count = len(renewals(demo, rulebook.catalogue, TODAY))
    assert count > MOST == len(chart.bars)
    assert chart.more.startswith(f"{count - MOST} more")
    assert chart.more in said(drawn_renewals(chart))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [480, 650, 1100])
def test_words_of_renewals_stay_inside_and_apart(
    demo: Facts, rulebook: Rulebook, language: str, width: int
) -> None:
    chart = bars_of(demo, rulebook, language)
    apart(drawn_renewals(chart, width), width, chart.height)


def test_a_long_name_is_shortened_and_never_a_formula(demo: Facts, rulebook: Rulebook) -> None:
    samir = next(person for person in demo.people.values() if person.name == "Samir Haddad")
    named = demo.changed([Put(replace(samir, name="Ba$$in $x$ " + "von und zu " * 9))])
    words = said(drawn_renewals(bars_of(named, rulebook)))
    assert any(text.startswith("Ba$$in $x$ von und") and text.endswith("…") for text in words)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("محمد الأنصاري", "محمد الأنصاري"),
        ("Ada\nNowak\tof Contoso", "Ada Nowak of Contoso"),
        ("Zoë \U0010fffd", "Zoë \N{WHITE SQUARE}"),
        ("Ada \x07Nowak", "Ada Nowak"),
    ],
)
def test_names_of_other_letters_are_drawn_and_without_a_warning(
    demo: Facts, rulebook: Rulebook, name: str, shown: str
) -> None:
    people = [Put(replace(person, name=name)) for person in demo.people.values()]
    axes = drawn_renewals(bars_of(demo.changed(people), rulebook))
    names = [text for text in axes.texts if text.get_text() == shown]
    assert names
    assert names[0].get_window_extent().height < 20, "in one line"


def test_a_name_the_shipped_face_lacks_is_drawn_by_another() -> None:
    def ink(name: str) -> Any:
        made, axes = figure(200, 20)
        write(axes, 0.1, 0.5, name)
        canvas: Any = FigureCanvasAgg(made)
        canvas.draw()
        return np.asarray(canvas.buffer_rgba())

    assert (ink("محمد") != ink("حمدم")).any(), "boxes would be alike"
    assert (ink("\U0010fffd") == ink("\U0010fffc")).all(), "the control"


def test_who_has_nothing_to_renew_gets_an_empty_chart(rulebook: Rulebook) -> None:
    chart = bars_of(Facts(), rulebook)
    assert chart.bars == ()
    drawn_renewals(chart)


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(420, 150), (650, 300), (1100, 520)])
def test_words_of_customers_stay_inside_and_apart(
    months: dict[str, tuple[CustomerMonth, ...]], area: str, language: str, size: tuple[int, int]
) -> None:
    chart = customers_chart(area, months[area], Words(language))
    apart(drawn_customers(chart, *size), *size)


def test_gains_and_losses_stand_there_as_numbers(months: dict[str, tuple[CustomerMonth, ...]]) -> None:
    axes = drawn_customers(customers_chart("modern-work", months["modern-work"], Words("en")))
    words = said(axes)
    assert "+9" in words
    assert words.count("\N{MINUS SIGN}1") == 6
    hatches = {shape.get_hatch() or "" for shape in axes.collections if isinstance(shape, PolyCollection)}
    assert hatches == {"", "////", "\\\\\\\\"}


def test_bars_are_as_high_as_their_numbers() -> None:
    one = CustomerMonth(Month(2026 * 12 + 9), kept=5, new=3, lost=2)
    axes = drawn_customers(customers_chart("security", (one,), Words("en")))
    tops = []
    for shape in (s for s in axes.collections if isinstance(s, PolyCollection)):
        corners: Any = shape.get_paths()[0].vertices
        tops.append((min(corners[:, 1]), max(corners[:, 1])))
    assert tops[:3] == [(0, 5), (5, 8), (-2, 0)]


def test_no_usage_is_drawn_as_nothing_but_the_legend() -> None:
    axes = drawn_customers(customers_chart("security", (), Words("en")))
    boxes = [mark for mark in axes.collections if isinstance(mark, PolyCollection)]
    assert len(boxes) == 3


def test_drawing_again_and_again_does_not_grow(
    demo: Facts, rulebook: Rulebook, months: dict[str, tuple[CustomerMonth, ...]]
) -> None:
    bars = bars_of(demo, rulebook)
    charts = [customers_chart(area, months[area], Words("en")) for area in AREAS]
    made, axes = figure(480, 400)
    colours, sizes, artists = palette("dark"), [], set()
    for turn in range(60):
        if turn % 2:
            draw_renewals(axes, bars, palette=colours)
            artists.add(len(axes.texts) + len(axes.collections))
        else:
            draw_customers(axes, charts[turn % len(charts)], palette=colours)
        made.canvas.draw()
        if turn % 20 == 19:
            gc.collect()
            sizes.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    assert len(artists) == 1
    assert sizes[-1] - sizes[0] < 8_000
