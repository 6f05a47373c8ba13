"""The dialog that asks what the columns of another table are."""

from pytestqt.qtbot import QtBot

from readiness.importers import Reading
from readiness.importers.mapping import TableMapping, mappings_of, mappings_text, signature
from tests.ui.hands import primary
from ui.dialogs.mapping import MappingDialog

HEADER = ("What", "When")
READING = Reading(
    "plan.csv", "table", 0, needs_mapping=True, header=HEADER, sample=(("Renew", "2026-12-15"),)
)


def shown(qtbot: QtBot, mappings: str = "") -> MappingDialog:
    dialog = MappingDialog(READING, mappings)
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def choose(dialog: MappingDialog, target: str, **columns: str) -> None:
    dialog.target.setCurrentIndex(dialog.target.findData(target))
    for field, column in columns.items():
        combo = dialog.columns[field]
        combo.setCurrentIndex(combo.findData(column))


def test_it_goes_on_once_every_needed_column_is_chosen(qtbot: QtBot) -> None:
    dialog = shown(qtbot)
    choose(dialog, "deadlines", title="What")
    assert not primary(dialog).isEnabled()
    choose(dialog, "deadlines", due="When")
    assert primary(dialog).isEnabled()
    assert dialog.columns["due"].currentText() == "When (2026-12-15)"
    assert dialog.mapping == TableMapping("deadlines", {"title": "What", "due": "When"}, "acr-usd")


def test_only_usage_has_a_measure(qtbot: QtBot) -> None:
    dialog = shown(qtbot)
    choose(dialog, "usage")
    assert dialog.measure.isVisible()
    choose(dialog, "customers")
    assert not dialog.measure.isVisible()


def test_the_answer_joins_those_given_before(qtbot: QtBot) -> None:
    other = {"x": TableMapping("customers", {"name": "Firm"})}
    dialog = shown(qtbot, mappings_text(other))
    choose(dialog, "deadlines", title="What", due="When")
    with qtbot.waitSignal(dialog.agreed) as got:
        primary(dialog).click()
    known = mappings_of(got.args[0])
    assert known["x"] == other["x"]
    assert known[signature(HEADER)].target == "deadlines"
