"""Workloads in forms: completed from the rules' own list, by any of their names; others are kept as typed."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from readiness.facts import ASSOCIATIONS, MEASURES, MICRO
from readiness.rules import Catalogue
from readiness.words import folded
from ui.dialogs.editors import Choice
from ui.dialogs.forms import InputError
from ui.text import _, name, number


def amount_words(workload: str, measure: str, value: int) -> str:
    """`SQL Database: 900 Azure consumed revenue (USD)`; the value is in millionths."""
    shown = number(Decimal(value) / MICRO, 2 if value % MICRO else 0)
    return _(
        "{workload}: {value} {measure}", workload=workload, value=shown, measure=name("measure", measure)
    )


def measure_choice(measure: str) -> Choice:
    return Choice([(one, name("measure", one)) for one in MEASURES], measure)


def association_choice(association: str) -> Choice:
    """Of some usage; nobody need know under which it came."""
    known = [(one, name("association", one)) for one in ASSOCIATIONS]
    return Choice([("", _("None known")), *known], association)


class WorkloadLine:
    """One workload."""

    def __init__(self, catalogue: Catalogue, value: str) -> None:
        self._catalogue = catalogue
        self.widget = QLineEdit(value)
        self.widget.setCompleter(_completer(QCompleter(self.widget), catalogue))

    def read(self) -> str:
        typed = self.widget.text().strip()
        if not typed:
            raise InputError(_("Type a workload, like Teams or SQL Database."))
        return self._catalogue.workload_name(typed)

    def watch(self, changed: Callable[[], None]) -> None:
        self.widget.textChanged.connect(lambda _text: changed())


class WorkloadsLine:
    """Any number of workloads, parted by commas."""

    def __init__(self, catalogue: Catalogue, values: tuple[str, ...]) -> None:
        self._catalogue = catalogue
        self.widget = QLineEdit(", ".join(values))
        self.widget.setCompleter(_completer(_OfTheLast(self.widget), catalogue))

    def read(self) -> tuple[str, ...]:
        parts = (part.strip() for part in self.widget.text().split(","))
        return tuple(dict.fromkeys(self._catalogue.workload_name(part) for part in parts if part))

    def watch(self, changed: Callable[[], None]) -> None:
        self.widget.textChanged.connect(lambda _text: changed())


def _completer(made: QCompleter, catalogue: Catalogue) -> QCompleter:
    made.setModel(QStringListModel(sorted(catalogue.workloads, key=folded), made))
    made.setFilterMode(Qt.MatchFlag.MatchContains)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return made


class _OfTheLast(QCompleter):
    """Completes what stands after the last comma, and leaves what stands before it."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line

    # Qt overrides

    def splitPath(self, path: str) -> list[str]:  # noqa: N802 - Qt's name
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:  # noqa: N802 - Qt's name
        before = self._line.text().rpartition(",")[0].strip()
        chosen = super().pathFromIndex(index)
        return f"{before}, {chosen}" if before else chosen
