"""The pages of a report, one below the other, as wide as there is room."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.text import _
from ui.widgets import paint, paragraph

_WIDEST: Final = 720
_EDGE: Final = 24
_GAP: Final = 16
_SIZES: Final = (25, 33, 50, 67, 75, 100, 125, 150, 200)
"""Percent of the size on paper."""
_SCREEN_INCH: Final = 96
_PICTURE_INCH: Final = 144
"""Pixels, on a screen and in the pictures."""


class _PageView(QWidget):
    """One page as a picture that keeps its shape."""

    def __init__(self, picture: bytes, number: int, of: int) -> None:
        super().__init__()
        self._png = picture
        self._picture: QPixmap | None = None  # unpacked when it is first seen: a page takes 15 ms
        self.setAccessibleName(_("Page {number} of {of}", number=number, of=of))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def full(self) -> int:
        """The width on paper."""
        return round(self._size[0] * _SCREEN_INCH / _PICTURE_INCH)

    @property
    def _size(self) -> tuple[int, int]:
        """As PNG has them."""
        wide, tall = (int.from_bytes(self._png[at : at + 4], "big") for at in (16, 20))
        return max(wide, 1), tall

    def set_width(self, width: int) -> None:
        wide, tall = self._size
        high = round(width * tall / wide)
        self.setFixedSize(QSize(width, high))

    # Qt overrides

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._picture is None:
            self._picture = QPixmap.fromImage(paint.picture_of(self._png))
        with paint.painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(self.rect(), self._picture)
            painter.setPen(theme.color("border"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class ReportPages(QScrollArea):
    """A desk with pages on it, or with words while there are none.

    Pages are as wide as there is room until a size is chosen.
    """

    moved = Signal()  # another page is the one that is read, or another size

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setAccessibleName(_("Preview"))
        self.pages: tuple[_PageView, ...] = ()
        self._chosen: int | None = None  # percent
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.moved.emit())
        self.say("")

    def say(self, words: str) -> None:
        """Words instead of pages."""
        self.pages = ()
        self.moved.emit()
        desk, column = _desk()
        said = paragraph(words, "muted")
        said.setMaximumWidth(440)
        column.addWidget(said)
        column.addStretch(1)
        self.setWidget(desk)

    def show_pages(self, pictures: Sequence[bytes]) -> None:
        """PNG pictures, first page first."""
        place = self.verticalScrollBar().value() if self.pages else 0
        desk, column = _desk()
        self.pages = tuple(_PageView(p, n, len(pictures)) for n, p in enumerate(pictures, start=1))
        for page in self.pages:
            column.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.setWidget(desk)
        self._fit()
        self.verticalScrollBar().setValue(place)
        self.moved.emit()

    @property
    def number(self) -> int:
        """The page that takes most of what is seen, from 1; 0 without pages."""
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        seen = [min(page.geometry().bottom(), bottom) - max(page.y(), top) for page in self.pages]
        return seen.index(max(seen)) + 1 if seen else 0

    def go(self, step: int) -> None:
        """To the page so many further on, or back; the first and the last are not passed."""
        self._show_page(self.number + step)

    def _show_page(self, number: int) -> None:
        if self.pages:
            page = self.pages[max(1, min(number, len(self.pages))) - 1]
            self.verticalScrollBar().setValue(page.y() - _GAP)
            self.moved.emit()

    @property
    def percent(self) -> int:
        """The size of the pages; 100 is as large as on paper."""
        return round(100 * self.pages[0].width() / self.pages[0].full) if self.pages else 0

    def can_zoom(self, way: int) -> bool:
        return self._next_size(way) is not None

    def _next_size(self, way: int) -> int | None:
        larger = (size for size in _SIZES if size > self.percent)
        smaller = (size for size in reversed(_SIZES) if size < self.percent)
        return next(larger if way > 0 else smaller, None)

    def zoom(self, way: int) -> None:
        """One size up or down, where there is one; 0: as wide as there is room."""
        number = self.number
        self._chosen = (self._next_size(way) or self._chosen) if way else None
        self._fit()
        QTimer.singleShot(0, self, partial(self._show_page, number))  # when they lie in their new places

    def _fit(self) -> None:
        room = max(min(self.width() - 2 * _EDGE - 10, _WIDEST), 120)
        for page in self.pages:
            page.set_width(round(page.full * self._chosen / 100) if self._chosen else room)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.moved.emit()


def _desk() -> tuple[QWidget, QVBoxLayout]:
    desk = QFrame()
    desk.setProperty("kind", "desk")
    column = QVBoxLayout(desk)
    column.setContentsMargins(_EDGE, 20, _EDGE, 20)
    column.setSpacing(_GAP)
    return desk, column
