"""The larger building blocks of a page: head, panels, cards, segments, empty states and messages."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QWidget,
)

from ui import icons, theme
from ui.widgets.basics import Elided, Heading, button, label, paragraph
from ui.widgets.boxes import REST, Part, Stretch, boxed, column_of, row_of
from ui.widgets.paint import width_of

_SENTENCE = 440
"""No line of an empty state is wider: it is read at one glance."""
_MESSAGE_ICONS = {"danger": "ban", "warning": "triangle-alert", "info": "info", "success": "circle-check"}


def icon_label(name: str, role: str = "text-muted", size: int = 16) -> QLabel:
    """An icon that says nothing by itself."""
    made = QLabel()
    made.setPixmap(icons.pixmap(name, role, size, 2.0))
    made.setFixedSize(size, size)
    return made


class PageHead(QWidget):
    """Title, a note beside it, and on the right what can be done with the whole page.

    With `trail` the page has a way back, named before the title; pressing it emits `back`.
    """

    back = Signal()

    def __init__(self, title: str, trail: str = "") -> None:
        super().__init__()
        self.setFixedHeight(32)
        self._title = Heading(title, "title")
        self._note = Elided("", "small")
        self._note.setContentsMargins(0, 0, 0, 5)
        self._right = row_of(gap=8)
        row = row_of(*self._way(trail), self._title, (self._note, 1), self._right, gap=12)
        row.setAlignment(self._note, Qt.AlignmentFlag.AlignBottom)
        self.setLayout(row)

    def _way(self, trail: str) -> Sequence[QWidget]:
        if not trail:
            return ()
        way = button(trail, "", "trail", self.back.emit)
        way.setFont(theme.font("title"))
        return way, icon_label("chevron-right")

    def set_title(self, title: str) -> None:
        self._title.set_text(title)

    def set_note(self, words: str) -> None:
        self._note.set_text(words)

    def add_right(self, widget: QWidget) -> None:
        self._right.addWidget(widget)


def page_margins(widget: QWidget) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of a page as wide as `widget`."""
    side = theme.page_margin(widget.width())
    return side, 16, side, 20


class PageBody(QWidget):
    """All that stands on a page, one below the other, with the margins that its width asks for."""

    def __init__(self, *parts: Part) -> None:
        super().__init__()
        self._column = column_of(*parts, gap=12)
        self.setLayout(self._column)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._column.setContentsMargins(*page_margins(self))
        self._column.activate()  # now, and not after what the user does next


class Card(QFrame):
    """A box on the page; `body` is its layout, 14 px inside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        pad = theme.size("card-padding")
        self.body = column_of(gap=8, edges=(pad, pad, pad, pad))
        self.setLayout(self.body)


class Panel(QFrame):
    """A box with a head; `body` is the layout below the hairline, without margins."""

    def __init__(self, title: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "panel")
        self._title = Heading(title, "heading")
        self._note = Elided(note, "small")
        self.head = row_of(self._title, (self._note, 1), gap=10, edges=(13, 0, 9, 0))
        head = boxed(self.head)
        head.setFixedHeight(40)
        corners = theme.radius("card") - 1  # which a table leaves free
        self.body = column_of(gap=0, edges=(0, 0, 0, corners))
        self.setLayout(column_of(head, hairline(), (self.body, 1), gap=0))
        self.setAccessibleName(title)

    def set_title(self, words: str) -> None:
        self._title.set_text(words)
        self.setAccessibleName(words)

    def set_note(self, words: str, shorter: str = "") -> None:
        """`shorter` is for where there is no room for the words."""
        self._note.set_text(words, shorter)

    def show_title(self, *, is_shown: bool) -> None:
        """Not shown where something in the head says it."""
        self._title.setVisible(is_shown)

    def add_action(self, widget: QWidget) -> None:
        self.head.addWidget(widget)

    def put_beside_title(self, widget: QWidget) -> None:
        """In place of the note, over all the room up to the actions."""
        self.head.replaceWidget(self._note, widget)
        self.head.setStretchFactor(widget, 1)
        self._note.hide()


def hairline() -> QFrame:
    made = QFrame()
    made.setProperty("kind", "line")
    made.setFixedHeight(1)
    return made


def upright() -> QFrame:
    """A hairline between things that stand side by side."""
    made = QFrame()
    made.setProperty("kind", "line")
    made.setFixedWidth(1)
    return made


def scrolled(page: QWidget, *, by_keys: bool = False) -> QScrollArea:
    """Lets a page that is higher than its room scroll, on the ground it stands on.

    `by_keys`: it takes the focus, so that arrow keys scroll what holds nothing to move in.
    """
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if by_keys else Qt.FocusPolicy.NoFocus)
    page.setProperty("page", "true")
    area.setWidget(page)
    area.viewport().setAutoFillBackground(False)
    page.setAutoFillBackground(False)
    return area


class Segmented(QFrame):
    """One of a few, side by side; arrow keys move between them."""

    changed = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]], name: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        row = row_of(gap=0)
        self.setLayout(row)
        for place, (key, words) in enumerate(options):
            made = button(words)
            made.setCheckable(True)
            ends = ("left" if place == 0 else "") + ("right" if place == len(options) - 1 else "")
            made.setProperty("segment", ends or "middle")
            self._buttons[key] = made
            self.set_text(key, words)
            self._group.addButton(made)
            made.clicked.connect(lambda _checked=False, key=key: self.changed.emit(key))
            row.addWidget(made)
        if options:
            self.set_key(options[0][0])

    @property
    def key(self) -> str:
        return next((key for key, made in self._buttons.items() if made.isChecked()), "")

    def set_key(self, key: str) -> None:
        """Choose without a signal."""
        self._buttons[key].setChecked(True)

    def set_text(self, key: str, words: str) -> None:
        """Room is kept for the stronger letters of the chosen one."""
        made = self._buttons[key]
        made.setText(words)
        made.setMinimumWidth(round(width_of(words, "strong")) + 26)


class EmptyState(QWidget):
    """What belongs here, how to bring it in, and where Partner Center has it."""

    def __init__(
        self, icon: str, title: str, sentence: str, buttons: Sequence[QPushButton] = (), hint: str = ""
    ) -> None:
        super().__init__()
        body = paragraph(sentence, "muted")
        body.setMaximumWidth(_SENTENCE)
        parts: list[Part] = [icon_label(icon, "text-muted", 20), label(title, "heading"), body]
        if buttons:
            parts.append(row_of(*buttons, REST, gap=8, edges=(0, 6, 0, 6)))
        if hint:
            where = paragraph(hint, "small")
            where.setMaximumWidth(_SENTENCE)
            parts.append(where)
        self._whole = column_of(REST, *parts, Stretch(2), gap=8, edges=(24, 24, 24, 24))
        self.setLayout(self._whole)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = min(self.width(), _SENTENCE + 2 * 24)
        self.setMinimumHeight(max(self._whole.totalHeightForWidth(wide), 0))  # its sentences wrap


class MessageBar(QFrame):
    """One sentence of a kind (danger, warning, info, success), and at most one action."""

    def __init__(self, kind: str, words: str = "", action: QWidget | None = None) -> None:
        super().__init__()
        self.setProperty("message", kind)
        self.setMinimumHeight(38)
        icon = icon_label(_MESSAGE_ICONS[kind], kind)
        icon.setFixedHeight(20)  # stands in the middle of the first line
        self._words = paragraph(words)
        self._aside = label("", "strong")
        self._aside.hide()
        edge = 8 if action is None else 5  # a button is higher than a line
        last = () if action is None else (action,)
        row = row_of(icon, (self._words, 1), self._aside, *last, gap=10, edges=(13, edge, 13, edge))
        row.setAlignment(icon, Qt.AlignmentFlag.AlignTop if action is None else Qt.AlignmentFlag.AlignVCenter)
        self.setLayout(row)
        self.setAccessibleName(words)

    def set_text(self, words: str, aside: str = "") -> None:
        """`aside` stands on the right: what there is to know beside the sentence."""
        self._words.setText(words)
        self._aside.setText(aside)
        self._aside.setVisible(bool(aside))
        self.setAccessibleName(f"{words} {aside}".strip())
