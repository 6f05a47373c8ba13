"""A day's standings: status, window, total as text, months; and the days of the window against the tree."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readiness.assess import Records, assess
from readiness.demo import demo_facts
from readiness.facts import (
    AREAS,
    MICRO,
    Award,
    CertificationId,
    Customer,
    CustomerId,
    Enrollment,
    Facts,
    Month,
    Person,
    PersonId,
    Put,
    Segment,
    UsageKey,
    series_of,
)
from readiness.outlook import Period, is_qualified, qualification_window, qualified_days
from readiness.rules import Programme, Rulebook
from readiness.snapshot import Standing, compute, judged, metrics_of, partner_center_month, shown_total

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def demo(rulebook: Rulebook) -> Facts:
    return demo_facts(rulebook, DAY)


def programme(rulebook: Rulebook, on: date) -> Programme:
    found = rulebook.on(on).programme
    assert found is not None
    return found


def standing(facts: Facts, rulebook: Rulebook, area: str = "security", on: date = DAY) -> Standing:
    return judged(compute(facts, rulebook, on), rulebook).standings[area]


@pytest.mark.parametrize(
    ("rules_on", "today", "since"),
    [
        (date(2022, 11, 1), date(2023, 8, 15), date(2023, 8, 15)),
        (date(2023, 10, 1), date(2023, 8, 15), date(2023, 3, 15)),
        (date(2023, 10, 1), date(2023, 7, 31), date(2023, 2, 28)),
        (date(2024, 11, 1), date(2024, 8, 15), date(2024, 3, 1)),
        (date(2026, 11, 24), date(2026, 11, 24), date(2026, 6, 1)),
        (date(2026, 11, 24), date(2026, 3, 31), date(2025, 10, 1)),
    ],
)
def test_the_window_of_who_is_not_enrolled_ends_today(
    rules_on: date, today: date, since: date, rulebook: Rulebook
) -> None:
    assert qualification_window(programme(rulebook, rules_on), today) == (since, today)


@pytest.mark.parametrize(
    ("rules_on", "since", "until"),
    [
        (date(2022, 11, 1), date(2024, 8, 15), date(2024, 9, 14)),
        (date(2023, 10, 1), date(2024, 3, 1), date(2024, 8, 31)),
        (date(2024, 11, 1), date(2024, 3, 1), date(2024, 9, 14)),
    ],
)
def test_the_window_of_an_enrolment_ends_with_its_renewal(
    rules_on: date, since: date, until: date, rulebook: Rulebook
) -> None:
    enrollment = Enrollment("e", "security", date(2023, 8, 15), date(2024, 8, 15))
    found = qualification_window(programme(rulebook, rules_on), date(2024, 8, 20), enrollment)
    assert found == (since, until)


@pytest.mark.parametrize(
    ("points", "text"),
    [
        ("0", "0"),
        ("0.4", "0"),
        ("0.5", "1"),
        ("27.5", "28"),
        ("71.3333", "71"),
        ("77.5", "78"),
        ("69.49", "69"),
        ("69.5", "69.5"),
        ("69.96", "69.9"),
        ("69.999999", "69.9"),
        ("70", "70"),
        ("100", "100"),
    ],
)
def test_a_total_is_rounded_but_never_up_to_the_pass_mark(points: str, text: str) -> None:
    assert shown_total(Fraction(points), Fraction(70)) == text


@pytest.mark.parametrize(
    ("on", "month"),
    [(date(2026, 11, 19), "2026-09"), (date(2026, 11, 20), "2026-10"), (date(2027, 1, 5), "2026-11")],
)
def test_partner_center_shows_two_months_before_until_the_twentieth(
    on: date, month: str, rulebook: Rulebook
) -> None:
    year, number = map(int, month.split("-"))
    assert partner_center_month(on, programme(rulebook, on)) == year * 12 + number - 1


def test_before_the_programme_there_is_nothing_but_the_day(rulebook: Rulebook) -> None:
    on = date(2021, 1, 15)
    snapshot = compute(Facts(), rulebook, on)
    assert judged(snapshot, rulebook) == snapshot
    assert snapshot.pass_mark is None
    assert snapshot.partner_center_month == Month(2020 * 12 + 11)
    assert {s.status for s in snapshot.standings.values()} == {None}
    assert not any(s.has_rules for s in snapshot.standings.values())


def usage(month: int, amount: int, association: str = "pal", name: str = "c") -> list[Put]:
    key = UsageKey(CustomerId(name), "Storage", "acr-usd", association)
    made = series_of(key, {Month(month): amount * MICRO})
    assert made is not None
    return [Put(Customer(CustomerId(name), segments=(Segment("smb"),))), Put(made)]


@pytest.mark.parametrize(
    ("months", "expected"),
    [([], None), ([9], 9), ([8], 8), ([7, 8], 8), ([9, 10], 9), ([10], None)],
)
def test_the_last_month_is_the_newest_one_before_that_has_usage(
    months: list[int], expected: int | None, rulebook: Rulebook
) -> None:
    year = 2026 * 12
    changes = [change for month in months for change in usage(year + month, 1, name=f"c{month}")]
    found = compute(Facts().changed(changes), rulebook, DAY).data_month
    assert found == (None if expected is None else year + expected)


def skilled(until: date | None = None, since: date = date(2026, 1, 10)) -> list[Put]:
    """Five people who bring all of Security's points for certifications in the SMB track."""
    changes: list[Put] = []
    names = (
        "cloud-and-ai-security-engineer-associate",
        "security-operations-analyst",
        "cybersecurity-architect-expert",
    )
    for number in range(5):
        person = PersonId(f"p{number}")
        changes.append(Put(Person(person)))
        changes += [
            Put(Award(f"{person}{name}", person, CertificationId(name), since, until)) for name in names
        ]
    return changes


def sentinel(first: int, last: int) -> list[Put]:
    """Six new customers with USD 6,000 of Sentinel in each of these months of 2026."""
    changes: list[Put] = []
    for number in range(6):
        key = UsageKey(CustomerId(f"c{number}"), "Sentinel", "acr-usd", "pal")
        months = {Month(2026 * 12 + month - 1): 6000 * MICRO for month in range(first, last + 1)}
        made = series_of(key, months)
        assert made is not None
        changes += [Put(Customer(key.customer, segments=(Segment("smb"),))), Put(made)]
    return changes


def test_an_area_is_not_started_in_progress_or_qualified(rulebook: Rulebook) -> None:
    assert standing(Facts(), rulebook).status == "not-started"
    some = standing(Facts().changed(skilled()), rulebook)
    assert (some.status, some.qualified_today) == ("in-progress", False)
    assert some.blocked_by == ("net-customer-adds", "usage-growth", "deployments")
    assert some.missing == 30
    full = standing(Facts().changed([*skilled(), *sentinel(10, 10)]), rulebook)
    assert (full.status, full.qualified_today, full.blocked_by) == ("qualified", True, ())
    assert full.missing == 0


def test_one_qualified_day_of_the_window_is_enough(rulebook: Rulebook) -> None:
    last = date(2026, 9, 14)
    facts = Facts().changed([*skilled(until=last), *sentinel(7, 10)])
    today = compute(facts, rulebook, DAY).standings["security"]
    assert (today.status, today.window) == ("in-progress", None)
    found = standing(facts, rulebook)
    assert found.status == "qualified"
    assert found.window is not None
    assert (found.window.since, found.window.until) == (date(2026, 6, 1), DAY)
    assert (found.window.first, found.window.last) == (date(2026, 8, 1), last)
    assert standing(facts, rulebook, on=date(2027, 2, 28)).status == "qualified"
    assert standing(facts, rulebook, on=date(2027, 3, 1)).status == "in-progress"


@pytest.mark.parametrize(
    ("on", "status"),
    [
        (date(2025, 11, 14), "not-started"),
        (date(2025, 11, 15), "enrolled"),
        (date(2026, 11, 14), "enrolled"),
        (date(2026, 11, 15), "enrolled-renewal-due"),
        (date(2026, 12, 15), "enrolled-renewal-due"),
        (date(2026, 12, 16), "not-started"),
    ],
)
def test_an_enrolment_stands_whatever_the_score(on: date, status: str, rulebook: Rulebook) -> None:
    enrollment = Enrollment("e", "security", date(2025, 11, 15), date(2026, 11, 15), "smb")
    facts = Facts().changed([Put(enrollment)])
    found = standing(facts, rulebook, on=on)
    assert found.status == status
    snapshot = compute(facts, rulebook, on)
    assert snapshot.solutions_partner == status.startswith("enrolled")
    assert snapshot.standings["modern-work"].enrollment is None


def test_the_newest_of_two_enrolments_stands(rulebook: Rulebook) -> None:
    first = Enrollment("e", "security", date(2024, 11, 15), date(2025, 11, 15))
    second = Enrollment("f", "security", date(2025, 11, 20), date(2026, 11, 15))
    found = standing(Facts().changed([Put(first), Put(second)]), rulebook, on=date(2025, 12, 1))
    assert found.enrollment == second


def test_days_of_an_enrolment_that_are_still_to_come_are_not_looked_at(rulebook: Rulebook) -> None:
    enrollment = Enrollment("e", "security", date(2026, 11, 1), date(2027, 11, 1))
    found = standing(Facts().changed([Put(enrollment), *skilled()]), rulebook)
    assert found.window is not None
    assert (found.window.since, found.window.first) == (date(2027, 6, 1), None)


def test_metrics_stand_in_the_order_of_a_score_card(demo: Facts, rulebook: Rulebook) -> None:
    found = standing(demo, rulebook, "modern-work").finding.because[0]
    assert [metric.rule for metric in metrics_of(found)] == [
        "net-customer-adds",
        "intermediate-certifications",
        "advanced-certifications",
        "usage-growth",
        "deployments",
    ]


def days(since: date, until: date) -> Iterator[date]:
    return (since + timedelta(days=n) for n in range((until - since).days + 1))


def by_tree(facts: Facts, rulebook: Rulebook, on: date) -> dict[str, bool]:
    return {finding.rule: finding.met for finding in assess(facts, rulebook.on(on), on).because}


def test_the_days_of_the_window_are_those_the_tree_finds(demo: Facts, rulebook: Rulebook) -> None:
    period = Period(date(2026, 9, 20), DAY)
    met = {on: by_tree(demo, rulebook, on) for on in days(*period)}
    records = Records(demo, rulebook.catalogue)
    for area in AREAS:
        good = [on for on in days(*period) if met[on][area]]
        found = qualified_days(records, rulebook, area, period)
        assert (found.first, found.last) == ((good[0], good[-1]) if good else (None, None))
    assert any(met[DAY].values()), "nothing was qualified, so nothing was compared"


held = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.sampled_from(["SC-500", "AZ-500", "SC-200", "SC-100", "SC-300"]),
        st.integers(-60, 60),
        st.integers(0, 200),
    ),
    max_size=20,
)


@settings(deadline=None, max_examples=40)
@given(awards=held, offset=st.integers(-200, 200))
def test_the_quick_answer_is_that_of_the_tree(
    rulebook: Rulebook, awards: list[tuple[int, str, int, int]], offset: int
) -> None:
    changes = [*sentinel(1, 12), *(Put(Person(PersonId(f"p{n}"))) for n in range(5))]
    for number, (person, name, since, length) in enumerate(awards):
        found = rulebook.catalogue.find(name)
        assert found is not None
        earned = DAY + timedelta(days=since)
        award = Award(f"a{number}", PersonId(f"p{person}"), found.id, earned, earned + timedelta(days=length))
        changes.append(Put(award))
    facts = Facts().changed(changes)
    on = DAY + timedelta(days=offset)
    records = Records(facts, rulebook.catalogue)
    expected = by_tree(facts, rulebook, on)
    assert {area: is_qualified(records, rulebook, area, on) for area in AREAS} == expected
