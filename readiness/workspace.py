"""Workspace: the one door to a partner's file; joins store, rulebook, importers and reports."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from readiness.facts import Change, Facts, Partner, Put, Remove
from readiness.problems import Message, Problem, ReadinessError, SourceError, WorkspaceError
from readiness.rules import Rulebook
from readiness.snapshot import Snapshot, compute, judged
from readiness.store import Step, Store

if TYPE_CHECKING:  # loaded when a file is read, or specializations are asked for
    from readiness.importers.reading import Reading
    from readiness.rules.legacy import Legacy
    from readiness.specializations import SpecializationStanding

_LARGEST_SOURCE: Final = 250_000_000
"""Bytes. A source is read whole into memory."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do: the reading, and the day's snapshot without and with it."""

    reading: "Reading"
    before: Snapshot
    after: Snapshot


class Workspace:
    """A partner's file, open and locked, its facts in memory. One thread at a time."""

    def __init__(self, path: Path, store: Store, rulebook: Rulebook) -> None:
        self.path = path
        self.rulebook = rulebook
        self._store = store
        self._facts = store.facts()
        self._undo_title, self._redo_title = store.titles()

    @classmethod
    def create(cls, path: Path, partner_name: str, rulebook: Rulebook, things: Iterable[Change] = ()) -> Self:
        """A new file that holds the partner's name and perhaps first things; none of that can be undone.

        Raises:
            WorkspaceError: there is something of that name, or it can't be written.
        """
        path = path.absolute()
        first = (Put(Partner(name=partner_name)), *things)
        return cls._over(path, Store.create(path, first), rulebook)

    @classmethod
    def open(cls, path: Path, rulebook: Rulebook) -> Self:
        """Open a file and keep others out of it.

        Raises:
            WorkspaceError: it is missing, none of ours, empty, newer, damaged, locked or can't be written;
                it is as it was.
        """
        path = path.absolute()
        return cls._over(path, Store.open(path), rulebook)

    @classmethod
    def _over(cls, path: Path, store: Store, rulebook: Rulebook) -> Self:
        try:
            return cls(path, store, rulebook)
        except BaseException:
            store.abandon()
            raise

    def close(self) -> None:
        self._store.close()

    def warm_up(self) -> None:
        """Load what writing needs ahead of the first edit: a third of a second that nobody should wait."""
        self._store.warm_up()

    # --- what is recorded

    @property
    def facts(self) -> Facts:
        return self._facts

    def snapshot(self, on: date) -> Snapshot:
        return compute(self._facts, self.rulebook, on)

    def judged(self, snapshot: Snapshot) -> Snapshot:
        """With the days of the qualification window looked at."""
        return judged(snapshot, self.rulebook)

    def specializations(self, snapshot: Snapshot) -> "tuple[SpecializationStanding, ...]":
        """Readiness for the specializations of the snapshot's day.

        Raises:
            RulesError: the rules of the specializations are broken.
        """
        from readiness.specializations import specializations  # noqa: PLC0415 (only who asks pays for it)

        return specializations(snapshot, self.rulebook)

    def legacy(self) -> "Legacy":
        """The competencies of before, and what became of them.

        Raises:
            RulesError: their file is broken.
        """
        from readiness.rules.legacy import load_legacy  # noqa: PLC0415 (only who asks pays for it)

        return load_legacy(self.rulebook)

    # --- changes

    @property
    def undo_title(self) -> Message | None:
        """What undo would take back."""
        return self._undo_title

    @property
    def redo_title(self) -> Message | None:
        """What redo would make again."""
        return self._redo_title

    def write(self, title: Message, changes: Iterable[Change]) -> None:
        """Record the changes as one step; nothing happens where they change nothing.

        Raises:
            WorkspaceError: they could not be written, and nothing of them is.
        """
        changes = tuple(changes)
        self._write(title, changes, self._facts.changed(changes))

    def _write(self, title: Message, changes: tuple[Change, ...], after: Facts) -> None:
        if any(self._matters(change) for change in changes):
            inverse = self._facts.inverse(changes)
            self._commit(lambda: self._store.write(title, changes, inverse), after)

    def undo(self) -> Message | None:
        """Take the newest step back; its title, or None where there is none."""
        return self._turn(self._store.next_undo(), undone=True)

    def redo(self) -> Message | None:
        """Make the step again that was taken back last."""
        return self._turn(self._store.next_redo(), undone=False)

    def _turn(self, step: Step | None, *, undone: bool) -> Message | None:
        if step is None:
            return None
        inverse = self._facts.inverse(step.changes)
        after = self._facts.changed(step.changes)
        self._commit(lambda: self._store.turn(step, inverse, undone=undone), after)
        return step.title

    def _matters(self, change: Change) -> bool:
        if isinstance(change, Remove):
            return self._facts.find(change.kind, change.id) is not None
        return self._facts.find(type(change.thing), change.thing.id) != change.thing

    def _commit(self, act: Callable[[], None], after: Facts) -> None:
        self._store.require_in_place()
        try:
            act()
        except WorkspaceError as error:
            self._read_again(after, error)
        self._facts = after
        self._undo_title, self._redo_title = self._store.titles()

    def _read_again(self, after: Facts, error: WorkspaceError) -> None:
        """An error at the very end may come after the fact: only the file knows, so it is asked."""
        self._store.abandon()
        self._store = Store.open(self.path)
        self._facts = self._store.facts()
        self._undo_title, self._redo_title = self._store.titles()
        if self._facts != after:
            raise error

    # --- files in and out

    def preview_import(
        self, path: Path, on: date, *, kind: str | None = None, date_order: str | None = None
    ) -> Preview:
        """What the source would change; nothing is written.

        Raises:
            SourceError: it can't be read at all.
        """
        from readiness.importers import read_source  # noqa: PLC0415 (not needed to show the first picture)

        data = self._source(path)
        reading = read_source(path.name, data, self._facts, self.rulebook, kind=kind, date_order=date_order)
        before = self.snapshot(on)
        if not reading.changes:
            return Preview(reading, before, before)
        return Preview(reading, before, compute(self._facts.changed(reading.changes), self.rulebook, on))

    def import_(self, preview: Preview) -> None:
        """Record what was previewed, as one step.

        Raises:
            SourceError: something else was recorded since the preview.
            WorkspaceError: it could not be written, and nothing of it is.
        """
        if preview.before.facts is not self._facts:
            raise SourceError("preview-outdated", source=preview.reading.source)
        title = Message("undo.import", {"source": preview.reading.source})
        self._write(title, preview.reading.changes, preview.after.facts)

    def export(
        self,
        out: Path,
        snapshot: Snapshot,
        *,
        language: str,
        paper: str = "a4",
        table: str | None = None,
    ) -> None:
        """Write a report of the snapshot, its format chosen by the ending of the name.

        Raises:
            ReadinessError: no format has that ending, or the file can't be written.
        """
        if self._is_this(out):
            raise ReadinessError("export-over-workspace", name=out.name)
        from readiness import reports  # noqa: PLC0415 (the writers of files load when one is written)
        from readiness.words import Words  # noqa: PLC0415

        if out.suffix.lower() == ".csv" and table not in reports.TABLES:
            raise ReadinessError("export-table", tables=reports.TABLES)
        words = Words(language)
        match out.suffix.lower():
            case ".json":
                reports.write_json(out, snapshot.facts)
            case ".xlsx":
                reports.write_xlsx(out, snapshot, words)
            case ".pdf":
                reports.write_pdf(out, snapshot, words, paper)
            case ".csv":
                reports.write_csv(out, snapshot, words, table or "")
            case ".ics":
                stamp = datetime.combine(snapshot.on, time(), UTC)
                reports.write_ics(out, snapshot.agenda, snapshot.facts, words, stamp)
            case ending:
                raise ReadinessError("export-ending", ending=ending or out.name)

    def report_pages(self, snapshot: Snapshot, *, language: str, paper: str = "a4") -> tuple[bytes, ...]:
        """The pages of the summary as PNG, to look at before it is saved."""
        from readiness import reports  # noqa: PLC0415 (the writers of files load when one is written)
        from readiness.words import Words  # noqa: PLC0415

        return reports.preview_pages(snapshot, Words(language), paper)

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that can be exported alone."""
        from readiness.reports.tables import TABLES  # noqa: PLC0415 (the writers load when one is written)

        return TABLES

    def _source(self, path: Path) -> bytes:
        """The bytes of a source. The open workspace itself is never opened beside SQLite."""
        try:
            if self._is_this(path):
                raise SourceError("source-is-workspace", source=path.name)
            if path.is_dir():
                raise SourceError("source-is-folder", source=path.name)
            if path.stat().st_size > _LARGEST_SOURCE:
                megabytes = _LARGEST_SOURCE // 1_000_000
                raise SourceError("source-too-large", source=path.name, megabytes=megabytes)
            return path.read_bytes()
        except FileNotFoundError:
            raise SourceError("source-missing", source=path.name) from None
        except (OSError, ValueError):
            raise SourceError("source-unreadable", source=path.name) from None

    def _is_this(self, path: Path) -> bool:
        try:
            return path.samefile(self.path)
        except (OSError, ValueError):
            return False

    # --- check

    def check(self) -> tuple[Problem, ...]:
        """Everything wrong with the file, the references in it and the values; nothing: all is well."""
        return tuple(self._findings())

    def _findings(self) -> Iterator[Problem]:
        from readiness.document.checks import problems_in  # noqa: PLC0415 (only a check needs it)

        yield from (Problem("file-damaged", {"detail": detail}) for detail in self._store.damage())
        if self._store.facts() != self._facts:
            yield Problem("file-differs")
        yield from problems_in(self._facts, self.rulebook.catalogue)
