"""What is due, and when: derived from the facts and the rules, or the user's own."""

import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.agenda import DAYS_AHEAD, DAYS_BACK, MOST_AWARDS, agenda
from readiness.facts import (
    AdminRelationship,
    Award,
    Benefit,
    CertificationId,
    Choices,
    CoopClaim,
    CustomerId,
    Deadline,
    Enrollment,
    Event,
    HeldSpecialization,
    Mark,
    Person,
    PersonId,
    Plan,
    Project,
    Seats,
    SupportCase,
)
from readiness.words import LANGUAGES, Words
from tests.agenda_world import ADA, CLAIM, LIVING, ON, RETIRED, RETIRING, RULEBOOK, award, facts, ids, items


def test_an_award_expires_on_its_last_day() -> None:
    (item,) = items(award(date(2026, 12, 6)), kind="certification-expires")
    assert (item.id, item.due_on, item.person) == (
        "certification-expires:a1:2026-12-06",
        date(2026, 12, 6),
        ADA,
    )
    assert (item.title.code, item.title.slots["certification"]) == ("agenda.certification-expires", "AZ-104")


@pytest.mark.parametrize(
    "changed",
    [
        {"left_on": date(2026, 11, 23)},
        {"account_deleted_on": date(2026, 11, 23)},
    ],
)
def test_who_has_left_has_no_deadlines(changed: dict[str, date]) -> None:
    things = (award(date(2026, 12, 6)), Plan("x1", ADA, CertificationId(LIVING), date(2026, 12, 1)))
    gone = replace(Person(ADA, "Ada Nowak"), **changed)  # type: ignore[arg-type]
    assert items(*things, gone, kind="certification-expires") == []
    assert items(*things, gone, kind="exam-planned") == []
    day_before = date(2026, 11, 23)
    assert len(items(*things, gone, on=day_before, kind="certification-expires")) == 1


def test_an_award_for_nobody_is_nothing_to_do() -> None:
    orphan = award(date(2026, 12, 6), person=PersonId("nobody"))
    assert items(orphan, kind="certification-expires") == items(orphan, kind="credit-ends") == []


def test_an_award_that_has_a_successor_does_not_expire() -> None:
    old, new = award(date(2026, 12, 6)), award(date(2027, 12, 6), award_id="a2")
    assert ids(items(old, new, kind="certification-expires", days_ahead=1000)) == [
        "certification-expires:a2:2027-12-06"
    ]
    assert items(old, award(None, award_id="a2"), kind="certification-expires") == []


def test_what_ended_long_ago_or_ends_far_ahead_is_not_listed() -> None:
    for day, listed in (
        (ON - timedelta(days=DAYS_BACK), True),
        (ON - timedelta(days=DAYS_BACK + 1), False),
        (ON + timedelta(days=DAYS_AHEAD), True),
        (ON + timedelta(days=DAYS_AHEAD + 1), False),
    ):
        assert bool(items(award(day), kind="certification-expires")) is listed


def test_renewal_opens_six_months_before_the_end() -> None:
    (item,) = items(award(date(2027, 8, 31)), kind="renewal-opens")
    assert (item.id, item.due_on) == ("renewal-opens:a1:2027-02-28", date(2027, 2, 28))


@pytest.mark.parametrize("certification", [RETIRED, "azure-fundamentals", "not-in-the-catalogue"])
def test_what_cannot_be_renewed_has_no_renewal(certification: str) -> None:
    never = award(None if certification == "azure-fundamentals" else date(2027, 8, 31), certification)
    assert items(never, kind="renewal-opens") == []


def test_renewal_of_what_will_retire_stands_until_then() -> None:
    soon = award(date(2027, 5, 28), RETIRING)
    assert [item.due_on for item in items(soon, kind="renewal-opens")] == [date(2026, 11, 28)]
    too_late = award(date(2027, 6, 1), RETIRING)
    assert items(too_late, kind="renewal-opens") == []
    assert items(soon, on=date(2026, 12, 1), kind="renewal-opens") == []


def test_an_unknown_certification_expires_under_its_own_id() -> None:
    (item,) = items(award(date(2026, 12, 6), "not-in-the-catalogue"), kind="certification-expires")
    assert item.title.slots["certification"] == "not-in-the-catalogue"


def test_a_retirement_is_told_where_it_scores_or_someone_wants_it() -> None:
    (item,) = items(kind="certification-retires")
    assert (item.id, item.area) == (f"certification-retires:{RETIRING}:2026-11-30", "modern-work")
    unscored = "prepare-security-and-compliance-to-support-microsoft-365-copilot"
    on = date(2026, 6, 20)
    assert f"certification-retires:{unscored}:2026-06-30" not in ids(items(on=on))
    plan = Plan("x1", ADA, CertificationId(unscored), date(2026, 6, 25))
    for wanted in (plan, award(None, unscored)):
        assert f"certification-retires:{unscored}:2026-06-30" in ids(items(wanted, on=on))


def test_credit_ends_for_those_whose_award_lasts_longer() -> None:
    ends = f"credit-ends:{RETIRED}:2027-08-31"
    longer, shorter = award(date(2027, 9, 30), RETIRED), award(date(2027, 3, 1), RETIRED)
    (item,) = items(longer, kind="credit-ends")
    assert (item.id, item.title.slots["n"]) == (ends, 1)
    assert items(shorter, kind="credit-ends") == []
    assert items(kind="credit-ends") == []
    past_its_end = Choices(readings={"retired-credit": "credit-end"})
    assert ids(items(shorter, past_its_end, kind="credit-ends")) == [ends]


def test_credit_that_no_area_gives_does_not_end() -> None:
    certification = CertificationId("power-apps-and-d365-solution-architect-expert")
    held = Award("a1", ADA, certification, date(2022, 1, 1), date(2023, 8, 1))
    assert ids(items(held, on=date(2023, 6, 1), kind="credit-ends")) == [
        f"credit-ends:{certification}:2023-06-30"
    ]
    before_any_rules = items(held, on=date(2022, 3, 1), days_ahead=600)
    assert "certification-expires" in {item.kind for item in before_any_rules}
    assert "credit-ends" not in {item.kind for item in before_any_rules}


def test_a_planned_exam() -> None:
    (item,) = items(Plan("x1", ADA, CertificationId(RETIRING), date(2027, 1, 15)), kind="exam-planned")
    assert (item.id, item.person, item.area) == ("exam-planned:x1:2027-01-15", ADA, "modern-work")


def test_an_enrolment_has_its_anniversary_and_the_ends_of_its_windows() -> None:
    found = items(Enrollment("n1", "security", date(2026, 2, 10), date(2027, 2, 10)))
    assert [(item.id, item.area) for item in found if ":n1:" in item.id] == [
        ("anniversary:n1:2027-02-10", "security"),
        ("qualification-window-ends:n1:2027-03-12", "security"),
        ("renewal-window-ends:n1:2027-03-12", "security"),
    ]


def test_a_specialization_held_has_its_window_and_every_second_year_its_audit() -> None:
    second = HeldSpecialization("h1", "sec-iam", date(2024, 12, 20), date(2026, 12, 20))
    first = HeldSpecialization("h2", "sec-cloud-security", date(2025, 12, 20), date(2026, 12, 20))
    moved = HeldSpecialization("h3", "ba-low-code", date(2025, 12, 20), date(2026, 12, 20))
    found = {item.id: item for item in items(second, first, moved) if item.id.startswith("specialization")}
    assert set(found) == {
        "specialization-validation-due:h1:2026-12-20",
        "specialization-window-ends:h1:2027-01-19",
        "specialization-anniversary:h2:2026-12-20",
        "specialization-window-ends:h2:2027-01-19",
        "specialization-anniversary:h3:2026-12-20",
        "specialization-window-ends:h3:2027-01-19",
    }
    assert found["specialization-validation-due:h1:2026-12-20"].area == "security"
    assert (
        found["specialization-anniversary:h3:2026-12-20"].title.slots["name"] == "Agentic Business Solutions"
    )
    assert ids(items(first, on=date(2026, 10, 21), kind="specialization-window-opens")) == [
        "specialization-window-opens:h2:2026-10-21"
    ]


def test_before_the_programme_only_the_anniversary_is_known() -> None:
    on = date(2009, 1, 1)
    found = items(Enrollment("n1", "security", date(2008, 2, 10), date(2009, 2, 10)), on=on)
    assert ids(found) == ["anniversary:n1:2009-02-10"]


def test_a_project_goes_live_until_it_is_live() -> None:
    project = Project("j1", CustomerId("c1"), "Lift SQL", ("data-ai",), "won", date(2027, 2, 1))
    (item,) = items(project, kind="project-goes-live")
    assert (item.id, item.customer, item.area) == ("project-goes-live:j1:2027-02-01", "c1", "data-ai")
    for other in (
        replace(project, stage="live"),
        replace(project, stage="ended"),
        replace(project, go_live_on=None),
        replace(project, go_live_on=date(2030, 1, 1)),
    ):
        assert items(other, kind="project-goes-live") == []


@pytest.mark.parametrize(
    ("zone", "due_on", "hour"),
    [
        ("", date(2026, 12, 8), 23),
        ("Europe/Paris", date(2026, 12, 9), 0),
        ("America/New_York", date(2026, 12, 8), 18),
        ("Asia/Tokyo", date(2026, 12, 9), 8),
    ],
)
def test_a_workshop_falls_on_the_day_that_its_own_clock_shows(zone: str, due_on: date, hour: int) -> None:
    starts = datetime(2026, 12, 8, 23, 30, tzinfo=UTC)
    (item,) = items(Event("e1", "Late", "workshop", starts, zone=zone, owner=ADA), kind="workshop")
    assert (item.id, item.due_on, item.owner) == (f"workshop:e1:{due_on}", due_on, ADA)
    assert item.starts_at == starts
    assert (item.starts_at.date(), item.starts_at.hour) == (due_on, hour)


def test_what_ends_at_midnight_has_its_last_day_before() -> None:
    starts = datetime(2026, 12, 14, tzinfo=timezone(timedelta(hours=1)))
    week = Event("e1", "Certification week", "certification-week", starts, starts + timedelta(days=5))
    (item,) = items(week, kind="workshop")
    assert (item.is_whole_days, item.last_day) == (True, date(2026, 12, 18))
    (timed,) = items(replace(week, ends_at=starts + timedelta(days=4, hours=17)), kind="workshop")
    assert (timed.is_whole_days, timed.last_day) == (False, date(2026, 12, 18))
    (open_ended,) = items(replace(week, ends_at=None), kind="workshop")
    assert (open_ended.is_whole_days, open_ended.last_day) == (False, date(2026, 12, 14))


def test_the_fiscal_year_is_that_of_the_first_day_unless_another_is_given() -> None:
    late = Event("e1", "Late", "workshop", datetime(2026, 6, 30, 23, tzinfo=UTC))
    assert (late.year, replace(late, zone="Europe/Paris").year) == (2026, 2027)
    assert replace(late, fiscal_year=Seats(2027)).year == 2027


def test_a_workshop_and_the_day_to_register_by() -> None:
    starts = datetime(2026, 12, 8, 9, tzinfo=timezone(timedelta(hours=1)))
    event = Event(
        "e1", "Threat Protection", "workshop", starts, starts + timedelta(hours=8), ("security",),
        date(2026, 12, 1), (ADA,), CustomerId("c1"), "https://learn.example/x",
    )  # fmt: skip
    register, workshop = (item for item in items(event) if ":e1:" in item.id)
    assert (register.id, register.starts_at) == ("register-by:e1:2026-12-01", None)
    assert (workshop.id, workshop.starts_at, workshop.ends_at) == (
        "workshop:e1:2026-12-08",
        starts,
        event.ends_at,
    )
    assert (workshop.area, workshop.customer, workshop.url) == ("security", "c1", "https://learn.example/x")
    far = replace(event, starts_at=datetime(2030, 1, 1, tzinfo=UTC), register_by=None)
    assert [item for item in items(far) if ":e1:" in item.id] == []


def test_an_own_deadline_stays_until_it_is_done() -> None:
    due = date(2026, 1, 15)
    own = Deadline("d1", "Order exam vouchers", due, owner=ADA, area="security")
    (item,) = items(own, kind="own")
    assert (item.id, item.owner, item.area, item.done_on) == ("own:d1:2026-01-15", ADA, "security", None)
    assert items(replace(own, done_on=ON), kind="own") == []
    done = replace(own, due_on=ON, done_on=ON)
    assert [item.done_on for item in items(done, kind="own")] == [ON]
    assert items(replace(own, due_on=date(2030, 1, 1)), kind="own") == []


@pytest.mark.parametrize(
    ("on", "day"),
    [
        (date(2026, 11, 20), date(2026, 11, 20)),
        (date(2026, 11, 21), date(2026, 12, 20)),
        (date(2026, 12, 31), date(2027, 1, 20)),
    ],
)
def test_the_next_day_on_which_partner_center_shows_another_month(on: date, day: date) -> None:
    (item,) = items(on=on, kind="data-refresh")
    assert item.due_on == day
    assert item.title.slots["month"] == day.year * 12 + day.month - 2


def test_announced_rules_are_told() -> None:
    found = ids(items(on=date(2026, 4, 15), kind="rules-change"))
    assert "rules-change:security:2026-05-01" in found
    assert "rules-change:security:2023-12-01" not in found


def test_marks_say_what_the_user_thinks_of_an_item() -> None:
    item_id = "certification-expires:a1:2026-12-06"
    mark = Mark(item_id, done_on=date(2026, 11, 20), snoozed_until=date(2026, 11, 30), owner=ADA)
    (item,) = items(award(date(2026, 12, 6)), mark, kind="certification-expires")
    assert (item.done_on, item.snoozed_until, item.owner) == (mark.done_on, mark.snoozed_until, ADA)
    (other,) = items(award(date(2026, 12, 7)), mark, kind="certification-expires")
    assert (other.done_on, other.snoozed_until, other.owner) == (None, None, None)


@pytest.mark.parametrize("on", [date.min, date(2, 1, 1), date(9999, 1, 1), date.max])
def test_the_ends_of_the_calendar_break_nothing(on: date) -> None:
    first, last = (Enrollment(day.isoformat(), "security", date.min, day) for day in (date.min, date.max))
    papers = [
        thing
        for day in (date.min, date.max)
        for thing in (
            replace(CLAIM, id=f"draft{day}", proof_on=day),
            replace(CLAIM, id=f"sent{day}", submitted_on=day, status="submitted"),
            CoopClaim(f"o{day}", "x", day),
            AdminRelationship(f"g{day}", CustomerId("c1"), ends_on=day),
            Benefit(f"b{day}", "x", day, None, day),
            SupportCase(f"s{day}", "1", follow_up_on=day),
        )
    ]
    for item in items(award(date.max), Deadline("d1", "x", date.min), first, last, *papers, on=on):
        assert item.title.code


def test_soonest_first() -> None:
    found = items(award(date(2027, 6, 1)), Deadline("d1", "x", ON), Deadline("d2", "y", date(2026, 1, 1)))
    assert [item.due_on for item in found] == sorted(item.due_on for item in found)


def test_every_kind_has_words_in_both_languages() -> None:
    starts = datetime(2026, 12, 8, 9, tzinfo=UTC)
    found = items(
        award(date(2027, 9, 30), RETIRED),
        award(date(2027, 7, 1), award_id="a2"),
        Plan("x1", ADA, CertificationId(LIVING), date(2027, 1, 15)),
        Enrollment("n1", "security", date(2026, 2, 10), date(2027, 2, 10)),
        Project("j1", None, "Lift SQL", go_live_on=date(2027, 2, 1)),
        Event("e1", "Threat Protection", "workshop", starts, register_by=date(2026, 12, 1)),
        Deadline("d1", "Order exam vouchers", ON),
        replace(CLAIM, proof_on=date(2026, 1, 10)),
        CoopClaim("o1", "Webinar", date(2026, 10, 25)),
        AdminRelationship("g1", CustomerId("c1"), "Landing zone", ends_on=date(2027, 1, 5)),
        Benefit("b1", "Azure credits", date(2026, 12, 20), None, date(2027, 1, 20)),
        SupportCase("s1", "2611200040001873", follow_up_on=date(2026, 11, 27)),
    ) + items(on=date(2026, 4, 15), kind="rules-change")
    kinds = {item.kind for item in found}
    assert kinds == {
        *("certification-expires", "renewal-opens", "certification-retires", "credit-ends", "exam-planned"),
        *(
            "anniversary",
            "renewal-window-ends",
            "qualification-window-ends",
            "project-goes-live",
            "register-by",
        ),
        *("workshop", "own", "data-refresh", "rules-change"),
        *("association-step", "coop-claim-ends", "relationship-ends", "benefit-redeem-by", "benefit-ends"),
        "case-follow-up",
    }
    for words in map(Words, LANGUAGES):
        for item in found:
            said = words.say(item.title)
            assert said
            assert "agenda." not in said
            assert "{" not in said


@given(
    st.dates(date(2019, 1, 1), date(2030, 12, 31)), st.lists(st.dates(date(2019, 1, 1), date(2030, 12, 31)))
)
def test_items_are_near_once_and_in_order(on: date, ends: list[date]) -> None:
    awards = [
        award(day, award_id=f"a{n}", certification=[LIVING, RETIRED][n % 2]) for n, day in enumerate(ends)
    ]
    found = agenda(facts(*awards), RULEBOOK, on)
    assert len(set(ids(found))) == len(found)
    assert [i.due_on for i in found] == sorted(i.due_on for i in found)
    assert all(on - timedelta(days=DAYS_BACK) <= i.due_on <= on + timedelta(days=DAYS_AHEAD) for i in found)


def test_of_very_many_ends_the_nearest_are_listed() -> None:
    people = [Person(PersonId(f"p{n}"), f"N{n}") for n in range(3000)]
    awards = [
        award(ON + timedelta(days=n % 300 - 20), award_id=f"a{n}", person=PersonId(f"p{n}"))
        for n in range(3000)
    ]
    found = [item for item in items(*people, *awards) if item.kind == "certification-expires"]
    days = [item.due_on for item in found if item.due_on >= ON]
    assert MOST_AWARDS - 10 <= len(days) <= MOST_AWARDS
    assert set(days) == {ON + timedelta(days=n) for n in range(len(set(days)))}
    assert len(found) - len(days) == 200
    start = time.perf_counter()
    agenda(facts(*people, *awards), RULEBOOK, ON)
    assert time.perf_counter() - start < 1


def test_a_day_with_more_ends_than_are_listed_is_listed_whole() -> None:
    people = [Person(PersonId(f"p{n}"), f"N{n}") for n in range(MOST_AWARDS + 10)]
    awards = [award(ON, award_id=f"a{n}", person=PersonId(f"p{n}")) for n in range(MOST_AWARDS + 10)]
    assert len(items(*people, *awards, kind="certification-expires")) == MOST_AWARDS + 10
