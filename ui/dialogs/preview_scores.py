"""The totals before and after an import, and the days on which they would fall without it."""

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from readiness.facts import AREAS
from readiness.snapshot import Standing
from readiness.workspace import Preview
from ui import theme
from ui.text import _, area_name, day, points, total
from ui.widgets import AreaTile, Panel, hairline, icon_label, label, paragraph
from ui.widgets.boxes import boxed, column_of, row_of

if TYPE_CHECKING:
    from readiness.planning.effects import Foreseen, ImportEffects


_WIDTH: Final = 280
_UNBOUND: Final = 16_777_215
"""Qt's own word for it."""


class ScoresPanel(Panel):
    """The six totals before and after, in words what that means, and from when on it would be otherwise."""

    def __init__(self, preview: Preview) -> None:
        super().__init__(_("Score before and after"))
        self.stand(beside=True)
        before, after = preview.before.standings, preview.after.standings
        for area in AREAS:
            self.body.addWidget(_score_row(before[area], after[area]))
            self.body.addWidget(hairline())
        for sentence, tone in _sentences(preview):
            self.body.addWidget(_sentence_row(sentence, tone))
        self._foreseen = column_of(gap=0)
        self.body.addLayout(self._foreseen)
        self.body.addStretch(1)

    def stand(self, *, beside: bool) -> None:
        """Beside the rows it is as wide as it needs to be, and below them as wide as they are."""
        self.setMinimumWidth(_WIDTH if beside else 0)
        self.setMaximumWidth(_WIDTH if beside else _UNBOUND)

    def show_effects(self, effects: "ImportEffects") -> None:
        """The days on which a score steps down, soonest first; known some time after the totals."""
        if not effects.foreseen:
            return
        head = label(_("Forecast before and after"), "heading")
        self._foreseen.addWidget(hairline())
        self._foreseen.addWidget(boxed(column_of(head, edges=(14, 12, 14, 10))))
        for one in effects.foreseen:
            self._foreseen.addWidget(hairline())
            self._foreseen.addWidget(_foreseen_row(one))


def _score_row(before: Standing, after: Standing) -> QWidget:
    has_both = before.has_rules and after.has_rules
    ends = _before_and_after(before, after) if has_both else (label(_("no rules"), "small"),)
    named = label(area_name(before.area, "medium"))
    made = boxed(row_of(AreaTile(before.area), (named, 1), *ends, gap=8, edges=(14, 0, 14, 0)))
    made.setFixedHeight(32)
    if has_both:
        made.setAccessibleName(
            _(
                "{area}: {before} before, {after} after",
                area=area_name(before.area),
                before=before.shown,
                after=after.shown,
            )
        )
    return made


def _foreseen_row(one: "Foreseen") -> QWidget:
    said = _("on {day}", day=one.on)
    before, after = points(one.before), points(one.after)
    row = row_of(AreaTile(one.area), (label(said), 1), *_ends(before, after, one.after - one.before), gap=8)
    row.setContentsMargins(14, 0, 14, 0)
    made = boxed(row)
    made.setFixedHeight(32)
    made.setAccessibleName(
        _("{area}, {said}: {before} before, {after} after",
          area=area_name(one.area), said=said, before=before, after=after)
    )  # fmt: skip
    return made


def _before_and_after(before: Standing, after: Standing) -> tuple[QWidget, ...]:
    return _ends(total(before.shown), total(after.shown), after.points - before.points)


def _ends(before: str, after: str, change: Fraction) -> tuple[QWidget, ...]:
    tone = "success" if change > 0 else "danger" if change < 0 else ""
    now = label(after, tone)
    if tone:
        now.setFont(theme.font("strong"))
    now.setMinimumWidth(34)
    now.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label(before, "muted"), icon_label("arrow-right"), now


def _sentences(preview: Preview) -> list[tuple[str, str]]:
    before, after = preview.before.standings, preview.after.standings
    if not any(standing.has_rules for standing in before.values()):
        return [
            (_("There are no rules for {day}, so there is no score.", day=day(preview.before.on)), "info")
        ]
    if all(before[a].points == after[a].points for a in AREAS):
        return [(_("The score of today stays."), "info")]
    passing = [
        _("{area} passes the mark: {points}.", area=area_name(a, "medium"), points=total(after[a].shown))
        for a in AREAS
        if after[a].qualified_today and not before[a].qualified_today
    ]
    return [(sentence, "success") for sentence in passing]


def _sentence_row(sentence: str, tone: str) -> QWidget:
    icon = icon_label("circle-check" if tone == "success" else "info", tone)
    row = row_of(icon, (paragraph(sentence, tone), 1), gap=8, edges=(14, 10, 14, 10))
    row.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
    return boxed(row)
