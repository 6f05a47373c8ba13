"""Data: what has come in and what is missing; usage, imports, the partner itself, figures."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from readiness.intake import USAGE
from readiness.snapshot import Snapshot
from ui import text
from ui.pages.data_sources import SourcesSection
from ui.session import Session
from ui.text import _
from ui.widgets import PageBody, PageHead, Segmented
from ui.widgets.boxes import column_of

_PAGE_OF: Final = {
    "trainings": "people",
    "customers": "customers",
    "associations": "customers",
    "subscriptions": "customers",
    "projects": "projects",
    "events": "agenda",
}


class DataPage(QWidget):
    """Its sections are made when they are first looked at."""

    VIEWS: Final = ("usage", "imports", "partner", "figures")
    import_asked = Signal()
    page_opened = Signal(str)
    message = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.head = PageHead(_("Data"))
        self.section = Segmented(
            (
                ("sources", _("What has come in")),
                ("usage", _("Usage")),
                ("imports", _("Imports")),
                ("partner", _("Partner")),
                ("figures", _("Figures")),
            ),
            _("What to show"),
        )
        self.section.changed.connect(self.show_view)
        self.head.add_right(self.section)
        self._sections: dict[str, QWidget] = {}
        self._stack = QStackedWidget()
        self.setLayout(column_of(PageBody(self.head, (self._stack, 1))))
        self.sources = SourcesSection(session)
        self.sources.opened.connect(self._on_opened)
        self.sources.message.connect(self.message)
        self._add("sources", self.sources)

    @property
    def shown(self) -> QWidget:
        """The section that is seen."""
        return self._sections[self.section.key]

    def show_snapshot(self, snapshot: Snapshot) -> None:
        month = snapshot.data_month
        self.head.set_note("" if month is None else _("Usage through {month}", month=text.month(month)))
        self._tell(snapshot)

    def show_view(self, key: str) -> None:
        self.section.set_key(key)
        if key not in self._sections:
            self._add(key, self._made(key))
        self._stack.setCurrentWidget(self._sections[key])
        self._tell(self._session.snapshot)

    def start_search(self) -> None:
        self.shown.listing.start_search()  # type: ignore[attr-defined] # every section has one

    def _tell(self, snapshot: Snapshot) -> None:
        show: Callable[[Snapshot], None] = self.shown.show_snapshot  # type: ignore[attr-defined]
        show(snapshot)

    def _add(self, key: str, section: QWidget) -> None:
        self._sections[key] = section
        self._stack.addWidget(section)

    def _made(self, key: str) -> QWidget:
        match key:
            case "usage":
                from ui.pages.data_usage import UsageSection  # noqa: PLC0415 - at the first look

                return UsageSection(self._session)
            case "imports":
                from ui.pages.data_imports import ImportsSection  # noqa: PLC0415 - at the first look

                made = ImportsSection(self._session)
                made.import_asked.connect(self.import_asked)
                return made
            case "partner":
                from ui.pages.data_partner import PartnerSection  # noqa: PLC0415 - at the first look

                return PartnerSection(self._session)
            case _:
                from ui.pages.data_figures import FiguresSection  # noqa: PLC0415 - at the first look

                return FiguresSection(self._session)

    def _on_opened(self, table: str) -> None:
        """Show the records of a table: here, or on their own page."""
        if table in USAGE:
            self.show_view("usage")
            self.shown.show_measure(USAGE[table])  # type: ignore[attr-defined] # the section of usage
        elif table == "reported":
            self.show_view("figures")
        elif table in _PAGE_OF:
            self.page_opened.emit(_PAGE_OF[table])
