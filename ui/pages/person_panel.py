"""The panel about one person: who it is, the awards with their states, and what is planned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from readiness.facts import Award, Plan
from readiness.rules import Catalogue
from ui import icons, theme
from ui.dialogs.award_state import award_mark, plan_words, state_of, state_words
from ui.dialogs.certification import certification_line
from ui.dialogs.person import link_options
from ui.pages.detail_rows import DetailRows
from ui.pages.people_rows import PersonRow
from ui.tables import Column, RowsModel
from ui.text import _, day
from ui.widgets import Panel, button, hairline, paragraph, selected_rows, table, tool_button
from ui.widgets.two_lines import TwoLines, TwoLinesDelegate

_ORDER = ("expiring", "renew-now", "valid", "retired-counting", "not-yet", "expired", "retired-over")


@dataclass(frozen=True, slots=True)
class Held:
    """A row of the panel: an award or a plan."""

    id: str
    thing: Award | Plan
    order: tuple[int, date]
    lines: TwoLines


class PersonPanel(Panel):
    """Shows the person that is selected in the list."""

    edit_asked = Signal(object)  # the PersonRow
    award_asked = Signal(object, object)  # person id, and the award to edit or None for a new one
    award_removed = Signal(object, object)  # the PersonRow, and the award

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._catalogue = catalogue
        self._row: PersonRow | None = None
        self._on = date.min
        self._places: Mapping[str, str] = {}
        self._edit = tool_button("pencil", _("Edit person…"), lambda: self.edit_asked.emit(self._row))
        self.add_action(self._edit)
        self.details = DetailRows()
        self.model: RowsModel[Held] = RowsModel((_column(),), self)
        self.view = table(self.model, name=_("Awards"))
        self.view.setItemDelegate(TwoLinesDelegate(self.view))
        self.view.verticalHeader().setDefaultSectionSize(theme.size("row-two-line"))
        self.view.horizontalHeader().hide()
        self._pages = QStackedWidget()
        self._arrange()
        self._listen()

    def set_day(self, on: date, places: Mapping[str, str]) -> None:
        """The day that states are asked for, and the names of locations by id; `show_row` follows."""
        self._on, self._places = on, places

    def show_row(self, row: PersonRow | None) -> None:
        self._row = row
        self.setEnabled(row is not None)
        self.set_title(row.name if row else _("Nobody selected"))
        self._edit.setVisible(row is not None)
        self.details.show_rows(_details(row, self._places) if row else ())
        self.model.set_rows(self._held(row) if row else ())
        self._pages.setCurrentIndex(0 if self.model.all else 1)

    def _held(self, row: PersonRow) -> tuple[Held, ...]:
        held = [self._award(award) for award in row.awards] + [self._plan(plan) for plan in row.plans]
        return tuple(sorted(held, key=lambda h: h.order))

    def _award(self, award: Award) -> Held:
        known = self._catalogue.get(award.certification)
        state = state_of(award, self._catalogue, self._on)
        end = award.expires_on or date.max
        lines = TwoLines(
            first=certification_line(known) if known else award.certification,
            second=state_words(award, self._catalogue, self._on),
            mark=award_mark(state, (end - self._on).days if award.expires_on else 0),
            second_role={"expiring": "warning", "expired": "danger"}.get(state, "text-muted"),
        )
        return Held(award.id, award, (_ORDER.index(state), end), lines)

    def _plan(self, plan: Plan) -> Held:
        known = self._catalogue.get(plan.certification)
        lines = TwoLines(
            first=certification_line(known) if known else plan.certification,
            second=plan_words(plan),
            mark=award_mark("planned"),
        )
        return Held(plan.id, plan, (len(_ORDER), plan.exam_on), lines)

    def _arrange(self) -> None:
        self.body.addWidget(self.details)
        self.body.addWidget(hairline())
        self._pages.addWidget(self.view)
        nothing = QWidget()
        column = QVBoxLayout(nothing)
        column.setContentsMargins(14, 12, 14, 12)
        column.addWidget(paragraph(_("No award is recorded."), "muted"))
        column.addStretch(1)
        self._pages.addWidget(nothing)
        self.body.addWidget(self._pages, 1)
        self.body.addWidget(hairline())
        foot = QHBoxLayout()
        foot.setContentsMargins(14, 10, 14, 10)
        foot.addWidget(button(_("Record an award…"), "award", on_click=self._on_record, small=True))
        foot.addStretch(1)
        self.body.addLayout(foot)

    def _listen(self) -> None:
        self.view.installEventFilter(self)
        self.view.doubleClicked.connect(lambda _index: self._on_edit())
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._on_menu)

    def _on_record(self) -> None:
        if self._row is not None:
            self.award_asked.emit(self._row.id, None)

    def _award_selected(self) -> Award | None:
        rows: list[Held] = selected_rows(self.view)
        return rows[0].thing if rows and isinstance(rows[0].thing, Award) else None

    def _on_edit(self) -> None:
        award = self._award_selected()
        if award is not None:
            self.award_asked.emit(award.person, award)

    def _on_remove(self) -> None:
        award = self._award_selected()
        if award is not None:
            self.award_removed.emit(self._row, award)

    def _on_menu(self, at: QPoint) -> None:
        if not self.view.indexAt(at).isValid() or self._award_selected() is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, icon, keys, act in (
            (_("Edit award…"), "pencil", "Return", self._on_edit),
            (_("Remove award"), "trash-2", "Del", self._on_remove),
        ):
            action = menu.addAction(icons.icon(icon), words)
            action.setShortcut(keys)
            action.triggered.connect(lambda _checked=False, act=act: act())
        menu.popup(self.view.viewport().mapToGlobal(at))

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F2:
                    self._on_edit()
                    return True
                case Qt.Key.Key_Delete:
                    self._on_remove()
                    return True
                case Qt.Key.Key_Insert:
                    self._on_record()
                    return True
                case _:
                    pass
        return super().eventFilter(watched, event)


def _column() -> Column[Held]:
    return Column(
        lambda: _("Awards"),
        lambda held: f"{held.lines.first}, {held.lines.second}",
        decoration=lambda held: held.lines,
        tooltip=lambda held: f"{held.lines.first}\n{held.lines.second}",
    )


def _details(row: PersonRow, places: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    person = row.person
    words = dict(link_options())[row.link]
    if row.link == "linked" and person.linked_on is not None:
        words = _("Linked {day}", day=day(person.linked_on))
    elif row.link == "unlinked" and person.unlinked_on is not None:
        words = _("Not linked since {day}", day=day(person.unlinked_on))
    given = (
        (_("Mail"), person.email if person.name else ""),
        (_("MCP ID"), person.mcid),
        (_("Location"), places.get(person.location) or person.location),
        (_("Joined"), day(person.joined_on) if person.joined_on else ""),
        (_("Left"), day(person.left_on) if person.left_on else ""),
        (_("Learn profile"), words),
        (_("Notes"), person.notes),
    )
    return tuple((title, text) for title, text in given if text)
