"""What became of a mishap: it is in the log, and where the user should know, over the window."""

import sys
from pathlib import Path

from PySide6.QtCore import QObject

from ui.dialogs.failure import BugSheet
from ui.main_window import MainWindow
from ui.mishaps.crashes import last_words
from ui.mishaps.hooks import Hooks
from ui.mishaps.report import LOG, report_of_crash, write_log
from ui.text import _


class Mishaps(QObject):
    """Of one window; the log lies in `folder`."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        super().__init__(window)
        self._window, self._folder = window, folder
        self._note = ""
        self._hooks = Hooks(self._record, self._show, self)
        self.report = self._hooks.report
        window.shown.connect(self._tell)

    def start(self) -> None:
        """Hear of everything from now on, and say whether a program before this one crashed."""
        self._hooks.install()
        found = last_words(self._folder)
        for words in found:
            write_log(self._folder, report_of_crash(words))
        if found:
            self._note = _(
                "Last time, Partner Readiness ended unexpectedly. Your file is safe: every change is saved "
                "when you make it. A report without names or data was written to {log}.",
                log=self._folder / LOG,
            )
            self._tell()

    def stop(self) -> None:
        self._hooks.remove()

    def _record(self, words: str) -> None:
        sys.stderr.write(words)
        write_log(self._folder, words)

    def _show(self, words: str) -> None:
        """In the one sheet that is open already, or in a new one; nobody sees one over a hidden window."""
        shown = next((sheet for sheet in self._window.findChildren(BugSheet) if sheet.isVisible()), None)
        if shown is not None:
            shown.add(words)
        elif self._window.isVisible():
            BugSheet(words, self._window).open()

    def _tell(self, *_page: object) -> None:
        """Once there is a page to say it above."""
        if self._note and self._window.session is not None:
            self._window.note(self._note)
            self._note = ""
