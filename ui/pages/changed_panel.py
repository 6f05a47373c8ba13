"""What changed in the scores since the last visit, or the last refresh of Partner Center, by its cause."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import text
from ui.text import _, ngettext
from ui.widgets import Panel, paint

if TYPE_CHECKING:
    from readiness.outlook.since import Changed

_ROW: Final = 45
"""Two lines, the first of which begins with tiles."""
_REST: Final = 33
"""The line that counts those without room."""


class ChangedPanel(Panel):
    """The causes, the largest change first; what has no room is counted."""

    def __init__(self) -> None:
        super().__init__(_("What changed"))
        self.rows = ChangedRows()
        self.body.addWidget(self.rows)

    @property
    def count(self) -> int:
        return len(self.rows.changes)

    def show_changes(self, since: date, visit: datetime | None, changes: "tuple[Changed, ...]") -> None:
        """`visit` is the end of the last one, where the changes are counted from there."""
        if visit is None:
            self.set_title(_("Since the last refresh"))
            self.set_note(text.short_day(since))
        else:
            local = visit.astimezone()
            self.set_title(_("Since your last visit"))
            at = text.clock_time(local)
            self.set_note(_("{day}, {time}", day=text.short_day(local.date()), time=at))
        self.setAccessibleName(_("Changed since {day:short}", day=since))
        self.rows.show_changes(changes)

    def forget(self) -> None:
        """The answer is not true any more; the next one is on its way."""
        self.rows.show_changes(None)

    def height_for(self, rows: int) -> int:
        """With room for so many rows, at least one."""
        return 49 + _ROW * max(rows, 1)


class ChangedRows(QWidget):
    """Painted rows of two lines: areas and metric, the cause, the points."""

    def __init__(self) -> None:
        super().__init__()
        self.changes: tuple[Changed, ...] = ()
        self._is_known = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_changes(self, changes: "tuple[Changed, ...] | None") -> None:
        """None: not known yet; what stood there keeps its room."""
        self._is_known = changes is not None
        if changes is not None:
            self.changes = changes
        lines = [_spoken(change) for change in self.changes] if self._is_known else []
        self.setAccessibleName("\n".join(lines) or _("Nothing changed"))
        self.update()

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(300, _ROW * max(len(self.changes), 1))

    def event(self, event: QEvent) -> bool:
        return paint.tells_cut(self, event) or super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with paint.painting(self) as painter:
            if not self._is_known:
                box = QRectF(13, 0, self.width() - 26, _ROW)
                paint.draw_text(painter, box, _("Looking back…"), "small", "text-muted")
                return
            fits = len(self.changes) * _ROW <= self.height()
            shown = self.changes if fits else self.changes[: max((self.height() - _REST) // _ROW, 0)]
            for place, change in enumerate(shown):
                self._paint_change(painter, place * _ROW, change)
            left = len(self.changes) - len(shown)
            box = QRectF(13, len(shown) * _ROW, self.width() - 26, _REST if shown else _ROW)
            if left:
                words = ngettext("{n} smaller change", "{n} smaller changes", left)
                paint.draw_text(painter, box, words, "small", "text-muted")
            elif not self.changes:
                paint.draw_text(painter, box, _("Nothing changed"), "small", "text-muted")

    def _paint_change(self, painter: QPainter, y: float, change: "Changed") -> None:
        points = text.signed(change.change)
        width = paint.width_of(points, "strong")
        right = self.width() - 14 - width
        tone = "success" if change.change > 0 else "danger"
        paint.draw_text(painter, QRectF(right - 1, y, width + 1, _ROW), points, "strong", tone, paint.RIGHT)
        left = 13.0
        for area in change.areas:
            paint.draw_tile(painter, QRectF(left, y + 4, 24, 18), area)
            left += 28
        box = QRectF(left + 2, y + 4, right - left - 12, 18)
        paint.draw_text(painter, box, metric_words(change), "body")
        box = QRectF(13, y + 23, right - 23, 16)
        paint.draw_text(painter, box, text.say(change.because), "small", "text-muted")
        if y + _ROW < self.height() - 4:
            paint.draw_line(painter, 0, y + _ROW - 1, self.width())


def metric_words(change: "Changed") -> str:
    """The metric's name; the track's word where all of them change."""
    return text.name("metric", change.metric) if change.metric else _("Track")


def _spoken(change: "Changed") -> str:
    return _(
        "{areas}, {metric}: {points:signed}. {cause}",
        areas=text.words().listed(text.area_name(area) for area in change.areas),
        metric=metric_words(change),
        points=change.change,
        cause=text.say(change.because),
    )
