"""A person's awards and planned exams as rows, and what mouse and keyboard do with them."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from readiness.facts import Award, Plan
from readiness.rules import Catalogue
from readiness.words import joined
from ui import icons, theme
from ui.dialogs.award_state import award_mark, plan_words, state_of, state_words
from ui.dialogs.certification import certification_line
from ui.pages.people_rows import PersonRow
from ui.pages.record_commands import Records
from ui.session import Session
from ui.tables import Column, RowsModel
from ui.text import _
from ui.widgets import paragraph, selected_rows, table
from ui.widgets.boxes import REST, boxed, column_of
from ui.widgets.two_lines import TwoLines, TwoLinesDelegate

_ORDER = ("expiring", "renew-now", "valid", "retired-counting", "not-yet", "expired", "retired-over")


@dataclass(frozen=True, slots=True)
class Held:
    """A row: an award or a plan."""

    id: str
    thing: Award | Plan
    order: tuple[int, date]
    lines: TwoLines


class HeldList(QStackedWidget):
    """Shows what one person holds and plans; it changes nothing itself."""

    edit_asked = Signal(object)  # an Award or a Plan
    remove_asked = Signal(object)  # the same
    add_asked = Signal()

    def __init__(self, catalogue: Catalogue, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._records = Records(session, self, lambda row: row.thing)
        self._on = date.min
        self.model: RowsModel[Held] = RowsModel((_column(),), self)
        self.view = table(self.model, name=_("Awards and plans"), key="held")
        self.view.setItemDelegate(TwoLinesDelegate(self.view))
        self.view.verticalHeader().setDefaultSectionSize(theme.size("row-two-line"))
        self.view.horizontalHeader().hide()
        self.addWidget(self.view)
        self.addWidget(_nothing())
        self._listen()

    def show_row(self, row: PersonRow | None, on: date) -> None:
        """What the person holds on the day; the soonest end first, plans last."""
        self._on = on
        held = [self._award(award) for award in row.awards] if row else []
        held += [self._plan(plan) for plan in row.plans] if row else []
        self.model.set_rows(tuple(sorted(held, key=lambda h: h.order)))
        self.setCurrentIndex(0 if held else 1)

    def start(self) -> None:
        """The keyboard goes on in the first row."""
        if self.model.rows and not self._selected():
            self.view.selectRow(0)
        self.view.setFocus()

    def _award(self, award: Award) -> Held:
        state = state_of(award, self._catalogue, self._on)
        end = award.expires_on or date.max
        lines = TwoLines(
            first=self._name(award),
            second=state_words(award, self._catalogue, self._on),
            mark=award_mark(state, (end - self._on).days if award.expires_on else 0),
            second_role={"expiring": "warning", "expired": "danger"}.get(state, "text-muted"),
        )
        return Held(award.id, award, (_ORDER.index(state), end), lines)

    def _plan(self, plan: Plan) -> Held:
        ends = plan.voucher_expires_on
        is_late = ends is not None and ends < plan.exam_on
        lines = TwoLines(
            first=self._name(plan),
            second=joined(plan_words(plan), voucher_words(plan)),
            mark=award_mark("planned"),
            second_role="warning" if is_late else "text-muted",
        )
        return Held(plan.id, plan, (len(_ORDER), plan.exam_on), lines)

    def _name(self, thing: Award | Plan) -> str:
        known = self._catalogue.get(thing.certification)
        return certification_line(known) if known else thing.certification

    def _listen(self) -> None:
        self.view.installEventFilter(self)
        self.view.doubleClicked.connect(lambda _index: self._edit())
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._on_menu)

    @property
    def current(self) -> Held | None:
        """The row that the keyboard is in."""
        rows: list[Held] = selected_rows(self.view)
        return rows[0] if rows else None

    def _selected(self) -> Award | Plan | None:
        return self.current.thing if self.current is not None else None

    def _edit(self) -> None:
        thing = self._selected()
        if thing is not None:
            self.edit_asked.emit(thing)

    def _remove(self) -> None:
        thing = self._selected()
        if thing is not None:
            self.remove_asked.emit(thing)

    def menu(self) -> QMenu:
        """What can be done with the selected award or plan."""
        is_award = isinstance(self._selected(), Award)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, icon, keys, act in (
            (_("Edit award…") if is_award else _("Edit exam plan…"), "pencil", "Return", self._edit),
            (_("Remove award") if is_award else _("Remove exam plan"), "trash-2", "Del", self._remove),
        ):
            action = menu.addAction(icons.icon(icon), words)
            action.setShortcut(keys)
            action.triggered.connect(lambda _checked=False, act=act: act())
        menu.addSeparator()
        self._records.add_to(menu, self.current)
        return menu

    def _on_menu(self, at: QPoint) -> None:
        if self.view.indexAt(at).isValid() and self.current is not None:
            self.menu().popup(self.view.viewport().mapToGlobal(at))

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            match event.key():
                case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F2:
                    self._edit()
                    return True
                case Qt.Key.Key_Delete:
                    self._remove()
                    return True
                case Qt.Key.Key_Insert:
                    self.add_asked.emit()
                    return True
                case _:
                    pass
        return super().eventFilter(watched, event)


def voucher_words(plan: Plan) -> str:
    """The voucher and its end; empty without one."""
    ends = plan.voucher_expires_on
    if ends is None:
        return _("Voucher {voucher}", voucher=plan.voucher) if plan.voucher else ""
    if ends < plan.exam_on:
        return _("The voucher ends before, on {day}", day=ends)
    if not plan.voucher:
        return _("Voucher valid to {day}", day=ends)
    return _("Voucher {voucher}, valid to {day}", voucher=plan.voucher, day=ends)


def _nothing() -> QWidget:
    said = paragraph(_("No award is recorded."), "muted")
    return boxed(column_of(said, REST, edges=(14, 12, 14, 12)))


def _column() -> Column[Held]:
    return Column(
        lambda: _("Awards"),
        lambda held: f"{held.lines.first}, {held.lines.second}",
        decoration=lambda held: held.lines,
        tooltip=lambda held: f"{held.lines.first}\n{held.lines.second}",
    )
