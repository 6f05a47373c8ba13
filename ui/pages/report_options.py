"""For whom a report is made, of which areas, in which language and on which paper."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from readiness.editions import PAPERS, SEPARATORS, Edition
from readiness.facts import AREAS
from readiness.words import LANGUAGES
from ui import text
from ui.pages.report_list import Format
from ui.text import _, name
from ui.widgets import Field, Segmented, label, paragraph
from ui.widgets.boxes import REST, boxed, column_of, row_of
from ui.widgets.check import CheckBox
from ui.widgets.combo import ComboBox

_LANGUAGE_NAMES: Final = {"en": "English", "fr": "Français"}  # each in its own language
_CUSTOMER_TABLES: Final = ("designations", "held-specializations")


class ReportOptions(QWidget):
    """Shows the choices that the chosen report has, and answers with an edition."""

    changed = Signal()

    def __init__(self, tables: tuple[str, ...]) -> None:
        super().__init__()
        self._tables = tables
        self._for_customer: bool | None = None
        self.audience = Segmented((("internal", _("Internal")), ("customer", _("Customer"))), _("Audience"))
        self.audience_note = paragraph("", "small")
        self.with_scores = CheckBox(_("With scores, on request"))
        self.with_mcid = CheckBox(_("MCID of people in tickets"))
        self.areas = {area: CheckBox(name("area-medium", area), area) for area in AREAS}
        self.language = _combo([(code, _LANGUAGE_NAMES[code]) for code in LANGUAGES], text.language())
        self.paper = _combo([(paper, paper_name(paper)) for paper in PAPERS], PAPERS[0])
        self.table = ComboBox()
        self.separator = _combo(
            [("", _("Of the language")), *((s, name("separator", s)) for s in SEPARATORS)], ""
        )
        self.bom = CheckBox(_("Mark as UTF-8 for Excel"))
        self.bom.setChecked(True)
        self._arrange()
        self._listen()

    def show_format(self, chosen: Format) -> None:
        """Only what the format asks for is to be chosen."""
        is_csv = chosen.ending == "csv"
        self._audience.setVisible(chosen.for_customers)
        for_customer = chosen.for_customers and self.audience.key == "customer"
        self.audience_note.setVisible(chosen.for_customers)
        self.audience_note.setText(
            _("Only designations, badges, specializations and dates. The file is checked before it is saved.")
            if for_customer
            else _("Customer leaves out names and money.")
        )
        self.with_scores.setVisible(for_customer)
        self.with_mcid.setVisible(chosen.id == "discrepancy")
        whole = chosen.ending == "json" and not for_customer
        self._areas.setVisible(not whole)
        self._language_field.setVisible(not whole)
        self._paper_field.setVisible(chosen.is_printed or chosen.ending == "xlsx")
        self._table_field.setVisible(is_csv)
        self._separator_field.setVisible(is_csv)
        self.bom.setVisible(is_csv)
        if is_csv and for_customer != self._for_customer:
            self._fill_tables(for_customer=for_customer)

    def edition(self, chosen: Format) -> Edition:
        """What is chosen; what the format does not ask for is left as usual."""
        for_customer = chosen.for_customers and self.audience.key == "customer"
        areas = tuple(area for area, box in self.areas.items() if box.isChecked())
        return Edition(
            self.language.currentData(),
            audience="customer" if for_customer else "internal",
            with_scores=for_customer and self.with_scores.isChecked(),
            pack=chosen.pack,
            areas=() if len(areas) in {0, len(AREAS)} else areas,
            paper=self.paper.currentData(),
            table=self.table.currentData() if chosen.ending == "csv" else "",
            separator=self.separator.currentData(),
            bom=self.bom.isChecked(),
            with_mcid=chosen.id == "discrepancy" and self.with_mcid.isChecked(),
        )

    def _fill_tables(self, *, for_customer: bool) -> None:
        self._for_customer = for_customer
        self.table.clear()
        for key in _CUSTOMER_TABLES if for_customer else self._tables:
            self.table.addItem(name("table", key), key)

    def _arrange(self) -> None:
        self._audience = Field(_("Audience"), self.audience)
        self._areas = _area_boxes(self.areas)
        self._language_field = Field(_("Language"), self.language)
        self._paper_field = Field(_("Paper"), self.paper)
        self._table_field = Field(_("Table"), self.table)
        self._separator_field = Field(_("Separator"), self.separator)
        for box in (self.with_scores, self.with_mcid, self.bom, *self.areas.values()):
            box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        scores = self._audience, self.audience_note, self.with_scores, self._areas, self.with_mcid
        table = self._table_field, self._separator_field, self.bom
        looks = row_of((self._language_field, 1), (self._paper_field, 1), gap=12)
        self.setLayout(column_of(*scores, *table, looks, REST, gap=8, edges=(14, 12, 14, 12)))

    def _listen(self) -> None:
        self.audience.changed.connect(lambda _key: self.changed.emit())
        for box in (self.with_scores, self.with_mcid, *self.areas.values()):
            box.toggled.connect(lambda _on: self.changed.emit())
        for combo in (self.language, self.paper):
            combo.currentIndexChanged.connect(lambda _index: self.changed.emit())


def _area_boxes(boxes: dict[str, CheckBox]) -> QWidget:
    """A tick, the tile and the name of each area; at first all are ticked."""
    for box in boxes.values():
        box.setChecked(True)
    return boxed(column_of(label(_("Solution areas"), "small"), *boxes.values(), gap=2, edges=(0, 4, 0, 4)))


def paper_name(paper: str) -> str:
    return {"a4": _("A4"), "letter": _("US Letter")}[paper]


def _combo(options: list[tuple[str, str]], value: str) -> ComboBox:
    made = ComboBox()
    for key, words in options:
        made.addItem(words, key)
    made.setCurrentIndex(max(made.findData(value), 0))
    return made
