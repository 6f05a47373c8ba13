"""Renewal windows: a bar for each award that ends within a year, from the day it can be renewed on."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

from readiness.charts.look import LABEL, TICK, Palette, clear, place_inside, shortened, width_of, write
from readiness.facts import Month, first_day, month_of, months_later
from readiness.outlook.renewals import MONTHS, Renewal
from readiness.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST: Final = 25
"""So many bars; what ends later is in the table alone."""
_ROW: Final = 24.0
_TOP, _RIGHT, _BELOW = 46.0, 62.0, 8.0
_MORE: Final = 22.0
_BAR: Final = 0.56
_GAP: Final = 8.0
State: TypeAlias = Literal["open", "later", "never"]
"""It can be renewed today, from a later day on, or not any more."""
_HATCHES: Final[dict[str, str]] = {"open": "", "later": "////", "never": "...."}
_ROLES: Final[dict[str, str]] = {"open": "info", "later": "info", "never": "text-muted"}


class RenewalBar(NamedTuple):
    """One award: from `since` to `ends_on`, both inclusive; for `never` the bar begins today."""

    id: str
    person: str
    code: str
    since: date
    ends_on: date
    state: State
    ends: str


class RenewalChart(NamedTuple):
    """What the chart shows, its words ready to show; the soonest end first."""

    on: date
    until: date
    bars: tuple[RenewalBar, ...]
    more: str
    """That there are more than are drawn; empty where there are not."""
    legend: tuple[tuple[State, str], ...]
    months: tuple[tuple[date, str], ...]

    @property
    def height(self) -> int:
        """Points that the bars ask for."""
        return round(_TOP + _ROW * max(len(self.bars), 1) + _BELOW + (_MORE if self.more else 0))


def renewal_chart(found: Sequence[Renewal], on: date, words: Words) -> RenewalChart:
    """The soonest ends as bars."""
    shown, left = found[:MOST], len(found) - MOST
    until = months_later(on, MONTHS)
    months = (Month(month) for month in range(month_of(on) + 1, month_of(until) + 1))
    states: tuple[State, ...] = ("open", "later", "never")
    return RenewalChart(
        on,
        until,
        tuple(_bar(renewal, on, words) for renewal in shown),
        words.sentence("renewals.more", n=left) if left > 0 else "",
        tuple((state, words.sentence(f"renewals.{state}")) for state in states),
        tuple((first_day(month), words.month(month)) for month in months),
    )


def state_of(renewal: Renewal, on: date) -> State:
    """Whether its holder can renew it."""
    if renewal.opens_on is None:
        return "never"
    return "open" if renewal.opens_on <= on else "later"


def _bar(renewal: Renewal, on: date, words: Words) -> RenewalBar:
    return RenewalBar(
        renewal.award.id,
        renewal.person.name or renewal.person.email,
        renewal.code,
        max(renewal.opens_on or on, on),
        renewal.ends_on,
        state_of(renewal, on),
        words.day(renewal.ends_on, "short"),
    )


def draw_renewals(axes: "Axes", chart: RenewalChart, *, palette: Palette) -> None:
    """May be called again on the same axes; the axes take the whole figure."""
    clear(axes)
    axes.set_axis_off()
    figure = axes.get_figure(root=True)
    width = 72 * float(figure.get_size_inches()[0]) if figure else 600.0
    left = _label_width(chart, width)
    place_inside(axes, left, _TOP, _RIGHT, _BELOW + (_MORE if chart.more else 0))
    rows = max(len(chart.bars), 1)
    axes.set(xlim=(chart.on.toordinal(), chart.until.toordinal()), ylim=(rows - 0.5, -0.5))
    _Renewals(axes, chart, palette, left, width - left - _RIGHT).draw()


def _label_width(chart: RenewalChart, width: float) -> float:
    """As wide as the longest name asks, up to two fifths of the picture."""
    asked = [width_of(bar.person, LABEL) + width_of(bar.code, LABEL, 600) + 3 * _GAP for bar in chart.bars]
    return min(max(asked, default=0.0), width * 0.4)


class _Renewals(NamedTuple):
    axes: "Axes"
    chart: RenewalChart
    palette: Palette
    left: float
    """Points for the names."""
    width: float
    """Points for a year."""

    def draw(self) -> None:
        self._grid()
        self._bars()
        self._names()
        self._legend()
        if self.chart.more:
            y = len(self.chart.bars) - 0.5 + (_BELOW + _MORE / 2) / _ROW
            write(self.axes, self._day(-self.left + _GAP), y, self.chart.more, **self._muted)

    @property
    def _muted(self) -> dict[str, Any]:
        return {"color": self.palette["text-muted"]}

    def _day(self, x: float) -> float:
        """The place on the axis that many points right of today."""
        first, last = self.chart.on.toordinal(), self.chart.until.toordinal()
        return first + x / self.width * (last - first)

    def _grid(self) -> None:
        """Months that have room for their names, each with a line."""
        rows = len(self.chart.bars) or 1
        widest = max((width_of(name, TICK) for _day, name in self.chart.months), default=1.0) + 12
        step = max(1, -(-int(widest * len(self.chart.months)) // int(self.width)))
        lines = self.chart.months[::step]
        places = [day.toordinal() for day, _name in lines]
        self.axes.vlines(places, -0.5, rows - 0.5, colors=self.palette["grid"], linewidth=1, zorder=1)
        edge = [self.chart.on.toordinal()]
        self.axes.vlines(edge, -0.5, rows - 0.5, colors=self.palette["border-strong"], linewidth=1, zorder=1)
        for day, name in lines:
            x = (day.toordinal() - self.chart.on.toordinal()) / 366 * self.width
            if x + width_of(name, TICK) / 2 < self.width + _RIGHT:
                write(self.axes, day.toordinal(), -0.5 - 9 / _ROW, name, ha="center", **self._muted)

    def _bars(self) -> None:
        from matplotlib.collections import PolyCollection  # noqa: PLC0415 - drawn after the first picture

        for state, hatch in _HATCHES.items():
            boxes = [
                _box(bar.since.toordinal(), bar.ends_on.toordinal() + 1, row)
                for row, bar in enumerate(self.chart.bars)
                if bar.state == state
            ]
            if boxes:
                role = self.palette[_ROLES[state]]
                ground = role if not hatch else self.palette["surface"]
                shapes = PolyCollection(boxes, facecolors=ground, edgecolors=role, linewidths=1, zorder=2)
                shapes.set(hatch=hatch)
                self.axes.add_collection(shapes, autolim=False)
        for row, bar in enumerate(self.chart.bars):
            x = bar.ends_on.toordinal() + 1 + self._day(5) - self._day(0)
            write(self.axes, x, row, bar.ends, color=self.palette["text"])

    def _names(self) -> None:
        for row, bar in enumerate(self.chart.bars):
            code = width_of(bar.code, LABEL, 600)
            at = self._day(-code - _GAP)
            write(self.axes, at, row, bar.code, size=LABEL, weight=600, color=self.palette["text"])
            name = shortened(bar.person, self.left - code - 3 * _GAP, LABEL)
            at = self._day(-self.left + _GAP)
            write(self.axes, at, row, name, size=LABEL, color=self.palette["text"])

    def _legend(self) -> None:
        from matplotlib.collections import PolyCollection  # noqa: PLC0415 - drawn after the first picture

        x, y = -self.left + _GAP, -0.5 - 32 / _ROW
        for state, words in self.chart.legend:
            role, hatch = self.palette[_ROLES[state]], _HATCHES[state]
            box = [_box(self._day(x), self._day(x + 18), y)]
            ground = role if not hatch else self.palette["surface"]
            mark = PolyCollection(box, facecolors=ground, edgecolors=role, linewidths=1, zorder=2)
            mark.set(hatch=hatch, clip_on=False)
            self.axes.add_collection(mark, autolim=False)
            write(self.axes, self._day(x + 24), y, words, **self._muted)
            x += 24 + width_of(words, TICK) + 18


def _box(start: float, end: float, row: float) -> list[tuple[float, float]]:
    low, high = row - _BAR / 2, row + _BAR / 2
    return [(start, low), (end, low), (end, high), (start, high)]
