"""The people of a list as a matrix: which certifications it shows, and how many people count with each."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import QWidget

from readiness.facts import AREAS, Area, CertificationId
from readiness.outlook.counted import people_counted
from readiness.snapshot import Snapshot
from ui import text
from ui.background import Job
from ui.pages.listing import Listing
from ui.pages.matrix import Matrix
from ui.pages.matrix_cells import CertificationColumn, columns_of, held_in
from ui.pages.people_rows import PersonRow
from ui.pages.side_questions import AboutAll
from ui.session import Session
from ui.text import _
from ui.widgets import copy_rows, label, tool_button
from ui.widgets.boxes import REST, column_of, row_of
from ui.widgets.combo import ComboBox

_COUNTED, _HELD, _ALL = "counted", "held", "all"
_ANY: Final = ""


class MatrixView(QWidget):
    """Shows the rows that the list shows, whatever is searched for and filtered there."""

    def __init__(self, session: Session, listing: Listing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._listing = session, listing
        self._held: frozenset[CertificationId] = frozenset()
        self._counted: Mapping[CertificationId, tuple[Area, ...]] = {}
        self._snapshot: Snapshot | None = None
        self._question = AboutAll(session)
        self.matrix = Matrix(session.workspace.rulebook.catalogue)
        self.areas = ComboBox()
        self.which = ComboBox()
        self._note = label("", "small")
        self._arrange()
        self._listen()

    @property
    def columns(self) -> tuple[CertificationColumn, ...]:
        """The certifications side by side."""
        return self.matrix.columns

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """The list has its rows already."""
        self._snapshot = snapshot
        self._held = held_in(snapshot.facts)
        self._counted = self._session.workspace.rulebook.on(snapshot.on).areas_of_certifications()
        self._show_columns()
        self._ask_counts()

    def _arrange(self) -> None:
        self.areas.setAccessibleName(_("Area"))
        self.areas.addItem(_("All areas"), _ANY)
        for area in AREAS:
            self.areas.addItem(text.area_name(area), area)
        self.which.setAccessibleName(_("Certifications"))
        for words, key in (
            (_("Held and counted"), _COUNTED),
            (_("All held or planned"), _HELD),
            (_("All that count"), _ALL),
        ):
            self.which.addItem(words, key)
        for combo in (self.areas, self.which):
            combo.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        copy = tool_button("copy", _("Copy as text"), lambda: copy_rows(self.matrix.view))
        top = row_of(self.areas, self.which, self._note, REST, copy, gap=12)
        self.setLayout(column_of(top, (self.matrix, 1), gap=12))

    def _listen(self) -> None:
        self.areas.currentIndexChanged.connect(lambda _place: self._show_columns())
        self.which.currentIndexChanged.connect(lambda _place: self._show_columns())
        self._listing.model.modelReset.connect(self._show_rows)
        self._listing.current_changed.connect(lambda row: self.matrix.select(row.id) if row else None)
        self._listing.serve(self.matrix.view)
        self.matrix.current_changed.connect(self._on_current)

    def _show_columns(self) -> None:
        if self._snapshot is None:
            return
        columns = columns_of(self._wanted(), self._counted, self._snapshot.catalogue)
        every = len(self._held | self._counted.keys())
        said = _("{shown} of {every} certifications", shown=len(columns), every=every)
        self._note.setText(said)
        if self.matrix.show_columns(columns, self._snapshot.on):
            self._show_rows()

    def _wanted(self) -> frozenset[CertificationId]:
        which, area = self.which.currentData(), self.areas.currentData()
        counted = frozenset(self._counted)
        some = {_COUNTED: self._held & counted, _HELD: self._held, _ALL: counted}[which]
        if area == _ANY:
            return some
        return frozenset(one for one in some if area in self._counted.get(one, ()))

    def _on_current(self, row: PersonRow) -> None:
        current = self._listing.current
        if current is None or current.id != row.id:
            self._listing.select(row.id)

    def _show_rows(self) -> None:
        current = self._listing.current
        self.matrix.set_rows(self._listing.model.rows, None if current is None else current.id)

    def _ask_counts(self) -> None:
        if self._snapshot is None:
            return
        rulebook, wanted = self._session.workspace.rulebook, self._held | self._counted.keys()

        def question(asked: Snapshot, _job: Job) -> Mapping[CertificationId, int]:
            return people_counted(asked.facts, rulebook, wanted, asked.on)

        self._question.ask(self._snapshot, question, self._on_counts)

    def _on_counts(self, counts: Mapping[CertificationId, int]) -> None:
        self.matrix.show_counts(counts)
