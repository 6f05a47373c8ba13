"""What is under the explanation: the rule, its source, and the records that the chosen node rests on."""

from PySide6.QtWidgets import QWidget

from readiness.assess.finding import Finding
from readiness.snapshot import Snapshot
from ui import text
from ui.pages.evidence import Evidence, evidence_of
from ui.tables import Column, RowsModel
from ui.text import _, ngettext
from ui.widgets import Elided, hairline, label, paragraph, table
from ui.widgets.boxes import Stretch, boxed, column_of, row_of


class EvidencePanel(QWidget):
    """Shows one finding at a time; its head is for where it stands under something else."""

    def __init__(self) -> None:
        super().__init__()
        self._count = Elided("", "small")
        title = label(_("Who and what it rests on"), "heading")
        self._head = boxed(row_of(title, (self._count, 1), gap=10, edges=(13, 0, 13, 0)))
        self._head.setFixedHeight(40)
        self._asks = paragraph("", "strong")
        self._found = paragraph()
        self._reading = paragraph("", "small")
        self._source = paragraph("", "small")
        said = self._asks, self._found, self._reading, self._source
        top = boxed(column_of(*said, gap=4, edges=(14, 10, 14, 12)))
        self.model: RowsModel[Evidence] = RowsModel(
            (
                Column[Evidence](lambda: _("Record"), lambda e: e.name),
                Column[Evidence](lambda: _("Detail"), lambda e: e.detail, tone=lambda _e: "text-muted"),
            )
        )
        self.view = table(self.model, name=_("Records"), key="records")
        self._empty = paragraph(_("No record of yours counts here yet."), "muted")
        self._empty.setContentsMargins(14, 12, 14, 12)
        self._over = hairline()
        parts = self._over, self._head, top, hairline(), self._empty, (self.view, 1), Stretch(0)
        self.setLayout(column_of(*parts, gap=0))

    def show_head(self, *, is_shown: bool) -> None:
        for widget in (self._over, self._head):
            widget.setVisible(is_shown)

    def show_finding(self, finding: Finding, snapshot: Snapshot) -> int:
        """How many records it rests on."""
        rows = evidence_of(_ids(finding), snapshot)
        self._count.set_text(ngettext("{n} record", "{n} records", len(rows)) if rows else "")
        self._asks.setText(text.say(finding.asks))
        self._found.setText(text.say(finding.found))
        self._reading.setVisible(finding.reading is not None)
        if finding.reading is not None:
            self._reading.setText(text.say(finding.reading))
        self._source.setVisible(finding.source is not None)
        self._source.setText(_source_words(finding))
        self.model.set_rows(rows)
        self.view.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        return len(rows)


def _ids(finding: Finding) -> tuple[str, ...]:
    """The finding's own evidence, else that of what is below it."""
    if finding.evidence:
        return finding.evidence
    return tuple(record for child in finding.because for record in _ids(child))


def _source_words(finding: Finding) -> str:
    if finding.source is None:
        return ""
    read = _("Source: {title}, read on {day}", title=finding.source.title, day=finding.source.read_on)
    if finding.rules_from is None:
        return read
    return _("Rule of {since}. {read}", since=finding.rules_from, read=read)
