"""The panel about one engagement: what it is, and the steps of its claim with their clocks."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from readiness.claims import ClaimStep
from readiness.facts import Facts
from ui import theme
from ui.pages.claim_words import step_words
from ui.pages.detail_rows import DetailRows
from ui.pages.engagement_rows import EngagementRow, engagement_details
from ui.tables import Column, RowsModel
from ui.text import _, name
from ui.widgets import Panel, button, hairline, table, tool_button
from ui.widgets.boxes import REST, row_of
from ui.widgets.two_lines import TwoLines, TwoLinesDelegate, icon_mark


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the claim; `is_next`: it is the one to do now."""

    id: str
    step: ClaimStep
    is_next: bool
    lines: TwoLines


class EngagementPanel(Panel):
    """Shows the engagement that is selected in the list."""

    edit_asked = Signal(object)  # the EngagementRow
    step_done = Signal(object)  # the EngagementRow, whose next step was done

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._row: EngagementRow | None = None
        self._facts = Facts()
        self._edit = tool_button("pencil", _("Edit engagement…"), lambda: self.edit_asked.emit(self._row))
        self.add_action(self._edit)
        self.details = DetailRows()
        self.steps: RowsModel[StepRow] = RowsModel((_column(),), self)
        self.view = table(self.steps, name=_("Steps of the claim"), key="steps")
        self.view.setItemDelegate(TwoLinesDelegate(self.view))
        self.view.verticalHeader().setDefaultSectionSize(theme.size("row-two-line"))
        self.view.horizontalHeader().hide()
        self.done = button("", "check", on_click=lambda: self.step_done.emit(self._row), small=True)
        self._line = hairline()
        self._arrange()

    def set_facts(self, facts: Facts) -> None:
        """What the details are looked up in; `show_row` follows."""
        self._facts = facts

    def show_row(self, row: EngagementRow | None) -> None:
        self._row = row
        self.setEnabled(row is not None)
        self.set_title(row.name if row else _("Nothing selected"))
        for part in (self._edit, self._line):
            part.setVisible(row is not None)
        self.details.show_rows(engagement_details(row, self._facts) if row else ())
        step = row.next if row else None
        self.steps.set_rows(tuple(_step_row(one, step, row.urgency) for one in row.steps) if row else ())
        self.done.setVisible(step is not None)
        if step is not None:
            self.done.setText(_("Done: {step}", step=name("claim-step", step.step)))

    def _arrange(self) -> None:
        self.body.addWidget(self.details)
        self.body.addWidget(self._line)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(hairline())
        self.body.addLayout(row_of(self.done, REST, edges=(14, 10, 14, 10)))


def _step_row(step: ClaimStep, following: ClaimStep | None, urgency: str) -> StepRow:
    is_next = step == following
    role = {"late": "danger", "near": "warning"}.get(urgency, "text-muted") if is_next else "text-muted"
    icon = "circle-check" if step.is_done else "arrow-right" if is_next else "circle"
    words = step_words(step)
    lines = TwoLines(
        first=name("claim-step", step.step),
        second=_("Next: {words}", words=words) if is_next else words,
        mark=icon_mark(icon, "success" if step.is_done else "accent" if is_next else "text-muted"),
        first_role="text-muted" if step.is_done else "text",
        second_role=role,
        is_strong=is_next,
    )
    return StepRow(step.step, step, is_next, lines)


def _column() -> Column[StepRow]:
    return Column(
        lambda: _("Steps of the claim"),
        lambda row: f"{row.lines.first}, {row.lines.second}",
        decoration=lambda row: row.lines,
        tooltip=lambda row: f"{row.lines.first}\n{row.lines.second}",
    )
