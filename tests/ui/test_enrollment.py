"""A designation is recorded on the page of its area; the anniversary follows from the others."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from readiness.facts import Enrollment, Facts, Put
from readiness.rules import Rulebook
from ui.dialogs.enrollment import enrollment_dialog
from ui.dialogs.forms import FormSheet

TODAY = date(2026, 11, 24)
MODERN_WORK = Enrollment("n1", "modern-work", date(2025, 12, 10), date(2026, 12, 10))


def recorded(
    qtbot: QtBot, facts: Facts, rulebook: Rulebook, held: Enrollment | None, **days: date | None
) -> Enrollment | None:
    """What the filled-in form of Security answers with."""
    sheet = enrollment_dialog(facts, rulebook.on(TODAY), "security", held)
    qtbot.addWidget(sheet)
    for key, day in days.items():
        sheet.editor(key).widget.set_day(day)  # type: ignore[attr-defined] # a day's field
    with qtbot.waitSignal(sheet.submitted) as answered:
        sheet.submit()
    _title, changes = answered.args or (None, ())
    things = [change.thing for change in changes if isinstance(change, Put)]
    puts = [thing for thing in things if isinstance(thing, Enrollment)]
    return puts[0] if puts else None


def test_the_first_designation_runs_a_year(qtbot: QtBot, rulebook: Rulebook) -> None:
    found = recorded(qtbot, Facts(), rulebook, None, purchased_on=date(2026, 11, 2))
    assert found is not None
    assert (found.area, found.anniversary, found.track) == ("security", date(2027, 11, 2), None)


def test_a_later_one_shares_the_anniversary_of_the_first(qtbot: QtBot, rulebook: Rulebook) -> None:
    facts = Facts().changed([Put(MODERN_WORK)])
    found = recorded(qtbot, facts, rulebook, None, purchased_on=date(2026, 11, 2))
    assert found is not None
    assert found.anniversary == MODERN_WORK.anniversary


def test_one_after_the_anniversary_begins_anew(qtbot: QtBot, rulebook: Rulebook) -> None:
    facts = Facts().changed([Put(MODERN_WORK)])
    found = recorded(qtbot, facts, rulebook, None, purchased_on=date(2026, 12, 20))
    assert found is not None
    assert found.anniversary == date(2027, 12, 20)


def test_what_is_written_stands(qtbot: QtBot, rulebook: Rulebook) -> None:
    facts = Facts().changed([Put(MODERN_WORK)])
    own = date(2027, 3, 1)
    found = recorded(qtbot, facts, rulebook, None, purchased_on=date(2026, 11, 2), anniversary=own)
    assert found is not None
    assert found.anniversary == own


def test_an_enrolment_is_mended_not_doubled(qtbot: QtBot, rulebook: Rulebook) -> None:
    held = Enrollment("n2", "security", date(2026, 11, 2), date(2027, 11, 2), "smb")
    facts = Facts().changed([Put(held)])
    assert recorded(qtbot, facts, rulebook, held) is None
    mended = recorded(qtbot, facts, rulebook, held, purchased_on=date(2026, 11, 5), anniversary=None)
    assert mended == Enrollment("n2", "security", date(2026, 11, 5), date(2027, 11, 5), "smb")


@pytest.mark.parametrize("days", [{}, {"purchased_on": date(2026, 11, 2), "anniversary": date(2026, 11, 1)}])
def test_days_that_cannot_be_are_asked_for_again(
    qtbot: QtBot, rulebook: Rulebook, days: dict[str, date]
) -> None:
    sheet: FormSheet = enrollment_dialog(Facts(), rulebook.on(TODAY), "security", None)
    qtbot.addWidget(sheet)
    for key, day in days.items():
        sheet.editor(key).widget.set_day(day)  # type: ignore[attr-defined] # a day's field
    with qtbot.assertNotEmitted(sheet.submitted):
        sheet.submit()
