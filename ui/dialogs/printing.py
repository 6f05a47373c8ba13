"""Printing the report through the system's own dialog."""

from typing import Any, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from readiness.editions import Edition
from ui import text
from ui.session import Session
from ui.text import _

_PPI: Final = 220
"""Sharp on paper, and a page takes 20 MB and not 70."""


def ask_print(session: Session, edition: Edition | None, parent: QWidget) -> QPrintDialog:
    """Ask which printer; the pages are made in the worker and then painted one by one."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(_("Partner Readiness"))
    dialog = QPrintDialog(printer, parent)
    chosen = edition or Edition(text.language())

    def go() -> None:
        session.ask(
            lambda snapshot: session.workspace.report_pages(snapshot, chosen, _PPI),
            lambda pages: print_pages(printer, pages),
        )

    dialog.accepted.connect(go)
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # its own wants a receiver
    return dialog


def print_pages(printer: QPrinter, pages: tuple[bytes, ...]) -> None:
    """Each picture on a page of its own, as large as the paper allows; only the pages asked for."""
    first, last = printer.fromPage() or 1, printer.toPage() or len(pages)
    painter = QPainter()
    if not painter.begin(printer):
        return
    paper = printer.pageRect(QPrinter.Unit.DevicePixel)
    for number, page in enumerate(pages[first - 1 : last]):
        if number:
            printer.newPage()
        _paint(painter, QRectF(0, 0, paper.width(), paper.height()), QImage.fromData(page))
    painter.end()


def _paint(painter: QPainter, paper: QRectF, image: Any) -> None:
    size = image.size().scaled(paper.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRectF(0, 0, size.width(), size.height()), image)
