"""The course of a score: a year of steps back, solid, and a year ahead, dashed; each drop with its cause."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from readiness.charts.course_values import CourseChart, CourseNote
from readiness.charts.look import TICK, Palette, clear, place_inside, width_of, write
from readiness.outlook.course import Level

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LEFT, _TOP, _RIGHT, _BELOW = 34.0, 10.0, 10.0, 26.0
_FOOT: Final = 8.0
_LINE: Final = 14.0
_NOTE_WIDTHS: Final = (168.0, 116.0)
_MOST_NOTES: Final = 5
_BETWEEN_TICKS: Final = 12.0


def draw_course(axes: "Axes", chart: CourseChart, *, palette: Palette) -> None:
    """May be called again on the same axes; the axes take the whole figure."""
    clear(axes)
    axes.set_axis_off()
    figure = axes.get_figure(root=True)
    width, height = (72 * float(inches) for inches in figure.get_size_inches()) if figure else (400.0, 240.0)
    place_inside(axes, _LEFT, _TOP, _RIGHT, _BELOW)
    levels = (*chart.past, *chart.ahead)
    points = [float(level.points) for level in levels if level.points is not None]
    if not points:
        return
    low = max(min(int((min(points) - 6) // 20) * 20, 60), 0)
    span = levels[0].since.toordinal(), levels[-1].until.toordinal()
    axes.set(xlim=span, ylim=(low, 100))
    room = (width - _LEFT - _RIGHT, height - _TOP - _BELOW)
    _Course(axes, chart, palette, span, low, room).draw()


class _Course(NamedTuple):
    axes: "Axes"
    chart: CourseChart
    palette: Palette
    span: tuple[int, int]
    low: int
    room: tuple[float, float]
    """Width and height of the drawing in points."""

    def draw(self) -> None:
        self._grid()
        self._foot()
        self._today()
        self._lines()
        self._rings()

    def _x(self, day: date) -> float:
        """Points from the left edge of the drawing."""
        first, last = self.span
        return (day.toordinal() - first) / (last - first) * self.room[0]

    def _y(self, points: float) -> float:
        """Points from its bottom."""
        return (points - self.low) / (100 - self.low) * self.room[1]

    def _day(self, x: float) -> float:
        return self.span[0] + x / self.room[0] * (self.span[1] - self.span[0])

    def _value(self, y: float) -> float:
        return self.low + y / self.room[1] * (100 - self.low)

    def _grid(self) -> None:
        mark = self.chart.pass_mark
        levels = [*range(self.low, 101, 20)]
        self.axes.hlines(levels, *self.span, colors=self.palette["grid"], linewidth=1, zorder=1)
        self.axes.hlines([mark], *self.span, colors=self.palette["pass-line"], linewidth=1.5, zorder=2)
        for level in (*levels, mark):
            bold = level == mark
            colour = self.palette["pass-line" if bold else "text-muted"]
            if bold or abs(level - mark) * self.room[1] / (100 - self.low) > _LINE:
                look: dict[str, Any] = {"weight": 600 if bold else 400, "color": colour, "ha": "right"}
                write(self.axes, self._day(-8), level, f"{level:g}", **look)
        for day, name in self._months():
            self.axes.vlines(
                [day.toordinal()], self._value(-4), self.low, colors=self.palette["grid"], clip_on=False
            )
            write(
                self.axes,
                day.toordinal(),
                self._value(-14),
                name,
                color=self.palette["text-muted"],
                ha="center",
            )

    def _months(self) -> Sequence[tuple[date, str]]:
        """As many as have room, at even distances, none cut by an edge."""
        widths = [width_of(name, TICK) for _day, name in self.chart.months]
        half, each = max(widths, default=0.0) / 2, max(widths, default=0.0) + _BETWEEN_TICKS
        right = self.room[0] + _RIGHT - half
        inside = [m for m in self.chart.months if half - _LEFT < self._x(m[0]) < right]
        step = 1
        while len(inside) // step * each > self.room[0]:
            step += 1
        return inside[::step]

    def _foot(self) -> None:
        """A hatched foot under the days on which a metric at zero blocks the designation."""
        from matplotlib.collections import PolyCollection  # noqa: PLC0415 - drawn after the first picture

        top = self._value(_FOOT)
        boxes = [
            [(a, self.low), (b, self.low), (b, top), (a, top)]
            for a, b in _joined((*self.chart.past, *self.chart.ahead))
        ]
        if not boxes:
            return
        shade = PolyCollection(boxes, facecolors="none", edgecolors=self.palette["danger"], linewidths=0)
        shade.set(hatch="//////", zorder=1.5)
        self.axes.add_collection(shade, autolim=False)
        wide = max(boxes, key=lambda box: box[1][0] - box[0][0])
        middle = self._x(date.fromordinal(int((wide[0][0] + wide[1][0]) / 2)))
        half = width_of(self.chart.blocked_words, TICK) / 2
        today = self._x(self.chart.today)
        if abs(middle - today) < half + 6:  # beside the line of today, not across it
            middle = today + (half + 6 if today < self.room[0] / 2 else -half - 6)
        x = min(max(middle, half + 2), self.room[0] - half - 2)
        red, words = self.palette["danger"], self.chart.blocked_words
        write(self.axes, self._day(x), self._value(_FOOT + 9), words, color=red, ha="center")

    def _today(self) -> None:
        today = self.chart.today.toordinal()
        line = self.axes.vlines([today], self.low, 100, colors=self.palette["border-strong"], linewidth=1)
        line.set_zorder(2)
        beside, muted = self._day(self._x(self.chart.today) + 5), self.palette["text-muted"]
        write(self.axes, beside, 97, self.chart.today_word, color=muted)

    def _lines(self) -> None:
        from matplotlib.collections import LineCollection  # noqa: PLC0415 - drawn after the first picture

        colour = self.palette[f"area/{self.chart.area}"]
        looks: tuple[tuple[tuple[Level, ...], Any], ...] = (
            (self.chart.past, "solid"),
            (self.chart.ahead, (0, (3, 2))),
        )
        for levels, style in looks:
            paths = [_path(some) for some in _runs(levels)]
            line = LineCollection(paths, colors=colour, linewidths=2, linestyles=[style], zorder=3)
            self.axes.add_collection(line, autolim=False)

    def _rings(self) -> None:
        """A ring at each drop; leader and words where they find room."""
        left = self._x(self.chart.today)
        kept = [_Box(left, self._y(97) - 8, 10 + width_of(self.chart.today_word, TICK), 16)]
        worst = sorted(self.chart.notes, key=lambda note: (-note.lost, abs(note.on - self.chart.today)))[
            :_MOST_NOTES
        ]
        for note in self.chart.notes:
            self.axes.plot(
                [note.on.toordinal()],
                [float(note.points)],
                marker="o",
                markersize=6,
                markerfacecolor=self.palette["surface"],
                markeredgecolor=self.palette[f"area/{self.chart.area}"],
                markeredgewidth=2,
                zorder=4,
                clip_on=False,
            )
        for note in worst:
            self._say(note, kept)

    def _say(self, note: CourseNote, kept: "list[_Box]") -> None:
        ring = (self._x(note.on), self._y(float(note.points)))
        for most in _NOTE_WIDTHS:
            lines = _wrapped(note, most)
            width, height = max(_width(line) for line in lines), len(lines) * _LINE
            for box in self._places(ring, width, height):
                leader = _Box(ring[0] - 1, min(ring[1], box.y), 2, abs(box.y - ring[1]))
                if self._is_free(box, kept) and not any(leader.meets(other) for other in kept):
                    kept += [box, leader]
                    self._write_note(note, lines, box, ring)
                    return

    def _places(self, ring: tuple[float, float], width: float, height: float) -> "Iterator[_Box]":
        """Below and above the ring, near first; the words centred, or moved inside the drawing."""
        left = min(max(ring[0] - width / 2, 2), self.room[0] - width - 2)
        lefts = dict.fromkeys((left, max(ring[0] - width, 2), min(ring[0], self.room[0] - width - 2)))
        for away in (16, 32, 48, 64, 84, 104, 124):
            for x in lefts:
                yield _Box(x, ring[1] - away - height, width, height)
                yield _Box(x, ring[1] + away, width, height)

    def _is_free(self, box: "_Box", kept: "list[_Box]") -> bool:
        if box.y < _FOOT + 18 or box.y + box.height > self.room[1] - 4:
            return False
        mark = self._y(self.chart.pass_mark)
        if box.y - 1 < mark < box.y + box.height + 1:
            return False
        today = self._x(self.chart.today)
        if box.x - 3 < today < box.x + box.width + 3:
            return False
        return not any(box.meets(other) for other in (*kept, *self._segments()))

    def _segments(self) -> "Iterator[_Box]":
        """The course itself, as boxes that words keep clear of."""
        before: Level | None = None
        for level in (*self.chart.past, *self.chart.ahead):
            if level.points is None:
                before = None
                continue
            x, y = self._x(level.since), self._y(float(level.points))
            yield _Box(x, y - 2, self._x(level.until) - x, 4)
            if before is not None and before.points is not None:
                was = self._y(float(before.points))
                yield _Box(x - 2, min(was, y), 4, abs(was - y))
            before = level

    def _write_note(
        self, note: CourseNote, lines: "Sequence[_Words]", box: "_Box", ring: tuple[float, float]
    ) -> None:
        is_above = box.y > ring[1]
        end = box.y - 2 if is_above else box.y + box.height + 1
        start = ring[1] + (4 if is_above else -4)
        low, high = sorted((self._value(start), self._value(end)))
        colour = self.palette["text-muted"]
        self.axes.vlines([note.on.toordinal()], low, high, colors=colour, linewidth=0.8, zorder=2.5)
        is_right = ring[0] > box.x + box.width * 0.66
        for place, line in enumerate(lines):
            y = box.y + box.height - (place + 0.5) * _LINE
            x = box.x + (box.width - _width(line) if is_right else 0)
            look: dict[str, Any] = {"color": self.palette["text"]}
            if line.strong:
                write(self.axes, self._day(x), self._value(y), line.strong, weight=600, **look)
                x += width_of(line.strong, TICK, 600) + 4
            write(self.axes, self._day(x), self._value(y), line.words, **look)


class _Box(NamedTuple):
    x: float
    y: float
    width: float
    height: float

    def meets(self, other: "_Box") -> bool:
        gap = 3
        return (
            self.x < other.x + other.width + gap
            and other.x < self.x + self.width + gap
            and self.y < other.y + other.height + gap
            and other.y < self.y + self.height + gap
        )


class _Words(NamedTuple):
    strong: str
    words: str


def _width(line: _Words) -> float:
    strong = width_of(line.strong, TICK, 600) + 4 if line.strong else 0.0
    return strong + width_of(line.words, TICK)


def _wrapped(note: CourseNote, most: float) -> list[_Words]:
    """The points lost and the cause, on as many lines as it takes."""
    lines = [_Words(note.change, "")]
    for word in note.words.split(" "):
        longer = lines[-1]._replace(words=f"{lines[-1].words} {word}".strip())
        if lines[-1].words and _width(longer) > most:
            lines.append(_Words("", word))
        else:
            lines[-1] = longer
    return lines


def _joined(levels: Iterable[Level]) -> list[tuple[int, int]]:
    """The blocked days, as spans that do not touch."""
    spans: list[tuple[int, int]] = []
    for level in levels:
        if level.blocked:
            first, last = level.since.toordinal(), level.until.toordinal() + 1
            if spans and spans[-1][1] >= first:
                first = spans.pop()[0]
            spans.append((first, last))
    return spans


def _runs(levels: Iterable[Level]) -> Iterator[list[Level]]:
    """Levels that follow each other, without days that have no rules."""
    run: list[Level] = []
    for level in levels:
        if level.points is None:
            if run:
                yield run
            run = []
        else:
            run.append(level)
    if run:
        yield run


def _path(run: Sequence[Level]) -> list[tuple[float, float]]:
    """Across each level and straight up or down between them."""
    path: list[tuple[float, float]] = []
    for level in run:
        points = float(level.points or 0)
        path += [(level.since.toordinal(), points), (level.until.toordinal() + 1, points)]
    path[-1] = (run[-1].until.toordinal(), path[-1][1])
    return path
