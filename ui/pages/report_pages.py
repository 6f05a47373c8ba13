"""The pages of a report, one below the other, as wide as there is room."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ui import theme
from ui.text import _
from ui.widgets import paint, paragraph

_WIDEST = 720


class _PageView(QWidget):
    """One page as a picture that keeps its shape."""

    def __init__(self, picture: bytes, number: int, of: int) -> None:
        super().__init__()
        self._png = picture
        self._picture: QPixmap | None = None  # unpacked when it is first seen: a page takes 15 ms
        self.setAccessibleName(_("Page {number} of {of}", number=number, of=of))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_width(self, width: int) -> None:
        wide, tall = (int.from_bytes(self._png[at : at + 4], "big") for at in (16, 20))  # as PNG has them
        high = round(width * tall / max(wide, 1))
        self.setFixedSize(QSize(width, high))

    # Qt overrides

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._picture is None:
            self._picture = QPixmap()
            self._picture.loadFromData(self._png)
        with paint.painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(self.rect(), self._picture)
            painter.setPen(theme.color("border"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class ReportPages(QScrollArea):
    """A desk with pages on it, or with words while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Preview"))
        self.pages: tuple[_PageView, ...] = ()
        self.say("")

    def say(self, words: str) -> None:
        """Words instead of pages."""
        self.pages = ()
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

    def _fit(self) -> None:
        width = min(self.width() - 2 * 24 - 10, _WIDEST)
        for page in self.pages:
            page.set_width(max(width, 120))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _desk() -> tuple[QWidget, QVBoxLayout]:
    desk = QFrame()
    desk.setProperty("kind", "desk")
    column = QVBoxLayout(desk)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(16)
    return desk, column
