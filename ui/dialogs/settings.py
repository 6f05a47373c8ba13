"""The settings: looks, habits and safety, none of which changes a score but a rules folder of one's own."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from readiness.rules import usable_rulebook
from readiness.settings import Settings
from ui import text
from ui.dialogs.editors import Choice, Number
from ui.dialogs.forms import Form, FormSheet, InputError, Question, Values
from ui.screen_lock import IS_HEARD
from ui.text import _, ngettext
from ui.widgets import button
from ui.widgets.boxes import boxed, row_of

_LOCKS: Final = (0, 1, 5, 10, 30, 60)
_MOST: Final = 1_000_000


class SettingsSheet(FormSheet):
    """Answers with the fields that changed, by name."""

    reminders_asked = Signal()

    def __init__(self, settings: Settings, rules: Path, parent: QWidget | None = None) -> None:
        """`rules` is where rules files of the user's own are looked for where nothing else is said."""
        reminders = Command(_("Choose reminders…"))

        def result(values: Values) -> dict[str, Any]:
            asked = {**values, "backup_megabytes": int(values["backup_megabytes"])}
            del asked["reminders"]
            now = {field: getattr(settings, field) for field in asked}
            now["language"] = settings.language or text.language()
            return {field: value for field, value in asked.items() if value != now[field]}

        super().__init__(
            Form(
                title=_("Settings"),
                primary=_("Save settings"),
                questions=_questions(settings, rules, reminders),
                result=result,
                width=560,
            ),
            parent,
        )
        reminders.widget.clicked.connect(self.reminders_asked)


def _questions(settings: Settings, rules: Path, reminders: "Command") -> tuple[Question, ...]:
    language = settings.language or text.language()
    windows = ((False, _("In the window that is open")), (True, _("In a window of their own")))
    return (
        Question("language", _("Language"), Choice(text.LANGUAGE_NAMES, language), half=True),
        Question("theme", _("Theme"), Choice(text.schemes(), settings.theme), half=True),
        Question(
            "backup_megabytes",
            _("Room for the backups of one file, MB"),
            Number(Decimal(settings.backup_megabytes)),
            _is_room,
            half=True,
        ),
        _when_to_lock(settings.lock_minutes),
        Question(
            "own_window", _("Files opened from outside"), Choice(windows, settings.own_window), half=True
        ),
        Question("reminders", _("Reminders and tray"), reminders, half=True),
        Question(
            "rules",
            _("Rules files of your own"),
            Folder(settings.rules),
            _are_rules,
            hint=_("Empty: {folder}. Read at the next start.", folder=str(rules)),
        ),
    )


def _when_to_lock(minutes: int) -> Question:
    never = _("Only with the screen") if IS_HEARD else _("Never")
    after = (ngettext("After {n} minute", "After {n} minutes", n) if n else never for n in _LOCKS)
    return Question(
        "lock_minutes",
        _("Lock a file with a password"),
        Choice(tuple(zip(_LOCKS, after, strict=True)), minutes),
        half=True,
        hint=_("When nothing was typed or pressed for so long, and when the screen locks.")
        if IS_HEARD
        else _("When nothing was typed or pressed for so long."),
    )


def _is_room(megabytes: Decimal | None, _values: Values) -> str | None:
    if megabytes is None or not 1 <= megabytes <= _MOST or megabytes != int(megabytes):
        return _("Write a whole number from 1 to {most}.", most=_MOST)
    return None


def _are_rules(folder: str, _values: Values) -> str | None:
    """Refused at once and not at the next start."""
    if not folder:
        return None
    if not Path(folder).is_dir():
        return _("There is no such folder.")
    _rulebook, failure = usable_rulebook(Path(folder))
    return None if failure is None else text.explain(failure)


class Command:
    """A button that opens another dialog; there is nothing to read of it."""

    def __init__(self, words: str) -> None:
        self.widget = button(words, "calendar-days")

    def read(self) -> None:
        return None

    def watch(self, changed: Callable[[], None]) -> None:
        """Nothing changes here."""


class Folder:
    """The path of a folder, typed or picked; empty is none."""

    def __init__(self, path: str) -> None:
        self.line = QLineEdit(path)
        choose = button(_("Choose…"), "folder-open", on_click=self._on_choose)
        self.widget = boxed(row_of((self.line, 1), choose, gap=8))
        self.widget.setFocusProxy(self.line)

    def read(self) -> str:
        """Raises InputError where it is no path at all."""
        path = self.line.text().strip()
        if "\0" in path:
            raise InputError(_("There is no such folder."))
        return path

    def watch(self, changed: Any) -> None:
        self.line.textChanged.connect(lambda _text: changed())

    def _on_choose(self) -> None:
        dialog = QFileDialog(self.widget, _("Rules files of your own"), self.line.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.line.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
