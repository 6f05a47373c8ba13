"""The pages there are, in the order of the rail. A page's module is loaded at its first visit.

A page is a widget with `show_snapshot(snapshot)`, which shows these values and no others.
"""

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtWidgets import QWidget

from ui.session import Session
from ui.text import _


class Entry(NamedTuple):
    """One line of the rail; the word is asked when shown, so the language can change."""

    id: str
    word: Callable[[], str]
    icon: str
    make: Callable[[Session], QWidget]


def _overview(session: Session) -> QWidget:
    from ui.pages.overview import OverviewPage  # noqa: PLC0415 - at the first visit

    return OverviewPage(session)


def _people(session: Session) -> QWidget:
    from ui.pages.people import PeoplePage  # noqa: PLC0415 - at the first visit

    return PeoplePage(session)


def _customers(session: Session) -> QWidget:
    from ui.pages.customers import CustomersPage  # noqa: PLC0415 - at the first visit

    return CustomersPage(session)


def _projects(session: Session) -> QWidget:
    from ui.pages.projects import ProjectsPage  # noqa: PLC0415 - at the first visit

    return ProjectsPage(session)


def _agenda(session: Session) -> QWidget:
    from ui.pages.agenda import AgendaPage  # noqa: PLC0415 - at the first visit

    return AgendaPage(session)


def _reports(session: Session) -> QWidget:
    from ui.pages.reports import ReportsPage  # noqa: PLC0415 - at the first visit

    return ReportsPage(session)


def _data(session: Session) -> QWidget:
    from ui.pages.data import DataPage  # noqa: PLC0415 - at the first visit

    return DataPage(session)


def _rules(session: Session) -> QWidget:
    from ui.pages.rules import RulesPage  # noqa: PLC0415 - at the first visit

    return RulesPage(session)


def _specializations(session: Session) -> QWidget:
    from ui.pages.specializations import SpecializationsPage  # noqa: PLC0415 - at the first visit

    return SpecializationsPage(session)


def area_page(session: Session, area: str) -> QWidget:
    """The page of one area; it has no line of its own in the rail."""
    from ui.pages.area import AreaPage  # noqa: PLC0415 - at the first visit

    return AreaPage(session, area)


AHEAD: Final = (
    *(
        "ui.dialogs.forms",
        "ui.dialogs.editors",
        "ui.dialogs.customer",
        "ui.dialogs.event",
        "ui.widgets.views",
    ),
    *("ui.pages.listing", "ui.pages.people_rows", "ui.pages.person_panel", "ui.pages.people"),
    *("ui.pages.customers", "ui.pages.projects", "readiness.specializations", "ui.pages.competencies"),
    *("ui.pages.specializations", "ui.pages.agenda_details", "ui.pages.engagements", "ui.pages.agenda"),
    *(
        "ui.pages.data",
        "ui.pages.data_usage",
        "readiness.reports.packs",
        "ui.pages.reports",
        "ui.pages.rules",
        "ui.pages.history_panel",
    ),
    *("ui.pages.area", "ui.pages.matrix_view", "ui.dialogs.palette", "ui.dialogs.import_preview"),
)
"""Modules to load once nobody waits, in the order in which they are likely to be asked for."""
PAGES: Final = (
    Entry("overview", lambda: _("Overview"), "gauge", _overview),
    Entry("people", lambda: _("People"), "users", _people),
    Entry("customers", lambda: _("Customers"), "building-2", _customers),
    Entry("projects", lambda: _("Projects"), "square-kanban", _projects),
    Entry("specializations", lambda: _("Specializations"), "award", _specializations),
    Entry("agenda", lambda: _("Agenda"), "calendar-days", _agenda),
    Entry("data", lambda: _("Data"), "database", _data),
    Entry("reports", lambda: _("Reports"), "file-text", _reports),
    Entry("rules", lambda: _("Rules"), "scale", _rules),
)
