"""The next thirty days, soonest first: what the overview shows of the agenda."""

from datetime import timedelta

from PySide6.QtCore import QEvent, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from readiness.agenda import AgendaItem
from readiness.facts import Facts
from readiness.snapshot import Snapshot
from readiness.words import joined
from ui import icons, text, theme
from ui.pages.item_icons import item_icon
from ui.pages.item_times import elsewhere, short_time
from ui.text import _, ngettext
from ui.widgets import Panel, button, paint

_DAYS = 30
_SPOKEN = 20
"""Items said to a screen reader one by one; at ten thousand people there are hundreds."""


class NextDaysPanel(Panel):
    """The open items of the next thirty days; what has no room is counted."""

    page_opened = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Next 30 days"))
        self.add_action(
            button(_("Open agenda"), "", "flat", lambda: self.page_opened.emit("agenda"), small=True)
        )
        self._rows = _Rows()
        self.body.addWidget(self._rows)

    @property
    def count(self) -> int:
        return len(self._rows.items)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._rows.show_items(upcoming(snapshot), snapshot.facts)

    def height_for(self, rows: int) -> int:
        """With room for so many rows, at least one."""
        return 49 + theme.TALL_ROW * max(rows, 1)


def upcoming(snapshot: Snapshot) -> tuple[AgendaItem, ...]:
    """What is open and due from the day on for thirty days, and not snoozed beyond it."""
    last = snapshot.on + timedelta(days=_DAYS)
    return tuple(
        item
        for item in snapshot.agenda
        if snapshot.on <= item.due_on <= last
        and item.done_on is None
        and (item.snoozed_until is None or item.snoozed_until <= snapshot.on)
    )


class _Rows(QWidget):
    """The items as painted rows of two lines."""

    def __init__(self) -> None:
        super().__init__()
        self.items: tuple[AgendaItem, ...] = ()
        self._facts = Facts()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_items(self, items: tuple[AgendaItem, ...], facts: Facts) -> None:
        self.items, self._facts = items, facts
        lines = [f"{text.day(item.due_on)}: {text.say(item.title)}" for item in items[:_SPOKEN]]
        if left := len(items) - len(lines):
            lines.append(ngettext("{n} more in the agenda", "{n} more in the agenda", left))
        self.setAccessibleName("\n".join(lines) or _("Nothing is due"))
        self.update()

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(300, theme.TALL_ROW * max(len(self.items), 1))

    def event(self, event: QEvent) -> bool:
        return paint.tells_cut(self, event) or super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with paint.painting(self) as painter:
            room = max(self.height() // theme.TALL_ROW, 1)
            days = {item.due_on for item in self.items}
            width = round(max((paint.width_of(text.short_day(day), "small") for day in days), default=0))
            shown = self.items if len(self.items) <= room else self.items[: room - 1]
            for place, item in enumerate(shown):
                self._paint_item(painter, place * theme.TALL_ROW, item, width)
            left = len(self.items) - len(shown)
            y = len(shown) * theme.TALL_ROW
            box = QRectF(13, y, self.width() - 26, theme.TALL_ROW)
            if left:
                words = ngettext("{n} more in the agenda", "{n} more in the agenda", left)
                paint.draw_text(painter, box, words, "small", "text-muted")
            elif not self.items:
                paint.draw_text(painter, box, _("Nothing is due"), "small", "text-muted")

    def _paint_item(self, painter: QPainter, y: float, item: AgendaItem, width: int) -> None:
        middle = y + theme.TALL_ROW / 2
        box = QRectF(13, y, width + 2, theme.TALL_ROW)
        paint.draw_text(painter, box, text.short_day(item.due_on), "small")
        left = 13 + width + 16
        if item.area is not None:
            paint.draw_tile(painter, QRectF(left, round(middle - 9), 24, 18), item.area)
        else:
            icons.draw(painter, paint.icon_rect(left + 4, middle), item_icon(item.kind), "text-muted")
        left += 32
        self._paint_words(painter, QRectF(left, y, self.width() - left - 12, theme.TALL_ROW), item)
        if y + theme.TALL_ROW < self.height() - 4:
            paint.draw_line(painter, 0, y + theme.TALL_ROW - 1, self.width())

    def _paint_words(self, painter: QPainter, box: QRectF, item: AgendaItem) -> None:
        left, y, room = box.left(), box.top(), box.width()
        below = second_line(item, self._facts)
        title = text.say(item.title)
        if paint.width_of(title, "body") > room:  # the title is what matters: it takes both lines
            paint.draw_lines(painter, QRectF(left, y + 3, room, 34), title, "small")
        elif below:
            paint.draw_text(painter, QRectF(left, y + 4, room, 18), title, "body")
            paint.draw_text(painter, QRectF(left, y + 21, room, 16), below, "small", "text-muted")
        else:
            paint.draw_text(painter, QRectF(left, y + 11, room, 18), title, "body")


def second_line(item: AgendaItem, facts: Facts) -> str:
    """Whom or what it concerns, and when it begins."""
    parts = []
    if item.person is not None and item.person in facts.people:
        parts.append(facts.people[item.person].name)
    if item.customer is not None and item.customer in facts.customers:
        parts.append(facts.customers[item.customer].name)
    if item.starts_at is not None:
        there = elsewhere(item)
        time = short_time(item)
        parts.append(_("{time} in {city}", time=time, city=there) if there else time)
    if item.kind == "own":
        parts.append(_("Own deadline"))
    return joined(*parts)
