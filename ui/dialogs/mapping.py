"""What the columns of another table are: asked once for each set of columns, and remembered."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QWidget

from readiness.facts import MEASURES
from readiness.importers.guesses import columns_of, target_of
from readiness.importers.mapping import FIELDS, NEEDED, TableMapping, mappings_of, mappings_text, signature
from readiness.importers.reading import Reading
from ui.text import _, name
from ui.widgets import Sheet, label, paragraph, scrolled
from ui.widgets.combo import ComboBox

_USAGE: Final = "usage"


class MappingDialog(Sheet):
    """Answers with all mappings as text, the new one among them."""

    agreed = Signal(str)

    def __init__(self, reading: Reading, mappings: str, parent: QWidget | None = None) -> None:
        super().__init__(_("What does this table hold?"), reading.source, parent)
        self._reading = reading
        self._mappings = mappings
        self.set_promise(
            _("Nothing is written yet. Without headings, the answer holds for this once.")
            if reading.is_headless
            else _("Nothing is written yet. The answer is remembered for tables with these columns.")
        )
        self._go_on = self.primary(_("Show the import"))
        self._go_on.clicked.connect(self._on_agreed)
        self.body.addWidget(paragraph(_("Say what the rows are, and which column holds what."), "small"))
        self.target, self.measure = ComboBox(), ComboBox()
        self._measure_label = label(_("Figures are"))
        self.body.addLayout(self._head())
        self._area = scrolled(QWidget())
        self.body.addWidget(self._area, 1)
        self.columns: dict[str, ComboBox] = {}
        self.target.setCurrentIndex(self.target.findData(target_of(reading.header)))
        self.target.currentIndexChanged.connect(self._show_fields)
        self._show_fields()
        self.resize(760, 560)

    def _head(self) -> QFormLayout:
        form = QFormLayout()
        for key, words in _targets().items():
            self.target.addItem(words, key)
        form.addRow(_("Rows are"), self.target)
        for measure in MEASURES:
            self.measure.addItem(name("measure", measure), measure)
        form.addRow(self._measure_label, self.measure)
        return form

    @property
    def mapping(self) -> TableMapping:
        """What is chosen now."""
        columns: Mapping[str, str] = {
            field: str(combo.currentData()) for field, combo in self.columns.items() if combo.currentData()
        }
        return TableMapping(str(self.target.currentData()), columns, str(self.measure.currentData()))

    def _show_fields(self) -> None:
        target = str(self.target.currentData())
        for widget in (self.measure, self._measure_label):
            widget.setVisible(target == _USAGE)
        inside = QWidget()
        form = QFormLayout(inside)
        form.setContentsMargins(0, 0, 0, 0)
        self.columns = {}
        guessed = columns_of(target, self._reading.header)
        for field in FIELDS[target]:
            combo = ComboBox()
            combo.addItem(_("no column"), "")
            for place, column in enumerate(self._reading.header):
                example = next((row[place] for row in self._reading.sample if row[place].strip()), "")
                combo.addItem(f"{column} ({example})" if example else column, column)
            combo.setCurrentIndex(max(0, combo.findData(guessed.get(field, ""))))
            combo.currentIndexChanged.connect(self._on_choice)
            words = _fields()[field]
            form.addRow(_("{field} (needed)", field=words) if field in NEEDED[target] else words, combo)
            self.columns[field] = combo
        inside.setProperty("page", "true")  # on the ground of the dialog
        self._area.setWidget(inside)
        self._on_choice()

    def _on_choice(self) -> None:
        self._go_on.setEnabled(self.mapping.is_complete)

    def _on_agreed(self) -> None:
        known = mappings_of(self._mappings)
        known[signature(self._reading.header)] = self.mapping
        self.accept()
        self.agreed.emit(mappings_text(known))


def _targets() -> dict[str, str]:
    return {
        "awards": _("Certifications of people"),
        "people": _("People"),
        "customers": _("Customers"),
        _USAGE: _("Usage of customers by month"),
        "deadlines": _("Deadlines"),
    }


def _fields() -> dict[str, str]:
    return {
        "title": _("Title"),
        "earned": _("Earned on"),
        "expires": _("Expires on"),
        "first": _("First name, or the whole name"),
        "last": _("Last name"),
        "mail": _("Work email"),
        "mcid": _("MCID"),
        "joined": _("Joined on"),
        "left": _("Left on"),
        "name": _("Name of the customer"),
        "tenant": _("Tenant id"),
        "tpid": _("TPID"),
        "domain": _("Domain"),
        "country": _("Country"),
        "segment": _("Segment"),
        "attribution": _("Association"),
        "month": _("Month"),
        "value": _("Figure"),
        "workload": _("Workload"),
        "due": _("Due on"),
    }
