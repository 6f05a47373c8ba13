"""The import preview: what a file is and would change, and what is refused, before anything is written."""

from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from readiness.facts import Award, Facts, Put
from readiness.importers.reading import PARTNER_DOCUMENT, TRAININGS, Reading
from readiness.rules import Catalogue
from readiness.workspace import Preview
from ui.dialogs.editors import Choice
from ui.dialogs.preview_lines import lines_of, totals_of
from ui.dialogs.preview_panels import LinesPanel, ProblemsPanel, ScoresPanel
from ui.dialogs.project import person_options
from ui.text import _, keys, name, ngettext, number
from ui.widgets import Card, MessageBar, Sheet, button, label, paragraph, scrolled, upright

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

    def _on_agreed(self) -> None:
        self.accept()
        self.agreed.emit(self._preview)

    def _built(self, preview: Preview) -> QWidget:
        reading = preview.reading
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        if reading.needs_date_order:
            column.addWidget(self._question(reading))
            column.addStretch(1)
            return page
        if reading.nameless and preview.before.facts.people:
            column.addWidget(self._holder(reading, preview.before.facts))
        column.addWidget(_counters(reading))
        for message in _messages(preview):
            column.addWidget(message)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(self._left(preview), 1)
        row.addWidget(ScoresPanel(preview))
        column.addLayout(row, 1)
        return page

    def _left(self, preview: Preview) -> QVBoxLayout:
        """What becomes of the rows, and below it what is wrong with some."""
        reading, before, after = preview.reading, preview.before.facts, preview.after.facts
        left = QVBoxLayout()
        left.setSpacing(12)
        lines = lines_of(reading, before, after, self._catalogue)
        left.addWidget(LinesPanel(lines, reading), 3)
        if reading.problems:
            left.addWidget(ProblemsPanel(reading.problems), 2)
        return left

    def _question(self, reading: Reading) -> QWidget:
        """Day first or month first: asked only where no date of the file tells."""
        card = Card()
        row = QHBoxLayout()
        row.addWidget(
            paragraph(
                _(
                    "No date in this file tells the day from the month. How is “{date}” written?",
                    date=reading.date_example,
                ),
                "strong",
            ),
            1,
        )
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
        row = QHBoxLayout()
        row.addWidget(paragraph(asks, "strong"), 1)
        row.addWidget(choice.widget)
        card.body.addLayout(row)
        return card

    def _answer(self, **answer: Any) -> None:
        self._answers |= answer
        self.read_again.emit(dict(self._answers))


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
    return f"{reading.source} · {records if reading.kind == PARTNER_DOCUMENT else rows}"


def import_words(reading: Reading) -> str:
    """What the primary button does: awards where only awards matter, else records."""
    awards = sum(1 for c in reading.changes if isinstance(c, Put) and isinstance(c.thing, Award))
    if reading.kind == TRAININGS and awards:
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
    card = Card()
    row = QHBoxLayout()
    row.setSpacing(14)
    cells = (
        (reading.added, _added(reading), "success"),
        (reading.changed, _("changed"), "info"),
        (
            totals_of(reading)["unchanged"],
            ngettext("unchanged, {n} row left out", "unchanged, {n} rows left out", reading.left_out),
            "",
        ),
        (reading.refused, _("refused, with reason"), "warning" if reading.refused else ""),
    )
    for place, (count, words, tone) in enumerate(cells):
        if place:
            row.addWidget(upright())
        cell = QVBoxLayout()
        cell.setSpacing(0)
        figure = label(number(count), "title")
        if tone:
            figure.setProperty("tone", tone)
        cell.addWidget(figure)
        cell.addWidget(label(words, "small"))
        row.addLayout(cell, 1)
    card.body.addLayout(row)
    return card


def _messages(preview: Preview) -> tuple[QWidget, ...]:
    """Sentences that hold for the whole file."""
    reading, on = preview.reading, preview.before.on
    sentences: list[QWidget] = []
    awards = sum(1 for c in reading.changes if isinstance(c, Put) and isinstance(c.thing, Award))
    ended = reading.expired(on)
    if awards and ended == awards:
        text = ngettext(
            "The one award of this file has expired by {day}, so the score of today stays.",
            "All {n} awards of this file have expired by {day}, so the score of today stays.",
            awards,
            day=on,
        )
        sentences.append(MessageBar("warning", text))
    elif ended:
        text = ngettext(
            "{n} award of this file has expired by {day}.",
            "{n} awards of this file have expired by {day}.",
            ended,
            day=on,
        )
        sentences.append(MessageBar("info", text))
    if reading.unknown_columns:
        text = ngettext(
            "This column is not used: {names}.",
            "These columns are not used: {names}.",
            len(reading.unknown_columns),
            names=", ".join(reading.unknown_columns),
        )
        sentences.append(label(text, "small"))
    return tuple(sentences)
