"""One metric of an area as a painted card: points, state, bar, and what was found."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from readiness.assess.finding import Finding
from ui import icons, text, theme
from ui.pages import standing_words as says
from ui.text import _
from ui.widgets import paint

HEIGHT = 102
LEAST = 150
"""No card is narrower."""
_PAD = 13


class MetricCard(QAbstractButton):
    """Pressing it shows the metric in the explanation."""

    chosen = Signal(str)
    figure_asked = Signal(str)

    def __init__(self, area: str, metric: Finding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._area, self.finding = area, metric
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # painted anew as the mouse comes and goes
        self.clicked.connect(lambda _checked=False: self.chosen.emit(self.finding.rule))
        enter = QAction(_("Enter what Partner Center shows…"), self)
        enter.triggered.connect(lambda _checked=False: self.figure_asked.emit(self.finding.rule))
        self.addAction(enter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.show_metric(metric)

    def show_metric(self, metric: Finding) -> None:
        self.finding = metric
        spoken = _(
            "{metric}: {points:points} of {most:0} points, {found}",
            metric=text.name("metric", metric.rule),
            points=metric.points,
            most=metric.maximum,
            found=text.say(metric.found),
        )
        self.setAccessibleName(spoken)
        self.setToolTip(f"{text.say(metric.asks)}\n{text.say(metric.found)}")
        self.update()

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(196, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with paint.painting(self) as painter:
            rect = QRectF(self.rect())
            metric, asked = self.finding, bool(self.finding.maximum)
            is_lost = asked and metric.points == 0
            border = "danger" if is_lost else "border-strong" if self.underMouse() else "border"
            paint.draw_box(painter, rect, theme.color("surface"), theme.color(border), theme.radius("card"))
            right = rect.width() - _PAD
            name = text.name("metric", metric.rule)
            if paint.width_of(name, "small") > right - _PAD:
                name = text.name("metric-short", metric.rule)
            paint.draw_text(painter, QRectF(_PAD, 10, right - _PAD, 16), name, "small", "text-muted")
            if asked:
                self._paint_points(painter, right, is_lost=is_lost)
                bar = QRectF(_PAD, 64, right - _PAD, theme.size("metric-bar"))
                share = float(metric.points / metric.maximum)
                paint.draw_bar(painter, bar, theme.area(self._area).fill, share)
            words = says.metric_value(metric, fits=lambda said: paint.width_of(said, "small") <= right - _PAD)
            paint.draw_text(painter, QRectF(_PAD, 74, right - _PAD, 18), words, "small", "text-muted")
            if self.hasFocus():
                paint.draw_focus(painter, rect, theme.radius("card"))

    def _paint_points(self, painter: QPainter, right: float, *, is_lost: bool) -> None:
        metric = self.finding
        color = "danger" if is_lost else "text"
        points, most = text.points(metric.points), f"/ {text.maximum(metric.maximum)}"
        width = paint.draw_text(painter, QRectF(_PAD, 30, 90, 26), points, "title", color)
        paint.draw_text(painter, QRectF(_PAD + width + 5, 35, 60, 18), most, "body", "text-muted")
        left = _PAD + width + 5 + paint.width_of(most, "body") + 6
        state = metric.chip
        look = theme.chip(state)
        words = text.name("chip", state)
        room = right - left
        role, size = "small", 16
        if paint.width_of(words, role) + size + 4 > room:
            role, size = "micro", 14
        width = paint.width_of(words, role)
        has_word, has_icon = width <= room, width + size + 4 <= room or width > room
        x = right - width if has_word else right + 4
        if has_icon:  # where there is room for one only, the word goes before the icon
            icons.draw(painter, paint.icon_rect(x - size - 4, 44, size), look.icon, look.text)
        if has_word:
            paint.draw_text(painter, QRectF(x, 36, width + 1, 16), words, role, look.text)
