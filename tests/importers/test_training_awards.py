"""How a row of a Trainings export meets a recorded award: renewed, earned again, its end computed."""

from datetime import date

import pytest

from readiness.facts import Award, Facts, Put
from tests.importers.conftest import Read
from tests.importers.found import award_of, awards, codes


def test_a_renewal_moves_the_end_of_the_recorded_award(read: Read) -> None:
    facts = Facts().changed(read({}).changes)
    reading = read({"ExpirationDate": "2028-03-02"}, facts=facts)
    award = award_of(reading)
    assert award.id in facts.awards
    assert (award.earned_on, award.expires_on) == (date(2026, 3, 2), date(2028, 3, 2))
    assert (reading.added, reading.changed, reading.unchanged) == (0, 1, 1)
    (entry,) = reading.entries
    assert (entry.state, entry.expires_before, entry.expires_after) == (
        "changed",
        date(2027, 3, 2),
        date(2028, 3, 2),
    )


def test_an_older_export_never_moves_an_end_back(read: Read) -> None:
    facts = Facts().changed(read({"ExpirationDate": "2028-03-02"}).changes)
    assert read({}, facts=facts).changes == ()


def test_earned_again_before_the_end_is_one_award(read: Read) -> None:
    again = {"TrainingCompletionDate": "2026-12-01", "ExpirationDate": "2027-12-01"}
    first: dict[str, str] = {}
    for rows in ((first, again), (again, first)):
        award = award_of(read(*rows))
        assert (award.earned_on, award.expires_on) == (date(2026, 3, 2), date(2027, 12, 1))


def test_earned_again_after_a_gap_is_a_second_award(read: Read) -> None:
    reading = read({}, {"TrainingCompletionDate": "2027-06-01", "ExpirationDate": "2028-06-01"})
    assert [a.earned_on for a in awards(reading)] == [date(2026, 3, 2), date(2027, 6, 1)]


def test_a_period_that_joins_two_awards_leaves_one(read: Read) -> None:
    first: dict[str, str] = {}
    last = {"TrainingCompletionDate": "2027-06-01", "ExpirationDate": "2028-06-01"}
    between = {"TrainingCompletionDate": "2027-01-01", "ExpirationDate": "2027-12-31"}
    in_one_file = read(first, last, between)
    assert award_of(in_one_file).expires_on == date(2028, 6, 1)
    facts = Facts().changed(read(first, last).changes)
    reading = read(between, facts=facts)
    assert len(facts.changed(reading.changes).awards) == 1
    assert (reading.added, reading.changed) == (0, 2)
    assert read(first, last, between, facts=facts.changed(reading.changes)).changes == ()


def test_an_end_that_was_not_recorded_is_filled_in(read: Read) -> None:
    facts = Facts().changed(read({}).changes)
    (award,) = facts.awards.values()
    endless = facts.changed([Put(Award(award.id, award.person, award.certification, award.earned_on))])
    assert award_of(read({}, facts=endless)).expires_on == date(2027, 3, 2)
    later = {"TrainingCompletionDate": "2027-06-01", "ExpirationDate": "2028-06-01"}
    assert read(later, facts=endless).added == 1


def test_what_never_expires_has_no_end(read: Read) -> None:
    row = {"TrainingTitle": "Azure Fundamentals", "TrainingActivityId": "", "ExpirationDate": ""}
    reading = read(row, row | {"TrainingCompletionDate": "2026-04-02"})
    assert (award_of(reading).expires_on, reading.problems) == (None, ())


@pytest.mark.parametrize("nothing", ["", "9999-12-31", "0001-01-01T00:00:00", "01/01/1753 00:00", "NULL"])
def test_a_missing_end_is_computed_and_said(nothing: str, read: Read) -> None:
    reading = read({"ExpirationDate": nothing})
    assert award_of(reading).expires_on == date(2027, 3, 2)
    assert [(p.code, p.row, p.column) for p in reading.problems] == [("expiry-computed", 2, "ExpirationDate")]
    assert reading.entries[0].problem == reading.problems[0]


def test_an_end_that_nobody_knows_is_said(read: Read) -> None:
    reading = read({"TrainingTitle": "GitHub Certified: Agentic AI Developer", "ExpirationDate": ""})
    assert (award_of(reading).expires_on, codes(reading)) == (None, ["expiry-unknown"])


def test_a_computed_end_never_moves_a_recorded_one(read: Read) -> None:
    facts = Facts().changed(read({"ExpirationDate": "2028-03-02"}).changes)
    reading = read({"ExpirationDate": ""}, facts=facts)
    assert (reading.changes, reading.problems, reading.unchanged) == ((), (), 2)
