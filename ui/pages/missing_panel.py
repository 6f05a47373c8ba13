"""What is missing, cheapest first: single steps with the points that each brings."""

from itertools import accumulate
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import icons, text, theme
from ui.pages import standing_words as says
from ui.text import _
from ui.widgets import Panel, button, paint

if TYPE_CHECKING:
    from readiness.planning import Step

_ROW, _TWO_LINES = 33, 44
_HEAD: Final = 46
"""What the panel has besides its rows."""
_ICONS: Final = {
    "renew": "refresh-cw",
    "link": "users",
    "exam": "award",
    "person": "award",
    "tenant": "building-2",
    "growth": "trending-up",
}


class MissingPanel(Panel):
    """The steps of one area, as many as there is room for until all are asked for."""

    turned = Signal()
    """All are asked for, or no more."""

    def __init__(self) -> None:
        super().__init__(_("What is missing"), _("cheapest first"))
        self.rows = StepRows()
        self.body.addWidget(self.rows)
        self.turn = button("", kind="quiet", on_click=self._on_turn, small=True)
        self.turn.hide()
        self.add_action(self.turn)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_steps(self, steps: "tuple[Step, ...] | None") -> None:
        """None: not known yet."""
        self.rows.show_steps(steps)
        self._say_turn()

    def fit(self, height: int) -> int:
        """Be no higher than that, unless all are asked for; how high it is."""
        self.rows.set_room(height - _HEAD)
        self._say_turn()
        return self.rows.height() + _HEAD

    def _on_turn(self) -> None:
        self.rows.turn()
        self._say_turn()
        self.turned.emit()

    def _say_turn(self) -> None:
        rows = self.rows
        self.turn.setVisible(rows.shows_all or rows.is_cut)
        self.turn.setText(_("Show fewer") if rows.shows_all else _("Show all {n}", n=rows.count))


class StepRows(QWidget):
    """Painted rows: an icon, what to do, below it what would do as well, the points."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: tuple[Step, ...] = ()
        self._is_known = False
        self.shows_all = False
        self._room = 0
        self._fit()

    def show_steps(self, steps: "tuple[Step, ...] | None") -> None:
        self._is_known = steps is not None
        self._steps = steps or ()
        lines = [" ".join((*says.step_words(step), _others(step))).strip() for step in self._steps]
        self.setAccessibleName("\n".join(lines) or (_("No single step brings points") if steps == () else ""))
        self._fit()
        self.update()

    def turn(self) -> None:
        """Show all, or as many as there is room for."""
        self.shows_all = not self.shows_all
        self._fit()
        self.update()

    def set_room(self, room: int) -> None:
        """So many pixels, of which at least the first row is taken."""
        self._room = room
        self._fit()

    @property
    def count(self) -> int:
        return len(self._steps)

    @property
    def is_cut(self) -> bool:
        """Whether steps are left out for want of room."""
        return len(self._shown) < self.count

    @property
    def _shown(self) -> "tuple[Step, ...]":
        if self.shows_all:
            return self._steps
        bottoms = accumulate(map(self._height, self._steps))
        return self._steps[: max(sum(bottom <= self._room for bottom in bottoms), 1)]

    def _fit(self) -> None:
        height = max(sum(map(self._height, self._shown)), _ROW)
        if height != self.height():
            self.setFixedHeight(height)

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
            if not self._steps:
                box = QRectF(13, 0, self.width() - 26, _ROW)
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
