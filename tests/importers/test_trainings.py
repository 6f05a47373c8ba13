"""The Trainings export: its people, its awards, what is refused and why."""

from datetime import date
from typing import Any

import pytest

from readiness.facts import Facts, Partner, Person, PersonId, Put
from readiness.facts.nouns import Location
from readiness.rules import Rulebook
from tests.importers.found import ON, award_of, awards, codes, people, person_of

Read = Any


def test_a_real_export_of_2021_is_read_whole(real_file: bytes, read: Read) -> None:
    reading = read(real_file)
    assert (reading.kind, reading.rows) == ("insights-trainings", 160)
    assert (reading.people, reading.awards, reading.added) == (42, 160, 202)
    assert (reading.refused, reading.problems, reading.unknown_columns) == (0, (), ())
    assert reading.expired(ON) == 160
    assert reading.expired(date(2021, 1, 15)) == 0


def test_the_own_export_of_2021_is_read_whole(own_file: bytes, read: Read) -> None:
    reading = read(own_file)
    assert (reading.rows, reading.people, reading.awards) == (6, 4, 6)
    assert (reading.problems, reading.unknown_columns) == ((), ())
    assert [person.name for person in people(reading)] == [
        "Ada Nowak",
        'Ines Moreau, "Nès"',
        "Łukasz Ó Briain",
        "",
    ]
    assert awards(reading)[0].earned_on == date(2018, 12, 25)
    assert awards(reading)[0].expires_on == date(2021, 12, 25)
    assert (reading.expired(ON), reading.expired(date(2021, 8, 11))) == (6, 1)


@pytest.mark.parametrize("which", ["own_file", "real_file"])
def test_a_second_time_changes_nothing(which: str, read: Read, request: pytest.FixtureRequest) -> None:
    data = request.getfixturevalue(which)
    first = read(data)
    again = read(data, facts=Facts().changed(first.changes))
    assert again.changes == ()
    assert (again.added, again.changed, again.unchanged) == (0, 0, first.added)
    assert again.count("unchanged") == again.rows


def test_every_certification_of_the_own_export_is_known(
    own_file: bytes, read: Read, rulebook: Rulebook
) -> None:
    found = [rulebook.catalogue.get(award.certification) for award in awards(read(own_file))]
    assert [c.name if c else None for c in found][:2] == [
        "Azure Administrator Associate",
        "Azure Developer Associate",
    ]
    assert None not in found


def test_the_eighteen_columns(ada: dict[str, str], read: Read) -> None:
    reading = read(ada)
    person = person_of(reading)
    assert (person.name, person.email, person.mcid) == ("Ada Nowak", "ada@partner.example", "990012345")
    award = award_of(reading)
    assert (award.person, award.certification) == (person.id, "azure-administrator")
    assert (award.earned_on, award.expires_on) == (date(2026, 3, 2), date(2027, 3, 2))
    assert reading.unknown_columns == ()


def test_the_twelve_columns_know_people_by_their_mcid(read: Read) -> None:
    columns = [
        *(
            "TrainingActivityId",
            "TrainingTitle",
            "TrainingType",
            "AADUserId",
            "TrainingCompletionDate",
            "Month",
        ),
        *("IcMCP", "MCPID", "MPNID", "PartnerName", "PartnerCityLocation", "PartnerCountryLocation"),
    ]
    reading = read({"AADUserId": "c0ffee"}, columns=columns)
    assert (person_of(reading).name, person_of(reading).mcid) == ("", "990012345")
    assert reading.unknown_columns == ()
    assert award_of(reading).expires_on == date(2027, 3, 2)
    assert codes(reading) == ["expiry-column-missing"]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("step", [1, -1])
def test_any_delimiter_and_any_order_of_columns(
    delimiter: str, step: int, ada: dict[str, str], read: Read
) -> None:
    reading = read(ada, delimiter=delimiter, columns=[*ada][::step])
    assert (person_of(reading).name, award_of(reading).expires_on) == ("Ada Nowak", date(2027, 3, 2))


@pytest.mark.parametrize(
    ("column", "spelled"),
    [
        ("MPNId", "MPN_ID *"),
        ("PGAMpnId", "PGA_MPNID"),
        ("PGAMpnId", "GlobalPartnerID"),
        ("MCPID", "mcid"),
        ("TrainingTitle", " training title "),
        ("ExpirationDate", "Expiry Date?"),
        ("CorpEmail", "Corp e-mail"),
    ],
)
def test_columns_go_by_any_spelling(column: str, spelled: str, ada: dict[str, str], read: Read) -> None:
    row = {spelled if name == column else name: text for name, text in ada.items()}
    reading = read(ada | row, columns=list(row))
    assert reading.unknown_columns == ()
    assert (person_of(reading).mcid, award_of(reading).expires_on) == ("990012345", date(2027, 3, 2))


def test_unknown_columns_are_named_and_kept_out(ada: dict[str, str], read: Read) -> None:
    reading = read(ada | {"Shoe size": "38", "": "x"}, columns=[*ada, "Shoe size", ""])
    assert reading.unknown_columns == ("Shoe size",)
    assert reading.problems == ()
    assert reading.added == 2


def test_a_column_that_is_there_twice_is_read_once(ada: dict[str, str], read: Read) -> None:
    reading = read(ada | {"Mcid": "1"}, columns=[*ada, "Mcid"])
    assert person_of(reading).mcid == "990012345"
    assert [(p.code, p.column) for p in reading.problems] == [("column-twice", "Mcid")]


def test_a_title_line_above_the_header_does_no_harm(ada: dict[str, str], read: Read) -> None:
    plain = read(ada)
    text = "Trainings report\r\n\r\n" + ",".join(ada) + "\r\n" + ",".join(ada.values()) + "\r\n"
    reading = read(text)
    assert reading.added == plain.added == 2
    assert [entry.row for entry in reading.entries] == [4]


# --- people


def test_people_are_found_by_mcid_then_mail_then_name(read: Read) -> None:
    known = [
        Person(PersonId("by-mcid"), "Somebody", "other@partner.example", "990012345"),
        Person(PersonId("by-mail"), "", "ADA@partner.example"),
        Person(PersonId("by-name"), "ada nowak"),
    ]
    for count, wanted in ((3, "by-mcid"), (2, "by-mail"), (1, "by-name")):
        reading = read({}, facts=Facts().changed(Put(person) for person in known[-count:]))
        assert award_of(reading).person == wanted
        assert reading.people == 0


def test_what_is_recorded_of_a_person_stays_and_gaps_are_filled(read: Read) -> None:
    known = Person(PersonId("p1"), "Ada Nowak-Berg", "", "990012345", notes="on leave")
    reading = read({}, facts=Facts().changed([Put(known)]))
    person = person_of(reading)
    assert (person.id, person.name, person.email) == ("p1", "Ada Nowak-Berg", "ada@partner.example")
    assert (person.notes, reading.changed, reading.people) == ("on leave", 1, 0)


def test_two_mcids_are_two_people(read: Read) -> None:
    reading = read({}, {"MCPID": "2"})
    assert len(people(reading)) == 2
    assert [(p.code, p.row, p.column) for p in reading.problems] == [("mail-shared", 3, "CorpEmail")]


def test_one_mail_without_mcid_is_one_person(read: Read) -> None:
    second = {"MCPID": "", "TrainingTitle": "Azure Developer Associate", "IndividualFirstName": ""}
    reading = read({"MCPID": ""}, second, {"TrainingTitle": "Azure Data Engineer Associate"})
    person = person_of(reading)
    assert (person.mcid, len(awards(reading)), reading.problems) == ("990012345", 3, ())


def test_a_name_that_several_have_is_no_key(read: Read) -> None:
    known = [Person(PersonId(one), "Ada Nowak") for one in "ab"]
    row = {"MCPID": "", "CorpEmail": ""}
    reading = read(row, facts=Facts().changed(Put(person) for person in known))
    assert (reading.changes, reading.refused) == ((), 1)
    assert codes(reading) == ["person-ambiguous"]


def test_a_name_that_several_have_does_not_stop_a_row_with_a_mcid(read: Read) -> None:
    known = [Person(PersonId(one), "Ada Nowak") for one in "ab"]
    reading = read({"CorpEmail": ""}, facts=Facts().changed(Put(person) for person in known))
    assert reading.people == 1


def test_several_with_one_mail_are_told_apart_by_name(read: Read) -> None:
    known = [Person(PersonId(name), name, "ada@partner.example") for name in ("Ada Nowak", "Training Room")]
    reading = read({"MCPID": ""}, facts=Facts().changed(Put(person) for person in known))
    assert award_of(reading).person == "Ada Nowak"


def test_the_same_name_with_another_mail_is_another_person(read: Read) -> None:
    known = Person(PersonId("p1"), "Ada Nowak", "ada.nowak@partner.example")
    assert read({"MCPID": ""}, facts=Facts().changed([Put(known)])).people == 1


def test_a_row_that_names_nobody_is_refused(read: Read) -> None:
    empty = {"MCPID": "0", "CorpEmail": "n/a", "IndividualFirstName": "", "IndividualLastName": " "}
    reading = read(empty)
    assert (reading.changes, codes(reading)) == ((), ["person-missing"])


@pytest.mark.parametrize("damaged", ["9.9E+08", "99-001", "①"])
def test_a_damaged_mcid_is_refused(damaged: str, read: Read) -> None:
    reading = read({"MCPID": damaged})
    assert [(p.code, p.row, p.column) for p in reading.problems] == [("mcid-unreadable", 2, "MCPID")]


@pytest.mark.parametrize("guarded", ["'990012345", "990012345.0", " 990012345 "])
def test_a_mcid_that_a_spreadsheet_touched_is_still_one(guarded: str, read: Read) -> None:
    assert person_of(read({"MCPID": guarded})).mcid == "990012345"


def test_the_private_address_is_kept_only_where_nothing_else_is_known(read: Read) -> None:
    no_name = {"IndividualFirstName": "", "IndividualLastName": ""}
    assert "home" not in repr(read({}).changes)
    assert "home" not in repr(read({"CorpEmail": ""}).changes)
    reading = read(no_name | {"CorpEmail": ""})
    assert person_of(reading).email == "ada@home.example"
    named = read({"CorpEmail": "ada@partner.example"}, facts=Facts().changed(reading.changes))
    assert person_of(named).email == "ada@partner.example"


def test_a_later_row_that_knows_more_makes_the_private_address_needless(read: Read) -> None:
    blank = {"IndividualFirstName": "", "IndividualLastName": "", "CorpEmail": ""}
    assert "home" not in repr(read(blank, {"TrainingTitle": "Azure Developer Associate"}).changes)


def test_a_location_is_kept_where_the_partner_has_it(read: Read) -> None:
    partner = Partner("Partner GmbH", locations=(Location("7654321", "Berlin"),))
    assert person_of(read({}, facts=Facts(partner=partner))).location == "7654321"
    assert person_of(read({})).location == ""


def test_the_link_is_proven_and_a_record_that_denies_it_is_told(read: Read) -> None:
    known = Person(PersonId("p1"), "Ada Nowak", mcid="990012345", unlinked_on=date(2026, 1, 1))
    reading = read({}, {"TrainingTitle": "Azure Developer Associate"}, facts=Facts().changed([Put(known)]))
    assert codes(reading) == ["person-unlinked"]
    assert person_of(reading).unlinked_on == date(2026, 1, 1)
    assert person_of(read({})).linked_on is None


# --- awards


def test_the_title_decides_and_the_activity_helps(read: Read) -> None:
    title = {"TrainingTitle": "Azure Developer Associate"}
    assert award_of(read(title)).certification == "azure-developer"
    assert (
        award_of(read({"TrainingTitle": "Azure-Administrator (Deutsch)"})).certification
        == "azure-administrator"
    )


# --- refused and left out


@pytest.mark.parametrize(
    ("row", "code", "column"),
    [
        ({"TrainingType": "Exam", "TrainingTitle": "AZ-104"}, "exam-only", "TrainingTitle"),
        (
            {"TrainingType": "", "TrainingTitle": "Exam AZ-104: Azure Administrator"},
            "exam-only",
            "TrainingTitle",
        ),
        ({"TrainingType": "", "TrainingTitle": "AZ-104"}, "exam-only", "TrainingTitle"),
        (
            {"TrainingTitle": "Certified Tea Taster", "TrainingActivityId": ""},
            "certification-unknown",
            "TrainingTitle",
        ),
        ({"TrainingTitle": "", "TrainingActivityId": ""}, "title-missing", "TrainingTitle"),
        ({"TrainingCompletionDate": ""}, "date-missing", "TrainingCompletionDate"),
        ({"TrainingCompletionDate": "last spring"}, "date-unreadable", "TrainingCompletionDate"),
        ({"TrainingCompletionDate": "2026-02-30"}, "date-impossible", "TrainingCompletionDate"),
        ({"ExpirationDate": "2026-13-01"}, "date-impossible", "ExpirationDate"),
        ({"ExpirationDate": "2025-03-02"}, "ends-before-start", "ExpirationDate"),
        ({"ActivationStatus": "Inactive"}, "award-inactive", "ActivationStatus"),
        ({"IndividualFirstName": "A" * 321}, "cell-too-long", "IndividualFirstName"),
    ],
)
def test_a_bad_row_is_refused_and_the_good_one_goes_on(
    row: dict[str, str], code: str, column: str, read: Read
) -> None:
    reading = read(row | {"MCPID": "1"}, {})
    assert [(p.code, p.row, p.column) for p in reading.problems] == [(code, 2, column)]
    assert (reading.refused, reading.people, reading.awards) == (1, 1, 1)
    assert reading.entries[0].problem == reading.problems[0]
    assert reading.entries[0].state == "refused"


def test_an_inactive_award_that_has_ended_is_history(read: Read) -> None:
    ended = {
        "TrainingCompletionDate": "2024-03-02",
        "ExpirationDate": "2025-03-02",
        "ActivationStatus": "Inactive",
    }
    reading = read(ended, {"TrainingTitle": "Azure Developer Associate"}, {"TrainingCompletionDate": "soon"})
    assert (len(awards(reading)), codes(reading)) == (2, ["date-unreadable"])


@pytest.mark.parametrize(
    "row",
    [
        {"TrainingType": "Course", "TrainingTitle": "Azure basics", "TrainingActivityId": ""},
        {"TrainingType": "Compliance Assessment"},
        {"TrainingTitle": "Microsoft Certified Trainer 2021-2022", "TrainingActivityId": ""},
    ],
)
def test_what_never_scores_is_left_out_without_a_fuss(row: dict[str, str], read: Read) -> None:
    reading = read(row)
    assert (reading.left_out, reading.refused, reading.problems, reading.changes) == (1, 0, (), ())
    assert reading.entries[0].state == "left-out"


def test_the_same_row_twice_counts_once(read: Read) -> None:
    reading = read({}, {})
    assert (reading.added, reading.count("added"), reading.count("unchanged")) == (2, 1, 1)
    assert [(p.code, p.row, p.slots["first"]) for p in reading.problems] == [("row-repeated", 3, "2")]


def test_rows_end_in_exactly_one_state(read: Read) -> None:
    reading = read(
        {},
        {},
        {"TrainingType": "Exam"},
        {"TrainingType": "Course", "TrainingTitle": "x", "TrainingActivityId": ""},
    )
    assert [entry.state for entry in reading.entries] == ["added", "unchanged", "refused", "left-out"]
    assert (
        sum(reading.count(state) for state in ("added", "changed", "unchanged", "refused", "left-out"))
        == reading.rows
    )
