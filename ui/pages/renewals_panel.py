"""Renewal windows of the next twelve months as a chart, with all of them in the table behind it."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from readiness import charts
from readiness.outlook.renewals import Renewal, renewals
from readiness.snapshot import Snapshot
from ui import text, theme
from ui.dialogs.options import Called
from ui.pages.chart_panel import ChartPanel
from ui.pages.side_questions import AboutAll
from ui.session import Session
from ui.tables import Column
from ui.text import _

if TYPE_CHECKING:
    from readiness.charts.renewals import RenewalChart

_HEIGHT: Final = 120
"""Until it is known how many bars there are."""


class RenewalsPanel(ChartPanel[Renewal]):
    """Who can renew what, from when and until when."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Renewals of the next 12 months"), _HEIGHT, lambda: _columns(self))
        self._session = session
        self._question = AboutAll(session)
        self.names = Called(session.snapshot.facts)
        self._shown: RenewalChart | None = None
        self.chart.tip = self._tip

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """The bars follow when the worker has looked."""
        catalogue = self._session.workspace.rulebook.catalogue
        self._question.ask(snapshot, lambda s, _job: renewals(s.facts, catalogue, s.on), self._on_known)

    def _on_known(self, found: tuple[Renewal, ...]) -> None:
        from readiness.charts.renewals import draw_renewals, renewal_chart  # noqa: PLC0415 - late

        self.names = Called(self._session.snapshot.facts)
        if not found:
            self._shown = None
            self.show_nothing(
                "clock",
                _("Nothing ends within a year"),
                _("Awards with an end stand here, from the day they can be renewed to the day they expire."),
            )
            return
        chart = self._shown = renewal_chart(found, self._session.snapshot.on, text.words())
        self.chart.setFixedHeight(chart.height)
        colours = charts.palette(theme.current().name)
        spoken = [
            _("{person}, {code}: ends on {day}", person=bar.person, code=bar.code, day=bar.ends_on)
            for bar in chart.bars
        ]
        words = "; ".join([*spoken, *([chart.more] if chart.more else [])])
        self.show_rows(found, partial(draw_renewals, chart=chart, palette=colours), words)

    def _tip(self, _x: float, y: float) -> str:
        place = round(y)
        if self._shown is None or not 0 <= place < len(self._shown.bars):
            return ""
        bar, renewal = self._shown.bars[place], self._rows[place]
        head = _("{person}, {code}: ends on {day}", person=bar.person, code=bar.code, day=bar.ends_on)
        return f"{head}\n{window_words(renewal)}"


class RenewalsView(QScrollArea):
    """The panel in a page, which it may be higher than."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.panel = RenewalsPanel(session)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self.panel)
        self.show_snapshot = self.panel.show_snapshot


def window_words(renewal: Renewal) -> str:
    """When it can be renewed."""
    if renewal.opens_on is None:
        return _("Retired, so it cannot be renewed")
    return _("Can be renewed from {day} on", day=renewal.opens_on)


def _columns(panel: RenewalsPanel) -> Sequence[Column[Renewal]]:
    return (
        Column(lambda: _("Person"), lambda r: panel.names.person(r.person.id)),
        Column(lambda: _("Certification"), lambda r: r.code, tooltip=lambda r: r.title),
        Column(lambda: _("Renewable from"), lambda r: r.opens_on, text.day_or, tooltip=window_words),
        Column(lambda: _("Ends"), lambda r: r.ends_on, text.day),
    )
