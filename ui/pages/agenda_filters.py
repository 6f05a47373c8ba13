"""Which items of the agenda are shown: by kind, area and owner, and whether what is done is among them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QObject, Signal

from readiness.facts import AREAS, Facts
from readiness.words import folded
from ui.dialogs.options import people_apart
from ui.pages.agenda_rows import CERTIFICATIONS, CLAIMS, WORKSHOPS, AgendaRow
from ui.pages.filter_bar import BETWEEN
from ui.pages.listing import Listing
from ui.text import _, area_name
from ui.widgets import Segmented
from ui.widgets.check import CheckBox
from ui.widgets.combo import ComboBox
from ui.widgets.paint import width_of

_KINDS: Final[dict[str, Callable[[AgendaRow], bool]]] = {
    "all": lambda _row: True,
    "workshops": lambda row: row.item.kind in WORKSHOPS,
    "claims": lambda row: row.item.kind in CLAIMS,
    "certifications": lambda row: row.item.kind in CERTIFICATIONS,
    "own": lambda row: row.item.kind == "own",
}
_ANY: Final = ""
_NOBODY: Final = "-"


class AgendaFilters(QObject):
    """The controls above the list; `keeps` answers for a row as they stand."""

    changed = Signal()

    def __init__(self, listing: Listing) -> None:
        super().__init__(listing)
        self._listing = listing
        self._on = date.min
        self.kind = Segmented(_kinds(), _("Which items"))
        self.area = _combo(_("Area"), [(_ANY, _("Any area"))] + [(a, area_name(a, "medium")) for a in AREAS])
        self.owner = _combo(_("Owner"), [(_ANY, _("Any owner"))])
        self.done = CheckBox(_("Show done"))
        self.done.setToolTip(_("What is done, and what is snoozed"))
        for place, choice in enumerate((self.kind, self.area, self.owner)):
            listing.filters.insertWidget(place, choice)
        listing.tools.insertWidget(listing.tools.indexOf(listing.columns), self.done)
        self.kind.changed.connect(lambda _key: self.changed.emit())
        self.area.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.owner.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.done.toggled.connect(lambda _on: self.changed.emit())
        listing.all_shown.connect(self.reset)

    def keeps(self, row: AgendaRow) -> bool:
        """Whether the row is wanted."""
        area, owner = self.area.currentData(), self.owner.currentData()
        return (
            _KINDS[self.kind.key](row)
            and (self.done.isChecked() or self._is_open(row))
            and area in (_ANY, row.item.area)
            and owner in (_ANY, row.item.owner or _NOBODY)
        )

    def reset(self) -> None:
        """Everything is wanted, what is done as well."""
        self.kind.set_key("all")
        for choice in (self.area, self.owner):
            choice.setCurrentIndex(0)
        self.done.setChecked(True)
        self.changed.emit()

    def offer(self, rows: Sequence[AgendaRow], facts: Facts, on: date) -> None:
        """The day, and those who own something; who was chosen stays chosen while they do."""
        self._on = on
        owners = {row.item.owner for row in rows if row.item.owner is not None}
        everybody = people_apart(facts) if owners else {}
        people = [(owner, everybody[owner]) for owner in owners if owner in everybody]
        named = sorted(people, key=lambda pair: folded(pair[1]))
        chosen = self.owner.currentData()
        self.owner.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.owner.clear()
        for key, words in [(_ANY, _("Any owner")), *named, (_NOBODY, _("Nobody"))]:
            self.owner.addItem(words, key)
        self.owner.setCurrentIndex(max(self.owner.findData(chosen), 0))
        self.owner.blockSignals(False)  # noqa: FBT003 - Qt's own

    def fit(self, room: int) -> None:
        """Where there is no room for all, the search finds owners and areas too."""
        bar = self._listing.bar
        kind, tools = self.kind.minimumSizeHint().width(), bar.least_of_tools()
        taken = kind if kind + BETWEEN + tools > room else kind + BETWEEN + tools  # two rows, or one
        for choice in (self.area, self.owner):
            taken += BETWEEN + choice.width()
            if taken > room:
                choice.setCurrentIndex(0)
            choice.setVisible(taken <= room)
        bar.wrap()

    def _is_open(self, row: AgendaRow) -> bool:
        snoozed = row.item.snoozed_until
        return not row.is_done and (snoozed is None or snoozed <= self._on)


def _kinds() -> tuple[tuple[str, str], ...]:
    return (
        ("all", _("All")),
        ("workshops", _("Workshops")),
        ("claims", _("Claims")),
        ("certifications", _("Certifications")),
        ("own", _("Own")),
    )


def _combo(name: str, options: list[tuple[str, str]]) -> ComboBox:
    made = ComboBox()
    made.setAccessibleName(name)
    made.setFixedWidth(round(width_of(options[0][1], "body")) + 48)
    for key, words in options:
        made.addItem(words, key)
    return made
