"""What the score loses without a person or a customer, asked in the worker and painted area by area."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import text
from ui.background import Job
from ui.session import Session
from ui.text import _
from ui.widgets import paint

if TYPE_CHECKING:
    from readiness.outlook import AreaLoss
    from readiness.snapshot import Snapshot
    from ui.pages.side_questions import Question

_ROW: Final = 42
_LINE: Final = 32


def loss_question(session: Session, kind: str) -> "Question":
    """What the worker is asked about a `person` or a `customer`."""
    rulebook = session.workspace.rulebook

    def question(snapshot: "Snapshot", _job: Job, key: str) -> "tuple[AreaLoss, ...]":
        from readiness.outlook import losses  # noqa: PLC0415 - not on the way to the first picture

        known = snapshot.facts.people if kind == "person" else snapshot.facts.customers
        if key not in known:  # gone since it was asked about
            return ()
        return losses(snapshot.facts, snapshot.finding, rulebook, f"{kind}:{key}", snapshot.on)

    return question


class LossRows(QWidget):
    """Painted rows of two lines: the area with its score before and after, and the metrics that fall."""

    def __init__(self) -> None:
        super().__init__()
        self._losses: tuple[AreaLoss, ...] = ()
        self._is_known = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_losses(None)

    @property
    def words(self) -> tuple[str, ...]:
        """Each area's loss in a sentence."""
        return tuple(f"{_scores(loss)} {loss_words(loss, 'metric')}" for loss in self._losses)

    def show_losses(self, losses: "tuple[AreaLoss, ...] | None") -> None:
        """None: not known yet; what stood there keeps its room."""
        self._is_known = losses is not None
        if losses is not None:
            self._losses = losses
        self.setAccessibleName("\n".join(self.words) or self._nothing)
        self.setFixedHeight(_ROW * len(self._losses) or _LINE)
        self.update()

    @property
    def _nothing(self) -> str:
        return _("No score changes") if self._is_known else _("Looking ahead…")

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    def event(self, event: QEvent) -> bool:
        return paint.tells_cut(self, event) or super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with paint.painting(self) as painter:
            if not self._is_known or not self._losses:
                box = QRectF(14, 0, self.width() - 28, _LINE)
                paint.draw_text(painter, box, self._nothing, "small", "text-muted")
                return
            for place, loss in enumerate(self._losses):
                self._paint_loss(painter, place * _ROW, loss)

    def _paint_loss(self, painter: QPainter, y: float, loss: "AreaLoss") -> None:
        paint.draw_tile(painter, QRectF(14, y + 4, 24, 18), loss.area)
        change, right = text.signed(loss.change), self.width() - 14.0
        tone = "danger" if loss.change < 0 else "success"
        width = paint.width_of(change, "strong")
        box = QRectF(right - width - 1, y + 4, width + 1, 18)
        paint.draw_text(painter, box, change, "strong", tone, paint.RIGHT)
        right -= width + 10
        scores = _("{before:points} to {after:points}", before=loss.before, after=loss.after)
        width = paint.width_of(scores, "body")
        paint.draw_text(
            painter, QRectF(right - width - 1, y + 4, width + 1, 18), scores, "body", "text-muted"
        )
        lengths = (text.area_name(loss.area, length) for length in ("long", "medium"))
        fits = (name for name in lengths if paint.width_of(name, "body") <= right - width - 54)
        paint.draw_text(painter, QRectF(46, y + 4, right - width - 52, 18), next(fits, ""), "body")
        box = QRectF(14, y + 23, self.width() - 28, 16)
        paint.draw_text(painter, box, loss_words(loss), "small", "text-muted")


def _scores(loss: "AreaLoss") -> str:
    return _(
        "{area}: {change:signed}, from {before:points} to {after:points}.",
        area=text.area_name(loss.area),
        change=loss.change,
        before=loss.before,
        after=loss.after,
    )


def loss_words(loss: "AreaLoss", length: str = "metric-short") -> str:
    """Whether it stays qualified, and the metrics that change; `metric` names them in full."""
    parts = [_("No longer qualified.")] if loss.was_met and not loss.is_met else []
    for metric in loss.metrics:
        name = text.name(length, metric.metric)
        parts.append(
            _("{metric} falls to 0.", metric=name)
            if metric.falls_to_zero
            else _("{metric} {change:signed}.", metric=name, change=metric.change)
        )
    return " ".join(parts)
