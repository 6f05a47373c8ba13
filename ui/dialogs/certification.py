"""Choosing a certification by title, exam code or old name, completed from the catalogue."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from readiness.facts import CertificationId
from readiness.rules import Catalogue, Certification
from ui.dialogs.forms import InputError
from ui.text import _


def certification_line(certification: Certification) -> str:
    """Short name and title: `AZ-104 · Azure Administrator Associate`."""
    code, title = certification.code, certification.name
    return title if code == title else f"{code} · {title}"


def _lines(catalogue: Catalogue) -> Iterator[tuple[str, Certification]]:
    """What can be chosen; old codes and titles stand behind today's line, so that typing them finds it."""
    for certification in catalogue:
        line = certification_line(certification)
        yield line, certification
        for old in (*certification.former_exams, *certification.former_titles):
            yield f"{line} ({old})", certification


class CertificationEditor:
    """A line that completes from the catalogue; what is typed in full is found too.

    Empty is None where `is_needed` is off.
    """

    def __init__(
        self, catalogue: Catalogue, value: CertificationId | None = None, *, is_needed: bool = True
    ) -> None:
        self._catalogue = catalogue
        self._is_needed = is_needed
        self._by_line = dict(_lines(catalogue))
        known = None if value is None else catalogue.get(value)
        self._kept = value if known is None else None
        self.widget = QLineEdit(certification_line(known) if known else (value or ""))
        completer = QCompleter(self.widget)
        completer.setModel(QStringListModel(sorted(self._by_line), completer))
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(10)
        self.widget.setCompleter(completer)

    def read(self) -> CertificationId | None:
        text = self.widget.text().strip()
        if not text and not self._is_needed:
            return None
        if not text:
            raise InputError(_("Type an exam code or a title, and choose from the list."))
        found = self._by_line.get(text) or self._catalogue.find(text)
        if found is not None:
            return found.id
        if self._kept is not None and text == self._kept:
            return self._kept
        raise InputError(
            _(
                "“{text}” is not in the catalogue. Type an exam code or a title, and choose from the list.",
                text=text,
            )
        )

    def watch(self, changed: Callable[[], None]) -> None:
        self.widget.textChanged.connect(lambda _text: changed())
