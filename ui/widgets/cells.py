"""The ground of all delegates: where the words of a cell are cut, its tooltip has the whole of them."""

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate

from ui.widgets import paint


class CellDelegate(QStyledItemDelegate):
    """A delegate whose cells tell what they have no room for, and then what the model has to say."""

    # Qt overrides

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: Any,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        if not index.isValid():
            return super().helpEvent(event, view, option, index)
        whole = paint.cut_at(event.pos(), lambda painter: self.paint(painter, option, index))
        said = index.data(Qt.ItemDataRole.ToolTipRole) or ""
        from PySide6.QtWidgets import QToolTip  # noqa: PLC0415 - each class of Qt costs start-up time

        words = said if whole in said else "\n".join(filter(None, (whole, said)))
        QToolTip.showText(event.globalPos(), words, view)
        return True
