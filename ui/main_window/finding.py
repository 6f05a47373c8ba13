"""What the palette finds: people, customers, certifications, pages, commands, files; how to get there."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from readiness.facts import Facts
from readiness.rules import Catalogue
from readiness.snapshot import Snapshot
from readiness.words import joined
from ui import text
from ui.dialogs.options import customers_apart, people_apart
from ui.dialogs.palette import Entry, Index, Palette
from ui.pages.registry import PAGES
from ui.text import _

if TYPE_CHECKING:
    from ui.main_window.window import MainWindow


class Finding:
    """Opens the palette; what there is to find is looked through once for each state of the facts."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._known: tuple[object, str, tuple[Entry, ...]] = (None, "", ())

    def open(self) -> None:
        session = self._window.session
        records: tuple[Entry, ...] = ()
        if session is not None:
            records = self._records(session.snapshot, session.workspace.rulebook.catalogue)
        commands = tuple(self._commands())
        Palette(Index((*self._pages(), *commands, *self._files(), *records)), self._window).open_over(
            self._window
        )

    def _records(self, snapshot: Snapshot, catalogue: Catalogue) -> tuple[Entry, ...]:
        facts, language, entries = self._known
        if facts is not snapshot.facts or language != text.language():
            entries = (
                *self._people(snapshot.facts),
                *self._customers(snapshot.facts),
                *self._awards(catalogue),
            )
            self._known = (snapshot.facts, text.language(), entries)
        return entries

    def _pages(self) -> Iterator[Entry]:
        if self._window.session is None:
            return
        for place, page in enumerate(PAGES, start=1):
            go = partial(self._window.navigate, page.id)
            keys = text.keys(f"Ctrl+{place}") if place < 10 else ""
            yield Entry(f"page/{page.id}", page.word(), _("Page"), page.icon, go, keys)

    def _commands(self) -> Iterator[Entry]:
        pages = {page.word() for page in PAGES}
        for words, keys, act in self._window.menus.commands():
            if words not in pages:
                yield Entry(f"command/{words}", words, _("Command"), "arrow-right", act, keys)

        if self._window.session is not None:
            for words, page, how in _adding():
                act = partial(_add, self._window, page, how)
                yield Entry(f"command/{page}/{how}", words, _("Command"), "plus", act)

    def _files(self) -> Iterator[Entry]:
        """Those opened lately, but the one that is open."""
        session = self._window.session
        for path in self._window.recent():
            if session is None or path != session.workspace.path:
                go = partial(self._window.open_asked.emit, path)
                yield Entry(f"file/{path}", path.name, _("Recent file"), "folder-open", go)

    def _people(self, facts: Facts) -> Iterator[Entry]:
        detail = _("Person")
        apart = people_apart(facts)
        for person in facts.people.values():
            name = apart[person.id]
            about = joined(detail, person.email if person.email not in name else "")
            go = partial(_show, self._window, "people", person.id)
            yield Entry(f"person/{person.id}", name, about, "users", go)

    def _customers(self, facts: Facts) -> Iterator[Entry]:
        detail = _("Customer")
        apart = customers_apart(facts)
        for customer in facts.customers.values():
            domain = next((tenant.domain for tenant in customer.tenants if tenant.domain), "")
            about = joined(detail, domain)
            go = partial(_show, self._window, "customers", customer.id)
            yield Entry(f"customer/{customer.id}", apart[customer.id], about, "building-2", go)

    def _awards(self, catalogue: Catalogue) -> Iterator[Entry]:
        detail = _("Certification")
        for known in catalogue.certifications.values():
            code = catalogue.code(known.id)
            title = known.name if code == known.name else f"{code} · {known.name}"
            about = f"{detail} · {', '.join(known.former_titles)}" if known.former_titles else detail
            go = partial(_show, self._window, "people", known.id, "show_certification")
            yield Entry(f"certification/{known.id}", title, about, "award", go)


# No methods: what was looked through would hold itself.


def _add(window: "MainWindow", page: str, how: str) -> None:
    """Go to the page and ask there what is to be added."""
    window.navigate(page)
    shown: Any = window.page
    getattr(shown, how)()


def _show(window: "MainWindow", page: str, record: str, how: str = "show_record") -> None:
    """Go to the page and show the record there."""
    window.navigate(page)
    shown: Any = window.page
    getattr(shown, how)(record)


def _adding() -> tuple[tuple[str, str, str], ...]:
    """What can be added: the words, the page, and its command."""
    return (
        (_("Add person"), "people", "add"),
        (_("Add customer"), "customers", "add"),
        (_("Add project"), "projects", "add"),
        (_("Add deadline"), "agenda", "add"),
        (_("Add workshop"), "agenda", "add_workshop"),
        (_("Add engagement"), "agenda", "add_engagement"),
        (_("Plan an exam"), "agenda", "add_exam"),
    )
