"""The panel about one item of the agenda, and what can be done with it."""

from datetime import date, timedelta

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from readiness.facts import Deadline, Event, Facts, Plan
from readiness.rules import Rulebook
from ui import icons
from ui.dialogs.in_place import FieldsInPlace
from ui.pages.agenda_details import day_words, details_of
from ui.pages.agenda_fields import fields_of
from ui.pages.agenda_rows import AgendaRow, kind_words, record_of
from ui.pages.detail_rows import DetailRows
from ui.pages.record_commands import Records
from ui.text import _, day
from ui.widgets import DayPopup, Panel, button, hairline, paragraph, scrolled, tool_button
from ui.widgets.boxes import REST, boxed, column_of, row_of


class AgendaPanel(Panel):
    """Shows the item that is selected in the list."""

    edit_asked = Signal(object)  # the AgendaRow
    tick_asked = Signal(object)
    snooze_asked = Signal(object, object)  # the AgendaRow, and until which day; None: no longer
    edited = Signal(
        object, object, object
    )  # the AgendaRow, and title and changes of what was edited in place
    calendar_asked = Signal(object)
    remove_asked = Signal(object)
    engagement_asked = Signal(object)  # the Event that Microsoft funds

    def __init__(self, rulebook: Rulebook, records: Records, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._rulebook, self._records = rulebook, records
        self._row: AgendaRow | None = None
        self._facts = Facts()
        self._on = date.min
        self._days: DayPopup | None = None
        self.title = paragraph("", "strong")
        self.fields = FieldsInPlace(edges=(14, 8, 14, 2))
        self.fields.submitted.connect(lambda title, changes: self.edited.emit(self._row, title, changes))
        self.details = DetailRows(wraps=True)
        self.edit = tool_button("pencil", _("Edit…"), lambda: self.edit_asked.emit(self._row))
        self.calendar = tool_button(
            "calendar-days", _("Send to calendar…"), lambda: self.calendar_asked.emit(self._row)
        )
        self.more = tool_button("ellipsis", _("More"), self._show_more)
        self.done = button(_("Done"), "check", on_click=lambda: self.tick_asked.emit(self._row), small=True)
        self.snooze = button(_("Snooze"), "clock", on_click=self._show_snooze, small=True)
        self._arrange()

    def set_context(self, facts: Facts, on: date) -> None:
        """What the details are looked up in, and the day; `show_row` follows."""
        self._facts, self._on = facts, on

    def show_row(self, row: AgendaRow | None) -> None:
        self._row = row
        self._buttons.setVisible(row is not None)
        self.calendar.setVisible(row is not None)
        self.set_title(kind_words(row.item, self._facts) if row else _("Nothing selected"))
        self.set_note(day_words(row.item) if row else "")
        self.title.setText(row.title if row else "")
        self.title.setVisible(row is not None)
        self._show_values(row)
        has_record = row is not None and record_of(row.item, self._facts) is not None
        self.edit.setVisible(has_record)
        self.more.setVisible(has_record)
        if row is not None:
            self.done.setText(_("Open again") if row.is_done else _("Done"))

    def _show_values(self, row: AgendaRow | None) -> None:
        """What is edited in place, and below it what is only read."""
        fields = fields_of(row, self._facts, self._rulebook.catalogue) if row else ()
        self.fields.show_fields(row.id.rpartition(":")[0] if row else "", fields)
        edited = {field.label for field in fields}
        details = details_of(row, self._facts, self._rulebook.programme, self._on) if row else ()
        self.details.show_rows([detail for detail in details if detail[0] not in edited])

    def snooze_menu(self) -> QMenu:
        """For how long the item can be put off."""
        menu = self._menu()
        for words, days in ((_("To tomorrow"), 1), (_("For a week"), 7), (_("For a month"), 30)):
            until = self._on + timedelta(days=days)
            self._action(menu, f"{words}\t{day(until)}", "clock", lambda until=until: self._put_off(until))
        self._action(menu, _("To another day…"), "calendar-days", self._pick_day)
        if self._row is not None and self._row.item.snoozed_until is not None:
            menu.addSeparator()
            self._action(menu, _("No longer"), "x", lambda: self._put_off(None))
        return menu

    def more_menu(self) -> QMenu:
        """What is asked for less often."""
        menu = self._menu()
        record = record_of(self._row.item, self._facts) if self._row else None
        if isinstance(record, Event):
            words = _("Microsoft funds it…")
            self._action(menu, words, "file-text", lambda: self.engagement_asked.emit(record))
        if record is not None:
            menu.addSeparator()
            self._records.add_to(menu, self._row)
        if isinstance(record, Deadline | Event | Plan):
            menu.addSeparator()
            self._action(menu, _("Remove"), "trash-2", lambda: self.remove_asked.emit(self._row))
        return menu

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    @staticmethod
    def _action(menu: QMenu, words: str, icon: str, act: object) -> None:
        action = menu.addAction(icons.icon(icon), words)
        action.triggered.connect(lambda _checked=False: act())  # type: ignore[operator] # a callable

    def _show_snooze(self) -> None:
        self.snooze_menu().popup(self.snooze.mapToGlobal(QPoint(0, self.snooze.height() + 2)))

    def _show_more(self) -> None:
        self.more_menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height() + 2)))

    def _put_off(self, until: date | None) -> None:
        if self._row is not None:
            self.snooze_asked.emit(self._row, until)

    def _pick_day(self) -> None:
        if self._days is None:
            self._days = DayPopup(self)
            self._days.picked.connect(self._put_off)
        self._days.pick(self._on + timedelta(days=7), self.snooze.mapToGlobal(QPoint(0, 0)))

    def _arrange(self) -> None:
        self.add_action(self.edit)
        self.add_action(self.calendar)
        self.add_action(self.more)
        self.title.setContentsMargins(14, 0, 14, 0)
        words = column_of(self.title, self.fields, self.details, REST, gap=0, edges=(0, 8, 0, 0))
        self.body.addWidget(scrolled(boxed(words)), 1)
        row = row_of(self.done, self.snooze, REST, gap=8, edges=(14, 10, 14, 10))
        self._buttons = boxed(column_of(hairline(), row, gap=0))
        self.body.addWidget(self._buttons)
