"""The first page, without a partner's file: look around, import, new, open."""

from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from readiness.settings import Settings
from ui import icons, text, theme
from ui.text import _
from ui.widgets import Field, hairline, icon_label, label, paint, paragraph
from ui.widgets.combo import ComboBox

_WIDTH = 736
_STEP = 20


class StartPage(QScrollArea):
    """Four ways to begin, and what happens then."""

    demo_asked = Signal()
    import_asked = Signal()
    new_asked = Signal()
    open_asked = Signal()
    setting_chosen = Signal(str, object)  # a field of Settings, and what it is to be

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        inside = QWidget()
        across = QHBoxLayout(inside)
        across.setContentsMargins(24, 24, 24, 24)
        column = QVBoxLayout()
        column.setSpacing(12)
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(_WIDTH)
        across.addStretch(1)
        across.addWidget(middle, 100)
        across.addStretch(1)
        column.addStretch(2)
        column.addLayout(_title())
        column.addSpacing(8)
        column.addLayout(self._ways())
        column.addWidget(_DropHint())
        column.addSpacing(12)
        column.addWidget(hairline())
        column.addSpacing(8)
        column.addLayout(_steps())
        column.addStretch(3)
        column.addLayout(self._foot(settings))
        self.setWidget(inside)

    def _foot(self, settings: Settings) -> QHBoxLayout:
        """What the program promises, and how it speaks and looks from now on."""
        row = QHBoxLayout()
        row.setSpacing(12)
        said = QVBoxLayout()
        said.setSpacing(4)
        said.addWidget(_line("lock", _("Works offline. Everything stays in one file on this computer.")))
        said.addWidget(label(_("Not affiliated with Microsoft."), "small"))
        row.addLayout(said, 1)
        for field, words, options, chosen in (
            ("language", _("Language"), text.LANGUAGE_NAMES, settings.language or text.language()),
            ("theme", _("Theme"), text.schemes(), settings.theme),
        ):
            choice = ComboBox()
            for key, shown in options:
                choice.addItem(shown, key)
            choice.setMinimumContentsLength(max(len(shown) for _key, shown in options))
            choice.setCurrentIndex(max(choice.findData(chosen), 0))
            choice.currentIndexChanged.connect(partial(self._on_chosen, field, choice))
            row.addWidget(Field(words, choice))
        return row

    def _on_chosen(self, field: str, choice: ComboBox, _place: int) -> None:
        self.setting_chosen.emit(field, choice.currentData())

    def _ways(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(12)
        self.demo = Way(
            "play", _("Look around first"), _("The demo partner, with people and customers"), "Ctrl+D"
        )
        self.demo.is_first = True
        self.import_ = Way(
            "import", _("Import a Trainings export"), _("A new file with your people and awards"), "Ctrl+I"
        )
        self.new = Way(
            "file-plus", _("New partner file"), _("Empty; you enter or import everything"), "Ctrl+N"
        )
        self.open = Way(
            "folder-open", _("Open a partner file"), _("On this computer or a shared drive"), "Ctrl+O"
        )
        acts = (
            (self.demo, self.demo_asked),
            (self.import_, self.import_asked),
            (self.new, self.new_asked),
            (self.open, self.open_asked),
        )
        for place, (way, asked) in enumerate(acts):
            way.clicked.connect(lambda _checked=False, asked=asked: asked.emit())
            grid.addWidget(way, place // 2, place % 2)
        self.setFocusProxy(self.demo)
        return grid


class Way(QAbstractButton):
    """A large button with icon, name, what it means, and its keys."""

    def __init__(self, icon: str, words: str, meaning: str, keys: str) -> None:
        super().__init__()
        self.is_first = False
        """It is the way for who is here for the first time."""
        self._icon, self._meaning, self._keys = icon, meaning, text.keys(keys)
        self.setText(words)
        self.setAccessibleName(words)
        self.setAccessibleDescription(meaning)
        self.setFixedHeight(76)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)  # painted anew as the mouse comes and goes
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(300, 76)

    def event(self, event: QEvent) -> bool:
        return paint.tells_cut(self, event) or super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with paint.painting(self) as painter:
            rect = QRectF(self.rect())
            border = theme.color("border-strong" if self.underMouse() else "border")
            paint.draw_box(painter, rect, theme.color("surface"), border, theme.radius("card"))
            tile = QRectF(16, 20, 36, 36)
            ground, role = ("selected", "accent") if self.is_first else ("surface-sunken", "text-muted")
            paint.draw_box(painter, tile, theme.color(ground), None, 5)
            icons.draw(painter, paint.icon_rect(tile.left() + 9, tile.center().y(), 18), self._icon, role)
            keys = round(paint.width_of(self._keys, "micro")) + 12
            box = QRectF(rect.right() - 16 - keys, 19, keys, 18)
            paint.draw_box(painter, box, theme.color("surface-sunken"), theme.color("border"), 4)
            paint.draw_text(painter, box, self._keys, "micro", "text-muted", paint.CENTER)
            room = box.left() - 8 - 64
            paint.draw_text(painter, QRectF(64, 18, room, 20), self.text(), "heading")
            below = QRectF(64, 40, rect.right() - 16 - 64, 18)
            paint.draw_text(painter, below, self._meaning, "small", "text-muted")
            if self.hasFocus():
                paint.draw_focus(painter, rect, theme.radius("card"))


class _DropHint(QWidget):
    """Says that a file may be dropped anywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(56)
        self.setAccessibleName(_("Or drop an export or a partner file anywhere in this window"))

    # Qt overrides

    def paintEvent(self, _event: QPaintEvent) -> None:
        with paint.painting(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(QColor(0, 0, 0, 0))
            painter.setPen(QPen(theme.color("border-strong"), 1, Qt.PenStyle.DashLine))
            rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(rect, theme.radius("card"), theme.radius("card"))
            words = self.accessibleName()
            width = min(paint.width_of(words, "body"), rect.width() - 60)
            left = rect.center().x() - (width + 26) / 2
            icon = paint.icon_rect(left, rect.center().y())
            icons.draw(painter, icon, "arrow-down-to-line", "text-muted")
            box = QRectF(left + 26, 0, width + 1, rect.height())
            paint.draw_text(painter, box, words, "body", "text-muted")


class _Mark(QWidget):
    """The app's sign: three bars."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(44, 44)

    # Qt overrides

    def paintEvent(self, _event: QPaintEvent) -> None:
        with paint.painting(self) as painter:
            paint.draw_box(painter, QRectF(self.rect()), theme.color("accent"), None, 9)
            for place, height in enumerate((9, 15, 22)):
                bar = QRectF(11 + place * 8.5, 33 - height, 5, height)
                paint.draw_box(painter, bar, theme.color("on-accent"), None, 1.5)


def _title() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(16)
    row.addWidget(_Mark())
    words = QVBoxLayout()
    words.setSpacing(0)
    name = label(_("Partner Readiness"), "title")
    words.addWidget(name)
    words.addWidget(
        paragraph(
            _("Know where you stand on the six Solutions Partner designations, and what to do next."), "muted"
        )
    )
    row.addLayout(words, 1)
    return row


def _line(icon: str, words: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(icon_label(icon, "text-muted", 14))
    row.addWidget(paragraph(words, "small"), 1)
    return made


def _steps() -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(24)
    for number, title, words in (
        (
            1,
            _("Export"),
            _("In Partner Center: Insights, Downloads hub, Trainings, exams and certifications"),
        ),
        (2, _("Drop"), _("See what is added or refused, and the score before and after")),
        (3, _("Read"), _("What counts, what is missing, what expires")),
    ):
        step = QGridLayout()
        step.setHorizontalSpacing(8)
        step.setVerticalSpacing(4)
        step.setColumnStretch(1, 1)
        step.setRowStretch(2, 1)
        mark = label(text.number(number), "small")
        mark.setProperty("kind", "step")
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        mark.setFixedSize(_STEP, _STEP)
        step.addWidget(mark, 0, 0)
        step.addWidget(label(title, "strong"), 0, 1)
        step.addWidget(paragraph(words, "small"), 1, 1)
        row.addLayout(step, 1)
    return row
