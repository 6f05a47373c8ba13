"""Agenda: workshops, deadlines and claims, soonest first; those that follow from records, and the user's."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from readiness.facts import Deadline, Event, Plan, Put
from readiness.problems import Message
from readiness.snapshot import Snapshot
from readiness.words import joined
from ui import icons, theme
from ui.dialogs.deadline import deadline_dialog
from ui.dialogs.event import event_dialog
from ui.dialogs.forms import FormSheet
from ui.pages.agenda_commands import AgendaCommands
from ui.pages.agenda_delegate import ROW, AgendaDelegate
from ui.pages.agenda_falls import ExpiryFalls, with_falls
from ui.pages.agenda_fields import item_after
from ui.pages.agenda_filters import AgendaFilters
from ui.pages.agenda_panel import AgendaPanel
from ui.pages.agenda_rows import (
    COLUMNS_TO_DROP,
    AgendaRow,
    agenda_columns,
    agenda_rows,
    record_of,
)
from ui.pages.engagements import Engagements
from ui.pages.listing import Listing, ListSpec
from ui.pages.month_view import MonthPanel
from ui.pages.record_commands import Records
from ui.pages.sides import Beside
from ui.session import Session
from ui.text import _, ngettext
from ui.widgets import EmptyState, PageBody, PageHead, Segmented, button, page_margins, select_rows
from ui.widgets.boxes import boxed, column_of

if TYPE_CHECKING:
    from ui.pages.agenda_falls import Falls

_LOW = 620
"""On a page lower than this the month and the item that is selected take turns."""

_TITLE, _WIDEST = 300, 220
"""The least room for what an item is called in the table, and the most for another column."""

_NARROW = 760
"""Below this width of the page one button of its head has no words."""


class AgendaPage(QWidget):
    """Everything that is due, as a list beside a month or as a table; and the engagements."""

    VIEWS: Final = ("table", "engagements")
    message = Signal(str)
    import_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: tuple[object, object] = (None, None)
        self._headed: set[int] = set()
        """The places in the list that have a heading."""
        self._funded: Event | None = None
        """Just added, and Microsoft pays for it: its engagement is asked for next."""
        self._commands = AgendaCommands(session, self, self.message.emit)
        self._make_head()
        self._records = Records(session, self, lambda row: record_of(row.item, session.snapshot.facts))
        self.listing = Listing(self._spec())
        self.delegate = AgendaDelegate(self.listing.view, self.listing.model)
        self.filters = AgendaFilters(self.listing)
        self._falls = ExpiryFalls(session)
        self.panel = AgendaPanel(session.workspace.rulebook, self._records)
        self.month = MonthPanel(session.on)
        self.engagements = Engagements(session)
        self._arrange()
        self._listen()

    def _make_head(self) -> None:
        self.head = PageHead(_("Agenda"))
        self.section = Segmented(
            (("agenda", _("Dates")), ("table", _("Table")), ("engagements", _("Engagements"))),
            _("What to show"),
        )
        self.head.add_right(self.section)
        self.sending = button(_("Send to calendar…"), "calendar-days", on_click=self.send)
        self.sending.setAccessibleName(_("Send to calendar…"))
        self.head.add_right(self.sending)
        self.adding = button(_("Add…"), "plus", on_click=self._show_adding)
        self.head.add_right(self.adding)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        shown = (snapshot.facts, snapshot.on)
        if self._shown[0] is shown[0] and self._shown[1] == shown[1]:
            return
        self._shown = shown
        is_first = not self.listing.model.all
        rows = agenda_rows(snapshot.agenda, snapshot.facts, snapshot.on)
        self._show_engagements()
        self.head.set_note(_note(rows, snapshot))
        self.panel.set_context(snapshot.facts, snapshot.on)
        self.filters.offer(rows, snapshot.facts, snapshot.on)
        self.listing.set_rows(rows)
        self._show_month()
        ahead = next((row for row in rows if row.item.due_on >= snapshot.on and not row.is_done), None)
        if is_first and ahead is not None:
            self.listing.select(ahead.id)
        funded, self._funded = self._funded, None
        if funded is not None and funded.id in snapshot.facts.events:
            self.add_engagement(funded)
        self._falls.ask(snapshot, self._on_falls)

    def _on_falls(self, falls: "Falls") -> None:
        if falls:
            self.listing.set_rows(with_falls(self.listing.model.all, falls))

    def start_search(self) -> None:
        if self.section.key == "engagements":
            self.show_view("agenda")
        self.listing.start_search()

    # commands

    def add(self, due_on: date | None = None) -> None:
        """A deadline of the user's own."""
        self._open_new(deadline_dialog(self._session.snapshot.facts, None, self, due_on=due_on))

    def add_workshop(self) -> None:
        rulebook = self._session.workspace.rulebook
        self._open_new(event_dialog(self._session.snapshot.facts, rulebook, self._session.on, None, self))

    def add_exam(self) -> None:
        from ui.dialogs.plan import plan_dialog  # noqa: PLC0415 - when asked for

        catalogue = self._session.workspace.rulebook.catalogue
        self._open_new(plan_dialog(self._session.snapshot.facts, catalogue, None, None, self))

    def add_engagement(self, of: Event | None = None) -> None:
        """An engagement, delivered in an event where one is given."""
        self.show_view("engagements")
        self.engagements.add(of)

    def tick(self, rows: list[AgendaRow]) -> None:
        self._commands.tick(rows)

    def send(self) -> None:
        """Saves the agenda, or a part of it, as a calendar file."""
        shown = [row for row in self.listing.model.rows if not row.is_done]
        self._commands.send({"all": (), "shown": shown, "selected": self.listing.selected}, "all")

    def send_one(self, row: AgendaRow) -> None:
        self._commands.send({"all": (), "selected": [row]}, "selected")

    def save_calendar(self, path: Path) -> None:
        self._commands.save_calendar(path)

    def add_menu(self) -> QMenu:
        """What can be added."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for words, icon, act in (
            (_("Deadline…"), "flag", self.add),
            (_("Workshop…"), "presentation", self.add_workshop),
            (_("Engagement…"), "file-text", self.add_engagement),
            (_("Planned exam…"), "award", self.add_exam),
        ):
            action = menu.addAction(icons.icon(icon), words)
            action.triggered.connect(lambda _checked=False, act=act: act())
        menu.addSeparator()
        found = menu.addAction(icons.icon("import"), _("Appointments of a calendar file…"))
        found.triggered.connect(lambda _checked=False: self.import_asked.emit())
        return menu

    def _show_adding(self) -> None:
        self.add_menu().popup(self.adding.mapToGlobal(QPoint(0, self.adding.height() + 2)))

    def _open_new(self, sheet: FormSheet) -> None:
        sheet.submitted.connect(self._on_added)
        sheet.open()

    def _on_added(self, title: Message, changes: tuple[Any, ...]) -> None:
        match changes[0].thing:
            case Deadline() as deadline:
                self.listing.select_next(f"own:{deadline.id}:{deadline.due_on.isoformat()}")
            case Event() as event:
                self._funded = event if event.kind == "engagement" else None
                self.listing.select_next(f"workshop:{event.id}:{event.day.isoformat()}")
            case Plan() as plan:
                self.listing.select_next(f"exam-planned:{plan.id}:{plan.exam_on.isoformat()}")
            case _:
                pass
        self._session.write(title, changes)

    def _on_edited(self, row: AgendaRow, title: Message, changes: tuple[Any, ...]) -> None:
        """In the panel: the item stays the selected one, also where its day moves."""
        thing = next((change.thing for change in changes if isinstance(change, Put)), None)
        self.listing.select_next(item_after(row.item, thing))
        self._session.write(title, changes)

    # sections

    def show_view(self, section: str) -> None:
        """`agenda`, `table` or `engagements`."""
        self.section.set_key(section)
        if section != "engagements":
            self._show_as_table(on=section == "table")
        self._sections.setCurrentIndex(int(section == "engagements"))
        self._show_engagements()

    def _show_as_table(self, *, on: bool) -> None:
        """Each column by itself, sorted as the user likes; or the days in their order beside the month."""
        view = self.listing.view
        if view.columns.is_one != on:
            return
        view.setItemDelegate(self._cells if on else self.delegate)
        view.verticalHeader().setDefaultSectionSize(theme.size("row") if on else ROW)
        view.columns.paint_as_one(on=not on)
        view.setSortingEnabled(on)
        head = view.horizontalHeader()  # in the table it remembers how the user sorts
        self.listing.model.sort(head.sortIndicatorSection() if on else -1, head.sortIndicatorOrder())
        self.listing.columns.setVisible(on)
        self._side.setHidden(on)
        self.listing.measure()
        self._fit_sides()

    def _show_engagements(self) -> None:
        """Only where they are seen, and have changed."""
        if self.section.key == "engagements":
            self.engagements.show_snapshot(self._session.snapshot)

    # list and month

    def _on_filter(self) -> None:
        self.listing.keep(self.filters.keeps)
        self._show_month()

    def _show_month(self) -> None:
        self.month.set_rows(self.listing.model.rows, self._session.on)

    def _on_current(self, row: AgendaRow | None) -> None:
        self.panel.show_row(row)
        if row is not None and row.item.due_on != self.month.view.day:
            self.month.show_day(row.item.due_on)

    def _on_day(self, day: date) -> None:
        """What is due on the day is selected in the list."""
        due = {row.id for row in self.month.view.days.rows_on(day)}
        select_rows(self.listing.view, lambda row: row.id in due)
        self.listing.view.scrollTo(self.listing.view.currentIndex())
        self.month.view.select_day(day)

    def _fit_heights(self) -> None:
        """Rows with a heading are higher; of a reset the header keeps how high each place was."""
        view, head = self.listing.view, self.listing.view.verticalHeader()
        places = range(self.listing.model.rowCount())
        headed = {place for place in places if self.delegate.heading(place)} if view.columns.is_one else set()
        for place in self._headed - headed:
            if place in places:
                head.resizeSection(place, head.defaultSectionSize())
        for place in headed:
            head.resizeSection(place, self.delegate.height(place))
        self._headed = headed

    def _fit_sides(self) -> None:
        """The month above the item, or, where the page is low, one of the two."""
        is_low = self.height() < _LOW
        self._turns.setVisible(is_low)
        self.month.setVisible(not is_low or self._turns.key == "month")
        self.panel.setVisible(not is_low or self._turns.key == "item")
        left, _top, right, _bottom = page_margins(self)
        self.filters.fit(self._seen_width() - left - right)

    def _seen_width(self) -> int:
        """Of the page without what is scrolled out of sight."""
        around = self.parentWidget()
        return self.width() if around is None else min(self.width(), around.width())

    def _spec(self) -> ListSpec:
        return ListSpec(
            name=_("Agenda"),
            key="agenda",
            columns=agenda_columns(),
            drops=COLUMNS_TO_DROP,
            first_column=_TITLE,
            widest=_WIDEST,
            search=_("Filter the agenda"),
            empty=self._empty(),
            edit=_("Edit…"),
            remove=lambda n: ngettext("Remove {n} item", "Remove {n} items", n),
            records=self._records,
            more=self._more(),
        )

    def _empty(self) -> EmptyState:
        return EmptyState(
            "calendar-days",
            _("Nothing is due"),
            _("Expiries, renewals and go-lives stand here by themselves; add your own deadlines."),
            (
                button(_("Add deadline"), "plus", "primary", self.add),
                button(_("Import…"), "import", on_click=self.import_asked.emit),
            ),
        )

    def _more(self) -> tuple[tuple[str, str, Callable[[Any], object]], ...]:
        """Further commands of the menu: words, icon, and what is done with a row."""
        return (
            (_("Done or open again"), "check", lambda row: self.tick([row])),
            (_("Owner…"), "users", lambda row: self._commands.ask_owner([row])),
            (_("Send to calendar…"), "calendar-days", self.send_one),
        )

    def _arrange(self) -> None:
        view = self.listing.view
        self._cells = view.itemDelegate()
        view.setItemDelegate(self.delegate)
        view.columns.paint_as_one(on=True)
        self.listing.columns.hide()
        view.verticalHeader().setDefaultSectionSize(ROW)
        view.setSortingEnabled(False)
        self._turns = Segmented((("item", _("Item")), ("month", _("Month"))), _("What to show"))
        self._sections = QStackedWidget()
        self._sections.addWidget(self._dates())
        self._sections.addWidget(self.engagements)
        self.setLayout(column_of(PageBody(self.head, (self._sections, 1))))

    def _dates(self) -> QWidget:
        """The list, beside it the month above the item."""
        side = column_of(self._turns, (self.month, 4), (self.panel, 5), gap=12)
        side.setAlignment(self._turns, Qt.AlignmentFlag.AlignLeft)
        self._side = boxed(side)
        return boxed(column_of(self.listing.bar, (Beside(self.listing, self._side, _side_width), 1), gap=12))

    def _listen(self) -> None:
        self.section.changed.connect(self.show_view)
        self.engagements.message.connect(self.message)
        self.listing.add_asked.connect(self.add)
        self.listing.edit_asked.connect(self._commands.edit)
        self.listing.remove_asked.connect(self._commands.remove)
        self.listing.current_changed.connect(self._on_current)
        self.listing.search.textChanged.connect(lambda _text: self._show_month())
        self.listing.model.modelReset.connect(self._fit_heights)
        self.listing.view.installEventFilter(self)
        self.delegate.ticked.connect(lambda row: self.tick([row]))
        self._listen_to_panel()
        self.month.day_chosen.connect(self._on_day)
        self.month.add_asked.connect(self.add)
        self._turns.changed.connect(lambda _key: self._fit_sides())
        self.filters.changed.connect(self._on_filter)
        self._on_filter()

    def _listen_to_panel(self) -> None:
        self.panel.edit_asked.connect(self._commands.edit)
        self.panel.tick_asked.connect(lambda row: self.tick([row]))
        self.panel.snooze_asked.connect(lambda row, until: self._commands.snooze([row], until))
        self.panel.edited.connect(self._on_edited)
        self._session.closing.connect(self.panel.fields.settle)
        self.panel.calendar_asked.connect(self.send_one)
        self.panel.engagement_asked.connect(self.add_engagement)
        self.panel.remove_asked.connect(lambda row: self._commands.remove((row,)))

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and _is_space(event):
            self.tick(self.listing.selected)
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        has_room = self._seen_width() >= _NARROW
        self.sending.setText(_("Send to calendar…") if has_room else "")
        self.sending.setToolTip("" if has_room else _("Send to calendar…"))
        self._fit_sides()


def _side_width(width: int) -> int:
    """The month and the item need less than the titles of the list."""
    return min(max(400, width * 46 // 100), 640)


def _is_space(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Space


def _note(rows: tuple[AgendaRow, ...], snapshot: Snapshot) -> str:
    near = sum(not row.is_done and 0 <= (row.item.due_on - snapshot.on).days <= 60 for row in rows)
    planned = sum(row.item.kind == "workshop" and row.item.due_on >= snapshot.on for row in rows)
    parts = [
        ngettext("{n} open in 60 days", "{n} open in 60 days", near),
        ngettext("{n} workshop planned", "{n} workshops planned", planned),
    ]
    return joined(*parts)
