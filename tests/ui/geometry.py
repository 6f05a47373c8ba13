"""What a widget paints, measured: words cut off, words over words, widgets over or outside each other.

Each widget of a window is painted alone, into a device that keeps the words and where they stand. So one
measure serves labels, buttons, headers, and all that delegates and our own widgets paint.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, Final, NamedTuple

from babel.messages.pofile import read_po
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QHelpEvent,
    QPaintDevice,
    QPaintEngine,
    QPaintEngineState,
    QPainter,
    QRegion,
    QTextItem,
    QTransform,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QScrollBar,
    QToolTip,
    QWidget,
)

ELLIPSIS: Final = "\N{HORIZONTAL ELLIPSIS}"
_LEAST_LINE: Final = 24
_WORDS: Final = 3
"""A figure has no more words: `USD 1,240`, `8 of 10`; what has more is a sentence."""
_METRICS: Final = QPaintDevice.PaintDeviceMetric


class Piece(NamedTuple):
    """Words on one line, and the box of their letters in the widget's coordinates."""

    words: str
    box: QRectF


class _Engine(QPaintEngine):
    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self._transform = QTransform()
        self._clip = QRectF()
        self.pieces: list[Piece] = []

    # Qt overrides

    def begin(self, device: QPaintDevice) -> bool:  # noqa: ARG002 - Qt's signature
        self.setActive(True)
        return True

    def end(self) -> bool:
        self.setActive(False)
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: QPaintEngineState) -> None:  # noqa: N802 - Qt's name
        self._transform = state.transform()
        self._clip = QRectF(state.clipRegion().boundingRect()) if state.isClipEnabled() else QRectF()

    def drawTextItem(self, place: Any, item: QTextItem) -> None:  # noqa: N802 - Qt's name
        at = QPointF(place)
        box = QRectF(at.x(), at.y() - item.ascent(), item.width(), item.ascent() + item.descent())
        is_seen = self._clip.isNull() or self._clip.intersects(box)
        if item.text().strip() and is_seen:
            self.pieces.append(Piece(item.text(), self._transform.mapRect(box)))

    def drawPixmap(self, *_shape: Any) -> None:  # noqa: N802 - Qt's name
        """Only words are kept."""

    drawImage: Any = drawPixmap  # noqa: N815 - Qt's names
    drawPath: Any = drawPixmap  # noqa: N815 - Qt's name
    drawPolygon: Any = drawPixmap  # noqa: N815 - Qt's name
    drawRects: Any = drawPixmap  # noqa: N815 - Qt's name
    drawLines: Any = drawPixmap  # noqa: N815 - Qt's name
    drawEllipse: Any = drawPixmap  # noqa: N815 - Qt's name
    drawPoints: Any = drawPixmap  # noqa: N815 - Qt's name
    drawTiledPixmap: Any = drawPixmap  # noqa: N815 - Qt's name


class _Device(QPaintDevice):
    def __init__(self) -> None:
        super().__init__()
        self.engine = _Engine()

    # Qt overrides

    def paintEngine(self) -> QPaintEngine:  # noqa: N802 - Qt's name
        return self.engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        return {
            _METRICS.PdmWidth: 4000,
            _METRICS.PdmHeight: 4000,
            _METRICS.PdmWidthMM: 1058,
            _METRICS.PdmHeightMM: 1058,
            _METRICS.PdmDepth: 32,
            _METRICS.PdmNumColors: 1 << 24,
            _METRICS.PdmDevicePixelRatio: 1,
            _METRICS.PdmDevicePixelRatioScaled: round(QPaintDevice.devicePixelRatioFScale()),
        }.get(metric, 96)


def painted(widget: QWidget) -> list[Piece]:
    """The words that a widget paints by itself, without its children."""
    device = _Device()
    painter = QPainter(device)
    widget.render(painter, QPoint(), QRegion(), QWidget.RenderFlag(0))
    painter.end()
    return device.engine.pieces


def faults(root: QWidget) -> list[str]:
    """What is wrong in a window or dialog, each in a line that names the widget."""
    found: list[str] = []
    for widget in visible(root):
        found += [f"{named(widget)}: {said}" for said in (*_of_words(widget), *_of_children(widget))]
    return found


def visible(root: QWidget) -> Iterator[QWidget]:
    """The widget and all below it that can be seen, without what are windows of their own."""
    yield root
    for child in root.children():
        if isinstance(child, QWidget) and not child.isWindow() and child.isVisible():
            yield from visible(child)


def _of_words(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QScrollBar) or widget.visibleRegion().isEmpty():
        return
    pieces = painted(widget)
    room = _room(widget)
    if isinstance(widget, QLineEdit) and widget.width() < _LEAST_LINE:
        yield f"no room to type in: {widget.text()!r}"
    for piece in pieces:
        if not room.contains(piece.box.adjusted(1, 1, -1, -1)):
            yield f"cut off: {piece.words!r}"
        elif _is_elided(piece, widget) and not _is_told(piece, widget):
            yield f"elided and nowhere told: {piece.words!r}"
    is_line = isinstance(widget, QLineEdit)  # paints what is selected over what is not
    for one, other in () if is_line else combinations(pieces, 2):
        if one.box.adjusted(1, 3, -1, -3).intersects(other.box.adjusted(1, 3, -1, -3)):
            yield f"words over words: {one.words!r} and {other.words!r}"


def _of_children(widget: QWidget) -> Iterator[str]:
    if isinstance(widget.parentWidget(), QAbstractScrollArea) or isinstance(widget, QLineEdit | QScrollBar):
        return  # what is scrolled may stand anywhere; icons in a line stand in its margins
    children = [c for c in widget.children() if isinstance(c, QWidget) and c.isVisible() and not c.isWindow()]
    for child in children:
        if not widget.rect().adjusted(-1, -1, 1, 1).contains(child.geometry()):
            yield f"outside of it: {named(child)} at {_corners(child.geometry())}"
    for one, other in combinations(children, 2):
        shared = one.geometry().intersected(other.geometry())
        if shared.width() > 1 and shared.height() > 1 and not _lies_over(one, other):
            yield f"{named(one)} and {named(other)} overlap by {shared.width()}x{shared.height()}"


def _lies_over(*widgets: QWidget) -> bool:
    """What is meant to lie over others says so by taking no place in the layout, and is named here."""
    return any(type(widget).__name__ in {"_Overlay", "UndoBar", "Corner"} for widget in widgets)


def _room(widget: QWidget) -> QRectF:
    """Where words may stand: in the widget, and where it scrolls anywhere along the bar."""
    room = QRectF(widget.rect())
    parent = widget.parentWidget()
    if isinstance(widget, QComboBox):
        room.setRight(room.right() - 20)  # the chevron
    if isinstance(widget, QLineEdit) and widget.text():
        room.adjust(-4000, 0, 4000, 0)
    if isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget:
        parent = parent.parentWidget() if isinstance(parent, QHeaderView) else parent
        assert isinstance(parent, QAbstractScrollArea)
        if parent.horizontalScrollBar().maximum() > 0:
            room.adjust(-4000, 0, 4000, 0)
        if parent.verticalScrollBar().maximum() > 0:
            room.adjust(0, -4000, 0, 4000)
    return room


def _is_elided(piece: Piece, widget: QWidget) -> bool:
    if not piece.words.endswith(ELLIPSIS):
        return False
    if piece.words == (widget.property("text") or widget.property("placeholderText")):
        return hasattr(widget, "whole") and piece.words != widget.whole
    view = widget.parentWidget()
    if isinstance(view, QAbstractItemView):
        return bool(view.indexAt(piece.box.center().toPoint()).data() != piece.words)
    return piece.words not in _ending_so()


def _is_told(piece: Piece, widget: QWidget) -> bool:
    """Whether the tooltip at that place has the whole; a figure, aligned right, is never elided."""
    at = piece.box.center().toPoint()
    view = widget.parentWidget()
    if isinstance(view, QAbstractItemView):
        aligned = view.indexAt(at).data(Qt.ItemDataRole.TextAlignmentRole)
        is_right = aligned is not None and Qt.AlignmentFlag(aligned) & Qt.AlignmentFlag.AlignRight
        is_figure = len(piece.words.split()) <= _WORDS and any(sign.isdigit() for sign in piece.words)
        if is_right and is_figure:
            return False
    QToolTip.showText(widget.mapToGlobal(at), "-", widget)  # takes the place of what was told before
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))
    *seen, last = re.findall(r"\w+", piece.words) or [""]
    told = re.findall(r"\w+", QToolTip.text())
    return set(seen) <= set(told) and any(word.startswith(last) for word in told)


@cache
def _ending_so() -> frozenset[str]:
    """The sentences that end with an ellipsis by themselves: commands that ask something first."""
    texts = []
    for language in ("en", "fr"):
        with Path(f"resources/i18n/{language}.po").open("rb") as file:
            texts += [message.string or message.id for message in read_po(file)]
    plain = (text.replace("&", "") for text in texts if isinstance(text, str))
    return frozenset(text for text in plain if text.endswith(ELLIPSIS))


def named(widget: QWidget) -> str:
    """A widget as a person would look for it."""
    words = widget.accessibleName() or widget.property("text") or widget.objectName()
    above = widget.parentWidget()
    inside = f" in {type(above).__name__}" if above is not None else ""
    return f"{type(widget).__name__}({str(words)[:40]!r}){inside}"


def _corners(box: QRect) -> str:
    return f"{box.left()},{box.top()} {box.width()}x{box.height()}"
