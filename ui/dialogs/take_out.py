"""Taking data out again: a month of a table, or one import; each says first what goes."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from readiness.facts.taken_back import TakenBack
from readiness.intake import Import, Intake
from ui import text
from ui.dialogs.backups import moment_words
from ui.dialogs.exports import table_words
from ui.text import _, ngettext
from ui.widgets import Sheet, label, paragraph
from ui.widgets.combo import ComboBox


class MonthSheet(Sheet):
    """Which month of a table goes, and how much that is."""

    submitted = Signal(int)  # a month

    def __init__(self, intake: Intake, parent: QWidget | None = None) -> None:
        super().__init__(_("Remove a month"), table_words(intake.table), parent)
        self._intake = intake
        self._months = sorted(intake.months, reverse=True)
        self.body.addWidget(label(_("Month"), "small"))
        self.month = ComboBox()
        self.month.setAccessibleName(_("Month"))
        for month in self._months:
            self.month.addItem(text.month(month), month)
        self.body.addWidget(self.month)
        self.words = paragraph()
        self.body.addWidget(self.words)
        self.body.addStretch(1)
        self.set_promise(_("One step, which undo takes back."))
        self.month.currentIndexChanged.connect(lambda _index: self._tell())
        self.primary(_("Remove this month")).clicked.connect(self._on_agreed)
        self._tell()
        self.resize(520, 0)

    def _tell(self) -> None:
        count = self._intake.months[self._months[self.month.currentIndex()]]
        self.words.setText(ngettext("{n} record goes.", "{n} records go.", count))

    def _on_agreed(self) -> None:
        month = self._months[self.month.currentIndex()]
        self.accept()
        self.submitted.emit(month)


class ImportRemovalSheet(Sheet):
    """What goes with one import, and what stays."""

    submitted = Signal()

    def __init__(self, one: Import, back: TakenBack, gone: Mapping[str, int], parent: QWidget | None) -> None:
        super().__init__(_("Remove an import"), one.source, parent)
        if one.at is not None:
            self.body.addWidget(paragraph(_("Imported {moment}", moment=moment_words(one.at)), "muted"))
        for words in _lines(back, gone):
            self.body.addWidget(paragraph(words))
        self.body.addStretch(1)
        self.set_promise(_("One step, which undo takes back."))
        agree = self.primary(_("Remove this import"))
        agree.setEnabled(bool(back.changes))
        agree.clicked.connect(self._on_agreed)
        self.resize(520, 0)

    def _on_agreed(self) -> None:
        self.accept()
        self.submitted.emit()


def _lines(back: TakenBack, gone: Mapping[str, int]) -> Sequence[str]:
    lines = [
        _("{table}: {count}", table=table_words(table), count=text.number(count))
        for table, count in gone.items()
    ]
    if lines:
        lines.insert(0, _("This goes, or becomes again what it was before:"))
    elif not back.changes:
        lines.append(_("Nothing of it is left to remove."))
    if back.kept:
        lines.append(
            ngettext(
                "{n} record was changed since or is needed by later data, and stays.",
                "{n} records were changed since or are needed by later data, and stay.",
                back.kept,
            )
        )
    return lines
