"""A box to tick, in the tokens' looks, as a widget and for delegates."""

from PySide6.QtCore import QPoint, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox

from ui import icons, theme
from ui.widgets import paint
from ui.widgets.paint import draw_box, draw_focus, draw_text, saved, width_of

_SIZE = 16
_TILE = 24


def draw_check(painter: QPainter, rect: QRectF, *, is_checked: bool, is_enabled: bool = True) -> None:
    """The box alone, 16 px square in the middle of `rect`; ticked it is filled with the accent."""
    box = QRectF(0, 0, _SIZE, _SIZE)
    box.moveCenter(rect.center())
    with saved(painter):
        if is_checked:
            ground = theme.color("accent" if is_enabled else "text-disabled")
            draw_box(painter, box, ground, None, 4)
            icons.draw(painter, box.adjusted(2, 2, -2, -2), "check", "on-accent")
        else:
            border = theme.color("border-strong" if is_enabled else "border")
            draw_box(painter, box, theme.color("surface"), border, 4)


class CheckBox(QCheckBox):
    """A box, the tile of an area if there is one, and words; `&` in the words is a letter like others."""

    def __init__(self, words: str, area: str = "") -> None:
        super().__init__(words.replace("&", "&&"))
        self._words, self._area = words, area
        self._left = _SIZE + 10 + (_TILE + 8 if area else 0)
        self.setAccessibleName(words)

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(self._left + 6 + round(width_of(self._words, "body") + 0.5), 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._left + 22, 24)

    def hitButton(self, position: QPoint) -> bool:  # noqa: N802 - Qt's name
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with paint.painting(self) as painter:
            whole = QRectF(self.rect())
            box = QRectF(2, 0, _SIZE, whole.height())
            draw_check(painter, box, is_checked=self.isChecked(), is_enabled=self.isEnabled())
            if self._area:
                tile = QRectF(_SIZE + 10, whole.center().y() - 9, _TILE, 18)
                paint.draw_tile(painter, tile, self._area)
            words = whole.adjusted(self._left, 0, 0, 0)
            draw_text(painter, words, self._words, "body", "text" if self.isEnabled() else "text-disabled")
            if self.hasFocus():
                draw_focus(painter, whole, 4)
