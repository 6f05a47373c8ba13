"""A list with a panel beside it, and how wide that is."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.pages.listing import Listing


def panel_width(page_width: int) -> int:
    """The room for a panel on a page so wide: a third, 264 to 360."""
    return min(max(264, page_width * 3 // 10), 360)


def list_and_panel(listing: Listing, panel: QWidget) -> QWidget:
    """The list under its bar, and the panel of what is chosen in it."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    column.addWidget(listing.bar)
    row = QHBoxLayout()
    row.setSpacing(16)
    row.addWidget(listing, 1)
    row.addWidget(panel)
    column.addLayout(row, 1)
    return whole
