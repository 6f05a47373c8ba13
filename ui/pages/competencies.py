"""Silver and Gold: which designation followed from which competency, and what a holder kept until when."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from readiness.rules.legacy import Competency, Legacy, Milestone
from ui import text, theme
from ui.pages.sides import Beside, panel_width
from ui.tables import Column, RowsModel, Tiles
from ui.text import _
from ui.widgets import Card, DayField, Field, Panel, hairline, paragraph, table
from ui.widgets.boxes import column_of
from ui.widgets.two_lines import TwoLines, TwoLinesDelegate, icon_mark


@dataclass(frozen=True, slots=True)
class Dated:
    """One day of the transition, as a row."""

    id: str
    lines: TwoLines


class Competencies(QWidget):
    """The competencies with their designations, and beside them the days of the transition."""

    def __init__(self, legacy: Legacy, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._legacy = legacy
        self.model: RowsModel[Competency] = RowsModel(_columns(), self)
        self.view = table(self.model, name=_("Silver and Gold"), key="competencies")
        self.days: RowsModel[Dated] = RowsModel((_day_column(),), self)
        self.anniversary = DayField(allow_empty=True)
        self.kept = paragraph()
        self._panel = Panel(_("The transition"))
        self._arrange()
        self.anniversary.changed.connect(self._show_kept)
        self.model.set_rows(legacy.competencies)

    def set_day(self, on: date) -> None:
        """What is past on that day has a check."""
        self.days.set_rows([_dated(one, on) for one in self._legacy.milestones.values()])

    def _show_kept(self) -> None:
        day = self.anniversary.day() if self.anniversary.is_valid() else None
        said = self._legacy.kept(day).sentences if day else ()
        self.kept.setText("\n".join(text.say(sentence) for sentence in said))
        self.kept.setVisible(bool(said))

    def _arrange(self) -> None:
        box = Card()
        box.body.setContentsMargins(1, 1, 1, 1)
        box.body.addWidget(self.view)
        days = table(self.days, name=_("The transition"), key="transition")
        days.setItemDelegate(TwoLinesDelegate(days))
        days.verticalHeader().setDefaultSectionSize(theme.size("row-two-line"))
        days.horizontalHeader().hide()
        self._panel.body.addWidget(days, 1)
        self._panel.body.addWidget(hairline())
        day = Field(_("Anniversary of the competency"), self.anniversary)
        self._panel.body.addLayout(column_of(day, self.kept, gap=8, edges=(14, 10, 14, 12)))
        self.kept.hide()
        self.setLayout(column_of(Beside(box, self._panel, lambda width: panel_width(width) + 60)))


def _columns() -> tuple[Column[Competency], ...]:
    return (
        Column[Competency](lambda: _("Competency"), lambda c: c.name),
        Column[Competency](
            lambda: _("Designation that follows"),
            lambda c: text.words().listed((text.area_name(area, "medium") for area in c.areas), "or"),
            decoration=lambda c: Tiles(c.areas),
            tooltip=lambda c: text.words().listed((text.area_name(area) for area in c.areas), "or"),
        ),
    )


def _dated(one: Milestone, on: date) -> Dated:
    is_past = one.on <= on
    words = text.name("milestone", one.id)
    mark = icon_mark("check" if is_past else "clock", "success" if is_past else "text-muted")
    return Dated(one.id, TwoLines(first=text.day(one.on), second=words, mark=mark))


def _day_column() -> Column[Dated]:
    return Column(
        lambda: _("The transition"),
        lambda row: f"{row.lines.first}, {row.lines.second}",
        decoration=lambda row: row.lines,
        tooltip=lambda row: row.lines.second,
    )
