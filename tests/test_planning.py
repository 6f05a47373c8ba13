"""Single steps: each brings exactly what it says, the cheapest first, and one of them is the next."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from readiness.assess import Records
from readiness.assess.finding import Finding
from readiness.demo import demo_facts
from readiness.facts import (
    AREAS,
    Award,
    CertificationId,
    ExpectedUsage,
    Facts,
    Month,
    Person,
    PersonId,
    Plan,
    Put,
    Remove,
    Series,
    UsageKey,
)
from readiness.outlook.days import quick_total
from readiness.outlook.forecast import renewed
from readiness.planning import Step, next_step, steps
from readiness.planning.feeds import fed_metrics
from readiness.rules import Rulebook
from readiness.snapshot import Snapshot, compute, metrics_of
from readiness.words import Words

AZ_104 = CertificationId("azure-administrator")
AZ_305 = CertificationId("azure-solutions-architect")


@pytest.fixture(scope="module")
def demo(rulebook: Rulebook) -> Facts:
    return demo_facts(rulebook, date(2026, 11, 24))


def found(facts: Facts, rulebook: Rulebook, area: str, on: date) -> tuple[Step, ...]:
    return steps(Records(facts, rulebook.catalogue), rulebook, area, on)


def only(kind: str, some: tuple[Step, ...]) -> Step:
    return next(step for step in some if step.kind == kind)


def total(facts: Facts, rulebook: Rulebook, area: str, on: date) -> object:
    quick = quick_total(Records(facts, rulebook.catalogue), rulebook, area, on)
    assert quick is not None
    return quick.points


@pytest.mark.parametrize("area", AREAS)
def test_every_step_brings_something_and_the_cheapest_stands_first(
    demo: Facts, rulebook: Rulebook, area: str, today: date
) -> None:
    some = found(demo, rulebook, area, today)
    assert some
    assert all(step.gain > 0 for step in some)
    blocked = {"advanced-certifications"} if area == "modern-work" else set()
    order = [(step.metric not in blocked, step.effort) for step in some]
    assert order == sorted(order)


def test_a_planned_exam_brings_what_passing_it_brings(demo: Facts, rulebook: Rulebook, today: date) -> None:
    step = only("exam", found(demo, rulebook, "data-ai", today))
    assert Words("en").say(step.title) == "Hugo Martin passes DP-700 on 29 Jan"
    (plan,) = (p for p in demo.plans.values() if p.person in step.records and p.exam_on == step.by)
    passed = demo.changed([Put(Award("new", plan.person, plan.certification, today))])
    before, after = (total(facts, rulebook, "data-ai", today) for facts in (demo, passed))
    assert step.gain == after - before  # type: ignore[operator]
    assert found(demo.changed([Remove(Plan, plan.id)]), rulebook, "data-ai", today)[0].kind != "exam"


def test_a_renewal_keeps_what_would_go(demo: Facts, rulebook: Rulebook, today: date) -> None:
    step = only("renew", found(demo, rulebook, "security", today))
    assert Words("en").say(step.title) == "Renew SC-100 and SC-401"
    assert step.by == date(2026, 12, 6)
    after = date(2026, 12, 14)
    soon = [a for a in demo.awards.values() if a.expires_on and today <= a.expires_on < after]
    kept = demo.changed(Put(renewed(award, rulebook.catalogue)) for award in soon)
    before, then = (total(facts, rulebook, "security", after) for facts in (demo, kept))
    assert step.gain == then - before == 16  # type: ignore[operator]


def test_what_is_renewed_already_or_far_away_needs_no_renewal(
    demo: Facts, rulebook: Rulebook, today: date
) -> None:
    later = [Put(renewed(award, rulebook.catalogue)) for award in demo.awards.values()]
    kinds = {step.kind for step in found(demo.changed(later), rulebook, "security", today)}
    assert "renew" not in kinds
    assert "person" in kinds


def test_a_link_brings_back_what_its_person_holds(demo: Facts, rulebook: Rulebook, today: date) -> None:
    step = only("link", found(demo, rulebook, "digital-app-innovation", today))
    person = demo.people[PersonId(step.records[0])]
    linked = demo.changed([Put(replace(person, linked_on=today, unlinked_on=None))])
    before, after = (total(facts, rulebook, "digital-app-innovation", today) for facts in (demo, linked))
    assert step.gain == after - before  # type: ignore[operator]
    gone = demo.changed([Put(replace(person, left_on=today - timedelta(days=1)))])
    assert not [s for s in found(gone, rulebook, "digital-app-innovation", today) if s.kind == "link"]


def test_a_customer_just_short_is_named_with_what_it_lacks(
    demo: Facts, rulebook: Rulebook, today: date
) -> None:
    said = [Words("en").say(step.title) for step in found(demo, rulebook, "modern-work", today)]
    assert "Bring Fabrikam to 40% active, 2 users short" in said


def test_of_a_retiring_certification_the_last_day_is_said(
    demo: Facts, rulebook: Rulebook, today: date
) -> None:
    some = found(demo, rulebook, "modern-work", today)
    assert Words("en").say(some[0].title) == "Pass MS-102 on or before 30 Nov"
    assert some[0].by == date(2026, 11, 30)
    later = found(demo, rulebook, "modern-work", date(2026, 12, 1))
    assert not any("MS-102" in Words("en").say(step.title) for step in later)


def test_what_counts_only_together_is_one_step(rulebook: Rulebook, today: date) -> None:
    some = found(Facts(), rulebook, "data-ai", today)
    (step,) = (step for step in some if step.title.code == "step.open")
    said = Words("en").say(step.title)
    assert said.startswith("Earn ")
    assert "2 \N{MULTIPLICATION SIGN} AZ-305" in said
    assert step.gain > 0
    people = [PersonId("p1"), PersonId("p2")]
    opened = [
        *(Put(Person(person)) for person in people),
        *(Put(Award(f"{p}{held}", p, held, today)) for p in people for held in (AZ_104, AZ_305)),
    ]
    codes = {s.title.code for s in found(Facts().changed(opened), rulebook, "data-ai", today)}
    assert codes == {"step.person"}


def test_the_next_step_unblocks_keeps_reaches_or_brings_most(
    demo: Facts, rulebook: Rulebook, today: date
) -> None:
    def chosen(area: str, *blocked: str, is_met: bool = False, is_at_risk: bool = False) -> str:
        some = found(demo, rulebook, area, today)
        step = next_step(some, blocked, is_met=is_met, is_at_risk=is_at_risk)
        assert step is not None
        return step.kind

    assert chosen("modern-work", "advanced-certifications") == "person"
    assert chosen("security", is_met=True, is_at_risk=True) == "renew"
    assert chosen("security", is_met=True) != "renew"
    assert chosen("data-ai") == "exam"
    assert next_step((), (), is_met=False, is_at_risk=False) is None


def test_a_day_without_rules_has_no_steps(rulebook: Rulebook) -> None:
    assert found(Facts(), rulebook, "security", date(2020, 1, 15)) == ()


def test_a_project_feeds_every_metric_that_its_usage_moves(
    demo: Facts, rulebook: Rulebook, today: date
) -> None:
    now = compute(demo, rulebook, today)
    tracks = {area: standing.track for area, standing in now.standings.items()}
    fed = fed_metrics(demo, rulebook, tracks, today)
    moved: set[tuple[str, str]] = set()
    for project in demo.projects.values():
        for expected in project.expected_usage:
            assert project.customer is not None
            key = UsageKey(project.customer, expected.workload, expected.measure, expected.association)
            more = Series(key, Month(2026 * 12 + 9), (expected.value * 1000,))
            then = compute(demo.changed([Put(more)]), rulebook, today)
            points = {(a, m.rule): m.points for a, m in metrics(now)}
            changed = {(a, m.rule) for a, m in metrics(then) if m.points != points.get((a, m.rule))}
            same_track = {pair for pair in changed if then.standings[pair[0]].track == tracks[pair[0]]}
            assert same_track <= set(fed[project.id]), project.name
            moved |= same_track
    assert len({metric for _area, metric in moved}) > 1, "the control: usage moves something"
    assert all(fed.values()), "the demo's projects all feed something"


def test_what_no_rule_counts_feeds_nothing(demo: Facts, rulebook: Rulebook, today: date) -> None:
    (lift,) = (p for p in demo.projects.values() if p.name == "Lift SQL Server")
    odd = replace(lift, expected_usage=(ExpectedUsage("Solitaire", "active-users", 5, "csp-tier2"),))
    bare = replace(lift, id="bare", expected_usage=())
    now = compute(demo, rulebook, today)
    tracks = {area: standing.track for area, standing in now.standings.items()}
    fed = fed_metrics(demo.changed([Put(odd), Put(bare)]), rulebook, tracks, today)
    assert fed[lift.id] == ()
    assert "bare" not in fed


def metrics(snapshot: Snapshot) -> list[tuple[str, Finding]]:
    return [(a, m) for a, s in snapshot.standings.items() for m in metrics_of(s.finding.because[0])]
