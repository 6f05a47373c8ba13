"""What a list's menu does with one record as a whole: its files, its past, what is held, and its end."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from readiness.facts import LIST_OF, Attachment, Change, Facts, Kind, PersonId, Remove, Series, Thing
from readiness.problems import Message
from readiness.snapshot import Snapshot
from readiness.workspace import Erasure, Past
from ui import icons, text
from ui.session import Session
from ui.text import _, ngettext
from ui.widgets import selected_rows


class Named(Protocol):
    """A row of a list."""

    @property
    def id(self) -> Any: ...
    @property
    def name(self) -> str: ...


class Records:
    """Asks the worker, and shows the answer in a dialog over the page."""

    def __init__(
        self,
        session: Session,
        page: QWidget,
        of: Callable[[Any], Thing | None] = lambda row: row,
        told: Callable[[str], object] = lambda _words: None,
    ) -> None:
        """`of` is the record behind a row, where there is one; `told` hears in words what was done."""
        self._session, self._page, self.thing, self._told = session, page, of, told

    def add_to(self, menu: QMenu, row: object) -> None:
        """The commands that every record has; greyed out without a row that is one."""
        thing = None if row is None else self.thing(row)
        count = len(self._files(thing)) if thing is not None else 0
        files = _("Attached files ({n})…", n=count) if count else _("Attached files…")
        for words, icon, act in (
            (files, "file-plus", self.show_files),
            (_("History of this record…"), "clock", self.show_history),
        ):
            action = menu.addAction(icons.icon(icon), words)
            action.setEnabled(thing is not None)
            action.triggered.connect(lambda _checked=False, act=act: act(row))

    def serve(self, view: QAbstractItemView) -> None:
        """Give a list whose rows are only looked at the menu of these commands."""

        def show(at: QPoint) -> None:
            rows: list[Any] = selected_rows(view)
            if view.indexAt(at).isValid() and rows:
                self.menu(rows[0], view).popup(view.viewport().mapToGlobal(at))

        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(show)

    def menu(self, row: object, parent: QWidget) -> QMenu:
        """The commands alone."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.add_to(menu, row)
        return menu

    def show_history(self, row: object) -> None:
        """When and by which action the record was changed."""
        thing = self.thing(row)
        if thing is not None:
            self._session.tend(
                lambda keeping: keeping.past(type(thing), thing.id), partial(self._on_past, self._name(row))
            )

    def _on_past(self, name: str, past: tuple[Past, ...]) -> None:
        from ui.dialogs.record import HistorySheet  # noqa: PLC0415 - when asked for

        HistorySheet(name, past, self._page).open()

    def show_files(self, row: object) -> None:
        """What is attached to the record: proofs, badges, letters."""
        from ui.dialogs.files import FilesSheet  # noqa: PLC0415 - when asked for

        thing = self.thing(row)
        if thing is None:
            return
        session = self._session
        sheet = FilesSheet(self._name(row), _about(thing), session.snapshot, self._page.window())

        def show(snapshot: Snapshot) -> None:
            sheet.show_facts(snapshot.facts)

        sheet.submitted.connect(session.write)
        session.snapshot_changed.connect(show)
        sheet.finished.connect(lambda _result: session.snapshot_changed.disconnect(show))
        sheet.open()

    def _files(self, thing: Thing) -> Sequence[Attachment]:
        return self._session.snapshot.facts.grouped(Attachment, "about").get(_about(thing), ())

    def _name(self, row: object) -> str:
        """What the row says it is called, else what the record is."""
        from readiness.called import record_name  # noqa: PLC0415 - when asked for

        thing, snapshot = self.thing(row), self._session.snapshot
        said = getattr(row, "name", "")
        if said or thing is None:
            return str(said)
        return record_name(thing, snapshot.facts, snapshot.catalogue, text.words())

    def show_held(self, row: Named) -> None:
        """All that is held about a person."""
        workspace = self._session.workspace
        spoken = text.words()
        self._session.ask(
            lambda _snapshot: workspace.held_text(workspace.held(row.id), spoken),
            partial(self._on_held, row.name),
        )

    def _on_held(self, name: str, words: str) -> None:
        from ui.dialogs.record import HeldSheet  # noqa: PLC0415 - when asked for

        HeldSheet(name, words, self._page).open()

    def ask_erase(self, row: Named) -> None:
        """Say what goes, and erase a person where the user agrees."""
        self._session.tend(lambda keeping: len(keeping.backups()), partial(self._on_counted, row))

    def _on_counted(self, row: Named, backups: int) -> None:
        from ui.dialogs.record import EraseSheet  # noqa: PLC0415 - when asked for

        awards = sum(award.person == row.id for award in self._session.snapshot.facts.awards.values())
        sheet = EraseSheet(row.name, awards, backups, self._page)
        sheet.submitted.connect(partial(self._erase, row.id))
        sheet.open()

    def _erase(self, person: PersonId, copies: object) -> None:
        self._session.erase(person, self._on_erased, copies=bool(copies))

    def _on_erased(self, erasure: Erasure) -> None:
        if erasure.left:
            words = ngettext(
                "The person was erased. {n} copy may still hold them: {names}",
                "The person was erased. {n} copies may still hold them: {names}",
                len(erasure.left),
                names=", ".join(erasure.left),
            )
            from ui.dialogs.failure import FailureSheet  # noqa: PLC0415 - when something is left

            FailureSheet(words, self._page).open()
        else:
            self._told(_("The person was erased"))


def _about(thing: Thing) -> str:
    """How an attachment says what it belongs to."""
    return f"{LIST_OF[type(thing)]}:{thing.id}"


def removed_title(
    facts: Facts, kind: Kind, changes: Iterable[Change], rows: Sequence[Named], codes: tuple[str, str]
) -> Message:
    """What a removal is called: who or how many, and what hangs on them and goes too.

    `codes` are those of one and of several, each with a second one ending in `-taking`.
    """
    one, many = codes
    slots: dict[str, Any] = {"name": rows[0].name} if len(rows) == 1 else {"n": len(rows)}
    code = one if len(rows) == 1 else many
    gone: Counter[str] = Counter()
    for change in changes:
        if isinstance(change, Remove) and change.kind is not kind:
            series = facts.find(Series, change.id) if change.kind is Series else None
            gone[LIST_OF[change.kind]] += sum(1 for _row in series.months()) if series else 1
    if not gone:
        return Message(code, slots)
    what = tuple(Message(f"hangs.{name}", {"n": count}) for name, count in gone.items())
    return Message(f"{code}-taking", slots | {"what": what})
