"""What an import would bring: each award by itself, and the days on which a score would fall without it."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from readiness.demo import demo_facts
from readiness.facts import Award, CertificationId, Facts, Put
from readiness.planning.effects import AwardEffect, ImportEffects, import_effects
from readiness.rules import Rulebook
from readiness.snapshot import compute

TODAY = date(2026, 11, 24)
SAMIR, ARCHITECT = "Samir Haddad", CertificationId("cybersecurity-architect-expert")
FABRIC = CertificationId("fabric-data-engineer-associate")


@pytest.fixture(scope="module")
def facts(rulebook: Rulebook) -> Facts:
    return demo_facts(rulebook, TODAY)


def held(facts: Facts, who: str, certification: CertificationId) -> Award:
    return next(
        award
        for award in facts.awards.values()
        if facts.people[award.person].name == who and award.certification == certification
    )


def effects(facts: Facts, rulebook: Rulebook, *awards: Award) -> tuple[Facts, ImportEffects]:
    after = facts.changed(tuple(map(Put, awards)))
    return after, import_effects(facts, after, rulebook, TODAY)


def test_a_renewal_keeps_the_points_that_would_go_when_the_award_ends(
    facts: Facts, rulebook: Rulebook
) -> None:
    award = held(facts, SAMIR, ARCHITECT)
    after, found = effects(facts, rulebook, replace(award, expires_on=date(2027, 12, 6)))
    (kept,) = found.awards[award.person, ARCHITECT]
    assert (kept.area, kept.is_kept) == ("security", True)
    day = date(2026, 12, 7)
    without, with_it = (compute(some, rulebook, day).standings["security"].points for some in (facts, after))
    assert kept.points == with_it - without > 0
    first = found.foreseen[0]
    assert (first.area, first.on, first.before, first.after) == ("security", day, without, with_it)


def test_a_new_award_brings_what_the_score_of_the_day_gains(facts: Facts, rulebook: Rulebook) -> None:
    hugo = next(person for person in facts.people.values() if person.name == "Hugo Martin")
    new = Award("new", hugo.id, FABRIC, TODAY, date(2027, 11, 24))
    after, found = effects(facts, rulebook, new)
    before, now = (compute(some, rulebook, TODAY).standings["data-ai"].points for some in (facts, after))
    assert found.awards[hugo.id, FABRIC][0] == AwardEffect("data-ai", now - before, is_kept=False)
    assert now - before == Fraction(4)


def test_an_award_that_plays_a_part_nowhere_says_so_and_nothing_new_is_foreseen(
    facts: Facts, rulebook: Rulebook
) -> None:
    person = next(iter(facts.people))
    fundamentals = CertificationId("azure-fundamentals")
    _after, found = effects(facts, rulebook, Award("new", person, fundamentals, TODAY, None))
    assert found == ImportEffects({(person, fundamentals): ()}, ())


def test_looking_ahead_can_be_stopped(facts: Facts, rulebook: Rulebook) -> None:
    class StoppedError(Exception):
        pass

    def stop() -> None:
        raise StoppedError

    award = held(facts, SAMIR, ARCHITECT)
    after = facts.changed((Put(replace(award, expires_on=date(2027, 12, 6))),))
    with pytest.raises(StoppedError):
        import_effects(facts, after, rulebook, TODAY, stop)
