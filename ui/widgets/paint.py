"""What painted widgets and delegates share: tiles, chips, bars, text in a box."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QPainter, QPen, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from ui import icons, text, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter
_CHIP_ICON = 14
_CHIP_PAD = 7
_PNG: Final = b"\x89PNG\r\n\x1a\n"


@contextmanager
def painting(widget: QWidget) -> Iterator[QPainter]:
    """A painter on the widget that ends whatever happens: one left open takes the program down with it."""
    painter = QPainter(widget)
    try:
        yield painter
    finally:
        painter.end()


class _Cut:
    """Where texts are elided while somebody asks, and their whole; see `cut_at`."""

    noted: list[tuple[QRectF, str]] | None = None


def cut_at(place: QPoint, draw: Callable[[QPainter], object]) -> str:
    """The whole of the texts that drawing elides at a place; empty where nothing is cut there."""
    noted = _Cut.noted = []
    ground = QPixmap(1, 1)
    painter = QPainter(ground)
    try:
        draw(painter)
    finally:
        painter.end()
        _Cut.noted = None
    return "\n".join(words for rect, words in noted if rect.contains(QPointF(place)))


def tells_cut(widget: QWidget, event: QEvent) -> bool:
    """Answer a painted widget's question for a tooltip where its words are cut; to be called from `event`."""
    if not isinstance(event, QHelpEvent) or event.type() != QEvent.Type.ToolTip:
        return False
    whole = cut_at(event.pos(), lambda p: widget.render(p, QPoint(), QRegion(), QWidget.RenderFlag(0)))
    if whole:
        from PySide6.QtWidgets import QToolTip  # noqa: PLC0415 - each class of Qt costs start-up time

        QToolTip.showText(event.globalPos(), whole, widget)
    return bool(whole)


@contextmanager
def saved(painter: QPainter) -> Iterator[None]:
    """What is set on the painter inside is forgotten after."""
    painter.save()
    try:
        yield
    finally:
        painter.restore()


def picture_of(content: bytes) -> "QImage":
    """A picture out of a file's bytes; null where they are none.

    PNG is named, since Qt in French takes it for TGA: there the error that says otherwise has no words.
    This may go once `QImage.fromData` reads a PNG after `text.use("fr")` and `text.teach_qt`.
    """
    from PySide6.QtGui import QImage  # noqa: PLC0415 - each class of Qt costs start-up time

    return QImage.fromData(content, "PNG" if content.startswith(_PNG) else None)  # type: ignore[arg-type]


def width_of(words: str, role: str) -> float:
    """The room a text takes in a font of the type scale."""
    return QFontMetricsF(theme.font(role)).horizontalAdvance(words)


def draw_text(  # noqa: PLR0913, PLR0917 - a verb of painting: where, what, and how it looks
    painter: QPainter,
    rect: QRectF,
    words: str,
    role: str = "body",
    color: str | QColor = "text",
    align: Qt.AlignmentFlag = LEFT,
) -> float:
    """Paint one line, elided on the right where the box is too narrow; returns the width taken."""
    font: QFont = theme.font(role)
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width() + 0.5)
    if shown != words and _Cut.noted is not None:
        _Cut.noted.append((painter.transform().mapRect(rect), words))
    painter.setFont(font)
    painter.setPen(color if isinstance(color, QColor) else theme.color(color))
    painter.drawText(rect, int(align | Qt.TextFlag.TextSingleLine), shown)
    return metrics.horizontalAdvance(shown)


def lines_of(words: str, role: str, width: float, most: int = 2) -> tuple[str, ...]:
    """The words over as few lines as they need, broken between words; the last of `most` has all the rest."""
    lines: list[str] = []
    rest = words.split(" ")
    while rest and len(lines) < most - 1:
        taken = 1
        while taken < len(rest) and width_of(" ".join(rest[: taken + 1]), role) <= width + 0.5:
            taken += 1
        lines.append(" ".join(rest[:taken]))
        rest = rest[taken:]
    return (*lines, " ".join(rest)) if rest else tuple(lines)


def draw_lines(painter: QPainter, rect: QRectF, words: str, role: str, color: str = "text") -> None:
    """Paint words over two lines; what has no room on the second is elided."""
    half = rect.height() / 2
    for place, line in enumerate(lines_of(words, role, rect.width())):
        box = QRectF(rect.left(), rect.top() + place * half, rect.width(), half)
        draw_text(painter, box, line, role, color)


def draw_box(painter: QPainter, rect: QRectF, ground: QColor, border: QColor | None, radius: float) -> None:
    """A filled box with a hairline inside its edge.

    The first picture is drawn with it alone: for `fillRect` Qt would load gradients, 3 ms.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(ground)
    painter.setPen(Qt.PenStyle.NoPen if border is None else QPen(border, 1))
    inset = 0.0 if border is None else 0.5
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)


def draw_line(painter: QPainter, x: float, y: float, width: float, role: str = "border") -> None:
    """A horizontal hairline, on whole pixels."""
    draw_box(painter, QRectF(x, round(y), width, 1), theme.color(role), None, 0)


def draw_tile(painter: QPainter, rect: QRectF, area: str, role: str = "micro") -> None:
    """The area's code on its colour."""
    look = theme.area(area)
    with saved(painter):
        draw_box(painter, rect, look.fill, None, 4 if rect.height() < 24 else 5)
        font = QFont(theme.font(role))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(look.on)
        painter.drawText(rect, int(CENTER), text.area_name(area, "code"))


def chip_width(words: str) -> float:
    return _CHIP_PAD + _CHIP_ICON + 4 + width_of(words, "micro") + _CHIP_PAD + 2


def draw_chip(painter: QPainter, x: float, middle: float, kind: str, words: str) -> float:
    """A chip whose left edge is at `x`; returns its width."""
    look = theme.chip(kind)
    width, height = chip_width(words), float(theme.size("chip"))
    rect = QRectF(x, round(middle - height / 2), width, height)
    with saved(painter):
        draw_box(painter, rect, look.ground, look.border, height / 2)
        icon = QRectF(x + _CHIP_PAD, rect.top() + 3, _CHIP_ICON, _CHIP_ICON)
        icons.draw(painter, icon, look.icon, look.text)
        draw_text(painter, rect.adjusted(_CHIP_PAD + _CHIP_ICON + 4, 0, 0, 0), words, "micro", look.text)
    return width


def draw_score_bar(painter: QPainter, rect: QRectF, area: str, share: float, tick: float) -> None:
    """The score's share of the whole, with the tick at the pass mark reaching 4 px beyond on both sides.

    No tick where it is 0: nothing is asked for.
    """
    look = theme.area(area)
    draw_bar(painter, rect, look.fill, share)
    if tick:
        x = round(rect.left() + rect.width() * tick)
        mark = QRectF(x - 1, rect.top() - 4, 2, rect.height() + 8)
        draw_box(painter, mark, theme.color("pass-line"), None, 0)


def draw_bar(painter: QPainter, rect: QRectF, fill: QColor, share: float) -> None:
    """A track and the part of it that is filled."""
    with saved(painter):
        draw_box(painter, rect, theme.color("surface-sunken"), theme.color("border"), 1.5)
        done = QRectF(rect)
        done.setWidth(rect.width() * min(max(share, 0.0), 1.0))
        if done.width() >= 1:
            draw_box(painter, done, fill, None, 1.5)


def draw_focus(painter: QPainter, rect: QRectF, radius: float) -> None:
    """The ring of the focus, 2 px, inside `rect`."""
    with saved(painter):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.color("focus"), 2))
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius, radius)


def icon_rect(x: float, middle: float, size: int = 16) -> QRectF:
    """Where an icon stands whose left edge is at `x`, on whole pixels."""
    return QRectF(
        QPointF(round(x), round(middle - size / 2)), QPointF(round(x) + size, round(middle - size / 2) + size)
    )
