"""About the app, and its keyboard shortcuts."""

from collections.abc import Iterator, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, metadata, version

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from readiness.rules import Rulebook
from ui.text import _, keys, language
from ui.widgets import Sheet, label, paragraph


def app_version() -> str:
    """The installed version; empty where the source is run without being installed."""
    try:
        return version("partner-readiness")
    except PackageNotFoundError:
        return ""


def releases_page() -> str:
    """Where the maker of this program publishes new versions; empty where no place was named."""
    try:
        named = metadata("partner-readiness").get_all("Project-URL", [])
    except PackageNotFoundError:
        return ""
    return next((url.partition(", ")[2] for url in named if url.startswith("Releases, ")), "")


class UpdatesSheet(Sheet):
    """Where new versions are; nothing is looked up unless the user opens that page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        number, page = app_version(), releases_page()
        super().__init__(
            _("Check for updates"), _("Version {number}", number=number) if number else "", parent
        )
        self.body.addWidget(
            paragraph(_("The app never goes online by itself, and so does not know of newer versions."))
        )
        if page:
            self.body.addWidget(paragraph(_("They are published, with what changed, on this page:")))
            self.body.addWidget(paragraph(page, "muted"))
            self.primary(_("Open in the browser")).clicked.connect(lambda: self._go(page))
        else:
            self.body.addWidget(
                paragraph(_("This copy names no page of new versions: ask where you got it from."))
            )
            self.only_close()
        self.body.addStretch(1)
        self.resize(460, 0)

    def _go(self, page: str) -> None:
        QDesktopServices.openUrl(QUrl(page))
        self.accept()


class AboutSheet(Sheet):
    """What this is, what it is not, and whose work it stands on."""

    def __init__(self, rulebook: Rulebook | None, today: date, parent: QWidget | None = None) -> None:
        number = app_version()
        super().__init__(
            _("Partner Readiness"), _("Version {number}", number=number) if number else "", parent
        )
        for words in (
            _("Shows how far a partner is from each Solutions Partner designation, and why."),
            _("Not affiliated with Microsoft. Its product names are trademarks of their owner."),
        ):
            self.body.addWidget(paragraph(words))
        for words in (
            _(
                "The rules are read from public pages; each shows its source and the day it was read. "
                "What Partner Center shows is what counts."
            ),
            *_of_rules(rulebook, today),
            _("Under the MIT license. Icons by Lucide (ISC), typeface Inter (OFL), Qt under the LGPL."),
        ):
            self.body.addWidget(paragraph(words, "muted"))
        self.body.addStretch(1)
        self.only_close()
        self.resize(480, 0)


def _of_rules(rulebook: Rulebook | None, today: date) -> Iterator[str]:
    """What the programme is called today, and which rules are the user's own."""
    if rulebook is None:
        return
    name = rulebook.on(today).names.programme.said(language())
    yield _("Name of the programme today: {name}.", name=name)
    if rulebook.own:
        yield _("Rules files of your own: {files}.", files=", ".join(rulebook.own))


class ShortcutsSheet(Sheet):
    """Every command that has keys."""

    def __init__(self, shortcuts: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(_("Keyboard shortcuts"), "", parent)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 12, 0)
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(0, 1)
        own = (
            (_("Copy the selected rows"), keys("Ctrl+C")),
            (_("Open what is selected"), _("Enter")),
            (_("Move between parts of the window"), "Tab"),
            (_("Move inside a list"), _("Arrow keys")),
        )
        for row, (words, pressed) in enumerate((*shortcuts, *own)):
            grid.addWidget(label(words), row, 0)
            grid.addWidget(label(pressed, "muted"), row, 1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        for ground in (inside, scroll.viewport()):  # the dialog's own ground, not the page's
            ground.setAutoFillBackground(False)
        self.body.addWidget(scroll, 1)
        self.only_close()
        self.resize(460, 520)
