"""The program's icon in every size and format, drawn from one SVG; the same bytes each time."""

import io
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from installers.paths import ICON, ICONS, NAME

LINUX: Final = (16, 22, 24, 32, 48, 64, 128, 256, 512)
_WINDOWS: Final = (16, 20, 24, 32, 40, 48, 64, 256)
_MACOS: Final = (16, 32, 64, 128, 256, 512, 1024)


def make(folder: Path) -> None:
    """`SIZE.png` for Linux, one `.ico` for Windows and one `.icns` for macOS."""
    folder.mkdir(parents=True, exist_ok=True)
    for size in LINUX:
        (folder / f"{size}.png").write_bytes(_png(size))
    _together(folder / f"{NAME}.ico", _WINDOWS)
    _together(folder / f"{NAME}.icns", _MACOS)


def _together(path: Path, sizes: Iterable[int]) -> None:
    """Each size is drawn on its own: a small one scaled down from a large one is a blur."""
    *smaller, largest = (Image.open(io.BytesIO(_png(size))) for size in sizes)
    shapes = [image.size for image in (*smaller, largest)]
    largest.save(path, sizes=shapes, append_images=smaller)


def _png(size: int) -> bytes:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(ICON.read_bytes())).render(painter)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload] # a device is taken, whatever the stub says
        raise OSError(f"the icon of {size} pixels could not be written")
    return bytes(content.data())


if __name__ == "__main__":
    make(Path(sys.argv[1]) if sys.argv[1:] else ICONS)
