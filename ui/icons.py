"""Icons: Lucide outlines from resources, drawn in a token's colour at the screen's own ratio."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from resources import FOLDER
from ui import theme

_STROKE = "1.7"  # Lucide's own 2 looks heavy beside the text at 16 px


def draw(painter: QPainter, rect: QRectF, name: str, role: str | QColor = "text") -> None:
    """Paint the icon into `rect` in the colour of a role, or in the colour given."""
    color = role if isinstance(role, QColor) else theme.color(role)
    _renderer(name, color.name()).render(painter, rect)


def pixmap(name: str, role: str = "text", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """The icon alone, `size` logical pixels square."""
    return _pixmap(name, theme.color(role).name(), size, ratio)


@cache
def _pixmap(name: str, color: str, size: int, ratio: float) -> QPixmap:
    """Made once: Qt scales each anew for each screen, and keeps what it scaled."""
    image = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    try:
        draw(painter, QRectF(0, 0, image.width(), image.height()), name, QColor(color))
    finally:
        painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def of_the_app() -> QIcon:
    """The program's own, for windows and the task bar, in the sizes that these ask for."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(pixmap("partner-readiness", size=size))
    return made


def icon(name: str, role: str = "text", size: int = 16, gap: int = 0) -> QIcon:
    """For buttons and menus: sharp at 100 and 200 %, grey when disabled, `gap` pixels free on the right."""
    colors = theme.color(role).name(), theme.color("text-disabled").name()
    return QIcon(_icon(name, colors, size, gap, _screen_ratio()))  # a copy, which may be added to


@cache
def _icon(name: str, colors: tuple[str, str], size: int, gap: int, screen_ratio: float) -> QIcon:
    color, disabled = colors
    made = QIcon()
    for ratio in sorted({1.0, screen_ratio}):
        made.addPixmap(_spaced(_pixmap(name, color, size, ratio), gap), QIcon.Mode.Normal)
        made.addPixmap(_spaced(_pixmap(name, disabled, size, ratio), gap), QIcon.Mode.Disabled)
    return made


def _screen_ratio() -> float:
    """Of the sharpest screen."""
    return max((screen.devicePixelRatio() for screen in QGuiApplication.screens()), default=1.0)


def _spaced(image: QPixmap, gap: int) -> QPixmap:
    """The style sets an icon's word too close to it, so the room is part of the picture."""
    if not gap:
        return image
    ratio = image.devicePixelRatio()
    wide = QPixmap(image.width() + round(gap * ratio), image.height())
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(QRectF(image.rect()), image, QRectF(image.rect()))
    painter.end()
    wide.setDevicePixelRatio(ratio)
    return wide


@cache
def _renderer(name: str, color: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))


@cache
def _source(name: str) -> str:
    source = (FOLDER / "icons" / f"{name}.svg").read_text("utf-8")
    return source.replace('stroke-width="2"', f'stroke-width="{_STROKE}"')
