"""The imports that stand: when, from which file, what they touched; each can be taken out again."""

from collections import Counter
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from readiness.facts.taken_back import TakenBack
from readiness.intake import Import, table_of
from readiness.problems import Message
from readiness.snapshot import Snapshot
from ui import text
from ui.dialogs.backups import moment_words
from ui.dialogs.exports import table_words
from ui.dialogs.take_out import ImportRemovalSheet
from ui.pages.listing import Listing, ListSpec
from ui.session import Session
from ui.tables import Column
from ui.text import _
from ui.widgets import EmptyState, button
from ui.widgets.boxes import column_of


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import; `id` is the number of its step."""

    id: int
    found: Import


class ImportsSection(QWidget):
    """The newest import first."""

    import_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._asked: object = None
        self.listing = Listing(self._spec())
        self.setLayout(column_of(self.listing.bar, (self.listing, 1), gap=12))
        self.listing.remove_asked.connect(lambda rows: self.ask_removal(rows[0]))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        if self._asked is not snapshot.facts:
            self._asked = snapshot.facts
            self._session.tend(lambda keeping: keeping.imports(), self._show)

    def ask_removal(self, row: ImportRow) -> None:
        """Say what goes with an import, and take it out where the user agrees."""
        facts = self._session.snapshot.facts
        self._session.tend(lambda keeping: keeping.without(facts, row.id), partial(self._on_known, row.found))

    def _on_known(self, one: Import, back: TakenBack) -> None:
        gone = Counter(table for change in back.changes if (table := table_of(change)))
        sheet = ImportRemovalSheet(one, back, gone, self)
        title = Message("undo.import-removed", {"source": one.source})
        sheet.submitted.connect(lambda: self._session.write(title, back.changes))
        sheet.open()

    def _show(self, found: tuple[Import, ...]) -> None:
        self.listing.set_rows(tuple(ImportRow(one.number, one) for one in found))

    def _spec(self) -> ListSpec:
        return ListSpec(
            name=_("Imports"),
            key="imports",
            columns=import_columns(),
            search=_("Filter imports"),
            empty=EmptyState(
                "import",
                _("No import in the history"),
                _("Imports stand here as far back as undo reaches, and each can be taken out again."),
                (button(_("Import…"), "import", "primary", self.import_asked.emit),),
            ),
            remove=lambda _n: _("Remove this import…"),
        )


def import_columns() -> tuple[Column[ImportRow], ...]:
    return (
        Column(lambda: _("File"), lambda r: r.found.source),
        Column(lambda: _("Imported"), lambda r: r.found.at, lambda at: moment_words(at) if at else ""),
        Column(lambda: _("Records"), lambda r: sum(r.found.tables.values()), text.number, is_number=True),
        Column(lambda: _("Tables"), lambda r: text.words().listed(map(table_words, r.found.tables))),
    )
