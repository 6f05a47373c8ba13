"""What Partner Center shows, as it was entered: figure by figure, day by day."""

from PySide6.QtWidgets import QWidget

from readiness.facts import Remove, Reported
from readiness.problems import Message
from readiness.snapshot import Snapshot
from ui import text
from ui.dialogs.figure import any_figure_dialog, subject_words
from ui.pages.listing import Listing, ListSpec
from ui.pages.people_rows import DASH
from ui.pages.record_commands import Records
from ui.session import Session
from ui.tables import Column
from ui.text import _, ngettext
from ui.widgets import EmptyState, button
from ui.widgets.boxes import column_of


class FiguresSection(QWidget):
    """All figures, the newest first."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.listing = Listing(self._spec())
        self.listing.tools.addWidget(button(_("Enter figure…"), "plus", on_click=self.add))
        self.setLayout(column_of(self.listing.bar, (self.listing, 1), gap=12))
        self.listing.add_asked.connect(self.add)
        self.listing.edit_asked.connect(self._open)
        self.listing.remove_asked.connect(self.remove)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        figures = sorted(snapshot.facts.reported.values(), key=lambda r: (r.as_of, r.id), reverse=True)
        self.listing.set_rows(tuple(figures))

    def add(self) -> None:
        self._open(None)

    def remove(self, rows: tuple[Reported, ...]) -> None:
        title = Message("undo.figures-removed", {"n": len(rows)})
        self._session.write(title, tuple(Remove(Reported, row.id) for row in rows))

    def _open(self, held: Reported | None) -> None:
        sheet = any_figure_dialog(self._session.snapshot, held, self)
        sheet.submitted.connect(self._session.write)
        sheet.open()

    def _spec(self) -> ListSpec:
        return ListSpec(
            name=_("Figures of Partner Center"),
            key="figures",
            columns=figure_columns(),
            search=_("Filter figures"),
            empty=EmptyState(
                "gauge",
                _("No figures entered yet"),
                _("Enter what Partner Center shows of a metric, and see it beside what the records give."),
                (button(_("Enter figure…"), "plus", "primary", self.add),),
                _("In Partner Center: Membership, Solutions Partner designations"),
            ),
            edit=_("Edit figure…"),
            remove=lambda n: ngettext("Remove {n} figure", "Remove {n} figures", n),
            records=Records(self._session, self),
        )


def figure_columns() -> tuple[Column[Reported], ...]:
    return (
        Column(lambda: _("Metric"), lambda r: subject_words((r.area, r.track, r.metric))),
        Column(lambda: _("As of"), lambda r: r.as_of, text.day),
        Column(
            lambda: _("Points"),
            lambda r: r.points,
            lambda p: DASH if p is None else text.number(p, 1),
            is_number=True,
        ),
        Column(
            lambda: _("Value"),
            lambda r: r.value,
            lambda v: DASH if v is None else text.number(v, 0 if v == int(v) else 2),
            is_number=True,
        ),
    )
