"""The explanation tree. Nodes are numbered once; an index carries the number, never a Python object."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, overload

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from readiness.assess.finding import Finding
from ui.tables import Column, cell, header

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class _Node:
    finding: Finding
    row: int
    parent: int | None
    children: list[int]


class FindingsModel(QAbstractItemModel):
    """A read-only tree over one `Finding`; replace it to change it."""

    def __init__(self, columns: Sequence[Column[Finding]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._nodes: list[_Node] = []
        self._cells: dict[tuple[int, int, int], Any] = {}
        """What was answered, by node, column and role: a tree asks several times before it is painted."""

    @property
    def size(self) -> int:
        """How many findings there are, at all levels."""
        return len(self._nodes)

    def set_finding(self, finding: Finding) -> None:
        self.beginResetModel()
        self._nodes = []
        self._cells.clear()
        self._add(finding, row=0, parent=None)
        self.endResetModel()

    def finding_at(self, index: Index) -> Finding:
        return self._nodes[index.internalId()].finding

    def index_of(self, path: Sequence[int]) -> QModelIndex:
        """The index reached from the root by child numbers; () is the root itself."""
        found = self.index(0, 0)
        for row in path:
            found = self.index(row, 0, found)
        return found

    def path_of(self, index: Index) -> tuple[int, ...]:
        """The child numbers that lead from the root to the index; () for the root."""
        path: list[int] = []
        number: int | None = index.internalId() if index.isValid() else None
        while number is not None:
            node = self._nodes[number]
            if node.parent is not None:
                path.append(node.row)
            number = node.parent
        return tuple(reversed(path))

    def _add(self, finding: Finding, row: int, parent: int | None) -> int:
        number = len(self._nodes)
        node = _Node(finding, row, parent, [])
        self._nodes.append(node)
        node.children.extend(self._add(f, i, number) for i, f in enumerate(finding.because))
        return number

    # Qt overrides

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        number = self._nodes[parent.internalId()].children[row] if parent.isValid() else 0
        return self.createIndex(row, column, number)

    @overload
    def parent(self) -> QObject | None: ...
    @overload
    def parent(self, child: Index) -> QModelIndex: ...
    def parent(self, child: Index | None = None) -> QObject | QModelIndex | None:
        if child is None:
            return super().parent()
        above = self._nodes[child.internalId()].parent if child.isValid() else None
        return QModelIndex() if above is None else self.createIndex(self._nodes[above].row, 0, above)

    def rowCount(self, parent: Index = _ROOT) -> int:
        if not parent.isValid():
            return min(len(self._nodes), 1)
        return len(self._nodes[parent.internalId()].children) if parent.column() == 0 else 0

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: ARG002 - Qt's signature
        return len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        number, column = index.internalId(), index.column()
        key = number, column, role
        if key not in self._cells:
            self._cells[key] = cell(self._columns[column], self._nodes[number].finding, role)
        return self._cells[key]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        return header(self._columns, section, orientation, role)
