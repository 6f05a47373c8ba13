"""The panel about one customer: who it is, what the rules ask of it, associations, and the newest usage."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from readiness.facts import Association, Month
from readiness.words import folded
from ui import theme
from ui.pages.claim_words import claim_words
from ui.pages.criteria_list import CriteriaList, criteria_question
from ui.pages.customer_rows import CustomerRow, amount, by_workload, is_standing
from ui.pages.detail_rows import DetailRows
from ui.pages.record_commands import Records
from ui.pages.side_questions import AboutOne
from ui.session import Session
from ui.tables import Column, RowsModel
from ui.text import _, day, month, name, number
from ui.widgets import Panel, Segmented, hairline, paragraph, table, tool_button
from ui.widgets.boxes import REST, boxed, column_of
from ui.widgets.two_lines import TwoLines, TwoLinesDelegate, icon_mark


@dataclass(frozen=True, slots=True)
class PanelRow:
    """An association, or what was used of one workload."""

    id: object
    lines: TwoLines


class CustomerPanel(Panel):
    """Shows the customer that is selected in the list."""

    edit_asked = Signal(object)  # the CustomerRow

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._row: CustomerRow | None = None
        self._session = session
        self._on = date.min
        self._edit = tool_button("pencil", _("Edit customer…"), lambda: self.edit_asked.emit(self._row))
        self.add_action(self._edit)
        self.details = DetailRows()
        self._about = QWidget()
        self.tabs = Segmented(
            (("criteria", _("Criteria")), ("associations", _("Associations")), ("usage", _("Usage"))),
            _("What to show"),
        )
        self.criteria = CriteriaList()
        self._asker = AboutOne(session, criteria_question(session), self)
        self._asker.answered.connect(self.criteria.show_criteria)
        self.associations: RowsModel[PanelRow] = RowsModel((_column(_("Associations")),), self)
        self.usage: RowsModel[PanelRow] = RowsModel((_column(_("Usage")),), self)
        self.records = Records(
            session, self, lambda row: session.snapshot.facts.associations.get(str(row.id))
        )
        self._pages = QStackedWidget()
        self._arrange()
        self.tabs.changed.connect(lambda _key: self._show_page())

    def set_day(self, on: date) -> None:
        """The day that associations are asked for; `show_row` follows."""
        self._on = on

    def show_row(self, row: CustomerRow | None) -> None:
        self._row = row
        self.setEnabled(row is not None)
        self.set_title(row.name if row else _("Nobody selected"))
        self._edit.setVisible(row is not None)
        self.set_note(_summary(row) if row else "")
        self.details.show_rows((*_details(row), *self._engagements(row)) if row else ())
        self.associations.set_rows(
            tuple(_association(a, self._on) for a in sorted(row.associations, key=_newest)) if row else ()
        )
        self.usage.set_rows(_usage(row) if row else ())
        self.criteria.show_criteria(None)
        self._asker.ask(row.id if row else "")
        self._show_page()

    def _engagements(self, row: CustomerRow) -> Iterator[tuple[str, str]]:
        """What Microsoft funds at the customer, and what is next in each claim."""
        programme = self._session.workspace.rulebook.programme
        for one in self._session.snapshot.facts.engagements.values():
            if one.customer == row.id:
                claim = claim_words(one, programme, self._on)
                yield _("Engagement"), _("{title}: {claim}", title=one.title, claim=claim)

    def _show_page(self) -> None:
        self._about.setVisible(self.tabs.key != "criteria")
        self._pages.setVisible(self._row is not None)
        if self.tabs.key == "criteria":
            self._pages.setCurrentWidget(self.criteria)
            return
        is_usage = self.tabs.key == "usage"
        model = self.usage if is_usage else self.associations
        self._pages.setCurrentIndex(int(is_usage) if model.all else 2 + int(is_usage))

    def _arrange(self) -> None:
        self.body.addLayout(column_of(self.tabs, edges=(9, 8, 9, 8)))
        self.body.addWidget(hairline())
        self._about.setLayout(column_of(self.details, hairline(), gap=0))
        self.body.addWidget(self._about)
        for model, words in ((self.associations, _("Associations")), (self.usage, _("Usage"))):
            view = table(model, name=words)
            view.setItemDelegate(TwoLinesDelegate(view))
            view.verticalHeader().setDefaultSectionSize(theme.size("row-two-line"))
            view.horizontalHeader().hide()
            if model is self.associations:
                self.records.serve(view)
            self._pages.addWidget(view)
        self._pages.addWidget(_nothing(_("No association is recorded. Without one, usage does not count.")))
        self._pages.addWidget(_nothing(_("No usage is recorded.")))
        self._pages.addWidget(self.criteria)
        self.body.addWidget(self._pages, 1)
        self.body.addStretch(0)


def _nothing(words: str) -> QWidget:
    return boxed(column_of(paragraph(words, "muted"), REST, edges=(14, 12, 14, 12)))


def _summary(row: CustomerRow) -> str:
    """Segment and newest month, beside the name."""
    segment = name("segment", row.segment)
    if row.month is None:
        return segment
    return _("{segment} · usage through {month}", segment=segment, month=row.month)


def _details(row: CustomerRow) -> tuple[tuple[str, str], ...]:
    customer = row.customer
    first = customer.tenants[0] if customer.tenants else None
    given = (
        (_("Segment"), name("segment", row.segment)),
        (_("Country"), customer.country),
        (_("TPID"), customer.tpid),
        (_("Tenant"), (first.domain or first.id) if first and len(customer.tenants) == 1 else ""),
        (_("Tenants"), ", ".join(t.domain or t.id for t in customer.tenants) if row.tenants > 1 else ""),
        (_("Usage through"), "" if row.month is None else month(row.month)),
    )
    return tuple((title, text) for title, text in given if text)


def _newest(association: Association) -> tuple[int, str]:
    return (-(association.since or date.min).toordinal(), association.kind)


def _association(association: Association, on: date) -> PanelRow:
    stands = is_standing(association, on)
    workloads = ", ".join(association.workloads) or _("All workloads")
    kind = name("association", association.kind)
    lines = TwoLines(
        first=_("{kind}: {workloads}", kind=kind, workloads=workloads),
        second=_period(association, on),
        mark=icon_mark("circle-check" if stands else "circle", "success" if stands else "text-muted"),
    )
    return PanelRow(association.id, lines)


def _period(association: Association, on: date) -> str:
    since, until = association.since, association.until
    if until is not None and until < on:
        return _("Ended on {day}", day=day(until))
    if since is not None and since > on:
        return _("Begins on {day}", day=day(since))
    if until is not None:
        return _("Until {day}", day=day(until))
    return _("Since {day}", day=day(since)) if since is not None else _("No dates recorded")


def _column(title: str) -> Column[PanelRow]:
    return Column(
        lambda: title,
        lambda row: f"{row.lines.first}, {row.lines.second}",
        decoration=lambda row: row.lines,
        tooltip=lambda row: f"{row.lines.first}\n{row.lines.second}",
    )


def _usage(row: CustomerRow) -> tuple[PanelRow, ...]:
    if row.month is None:
        return ()
    now = by_workload(row.usage, row.month)
    before = by_workload(row.usage, Month(row.month - 12))
    keys = sorted(now.keys() | before.keys(), key=lambda key: (folded(key[0]), key[1]))
    return tuple(_used(key, now.get(key), before.get(key)) for key in keys)


def _used(key: tuple[str, str], now: Decimal | None, before: Decimal | None) -> PanelRow:
    workload, measure = key
    gained = (now or Decimal(0)) - (before or Decimal(0))
    lines = TwoLines(
        first=workload,
        second=_(
            "{measure}: {now}, a year ago {before}",
            measure=_unit(measure),
            now=amount(now),
            before=amount(before),
        ),
        mark=icon_mark("trending-up" if gained > 0 else "trending-down" if gained < 0 else "minus"),
        right=_plus(gained),
    )
    return PanelRow(key, lines)


def _plus(gained: Decimal) -> str:
    return _("+{count}", count=number(gained)) if gained > 0 else number(gained)


def _unit(measure: str) -> str:
    return {
        "acr-usd": _("USD"),
        "revenue-usd": _("Revenue, USD"),
        "paid-seats": _("Paid seats"),
        "active-users": _("Active users"),
    }.get(measure, name("measure", measure))
