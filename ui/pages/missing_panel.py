"""What is missing, cheapest first: single steps with the points that each brings."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, text, theme
from ui.pages import standing_words as says
from ui.text import _, ngettext
from ui.widgets import Panel, paint

if TYPE_CHECKING:
    from readiness.planning import Step

_ROW, _TWO_LINES = 33, 44
_MOST: Final = 6
_ICONS: Final = {
    "renew": "refresh-cw",
    "link": "users",
    "exam": "award",
    "person": "award",
    "tenant": "building-2",
    "growth": "trending-up",
}


class MissingPanel(Panel):
    """The steps of one area; empty until they were tried."""

    def __init__(self) -> None:
        super().__init__(_("What is missing"), _("cheapest first"))
        self.rows = StepRows()
        self.body.addWidget(self.rows)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: "tuple[Step, ...] | None") -> None:
        """None: not known yet."""
        self.rows.show_steps(steps)


class StepRows(QWidget):
    """Painted rows: an icon, what to do, below it what would do as well, the points."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: tuple[Step, ...] = ()
        self._is_known = False
        self._fit()

    def show_steps(self, steps: "tuple[Step, ...] | None") -> None:
        self._is_known = steps is not None
        self._steps = steps or ()
        lines = [" ".join((*says.step_words(step), _others(step))).strip() for step in self._steps]
        self.setAccessibleName("\n".join(lines) or (_("No single step brings points") if steps == () else ""))
        self._fit()
        self.update()

    @property
    def _shown(self) -> "tuple[Step, ...]":
        return self._steps if len(self._steps) <= _MOST else self._steps[: _MOST - 1]

    def _fit(self) -> None:
        left = len(self._steps) > len(self._shown)
        self.setFixedHeight(max(sum(map(self._height, self._shown)) + (_ROW if left else 0), _ROW))

    def _height(self, step: "Step") -> int:
        return _TWO_LINES if step.others or not self._fits(step) else _ROW

    def _fits(self, step: "Step") -> bool:
        """Whether what to do stands on one line."""
        words, gain = says.step_words(step)
        room = self.width() - 14 - paint.width_of(gain, "strong") - 52
        return paint.width_of(words, "body") <= room

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(320, self.height())

    def event(self, event: QEvent) -> bool:
        return paint.tells_cut(self, event) or super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with paint.painting(self) as painter:
            if not self._is_known:
                box = QRectF(13, 0, self.width() - 26, _ROW)
                paint.draw_text(painter, box, _("Looking ahead…"), "small", "text-muted")
                return
            y = 0
            for step in self._shown:
                self._paint_step(painter, y, step)
                y += self._height(step)
            box = QRectF(13, y, self.width() - 26, _ROW)
            left = len(self._steps) - len(self._shown)
            if left:
                words = ngettext("{n} more step", "{n} more steps", left)
                paint.draw_text(painter, box, words, "small", "text-muted")
            elif not self._steps:
                paint.draw_text(painter, box, _("No single step brings points"), "small", "text-muted")

    def _paint_step(self, painter: QPainter, y: int, step: "Step") -> None:
        words, gain = says.step_words(step)
        height, width = self._height(step), paint.width_of(gain, "strong")
        icons.draw(painter, paint.icon_rect(14, y + 17), _ICONS[step.kind], "text-muted")
        right = self.width() - 14 - width
        tone = theme.color("success")
        box = QRectF(right - 1, y, width + 1, height)
        paint.draw_text(painter, box, gain, "strong", tone, paint.RIGHT)
        others = _others(step)
        if not others and not self._fits(step):
            paint.draw_lines(painter, QRectF(42, y + 4, right - 52, 36), words, "body")
        else:
            paint.draw_text(painter, QRectF(42, y + 7, right - 52, 20), words, "body")
        if others:
            paint.draw_text(painter, QRectF(42, y + 24, right - 52, 16), others, "small", "text-muted")
        if y + height < self.height() - 4:
            paint.draw_line(painter, 0, y + height - 1, self.width())


def _others(step: "Step") -> str:
    """What would bring the same."""
    if not step.others:
        return ""
    return _("or {certifications}", certifications=text.words().listed(step.others, "or"))
