"""The window's commands that ask something in a dialog; none of it is there before it is asked for."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu

from readiness.editions import Edition
from ui import text
from ui.main_window.finding import Finding
from ui.main_window.menus import fill_recent
from ui.text import _

if TYPE_CHECKING:
    from ui.main_window.window import MainWindow
    from ui.pages.start import StartPage

SUFFIX = ".readiness"
_REPORTS = "PDF (*.pdf);;Excel (*.xlsx);;JSON (*.json);;iCalendar (*.ics)"


class Asking:
    """Shows the dialogs over the window."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._finding = Finding(window)

    def first_page(self) -> "StartPage":
        """What is offered where no file is open."""
        from ui.pages.start import StartPage  # noqa: PLC0415 - only without a file

        window = self._window
        made = StartPage(window.settings)
        made.demo_asked.connect(window.demo_asked)
        made.import_asked.connect(window.ask_import)
        made.new_asked.connect(self.new)
        made.open_asked.connect(self.open)
        made.setting_chosen.connect(lambda field, value: window.change_settings(**{field: value}))
        return made

    def new(self) -> None:
        """A partner's name, and where the new file is to lie."""
        from ui.dialogs.new_partner import NewPartnerDialog  # noqa: PLC0415 - when asked for

        dialog = NewPartnerDialog(SUFFIX, self._window)
        dialog.submitted.connect(self._window.new_asked)
        dialog.rejected.connect(self._window.importing.forget)
        dialog.open()

    def open(self) -> None:
        from ui.dialogs.open_file import ask_files  # noqa: PLC0415 - when asked for

        window = self._window
        ours = _("Partner files ({pattern})", pattern=f"*{SUFFIX}")
        kinds = f"{ours};;{_('All files ({pattern})', pattern='*')}"
        ask_files(window, _("Open a partner file"), kinds, lambda paths: window.open_asked.emit(paths[0]))

    def partner(self, where: Any) -> None:
        """Another partner's file, by the ones opened last."""
        window = self._window
        menu = QMenu(window)
        fill_recent(menu, window.recent(), window.open_asked.emit)
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addAction(_("Open…")).triggered.connect(lambda _checked=False: self.open())
        menu.addAction(_("New…")).triggered.connect(lambda _checked=False: self.new())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def export(self) -> None:
        """Write the day's summary, or the whole partner, where the user says."""
        from ui.dialogs.save_file import ask_where  # noqa: PLC0415 - when asked for

        window, session = self._window, self._window.session
        if session is not None:
            name = session.workspace.path.with_suffix(".pdf").name
            ask_where(
                window,
                _("Export"),
                name,
                _REPORTS,
                lambda out: session.export(out, window.tell_written, Edition(text.language())),
            )

    def print(self) -> None:
        """The report that is seen, or the day's summary, through the system's own dialog."""
        from ui.dialogs.printing import ask_print  # noqa: PLC0415 - when asked for

        session = self._window.session
        if session is not None:
            shown: Any = self._window.page
            edition = shown.edition if hasattr(shown, "edition") else None
            ask_print(session, edition, self._window)

    def find(self) -> None:
        """Anything there is, by a few letters."""
        self._finding.open()

    def forget(self) -> None:
        """What was looked through for the palette."""
        self._finding = Finding(self._window)

    def settings(self) -> None:
        from readiness.settings import own_rules_folder  # noqa: PLC0415 - when asked for
        from ui.dialogs.settings import SettingsSheet  # noqa: PLC0415 - when asked for

        window = self._window
        sheet = SettingsSheet(window.settings, own_rules_folder(), window)
        sheet.decided.connect(lambda changes: window.change_settings(**changes) if changes else None)
        sheet.reminders_asked.connect(self.reminders)
        sheet.open()

    def reminders(self) -> None:
        from ui.dialogs.reminders import reminders_dialog  # noqa: PLC0415 - when asked for

        window = self._window
        reminders_dialog(window.settings, lambda chosen: window.change_settings(**chosen), window).open()

    def help(self) -> None:
        """What each page is for, and where exports are; for the page that is seen."""
        from ui.dialogs.help import HelpSheet  # noqa: PLC0415 - when asked for

        HelpSheet(self._window.page_id, self._window).open()

    def shortcuts(self) -> None:
        from ui.dialogs.about import ShortcutsSheet  # noqa: PLC0415 - when asked for

        ShortcutsSheet(self._window.menus.shortcuts(), self._window).open()

    def updates(self) -> None:
        from ui.dialogs.about import UpdatesSheet  # noqa: PLC0415 - when asked for

        UpdatesSheet(self._window).open()

    def about(self) -> None:
        from ui.dialogs.about import AboutSheet  # noqa: PLC0415 - when asked for

        session = self._window.session
        rulebook = session.workspace.rulebook if session else None
        AboutSheet(rulebook, self._window.today, self._window).open()
