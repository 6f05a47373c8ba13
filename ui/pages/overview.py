"""The overview: six areas, the chart toward 70, the next thirty days."""

import time
from collections import Counter
from typing import Final

from PySide6.QtCore import QEvent, QObject, QRect, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from readiness.facts import AREAS
from readiness.snapshot import Snapshot
from ui import text, theme
from ui.pages.area_card import AreaCard
from ui.pages.next_days import NextDaysPanel
from ui.pages.progress_panel import HEIGHT, ProgressPanel
from ui.session import Session
from ui.text import _, ngettext
from ui.widgets import PageHead, label

_BETWEEN_CARDS: Final = 12
_BETWEEN_PANELS: Final = 16
_SIDE: Final = 328


class OverviewPage(QWidget):
    """Six cards in two or three columns, by the room there is; a small window has the side panel below."""

    area_opened = Signal(str)
    page_opened = Signal(str)
    painted = Signal(object)  # float: when the cards were first painted with their scores, time.time()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._snapshot: Snapshot | None = None
        self.head = PageHead(_("Overview"))
        self._counts = label("", "small")
        self._counts.setContentsMargins(0, 9, 0, 0)  # on the line of the note
        self.head.add_right(self._counts)
        self.cards = tuple(AreaCard(area) for area in AREAS)
        self.next_days = NextDaysPanel()
        self.progress = ProgressPanel(session)
        self._content = _Content(self)
        for widget in (self.head, *self.cards, self.progress, self.next_days):
            widget.setParent(self._content)
        for card in self.cards:
            card.opened.connect(self.area_opened)
        self.next_days.page_opened.connect(self.page_opened)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self._content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
        self._is_painted = False
        self.cards[-1].installEventFilter(self)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        for card in self.cards:
            card.show_standing(snapshot.standings[card.area], snapshot)
        self.next_days.show_snapshot(snapshot)
        self.progress.show_snapshot(snapshot)
        self.head.set_note(_usage_note(snapshot))
        self._counts.setText(_counts(snapshot))
        self._content.place()
        if self._is_painted:
            self.progress.draw()

    def place(self, width: int) -> int:
        """Lay everything out for a width; returns the height needed."""
        side = theme.page_margin(width)
        x, y, inner = side, 16, width - 2 * side
        window = self.window().width()
        self.head.setGeometry(x, y, inner, 32)
        y += 44
        full, beside = window >= theme.WIDE, window >= theme.NARROW
        cards_width = inner - _SIDE - _BETWEEN_PANELS if beside else inner
        below = self._place_cards(QRect(x, y, cards_width, 0), columns=3 if full else 2, full=full)
        self.progress.setGeometry(x, below, cards_width, HEIGHT)
        below += HEIGHT
        rows = self.next_days.count
        if beside:
            fits = max(below - y - 49, 0) // 41
            height = self.next_days.height_for(min(rows, fits))
            self.next_days.setGeometry(x + cards_width + _BETWEEN_PANELS, y, _SIDE, height)
        else:
            height = self.next_days.height_for(min(rows, 12))
            self.next_days.setGeometry(x, below + _BETWEEN_PANELS, inner, height)
            below += _BETWEEN_PANELS + height
        return below + 20

    def _place_cards(self, room: QRect, *, columns: int, full: bool) -> int:
        """Cards in rows of `columns`; returns where what comes next begins."""
        width = (room.width() - _BETWEEN_CARDS * (columns - 1)) // columns
        y = room.top()
        for start in range(0, len(self.cards), columns):
            row = self.cards[start : start + columns]
            height = max(card.height_for(full=full) for card in row)
            for place, card in enumerate(row):
                card.is_full = full
                card.setGeometry(room.left() + place * (width + _BETWEEN_CARDS), y, width, height)
            y += height + _BETWEEN_CARDS
        return y - _BETWEEN_CARDS + _BETWEEN_PANELS

    def _on_first_paint(self) -> None:
        self.painted.emit(time.time())
        self.progress.draw()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._is_painted and self._snapshot is not None:
            self._is_painted = True
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._on_first_paint)
        return super().eventFilter(watched, event)


class _Content(QWidget):
    """What scrolls; the page places its children."""

    def __init__(self, page: OverviewPage) -> None:
        super().__init__()
        self._page = page

    def place(self) -> None:
        height = self._page.place(self.width())
        self.setMinimumHeight(height)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()


def _usage_note(snapshot: Snapshot) -> str:
    if snapshot.data_month is None:
        return _("No usage recorded yet")
    return _(
        "Usage through {used} · Partner Center shows {shown}",
        used=text.month(snapshot.data_month),
        shown=text.month(snapshot.partner_center_month),
    )


def _counts(snapshot: Snapshot) -> str:
    found = Counter(s.status for s in snapshot.standings.values() if s.status is not None)
    enrolled, due = found["enrolled"], found["enrolled-renewal-due"]
    qualified, running, none = found["qualified"], found["in-progress"], found["not-started"]
    said = (
        (enrolled, ngettext("{n} enrolled", "{n} enrolled", enrolled)),
        (due, ngettext("{n} due for renewal", "{n} due for renewal", due)),
        (qualified, ngettext("{n} qualified", "{n} qualified", qualified)),
        (running, ngettext("{n} in progress", "{n} in progress", running)),
        (none, ngettext("{n} not started", "{n} not started", none)),
    )
    return " \N{MIDDLE DOT} ".join(words for count, words in said if count)
