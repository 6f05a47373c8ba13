"""The menu bar: every command with its name, shortcut and place."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from readiness.problems import Message
from ui import text, theme
from ui.pages.registry import PAGES
from ui.text import _

if TYPE_CHECKING:
    from ui.main_window.window import MainWindow

Command = tuple[str, str, Callable[[], object]]
"""A command's name, its keys, and what it does."""
_WIDEST: Final = 480
"""Of a command's name: a menu that is wider than the window hides its keys."""
_LANGUAGES = {"en": "English", "fr": "Français"}


class Menus:
    """Builds the menus of a window; undo, redo and the recent files are told anew when they change."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        bar = QMenuBar()  # a bar that is cleared keeps all that it held
        window.setMenuBar(bar)
        self._bar = bar
        self._needs_session: list[QAction] = []
        self._choices: list[tuple[QMenu, QAction]] = []
        self._file(bar.addMenu(_("&File")))
        self._edit(bar.addMenu(_("&Edit")))
        self._view(bar.addMenu(_("&View")))
        self._help(bar.addMenu(_("&Help")))

    def show_undo(self, undo: str, redo: str) -> None:
        """The actions' names, as much of them as a menu can hold; an empty one disables it."""
        letters = self._bar.fontMetrics()
        for action, words, plain in ((self.undo, undo, _("Undo")), (self.redo, redo, _("Redo"))):
            shown = letters.elidedText(words, Qt.TextElideMode.ElideMiddle, _WIDEST)
            action.setEnabled(bool(words))
            action.setText((shown or plain).replace("&", "&&"))

    def enable(self, *, has_session: bool) -> None:
        for action in self._needs_session:
            action.setEnabled(has_session)

    def _file(self, menu: QMenu) -> None:
        window = self._window
        self._add(menu, _("&New…"), QKeySequence.StandardKey.New, partial(window.ask, "new"))
        self._add(menu, _("&Open…"), QKeySequence.StandardKey.Open, partial(window.ask, "open"))
        self._add(menu, _("Open the &demo partner"), "Ctrl+D", window.demo_asked.emit)
        self.recent = self._recent(menu)
        menu.addSeparator()
        self._add(menu, _("&Import…"), "Ctrl+I", window.ask_import)
        self._needs_session.append(self._add(menu, _("&Export…"), "Ctrl+E", partial(window.ask, "export")))
        menu.addSeparator()
        self._needs_session += [
            self._add(menu, _("Prin&t…"), QKeySequence.StandardKey.Print, partial(window.ask, "print")),
            self._add(menu, _("Save a &copy…"), "Ctrl+Shift+S", partial(window.keep, "ask_copy")),
            self._add(menu, _("&Back up now"), "", partial(window.keep, "back_up")),
            self._add(menu, _("&Password…"), "", partial(window.keep, "ask_password")),
        ]
        self._add(menu, _("Re&store a backup…"), "", partial(window.keep, "show_backups"))
        menu.addSeparator()
        self.lock = self._add(menu, _("&Lock now"), "Ctrl+L", window.lock)
        menu.aboutToShow.connect(lambda: self.lock.setEnabled(window.locking.can_lock))
        self._needs_session.append(self._add(menu, _("Close &file"), "Ctrl+W", window.close_file))
        quit_ = self._add(menu, _("&Quit"), "Ctrl+Q", window.leave)
        quit_.setMenuRole(QAction.MenuRole.QuitRole)

    def _recent(self, menu: QMenu) -> QMenu:
        window, made = self._window, menu.addMenu(_("&Recent files"))
        made.aboutToShow.connect(lambda: fill_recent(made, window.recent(), window.open_asked.emit))
        made.menuAction().setEnabled(bool(window.recent()))
        return made

    def _edit(self, menu: QMenu) -> None:
        window = self._window
        self.undo = self._add(menu, _("Undo"), QKeySequence.StandardKey.Undo, window.undo)
        self.redo = self._add(menu, _("Redo"), QKeySequence.StandardKey.Redo, window.redo)
        self.redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        menu.addSeparator()
        self._add(menu, _("&Paste rows…"), QKeySequence.StandardKey.Paste, window.paste)
        self._add(menu, _("Search &everything…"), "Ctrl+K", partial(window.ask, "find"))
        self._needs_session.append(
            self._add(menu, _("&Find"), QKeySequence.StandardKey.Find, window.find_on_page)
        )
        menu.addSeparator()
        settings = self._add(menu, _("&Settings…"), "Ctrl+,", partial(window.ask, "settings"))
        settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        self._add(menu, _("&Reminders…"), "", partial(window.ask, "reminders"))

    def _view(self, menu: QMenu) -> None:
        window = self._window
        for place, entry in enumerate(PAGES, start=1):
            go = partial(window.navigate, entry.id)
            keys = f"Ctrl+{place}" if place < 10 else ""
            self._needs_session.append(self._add(menu, entry.word(), keys, go))
        back = self._add(menu, _("Back to the overview"), "Alt+Left", partial(window.navigate, PAGES[0].id))
        menu.addSeparator()
        day = self._add(menu, _("As of another &day…"), "Ctrl+G", window.pick_day)
        today = self._add(menu, _("As of &today"), "Ctrl+T", window.look_today)
        self._needs_session += [back, day, today]
        menu.addSeparator()
        schemes = {"system": _("As the system"), "light": _("Light"), "dark": _("Dark")}
        self._choice(menu.addMenu(_("T&heme")), [(key, schemes[key]) for key in theme.SCHEMES],
                     window.settings.theme, partial(_change, window, "theme"))  # fmt: skip
        self._choice(menu.addMenu(_("&Language")), list(_LANGUAGES.items()),
                     text.language(), partial(_change, window, "language"))  # fmt: skip

    def _help(self, menu: QMenu) -> None:
        self._add(menu, _("&Help"), QKeySequence.StandardKey.HelpContents, partial(self._window.ask, "help"))
        self._add(menu, _("&Keyboard shortcuts"), "Ctrl+/", partial(self._window.ask, "shortcuts"))
        self._add(menu, _("Check for &updates…"), "", partial(self._window.ask, "updates"))
        about = self._add(menu, _("&About Partner Readiness"), "", partial(self._window.ask, "about"))
        about.setMenuRole(QAction.MenuRole.AboutRole)

    def commands(self) -> tuple[Command, ...]:
        """Every command that can be given now: its name, its keys, and what it does."""
        plain = [
            (_plain(action.text()), _keys(action), action.trigger)
            for action in self._actions()
            if action.isEnabled()
        ]
        choices = [
            (_("{menu}: {choice}", menu=_plain(menu.title()), choice=action.text()), "", action.trigger)
            for menu, action in self._choices
            if not action.isChecked()
        ]
        return (*plain, *choices)

    def shortcuts(self) -> tuple[tuple[str, str], ...]:
        """Every command that has keys: its name and the keys as the system writes them."""
        return tuple((_plain(action.text()), keys) for action in self._actions() if (keys := _keys(action)))

    def _actions(self) -> Iterator[QAction]:
        for head in self._bar.actions():
            menu = head.menu()
            for action in menu.actions() if isinstance(menu, QMenu) else ():
                if not action.isSeparator() and action.menu() is None:
                    yield action

    def _add(
        self, menu: QMenu, words: str, keys: QKeySequence.StandardKey | str, act: Callable[[], object]
    ) -> QAction:
        action = menu.addAction(words)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _checked=False: act())
        return action

    def _choice(
        self, menu: QMenu, options: Sequence[tuple[str, str]], chosen: str, choose: Callable[[str], object]
    ) -> None:
        group = QActionGroup(menu)
        for key, words in options:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(key == chosen)
            action.triggered.connect(lambda _checked=False, key=key: choose(key))
            group.addAction(action)
            self._choices.append((menu, action))


def _plain(words: str) -> str:
    """Without the marks of the keys that open a menu."""
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _keys(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def _change(window: "MainWindow", field: str, value: str) -> None:
    window.change_settings(**{field: value})


def fill_recent(menu: QMenu, paths: Sequence[Path], choose: Callable[[Path], object]) -> None:
    """One entry per file: its name, with its folder where two have the same; its path as the tooltip."""
    menu.clear()
    menu.setToolTipsVisible(True)
    names = Counter(path.name for path in paths)
    for path in paths:
        words = path.name if names[path.name] == 1 else f"{path.name} \N{EN DASH} {path.parent.name}"
        action = menu.addAction(words.replace("&", "&&"))
        action.setToolTip(str(path))
        action.triggered.connect(lambda _checked=False, path=path: choose(path))


def undo_words(undo: Message | None, redo: Message | None) -> tuple[str, str]:
    """What the next step back and forward would do; empty where there is none."""
    return (
        "" if undo is None else _("Undo: {what}", what=text.say(undo)),
        "" if redo is None else _("Redo: {what}", what=text.say(redo)),
    )
