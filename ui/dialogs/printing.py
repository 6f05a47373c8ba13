"""Printing the report through the system's own dialog."""

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from readiness.editions import Edition
from readiness.problems import ReadinessError
from ui import text
from ui.session import Session
from ui.text import _
from ui.widgets import paint

_PPI: Final = 220
"""Sharp on paper, and a page takes 20 MB and not 70."""


def ask_print(session: Session, edition: Edition | None, parent: QWidget) -> QPrintDialog:
    """Ask which printer; the pages are made in the worker and then painted one by one."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(_("Partner Readiness"))
    if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat:  # there is no printer
        printer.setOutputFileName(str(Path.home() / f"{printer.docName()}.pdf"))
    dialog = QPrintDialog(printer, parent)
    chosen = edition or Edition(text.language())

    def go() -> None:
        session.ask(
            lambda snapshot: session.workspace.report_pages(snapshot, chosen, _PPI),
            lambda pages: tell(session, printer, is_printed=print_pages(printer, pages)),
        )

    dialog.accepted.connect(go)
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # its own wants a receiver
    return dialog


def tell(session: Session, printer: QPrinter, *, is_printed: bool) -> None:
    """Say where the pages are, unless they are on paper; or that they are nowhere."""
    if not is_printed:
        session.failed.emit(ReadinessError("not-printed"))
    elif printer.outputFileName():
        session.written.emit(Path(printer.outputFileName()))


def print_pages(printer: QPrinter, pages: tuple[bytes, ...]) -> bool:
    """Each picture on a page of its own, as large as the paper allows; only the pages asked for.

    False where the printer, or the file that is written instead, can't be reached.
    """
    first, last = printer.fromPage() or 1, printer.toPage() or len(pages)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    paper = printer.pageRect(QPrinter.Unit.DevicePixel)
    for number, page in enumerate(pages[first - 1 : last]):
        if number:
            printer.newPage()
        _paint(painter, QRectF(0, 0, paper.width(), paper.height()), paint.picture_of(page))
    return painter.end()


def _paint(painter: QPainter, paper: QRectF, image: Any) -> None:
    size = image.size().scaled(paper.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRectF(0, 0, size.width(), size.height()), image)
