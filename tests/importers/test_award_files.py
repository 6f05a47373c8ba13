"""Certifications from Skilling, transcripts and badges; courses and exams, which never score."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from readiness.facts import Award, Facts, Person, PersonId, Put
from readiness.importers import Reading

Read = Any
SKILLING = "Individual name,Certification name,Certification type,Solution area,Completion date,Expiry date"
TRANSCRIPT = {
    "userName": "AdaN",
    "contactEmail": "ada@home.example",
    "modulesCompleted": [{"title": "Describe cloud computing", "completedOn": "2026-01-01T00:00:00Z"}],
    "learningPathsCompleted": [],
    "certificationData": {
        "legalName": "Ada Nowak",
        "mcid": "990012345",
        "activeCertifications": [
            {"name": "Microsoft Certified: Azure Administrator Associate", "status": "Active",
             "dateEarned": "2026-03-02T23:23:59+00:00", "expiration": "2027-03-02T23:59:59+00:00"},
            {"name": "Microsoft Certified: Azure Fundamentals", "status": "Active",
             "dateEarned": "2020-10-22T23:23:59+00:00"},
        ],
        "historicalCertifications": [
            {"name": "Microsoft Certified: Azure Developer Associate", "status": "Expired",
             "dateEarned": "2022-03-02T00:00:00+00:00", "expiration": "2023-03-02T00:00:00+00:00"},
            {"name": "Microsoft Certified: Azure Data Engineer Associate", "dateEarned": "2021-03-02"},
        ],
        "passedExams": [{"examTitle": "Azure Fundamentals", "examNumber": "AZ-900"}],
    },
    "appliedSkillsData": {"appliedSkillsCredentials": []},
}  # fmt: skip


def after(reading: Reading, facts: Facts | None = None) -> Facts:
    return (facts or Facts()).changed(reading.changes)


def awards(reading: Reading) -> dict[str, tuple[date, date | None]]:
    things = [change.thing for change in reading.changes if isinstance(change, Put)]
    return {t.certification: (t.earned_on, t.expires_on) for t in things if isinstance(t, Award)}


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def test_a_skilling_download_brings_people_and_their_certifications(read: Read) -> None:
    row = "Ada Nowak,Azure Administrator Associate,Intermediate,Azure,22 Aug 2026,22 Aug 2027"
    reading = read(f"{SKILLING}\r\n{row}\r\nBen,Juggling,,,1 Aug 2026,\r\n")
    assert (reading.kind, reading.unknown_columns, reading.people) == ("skilling", (), 1)
    assert awards(reading) == {"azure-administrator": (date(2026, 8, 22), date(2027, 8, 22))}
    assert [(p.code, p.row, p.column) for p in reading.problems] == [
        ("certification-unknown", 3, "Certification name")
    ]
    assert read(f"{SKILLING}\r\n{row}\r\n", facts=after(reading)).changes == ()


def test_a_skilling_download_meets_who_is_recorded(read: Read) -> None:
    ada = Person(PersonId("p1"), "ada nowak", "ada@partner.example", "990012345")
    row = "Ada Nowak,Azure Administrator Associate,Intermediate,Azure,2026-08-22,2027-08-22"
    reading = read(f"{SKILLING}\r\n{row}\r\n", facts=Facts(people={ada.id: ada}))
    assert (reading.people, reading.added) == (0, 1)


def test_a_transcript_brings_one_person_and_what_scores(read: Read) -> None:
    reading = read(json.dumps(TRANSCRIPT))
    (ada,) = after(reading).people.values()
    assert (ada.name, ada.mcid, ada.email) == ("Ada Nowak", "990012345", "")
    assert awards(reading) == {
        "azure-administrator": (date(2026, 3, 2), date(2027, 3, 2)),
        "azure-fundamentals": (date(2020, 10, 22), None),
        "azure-developer": (date(2022, 3, 2), date(2023, 3, 2)),
    }
    assert codes(reading) == ["courses-left-out", "award-inactive"]
    assert (reading.kind, reading.rows, reading.left_out, reading.refused) == ("learn-transcript", 6, 2, 1)
    assert read(json.dumps(TRANSCRIPT), facts=after(reading)).changes == ()


@pytest.mark.parametrize("data", [None, {}, {"activeCertifications": [7, {"name": 3}]}])
def test_a_transcript_of_another_shape_brings_nothing(data: Any, read: Read) -> None:
    reading = read(json.dumps({"userName": "AdaN", "certificationData": data}))
    assert (reading.kind, reading.changes) == ("learn-transcript", ())


def test_badges_that_do_not_score_are_left_out_and_counted(read: Read) -> None:
    rows = "Microsoft Certified Trainer (MCT) 2026,M,2026-05-27\r\nGlobal Ambassador,M,2026-07-21\r\n"
    known = "Microsoft Certified: Azure Administrator Associate,Microsoft,2026-05-27\r\n"
    reading = read(f"Badge Title,Issuer,Badge Date\r\n{rows}{known}")
    assert (reading.rows, reading.left_out, reading.refused) == (3, 2, 1)
    assert codes(reading) == ["badges-left-out", "badge-nameless"]
    assert [entry.row for entry in reading.entries] == [2, 3, 4]


def test_a_badge_that_scores_and_names_its_holder_is_an_award(read: Read) -> None:
    header = "Badge Name,Recipient Email,First Name,Last Name,Issued at,Expiration Date"
    row = "Azure Administrator Associate,ada@partner.example,Ada,Nowak,2026-05-27,2027-05-27"
    reading = read(f"{header}\r\n{row}\r\n")
    assert awards(reading) == {"azure-administrator": (date(2026, 5, 27), date(2027, 5, 27))}


def test_an_answer_of_credly(read: Read) -> None:
    badge = {"issued_at_date": "2026-05-07", "expires_at_date": None, "badge_template": {"name": "MCT 2026"}}
    reading = read(json.dumps({"data": [badge, badge], "metadata": {"total_count": 2}}))
    assert (reading.kind, reading.rows, reading.left_out) == ("credly-badges", 2, 2)


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [
        ("UserName,TrainingName,TrainingType,CompletionDate\r\nada,Describe,module,2026-01-01\r\n",
         "microsoft-learn", "courses-left-out"),
        ('Exam Title,Exam Number,Exam Date\r\n"Azure, first",AZ-900,2026-01-01\r\n',
         "learn-exams", "exams-alone"),
    ],
)  # fmt: skip
def test_courses_and_exams_are_counted_and_left_out(content: str, kind: str, code: str, read: Read) -> None:
    reading = read(content)
    assert (reading.kind, reading.rows, reading.left_out, codes(reading)) == (kind, 1, 1, [code])
    assert reading.changes == ()
    assert reading.entries[0].state == "left-out"


@pytest.mark.parametrize(
    ("name", "kind", "rows"),
    [("passed-exams.csv", "learn-exams", 34), ("credly-badges.csv", "credly-badges", None)],
)  # fmt: skip
def test_files_that_somebody_published(name: str, kind: str, rows: int | None, read: Read) -> None:
    path = Path(__file__).parents[3] / "shared" / "samples" / "learn-transcript" / name
    if not path.is_file():
        pytest.skip(
            "the published files are not on this machine; own ones of the same shape were read instead"
        )
    reading = read(path.read_bytes())
    assert reading.kind == kind
    assert rows in (None, reading.rows)
    assert reading.left_out + reading.refused == reading.rows > 0


def test_a_namesake_of_somebody_recorded_is_proposed_and_not_merged(read: Read) -> None:
    ada = Person(PersonId("p1"), "Ada Nowak", "ada@partner.example", "111")
    header = "Individual name,Certification name,Completion date,Expiry date,MCID"
    row = "ADA NOWAK,Azure Administrator Associate,2026-08-22,2027-08-22"
    reading = read(f"{header}\r\n{row},222\r\n", facts=Facts(people={ada.id: ada}))
    assert (reading.people, codes(reading)) == (1, ["person-alike"])
    same = read(f"{header}\r\n{row},111\r\n", facts=Facts(people={ada.id: ada}))
    assert (same.people, codes(same)) == (0, [])
