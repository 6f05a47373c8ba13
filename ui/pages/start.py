"""The first page, without a partner's file: look around, import, new, open."""

from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QWidget,
)

from readiness.settings import Settings
from ui import icons, text, theme
from ui.text import _
from ui.widgets import hairline, icon_label, label, paint, paragraph
from ui.widgets.boxes import REST, Stretch, boxed, column_of, row_of
from ui.widgets.combo import ComboBox

_WIDTH = 736
_STEP = 20
_NAMED = 800


class StartPage(QWidget):
    """Four ways to begin, and what happens then."""

    demo_asked = Signal()
    import_asked = Signal()
    new_asked = Signal()
    open_asked = Signal()
    setting_chosen = Signal(str, object)  # a field of Settings, and what it is to be

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._names: list[QLabel] = []  # of the choices below, which say what they are by themselves
        begin = column_of(_title(), 8, self._ways(), _DropHint(), gap=12)
        then = column_of(hairline(), 8, _steps(), gap=12)
        middle = boxed(column_of(Stretch(2), begin, 12, then, Stretch(3), gap=12))
        middle.setMaximumWidth(_WIDTH)
        room = QScrollArea()
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setWidgetResizable(True)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setWidget(boxed(row_of(REST, (middle, 100), REST, edges=(24, 24, 24, 24))))
        self.setLayout(column_of((room, 1), self._foot(settings), gap=0))

    def _foot(self, settings: Settings) -> QFrame:
        """What the program promises, and how it speaks and looks from now on."""
        offline = _line("lock", _("Works offline. Everything stays in one file on this computer."))
        apart = boxed(row_of(label(_("Not affiliated with Microsoft."), "small"), edges=(22, 0, 0, 0)))
        said = column_of(offline, apart, gap=2)
        row = row_of((said, 1), gap=8, edges=(24, 8, 24, 8))
        for field, words, options, chosen in (
            ("language", _("Language"), text.LANGUAGE_NAMES, settings.language or text.language()),
            ("theme", _("Theme"), text.schemes(), settings.theme),
        ):
            choice = ComboBox()
            for key, shown in options:
                choice.addItem(shown, key)
            choice.setMinimumContentsLength(max(len(shown) for _key, shown in options))
            choice.setCurrentIndex(max(choice.findData(chosen), 0))
            choice.setAccessibleName(words)
            choice.currentIndexChanged.connect(partial(self._on_chosen, field, choice))
            name = label(words, "small")
            self._names.append(name)
            row.addSpacing(12)
            row.addWidget(name)
            row.addWidget(choice)
        foot = QFrame()
        foot.setProperty("kind", "sunken")
        foot.setLayout(row)
        return foot

    def _on_chosen(self, field: str, choice: ComboBox, _place: int) -> None:
        self.setting_chosen.emit(field, choice.currentData())

    def _ways(self) -> QGridLayout:
        people = _("The demo partner, with people and customers")
        self.demo = Way("play", _("Look around first"), people, "Ctrl+D", self.demo_asked)
        fresh = _("A new file with your people and awards")
        self.import_ = Way("import", _("Import a Trainings export"), fresh, "Ctrl+I", self.import_asked)
        empty = _("Empty; you enter or import everything")
        self.new = Way("file-plus", _("New partner file"), empty, "Ctrl+N", self.new_asked)
        there = _("On this computer or a shared drive")
        self.open = Way("folder-open", _("Open a partner file"), there, "Ctrl+O", self.open_asked)
        self.demo.is_first = True
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self._place_ways(2)
        self.setFocusProxy(self.demo)
        return self._grid

    def _place_ways(self, columns: int) -> None:
        self._columns = columns
        for place, way in enumerate((self.demo, self.import_, self.new, self.open)):
            self._grid.removeWidget(way)
            self._grid.addWidget(way, *divmod(place, columns))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for name in self._names:
            name.setVisible(self.width() >= _NAMED)
        columns = 2 if self.width() >= _NAMED else 1
        if columns != self._columns:
            self._place_ways(columns)


class Way(QAbstractButton):
    """A large button with icon, name, what it means, and its keys."""

    def __init__(self, icon: str, words: str, meaning: str, keys: str, asked: SignalInstance) -> None:
        super().__init__()
        self.clicked.connect(lambda _checked=False: asked.emit())
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
    promise = _("Know where you stand on the six Solutions Partner designations, and what to do next.")
    words = column_of(label(_("Partner Readiness"), "title"), paragraph(promise, "muted"), gap=0)
    return row_of(_Mark(), (words, 1), gap=16)


def _line(icon: str, words: str) -> QWidget:
    return boxed(row_of(icon_label(icon, "text-muted", 14), (paragraph(words, "small"), 1), gap=8))


def _steps() -> QHBoxLayout:
    where = _("In Partner Center: Insights, Downloads hub, Trainings, exams and certifications")
    return row_of(
        (_step(1, _("Export"), where), 1),
        (_step(2, _("Drop"), _("See what is added or refused, and the score before and after")), 1),
        (_step(3, _("Read"), _("What counts, what is missing, what expires")), 1),
        gap=24,
    )


def _step(number: int, title: str, words: str) -> QGridLayout:
    made = QGridLayout()
    made.setHorizontalSpacing(8)
    made.setVerticalSpacing(4)
    made.setColumnStretch(1, 1)
    made.setRowStretch(2, 1)
    mark = label(text.number(number), "small")
    mark.setProperty("kind", "step")
    mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
    mark.setFixedSize(_STEP, _STEP)
    made.addWidget(mark, 0, 0)
    made.addWidget(label(title, "strong"), 0, 1)
    made.addWidget(paragraph(words, "small"), 1, 1)
    return made
