"""What the score loses without a person or a customer, and what can be renewed."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from readiness.assess import Records, assess_records
from readiness.demo import demo_facts
from readiness.facts import Award, CertificationId, Facts, Person, PersonId, Put
from readiness.outlook import AreaLoss, loss_of, losses
from readiness.outlook.counted import people_counted
from readiness.outlook.renewals import renewal_mail, renewals
from readiness.problems import ReadinessError
from readiness.rules import Rulebook
from readiness.words import Words

TODAY = date(2026, 11, 24)
ADMIN = CertificationId("azure-administrator")


@pytest.fixture(scope="module")
def facts(rulebook: Rulebook) -> Facts:
    return demo_facts(rulebook, TODAY)


def without(facts: Facts, rulebook: Rulebook, record: str) -> tuple[AreaLoss, ...]:
    now = assess_records(Records(facts, rulebook.catalogue), rulebook.on(TODAY), TODAY)
    return losses(facts, now, rulebook, record, TODAY)


def person(facts: Facts, name: str) -> Person:
    return next(one for one in facts.people.values() if one.name == name)


def test_a_loss_is_the_score_with_and_without_exactly(facts: Facts, rulebook: Rulebook) -> None:
    samir = person(facts, "Samir Haddad")
    (security,) = without(facts, rulebook, f"person:{samir.id}")
    assert (security.area, security.was_met, security.is_met) == ("security", True, False)
    assert security.change == Fraction(-28)
    assert [(m.metric, m.change, m.falls_to_zero) for m in security.metrics] == [
        ("intermediate-certifications", Fraction(-28), False)
    ]


def test_the_metrics_of_a_loss_add_up_to_the_areas_change(facts: Facts, rulebook: Rulebook) -> None:
    for one in facts.people:
        for loss in without(facts, rulebook, f"person:{one}"):
            assert sum(metric.change for metric in loss.metrics) == loss.change


def test_the_quick_way_for_people_gives_what_the_whole_score_gives(facts: Facts, rulebook: Rulebook) -> None:
    """Without a person usage stays, so it is not read again; the answer is that of scoring everything."""
    before = assess_records(Records(facts, rulebook.catalogue), rulebook.on(TODAY), TODAY)
    several = 0
    for one in facts.people:
        fewer = facts.changed(loss_of(facts, f"person:{one}"))
        after = assess_records(Records(fewer, rulebook.catalogue), rulebook.on(TODAY), TODAY)
        pairs = zip(before.because, after.because, strict=True)
        whole = {
            was.rule: (was.points, then.points, then.met) for was, then in pairs if was.points != then.points
        }
        found = {
            loss.area: (loss.before, loss.after, loss.is_met)
            for loss in without(facts, rulebook, f"person:{one}")
        }
        assert found == whole
        several += bool(whole)
    assert several > 3, "some people of the demo partner matter"


def test_somebody_without_awards_costs_nothing(facts: Facts, rulebook: Rulebook) -> None:
    more = facts.changed([Put(Person(PersonId("new"), name="Newcomer"))])
    assert without(more, rulebook, "person:new") == ()


def test_the_largest_loss_comes_first(facts: Facts, rulebook: Rulebook) -> None:
    several = [
        found
        for customer in facts.customers
        if len(found := without(facts, rulebook, f"customer:{customer}")) > 1
    ]
    assert several, "a customer of the demo partner feeds more than one area"
    for found in several:
        assert [loss.change for loss in found] == sorted(loss.change for loss in found)


def test_of_nobody_nothing_can_be_said(facts: Facts, rulebook: Rulebook) -> None:
    with pytest.raises(ReadinessError):
        without(facts, rulebook, "person:nobody")


def test_who_counts_today_leaves_out_who_is_not_linked_and_who_left(rulebook: Rulebook) -> None:
    people = [Person(PersonId(key), name=key) for key in ("a", "b", "c")]
    people[1] = replace(people[1], unlinked_on=date(2026, 1, 1))
    people[2] = replace(people[2], left_on=date(2026, 1, 1))
    awards = [Award(f"w{p.id}", p.id, ADMIN, date(2026, 1, 5), date(2027, 1, 5)) for p in people]
    facts = Facts().changed([*map(Put, people), *map(Put, awards)])
    assert people_counted(facts, rulebook, [ADMIN], TODAY) == {ADMIN: 1}
    assert people_counted(facts, rulebook, [ADMIN], date(2027, 1, 6)) == {ADMIN: 0}
    assert people_counted(facts, rulebook, [ADMIN], date(2015, 1, 1)) == {}, "no programme then"


def test_the_rules_of_a_day_name_what_they_count(rulebook: Rulebook) -> None:
    counted = rulebook.on(TODAY).areas_of_certifications()
    assert counted[ADMIN] == ("data-ai", "infrastructure", "digital-app-innovation")
    assert "azure-fundamentals" not in counted


def staff(*awards: Award, **person: object) -> Facts:
    ada = replace(Person(PersonId("p1"), name="Ada Nowak"), **person)  # type: ignore[arg-type]
    return Facts().changed([Put(ada), *map(Put, awards)])


def test_a_renewal_opens_six_months_before_the_end_and_the_newest_award_is_meant(rulebook: Rulebook) -> None:
    old = Award("a1", PersonId("p1"), ADMIN, date(2025, 12, 6), date(2026, 12, 6))
    (found,) = renewals(staff(old), rulebook.catalogue, TODAY)
    assert (found.opens_on, found.ends_on, found.is_open(TODAY)) == (
        date(2026, 6, 6),
        date(2026, 12, 6),
        True,
    )
    again = Award("a2", PersonId("p1"), ADMIN, date(2026, 11, 1), date(2027, 12, 6))
    assert renewals(staff(old, again), rulebook.catalogue, TODAY) == (), "renewed, and for more than a year"


def test_what_retired_ends_but_cannot_be_renewed(rulebook: Rulebook) -> None:
    developer = Award(
        "a1", PersonId("p1"), CertificationId("azure-developer"), date(2026, 2, 1), date(2027, 2, 1)
    )
    (found,) = renewals(staff(developer), rulebook.catalogue, TODAY)
    assert (found.opens_on, found.is_open(TODAY)) == (None, False)


def test_of_leavers_nothing_is_to_renew(rulebook: Rulebook) -> None:
    award = Award("a1", PersonId("p1"), ADMIN, date(2025, 12, 6), date(2026, 12, 6))
    assert renewals(staff(award, left_on=date(2026, 6, 1)), rulebook.catalogue, TODAY) == ()


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Hello Ada Nowak,", "until 6 December 2026, 12 days left", "/en-us/credentials/"]),
        ("fr", ["Bonjour Ada Nowak,", "6 décembre 2026, 12 jours restants", "/fr-fr/credentials/"]),
    ],
)
def test_the_mail_names_what_to_renew_until_when_and_where(
    rulebook: Rulebook, language: str, words: list[str]
) -> None:
    facts = staff(Award("a1", PersonId("p1"), ADMIN, date(2025, 12, 6), date(2026, 12, 6)))
    found = renewals(facts, rulebook.catalogue, TODAY)
    mail = renewal_mail(facts.people[PersonId("p1")], found, TODAY, language)
    assert mail is not None
    text = "\n".join(Words(language).say(paragraph) for paragraph in mail.paragraphs)
    assert [part for part in words if part not in text] == []
    assert renewal_mail(facts.people[PersonId("p1")], found, date(2026, 5, 1), language) is None, (
        "not open yet"
    )
