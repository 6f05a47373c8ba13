"""The progress chart: what is drawn is what is in the rows, wherever and however often it is drawn."""

import io
import re
from fractions import Fraction
from typing import Any

import matplotlib as mpl
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from readiness.charts import AT_RISK, BLOCKED, ProgressRow, draw_progress, palette
from readiness.facts import AREAS, METRICS


def row(area: str, *points: int, **more: Any) -> ProgressRow:
    return ProgressRow(area, "XX", f"Label of {area}", tuple(map(Fraction, points)), str(sum(points)), **more)


ROWS = (
    row("data-ai", 30, 20, 9, 10, 0),
    row("modern-work", 16, 10, 0, 24, 22, state=BLOCKED),
    row("security", 12, 32, 0, 5, 13, state=AT_RISK),
    ProgressRow("infrastructure", "IN", "Ba$$in $x$ & <b>", (), "\N{EN DASH}", note="No rules for that day"),
)


def figure(width: float = 658, height: float = 140) -> tuple[Figure, Any]:
    made = Figure(figsize=(width / 72, height / 72), dpi=72)
    FigureCanvasAgg(made)
    return made, made.add_axes((0, 0, 1, 1))


def drawn(rows: tuple[ProgressRow, ...], mark: float | None = 70, theme: str = "light") -> tuple[Figure, Any]:
    made, axes = figure()
    draw_progress(axes, rows, pass_mark=mark, palette=palette(theme))
    made.canvas.draw()
    return made, axes


def texts(axes: Any) -> list[str]:
    return [text.get_text() for text in axes.texts]


def ends(axes: Any) -> list[float]:
    """Where the bars end: the outlines are the last shapes with corners."""
    outline = [shape for shape in axes.collections if isinstance(shape, PolyCollection)][-1]
    corners: list[Any] = [path.vertices for path in outline.get_paths()]
    return [max(x for x, _ in around) for around in corners]


def test_bars_end_at_the_sum_of_their_points() -> None:
    _, axes = drawn(ROWS)
    assert ends(axes) == [69, 72, 62]


def test_every_text_is_there_as_it_is() -> None:
    _, axes = drawn(ROWS)
    for each in ROWS:
        assert each.label in texts(axes)
        assert each.total in texts(axes)
    assert "No rules for that day" in texts(axes)
    assert "70" in texts(axes)


def test_a_day_without_rules_has_no_line() -> None:
    _, axes = drawn(ROWS[-1:], mark=None)
    assert "70" not in texts(axes)
    assert ends(axes) == []


def test_drawing_again_replaces_what_was_there() -> None:
    made, axes = drawn(ROWS)
    before = len(axes.texts), len(axes.collections)
    draw_progress(axes, ROWS[:1], pass_mark=70, palette=palette("dark"))
    made.canvas.draw()
    assert ends(axes) == [69]
    draw_progress(axes, ROWS, pass_mark=70, palette=palette("light"))
    assert (len(axes.texts), len(axes.collections)) == before


def test_texts_stay_inside_and_apart_at_any_width() -> None:
    for width in (320, 658, 1400):
        made, axes = figure(width)
        draw_progress(axes, ROWS, pass_mark=70, palette=palette("light"))
        made.canvas.draw()
        boxes = {text.get_text(): text.get_window_extent() for text in axes.texts}
        assert all(box.x0 >= 0 and box.x1 <= width + 0.5 for box in boxes.values())
        label = max(boxes[each.label].x1 for each in ROWS)
        assert label < axes.get_window_extent().x0


def test_no_name_is_a_formula_and_text_stays_text_in_svg() -> None:
    made, _ = drawn(ROWS)
    content = io.StringIO()
    with mpl.rc_context({"svg.fonttype": "none"}):
        made.savefig(content, format="svg")
    said = re.findall(r"<text[^>]*>([^<]*)</text>", content.getvalue())
    assert "Ba$$in $x$ &amp; &lt;b&gt;" in said
    assert "font-family: 'Inter'" in content.getvalue()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_palette_names_every_area_and_metric(theme: str) -> None:
    colours = palette(theme)
    for area in AREAS:
        assert colours[f"{area}/net-customer-adds"] == colours[f"area/{area}"]
        assert len({colours[f"{area}/{metric}"] for metric in METRICS}) == 5
    assert all(re.fullmatch(r"#[0-9A-Fa-f]{6,8}", colour) for colour in colours.values())
