"""The panel about one specialization: what it asks, what was found, and what can be recorded."""

from datetime import date
from typing import Final

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from readiness.assess.finding import Finding
from readiness.snapshot import Snapshot
from ui import text
from ui.findings import FindingsModel
from ui.pages.detail_rows import DetailRows
from ui.pages.evidence import evidence_of
from ui.pages.requirement_delegate import RequirementDelegate
from ui.pages.specialization_rows import (
    Row,
    areas_text,
    can_be_entered,
    missing_text,
    requirement_columns,
)
from ui.text import _
from ui.widgets import Panel, button, hairline, paragraph, tree
from ui.widgets.boxes import REST, boxed, column_of, row_of

_NAMED: Final = 8
_LOW: Final = 340
"""Below this height there is no room for the details."""


class SpecializationPanel(Panel):
    """Shows the specialization that is selected in the list."""

    held_asked = Signal(object)  # the row
    figure_asked = Signal(object, object)  # the row, and the requirement's finding

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._row: Row | None = None
        self._chosen: Finding | None = None
        self._snapshot: Snapshot | None = None
        self.details = DetailRows()
        self.model = FindingsModel(requirement_columns())
        self.tree = tree(self.model, stretch=0, name=_("What it asks"))
        self.asks = paragraph("", "strong")
        self.found = paragraph()
        self.records = paragraph("", "small")
        self.figure = button(
            _("Enter what it shows…"), "pencil",
            on_click=lambda: self.figure_asked.emit(self._row, self._chosen), small=True,
        )  # fmt: skip
        self.held = button(
            _("Record as held…"), "award", on_click=lambda: self.held_asked.emit(self._row), small=True
        )
        self.tree.setItemDelegate(RequirementDelegate(self.tree))
        self.tree.setUniformRowHeights(False)
        self.tree.setColumnHidden(1, True)  # noqa: FBT003 - Qt's signature
        self.tree.header().hide()
        self._arrange()
        self.tree.selectionModel().currentChanged.connect(self._on_node)
        self.show_row(None)

    def set_snapshot(self, snapshot: Snapshot) -> None:
        """What records are looked up in; `show_row` follows."""
        self._snapshot = snapshot

    def show_row(self, row: Row | None) -> None:
        is_same = row is not None and self._row is not None and row.id == self._row.id
        path = self.model.path_of(self.tree.currentIndex()) if is_same else ()
        self._row = row
        self.setEnabled(row is not None)
        self.set_title(row.name if row else _("Nothing selected"))
        self.set_note(missing_text(row) if row else "")
        self._show_details()
        for part in (self.tree, self._foot):
            part.setVisible(row is not None)
        if row is None:
            return
        self.held.setText(_("Edit what is held…") if row.held else _("Record as held…"))
        self.model.set_finding(row.finding)
        self.tree.setRootIndex(self.model.index(0, 0))
        self.tree.collapseAll()
        index = self.model.index_of(path or (0,))
        self.tree.setCurrentIndex(index if index.isValid() else self.model.index_of((0,)))

    def _show_details(self) -> None:
        """Where there is little room, what is asked goes before what is known anyway."""
        has_room = self._row is not None and self.height() >= _LOW
        self.details.show_rows(_details(self._row) if self._row is not None and has_room else ())

    def _on_node(self, current: QModelIndex, _before: QModelIndex) -> None:
        self._chosen = self.model.finding_at(current) if current.isValid() else None
        finding, row = self._chosen, self._row
        self.asks.setText(text.say(finding.asks) if finding else "")
        self.found.setText(text.say(finding.found) if finding else "")
        names = _names(finding, self._snapshot) if finding and self._snapshot else ""
        self.records.setText(names)
        self.records.setVisible(bool(names))
        self.figure.setEnabled(finding is not None and row is not None and can_be_entered(row, finding))

    def _arrange(self) -> None:
        self.body.addWidget(self.details)
        self.body.addWidget(hairline())
        self.body.addWidget(self.tree, 1)
        said = column_of(self.asks, self.found, self.records, gap=2, edges=(14, 10, 14, 0))
        row = row_of(self.figure, self.held, REST, gap=8, edges=(14, 10, 14, 10))
        self._foot = boxed(column_of(hairline(), said, row, gap=0))
        self.body.addWidget(self._foot)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_details()
        self.tree.scheduleDelayedItemsLayout()  # rows are as high as their words at this width


def _names(finding: Finding, snapshot: Snapshot) -> str:
    """The records that it rests on, the first ones of many."""
    names = list(dict.fromkeys(record.name for record in evidence_of(finding.evidence, snapshot)))
    if len(names) > _NAMED:
        names = [*names[:_NAMED], text.ngettext("{n} more", "{n} more", len(names) - _NAMED)]
    return ", ".join(names)


def _details(row: Row) -> tuple[tuple[str, str], ...]:
    one, version = row.specialization, row.version
    former = [title.name for title in one.titles if title.name != row.name and title.since < _since(row)]
    given = (
        (_("Designation"), areas_text(row) if row.areas else ""),
        (_("Held"), _held(row)),
        (_("Renewal"), _renewal(row)),
        (_("Former names"), ", ".join(former)),
        (_("Merged into it"), ", ".join(other.name_on(other.since) for other in row.became)),
        (_("Closed since"), text.day(one.closes) if one.closes and row.state == "closed" else ""),
        (_("Last day"), text.day(one.until) if one.until else ""),
        (_("Rules since"), _rules(row)),
        (_("Source"), version.dated.source.title if version else ""),
    )
    return tuple((title, said) for title, said in given if said)


def _rules(row: Row) -> str:
    if row.version is None:
        return ""
    dated = row.version.dated
    return _("{day}, {certainty}", day=dated.since, certainty=text.name("certainty", dated.certainty).lower())


def _since(row: Row) -> date:
    return max(title.since for title in row.specialization.titles if title.name == row.name)


def _held(row: Row) -> str:
    return _("Since {day}", day=row.held.attained_on) if row.held else ""


def _renewal(row: Row) -> str:
    renewal = row.renewal
    if renewal is None:
        return ""
    kind = row.version.validation if row.version else None
    if renewal.validation_due and kind in ("audit", "references"):
        return _(
            "{opens} to {ends}, with {validation}",
            opens=renewal.opens_on,
            ends=renewal.ends_on,
            validation=text.name("validation", kind),
        )
    return _("{opens} to {ends}", opens=renewal.opens_on, ends=renewal.ends_on)
