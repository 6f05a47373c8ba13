"""The small ones: buttons, labels, tiles, chips and bars."""

import re
from collections.abc import Callable
from fractions import Fraction
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from ui import icons, text, theme
from ui.widgets import paint

_FONT_OF_TONE = {
    "title": "title",
    "heading": "heading",
    "strong": "strong",
    "small": "small",
    "score": "score",
}


_LEAST_HEADING = 80
_LONG_WORD: Final = re.compile(r"[^\s/]{32}(?=[^\s/]{8})")
"""So much of a word that it may go on in the next line; addresses break at their strokes by themselves."""
_MAY_BREAK: Final = "\N{ZERO WIDTH SPACE}"


def button(
    words: str,
    icon: str = "",
    kind: str = "",
    on_click: Callable[[], object] | None = None,
    *,
    small: bool = False,
) -> QPushButton:
    """A push button; `kind` is primary, flat (a link), quiet (no outline), danger, or none."""
    made = QPushButton(words)
    made.setProperty("kind", kind)
    made.setProperty("small", small)
    made.setFont(theme.font("small" if small else "body"))
    made.setCursor(Qt.CursorShape.PointingHandCursor if kind == "flat" else Qt.CursorShape.ArrowCursor)
    made.setAutoDefault(False)
    if icon:
        role = {"primary": "on-accent", "danger": "danger", "flat": "accent"}.get(kind, "text")
        gap = 4 if words else 0
        made.setIcon(icons.icon(icon, role, gap=gap))
        made.setIconSize(QSize(16 + gap, 16))
    if on_click is not None:
        made.clicked.connect(lambda _checked=False: on_click())
    return made


def tool_button(icon: str, tip: str, on_click: Callable[[], object] | None = None) -> QPushButton:
    """An icon alone; its tooltip is its accessible name."""
    made = button("", icon, "tool", on_click)
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    return made


def label(words: str = "", tone: str = "") -> QLabel:
    """One line; `tone` is a size (title, heading, strong, small) or a colour (muted, accent, danger, ...)."""
    made = QLabel()
    _dress(made, words, tone)
    return made


def _dress(made: QLabel, words: str, tone: str) -> None:
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("tone", tone)
    made.setFont(theme.font(_FONT_OF_TONE.get(tone, "body")))
    made.setText(words)


class _Paragraph(QLabel):
    """Wraps within a word too where that is longer than any line, such as the name of a file."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""

    # Qt overrides

    def setText(self, words: str) -> None:  # noqa: N802 - Qt's name
        self._whole = words
        super().setText(_LONG_WORD.sub(lambda found: f"{found[0]}{_MAY_BREAK}", words))

    def text(self) -> str:
        return self._whole


def paragraph(words: str = "", tone: str = "") -> QLabel:
    """Text that wraps, and that can be selected."""
    made = _Paragraph()
    _dress(made, words, tone)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class Elided(QLabel):
    """One line that gives way, to shorter words if it has any or on the right; its tooltip is the whole."""

    def __init__(self, words: str = "", tone: str = "") -> None:
        super().__init__()
        self._whole = self._shorter = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)
        self.setFont(theme.font(_FONT_OF_TONE.get(tone, "body")))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_text(words)

    @property
    def whole(self) -> str:
        """The words, however many of them are shown."""
        return self._whole

    def set_text(self, words: str, shorter: str = "") -> None:
        self._whole, self._shorter = words, shorter
        self.updateGeometry()
        self.setAccessibleName(words)
        self._fit()

    def _fit(self) -> None:
        fits = self.fontMetrics().horizontalAdvance(self._whole) <= self.width()
        words = self._whole if fits else self._shorter or self._whole
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class Heading(Elided):
    """As wide as its words where there is room; a long name gives way before the page does."""

    def __init__(self, words: str, tone: str) -> None:
        super().__init__(words, tone)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.whole) + 4, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), _LEAST_HEADING), super().minimumSizeHint().height())


class AreaTile(QWidget):
    """The area's code on its colour; its name is the tooltip."""

    def __init__(self, area: str, *, large: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._area = area
        self._role = "heading" if large else "micro"
        width, height = theme.tokens()["size"]["tile"]
        self.setFixedSize(34 if large else width, 26 if large else height)
        self.setAccessibleName(text.area_name(area))
        self.setToolTip(text.area_name(area))

    # Qt overrides

    def paintEvent(self, _: QPaintEvent) -> None:
        with paint.painting(self) as painter:
            paint.draw_tile(painter, QRectF(self.rect()), self._area, self._role)


class Chip(QWidget):
    """A state as icon and word."""

    def __init__(self, kind: str = "in-progress", words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind, self._words = kind, words
        self.set_state(kind, words)

    def set_state(self, kind: str, words: str) -> None:
        self._kind, self._words = kind, words
        self.setAccessibleName(words)
        self.setFixedSize(round(paint.chip_width(words) + 0.5), theme.size("chip"))
        self.update()

    # Qt overrides

    def paintEvent(self, _: QPaintEvent) -> None:
        with paint.painting(self) as painter:
            paint.draw_chip(painter, 0, self.height() / 2, self._kind, self._words)


class ScoreBar(QWidget):
    """A score of 100 with a tick at the pass mark, in the area's colour."""

    def __init__(self, area: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._area = area
        self._share = self._tick = 0.0
        self.setFixedHeight(theme.size("score-bar") + 8)

    def set_score(self, points: Fraction, maximum: Fraction, pass_mark: Fraction) -> None:
        self._share, self._tick = float(points / maximum), float(pass_mark / maximum)
        self.setAccessibleName(
            text._("{points} of {maximum} points", points=text.points(points), maximum=text.maximum(maximum))
        )
        self.update()

    # Qt overrides

    def paintEvent(self, _: QPaintEvent) -> None:
        with paint.painting(self) as painter:
            bar = QRectF(self.rect().adjusted(0, 4, 0, -4))
            paint.draw_score_bar(painter, bar, self._area, self._share, self._tick)
