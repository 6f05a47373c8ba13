"""A dialog as every dialog looks: heading, body, and a footer with a promise, Cancel, one primary button."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QDialog, QFrame, QPushButton, QWidget

from ui import theme
from ui.text import _
from ui.widgets import paint
from ui.widgets.basics import Elided, button, label
from ui.widgets.boxes import boxed, column_of, row_of
from ui.widgets.tab_order import read_in_order


class _Overlay(QWidget):
    """Dims the window behind a dialog."""

    # Qt overrides

    def paintEvent(self, _event: QPaintEvent) -> None:
        with paint.painting(self) as painter:
            painter.fillRect(self.rect(), theme.color("overlay"))


class Sheet(QDialog):
    """Values in, changes out; `open()` it, never `exec()`.

    `body` is the layout of the content. `primary()` makes the button that Enter presses. Of a height that is
    too low for the words, such as 0, it becomes as high as they ask.
    """

    def __init__(self, title: str, origin: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self._title = label(title, "heading")
        self._origin = Elided(origin, "small")
        self._origin.setVisible(bool(origin))
        self.body = column_of(gap=12, edges=(20, 8, 20, 16))
        self._promise = Elided("", "small")
        self.cancel = button(_("Cancel"), on_click=self.reject)
        self._foot = row_of((self._promise, 1), self.cancel, gap=8, edges=(20, 12, 20, 12))
        foot = QFrame()
        foot.setProperty("kind", "sunken")
        foot.setLayout(self._foot)
        head = column_of(self._title, self._origin, gap=2, edges=(20, 16, 20, 4))
        self._whole = column_of(head, (boxed(self.body), 1), foot, gap=0)
        self.setLayout(self._whole)
        self._overlay: _Overlay | None = None
        self.finished.connect(self._on_finished)

    def set_title(self, title: str, origin: str = "") -> None:
        self.setWindowTitle(title)
        self._title.setText(title)
        self._origin.set_text(origin)
        self._origin.setVisible(bool(origin))

    def set_promise(self, words: str) -> None:
        """What the dialog does and does not do, on the left of the footer."""
        self._promise.set_text(words)

    def add_footer(self, widget: QWidget) -> None:
        """A second way out or an option, before Cancel."""
        self._foot.insertWidget(self._foot.count() - 1, widget)

    def primary(self, words: str) -> QPushButton:
        """The one button named after what it does; connect its `clicked`."""
        made = button(words, kind="primary")
        made.setDefault(True)
        self._foot.addWidget(made)
        return made

    def only_close(self, *others: QWidget) -> None:
        """There is nothing to decide: one button ends it; `others` stand before it."""
        self.cancel.hide()
        for other in others:
            self.add_footer(other)
        self.primary(_("Close")).clicked.connect(self.accept)

    def _on_finished(self) -> None:
        if self._overlay is not None:
            self._overlay.hide()
            self._overlay.deleteLater()
            self._overlay = None
        self.deleteLater()

    def _dim(self) -> None:
        parent = self.parentWidget()
        behind = parent.window() if parent is not None else None
        if behind is not None and not isinstance(behind, QDialog):
            self._overlay = _Overlay(behind)
            self._overlay.resize(behind.size())
            self._overlay.show()

    # Qt overrides

    def open(self) -> None:
        self._fit()
        self._make_room()
        self._dim()
        order = read_in_order(self)
        if order and self.focusWidget() is None:
            order[0].setFocus()
        super().open()

    def focusNextPrevChild(self, next_one: bool) -> bool:  # noqa: FBT001, N802 - Qt's signature
        read_in_order(self)
        return super().focusNextPrevChild(next_one)

    def _make_room(self) -> None:
        """Higher than it asked to be, where its words wrap over more lines than were thought of."""
        wanted = self._whole.totalHeightForWidth(self.width())
        if wanted > self.height():
            self.resize(self.width(), wanted)

    def _fit(self) -> None:
        """At most 1000 x 690, and never larger than the window behind less 24."""
        parent = self.parentWidget()
        room = parent.window().size() if parent is not None else self.screen().availableSize()
        self.setMaximumSize(max(min(1000, room.width() - 24), 320), max(min(690, room.height() - 24), 240))
