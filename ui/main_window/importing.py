"""What happens to a file that is dropped, picked or pasted: previewed, its columns asked for, imported."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from readiness.importers.mapping import TableMapping, mappings_of, mappings_text, signature
from readiness.snapshot import Snapshot
from readiness.workspace import Preview
from ui.background import Job
from ui.dialogs.import_preview import ImportDialog
from ui.main_window.asking import SUFFIX
from ui.main_window.window import MainWindow
from ui.text import _

_MAGIC = b"SQLite format 3\x00"


class Importing(QObject):
    """Previews the files one after the other; nothing is written before the user agrees."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: list[Path] = []
        self._left: list[Path] = []  # partners that were dropped with the one that is opened here
        self._awaited: Path | None = None  # the partner's file that is being opened for what waits
        self._current: Job | None = None  # the reading of the file that is read or shown
        self._pasted: list[TemporaryDirectory[str]] = []
        window.closing.connect(self.forget)

    def ask(self) -> None:
        from ui.dialogs.open_file import ask_files  # noqa: PLC0415 - when asked for

        exports = _("Exports ({pattern})", pattern="*.csv *.tsv *.txt *.json *.xlsx *.ics *.zip *.gz")
        kinds = f"{exports};;{_('All files ({pattern})', pattern='*')}"
        ask_files(self._window, _("Import"), kinds, self.take, many=True)

    def take(self, paths: list[Path]) -> None:
        """Without a partner's file a new one is asked for first."""
        if self._awaited is not None or self._is_cancelled:
            self._waiting.clear()  # of what did not come to its end
        self._awaited = None
        self._waiting += paths
        if self._window.session is None and self._waiting:
            self._window.asking.new()
        else:
            self.next()

    def paste(self) -> None:
        """Files, or rows of a spreadsheet, from the clipboard; rows are read like a file that holds them."""
        # There is none where nothing was copied yet.
        data: QMimeData | None = QGuiApplication.clipboard().mimeData()
        urls, words = ([], "") if data is None else (data.urls(), data.text())
        files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        rows = words.strip("\n")
        if files:
            self.drop(files)
        elif "\n" in rows or "\t" in rows:
            self.take([self._written(rows)])
        else:
            self._window.tell(_("There are no rows to paste. Copy them with their header in a spreadsheet."))

    def drop(self, paths: list[Path]) -> None:
        """A partner's file is opened, and anything else imported, into that partner where both came.

        Of several partners the first is opened here, and the others as the settings say of a second file.
        """
        partners = [path for path in paths if self._is_partner_file(path)]
        others = [path for path in paths if path not in partners]
        if not partners:
            self.take(others)
            return
        ours = next((path for path in partners if not self._is_open(path)), partners[0])
        self._waiting, self._awaited = others, ours
        self._left = [path for path in partners if path != ours]
        self._window.open_asked.emit(ours)
        self.next()  # where it was open

    def _is_open(self, path: Path) -> bool:
        session = self._window.session
        return session is not None and session.workspace.is_this(path)

    def _written(self, rows: str) -> Path:
        """The rows as a file, which is gone when it is imported or not."""
        self._pasted.append(TemporaryDirectory(prefix="readiness-"))
        path = Path(self._pasted[-1].name) / _("Pasted rows.tsv")
        path.write_text(rows, encoding="utf-8")
        return path

    def next(self) -> None:
        """Read what waits, one after the other, in the partner it was meant for."""
        is_elsewhere = self._awaited is not None and not self._is_open(self._awaited)
        if is_elsewhere or (self._current is not None and not self._is_cancelled):
            return
        self._awaited = None
        self._part_with_left()
        if not self._waiting:
            while self._pasted:
                self._pasted.pop().cleanup()
        elif self._window.session is not None:
            self._preview(self._waiting.pop(0))

    def _part_with_left(self) -> None:
        """The other partners get windows of their own, or stand in the list of recent files."""
        window, left, self._left = self._window, self._left, []
        if not left or window.session is None:
            return
        if window.settings.own_window:
            for path in left:
                window.apart_asked.emit(path)
            return
        opened = window.session.workspace.path
        kept = window.settings
        for path in (*reversed(left), opened):
            kept = kept.opened(path)
        window.change_settings(recent=kept.recent)
        window.note(
            _(
                "This window shows one partner: {opened}. Not opened yet, and in the list under its name: "
                "{others}. The settings can give each file a window of its own.",
                opened=opened.name,
                others=", ".join(path.name for path in left),
            )
        )

    def go_on(self) -> None:
        """One of the files was refused, and that was read: now the others."""
        self._current = None
        if self._window.session is None or self._awaited is not None:
            self.forget()
        else:
            self.next()

    def forget(self) -> None:
        """Drop what waits."""
        self._waiting.clear()
        self._left.clear()
        self._awaited = self._current = None
        self.next()

    @property
    def _is_cancelled(self) -> bool:
        return self._current is not None and self._current.is_cancelled

    def _preview(self, path: Path, said: str | None = None) -> None:
        """Read it; what is `said` of its columns counts instead of what is remembered."""
        session = self._window.session
        if session is not None:
            known = mappings_of(self._window.settings.mappings if said is None else said)
            show = partial(self._show, path, known)
            self._current = session.preview_import(path, show, mappings=known)

    def _show(self, path: Path, known: Mapping[str, TableMapping], preview: Preview) -> None:
        session = self._window.session
        if session is None:
            return
        if preview.reading.needs_mapping:
            self._ask_mapping(path, preview.reading)
            return
        dialog = ImportDialog(preview, preview.before.catalogue, self._window)
        dialog.agreed.connect(session.import_)
        dialog.finished.connect(self.go_on)

        def show_again(preview: Preview) -> None:
            dialog.set_preview(preview)
            self._look_ahead(dialog, preview)

        def read_again(answers: dict[str, Any]) -> None:
            job = session.preview_import(path, show_again, mappings=known, **answers)
            dialog.finished.connect(job.cancel)

        dialog.columns_asked.connect(lambda: self._ask_again(path, dialog))
        dialog.read_again.connect(read_again)
        dialog.open()
        self._look_ahead(dialog, preview)

    def _ask_again(self, path: Path, dialog: ImportDialog) -> None:
        """What was said of the columns was wrong."""
        kept = mappings_of(self._window.settings.mappings)
        kept.pop(signature(dialog.preview.reading.header), None)
        self._window.change_settings(mappings=mappings_text(kept))
        self._waiting.insert(0, path)
        dialog.reject()

    def _look_ahead(self, dialog: ImportDialog, preview: Preview) -> None:
        """What the import would bring takes longer to know than what it holds."""
        session = self._window.session
        if session is None or not preview.reading.changes:
            return

        def effects(_snapshot: Snapshot, job: Job) -> Any:
            from readiness.planning.effects import import_effects  # noqa: PLC0415 - when something is read

            before, rulebook = preview.before, session.workspace.rulebook
            return import_effects(before.facts, preview.after.facts, rulebook, before.on, job.check)

        asked = session.wonder(effects, lambda found: dialog.show_effects(preview, found))
        dialog.finished.connect(asked.cancel)

    def _ask_mapping(self, path: Path, reading: Any) -> None:
        """Ask once what the columns of another table are; then read it so, now and every time.

        Columns without headings are alike in every table: what is said of them is not remembered.
        """
        from ui.dialogs.mapping import MappingDialog  # noqa: PLC0415 - when such a table was read

        dialog = MappingDialog(reading, self._window.settings.mappings, self._window)

        def use(mappings: str) -> None:
            if not reading.is_headless:
                self._window.change_settings(mappings=mappings)
            self._preview(path, mappings)

        dialog.agreed.connect(use)
        dialog.rejected.connect(self.go_on)
        dialog.open()

    def _is_partner_file(self, path: Path) -> bool:
        """The open file itself is never read beside SQLite, which would drop its lock."""
        return path.suffix.lower() == SUFFIX or self._is_open(path) or is_partner_file(path)


def is_partner_file(path: Path) -> bool:
    """Whether a file begins like one of ours; what can't be read is none."""
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False
