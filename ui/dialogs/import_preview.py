"""The import preview: what a file is and would change, and what is refused, before anything is written."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from readiness.facts import Award, Facts, Put
from readiness.importers.reading import PARTNER_DOCUMENT, TRAININGS, Reading
from readiness.rules import Catalogue
from readiness.words import joined
from readiness.workspace import Preview
from ui.dialogs.editors import Choice
from ui.dialogs.options import person_options
from ui.dialogs.preview_lines import lines_of, totals_of
from ui.dialogs.preview_panels import LinesPanel, ProblemsPanel
from ui.dialogs.preview_scores import ScoresPanel
from ui.text import _, keys, name, ngettext, number
from ui.widgets import Card, MessageBar, Sheet, button, label, paragraph, scrolled, upright
from ui.widgets.boxes import REST, boxed, column_of, row_of

if TYPE_CHECKING:
    from readiness.planning.effects import ImportEffects

_BESIDE: Final = 860
_HOLDER: Final = 280
"""Room for a name, or for a mail address where there is none."""


class ImportDialog(Sheet):
    """Shows a preview; answers with it when the user agrees, or asks for another reading of the file."""

    agreed = Signal(object)  # the Preview
    columns_asked = Signal()  # what the columns of a table of the user's own are, anew
    read_again = Signal(object)  # all answers so far: {"date_order": "dmy" | "mdy", "holder": PersonId}

    def __init__(self, preview: Preview, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(_title(preview.reading), _origin(preview.reading), parent)
        self._catalogue = catalogue
        self._preview = preview
        self._answers: dict[str, Any] = {}
        self.set_promise(
            _("Nothing is written before you import. {keys} takes it back in one step.", keys=keys("Ctrl+Z"))
        )
        if preview.reading.header:
            self._foot.insertWidget(1, button(_("Columns…"), on_click=self.columns_asked.emit))
        self._import = self.primary(_("Import"))
        self._import.clicked.connect(self._on_agreed)
        self._page: QWidget | None = None
        self._below: QBoxLayout | None = None
        self._scores: ScoresPanel | None = None
        self.resize(1000, 690)
        self.set_preview(preview)

    @property
    def preview(self) -> Preview:
        return self._preview

    def set_preview(self, preview: Preview) -> None:
        """Show another reading of the same file."""
        self._preview = preview
        if self._page is not None:
            self.body.removeWidget(self._page)
            self._page.deleteLater()
        self._page = scrolled(self._built(preview))
        self.body.addWidget(self._page, 1)
        self._import.setText(import_words(preview.reading))
        self._import.setEnabled(bool(preview.reading.changes))
        if preview.reading.changes:
            self._import.setFocus()

    def show_effects(self, preview: Preview, effects: "ImportEffects") -> None:
        """What its awards bring, and what is foreseen, where that preview is still shown."""
        if self._page is None or self._preview is not preview:
            return
        for lines in self._page.findChildren(LinesPanel):
            lines.show_effects(effects)
        for scores in self._page.findChildren(ScoresPanel):
            scores.show_effects(effects)

    def _on_agreed(self) -> None:
        self.accept()
        self.agreed.emit(self._preview)

    def _built(self, preview: Preview) -> QWidget:
        reading = preview.reading
        self._below = self._scores = None
        if reading.needs_date_order:
            return boxed(column_of(self._question(reading), REST))
        above: list[QWidget] = []
        if reading.nameless and preview.before.facts.people:
            above.append(self._holder(reading, preview.before.facts))
        self._scores = ScoresPanel(preview)
        below = self._below = row_of((self._left(preview), 1), self._scores, gap=16)
        self._place()
        return boxed(column_of(*above, _counters(reading), *_messages(preview), (below, 1), gap=12))

    def _place(self) -> None:
        """The scores stand below the rows where there is no room beside them."""
        if self._below is not None and self._scores is not None:
            beside = self.width() >= _BESIDE
            way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
            self._below.setDirection(way)
            self._scores.stand(beside=beside)

    def _left(self, preview: Preview) -> QVBoxLayout:
        """What becomes of the rows, and below it what is wrong with some."""
        reading, before, after = preview.reading, preview.before.facts, preview.after.facts
        lines = lines_of(reading, before, after, self._catalogue)
        left = column_of((LinesPanel(lines, reading), 3), gap=12)
        if reading.problems:
            left.addWidget(ProblemsPanel(reading.problems), 2)
        return left

    def _question(self, reading: Reading) -> QWidget:
        """Day first or month first: asked only where no date of the file tells."""
        card = Card()
        asks = _(
            "No date in this file tells the day from the month. How is “{date}” written?",
            date=reading.date_example,
        )
        row = row_of((paragraph(asks, "strong"), 1))
        for order, text in (("dmy", _("Day first")), ("mdy", _("Month first"))):
            choice = button(text)
            choice.setObjectName(order)
            choice.clicked.connect(lambda _checked=False, order=order: self._answer(date_order=order))
            row.addWidget(choice)
        card.body.addLayout(row)
        return card

    def _holder(self, reading: Reading, facts: Facts) -> QWidget:
        """Whose badges are that name nobody: an account's own list does not say."""
        card = Card()
        asks = ngettext(
            "{n} badge names nobody. Whose is it?",
            "{n} badges name nobody. Whose are they?",
            reading.nameless,
        )
        choice = Choice(person_options(facts), self._answers.get("holder"))
        choice.widget.setObjectName("holder")
        choice.widget.setMinimumWidth(_HOLDER)
        choice.widget.setAccessibleName(asks)
        choice.watch(lambda: self._answer(holder=choice.read()))
        card.body.addLayout(row_of((paragraph(asks, "strong"), 1), choice.widget))
        return card

    def _answer(self, **answer: Any) -> None:
        self._answers |= answer
        self.read_again.emit(dict(self._answers))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()


def _title(reading: Reading) -> str:
    match reading.kind:
        case k if k == TRAININGS:
            return _("Import a Trainings export")
        case k if k == PARTNER_DOCUMENT:
            return _("Import a partner document")
        case kind:
            return _("Import: {kind}", kind=name("kind", kind))


def _origin(reading: Reading) -> str:
    rows = ngettext("{n} row", "{n} rows", reading.rows)
    if reading.kind == TRAININGS:
        return _("{file} · {rows} · Partner Center, Insights, Downloads hub", file=reading.source, rows=rows)
    records = ngettext("{n} record", "{n} records", reading.rows)
    return joined(reading.source, records if reading.kind == PARTNER_DOCUMENT else rows)


def import_words(reading: Reading) -> str:
    """What the primary button does: awards where only awards matter, else records."""
    if reading.kind == TRAININGS and (awards := _awards_in(reading)):
        return ngettext("Import {n} award", "Import {n} awards", awards)
    if reading.changes:
        return ngettext("Import {n} record", "Import {n} records", reading.added + reading.changed)
    return _("Import") if reading.needs_date_order else _("Nothing to import")


def _added(reading: Reading) -> str:
    if not (reading.people and reading.awards):
        return _("added")
    people = ngettext("{n} person", "{n} people", reading.people)
    awards = ngettext("{n} award", "{n} awards", reading.awards)
    return _("added: {people}, {awards}", people=people, awards=awards)


def _counters(reading: Reading) -> QWidget:
    """What becomes of the file in four figures, the same as the tabs count."""
    unchanged = ngettext("unchanged, {n} row left out", "unchanged, {n} rows left out", reading.left_out)
    card = Card()
    row = row_of(
        (_figure(reading.added, _added(reading), "success"), 1),
        upright(),
        (_figure(reading.changed, _("changed"), "info"), 1),
        upright(),
        (_figure(totals_of(reading)["unchanged"], unchanged), 1),
        upright(),
        (_figure(reading.refused, _("refused, with reason"), "warning" if reading.refused else ""), 1),
        gap=14,
    )
    card.body.addLayout(row)
    return card


def _figure(count: int, words: str, tone: str = "") -> QVBoxLayout:
    figure = label(number(count), "title")
    if tone:
        figure.setProperty("tone", tone)
    return column_of(figure, label(words, "small"), gap=0)


def _awards_in(reading: Reading) -> int:
    return sum(1 for c in reading.changes if isinstance(c, Put) and isinstance(c.thing, Award))


def _messages(preview: Preview) -> Iterator[QWidget]:
    """Sentences that hold for the whole file."""
    reading, on = preview.reading, preview.before.on
    awards, ended = _awards_in(reading), reading.expired(on)
    if awards and ended == awards:
        said = ngettext(
            "The one award of this file has expired by {day}, so the score of today stays.",
            "All {n} awards of this file have expired by {day}, so the score of today stays.",
            awards,
            day=on,
        )
        yield MessageBar("warning", said)
    elif ended:
        said = ngettext(
            "{n} award of this file has expired by {day}.",
            "{n} awards of this file have expired by {day}.",
            ended,
            day=on,
        )
        yield MessageBar("info", said)
    if reading.unknown_columns:
        yield label(_unused(reading.unknown_columns), "small")


def _unused(columns: Sequence[str]) -> str:
    return ngettext(
        "This column is not used: {names}.",
        "These columns are not used: {names}.",
        len(columns),
        names=", ".join(columns),
    )
