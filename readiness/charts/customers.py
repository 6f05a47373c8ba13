"""Customers kept, new and lost, month by month: what counts above the line, what was lost below it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from readiness.charts.look import TICK, Palette, clear, place_inside, width_of, write
from readiness.outlook.customers import CustomerMonth
from readiness.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LEFT, _TOP, _RIGHT, _BELOW = 34.0, 34.0, 8.0, 26.0
_BAR: Final = 0.6
_PARTS: Final = ("kept", "new", "lost")
_HATCHES: Final[dict[str, str]] = {"kept": "", "new": "////", "lost": "\\\\\\\\"}


class CustomersChart(NamedTuple):
    """What the chart shows, its words ready to show; oldest month first."""

    area: str
    months: tuple[CustomerMonth, ...]
    names: tuple[str, ...]
    """Of the months."""
    legend: tuple[str, str, str]
    """Kept, new, lost."""


def customers_chart(area: str, months: Sequence[CustomerMonth], words: Words) -> CustomersChart:
    """An area's months as the chart shows them."""
    kept, new, lost = (words.sentence(f"customers.{part}") for part in _PARTS)
    names = tuple(words.month(one.month) for one in months)
    return CustomersChart(area, tuple(months), names, (kept, new, lost))


def draw_customers(axes: "Axes", chart: CustomersChart, *, palette: Palette) -> None:
    """May be called again on the same axes; the axes take the whole figure."""
    clear(axes)
    axes.set_axis_off()
    figure = axes.get_figure(root=True)
    width = 72 * float(figure.get_size_inches()[0]) if figure else 600.0
    place_inside(axes, _LEFT, _TOP, _RIGHT, _BELOW)
    high = max((one.kept + one.new for one in chart.months), default=0)
    low = max((one.lost for one in chart.months), default=0)
    step = _step(high + low)
    top = max(-(-(high + 0.4) // step), 1) * step
    bottom = -(low + 0.6 * step) if low else 0.0
    axes.set(xlim=(-0.5, max(len(chart.months), 1) - 0.5), ylim=(bottom, top))
    _Customers(axes, chart, palette, step, (bottom, top), width - _LEFT - _RIGHT).draw()


def _step(span: int) -> int:
    """A round distance of grid lines, about five of them."""
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000):
        if span <= step * 6:
            return step
    return 10_000


class _Customers(NamedTuple):
    axes: "Axes"
    chart: CustomersChart
    palette: Palette
    step: int
    span: tuple[float, float]
    width: float
    """Points for all months."""

    def draw(self) -> None:
        self._grid()
        for part in _PARTS:
            self._bars(part)
        self._figures()
        self._legend()

    @property
    def _muted(self) -> dict[str, Any]:
        return {"color": self.palette["text-muted"]}

    def _look(self, part: str) -> dict[str, Any]:
        """Fill and outline; hatches tell the parts apart without colour."""
        role = self.palette["danger"] if part == "lost" else self.palette[f"area/{self.chart.area}"]
        ground = role if part == "kept" else self.palette["surface"]
        return {"facecolors": ground, "edgecolors": role, "linewidths": 1, "hatch": _HATCHES[part]}

    def _x(self, points: float) -> float:
        """The place on the axis that many points from its left end."""
        return points / self.width * max(len(self.chart.months), 1) - 0.5

    def _grid(self) -> None:
        low, high = self.span
        right = max(len(self.chart.months), 1) - 0.5
        levels = [n * self.step for n in range(int(low / self.step), int(high / self.step) + 1)]
        self.axes.hlines(levels, -0.5, right, colors=self.palette["grid"], linewidth=1, zorder=1)
        self.axes.hlines([0], -0.5, right, colors=self.palette["border-strong"], linewidth=1, zorder=3)
        for level in levels:
            write(self.axes, self._x(-8), level, f"{abs(level)}", ha="right", **self._muted)
        widest = max((width_of(name, TICK) for name in self.chart.names), default=1.0) + 12
        step = max(1, -(-int(widest * len(self.chart.names)) // int(max(self.width, 1))))
        drop = (high - low) * 14 / max(self._height, 1)
        for place in range(len(self.chart.names) - 1, -1, -step):  # the last month is always named
            name = self.chart.names[place]
            half, middle = width_of(name, TICK) / 2, (place + 0.5) / len(self.chart.names) * self.width
            if middle + _LEFT >= half:
                x = self._x(min(middle, self.width + _RIGHT - half))  # none is cut by the edge
                write(self.axes, x, low - drop, name, ha="center", **self._muted)

    @property
    def _height(self) -> float:
        figure = self.axes.get_figure(root=True)
        return (72 * float(figure.get_size_inches()[1]) if figure else 200.0) - _TOP - _BELOW

    def _bars(self, part: str) -> None:
        from matplotlib.collections import PolyCollection  # noqa: PLC0415 - drawn after the first picture

        boxes = []
        for place, one in enumerate(self.chart.months):
            base = one.kept if part == "new" else 0
            count = -one.lost if part == "lost" else getattr(one, part)
            if count:
                left, right = place - _BAR / 2, place + _BAR / 2
                boxes.append([(left, base), (right, base), (right, base + count), (left, base + count)])
        if boxes:
            self.axes.add_collection(PolyCollection(boxes, zorder=2, **self._look(part)), autolim=False)

    def _figures(self) -> None:
        """Gains and losses as numbers, which hatches alone do not tell."""
        away = (self.span[1] - self.span[0]) * 8 / max(self._height, 1)
        for place, one in enumerate(self.chart.months):
            if one.new:
                y = one.kept + one.new + away
                write(self.axes, place, y, f"+{one.new}", ha="center", color=self.palette["text"])
            if one.lost:
                y = -one.lost - away
                words = f"\N{MINUS SIGN}{one.lost}"
                write(self.axes, place, y, words, ha="center", color=self.palette["danger"])

    def _legend(self) -> None:
        from matplotlib.collections import PolyCollection  # noqa: PLC0415 - drawn after the first picture

        each = (self.span[1] - self.span[0]) / max(self._height, 1)
        x, y = 0.0, self.span[1] + 20 * each
        for part, words in zip(_PARTS, self.chart.legend, strict=True):
            left, right, half = self._x(x), self._x(x + 18), 6 * each
            box = [(left, y - half), (right, y - half), (right, y + half), (left, y + half)]
            mark = PolyCollection([box], zorder=2, clip_on=False, **self._look(part))
            self.axes.add_collection(mark, autolim=False)
            write(self.axes, self._x(x + 24), y, words, **self._muted)
            x += 24 + width_of(words, TICK) + 18
