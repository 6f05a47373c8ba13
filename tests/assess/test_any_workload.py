"""A tenant has the size of a track when one of its workloads has; outgrowing SMB it stays for a year."""

from datetime import date

import pytest

from readiness.rules import Rulebook
from readiness.snapshot import compute, metrics_of
from tests.assess.world import NOW, YEAR_AGO, World

DAY = date(2026, 11, 24)


def adds(world: World, rulebook: Rulebook) -> dict[str, int]:
    """Net customer adds of Modern Work by track."""
    tracks = compute(world.facts, rulebook, DAY).standings["modern-work"].finding.because
    return {track.rule: int(metrics_of(track)[0].value or 0) for track in tracks}


def test_a_tenant_with_a_large_and_a_small_workload_counts_in_both_tracks(rulebook: Rulebook) -> None:
    world = World(rulebook, DAY)
    customer = world.customer()
    world.use(customer, "Exchange Online", "paid-seats", "cpor", {NOW: 350})
    world.use(customer, "Teams", "paid-seats", "cpor", {NOW: 40})
    assert adds(world, rulebook) == {"smb": 1, "enterprise": 1}


@pytest.mark.parametrize(("seats", "smb"), [(300, 1), (301, 0)])
def test_a_tenant_with_large_workloads_only_is_enterprise(seats: int, smb: int, rulebook: Rulebook) -> None:
    world = World(rulebook, DAY)
    world.use(world.customer(), "Teams", "paid-seats", "cpor", {NOW: seats})
    assert adds(world, rulebook) == {"smb": smb, "enterprise": 1 - smb}


def test_a_tenant_that_was_smb_a_year_ago_stays(rulebook: Rulebook) -> None:
    world = World(rulebook, DAY)
    customer = world.customer()
    world.use(customer, "Exchange Online", "paid-seats", "cpor", {NOW: 350, YEAR_AGO: 320})
    world.use(customer, "Teams", "paid-seats", "cpor", {YEAR_AGO: 100})
    lost = world.customer()
    world.use(lost, "Teams", "paid-seats", "cpor", {YEAR_AGO: 100})
    assert adds(world, rulebook) == {"smb": -1, "enterprise": 0}


def test_seats_of_several_workloads_are_not_added_up(rulebook: Rulebook) -> None:
    world = World(rulebook, DAY)
    customer = world.customer()
    for workload in ("Teams", "Exchange Online", "Intune"):
        world.use(customer, workload, "paid-seats", "cpor", {NOW: 8})
    assert adds(world, rulebook) == {"smb": 0, "enterprise": 0}
