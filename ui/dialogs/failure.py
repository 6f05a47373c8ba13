"""When something went wrong: a foreseen failure in one sentence, a bug with a report to copy."""

from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.text import _
from ui.widgets import Sheet, button, icon_label, paragraph
from ui.widgets.boxes import row_of

_MOST: Final = 50_000
"""Characters of reports in one sheet; the log has them all."""


class FailureSheet(Sheet):
    """What happened and what to do; there is nothing to decide."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(_("That did not work"), "", parent)
        self.words = paragraph(words)
        self.body.addLayout(row_of(icon_label("triangle-alert", "warning", 20), (self.words, 1), gap=12))
        self.body.addStretch(1)
        self.only_close()
        self.resize(460, 0)


class BugSheet(Sheet):
    """Says that the app goes on and the file is safe; the report holds no records and no names."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Something unexpected happened"), "", parent)
        self.body.addWidget(
            paragraph(
                _(
                    "Your file is safe: every change is saved when you make it. You can go on working. "
                    "The report below says where it happened; it holds no names and no data."
                )
            )
        )
        self._details = QPlainTextEdit(report)
        self._details.setReadOnly(True)
        self._details.setAccessibleName(_("Report"))
        self.body.addWidget(self._details, 1)
        self.only_close(button(_("Copy details"), "copy", on_click=self.copy))
        self.resize(600, 380)

    def add(self, report: str) -> None:
        """Something else went wrong meanwhile; the same thing is told once, and a flood not to its end."""
        told = self._details.toPlainText()
        if report.strip() not in told and len(told) < _MOST:
            self._details.appendPlainText(report)

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())
