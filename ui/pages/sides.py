"""A panel beside a list, level with the list's table rather than with its filter row."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pages.listing import Listing
from ui.widgets import Panel


def beside(listing: Listing, panel: Panel) -> QWidget:
    """The panel, pushed down by the height of the list's filter row."""
    side = QWidget()
    column = QVBoxLayout(side)
    column.setContentsMargins(0, listing.search.sizeHint().height() + 12, 0, 0)
    column.addWidget(panel)
    return side


def panel_width(page_width: int) -> int:
    """The room for a panel on a page so wide: a third, 264 to 360."""
    return min(max(264, page_width * 3 // 10), 360)
