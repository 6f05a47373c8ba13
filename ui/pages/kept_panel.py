"""Customers kept, new and lost per month, area by area, with the names in the table behind the chart."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from readiness import charts
from readiness.assess import Records
from readiness.facts import AREAS
from readiness.outlook.customers import CustomerMonth, counts_workloads, customer_months
from readiness.snapshot import Snapshot
from ui import text, theme
from ui.background import Job
from ui.pages.chart_panel import ChartPanel
from ui.pages.side_questions import AboutAll
from ui.session import Session
from ui.tables import Column
from ui.text import _
from ui.widgets.combo import ComboBox

if TYPE_CHECKING:
    from readiness.charts.customers import CustomersChart

_HEIGHT: Final = 300
_LEAST: Final = 140
_MOST: Final = 760


class KeptPanel(ChartPanel[CustomerMonth]):
    """What net customer adds are made of, a year back."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Kept, new and lost"), _HEIGHT, _columns)
        self._session = session
        self._question = AboutAll(session)
        self._shown: CustomersChart | None = None
        self.areas = ComboBox()
        self.areas.setAccessibleName(_("Area"))
        self.areas.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        for area in AREAS:
            self.areas.addItem(text.area_name(area, "medium"), area)
        self.head.insertWidget(self.head.count() - 2, self.areas)
        self.areas.currentIndexChanged.connect(lambda _place: self.show_snapshot(session.snapshot))
        self.chart.tip = self._tip
        self.chart.setMinimumHeight(_LEAST)
        self.chart.setMaximumHeight(_MOST)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        """The months follow when the worker has looked."""
        area = str(self.areas.currentData())
        rulebook = self._session.workspace.rulebook
        track = snapshot.standings[area].track
        unit = (
            _("workloads, against a year before")
            if counts_workloads(rulebook, area, track, snapshot.on)
            else _("tenants, against a year before")
        )
        self.set_note(unit)

        def question(asked: Snapshot, _job: Job) -> tuple[CustomerMonth, ...]:
            records = Records(asked.facts, rulebook.catalogue)
            return customer_months(records, rulebook, area, asked.standings[area].track, asked.on)

        self._question.ask(snapshot, question, partial(self._on_known, area), area)

    def _on_known(self, area: str, months: tuple[CustomerMonth, ...]) -> None:
        from readiness.charts.customers import customers_chart, draw_customers  # noqa: PLC0415 - late

        if area != self.areas.currentData():
            return
        if not months:
            self._shown = None
            self.show_nothing(
                "building-2",
                _("No usage yet"),
                _("Import the usage of your customers, and see month by month who is kept, new or lost."),
            )
            return
        chart = self._shown = customers_chart(area, months, text.words())
        colours = charts.palette(theme.current().name)
        words = "; ".join(map(month_words, months))
        self.show_rows(months, partial(draw_customers, chart=chart, palette=colours), words)

    def _tip(self, x: float, _y: float) -> str:
        place = round(x)
        if self._shown is None or not 0 <= place < len(self._shown.months):
            return ""
        month = self._shown.months[place]
        lines = [month_words(month)]
        for title, names in ((_("New"), month.new_names), (_("Lost"), month.lost_names)):
            if names:
                lines.append(_("{title}: {names}", title=title, names=", ".join(names)))
        return "\n".join(lines)


def month_words(month: CustomerMonth) -> str:
    return _(
        "{month}: {kept} kept, {new} new, {lost} lost",
        month=month.month,
        kept=month.kept,
        new=month.new,
        lost=month.lost,
    )


def _columns() -> Sequence[Column[CustomerMonth]]:
    return (
        Column(lambda: _("Lost ones"), lambda m: ", ".join(m.lost_names), tooltip=_names),
        Column(lambda: _("Month"), lambda m: m.month, text.month),
        Column(lambda: _("Kept"), lambda m: m.kept, text.number, is_number=True),
        Column(lambda: _("New"), lambda m: m.new, text.number, is_number=True),
        Column(lambda: _("Lost"), lambda m: m.lost, text.number, is_number=True),
        Column(lambda: _("New ones"), lambda m: ", ".join(m.new_names), tooltip=_names),
    )


def _names(month: CustomerMonth) -> str:
    return ", ".join((*month.new_names, *month.lost_names))
