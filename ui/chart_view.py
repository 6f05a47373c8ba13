"""A chart on the screen: reserved room first, the picture when matplotlib has arrived.

Hides matplotlib: its import (a third of a second) runs in the worker after the first paint, the drawing goes
through Agg into an image at the screen's own ratio.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from readiness.problems import not_written
from ui import theme
from ui.background import Background
from ui.widgets import paint

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Draw: TypeAlias = "Callable[[Axes], object]"
_DPI = 72  # one point is one logical pixel
_PAUSE_MS = 10
_LEAST = 200  # below this width nothing can be read


class ChartView(QLabel):
    """Shows one chart, redrawn in place; `tip` names the value under the pointer.

    A label with a picture is a graphic to a screen reader.
    """

    drawn = Signal()

    def __init__(self, background: Background, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._draw: Draw | None = None
        self._axes: Axes | None = None
        self._is_coming = False
        # What is painted in a moment goes first: a chart takes longer than all the rest of a page.
        self._due = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._due.timeout.connect(self._on_due)
        self.tip: Callable[[float, float], str] | None = None
        """Data coordinates to the words of the tooltip."""
        self.setFixedHeight(height)
        self.setMouseTracking(True)

    def show_chart(self, draw: Draw, words: str) -> None:
        """Draw it in a moment, or as soon as matplotlib is there; `words` say it to a screen reader."""
        self._draw = draw
        self.setAccessibleName(words)
        if self._axes is not None:
            self._due.start()
        elif not self._is_coming:
            self._is_coming = True
            job = self._background.run(lambda _: _new_axes(), self._on_axes, _raise, quiet=True)
            self.destroyed.connect(job.cancel)

    @property
    def is_drawn(self) -> bool:
        """Whether the picture is there, and not about to be drawn anew."""
        return not self.pixmap().isNull() and not self._due.isActive()

    def save(self, path: Path) -> None:
        """As PNG, SVG or PDF, by the ending.

        Raises:
            ReadinessError: it can't be written.
        """
        figure: Any = self._axes.get_figure(root=True) if self._axes is not None else None
        if figure is not None:
            try:
                figure.savefig(path, dpi=_DPI * 2, facecolor=theme.color("surface").name())
            except OSError as error:
                raise not_written(error, path.name) from error

    def _on_due(self) -> None:
        if self._draw is not None:
            self._render(self._draw)

    def _on_axes(self, axes: Any) -> None:
        self._axes = axes
        self._on_due()

    def _render(self, draw: Draw) -> None:
        """Through Agg into a picture; the picture keeps a copy, so the buffer may go."""
        if self._axes is None or self.width() < _LEAST:
            return
        figure: Any = self._axes.get_figure(root=True)
        ratio = self.devicePixelRatioF()
        figure.set_dpi(_DPI * ratio)
        figure.set_size_inches(self.width() / _DPI, self.height() / _DPI)
        figure.set_facecolor(theme.color("surface").name())
        draw(self._axes)
        figure.canvas.draw()
        width, height = figure.canvas.get_width_height(physical=True)
        buffer, form = figure.canvas.buffer_rgba(), QImage.Format.Format_RGBA8888
        picture = QPixmap.fromImage(QImage(buffer, width, height, 4 * width, form))
        picture.setDevicePixelRatio(ratio)
        self.setPixmap(picture)
        self.drawn.emit()

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(600, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.height())  # it is drawn for the room it gets

    def paintEvent(self, _: QPaintEvent) -> None:
        with paint.painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            if not self.pixmap().isNull():
                painter.drawPixmap(self.rect(), self.pixmap())  # stretched until it is drawn anew

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._axes is not None:
            self._due.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._on_due()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self.tip is None or self._axes is None or self.pixmap().isNull():
            return
        from PySide6.QtWidgets import QToolTip  # noqa: PLC0415 - each class of Qt costs start-up time

        ratio, place = self.devicePixelRatioF(), event.position()
        x, y = self._axes.transData.inverted().transform(
            (place.x() * ratio, (self.height() - place.y()) * ratio)
        )
        QToolTip.showText(event.globalPosition().toPoint(), self.tip(float(x), float(y)), self)


def _new_axes() -> Any:
    """In the worker: import what draws, and let it find its fonts. No Qt here."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - after the first picture
    from matplotlib.figure import Figure  # noqa: PLC0415 - after the first picture

    figure = Figure(dpi=_DPI)
    FigureCanvasAgg(figure)
    return figure.add_axes((0, 0, 1, 1))


def _raise(error: BaseException) -> None:
    """A chart that can't be made is a bug of ours: the excepthook tells it."""
    raise error
