"""The demo partner: its six scores and what stands behind them, and that it stays alive as rules change."""

import json
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest

from readiness.demo import demo_facts, sample_exports
from readiness.document import document_text, to_document
from readiness.facts import AREAS, ASSOCIATIONS, LOGO, Facts
from readiness.importers import read_source
from readiness.rules import Rulebook
from readiness.snapshot import Snapshot, compute, judged, metrics_of

DAY = date(2026, 11, 24)
DAYS = [
    date(2026, 7, 1) + timedelta(days=n) for n in (0, 14, 40, 60, 92, 120, 146, 183, 243, 335, 365, 430, 518)
]
PARTS = {
    "data-ai": (30, 20, Fraction(47, 5), 10),
    "infrastructure": (30, 16, 12, Fraction(47, 5), 10),
    "digital-app-innovation": (30, 12, 4, Fraction(47, 5), 10),
    "business-applications": (6, 12, Fraction(15, 2), Fraction(25, 2), 8),
    "modern-work": (16, 10, 0, Fraction(243, 10), Fraction(45, 2)),
    "security": (12, 32, Fraction(68, 5), Fraction(40, 3)),
}
"""Exact points of each metric, in the order of a score card."""
SHOWN = {
    "data-ai": "69",
    "infrastructure": "77",
    "digital-app-innovation": "65",
    "business-applications": "46",
    "modern-work": "73",
    "security": "71",
}


@pytest.fixture(scope="module")
def facts(rulebook: Rulebook) -> Facts:
    return demo_facts(rulebook, DAY)


@pytest.fixture(scope="module")
def snapshot(facts: Facts, rulebook: Rulebook) -> Snapshot:
    return judged(compute(facts, rulebook, DAY), rulebook)


@pytest.mark.parametrize("area", AREAS)
def test_every_area_has_exactly_these_points(area: str, snapshot: Snapshot) -> None:
    standing = snapshot.standings[area]
    assert standing.track == "smb"
    assert tuple(m.points for m in metrics_of(standing.finding.because[0])) == PARTS[area]
    assert standing.points == sum(map(Fraction, PARTS[area]))
    assert standing.shown == SHOWN[area]


def test_one_area_is_enrolled_one_qualified_and_four_are_on_their_way(snapshot: Snapshot) -> None:
    assert {area: standing.status for area, standing in snapshot.standings.items()} == {
        "data-ai": "in-progress",
        "infrastructure": "enrolled",
        "digital-app-innovation": "in-progress",
        "business-applications": "in-progress",
        "modern-work": "in-progress",
        "security": "qualified",
    }
    assert snapshot.standings["modern-work"].blocked_by == ("advanced-certifications",)
    enrollment = snapshot.standings["infrastructure"].enrollment
    assert enrollment is not None
    assert enrollment.anniversary == date(2027, 2, 16)


def test_both_halves_of_security_growth_and_adds_contribute(snapshot: Snapshot) -> None:
    metrics = {m.rule: m for m in metrics_of(snapshot.standings["security"].finding.because[0])}
    assert [part.points for part in metrics["usage-growth"].because[:2]] == [Fraction(26, 5), Fraction(42, 5)]
    assert [part.value for part in metrics["net-customer-adds"].because[:2]] == [1, 2]


def test_security_falls_as_two_awards_end(facts: Facts, rulebook: Rulebook) -> None:
    points = [
        compute(facts, rulebook, DAY + timedelta(days=days)).standings["security"]
        for days in (12, 13, 19, 20)
    ]
    skilling = [
        next(m for m in metrics_of(s.finding.because[0]) if m.rule == "intermediate-certifications").points
        for s in points
    ]
    assert skilling == [32, 24, 24, 16]


def test_so_much_is_recorded(facts: Facts) -> None:
    segments = [customer.segments[-1].segment for customer in facts.customers.values()]
    assert len(facts.people) == 14
    assert len(facts.awards) == 45
    assert [segments.count(name) for name in ("smb", "smc-corporate", "enterprise")] == [26, 2, 2]
    assert len(facts.projects) == 8
    assert len(facts.events) == 6
    assert len(facts.plans) == 3
    assert {association.kind for association in facts.associations.values()} == set(ASSOCIATIONS)
    first = min(series.first for series in facts.usage.values())
    last = max(series.first + len(series.values) - 1 for series in facts.usage.values())
    assert last - first + 1 == 25
    assert any(not series.id.association for series in facts.usage.values()), "a gap"


def test_every_pack_has_something_to_show(facts: Facts, snapshot: Snapshot) -> None:
    lists = ("claims", "coop_claims", "references", "controls", "relationships", "benefits", "cases")
    assert {name: len(getattr(facts, name)) for name in lists} == {
        "claims": 3, "coop_claims": 2, "references": 3, "controls": 5, "relationships": 3, "benefits": 3,
        "cases": 2,
    }  # fmt: skip
    assert [one.about.partition(":")[0] for one in facts.attachments.values()] == ["claims", "controls", LOGO]
    due = {item.kind for item in snapshot.agenda if item.due_on >= DAY}
    assert due >= {"association-step", "coop-claim-ends", "relationship-ends", "benefit-redeem-by",
                   "benefit-ends", "case-follow-up"}  # fmt: skip


def test_awards_stand_in_every_state(facts: Facts, rulebook: Rulebook) -> None:
    ends = [award.expires_on for award in facts.awards.values() if award.expires_on is not None]
    retired = [
        award
        for award in facts.awards.values()
        if (found := rulebook.catalogue.get(award.certification)) is not None
        and found.retired_on is not None
        and found.retired_on < DAY
        and found.credit_until is not None
        and found.credit_until >= DAY
        and (award.expires_on is None or award.expires_on >= DAY)
    ]
    assert any(end < DAY for end in ends), "expired"
    assert any(DAY <= end <= DAY + timedelta(days=60) for end in ends), "expiring"
    assert any(DAY + timedelta(days=60) < end <= DAY + timedelta(days=180) for end in ends), "renewable"
    assert any(end > DAY + timedelta(days=200) for end in ends), "valid"
    assert len(retired) == 6, "retired, but counting"
    assert any(award.expires_on is None for award in facts.awards.values()), "never expires"


def test_the_people_and_dates_of_the_pictures_are_there(facts: Facts, rulebook: Rulebook) -> None:
    names = {person.id: person.name for person in facts.people.values()}
    code = rulebook.catalogue.code
    ends = {(names[a.person], code(a.certification)): a.expires_on for a in facts.awards.values()}
    assert ends["Samir Haddad", "SC-100"] == date(2026, 12, 6)
    assert ends["Farid Benali", "SC-401"] == date(2026, 12, 13)
    assert ends["Ines Moreau", "MS-102"] == date(2026, 11, 10)
    assert ends["Hugo Martin", "AZ-140"] == date(2027, 1, 4)
    workshop = next(event for event in facts.events.values() if event.title == "Threat Protection workshop")
    assert workshop.starts_at.date() == date(2026, 12, 8)
    assert workshop.register_by == date(2026, 12, 1)
    assert next(d.due_on for d in facts.deadlines.values() if d.title == "Order exam vouchers") == date(
        2026, 12, 15
    )
    ada = next(person.id for person in facts.people.values() if person.name == "Ada Nowak")
    assert next(d.owner for d in facts.deadlines.values() if d.title == "Order exam vouchers") == ada


def test_one_reported_figure_disagrees_with_the_records(facts: Facts, snapshot: Snapshot) -> None:
    found = {
        (area, metric.rule): metric.points
        for area, standing in snapshot.standings.items()
        for metric in metrics_of(standing.finding.because[0])
    }
    differing = [
        reported.id
        for reported in facts.reported.values()
        if reported.metric != "total" and found[reported.area, reported.metric] != reported.points
    ]
    assert differing == ["business-applications/smb/deployments/2026-11-20"]


def test_same_day_and_seed_give_the_same_partner(facts: Facts, rulebook: Rulebook) -> None:
    assert demo_facts(rulebook, DAY) == facts
    assert to_document(demo_facts(rulebook, DAY)) == to_document(facts)
    other = demo_facts(rulebook, DAY, seed=71)
    assert not set(other.people) & set(facts.people)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_it_stays_alive_as_certifications_retire(day: date, rulebook: Rulebook) -> None:
    facts = demo_facts(rulebook, day)
    snapshot = judged(compute(facts, rulebook, day), rulebook)
    assert all(standing.points > 40 for standing in snapshot.standings.values())
    skilling = [
        metric.points
        for standing in snapshot.standings.values()
        for metric in metrics_of(standing.finding.because[0])
        if metric.rule == "intermediate-certifications"
    ]
    assert all(skilling)
    for award in facts.awards.values():
        assert award.earned_on <= day
        assert award.expires_on is None or award.earned_on < award.expires_on


@pytest.mark.parametrize(
    "day", [date(2022, 1, 5), date(2023, 8, 1), date(2024, 2, 29), date(2028, 2, 29)], ids=str
)
def test_it_can_be_made_for_any_day(day: date, rulebook: Rulebook) -> None:
    facts = demo_facts(rulebook, day)
    compute(facts, rulebook, day)
    assert sample_exports(facts, rulebook, day)


def test_workshops_are_on_working_days(rulebook: Rulebook) -> None:
    for offset in range(7):
        facts = demo_facts(rulebook, DAY + timedelta(days=offset))
        assert all(event.starts_at.weekday() < 5 for event in facts.events.values())


def test_months_move_with_the_day(rulebook: Rulebook) -> None:
    lasts = [
        max(s.first + len(s.values) for s in demo_facts(rulebook, day).usage.values())
        for day in (date(2026, 10, 31), date(2026, 11, 1), date(2026, 12, 1))
    ]
    assert [b - a for a, b in pairwise(lasts)] == [1, 1]


def test_the_trainings_export_has_todays_columns(facts: Facts, rulebook: Rulebook) -> None:
    (name,) = [n for n in sample_exports(facts, rulebook, DAY) if n.endswith(".csv")]
    content = sample_exports(facts, rulebook, DAY)[name]
    assert name == "insights-trainings-2026-11-24.csv"
    assert content.startswith(b"\xef\xbb\xbfPGAMpnId,TrainingActivityId,TrainingTitle,TrainingType,")
    assert content.count(b"\r\n") == content.count(b"\n") == 213


def test_importing_the_trainings_export_changes_the_cards(facts: Facts, rulebook: Rulebook) -> None:
    name, content = next(iter(sample_exports(facts, rulebook, DAY).items()))
    reading = read_source(name, content, facts, rulebook)
    after = compute(facts.changed(reading.changes), rulebook, DAY).standings
    assert not reading.needs_date_order
    assert (reading.rows, reading.added, reading.changed) == (212, 5, 3)
    codes = [problem.code for problem in reading.problems]
    assert sorted((p.code, p.row) for p in reading.problems if p.code != "exam-only") == [
        ("certification-unknown", 140),
        ("date-impossible", 87),
    ]
    assert codes.count("exam-only") == 165
    assert {area: standing.points for area, standing in after.items()} == {
        area: sum(map(Fraction, PARTS[area])) + (4 if area in ("data-ai", "digital-app-innovation") else 0)
        for area in AREAS
    }


def test_the_export_renews_what_was_about_to_end(facts: Facts, rulebook: Rulebook) -> None:
    name, content = next(iter(sample_exports(facts, rulebook, DAY).items()))
    after = facts.changed(read_source(name, content, facts, rulebook).changes)
    later = DAY + timedelta(days=13)
    before, renewed = (compute(some, rulebook, later).standings["security"].points for some in (facts, after))
    assert renewed - before == 8


def test_the_other_partner_imports_into_an_empty_file(facts: Facts, rulebook: Rulebook) -> None:
    content = sample_exports(facts, rulebook, DAY)["partner-northwind-cloud.json"]
    reading = read_source("partner-northwind-cloud.json", content, Facts(), rulebook)
    assert reading.problems == ()
    other = Facts().changed(reading.changes)
    assert other.partner.name == "Northwind Cloud"
    assert json.loads(content)["format"] == "partner-readiness/1"
    assert compute(other, rulebook, DAY).standings["infrastructure"].points > 0


@pytest.mark.parametrize("day", DAYS[:4] + DAYS[-3:], ids=str)
def test_exports_of_other_days_can_be_read(day: date, rulebook: Rulebook) -> None:
    facts = demo_facts(rulebook, day)
    for name, content in sample_exports(facts, rulebook, day).items():
        reading = read_source(name, content, facts, rulebook)
        assert reading.added


def test_everything_in_it_is_a_good_document(facts: Facts, rulebook: Rulebook) -> None:
    reading = read_source("demo.json", document_text(facts).encode(), Facts(), rulebook)
    assert reading.problems == ()
    assert document_text(Facts().changed(reading.changes)) == document_text(facts)
