"""What has come in: every table by month, how new it is, and what to download next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from readiness.facts import Month, month_of
from readiness.intake import Import, Intake, intake, month_removed
from readiness.problems import Message
from readiness.snapshot import Snapshot
from ui import text
from ui.dialogs.exports import table_words, where
from ui.dialogs.take_out import MonthSheet
from ui.pages.listing import Listing, ListSpec
from ui.pages.people_rows import DASH
from ui.session import Session
from ui.tables import Column, IconMark
from ui.text import _, ngettext
from ui.widgets import Elided, EmptyState, Panel, icon_label, label, scrolled
from ui.widgets.boxes import column_of

_TABLES: Final = 442
"""Of the window: all that stands around the tables, some of them, and the head of the checklist."""
_LEAST_LINES: Final = 64
_LINE, _BETWEEN, _MARGIN = 18, 6, 10
MONTHS = 13
"""So many stand beside each other, the newest last; the oldest go where there is no room."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One table on the day."""

    id: str
    intake: Intake
    on: date

    @property
    def name(self) -> str:
        return table_words(self.id)


class SourcesSection(QWidget):
    """The tables, and below them the checklist."""

    opened = Signal(str)  # the table whose records are to be seen
    message = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._asked: object = None
        self._last = Month(0)
        self.listing = Listing(self._spec())
        self.checklist = Checklist()
        self.setLayout(column_of(self.listing.bar, (self.listing, 3), self.checklist, gap=12))
        self.listing.open_asked.connect(lambda row: self.opened.emit(row.id))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        asked = (id(snapshot.facts), snapshot.on)
        if asked == self._asked:
            return
        self._asked = asked
        self._last = month_of(snapshot.on)

        def show(imports: tuple[Import, ...]) -> None:
            self._session.wonder(
                lambda now, _job: intake(now.facts, now.on, now.partner_center_month, imports), self._show
            )

        self._session.tend(lambda keeping: keeping.imports(), show)

    def _show(self, found: tuple[Intake, ...]) -> None:
        on = self._session.snapshot.on
        self.listing.set_rows(tuple(SourceRow(one.table, one, on) for one in found))
        self.checklist.show_intake(found, on)

    def remove_month(self, row: SourceRow) -> None:
        """Ask which month goes; it goes in one step."""
        if not row.intake.months:
            self.message.emit(_("{table} has no months.", table=row.name))
            return
        sheet = MonthSheet(row.intake, self)
        sheet.submitted.connect(lambda month: self._remove(row.id, Month(month)))
        sheet.open()

    def _remove(self, table: str, month: Month) -> None:
        title = Message("undo.month-removed", {"table": Message(f"intake.{table}"), "month": int(month)})
        self._session.ask(
            lambda snapshot: month_removed(snapshot.facts, table, month),
            lambda changes: self._session.write(title, changes),
        )

    def _spec(self) -> ListSpec:
        return ListSpec(
            name=_("What has come in"),
            key="sources",
            columns=self._columns(),
            search=_("Filter tables"),
            empty=EmptyState("database", _("Looking at the data…"), ""),
            opens=_("Show the records"),
            drops=range(4, MONTHS + 3),
            more=((_("Remove a month…"), "trash-2", self.remove_month),),
        )

    def _columns(self) -> tuple[Column[SourceRow], ...]:
        months = (self._month(MONTHS - 1 - place) for place in range(MONTHS))
        return (
            Column(lambda: _("Table"), lambda r: r.name),
            Column(lambda: _("Newest"), lambda r: r.intake.newest, _month_or_dash),
            Column(
                lambda: _("State"),
                lambda r: _state_words(r.intake, r.on),
                decoration=lambda r: _mark(r.intake.state),
            ),
            Column(lambda: _("Records"), lambda r: r.intake.records, text.number, is_number=True),
            *months,
        )

    def _month(self, back: int) -> Column[SourceRow]:
        """How many records of the month so many before the day's."""
        value: Callable[[SourceRow], int | None] = lambda r: r.intake.months.get(Month(self._last - back))  # noqa: E731 - as any value of a column
        return Column(
            lambda: text.short_month(self._last - back),
            value,
            lambda n: DASH if n is None else text.number(n),
            is_number=True,
            tone=lambda r: "danger" if Month(self._last - back) in r.intake.missing else "",
            tooltip=lambda r: (
                _("This month is not in yet.") if Month(self._last - back) in r.intake.missing else ""
            ),
        )


class Checklist(Panel):
    """What to download next and where Partner Center has it; what is missing stands first."""

    def __init__(self) -> None:
        super().__init__(_("To download next"))
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(14, _MARGIN, 14, _MARGIN)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(_BETWEEN)
        self._grid.setColumnStretch(2, 1)
        self._scroll = scrolled(inside)
        self._scroll.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._scroll.setAccessibleName(_("To download next"))
        self._scroll.verticalScrollBar().rangeChanged.connect(self._on_range)
        self.body.addWidget(self._scroll)
        self.lines: tuple[tuple[str, str, str], ...] = ()

    def show_intake(self, found: tuple[Intake, ...], on: date) -> None:
        """One line for each table that is due, or that was never here and that a score rests on."""
        while (old := self._grid.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        due = [one for one in found if one.state in {"due", "unknown"}]
        never = [one for one in found if one.state == "none" and one.table in _NEEDED]
        self.lines = tuple(
            (table_words(one.table), _state_words(one, on), where(one.table)) for one in (*due, *never)
        )
        for row, (one, (name, state, place)) in enumerate(zip((*due, *never), self.lines, strict=True)):
            mark = _mark(one.state)
            self._grid.addWidget(icon_label(mark.name, mark.role), row, 0)
            self._grid.addWidget(label(name, "strong"), row, 1)
            self._grid.addWidget(Elided(_("{state}. {where}", state=state, where=place), "muted"), row, 2)
        if not self.lines:
            self._grid.addWidget(icon_label("circle-check", "success"), 0, 0)
            self._grid.addWidget(label(_("Everything that Partner Center shows is in.")), 0, 1, 1, 2)
        self.set_note(ngettext("{n} table", "{n} tables", len(self.lines)) if self.lines else "")
        self._fit()

    def _on_range(self, _least: int, most: int) -> None:
        """The keys come to it where there is something to scroll."""
        policy = Qt.FocusPolicy.StrongFocus if most else Qt.FocusPolicy.NoFocus
        self._scroll.setFocusPolicy(policy)

    def _fit(self) -> None:
        """As high as its lines, as far as the page has room for them beside the head of the tables."""
        room = self.window().height() - _TABLES  # the page itself may grow and scroll
        asked = max(len(self.lines), 1) * (_LINE + _BETWEEN) + 2 * _MARGIN - _BETWEEN
        self._scroll.setFixedHeight(min(asked, max(room, _LEAST_LINES)))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


_NEEDED = frozenset({"trainings", "azure-usage", "licences", "active-users", "customers", "associations"})


def _state_words(found: Intake, on: date) -> str:
    match found.state:
        case "due" if len(found.missing) == 1:
            return _("{month} is missing", month=text.month(found.missing[0]))
        case "due" if found.missing:
            return ngettext("{n} month is missing", "{n} months are missing", len(found.missing))
        case "due" if found.imported is not None and found.imported.at is not None:
            days = (on - found.imported.at.date()).days
            return ngettext("Imported {n} day ago", "Imported {n} days ago", days)
        case "unknown":
            return _("No import known")
        case "none":
            return _("Nothing yet")
        case _:
            return _("Up to date")


def _mark(state: str) -> IconMark:
    marks = {
        "due": IconMark("triangle-alert", "warning"),
        "unknown": IconMark("clock", "text-muted"),
        "none": IconMark("circle", "text-muted"),
    }
    return marks.get(state, IconMark("circle-check", "success"))


def _month_or_dash(month: int | None) -> str:
    return DASH if month is None else text.month(month)
