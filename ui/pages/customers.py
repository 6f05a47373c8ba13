"""Customers: who they are, what associates us with them, and what they use."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from readiness.facts import Customer, CustomerId, removal
from readiness.problems import Message
from readiness.snapshot import Snapshot
from readiness.words import joined
from ui.dialogs.customer import customer_dialog
from ui.dialogs.several import several_customers_dialog
from ui.dialogs.usage import new_usage_dialog
from ui.pages.customer_panel import CustomerPanel
from ui.pages.customer_rows import CustomerRow, customer_columns, customer_rows
from ui.pages.gaps_panel import GapsPanel
from ui.pages.listing import Listing, ListSpec
from ui.pages.record_commands import Records, removed_title
from ui.pages.sides import Beside, panel_width
from ui.session import Session
from ui.text import _, ngettext, number
from ui.widgets import EmptyState, PageBody, PageHead, Segmented, button
from ui.widgets.boxes import boxed, column_of

if TYPE_CHECKING:
    from ui.pages.kept_panel import KeptPanel

_GAPS_FROM: Final = 600
"""From this height of the page on the gaps have room under the table."""

_LEAST_PANEL: Final = 360
"""A criterion, its numbers and its chip on three lines."""


class CustomersPage(QWidget):
    """The customers with their associations and their newest usage, and the gaps between the two."""

    VIEWS: Final = ("gaps", "kept")
    """What `show_view` shows beside the table."""
    import_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: tuple[object, object] = (None, None)
        self.head = PageHead(_("Customers"))
        self.head.add_right(button(_("Add customer"), "plus", on_click=self.add))
        self.listing = Listing(self._spec())
        self.shape = Segmented(
            (("table", _("Table")), ("gaps", _("Gaps")), ("kept", _("Kept and lost"))), _("How to show them")
        )
        self.filter = Segmented(
            (("all", _("All")), ("gaps", _("With gaps")), ("none", _("No association"))), _("Which customers")
        )
        for place, choice in enumerate((self.shape, self.filter)):
            self.listing.filters.insertWidget(place, choice)
        self.gaps = GapsPanel(session)
        self.kept: KeptPanel | None = None  # made when it is first asked for
        self._gaps: Mapping[CustomerId, int] = {}
        self.panel = CustomerPanel(session)
        self._arrange()
        self._listen()

    def show_snapshot(self, snapshot: Snapshot) -> None:
        facts, on = snapshot.facts, snapshot.on
        self.gaps.show_snapshot(snapshot)
        if self.kept is not None:
            self.kept.show_snapshot(snapshot)
        if self._shown[0] is facts and self._shown[1] == on:
            return
        self._shown = (facts, on)
        rows = self._marked(customer_rows(facts, on))
        self.head.set_note(_note(rows))
        self.filter.set_text("all", _("All {count}", count=len(rows)))
        self.filter.set_text("none", _("No association {count}", count=sum(not r.kinds for r in rows)))
        self._count_gaps()
        self.panel.set_day(on)
        self.listing.set_rows(rows)

    def _marked(self, rows: Sequence[CustomerRow]) -> tuple[CustomerRow, ...]:
        """The rows with their gaps, as far as they are known."""
        gaps = self._gaps
        return tuple(
            replace(row, gaps=gaps.get(row.id, 0)) if row.id in gaps or row.gaps else row for row in rows
        )

    def _on_gaps(self, customers: Mapping[CustomerId, int]) -> None:
        self._gaps = customers
        self._count_gaps()
        self.listing.set_rows(self._marked(self.listing.model.all))

    def _count_gaps(self) -> None:
        count = len(self._gaps)
        self.filter.set_text("gaps", _("With gaps {count}", count=count))

    def show_record(self, customer: CustomerId) -> None:
        """Select the customer in the table."""
        self.show_view("table")
        self.filter.set_key("all")
        self._on_filter("all")
        self.listing.reveal(customer)

    def show_view(self, view: str) -> None:
        """`table`, `gaps` or `kept`."""
        self.shape.set_key(view)
        self._show_shape()

    def start_search(self) -> None:
        self.show_view("table")
        self.listing.start_search()

    def add(self) -> None:
        snapshot = self._session.snapshot
        sheet = customer_dialog(snapshot.facts, snapshot.catalogue, snapshot.on, None, self)
        sheet.submitted.connect(self._on_added)
        sheet.open()

    def edit(self, row: CustomerRow) -> None:
        snapshot = self._session.snapshot
        sheet = customer_dialog(snapshot.facts, snapshot.catalogue, snapshot.on, row.customer, self)
        sheet.submitted.connect(self._session.write)
        sheet.open()

    def enter_usage(self, row: CustomerRow) -> None:
        """The figure of a month that no export brings."""
        sheet = new_usage_dialog(self._session.snapshot, row.customer.id, self)
        sheet.submitted.connect(self._session.write)
        sheet.open()

    def edit_several(self, rows: Sequence[CustomerRow]) -> None:
        snapshot = self._session.snapshot
        sheet = several_customers_dialog(snapshot.on, [row.customer for row in rows], self)
        sheet.submitted.connect(self._session.write)
        sheet.open()

    def remove(self, rows: tuple[CustomerRow, ...]) -> None:
        """Removes customers with all that hangs on them, in one step of undo."""
        facts = self._session.snapshot.facts
        changes = removal(facts, Customer, *(row.id for row in rows))
        codes = ("undo.customer-removed", "undo.customers-removed")
        self._session.write(removed_title(facts, Customer, changes, rows, codes), changes)

    def _on_added(self, title: Message, changes: tuple[Any, ...]) -> None:
        self.listing.select_next(changes[0].thing.id)
        self._session.write(title, changes)

    def _spec(self) -> ListSpec:
        return ListSpec(
            name=_("Customers"),
            key="customers",
            columns=customer_columns(),
            search=_("Filter customers"),
            empty=EmptyState(
                "building-2",
                _("No customers yet"),
                _("Record whom you serve, their tenants and how they are associated with you."),
                (
                    button(_("Add customer"), "plus", "primary", self.add),
                    button(_("Import a partner document…"), "import", on_click=self.import_asked.emit),
                ),
                _("In Partner Center: Customers, Export customers"),
            ),
            edit=_("Edit customer…"),
            remove=lambda n: ngettext("Remove {n} customer", "Remove {n} customers", n),
            edit_several=self.edit_several,
            drops=(3, 7, 1, 5),
            records=Records(self._session, self, lambda row: row.customer),
            more=((_("Enter usage…"), "plus", self.enter_usage),),
        )

    def _arrange(self) -> None:
        self._left = column_of((self.listing, 4), (self.gaps, 3), gap=12)
        both = Beside(boxed(self._left), self.panel, lambda width: max(panel_width(width), _LEAST_PANEL))
        self.setLayout(column_of(PageBody(self.head, self.listing.bar, (both, 1))))

    def _listen(self) -> None:
        self.listing.add_asked.connect(self.add)
        self.listing.edit_asked.connect(self.edit)
        self.listing.remove_asked.connect(self.remove)
        self.listing.current_changed.connect(self.panel.show_row)
        self.filter.changed.connect(self._on_filter)
        self.listing.all_shown.connect(lambda: self.filter.set_key("all"))
        self.panel.edit_asked.connect(self.edit)
        self.gaps.known.connect(self._on_gaps)
        self.gaps.customer_chosen.connect(self._on_customer_chosen)
        self.shape.changed.connect(lambda _key: self._show_shape())

    def _on_filter(self, key: str) -> None:
        self.listing.keep(_KEPT.get(key))

    def _on_customer_chosen(self, customer: CustomerId) -> None:
        """A gap's customer is shown beside it, and found in the table."""
        self.listing.select(customer)

    def _show_shape(self) -> None:
        """The table with the gaps under it where there is room, or one of the others alone."""
        key = self.shape.key
        if key == "kept" and self.kept is None:
            from ui.pages.kept_panel import KeptPanel  # noqa: PLC0415 - when it is first asked for

            self.kept = KeptPanel(self._session)
            self.kept.show_snapshot(self._session.snapshot)
            self._left.addWidget(self.kept, 1)
        is_table = key == "table"
        self.listing.setVisible(is_table)
        self.listing.show_tools(shown=is_table)
        for choice in (self.filter, self.listing.search):  # the others show all customers
            choice.setVisible(is_table)
        self.gaps.setVisible(key == "gaps" or (is_table and self.height() >= _GAPS_FROM))
        if self.kept is not None:
            self.kept.setVisible(key == "kept")

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_shape()


_KEPT: Final[dict[str, Callable[[CustomerRow], bool]]] = {
    "gaps": lambda row: row.gaps > 0,
    "none": lambda row: not row.kinds,
}


def _note(rows: tuple[CustomerRow, ...]) -> str:
    parts = [ngettext("{n} customer", "{n} customers", len(rows))]
    small = sum(row.segment == "smb" for row in rows)
    if rows:
        parts.append(_("{count} SMB", count=number(small)))
    tenants = sum(row.tenants for row in rows)
    parts.append(ngettext("{n} tenant", "{n} tenants", tenants))
    return joined(*parts)
