"""Workspace: the one door to a partner's file; joins store, rulebook, importers and reports."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from readiness.editions import Edition
from readiness.facts import Change, Facts, Key, Kind, Partner, PersonId, Put, with_evidence
from readiness.frozen import frozen
from readiness.problems import Message, Problem, ReadinessError, SourceError
from readiness.rules import Rulebook
from readiness.snapshot import Snapshot, Snapshots
from readiness.store import (
    Backup,
    Erasure,
    Host,
    Keeping,
    Past,
    Recorded,
    Store,
    copy_of_open,
    rescue,
    restore,
)

__all__ = [
    "Backup",
    "Erasure",
    "Host",
    "Keeping",
    "Past",
    "Preview",
    "Workspace",
    "copy_of_open",
    "rescue",
    "restore",
]

if TYPE_CHECKING:  # loaded when a file is read, or specializations are asked for
    from readiness.importers.mapping import TableMapping
    from readiness.importers.reading import Reading
    from readiness.rules.legacy import Legacy
    from readiness.specializations import SpecializationStanding
    from readiness.words import Words


@frozen
class Preview:
    """What an import would do: the reading, and the day's snapshot without and with it."""

    reading: "Reading"
    before: Snapshot
    after: Snapshot


class Workspace:
    """A partner's file, open and locked, its facts in memory. One thread at a time."""

    def __init__(self, path: Path, store: Store, rulebook: Rulebook, host: Host | None = None) -> None:
        self.path = path
        self.rulebook = rulebook
        self.keeping = Keeping(store, host)
        self._snapshots = Snapshots(rulebook)
        self._recorded = Recorded(self.keeping)

    @classmethod
    def create(
        cls,
        path: Path,
        partner_name: str,
        rulebook: Rulebook,
        things: Iterable[Change] = (),
        host: Host | None = None,
    ) -> Self:
        """A new file that holds the partner's name and perhaps first things; none of that can be undone.

        Raises:
            WorkspaceError: there is something of that name, or it can't be written.
        """
        path = path.absolute()
        first = (Put(Partner(name=partner_name)), *things)
        return cls._over(path, Store.create(path, first, host=host), rulebook, host)

    @classmethod
    def open(
        cls, path: Path, rulebook: Rulebook, *, password: str | None = None, host: Host | None = None
    ) -> Self:
        """Open a file and keep others out of it; one that may not be written is only read.

        Raises:
            WorkspaceError: it is missing, none of ours, empty, newer, damaged or locked, or needs another
                password; it is as it was.
        """
        path = path.absolute()
        return cls._over(path, Store.open(path, password, host), rulebook, host)

    @classmethod
    def _over(cls, path: Path, store: Store, rulebook: Rulebook, host: Host | None) -> Self:
        try:
            return cls(path, store, rulebook, host)
        except BaseException:
            store.abandon()
            raise

    @property
    def _store(self) -> Store:
        return self.keeping.store

    def close(self) -> None:
        self.keeping.leave()
        self._store.close()

    def warm_up(self) -> None:
        """Load what writing needs ahead of the first edit: a third of a second that nobody should wait."""
        self._store.warm_up()

    # --- what is recorded

    @property
    def facts(self) -> Facts:
        return self._recorded.facts

    def snapshot(self, on: date, *, whole: bool = True) -> Snapshot:
        """Of a day; not `whole`, whoever reads its agenda first makes it."""
        return self._snapshots.of(self.facts, on, whole=whole)

    def judged(self, snapshot: Snapshot, check: Callable[[], None] = lambda: None) -> Snapshot:
        """With the days of the qualification window looked at; `check` may raise to stop."""
        return self._snapshots.judged(snapshot, check)

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

    @property
    def identity(self) -> str:
        """What tells this file from every other, wherever it lies."""
        return self._store.identity

    # --- changes

    @property
    def undo_title(self) -> Message | None:
        """What undo would take back."""
        return self._recorded.undo_title

    @property
    def redo_title(self) -> Message | None:
        """What redo would make again."""
        return self._recorded.redo_title

    def write(self, title: Message, changes: Iterable[Change]) -> None:
        """Record the changes as one step; nothing happens where they change nothing.

        Evidence goes with the record that it is attached to.

        Raises:
            WorkspaceError: they could not be written, and nothing of them is.
        """
        changes = with_evidence(self.facts, changes)
        self._recorded.write(title, changes, self.facts.changed(changes))

    def undo(self) -> Message | None:
        """Take the newest step back; its title, or None where there is none.

        Raises:
            WorkspaceError: it could not be taken back, and all is as it was.
        """
        return self._recorded.undo()

    def redo(self) -> Message | None:
        """Make the step again that was taken back last; else as undo does."""
        return self._recorded.redo()

    # --- files in and out

    def preview_import(  # noqa: PLR0913 - the answers of the user are keywords
        self,
        path: Path,
        on: date,
        *,
        kind: str | None = None,
        date_order: str | None = None,
        mappings: "Mapping[str, TableMapping] | None" = None,
        holder: PersonId | None = None,
        zone: str = "",
        step: Callable[[int, int], None] | None = None,
    ) -> Preview:
        """What the source would change; nothing is written. `zone` is the user's, by its IANA name.

        `step` hears how much is done, and raises to stop: nine tenths are the file, the last is the score.

        Raises:
            SourceError: it can't be read at all.
        """
        from readiness.importers import read_file  # noqa: PLC0415 (not needed to show the first picture)

        if self.is_this(path):  # which is never opened beside SQLite
            raise SourceError("source-is-workspace", source=path.name)
        tell = step or (lambda _done, _of: None)
        asked: Any = {"kind": kind, "date_order": date_order, "mappings": mappings, "holder": holder}
        asked |= {"on": on, "zone": zone, "step": lambda done, of: tell(done * 9, of * 10)}
        reading = read_file(path, self.facts, self.rulebook, **asked)
        tell(91, 100)
        before = self.snapshot(on)
        if not reading.changes:
            return Preview(reading, before, before)
        facts = self.facts.changed(reading.changes)
        tell(93, 100)
        return Preview(reading, before, self._snapshots.of(facts, on, check=lambda: tell(95, 100)))

    def import_(self, preview: Preview) -> None:
        """Record what was previewed, as one step.

        Raises:
            SourceError: something else was recorded since the preview.
            WorkspaceError: it could not be written, and nothing of it is.
        """
        if preview.before.facts is not self.facts:
            raise SourceError("preview-outdated", source=preview.reading.source)
        title = Message("undo.import", {"source": preview.reading.source})
        if preview.reading.changes:
            self.keeping.back_up_before("import")
        self._recorded.write(title, preview.reading.changes, preview.after.facts)

    def export(
        self,
        out: Path,
        snapshot: Snapshot,
        edition: Edition,
        step: Callable[[int, int], None] | None = None,
    ) -> None:
        """Write a report of the snapshot, its format chosen by the ending of the name.

        `step` hears how much of a pack is made, and raises to stop: then nothing is written.

        Raises:
            ReadinessError: no format has that ending, the file can't be written, or it is for a customer and
                holds what no customer may see.
        """
        if self.is_this(out):
            raise ReadinessError("export-over-workspace", name=out.name)
        from readiness import reports  # noqa: PLC0415 (the writers of files load when one is written)

        reports.write_report(out, reports.Material(snapshot, self.rulebook, edition), step)

    def export_table(  # noqa: PLR0913 - a writer: where, of when, what, in which words
        self,
        out: Path,
        snapshot: Snapshot,
        title: str,
        columns: Sequence[tuple[str, str]],
        rows: Sequence[tuple[Any, ...]],
        *,
        language: str,
    ) -> None:
        """Write a table as it is on the screen; a column is its title and `text`, `day`, `moment`, `number`.

        Raises:
            ReadinessError: the name ends neither in `.csv` nor in `.xlsx`, or the file can't be written.
        """
        if self.is_this(out):
            raise ReadinessError("export-over-workspace", name=out.name)
        from readiness import reports  # noqa: PLC0415 (the writers of files load when one is written)

        material = reports.Material(snapshot, self.rulebook, Edition(language))
        reports.write_shown(out, reports.shown_table(title, columns, rows), material)

    def report_pages(self, snapshot: Snapshot, edition: Edition, ppi: int | None = None) -> tuple[bytes, ...]:
        """The pages of a report or of a pack's printed part as PNG; `ppi`: for paper, pixels to the inch."""
        from readiness import reports  # noqa: PLC0415 (the writers of files load when one is written)

        return reports.pictures_of(reports.Material(snapshot, self.rulebook, edition), ppi)

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that can be exported alone."""
        from readiness.reports.tables import TABLES  # noqa: PLC0415 (the writers load when one is written)

        return TABLES

    def is_this(self, path: Path) -> bool:
        """Whether the path leads to this file, which nobody may open beside SQLite."""
        try:
            return path.samefile(self.path)
        except (OSError, ValueError):
            return False

    # --- a record

    def history(self, kind: Kind, key: Key) -> tuple[Past, ...]:
        """When and by which action a record was changed, as far back as undo reaches, the newest first."""
        return self.keeping.past(kind, key)

    def held(self, person: PersonId) -> dict[str, Any]:
        """All that is held about a person: records, steps, and how many backups there are."""
        from readiness.document.held import held  # noqa: PLC0415 (only who asks pays for it)

        words = self.keeping.words_for(self.facts, person)
        steps = self._store.mentioning((person, *words))
        told = [{"at": step.at and step.at.isoformat(), "title": step.title} for step in steps]
        return {
            "person": person,
            "records": held(self.facts, person, words),
            "steps": told,
            "backups": len(self.keeping.backups()),
        }

    def held_text(self, held: dict[str, Any], words: "Words") -> str:
        """The answer of `held` as a text to read and to hand out."""
        from readiness.document.held import held_text  # noqa: PLC0415 (only who asks pays for it)

        return held_text(held, words)

    def erase(self, person: PersonId, on: date, *, copies: bool) -> Erasure:
        """Erase a person for good, all that hangs on them, and their name in texts: no undo brings it back.

        Raises:
            WorkspaceError: it could not be written, and nothing of it is.
        """
        before, day = self.facts, on.isoformat()
        self._recorded.erase(person, day)
        return self.keeping.erase_in_copies(before, person, day, rewrite=copies)

    # --- check

    def check(self) -> tuple[Problem, ...]:
        """Everything wrong with the file, the references in it and the values; nothing: all is well."""
        return tuple(self._findings())

    def _findings(self) -> Iterator[Problem]:
        from readiness.document.checks import problems_in  # noqa: PLC0415 (only a check needs it)
        from readiness.rules.specializations import specialization_book  # noqa: PLC0415 (so it is)

        yield from (Problem("file-damaged", {"detail": detail}) for detail in self._store.damage())
        yield from (Problem("file-altered", {"table": table}) for table in self._store.broken())
        if self._store.facts() != self.facts:
            yield Problem("file-differs")
        known = specialization_book(self.rulebook).specializations
        yield from problems_in(self.facts, self.rulebook.catalogue, known)
