"""A choice from a short list, with our own chevron."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView

from ui import icons
from ui.widgets import paint


class ComboBox(QComboBox):
    """Shows one of a closed list; the wheel changes it only while it has the focus."""

    def __init__(self) -> None:
        super().__init__()
        view = QListView()
        view.setUniformItemSizes(True)
        self.setView(view)  # the style sheet reaches the items of a view of our own
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with paint.painting(self) as painter:
            box = QRectF(self.width() - 24, (self.height() - 14) / 2, 14, 14)
            icons.draw(painter, box, "chevron-down", "text-muted" if self.isEnabled() else "text-disabled")

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
