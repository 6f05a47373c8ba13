"""The overview: six areas, the chart toward 70, the next thirty days."""

import time
from collections import Counter
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QEvent, QObject, QRect, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from readiness.facts import AREAS
from readiness.snapshot import Snapshot
from ui import text, theme
from ui.pages.area_card import AreaCard
from ui.pages.look_ahead import LookAhead
from ui.session import Session
from ui.text import _, ngettext
from ui.widgets import PageHead, label
from ui.widgets.boxes import column_of

if TYPE_CHECKING:
    from readiness.outlook.since import Changed
    from readiness.planning import AreaAhead
    from ui.pages.changed_panel import ChangedPanel
    from ui.pages.next_days import NextDaysPanel
    from ui.pages.progress_panel import ProgressPanel

_BETWEEN_PANELS: Final = 16
_SIDE: Final = 328
_HEAD_ROOM: Final = 49
_MOST_ROWS: Final = 8


class _Gaps(NamedTuple):
    """Room above the head, from its top to the cards, between cards, above the chart, and below it."""

    top: int
    head: int
    cards: int
    chart: int
    bottom: int


_WIDE: Final = _Gaps(16, 44, 12, _BETWEEN_PANELS, 20)
_TIGHT: Final = _Gaps(10, 40, 10, 12, 12)
"""Where a message above the page takes room, and all can still be seen at once."""
_CHART: Final = 239
"""The panel of the chart: its head, a row for each area, the scale."""
_GIVES: Final = 58
"""The chart gives so much of its height where all can then be seen at once; else it is scrolled, whole."""


class OverviewPage(QWidget):
    """Six cards in two or three columns, by the room there is; a small window has the side panel below."""

    SCROLLS: Final = True
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
        self.ahead = LookAhead(session, AREAS, self, asks_changes=True)
        self.ahead.answered.connect(self._on_ahead)
        self.ahead.changed.connect(self._on_changed)
        self.ahead.forgotten.connect(self._on_forgotten)
        self._content = _Content(self)
        for widget in (self.head, *self.cards):
            widget.setParent(self._content)
        for card in self.cards:
            card.opened.connect(self.area_opened)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self._content)
        self.setLayout(column_of(scroll))
        self._is_painted = False
        self._is_whole = False  # with the panels that the first picture goes without
        self.cards[-1].installEventFilter(self)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        for card in self.cards:
            card.show_standing(snapshot.standings[card.area], snapshot)
        self.head.set_note(_usage_note(snapshot))
        self._counts.setText(_counts(snapshot))
        self._content.place()
        if self._is_whole:
            self.next_days.show_snapshot(snapshot)
            self.progress.show_snapshot(snapshot)
            self.progress.draw()
            self._look_ahead()

    def place(self, width: int) -> int:
        """Lay everything out for a width; returns the height needed."""
        side, window = theme.page_margin(width), self.window().width()
        full, beside = window >= theme.WIDE, window >= theme.NARROW
        inner = width - 2 * side
        cards_width = inner - _SIDE - _BETWEEN_PANELS if beside else inner
        columns = 3 if full else 2
        gaps, chart = self._shared(columns, full=full)
        x, y = side, gaps.top
        self.head.setGeometry(x, y, inner, 32)
        y += gaps.head
        below = self._place_cards(QRect(x, y, cards_width, gaps.cards), columns=columns, full=full)
        below += gaps.chart
        if self._is_whole:
            self.progress.set_height(chart)
            self.progress.setGeometry(x, below, cards_width, chart)
        below += chart
        if beside:
            if self._is_whole:
                self._place_side(QRect(x + cards_width + _BETWEEN_PANELS, y, _SIDE, below - y))
            return below + gaps.bottom
        if not self._is_whole:
            return below + gaps.bottom
        return self._place_below(QRect(x, below + _BETWEEN_PANELS, inner, 0)) + gaps.bottom

    def _shared(self, columns: int, *, full: bool) -> tuple[_Gaps, int]:
        """The gaps, and the height of the chart, with which all can be seen at once; else the widest ones."""
        rows = [self.cards[start : start + columns] for start in range(0, len(self.cards), columns)]
        cards = sum(max(card.height_for(full=full) for card in row) for row in rows)
        for gaps in (_WIDE, _TIGHT):
            around = gaps.top + gaps.head + gaps.cards * (len(rows) - 1) + gaps.chart + gaps.bottom
            left = self.height() - around - cards
            if left >= _CHART - _GIVES:
                return gaps, min(left, _CHART)
        return _WIDE, _CHART

    def _place_side(self, room: QRect) -> None:
        """The next days on top, what changed below them; each gets what it needs, or a fair part."""
        rows = (room.height() - 2 * _HEAD_ROOM - _BETWEEN_PANELS) // theme.TALL_ROW
        below = max(min(max(self.changed.count, 1), rows // 2), rows - max(self.next_days.count, 1))
        above = self.next_days.height_for(rows - below)
        self.next_days.setGeometry(room.left(), room.top(), room.width(), above)
        top = room.top() + above + _BETWEEN_PANELS
        self.changed.setGeometry(room.left(), top, room.width(), room.bottom() + 1 - top)

    def _place_below(self, room: QRect) -> int:
        """Side by side; returns where the taller one ends."""
        half = (room.width() - _BETWEEN_PANELS) // 2
        rows = min(max(self.next_days.count, self.changed.count, 1), _MOST_ROWS)
        height = self.next_days.height_for(rows)
        self.next_days.setGeometry(room.left(), room.top(), half, height)
        right = room.left() + half + _BETWEEN_PANELS
        self.changed.setGeometry(right, room.top(), room.right() + 1 - right, height)
        return room.top() + height

    def _place_cards(self, room: QRect, *, columns: int, full: bool) -> int:
        """Cards in rows of `columns`, as far apart as the room is high; returns where the last row ends."""
        between = room.height()
        width = (room.width() - between * (columns - 1)) // columns
        y = room.top()
        for start in range(0, len(self.cards), columns):
            row = self.cards[start : start + columns]
            height = max(card.height_for(full=full) for card in row)
            for place, card in enumerate(row):
                card.is_full = full
                card.setGeometry(room.left() + place * (width + between), y, width, height)
            y += height + between
        return y - between

    @cached_property
    def progress(self) -> "ProgressPanel":
        """The chart; made after the first picture, which has room for it."""
        from ui.pages.progress_panel import ProgressPanel  # noqa: PLC0415 - see above

        made = ProgressPanel(self._session, _CHART)
        made.setParent(self._content)
        return made

    @cached_property
    def next_days(self) -> "NextDaysPanel":
        """Made after the first picture, since the agenda is."""
        from ui.pages.next_days import NextDaysPanel  # noqa: PLC0415 - see above

        made = NextDaysPanel()
        made.setParent(self._content)
        made.page_opened.connect(self.page_opened)
        return made

    @cached_property
    def changed(self) -> "ChangedPanel":
        """Made after the first picture, since what changed is not known before."""
        from ui.pages.changed_panel import ChangedPanel  # noqa: PLC0415 - see above

        made = ChangedPanel()
        made.setParent(self._content)
        return made

    def _on_first_paint(self) -> None:
        self.painted.emit(time.time())
        self._complete()
        self.progress.chart.drawn.connect(self._look_ahead)
        self.progress.draw()

    def _complete(self) -> None:
        """Add the panels that the first picture goes without, in the room that is kept for them."""
        self._is_whole = True
        panels = self.progress, self.next_days, self.changed  # in the order of Tab
        if self._snapshot is not None:
            self.progress.show_snapshot(self._snapshot)
            self.next_days.show_snapshot(self._snapshot)
        self._content.place()
        for panel in panels:
            panel.show()
        self.setTabOrder(self.cards[-1], self.progress.as_table)
        self.setTabOrder(self.progress.as_table, self.progress.save_as)

    def _look_ahead(self) -> None:
        """After the chart: both would share one processor, and the chart is what the eye waits for."""
        if self._snapshot is not None and self.progress.chart.is_drawn:
            self.ahead.show_snapshot(self._snapshot)

    def _on_ahead(self, found: "AreaAhead") -> None:
        card = self.cards[AREAS.index(found.outlook.area)]
        card.show_ahead(found)
        self.progress.show_at_risk(found.outlook.area, is_at_risk=found.outlook.is_at_risk)

    def _on_changed(self, since: date, visit: datetime | None, changes: "tuple[Changed, ...]") -> None:
        self.changed.show_changes(since, visit, changes)
        self._content.place()

    def _on_forgotten(self) -> None:
        for card in self.cards:
            card.show_ahead(None)
        self.changed.forget()

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
