"""Reports: what you see on the day as a file, with its pages shown before it is saved."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from readiness.editions import PAPERS, Edition
from readiness.snapshot import Snapshot
from readiness.words import LANGUAGES
from ui import text
from ui.dialogs.save_file import ask_where
from ui.pages.report_pages import ReportPages
from ui.session import Session
from ui.tables import Column, RowsModel
from ui.text import _, day, name, ngettext
from ui.widgets import (
    Field,
    PageHead,
    Panel,
    button,
    hairline,
    page_margins,
    select_rows,
    selected_rows,
    table,
)
from ui.widgets.combo import ComboBox
from ui.widgets.two_lines import TwoLines, TwoLinesDelegate, icon_mark

_LANGUAGE_NAMES: Final = {"en": "English", "fr": "Français"}  # each in its own language
_WAIT: Final = 200  # ms without another snapshot before the pages are drawn again


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file; `id` is its ending."""

    id: str
    title: Callable[[], str]
    second: Callable[[], str]
    kinds: Callable[[], str]
    save: Callable[[], str]
    about: Callable[[], str]
    icon: str


FORMATS: Final = (
    Format(
        "pdf",
        lambda: _("Readiness summary"),
        lambda: _("PDF: scores, gaps, dates"),
        lambda: _("PDF (*.pdf)"),
        lambda: _("Save PDF…"),
        lambda: "",
        "file-text",
    ),
    Format(
        "xlsx",
        lambda: _("Workbook"),
        lambda: _("XLSX: every table on a sheet"),
        lambda: _("Workbook (*.xlsx)"),
        lambda: _("Save workbook…"),
        lambda: _("A workbook with the scores, what each point rests on, people, customers and the agenda."),
        "table",
    ),
    Format(
        "csv",
        lambda: _("One table"),
        lambda: _("CSV: for other programs"),
        lambda: _("Table (*.csv)"),
        lambda: _("Save table…"),
        lambda: _("One table as plain text, for programs that read no workbook."),
        "file-spreadsheet",
    ),
    Format(
        "ics",
        lambda: _("Calendar"),
        lambda: _("ICS: workshops and deadlines"),
        lambda: _("Calendar (*.ics)"),
        lambda: _("Save calendar…"),
        lambda: _(
            "The agenda for Outlook and other calendars. Saved again, it updates what it brought before."
        ),
        "calendar-days",
    ),
    Format(
        "json",
        lambda: _("Partner document"),
        lambda: _("JSON: everything, to take along"),
        lambda: _("Partner document (*.json)"),
        lambda: _("Save document…"),
        lambda: _("Everything recorded in this file. Imported into an empty file it gives the same again."),
        "braces",
    ),
)


class ReportsPage(QWidget):
    """Chooses a format, shows what it will hold, and saves it."""

    message = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked: object = None
        self.head = PageHead(_("Reports"))
        self.model: RowsModel[Format] = RowsModel((_column(),), self)
        self.model.set_rows(FORMATS)
        self.list = table(self.model, name=_("Formats"))
        self.language = _combo([(code, _LANGUAGE_NAMES[code]) for code in LANGUAGES], text.language())
        self.paper = _combo([(paper, _paper(paper)) for paper in PAPERS], PAPERS[0])
        self.table = _combo([(t, name("table", t)) for t in session.workspace.tables], "")
        self.save = button("", "save", "primary", self.ask_where)
        self.pages = ReportPages()
        self.preview = Panel(_("Preview"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT)
        self._timer.timeout.connect(self._ask_pages)
        self._arrange()
        self._listen()
        select_rows(self.list, lambda row: row.id == "pdf")

    @property
    def format(self) -> Format:
        rows: list[Format] = selected_rows(self.list)
        return rows[0] if rows else FORMATS[0]

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self.head.set_note(_("Made from what you see on {day}", day=day(snapshot.on)))
        self._refresh()

    def ask_where(self) -> None:
        chosen = self.format
        proposal = f"readiness-{self._session.on.isoformat()}.{chosen.id}"
        ask_where(self, chosen.title(), proposal, chosen.kinds(), self.save_as)

    def save_as(self, path: Path) -> None:
        """Write the chosen report; the page says so when it is there."""
        self._session.export(
            path,
            self._on_saved,
            Edition(
                self.language.currentData(),
                paper=self.paper.currentData(),
                table=self.table.currentData() if self.format.id == "csv" else "",
            ),
        )

    def _on_saved(self, path: Path) -> None:
        self.message.emit(_("Saved as {name}.", name=path.name))

    def _refresh(self) -> None:
        """Show what the chosen format holds; its pages follow when the worker has drawn them."""
        chosen = self.format
        self._asked = None
        self.save.setText(chosen.save())
        self._paper_field.setVisible(chosen.id == "pdf")
        self._table_field.setVisible(chosen.id == "csv")
        self._language_field.setVisible(chosen.id != "json")
        self.preview.set_note("")
        if chosen.id == "pdf":
            if self.pages.pages:
                self._timer.start()
            else:
                self.pages.say(_("The pages are being drawn."))
                self._ask_pages()
        else:
            self._timer.stop()
            self.pages.say(chosen.about())

    def _ask_pages(self) -> None:
        asked = self._asked = object()
        edition = Edition(self.language.currentData(), paper=self.paper.currentData())
        workspace = self._session.workspace

        def done(pages: tuple[bytes, ...]) -> None:
            if asked is self._asked:
                self.pages.show_pages(pages)
                count = ngettext("{n} page", "{n} pages", len(pages))
                self.preview.set_note(f"{count}, {_paper(edition.paper)}")

        self._session.ask(lambda snapshot: workspace.report_pages(snapshot, edition), done)

    def _arrange(self) -> None:
        side = Panel(_("Format"))
        side.setFixedWidth(300)
        self.list.setItemDelegate(TwoLinesDelegate(self.list, height=42))
        self.list.verticalHeader().setDefaultSectionSize(42)
        self.list.horizontalHeader().hide()
        self.list.setSelectionMode(self.list.SelectionMode.SingleSelection)
        self.list.setMinimumHeight(126)
        side.body.addWidget(self.list, 1)
        side.body.addWidget(hairline())
        fields = QHBoxLayout()
        fields.setContentsMargins(14, 10, 14, 12)
        fields.setSpacing(12)
        self._language_field = Field(_("Language"), self.language)
        self._paper_field = Field(_("Paper"), self.paper)
        self._table_field = Field(_("Table"), self.table)
        for field in (self._language_field, self._paper_field, self._table_field):
            fields.addWidget(field, 1)
        side.body.addLayout(fields)
        side.body.addWidget(hairline())
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 12, 14, 12)
        foot.addStretch(1)
        foot.addWidget(self.save)
        side.body.addLayout(foot)
        self.preview.body.addWidget(self.pages)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(side)
        row.addWidget(self.preview, 1)
        self._whole = QVBoxLayout(self)
        self._whole.setSpacing(12)
        self._whole.addWidget(self.head)
        self._whole.addLayout(row, 1)

    def _listen(self) -> None:
        self.list.selectionModel().selectionChanged.connect(lambda _new, _old: self._refresh())
        self.list.activated.connect(lambda _index: self.ask_where())
        self.language.currentIndexChanged.connect(lambda _index: self._refresh())
        self.paper.currentIndexChanged.connect(lambda _index: self._refresh())

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._whole.setContentsMargins(*page_margins(self))


def _column() -> Column[Format]:
    return Column(
        lambda: _("Formats"),
        lambda row: f"{row.title()}, {row.second()}",
        decoration=lambda row: TwoLines(row.title(), row.second(), icon_mark(row.icon, "text")),
    )


def _paper(paper: str) -> str:
    return {"a4": _("A4"), "letter": _("US Letter")}[paper]


def _combo(options: list[tuple[str, str]], value: str) -> ComboBox:
    made = ComboBox()
    for key, words in options:
        made.addItem(words, key)
    made.setCurrentIndex(max(made.findData(value), 0))
    return made
