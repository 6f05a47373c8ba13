"""A year back and a year ahead: what the forecast counts on, and that causes add up to the change."""

import gc
import weakref
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from readiness.demo import demo_facts
from readiness.facts import (
    AREAS,
    MICRO,
    Award,
    CertificationId,
    Customer,
    CustomerId,
    Enrollment,
    ExpectedUsage,
    Facts,
    Month,
    Person,
    PersonId,
    Plan,
    Project,
    Put,
    Remove,
    Series,
    UsageKey,
)
from readiness.outlook.course import Ahead, Course, Move
from readiness.outlook.days import quick_total
from readiness.outlook.forecast import is_expected
from readiness.rules import Rulebook
from readiness.words import Words

ADA = PersonId("p1")
FABRIKAM = CustomerId("c1")
CENTRAL = CertificationId("d365-business-central-functional-consultant-associate")


@pytest.fixture(scope="module")
def demo(rulebook: Rulebook) -> Facts:
    return demo_facts(rulebook, date(2026, 11, 24))


def points_on(course: Course, day: date) -> Fraction | None:
    return next(level.points for level in course.levels if level.since <= day <= level.until)


def test_the_demo_partner_is_at_risk_in_security(demo: Facts, rulebook: Rulebook, today: date) -> None:
    outlook = Ahead(demo, rulebook, today).outlook("security")
    assert outlook.is_at_risk
    first, second = outlook.falls
    assert (first.on, round(float(first.after), 1)) == (date(2026, 12, 7), 62.9)
    assert (second.on, round(float(second.after), 1)) == (date(2026, 12, 14), 54.9)
    words = Words("en")
    assert [words.say(cause.because) for move in outlook.falls for cause in move.causes] == [
        "SC-100 of Samir Haddad will expire",
        "SC-401 of Farid Benali will expire",
    ]


def test_who_loses_nothing_before_the_anniversary_is_not_at_risk(
    demo: Facts, rulebook: Rulebook, today: date
) -> None:
    outlook = Ahead(demo, rulebook, today).outlook("infrastructure")
    assert not outlook.is_at_risk
    assert outlook.falls == ()
    later = [replace(e, anniversary=date(2027, 11, 20)) for e in demo.enrollments.values()]
    assert Ahead(demo.changed(map(Put, later)), rulebook, today).outlook("infrastructure").is_at_risk


@pytest.mark.parametrize("area", AREAS)
def test_causes_add_up_and_levels_touch(demo: Facts, rulebook: Rulebook, today: date, area: str) -> None:
    outlook = Ahead(demo, rulebook, today).outlook(area)
    for course in (outlook.history, outlook.forecast):
        assert course.moves
        for move in course.moves:
            assert sum(cause.change for cause in move.causes) == move.change
            assert points_on(course, move.on) == move.after
            assert points_on(course, move.on - timedelta(days=1)) == move.before
        for level, following in zip(course.levels, course.levels[1:], strict=False):
            assert level.until + timedelta(days=1) == following.since
    assert outlook.history.levels[0].since == date(2025, 11, 1)
    assert outlook.history.levels[-1].until == today == outlook.forecast.levels[0].since
    assert outlook.forecast.levels[-1].until == date(2027, 11, 24)


@pytest.mark.parametrize("area", AREAS)
def test_history_is_the_score_of_each_day(demo: Facts, rulebook: Rulebook, today: date, area: str) -> None:
    ahead = Ahead(demo, rulebook, today)
    history = ahead.history(area)
    for back in (0, 12, 13, 200, 380):
        day = today - timedelta(days=back)
        quick = quick_total(ahead.records, rulebook, area, day)
        assert quick is not None
        assert points_on(history, day) == quick.points


def test_without_plans_and_projects_the_forecast_is_the_facts_on_later_days(
    demo: Facts, rulebook: Rulebook, today: date
) -> None:
    gone = [Remove(Plan, key) for key in demo.plans] + [Remove(Project, key) for key in demo.projects]
    ahead = Ahead(demo.changed(gone), rulebook, today)
    for area in AREAS:
        forecast = ahead.forecast(area)
        for days in (1, 40, 130, 365):
            quick = quick_total(ahead.records, rulebook, area, today + timedelta(days=days))
            assert quick is not None
            assert points_on(forecast, today + timedelta(days=days)) == quick.points


def planned(exam_on: date, certification: str = CENTRAL) -> Facts:
    plan = Plan("x1", ADA, CertificationId(certification), exam_on)
    return Facts().changed([Put(Person(ADA, "Ada Nowak")), Put(plan)])


def moves(facts: Facts, rulebook: Rulebook, area: str, today: date) -> tuple[Move, ...]:
    return Ahead(facts, rulebook, today).forecast(area).moves


def test_a_planned_exam_counts_from_its_day(rulebook: Rulebook, today: date) -> None:
    (move,) = moves(planned(date(2027, 2, 5)), rulebook, "business-applications", today)
    assert (move.on, move.change) == (date(2027, 2, 5), Fraction(4))
    (cause,) = move.causes
    assert Words("en").say(cause.because) == "MB-800: planned exam of Ada Nowak"
    assert cause.records == (ADA,)


def test_an_exam_planned_for_a_day_gone_by_or_after_retirement_brings_nothing(
    rulebook: Rulebook, today: date
) -> None:
    assert moves(planned(date(2026, 11, 2)), rulebook, "business-applications", today) == ()
    retires = next(c for c in rulebook.catalogue if c.code == "MS-102")
    assert retires.retired_on == date(2026, 11, 30)
    in_time = moves(planned(date(2026, 11, 30), retires.id), rulebook, "modern-work", today)
    too_late = moves(planned(date(2026, 12, 1), retires.id), rulebook, "modern-work", today)
    assert [move.on for move in in_time if move.change > 0] == [date(2026, 11, 30)]
    assert too_late == ()


def project(**more: object) -> Project:
    usage = (ExpectedUsage("SQL Database", "acr-usd", 1500 * MICRO, "csp-tier2"),)
    given: dict[str, object] = {"stage": "won", "go_live_on": date(2027, 2, 1), "expected_usage": usage}
    return Project("j1", FABRIKAM, "Lift SQL", ("data-ai",), **(given | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "counts"),
    [
        ({}, True),
        ({"stage": "in-delivery"}, True),
        ({"stage": "lead"}, False),
        ({"stage": "lead", "probability": Decimal("0.5")}, True),
        ({"stage": "won", "probability": Decimal("0.4")}, False),
        ({"stage": "live"}, False),
        ({"stage": "ended"}, False),
        ({"go_live_on": None}, False),
        ({"go_live_on": date(2026, 11, 24)}, False),
    ],
)
def test_a_project_counts_whole_or_not_at_all(more: dict[str, object], today: date, *, counts: bool) -> None:
    assert is_expected(project(**more), today) is counts


def test_a_go_live_counts_from_the_month_after(rulebook: Rulebook, today: date) -> None:
    used = Series(UsageKey(FABRIKAM, "SQL Database", "acr-usd", "csp-tier2"), Month(2026 * 12 + 9), (MICRO,))
    facts = Facts().changed([Put(Customer(FABRIKAM, "Fabrikam")), Put(used), Put(project())])
    found = moves(facts, rulebook, "data-ai", today)
    assert found[0].on == date(2027, 3, 1)
    assert found[0].change > 0
    said = {Words("en").say(cause.because) for cause in found[0].causes}
    assert said == {"Lift SQL live, its usage counts"}
    assert moves(facts.changed([Remove(Project, "j1")]), rulebook, "data-ai", today) == ()


def test_new_rules_are_told_apart_from_the_usage_that_comes_in_with_them(
    demo: Facts, rulebook: Rulebook, today: date
) -> None:
    history = Ahead(demo, rulebook, today).history("business-applications")
    codes = {cause.because.code for move in history.moves for cause in move.causes}
    assert "cause.usage" in codes
    assert "cause.other" not in codes


def test_a_day_before_the_programme_has_no_course(rulebook: Rulebook) -> None:
    outlook = Ahead(Facts(), rulebook, date(2020, 1, 15)).outlook("security")
    assert {level.points for level in outlook.history.levels} == {None}
    assert outlook.history.moves == ()
    assert not outlook.is_at_risk


def test_everybody_who_leaves_or_expires_together_is_one_cause(rulebook: Rulebook, today: date) -> None:
    people = [Person(PersonId(f"p{n}"), f"Person {n}") for n in range(3)]
    last = date(2027, 1, 31)
    awards = [Award(f"a{n}", p.id, CENTRAL, date(2026, 2, 1), last) for n, p in enumerate(people)]
    facts = Facts().changed([*map(Put, people), *map(Put, awards)])
    (move,) = moves(facts, rulebook, "business-applications", today)
    assert [Words("en").say(c.because) for c in move.causes] == ["MB-800 of 3 people will expire"]
    enrolled = Enrollment("e1", "business-applications", date(2026, 2, 10), date(2027, 2, 10))
    assert Ahead(facts.changed([Put(enrolled)]), rulebook, today).outlook("business-applications").is_at_risk


def test_certifications_of_one_cause_are_told_in_the_same_order_each_time(
    rulebook: Rulebook, today: date
) -> None:
    codes = {
        rulebook.on(today).catalogue.code(one): one for one in rulebook.on(today).catalogue.certifications
    }
    people = [Person(PersonId(f"p{n}"), f"Person {n}") for n in range(3)]
    awards = [
        Award(f"a{n}", people[n].id, codes[code], date(2026, 2, 1), date(2027, 1, 31))
        for n, code in enumerate(("MB-800", "MB-330", "MB-310"))
    ]
    facts = Facts().changed([*map(Put, people), *map(Put, awards)])
    (move,) = moves(facts, rulebook, "business-applications", today)
    (cause,) = move.causes
    assert cause.because.slots["certifications"] == ("MB-310", "MB-330", "MB-800")


def test_what_was_read_for_a_year_ahead_goes_with_it(demo: Facts, rulebook: Rulebook, today: date) -> None:
    """The window collects garbage late: what held itself would stay, once for each edit."""
    ahead = Ahead(demo, rulebook, today)
    ahead.outlook("security")
    read = [weakref.ref(records) for records in (ahead.records, *(epoch.records for epoch in ahead.epochs))]
    gc.disable()
    try:
        del ahead
        assert [records() for records in read] == [None] * len(read)
    finally:
        gc.enable()


def test_usage_is_read_once_for_now_and_for_the_days_until_the_next_go_live(
    demo: Facts, rulebook: Rulebook, today: date
) -> None:
    ahead = Ahead(demo, rulebook, today)
    now = ahead.records.usage
    assert ahead.epochs[0].records.usage is now
