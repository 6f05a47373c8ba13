"""The area card, painted: compact with score and fact, or full with every metric."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from readiness.assess.finding import Finding
from readiness.rules import CATEGORIES
from readiness.snapshot import Snapshot, Standing
from ui import icons, text, theme
from ui.pages import standing_words as says
from ui.widgets import paint

if TYPE_CHECKING:
    from readiness.planning import AreaAhead, Step

_PAD = 14
_HEAD = 100
"""Down to the fact line; what is below depends on the room there is."""
_NEXT = 26
_CATEGORY, _METRIC, _GAP = 24, 19, 5
_POINTS = 110
"""Room for the points of a metric, on the right of its row."""
_SCORE_LEFT = 98
_TILE = 31
_BETWEEN = 6
"""The tile with what is between it and the name; between two chips."""


class _Heading(NamedTuple):
    """What the first line says: kind and words of each chip, the name, and the track or not."""

    chips: tuple[tuple[str, str], ...]
    name: str
    has_track: bool

    def width(self, track: float) -> float:
        """What it takes of the line, where the track's word takes so much."""
        chips = sum(round(paint.chip_width(words)) + _BETWEEN for _kind, words in self.chips)
        beside = track + 9 if self.has_track and track else 4
        return chips + paint.width_of(self.name, "heading") + beside


class AreaCard(QAbstractButton):
    """One area at a glance; pressing it opens the area's page."""

    opened = Signal(str)

    def __init__(self, area: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.area = area
        self._standing: Standing | None = None
        self._snapshot: Snapshot | None = None
        self._ahead: AreaAhead | None = None
        self.is_full = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # painted anew as the mouse comes and goes
        self.clicked.connect(lambda _checked=False: self.opened.emit(self.area))

    def show_standing(self, standing: Standing, snapshot: Snapshot) -> None:
        self._standing, self._snapshot = standing, snapshot
        self._speak()

    def show_ahead(self, ahead: "AreaAhead | None") -> None:
        """What is to come and the next step; None: not known, or no longer true."""
        self._ahead = ahead
        self._speak()

    def _speak(self) -> None:
        if self._standing is not None and self._snapshot is not None:
            self.setAccessibleName(says.spoken(self._standing, self._snapshot, self._ahead))
        self.update()

    def height_for(self, *, full: bool) -> int:
        """The height the card needs; a full one shows its metrics by category."""
        if not full or self._standing is None or not self._standing.has_rules:
            return _HEAD + _NEXT
        rows = sum(_CATEGORY + _GAP + _METRIC * len(c.because) for c in self._categories())
        return _HEAD + rows + _NEXT + 4

    def _categories(self) -> tuple[Finding, ...]:
        """Those of the counting track; notes beside them have no row on the card."""
        standing = self._standing
        if standing is None or not standing.has_rules:
            return ()
        return tuple(found for found in standing.finding.because[0].because if found.rule in CATEGORIES)

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(338, self.height_for(full=self.is_full))

    def event(self, event: QEvent) -> bool:
        return paint.tells_cut(self, event) or super().event(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        with paint.painting(self) as painter:
            rect = QRectF(self.rect())
            border = theme.color("border-strong" if self.underMouse() else "border")
            paint.draw_box(painter, rect, theme.color("surface"), border, theme.radius("card"))
            if self._standing is not None and self._snapshot is not None:
                self._paint_head(painter, self._standing)
                self._paint_score(painter, self._standing)
                self._paint_fact(painter, says.fact_of(self._standing, self._snapshot.on, self._ahead))
                if self.is_full:
                    self._paint_metrics(painter)
                if self._ahead is not None and self._ahead.next is not None:
                    self._paint_next(painter, self._ahead.next)
            if self.hasFocus():
                paint.draw_focus(painter, rect, theme.radius("card"))

    def _heading(self, standing: Standing) -> _Heading:
        """The fullest words that there is room for."""
        chips = says.chips_of(standing, self._ahead)
        first, short = chips[-1:], says.chips_of(standing, self._ahead, "status-short")[-1:]
        name, shorter = text.area_name(self.area), text.area_name(self.area, "medium")
        tries = (
            _Heading(chips, name, has_track=True),
            _Heading(chips, shorter, has_track=True),
            _Heading(chips, shorter, has_track=False),
            _Heading(first, shorter, has_track=True),
            _Heading(first, shorter, has_track=False),
            _Heading(short, shorter, has_track=False),
        )
        room = self.width() - 2 * _PAD - _TILE
        track = paint.width_of(says.track_word(standing), "small")
        return next((tried for tried in tries if tried.width(track) <= room), tries[-1])

    def _paint_head(self, painter: QPainter, standing: Standing) -> None:
        middle, right = 22.0, self.width() - _PAD
        paint.draw_tile(painter, QRectF(_PAD, middle - 9, 24, 18), self.area)
        heading = self._heading(standing)
        for kind, words in reversed(heading.chips):
            right -= round(paint.chip_width(words))
            paint.draw_chip(painter, right, middle, kind, words)
            right -= _BETWEEN
        left = float(_PAD + _TILE)
        box = QRectF(left, middle - 10, right - left, 20)
        width = paint.draw_text(painter, box, heading.name, "heading")
        if heading.has_track:
            box = QRectF(left + width + 5, middle - 9, right - left - width - 5, 20)
            paint.draw_text(painter, box, says.track_word(standing), "small", "text-muted")

    def _paint_score(self, painter: QPainter, standing: Standing) -> None:
        total = text.total(standing.shown) if standing.has_rules else "\N{EN DASH}"
        box = QRectF(_PAD, 38, 120, 34)
        width = paint.draw_text(painter, box, total, "score")
        paint.draw_text(painter, box.adjusted(width + 6, 6, 0, 0), "/ 100", "body", "text-muted")
        left = round(max(_SCORE_LEFT, _PAD + width + 6 + paint.width_of("/ 100", "body") + 12))
        late = says.late_usage(self._snapshot) if self._snapshot is not None else ""
        heading = self._heading(standing)
        track = "" if heading.has_track else says.track_word(standing)
        top = (46 if late else 52) + (6 if track else 0)
        right = self.width() - _PAD
        # what there is no room for in the first line stands around the bar
        paint.draw_text(painter, QRectF(left, top - 18, right - left, 16), track, "small", "text-muted")
        box = QRectF(left, top + 10, right - left, 16)
        paint.draw_text(painter, box, late, "micro", "text-muted", align=paint.RIGHT)
        for kind, words in says.chips_of(standing, self._ahead)[: -len(heading.chips) or None]:
            right -= round(paint.chip_width(words))
            paint.draw_chip(painter, right, 46 if late else top + 4, kind, words)
            right -= _BETWEEN + 2
        bar = QRectF(left, top, right - left, theme.size("score-bar"))
        points = float(standing.points) / 100 if standing.has_rules else 0.0
        paint.draw_score_bar(painter, bar, self.area, points, float(standing.pass_mark) / 100)

    def _paint_fact(self, painter: QPainter, fact: says.FactLine) -> None:
        left, role = float(_PAD), "small"
        if fact.icon:
            icons.draw(painter, paint.icon_rect(left, 86, 16), fact.icon, fact.tone)
            left += 22
        box = QRectF(left, 76, self.width() - _PAD - left, 20)
        paint.draw_text(painter, box, fact.words, role, fact.tone)

    def _paint_next(self, painter: QPainter, step: "Step") -> None:
        """The one thing to do next, with its points, on the last line."""
        middle = float(self.height() - 8 - _NEXT / 2) if not self.is_full else self.height() - 16.0
        if self.is_full:
            paint.draw_line(painter, _PAD, self.height() - _NEXT - 6, self.width() - 2 * _PAD)
        words, gain = says.step_words(step)
        room = self.width() - 2 * _PAD
        width = paint.width_of(gain, "strong")
        icons.draw(painter, paint.icon_rect(_PAD, middle), "arrow-right", "accent")
        box = QRectF(_PAD + 22, middle - 10, room - 22 - width - 10, 20)
        paint.draw_text(painter, box, words, "small")
        box = QRectF(_PAD + room - width - 1, middle - 10, width + 1, 20)
        paint.draw_text(painter, box, gain, "strong", align=paint.RIGHT)

    def _paint_metrics(self, painter: QPainter) -> None:
        y = float(_HEAD)
        width = self.width() - 2 * _PAD
        for category in self._categories():
            paint.draw_line(painter, _PAD, y, width)
            self._paint_row(painter, y + 1, _CATEGORY, category, text.name("category", category.rule))
            y += _CATEGORY
            for metric in category.because:
                self._paint_row(painter, y, _METRIC, metric, "")
                y += _METRIC
            y += _GAP

    def _paint_row(self, painter: QPainter, y: float, height: int, finding: Finding, category: str) -> None:
        """A category's row when its name is given, else a metric's."""
        role = "strong" if category else "body"
        value_right = float(self.width() - _PAD - _POINTS)
        name = category or text.name("metric", finding.rule)
        room = value_right - _PAD - 8 - paint.width_of(name, role) - 16
        value = (
            ""
            if category
            else says.metric_value(finding, fits=lambda words: paint.width_of(words, "body") <= room)
        )
        if finding.maximum:
            self._paint_points(painter, y, height, finding, is_category=bool(category))
        value_width = paint.width_of(value, "body")
        left = _PAD + (0 if category else 8)
        box = QRectF(left, y, value_right - value_width - 8 - left, height)
        paint.draw_text(painter, box, name, role, "text" if finding.maximum else "text-muted")
        box = QRectF(value_right - value_width, y, value_width + 1, height)
        paint.draw_text(painter, box, value, "body", "text-muted", align=paint.RIGHT)

    def _paint_points(
        self, painter: QPainter, y: float, height: int, finding: Finding, *, is_category: bool
    ) -> None:
        """What was reached of the maximum; behind a metric's, its state."""
        right = float(self.width() - _PAD)
        lost = not is_category and finding.points == 0
        heavy = "strong" if is_category or lost else "body"
        box = QRectF(right - 126, y, 60, height)
        points = text.points(finding.points)
        paint.draw_text(painter, box, points, heavy, "danger" if lost else "text", align=paint.RIGHT)
        box = QRectF(right - 62, y, 40, height)
        role = "strong" if is_category else "body"
        paint.draw_text(painter, box, f"/ {text.maximum(finding.maximum)}", role, "text-muted")
        if not is_category:
            look = theme.chip(finding.chip)
            color = "danger" if lost else look.text
            icons.draw(painter, paint.icon_rect(right - 16, y + height / 2), look.icon, color)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
