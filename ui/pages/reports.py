"""Reports: what you see on the day as a file, with its pages shown before it is saved."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from readiness.editions import Edition
from readiness.snapshot import Snapshot
from ui.dialogs.save_file import ask_where
from ui.pages.record_commands import Records
from ui.pages.report_list import FORMATS, Format, kinds_of_file, save_words
from ui.pages.report_options import ReportOptions, paper_name
from ui.pages.report_pages import ReportPages
from ui.pages.report_tools import ReportTools
from ui.pages.sides import Beside
from ui.session import Session
from ui.tables import Column, RowsModel
from ui.text import _, day
from ui.widgets import (
    PageBody,
    PageHead,
    Panel,
    button,
    hairline,
    scrolled,
    select_rows,
    selected_rows,
    table,
)
from ui.widgets.boxes import boxed, column_of, row_of
from ui.widgets.two_lines import TwoLines, TwoLinesDelegate, icon_mark

if TYPE_CHECKING:
    from ui.dialogs.records import RecordsSheet

_WAIT: Final = 200  # ms without another snapshot before the pages are drawn again
_LIST: Final = 260
_CONTENTS: Final = 268
"""Widths of the two panels that stand left of the pages."""


class ReportsPage(QWidget):
    """Chooses a report, for whom and of what, shows what it will hold, and saves it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked: object = None
        self.head = PageHead(_("Reports"))
        self.model: RowsModel[Format] = RowsModel((_column(),), self)
        self.model.set_rows(FORMATS)
        self.list = table(self.model, name=_("Reports"), key="reports")
        self.options = ReportOptions(session.workspace.tables)
        self.records = button(_("Records…"), "pencil", on_click=self.show_records)
        self.save = button("", "save", "primary", self.ask_where)
        self.pages = ReportPages()
        self.preview = Panel(_("Preview"))
        self.tools = ReportTools(self.pages, self.preview)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT)
        self._timer.timeout.connect(self._ask_pages)
        self._arrange()
        select_rows(self.list, lambda row: row.id == "pdf")  # before anybody listens: nothing is drawn unseen
        self._listen()

    @property
    def format(self) -> Format:
        rows: list[Format] = selected_rows(self.list)
        return rows[0] if rows else FORMATS[0]

    @property
    def edition(self) -> Edition:
        """The report as it is shown, for printing."""
        return self.options.edition(self.format)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self.head.set_note(_("Made from what you see on {day}", day=day(snapshot.on)))
        self._refresh()

    def ask_where(self) -> None:
        chosen = self.format
        stem = f"readiness-{chosen.pack}" if chosen.pack else "readiness"
        proposal = f"{stem}-{self._session.on.isoformat()}.{chosen.ending}"
        ask_where(self, chosen.title(), proposal, kinds_of_file(chosen.ending), self.save_as)

    def save_as(self, path: Path) -> None:
        """Write the chosen report; the page says so when it is there."""
        self._session.export(path, self._session.written.emit, self.options.edition(self.format))

    def show_records(self) -> None:
        """The records that the chosen pack is made of, or the logo."""
        workspace = self._session.workspace

        def done(names: dict[str, str]) -> None:
            self.records_sheet(names).open()

        self._session.ask(
            lambda snapshot: {one.id: one.name for one in workspace.specializations(snapshot)}, done
        )

    def records_sheet(self, names: dict[str, str]) -> "RecordsSheet":
        """The sheet of records, filled; `names` are the specializations of the day."""
        from ui.dialogs.records import RecordsSheet  # noqa: PLC0415 - when asked for

        session, chosen = self._session, self.format
        title = chosen.title() if chosen.kinds else _("Logo")
        sheet = RecordsSheet(title, chosen.kinds, session.snapshot, names, self.window())

        def show(snapshot: Snapshot) -> None:
            sheet.show_facts(snapshot.facts)

        sheet.submitted.connect(session.write)
        records = Records(session, sheet, lambda row: row.thing)
        sheet.history_asked.connect(lambda row: records.show_history(row))  # noqa: PLW0108 - keeps `records`
        session.snapshot_changed.connect(show)
        sheet.finished.connect(lambda _result: session.snapshot_changed.disconnect(show))
        return sheet

    def _refresh(self) -> None:
        """Show what the chosen format holds; its pages follow when the worker has drawn them."""
        chosen = self.format
        self._asked = None
        self.save.setText(save_words(chosen.ending))
        self.options.show_format(chosen)
        self.records.setVisible(bool(chosen.kinds) or chosen.id in {"pdf", "summary"})
        self.records.setText(_("Records…") if chosen.kinds else _("Logo…"))
        if chosen.is_printed:
            if self.pages.pages:
                self._timer.start()
            else:
                self.pages.say(_("The pages are being drawn."))
                self._ask_pages()
        else:
            self._timer.stop()
            for_customer = self.options.edition(chosen).for_customer
            self.pages.say(
                _("Designations, badges and specializations with their dates.")
                if for_customer
                else chosen.about()
            )

    def _ask_pages(self) -> None:
        asked = self._asked = object()
        edition = self.edition
        workspace = self._session.workspace

        def done(pages: tuple[bytes, ...]) -> None:
            if asked is self._asked:
                self.pages.show_pages(pages)
                self.tools.set_paper(paper_name(edition.paper))

        self._session.ask(lambda snapshot: workspace.report_pages(snapshot, edition), done)

    def _arrange(self) -> None:
        left = Panel(_("Report"))
        self.list.setItemDelegate(TwoLinesDelegate(self.list, height=42))
        self.list.verticalHeader().setDefaultSectionSize(42)
        self.list.horizontalHeader().hide()
        self.list.setSelectionMode(self.list.SelectionMode.SingleSelection)
        self.list.setMinimumHeight(126)
        left.body.addWidget(self.list, 1)
        side = Panel(_("Contents"))
        side.body.addWidget(scrolled(self.options), 1)
        side.body.addWidget(hairline())
        side.body.addLayout(column_of(self.records, self.save, gap=8, edges=(14, 12, 14, 12)))
        self.preview.body.addWidget(self.pages)
        choices = boxed(row_of((left, _LIST), (side, _CONTENTS), gap=16))
        both = Beside(choices, self.preview, lambda width: width - _LIST - _CONTENTS - 32)
        self.setLayout(column_of(PageBody(self.head, (both, 1))))

    def _listen(self) -> None:
        self.list.selectionModel().selectionChanged.connect(lambda _new, _old: self._refresh())
        self.list.activated.connect(lambda _index: self.ask_where())
        self.options.changed.connect(self._refresh)


def _column() -> Column[Format]:
    return Column(
        lambda: _("Reports"),
        lambda row: f"{row.title()}, {row.second()}",
        decoration=lambda row: TwoLines(row.title(), row.second(), icon_mark(row.icon, "text")),
    )
