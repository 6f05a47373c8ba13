"""Attribution gaps as a worklist: usage without an eligible association, and the points each would bring."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from readiness.facts import MICRO, CustomerId
from readiness.words import folded
from ui import text
from ui.dialogs.options import Called
from ui.pages.customer_rows import short_kinds
from ui.pages.people_rows import DASH
from ui.pages.side_questions import AboutAll
from ui.tables import Column, RowsModel, Tiles
from ui.text import _
from ui.widgets import (
    Panel,
    SearchField,
    keep_selection,
    paragraph,
    selected_rows,
    table,
    table_tools,
)

if TYPE_CHECKING:
    from readiness.planning.gaps import Gain, Gap
    from readiness.snapshot import Snapshot
    from ui.background import Job
    from ui.session import Session

MOST_TRIED: Final = 60
"""Of more gaps the largest are tried: a trial scores the areas again."""
_HAS, _COUNTS = 2, 3
_SMALL: Final = 720
"""Below this width there is no room for what the customer has already: its own panel says it."""
_SMALLEST: Final = 560
"""Below this width neither for what would count: it is told with the points."""
_COUNTS_WITH: Final = 140
_NARROW: Final = 800
"""Below this width the kinds of association may elide: the usage needs the room."""
_UNKNOWN: Final = "\N{HORIZONTAL ELLIPSIS}"


@dataclass(frozen=True, slots=True)
class GapRow:
    """A gap in words; `gain` None: not tried yet."""

    id: object
    gap: "Gap"
    customer: str
    usage: str
    gain: "Gain | None"


class GapsPanel(Panel):
    """Asks for the gaps, and then for what each would bring, one after the other."""

    known = Signal(object)  # how many gaps each customer has, by id
    customer_chosen = Signal(object)  # a customer's id

    def __init__(self, session: "Session", parent: QWidget | None = None) -> None:
        super().__init__(_("Attribution gaps"), _("no eligible association, most points first"), parent)
        self._session = session
        self._waiting: list[Gap] = []
        self._question = AboutAll(session)
        self._next: Job | None = None
        self._chosen: CustomerId | None = None
        self.model: RowsModel[GapRow] = RowsModel(_columns(), self)
        self.view = table(self.model, stretch=1, name=_("Attribution gaps"), key="gaps")
        self.view.selectionModel().selectionChanged.connect(lambda _new, _old: self._tell())
        self._nothing = paragraph("", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nothing.setContentsMargins(14, 12, 14, 12)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._nothing)
        self.body.addWidget(self._pages)
        self._add_tools()

    def _add_tools(self) -> None:
        self.search = SearchField(_("Filter gaps"))
        self.search.setMinimumWidth(120)
        self.search.setMaximumWidth(140)
        self.search.textChanged.connect(self.model.set_filter)
        for action in (self.search, *table_tools(self.view)):
            self.add_action(action)

    def _fit(self) -> None:
        if not self.view.columns.is_chosen:
            self.view.setColumnHidden(_HAS, self.width() < _SMALL)
            self.view.setColumnHidden(_COUNTS, self.width() < _SMALLEST)
        asked = self.view.columns.asked.get(_COUNTS, _COUNTS_WITH)
        if str(_COUNTS) not in self.view.columns.layout()["widths"]:  # as the user chose
            wide = min(asked, _COUNTS_WITH) if self.width() < _NARROW else asked
            self.view.horizontalHeader().resizeSection(_COUNTS, wide)

    def show_snapshot(self, snapshot: "Snapshot") -> None:
        """The gaps follow when the worker has looked; the same facts are not asked about again."""
        rulebook = self._session.workspace.rulebook

        def question(asked: "Snapshot", _job: "Job") -> "tuple[Gap, ...]":
            from readiness.planning.gaps import gaps  # noqa: PLC0415 - not on the way to the first picture

            tracks = {area: standing.track for area, standing in asked.standings.items()}
            return gaps(asked.facts, rulebook, tracks, asked.on)

        if self._next is not None and self._next.is_cancelled:  # a command came between
            self._question.forget()
        if self._question.ask(snapshot, question, self._on_gaps):
            self._waiting, self._next = [], None

    def _on_gaps(self, found: "tuple[Gap, ...]") -> None:
        facts = self._session.snapshot.facts
        names = Called(facts)
        rows = [_row(gap, names) for gap in found if gap.customer in facts.customers]
        self._pages.setCurrentIndex(0 if rows else 1)
        self._nothing.setText(
            _("All usage of the last month stands under an association that counts.")
            if self._session.snapshot.facts.usage
            else _("No usage is recorded.")
        )
        self.model.set_rows(rows)
        self.known.emit(Counter(gap.customer for gap in found))
        self._waiting = list(found[:MOST_TRIED])
        self.set_note(self._said(len(found)))
        self._try_next()

    def _try_next(self) -> None:
        if not self._waiting:
            self._next = None
            self._refill(sorted(self.model.all, key=_most_points))
            return
        gap, rulebook = self._waiting.pop(0), self._session.workspace.rulebook

        def question(asked: "Snapshot", job: "Job") -> "Gain":
            from readiness.planning.gaps import best_gain  # noqa: PLC0415 - as above

            return best_gain(asked.facts, rulebook, gap, asked.on, job.check)

        self._next = self._session.wonder(question, lambda gain: self._on_gain(gap, gain))

    def _on_gain(self, gap: "Gap", gain: "Gain") -> None:
        rows = [replace(row, gain=gain) if row.id == gap.id else row for row in self.model.all]
        self._refill(rows)
        self._try_next()

    def _refill(self, rows: Sequence[GapRow]) -> None:
        """What is selected stays so."""
        keep_selection(self.view, lambda: self.model.set_rows(rows), lambda row: row.id)
        self._fit()

    @staticmethod
    def _said(count: int) -> str:
        if count <= MOST_TRIED:
            return _("no eligible association, most points first")
        return _("no eligible association; the {n} largest are tried", n=MOST_TRIED)

    def _tell(self) -> None:
        rows: list[GapRow] = selected_rows(self.view)
        chosen = rows[0].gap.customer if rows else None
        if chosen is not None and chosen != self._chosen:
            self.customer_chosen.emit(chosen)
        self._chosen = chosen or self._chosen

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _row(gap: "Gap", names: Called) -> GapRow:
    figures = (
        text.words().sentence(f"amount.{measure}", n=Decimal(value) / MICRO) for measure, value in gap.figures
    )
    usage = ", ".join((*figures, gap.workload))
    return GapRow(gap.id, gap, names.customer(gap.customer), usage, None)


def _most_points(row: GapRow) -> tuple[float, str]:
    return (-float(row.gain.points) if row.gain is not None else 0.0, folded(row.customer))


def _columns() -> tuple[Column[GapRow], ...]:
    return (
        Column(lambda: _("Customer"), lambda r: r.customer),
        Column(lambda: _("Usage"), lambda r: r.usage, tooltip=lambda r: r.usage),
        Column(lambda: _("Has"), _has, tone=lambda _r: "text-muted"),
        Column(lambda: _("Counts with"), _counts_with, tooltip=_counts_with),
        Column(
            lambda: _("Area"),
            lambda r: ", ".join(text.area_name(area) for area in r.gap.areas),
            decoration=lambda r: Tiles(r.gap.areas, alone=True),
            tooltip=_by_area,
        ),
        Column(
            lambda: _("Points"),
            lambda r: None if r.gain is None else r.gain.points,
            lambda points: _UNKNOWN if points is None else text.signed(points),
            is_number=True,
            tone=lambda r: "success" if r.gain is not None and r.gain.points else "text-muted",
            tooltip=_by_area,
        ),
    )


def _has(row: GapRow) -> str:
    return ", ".join(short_kinds(row.gap.has)) or DASH


def _counts_with(row: GapRow) -> str:
    return text.words().listed(short_kinds(kind for some in row.gap.counts_with for kind in some), "or")


def _by_area(row: GapRow) -> str:
    """What the best association would bring to each area."""
    if row.gain is None or not row.gain.areas:
        return "\n".join(text.area_name(area) for area in row.gap.areas)
    kind = text.name("association", row.gain.association)
    lines = (
        _(
            "{area}: {points:signed} with {association}",
            area=text.area_name(area),
            points=points,
            association=kind,
        )
        for area, points in row.gain.areas
    )
    return "\n".join(lines)
