"""What the rules ask of a customer: each criterion with the number that decides and the one to beat."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStackedWidget, QStyleOptionViewItem, QWidget

from readiness.assess.criteria import Criterion
from ui import text
from ui.tables import DECORATION_ROLE, Column, RowsModel
from ui.text import _
from ui.widgets import label, paint, paragraph, table
from ui.widgets.boxes import REST, boxed, column_of
from ui.widgets.cells import CellDelegate
from ui.widgets.two_lines import paint_ground

if TYPE_CHECKING:
    from readiness.snapshot import Snapshot
    from ui.background import Job
    from ui.pages.side_questions import Question
    from ui.session import Session

_ROW: Final = 64
_MARGIN: Final = 14
_LINES_LEFT: Final = 34
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion in words."""

    id: int
    criterion: Criterion
    title: str
    found: str
    to_beat: str

    @property
    def state(self) -> str:
        return "met" if self.criterion.met else "not-met"

    @property
    def says(self) -> str:
        """The areas, and whether it is met: what tiles and chip show."""
        areas = text.words().listed(text.area_name(area) for area in self.criterion.areas)
        return f"{areas}, {text.name('chip', self.state)}"


def criteria_question(session: "Session") -> "Question":
    """What the worker is asked about a customer."""
    rulebook = session.workspace.rulebook

    def question(snapshot: "Snapshot", _job: "Job", customer: str) -> tuple[Criterion, ...]:
        from readiness.assess import Records  # noqa: PLC0415 - not on the way to the first picture
        from readiness.assess.criteria import criteria  # noqa: PLC0415 - as above
        from readiness.facts import CustomerId  # noqa: PLC0415 - as above

        records = Records(snapshot.facts, rulebook.catalogue)
        tracks = {area: standing.track for area, standing in snapshot.standings.items()}
        return criteria(records, rulebook.on(snapshot.on), tracks, CustomerId(customer), snapshot.on)

    return question


class CriteriaList(QStackedWidget):
    """The criteria of one customer, those not met first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model: RowsModel[CriterionRow] = RowsModel((_column(),), self)
        self.view = table(self.model, name=_("Criteria"), key="criteria")
        self.view.setItemDelegate(CriterionDelegate(self.view))
        self.view.verticalHeader().setDefaultSectionSize(_ROW)
        self.view.horizontalHeader().hide()
        self._foot = label("", "small")
        self._foot.setContentsMargins(_MARGIN, 8, _MARGIN, 4)
        self._why = paragraph("", "muted")
        self.addWidget(boxed(column_of((self.view, 1), self._foot, gap=0)))
        self.addWidget(boxed(column_of(self._why, REST, edges=(_MARGIN, 12, _MARGIN, 12))))
        self.show_criteria(None)

    def show_criteria(self, found: tuple[Criterion, ...] | None) -> None:
        """None: not known yet."""
        rows = [_row(place, criterion) for place, criterion in enumerate(found or ())]
        self.model.set_rows(sorted(rows, key=lambda row: row.criterion.met))
        met = sum(row.criterion.met for row in rows)
        self._foot.setText(_("{met} met, {missed} not met", met=met, missed=len(rows) - met))
        self._why.setText(
            _("Looking at the usage…")
            if found is None
            else _(
                "No usage of this customer counts under an eligible association, so nothing is asked of it."
            )
        )
        self.setCurrentIndex(0 if rows else 1)


class CriterionDelegate(CellDelegate):
    """Tiles of the areas, the criterion with its two numbers, and the chip."""

    # Qt overrides

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        return QSize(240, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        style: Any = option  # the stub of QStyleOptionViewItem lacks the fields of its parents
        row = index.data(DECORATION_ROLE)
        rect = QRectF(style.rect)
        paint_ground(painter, rect, option)
        if isinstance(row, CriterionRow):
            with paint.saved(painter):
                inside = rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
                rows: tuple[CriterionRow, ...] = index.model().rows  # type: ignore[attr-defined] # a RowsModel
                _draw(painter, inside, row, line=_line_of_chips(inside, rows))


def _line_of_chips(rect: QRectF, rows: Sequence[CriterionRow]) -> int:
    """The first or the last line, which has room for more of the chips: they stand alike in every row."""
    room = rect.width() - _LINES_LEFT - 8

    def cut(line: Callable[[CriterionRow], str], role: str) -> int:
        chips = (paint.chip_width(text.name("chip", row.state)) for row in rows)
        return sum(
            paint.width_of(line(row), role) + chip > room for row, chip in zip(rows, chips, strict=True)
        )

    return 0 if cut(lambda row: row.title, "strong") <= cut(lambda row: row.to_beat, "small") else 2


def _draw(painter: QPainter, rect: QRectF, row: CriterionRow, line: int) -> None:
    areas = row.criterion.areas[:3]
    top = rect.center().y() - (len(areas) * 20 - 2) / 2
    for place, area in enumerate(areas):
        paint.draw_tile(painter, QRectF(rect.left(), round(top + place * 20), 24, 18), area)
    words = text.name("chip", row.state)
    chip = rect.right() - paint.chip_width(words)
    left, top = rect.left() + _LINES_LEFT, rect.center().y() - 27
    lines = (
        (row.title, "strong", "text"),
        (row.found, "small", "text"),
        (row.to_beat, "small", "text-muted"),
    )
    for place, (said, role, tone) in enumerate(lines):
        right = chip - 8 if place == line else rect.right()
        box = QRectF(left, top + 18 * place, right - left, 18)
        paint.draw_text(painter, box, said, role, tone)
    paint.draw_chip(painter, chip, top + 18 * line + 9, row.state, words)


def _row(place: int, criterion: Criterion) -> CriterionRow:
    metric = text.name("metric-short", criterion.metric)
    found = text.say(criterion.found)
    return CriterionRow(
        place,
        criterion,
        _("{metric}, {part}", metric=metric, part=criterion.part),
        _("{found}, also a year ago", found=found) if criterion.was_met and criterion.met else found,
        _("To beat next month: {number}", number=criterion.to_beat),
    )


def _column() -> Column[CriterionRow]:
    return Column(
        lambda: _("Criteria"),
        lambda row: f"{row.title}. {row.found}. {row.to_beat}",
        decoration=lambda row: row,
        tooltip=_tooltip,
    )


def _tooltip(row: CriterionRow) -> str:
    """With all that is asked, which the row has no room for."""
    return "\n".join((row.title, *map(text.say, row.criterion.asks), row.found, row.to_beat))
