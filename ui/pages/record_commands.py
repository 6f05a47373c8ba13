"""What a list's menu does with one record as a whole: its past, what is held, and its end."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

from readiness.facts import LIST_OF, Change, Facts, Kind, PersonId, Remove, Series
from readiness.problems import Message
from readiness.snapshot import Snapshot
from readiness.workspace import Erasure, Past
from ui import text
from ui.session import Session
from ui.text import _, ngettext

if TYPE_CHECKING:
    from ui.dialogs.files import FilesSheet


class Named(Protocol):
    """A row of a list."""

    @property
    def id(self) -> Any: ...
    @property
    def name(self) -> str: ...


class Records:
    """Asks the worker, and shows the answer in a dialog over the page."""

    def __init__(
        self, session: Session, kind: Kind, page: QWidget, told: Callable[[str], object] = lambda _words: None
    ) -> None:
        """`told` hears in words what was done."""
        self._session, self._kind, self._page, self._told = session, kind, page, told

    def show_history(self, row: Named) -> None:
        """When and by which action the record was changed."""
        self._session.tend(lambda keeping: keeping.past(self._kind, row.id), partial(self._on_past, row.name))

    def _on_past(self, name: str, past: tuple[Past, ...]) -> None:
        from ui.dialogs.record import HistorySheet  # noqa: PLC0415 - when asked for

        HistorySheet(name, past, self._page).open()

    def show_files(self, row: Named) -> None:
        """What is attached to the record: proofs, badges, letters."""
        self.files_sheet(row).open()

    def files_sheet(self, row: Named) -> "FilesSheet":
        """The sheet of the files, filled; it follows what is written while it is open."""
        from ui.dialogs.files import FilesSheet  # noqa: PLC0415 - when asked for

        session = self._session
        about = f"{LIST_OF[self._kind]}:{row.id}"
        sheet = FilesSheet(row.name, about, session.snapshot, self._page.window())

        def show(snapshot: Snapshot) -> None:
            sheet.show_facts(snapshot.facts)

        sheet.submitted.connect(session.write)
        session.snapshot_changed.connect(show)
        sheet.finished.connect(lambda _result: session.snapshot_changed.disconnect(show))
        return sheet

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
