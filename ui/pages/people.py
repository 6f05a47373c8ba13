"""People: who is certified, whose awards end, and what can be done about it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from readiness.facts import Award, Person, PersonId, Plan, Remove, removal
from readiness.problems import Message
from readiness.snapshot import Snapshot
from readiness.words import joined
from ui.background import Job
from ui.dialogs.award import award_dialog, award_title
from ui.dialogs.person import person_dialog
from ui.dialogs.plan import plan_dialog, plan_title
from ui.dialogs.several import several_people_dialog
from ui.pages.listing import Listing, ListSpec
from ui.pages.people_rows import PeopleRows, PersonRow, people_columns
from ui.pages.person_panel import PersonPanel
from ui.pages.record_commands import Records, removed_title
from ui.pages.sides import Beside
from ui.session import Session
from ui.text import _, ngettext
from ui.widgets import EmptyState, PageBody, PageHead, Segmented, button
from ui.widgets.boxes import column_of

if TYPE_CHECKING:
    from ui.pages.matrix_view import MatrixView
    from ui.pages.person_page import PersonPage
    from ui.pages.renewals_panel import RenewalsView


_AT_ONCE: Final = 2_000
"""So many rows are made within 20 ms."""


class PeoplePage(QWidget):
    """The staff with their certifications on the day."""

    VIEWS: Final = ("matrix", "renewals", "person")
    """What `show_view` shows beside the table."""
    import_asked = Signal()
    message = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._catalogue = session.workspace.rulebook.catalogue
        self._rows = PeopleRows(self._catalogue)
        self._shown: tuple[object, object] = (None, None)
        self._job: Job | None = None  # where the rows are made in the worker
        self._wanted: PersonId | None = None
        self._told: dict[QWidget, Snapshot] = {}
        """What matrix and renewals show."""
        self.head = PageHead(_("People"))
        self.head.add_right(button(_("Add person"), "plus", on_click=self.add))
        self._records = Records(session, self, lambda row: row.person, self.message.emit)
        self.listing = Listing(self._spec())
        shapes = ("table", _("Table")), ("matrix", _("Matrix")), ("renewals", _("Renewals"))
        self.shape = Segmented(shapes, _("How to show them"))
        who = ("here", _("Staff")), ("renew", _("To renew")), ("all", _("With leavers"))
        self.filter = Segmented(who, _("Which people"))
        for place, choice in enumerate((self.shape, self.filter)):
            self.listing.filters.insertWidget(place, choice)
        self.matrix: MatrixView | None = None  # made when they are first asked for
        self.renewals: RenewalsView | None = None
        self.person: PersonPage | None = None
        self.panel = PersonPanel(session, self._catalogue)
        self._arrange()
        self._listen()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Thousands of rows that have to be made anew follow in a moment, from the worker."""
        facts, on = snapshot.facts, snapshot.on
        is_dropped = self._job is not None and self._job.is_cancelled
        if self._shown[0] is facts and self._shown[1] == on and not is_dropped:
            return
        self._shown, self._job = (facts, on), None
        rows = self._rows.rows_if_few(facts, on, _AT_ONCE)
        if rows is not None:
            self._show(snapshot, rows)
            return
        if not self.listing.model.all:
            self.listing.pages.setCurrentWidget(self.listing.view)  # nobody says there is nobody
        self._job = self._session.ask(
            lambda now: (now, self._rows.rows(now.facts, now.on)), lambda found: self._on_rows(*found)
        )

    def _on_rows(self, snapshot: Snapshot, rows: tuple[PersonRow, ...]) -> None:
        if self._shown[0] is snapshot.facts and self._shown[1] == snapshot.on:
            self._job = None
            self._show(snapshot, rows)

    def _show(self, snapshot: Snapshot, rows: tuple[PersonRow, ...]) -> None:
        facts, on = snapshot.facts, snapshot.on
        here = [row for row in rows if row.left_on is None]
        self.head.set_note(_note(len(rows), len(facts.awards), sum(row.link == "unlinked" for row in here)))
        self.filter.set_text("here", _("Staff {count}", count=len(here)))
        self.filter.set_text("renew", _("To renew {count}", count=sum(map(_to_renew, here))))
        self.filter.set_text("all", _("With leavers {count}", count=len(rows)))
        self.panel.set_day(on, {place.id: place.name for place in facts.partner.locations})
        self.listing.set_rows(rows)
        self._tell_view()
        self._show_person_again()
        if self._wanted:
            self.show_record(self._wanted)

    def show_record(self, person: PersonId) -> None:
        """The person's own page, as soon as the rows are there."""
        row = next((row for row in self.listing.model.all if row.id == person), None)
        self._wanted = person if row is None and self._job is not None else None
        if row is not None:
            self.open_person(row)

    def show_certification(self, certification: str) -> None:
        """The people who hold it or hold it no more."""
        self._stack.setCurrentIndex(0)
        self.show_view("table")
        self.filter.set_key("all")
        self._on_filter("all")
        self.listing.search.setText(self._catalogue.code(certification))
        self.listing.view.setFocus()

    def start_search(self) -> None:
        self._stack.setCurrentIndex(0)
        if self.shape.key == "renewals":
            self.show_view("table")
        self.listing.start_search()

    def add(self) -> None:
        snapshot = self._session.snapshot
        sheet = person_dialog(snapshot.facts, self._catalogue, snapshot.on, None, self)
        sheet.submitted.connect(self._on_added)
        sheet.open()

    def edit(self, row: PersonRow) -> None:
        snapshot = self._session.snapshot
        sheet = person_dialog(snapshot.facts, self._catalogue, snapshot.on, row.person, self)
        sheet.submitted.connect(self._session.write)
        sheet.open()

    def edit_several(self, rows: Sequence[PersonRow]) -> None:
        snapshot = self._session.snapshot
        sheet = several_people_dialog(snapshot.facts, snapshot.on, [row.person for row in rows], self)
        sheet.submitted.connect(self._session.write)
        sheet.open()

    def remove(self, rows: tuple[PersonRow, ...]) -> None:
        """Removes people with all that hangs on them, in one step of undo."""
        facts = self._session.snapshot.facts
        changes = removal(facts, Person, *(row.id for row in rows))
        codes = ("undo.person-removed", "undo.people-removed")
        self._session.write(removed_title(facts, Person, changes, rows, codes), changes)

    def _on_added(self, title: Message, changes: tuple[Any, ...]) -> None:
        self.listing.select_next(changes[0].thing.id)
        self._session.write(title, changes)

    def show_view(self, view: str) -> None:
        """`table`, `matrix` or `renewals`, or the page of the `person` who is selected."""
        if view == "person":
            if self.listing.current is not None:
                self.open_person(self.listing.current)
            return
        self.shape.set_key(view)
        self._on_shape(view)

    def open_person(self, row: PersonRow) -> None:
        """The person's own page, in place of the list."""
        if self.person is None:
            from ui.pages.person_page import PersonPage  # noqa: PLC0415 - when it is first asked for

            self.person = PersonPage(self._session, self._catalogue)
            self.person.back.connect(self.close_person)
            self.person.edit_asked.connect(self.edit)
            self.person.thing_asked.connect(self._edit_thing)
            self.person.plan_asked.connect(lambda person: self._edit_plan(person, None))
            self.person.thing_removed.connect(self._on_thing_removed)
            self._stack.addWidget(self.person)
        self.person.show_row(row, self._session.snapshot)
        self._stack.setCurrentWidget(self.person)
        self.person.held.start()

    def close_person(self) -> None:
        """Back to the list, where it was left."""
        self._stack.setCurrentIndex(0)
        shows_matrix = self.matrix is not None and self.matrix.isVisible()
        view = self.matrix.matrix.view if self.matrix is not None and shows_matrix else self.listing.view
        view.setFocus()

    def _show_person_again(self) -> None:
        """With what changed; somebody who is gone has no page."""
        page = self.person
        if page is None or self._stack.currentWidget() is not page:
            return
        row = next((row for row in self.listing.model.all if row.id == page.person), None)
        if row is None:
            self.close_person()
        else:
            page.show_row(row, self._session.snapshot)

    def _edit_thing(self, person: PersonId, thing: Award | Plan | None) -> None:
        if isinstance(thing, Plan):
            self._edit_plan(person, thing)
            return
        sheet = award_dialog(self._session.snapshot.facts, self._catalogue, thing, person, self)
        sheet.submitted.connect(self._session.write)
        sheet.open()

    def _edit_plan(self, person: PersonId, plan: Plan | None) -> None:
        sheet = plan_dialog(self._session.snapshot.facts, self._catalogue, plan, person, self)
        sheet.submitted.connect(self._session.write)
        sheet.open()

    def _spec(self) -> ListSpec:
        return ListSpec(
            name=_("People"),
            key="people",
            columns=people_columns(),
            search=_("Filter people"),
            empty=self._nobody(),
            edit=_("Edit person…"),
            remove=lambda n: ngettext("Remove {n} person", "Remove {n} people", n),
            edit_several=self.edit_several,
            drops=(7, 6, 5, 3),
            opens=_("Open page of the person"),
            records=self._records,
            more=(
                (_("What is held about this person…"), "file-text", self._records.show_held),
                (_("Erase for good…"), "trash-2", self._records.ask_erase),
            ),
        )

    def _nobody(self) -> EmptyState:
        return EmptyState(
            "users",
            _("No people yet"),
            _("Record who works here and which certifications they hold, and see what each counts for."),
            (
                button(_("Add person"), "plus", "primary", self.add),
                button(_("Import a Trainings export…"), "import", on_click=self.import_asked.emit),
            ),
            _("In Partner Center: Insights, Downloads hub, Trainings, exams and certifications"),
        )

    def _arrange(self) -> None:
        self._shapes = QStackedWidget()
        self._shapes.addWidget(self.listing)
        self._stack = QStackedWidget()
        self._stack.addWidget(PageBody(self.head, self.listing.bar, (Beside(self._shapes, self.panel), 1)))
        self.setLayout(column_of(self._stack))

    def _listen(self) -> None:
        self.listing.add_asked.connect(self.add)
        self.listing.edit_asked.connect(self.edit)
        self.listing.open_asked.connect(self.open_person)
        self.listing.remove_asked.connect(self.remove)
        self.listing.current_changed.connect(self.panel.show_row)
        self.filter.changed.connect(self._on_filter)
        self.listing.all_shown.connect(lambda: self.filter.set_key("all"))
        self.shape.changed.connect(self._on_shape)
        self.listing.model.modelReset.connect(lambda: self._on_shape(self.shape.key))
        self._on_filter(self.filter.key)
        self.panel.edit_asked.connect(self.edit)
        self.panel.open_asked.connect(self.open_person)
        self.panel.thing_asked.connect(self._edit_thing)
        self.panel.thing_removed.connect(self._on_thing_removed)

    def _on_filter(self, key: str) -> None:
        self.listing.keep({"renew": _to_renew, "here": _is_here}.get(key))

    def _on_shape(self, key: str) -> None:
        """The list, the matrix, or what ends next; the latter two are made at the first visit."""
        shown: QWidget = self.listing
        if key == "matrix":
            shown = self.matrix = self.matrix or self._made_matrix()
        elif key == "renewals":
            shown = self.renewals = self.renewals or self._made_renewals()
        if key == "matrix" and not self.listing.model.rows:
            shown = self.listing  # it says why there is nobody
        self.listing.show_tools(shown=key == "table")
        for choice in (self.filter, self.listing.search):  # the chart shows everybody
            choice.setVisible(key != "renewals")
        self._shapes.setCurrentWidget(shown)
        self._tell_view()

    def _tell_view(self) -> None:
        """The snapshot, once it is seen: to show thousands of people anew takes tenths of a second."""
        seen, snapshot = self._shapes.currentWidget(), self._session.snapshot
        for view in (self.matrix, self.renewals):
            if view is not None and view is seen and self._told.get(view) is not snapshot:
                self._told[view] = snapshot
                view.show_snapshot(snapshot)

    def _made_matrix(self) -> "MatrixView":
        from ui.pages.matrix_view import MatrixView  # noqa: PLC0415 - when it is first asked for

        made = MatrixView(self._session, self.listing)
        self._shapes.addWidget(made)
        return made

    def _made_renewals(self) -> "RenewalsView":
        from ui.pages.renewals_panel import RenewalsView  # noqa: PLC0415 - when it is first asked for

        made = RenewalsView(self._session)
        self._shapes.addWidget(made)
        return made

    def _on_thing_removed(self, thing: Award | Plan) -> None:
        facts = self._session.snapshot.facts
        if isinstance(thing, Plan):
            title = plan_title("removed", facts, self._catalogue, thing)
            self._session.write(title, (Remove(Plan, thing.id),))
        else:
            title = award_title("removed", self._catalogue, thing, facts.people.get(thing.person))
            self._session.write(title, (Remove(Award, thing.id),))


def _is_here(row: PersonRow) -> bool:
    return not row.is_gone


def _to_renew(row: PersonRow) -> bool:
    return not row.is_gone and bool(row.expiring or row.renewable)


def _note(people: int, awards: int, unlinked: int) -> str:
    parts = [ngettext("{n} person", "{n} people", people), ngettext("{n} award", "{n} awards", awards)]
    if unlinked:
        parts.append(ngettext("{n} not linked to Learn", "{n} not linked to Learn", unlinked))
    return joined(*parts)
