"""How an award stands on a day, and the tile that says so: colour, glyph and word together."""

from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from readiness.facts import Award, Plan, months_later
from readiness.rules import Catalogue, Certification
from ui import icons, theme
from ui.text import _, number
from ui.widgets.two_lines import Mark

State: TypeAlias = Literal[
    "valid", "renew-now", "expiring", "expired", "retired-counting", "retired-over", "not-yet", "planned"
]
EXPIRING: Final = timedelta(days=60)
"""So close to its end, an award is shown with the days that are left."""
_LONGEST_MONTH: Final = timedelta(days=31)
_RADIUS: Final = 4
_STANDS: Final = frozenset({"valid", "renew-now", "expiring", "retired-counting"})


def stands(state: State) -> bool:
    """The award is valid on the day, and not given up on."""
    return state in _STANDS


def state_of(award: Award, catalogue: Catalogue, on: date) -> State:
    """How the award stands on the day."""
    end = award.expires_on
    if award.earned_on > on:
        return "not-yet"
    if end is not None and end < on:
        return "expired"
    certification = catalogue.get(award.certification)
    if certification is not None and _is_retired(certification, catalogue, on):
        return _of_retired(certification, on)
    return "valid" if end is None else _nearness(end, catalogue.renewal_opens_months, on)


def _of_retired(certification: Certification, on: date) -> State:
    credit = certification.credit_until
    return "retired-over" if credit is not None and credit < on else "retired-counting"


def _nearness(end: date, opens_months: int, on: date) -> State:
    left = end - on
    if left <= EXPIRING:
        return "expiring"
    if left > _LONGEST_MONTH * opens_months:  # spares the calendar in most cases
        return "valid"
    return "renew-now" if months_later(end, -opens_months) <= on else "valid"


def _is_retired(certification: Certification, catalogue: Catalogue, on: date) -> bool:
    """It can no longer be earned; where the day is not known, it was before the catalogue was read."""
    if certification.retired_on is not None:
        return certification.retired_on < on
    return certification.status == "retired" and (catalogue.read_on is None or catalogue.read_on <= on)


def counts_until(award: Award, catalogue: Catalogue, on: date) -> date | None:
    """The last day it counts: its own end, or the end of credit of a retired one, whichever is sooner."""
    ends = [award.expires_on]
    certification = catalogue.get(award.certification)
    if certification is not None and _is_retired(certification, catalogue, on):
        ends.append(certification.credit_until)
    known = [end for end in ends if end is not None]
    return min(known) if known else None


def state_words(award: Award, catalogue: Catalogue, on: date) -> str:
    """The state in words, with the day that matters."""
    state = state_of(award, catalogue, on)
    end = counts_until(award, catalogue, on)
    if state == "not-yet":
        return _("Earned later, on {day}", day=award.earned_on)
    if state == "retired-over":
        return _("Retired, no longer counts")
    if end is None:
        return _("Retired, counts") if state == "retired-counting" else _("Valid, no expiry")
    return {
        "renew-now": _("Renew now, valid to {day}", day=end),
        "expiring": _("Expiring on {day}", day=end),
        "expired": _("Expired on {day}", day=end),
        "retired-counting": _("Retired, counts to {day}", day=end),
    }.get(state) or _("Valid to {day}", day=end)


def plan_words(plan: Plan) -> str:
    return _("Planned, exam on {day}", day=plan.exam_on)


def award_mark(state: State, days_left: int = 0) -> Mark:
    """The tile of a state; an expiring award shows the days left."""
    look_of = {"retired-over": "expired", "not-yet": "planned"}.get(state, state)

    def paint(painter: QPainter, rect: QRectF) -> None:
        look = theme.award(look_of)
        _tile(painter, rect, look.ground, look.border, is_dashed=look_of == "planned")
        if state == "expiring":
            painter.setFont(theme.font("micro"))
            painter.setPen(look.text)
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), number(days_left))
        elif look_of == "planned":
            _diamond(painter, rect.center(), look.text)
        else:
            box = QRectF(0, 0, 14, 14)
            box.moveCenter(rect.center())
            icons.draw(painter, box, look.icon, look.text)

    return paint


def _tile(painter: QPainter, rect: QRectF, ground: QColor, border: QColor, *, is_dashed: bool) -> None:
    pen = QPen(border, 1)
    if is_dashed:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(ground)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _diamond(painter: QPainter, center: QPointF, color: QColor) -> None:
    painter.setPen(QPen(color, 1.4))
    reach = 5.0
    painter.drawPolygon(
        QPolygonF(
            [
                center + QPointF(0, -reach),
                center + QPointF(reach, 0),
                center + QPointF(0, reach),
                center + QPointF(-reach, 0),
            ]
        )
    )
