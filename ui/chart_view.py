"""A chart on the screen: reserved room first, the picture when matplotlib has arrived.

Hides matplotlib: it is imported (a third of a second) and draws (up to a seventh) in the worker, through Agg
into an image at the screen's own ratio.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from readiness.problems import not_written
from ui import theme
from ui.background import Background, Job
from ui.widgets import paint

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Draw: TypeAlias = "Callable[[Axes], object]"
_DPI = 72  # one point is one logical pixel
_PAUSE_MS = 10
_LEAST = 200  # below this width nothing can be read


class _Easel:
    """Axes on a figure of their own, which lets go of all that was drawn when nobody holds it any more.

    What is drawn refers to itself in circles, and names people: of a file that is locked nothing stays.
    """

    def __init__(self) -> None:
        """Import what draws, and let it find its fonts."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - after the first picture
        from matplotlib.figure import Figure  # noqa: PLC0415 - after the first picture

        self.figure: Any = Figure(dpi=_DPI)
        FigureCanvasAgg(self.figure)
        self.axes: Axes = self.figure.add_axes((0, 0, 1, 1))

    def __del__(self) -> None:
        if not sys.is_finalizing():  # then all goes, and matplotlib is no longer there to be asked
            for drawn in self.figure.findobj():
                vars(drawn).clear()


class _Canvas(NamedTuple):
    """What is drawn on, by one chart at a time: in points, on so many pixels a point, on this ground."""

    easel: _Easel
    width: int
    height: int
    ratio: float
    ground: str


class _Drawn(NamedTuple):
    """A picture of so many pixels, red, green, blue and alpha; and what turns its pixels into data."""

    easel: _Easel
    pixels: bytes
    width: int
    height: int
    ratio: float
    to_data: Any


class ChartView(QLabel):
    """Shows one chart, redrawn in place; `tip` names the value under the pointer.

    A label with a picture is a graphic to a screen reader.
    """

    drawn = Signal()

    def __init__(self, background: Background, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._draw: Draw | None = None
        self._easel: _Easel | None = None  # the worker's own while a picture is drawn or saved
        self._to_data: Any = None
        self._job: Job | None = None
        self._is_outdated = False
        # What is painted in a moment goes first: a chart takes longer than all the rest of a page.
        self._due = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._due.timeout.connect(self._on_due)
        self.tip: Callable[[float, float], str] | None = None
        """Data coordinates to the words of the tooltip."""
        self.setFixedHeight(height)
        self.setMouseTracking(True)

    def show_chart(self, draw: Draw, words: str) -> None:
        """Draw it in a moment, in the worker: without Qt. `words` say it to a screen reader."""
        self._draw = draw
        self.setAccessibleName(words)
        self._due.start()

    @property
    def is_drawn(self) -> bool:
        """Whether the picture is there, and not about to be drawn anew."""
        return not self.pixmap().isNull() and not self.is_about_to_draw

    @property
    def is_about_to_draw(self) -> bool:
        return self._due.isActive() or self._is_drawing

    def save(self, path: Path, done: Callable[[Path], None], failed: Callable[[BaseException], None]) -> None:
        """As PNG, SVG or PDF, by the ending, also before it was seen. Fails with a ReadinessError."""
        draw, easel, ground = self._draw, self._easel, theme.color("surface").name()
        if draw is not None:
            size = max(self.width(), self.sizeHint().width()), self.height(), 1.0
            self._background.run(
                lambda _: _saved(easel or _drawn(draw, _Canvas(_Easel(), *size, ground)).easel, path, ground),
                done,
                failed,
            )

    @property
    def _is_drawing(self) -> bool:
        return self._job is not None and not self._job.is_cancelled

    def _on_due(self) -> None:
        if self._draw is None or self.width() < _LEAST:
            return
        if self._is_drawing:
            self._is_outdated = True
            return
        draw, easel, ground = self._draw, self._easel, theme.color("surface").name()
        size = self.width(), self.height(), self.devicePixelRatioF()
        self._job = self._background.run(
            lambda _: _drawn(draw, _Canvas(easel or _Easel(), *size, ground)),
            self._on_drawn,
            self._on_failed,
            quiet=True,
        )

    def _on_drawn(self, drawn: _Drawn) -> None:
        self._job, self._easel, self._to_data = None, drawn.easel, drawn.to_data
        form = QImage.Format.Format_RGBA8888
        picture = QPixmap.fromImage(QImage(drawn.pixels, drawn.width, drawn.height, 4 * drawn.width, form))
        picture.setDevicePixelRatio(drawn.ratio)
        self.setPixmap(picture)
        if self._is_outdated:
            self._is_outdated = False
            self._due.start()
        else:
            self.drawn.emit()

    def _on_failed(self, error: BaseException) -> None:
        """A chart that can't be drawn is a bug of ours: the excepthook tells it."""
        self._job = None
        raise error

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
        if self._draw is not None:
            self._due.start()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._on_due()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self.tip is None or self._to_data is None:
            return
        from PySide6.QtWidgets import QToolTip  # noqa: PLC0415 - each class of Qt costs start-up time

        ratio, place = self.devicePixelRatioF(), event.position()
        x, y = self._to_data.transform((place.x() * ratio, (self.height() - place.y()) * ratio))
        QToolTip.showText(event.globalPosition().toPoint(), self.tip(float(x), float(y)), self)


# In the worker, without Qt.


def _drawn(draw: Draw, canvas: _Canvas) -> _Drawn:
    figure, axes, ratio = canvas.easel.figure, canvas.easel.axes, canvas.ratio
    to_pixels: Any = axes.transData
    figure.set_dpi(_DPI * ratio)
    figure.set_size_inches(canvas.width / _DPI, canvas.height / _DPI)
    figure.set_facecolor(canvas.ground)
    draw(axes)
    figure.canvas.draw()
    width, height = figure.canvas.get_width_height(physical=True)
    pixels = bytes(figure.canvas.buffer_rgba())
    return _Drawn(canvas.easel, pixels, width, height, ratio, to_pixels.frozen().inverted())


def _saved(easel: _Easel, path: Path, ground: str) -> Path:
    try:
        easel.figure.savefig(path, dpi=_DPI * 2, facecolor=ground)
    except OSError as error:
        raise not_written(error, path.name) from error
    return path
