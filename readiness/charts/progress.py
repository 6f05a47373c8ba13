"""Progress per area: horizontal bars stacked by metric, and the line they are to reach."""

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from readiness.charts.look import HALF_CAPITAL, LABEL, TICK, Palette, clear, font, moved, place_inside
from readiness.facts import METRICS
from readiness.snapshot import Snapshot, Standing, metrics_of
from readiness.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.path import Path

BLOCKED: Final = "blocked"
AT_RISK: Final = "at-risk"
ROW_HEIGHT: Final = 25
"""Points that one row of the progress chart takes at its base size."""

_TILE: Final = (24.0, 18.0)
_AFTER_TILE, _AFTER_LABEL, _TOTALS, _ABOVE, _BELOW = 8.0, 22.0, 44.0, 6.0, 22.0
_BAR: Final = 0.6


class ProgressRow(NamedTuple):
    """One bar: points by metric in the order of `METRICS`, and the texts around it, ready to show."""

    area: str
    code: str
    label: str
    points: tuple[Fraction, ...]
    total: str
    state: str = ""
    """`blocked` (a metric at zero), `at-risk`, or nothing."""
    note: str = ""
    """Stands in place of the bar: no rules for that day."""


def progress_rows(snapshot: Snapshot, words: Words, at_risk: Collection[str] = ()) -> tuple[ProgressRow, ...]:
    """The six areas as the progress chart shows them; `at_risk`: those whose forecast falls."""
    return tuple(_progress_row(standing, words, at_risk) for standing in snapshot.standings.values())


def _progress_row(standing: Standing, words: Words, at_risk: Collection[str]) -> ProgressRow:
    area, code = words.name("area-medium", standing.area), words.name("area-code", standing.area)
    if not standing.has_rules:
        none = words.sentence("chart.no-rules")
        return ProgressRow(standing.area, code, area, (), "\N{EN DASH}", note=none)
    by_metric = {f.rule: f.points for f in metrics_of(standing.finding.because[0])}
    total = words.points(standing.points, standing.points + standing.missing)
    points = tuple(by_metric.get(metric, Fraction(0)) for metric in METRICS)
    state = BLOCKED if standing.blocked_by else AT_RISK if standing.area in at_risk else ""
    return ProgressRow(standing.area, code, area, points, total, state)


def draw_progress(
    axes: "Axes",
    rows: Sequence[ProgressRow],
    *,
    pass_mark: float | None,
    palette: Palette,
    scale: float = 1.0,
) -> None:
    """Bars stacked by metric toward the pass mark; may be called again on the same axes with new rows.

    The axes take the whole figure; columns of text keep their width when the figure is resized. Without a
    pass mark, on a day without rules, there is no line.
    """
    clear(axes)
    axes.set_axis_off()
    axes.set(xlim=(0, 100), ylim=(len(rows) - 0.5, -0.5))
    _Progress(axes, tuple(rows), palette, scale).draw(pass_mark)


class _Progress(NamedTuple):
    """The parts of the progress chart, drawn as a few collections: 6 areas are some 90 shapes."""

    axes: "Axes"
    rows: tuple[ProgressRow, ...]
    palette: Palette
    scale: float

    def draw(self, pass_mark: float | None) -> None:
        left = self._labels()
        self._place(left)
        self._grid(pass_mark)
        self._bars()
        self._tiles(left)
        self._totals()
        self._states(pass_mark)

    def _labels(self) -> float:
        """Write the labels; the width of their column, tile included, in points."""
        head = (_TILE[0] + _AFTER_TILE) * self.scale
        texts = [
            self._text(0, y, row.label, size=LABEL, color=self.palette["text"])
            for y, row in enumerate(self.rows)
        ]
        widths = [text.get_window_extent().width for text in texts] or [0]
        figure = self.axes.get_figure(root=True)
        to_points = 72 / figure.dpi if figure else 1.0
        left: float = head + max(widths) * to_points + _AFTER_LABEL * self.scale
        for text in texts:
            self._shift(text, head - left)
        return left

    def _place(self, left: float) -> None:
        """Keep the columns of text at their width, whatever the figure's size becomes."""
        place_inside(self.axes, left, _ABOVE * self.scale, _TOTALS * self.scale, _BELOW * self.scale)

    def _grid(self, pass_mark: float | None) -> None:
        edges = self.axes.get_xaxis_transform()
        marks = (0, 20, 40, 60, 80, 100)
        self.axes.vlines(marks, 0, 1, colors=self.palette["grid"], transform=edges, linewidth=1, zorder=1)
        for mark in marks if pass_mark is None else (*marks, pass_mark):
            bold = mark == pass_mark
            colour, weight = self.palette["pass-line" if bold else "text-muted"], 600 if bold else 400
            tick = self._text(
                mark, 0, f"{mark:g}", size=TICK, weight=weight, color=colour, ha="center", va="top"
            )
            tick.set_transform(edges)
            self._shift(tick, 0, -6 * self.scale)
        if pass_mark is None:
            return
        line = self.axes.vlines(pass_mark, 0, 1.02, colors=self.palette["pass-line"], transform=edges)
        line.set(linewidth=1.5, zorder=4, clip_on=False)

    def _bars(self) -> None:
        from matplotlib.collections import LineCollection, PolyCollection  # noqa: PLC0415 - drawn after the first picture

        parts, gaps, whole = [], [], []
        for y, row in enumerate(self.rows):
            start = 0.0
            for metric, points in zip(METRICS, row.points, strict=False):
                end = start + float(points)
                parts.append((_box(start, end, y), self.palette[f"{row.area}/{metric}"]))
                gaps += [[(end, y - _BAR / 2), (end, y + _BAR / 2)]] if points else []
                start = end
            if start:
                whole.append((_box(0, start, y), self.palette[f"area/{row.area}"]))
        shapes, colours = zip(*parts, strict=True) if parts else ((), ())
        self.axes.add_collection(PolyCollection(shapes, facecolors=colours, linewidths=0, zorder=2))
        self.axes.add_collection(
            LineCollection(gaps, colors=self.palette["surface"], linewidths=1, zorder=2.5)
        )
        shapes, colours = zip(*whole, strict=True) if whole else ((), ())
        outline = PolyCollection(shapes, facecolors="none", edgecolors=colours, linewidths=1, zorder=3)
        self.axes.add_collection(outline)

    def _tiles(self, left: float) -> None:
        middle = _TILE[0] / 2 * self.scale - left
        figure = self.axes.get_figure(root=True)
        height = 72 * float(figure.get_size_inches()[1]) if figure else 0.0
        each = (height - (_ABOVE + _BELOW) * self.scale) / max(len(self.rows), 1)
        tile = _rounded_tile(self.scale, min(_TILE[1] * self.scale, max(each - 4, 8)))
        colours = [self.palette[f"area/{row.area}"] for row in self.rows]
        self._markers(
            [(0, y) for y in range(len(self.rows))], [tile], middle, facecolors=colours, linewidths=0
        )
        for y, row in enumerate(self.rows):
            look: dict[str, Any] = {"color": self.palette[f"on/{row.area}"], "weight": 500, "ha": "center"}
            self._shift(self._text(0, y, row.code, size=TICK, **look), middle)

    def _totals(self) -> None:
        for y, row in enumerate(self.rows):
            total = self._text(
                100, y, row.total, size=LABEL, weight=600, ha="right", color=self.palette["text"]
            )
            self._shift(total, (_TOTALS - 2) * self.scale)
            if row.note:
                self._shift(self._text(0, y, row.note, size=LABEL, color=self.palette["text-muted"]), 8)

    def _states(self, pass_mark: float | None) -> None:
        """A sign behind the bar, never on the line."""
        for state, sign, colour in ((BLOCKED, _prohibited, "danger"), (AT_RISK, _warning, "warning")):
            places = [
                (_clear_of(float(sum(row.points)), pass_mark), y)
                for y, row in enumerate(self.rows)
                if row.state == state
            ]
            if places:
                look = {
                    "facecolors": "none",
                    "edgecolors": self.palette[colour],
                    "linewidths": 1.25 * self.scale,
                }
                self._markers(places, [sign(self.scale)], 15 * self.scale, **look)

    def _markers(
        self, places: Sequence[tuple[float, float]], paths: "list[Path]", dx: float, **look: Any
    ) -> None:
        """Shapes in points around places in data, moved right by `dx` points."""
        from matplotlib.collections import PathCollection  # noqa: PLC0415 - drawn after the first picture
        from matplotlib.transforms import IdentityTransform  # noqa: PLC0415 - drawn after the first picture

        shapes = PathCollection(paths, sizes=[1], offsets=places, zorder=5, clip_on=False, **look)
        shapes.set_transform(IdentityTransform())
        shapes.set_offset_transform(moved(self.axes, self.axes.transData, dx, 0))
        self.axes.add_collection(shapes, autolim=False)

    def _text(self, x: float, y: float, text: str, *, size: float, weight: int = 400, **look: Any) -> Any:
        style: dict[str, Any] = {"va": "baseline", "zorder": 5, "parse_math": False} | look
        said = self.axes.text(x, y, text, fontproperties=font(size * self.scale, weight), **style)
        if style["va"] == "baseline":
            self._shift(said, 0, -HALF_CAPITAL * size * self.scale)
        return said

    def _shift(self, text: Any, dx: float, dy: float = 0) -> None:
        text.set_transform(moved(self.axes, text.get_transform(), dx, dy))


def _box(start: float, end: float, y: float) -> list[tuple[float, float]]:
    low, high = y - _BAR / 2, y + _BAR / 2
    return [(start, low), (end, low), (end, high), (start, high)]


def _clear_of(end: float, line: float | None) -> float:
    return line if line is not None and line - 6 < end < line else end


def _rounded_tile(scale: float, height: float) -> "Path":
    from matplotlib.patches import FancyBboxPatch  # noqa: PLC0415 - drawn after the first picture

    width = _TILE[0] * scale
    style = f"round,pad=0,rounding_size={4 * scale}"
    return FancyBboxPatch((-width / 2, -height / 2), width, height, boxstyle=style).get_path()


def _prohibited(scale: float) -> "Path":
    from matplotlib.path import Path  # noqa: PLC0415 - drawn after the first picture

    radius, slash = 6.5 * scale, 4.6 * scale
    ring = Path.unit_circle()
    circle: Any = ring.vertices
    stroke = Path([(-slash, slash), (slash, -slash)])
    return Path.make_compound_path(Path(circle * radius, ring.codes), stroke)


def _warning(scale: float) -> "Path":
    from matplotlib.path import Path  # noqa: PLC0415 - drawn after the first picture

    triangle = Path([(-7, -6), (7, -6), (0, 6.5), (-7, -6)], closed=True)
    strokes = Path.make_compound_path(Path([(0, 2.4), (0, -1.6)]), Path([(0, -3.0), (0, -4.2)]))
    both = Path.make_compound_path(triangle, strokes)
    corners: Any = both.vertices
    return Path(corners * scale, both.codes)
