"""Silver and Gold: eighteen competencies, the days of the transition, and what a holder kept."""

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.facts import AREAS
from readiness.problems import RulesError
from readiness.rules import load_rulebook
from readiness.rules.legacy import FILE, load_legacy

LEGACY = load_legacy(load_rulebook())
MAPPING = {
    "business-applications": {
        "Cloud Business Applications", "Enterprise Resource Planning", "Project and Portfolio Management",
    },
    "data-ai": {"Data Analytics", "Data Platform", "App Integration"},
    "infrastructure": {"Cloud Platform", "Datacenter"},
    "digital-app-innovation": {"Application Development", "DevOps", "App Integration"},
    "modern-work": {
        "Cloud Productivity", "Collaboration and Content", "Communications", "Messaging",
        "Small and Midmarket Cloud Solutions", "Windows and Devices",
    },
    "security": {"Enterprise Mobility Management", "Security"},
}  # fmt: skip
"""Read a second time from the page's table."""


def test_all_eighteen_competencies_lead_to_their_designations() -> None:
    assert len(LEGACY.competencies) == 18
    for area in AREAS:
        assert {one.name for one in LEGACY.competencies if area in one.areas} == MAPPING[area]


def test_only_app_integration_leads_to_two() -> None:
    assert [one.id for one in LEGACY.competencies if len(one.areas) > 1] == ["app-integration"]


@pytest.mark.parametrize(
    ("milestone", "on"),
    [
        ("announced", date(2022, 3, 16)),
        ("last-competency", date(2022, 9, 30)),
        ("designations-open", date(2022, 10, 3)),
        ("renewals-go-on", date(2023, 9, 14)),
        ("window-widened", date(2023, 9, 19)),
        ("last-purchase", date(2025, 1, 21)),
        ("no-longer-offered", date(2025, 1, 22)),
        ("last-lapsed", date(2026, 1, 21)),
    ],
)
def test_the_days_of_the_transition(milestone: str, on: date) -> None:
    assert LEGACY.milestones[milestone].on == on
    assert LEGACY.milestones[milestone].source.title


def test_a_holder_keeps_benefits_to_its_anniversary_and_can_renew_until_the_last_day() -> None:
    kept = LEGACY.kept(date(2021, 2, 28))
    assert kept.title_until == date(2022, 9, 30)
    assert kept.renewals == (date(2023, 2, 28), date(2024, 2, 28))
    assert kept.membership_until == date(2025, 2, 27)
    assert kept.benefits_until == date(2025, 3, 29)


@pytest.mark.parametrize(
    ("anniversary", "last"),
    [
        (date(2020, 1, 21), date(2025, 1, 21)),
        (date(2020, 1, 22), date(2024, 1, 22)),
        (date(2022, 10, 2), date(2024, 10, 2)),
        (date(2022, 10, 3), date(2024, 10, 3)),
        (date(2020, 2, 29), date(2024, 2, 29)),
    ],
)
def test_the_last_renewal_is_the_last_anniversary_before_the_end(anniversary: date, last: date) -> None:
    assert LEGACY.kept(anniversary).renewals[-1] == last


@given(st.dates(date(2005, 1, 1), date(2026, 12, 31)))
def test_everybody_keeps_something_and_nobody_longer_than_the_last_benefits(anniversary: date) -> None:
    kept = LEGACY.kept(anniversary)
    begins, last = LEGACY.milestones["designations-open"].on, LEGACY.milestones["last-purchase"].on
    assert 2 <= len(kept.renewals) <= 3
    assert all(begins <= day <= last for day in kept.renewals)
    assert begins < kept.membership_until < kept.benefits_until
    assert kept.membership_until <= LEGACY.milestones["last-lapsed"].on


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("membership_days = 365\n", ""),
        ('areas = ["security"]', 'areas = ["moon"]'),
        ("on = 2022-10-03", "on = 2021-10-03"),
        ('id = "announced"', 'id = "rumoured"'),
        ('id = "devops"', 'id = "datacenter"'),
        ("benefit_days = 30", "benefit_days = 30\nweeks = 4"),
    ],
)
def test_a_broken_file_is_refused(tmp_path: Path, old: str, new: str) -> None:
    before = (Path(str(files("resources"))) / "rules" / FILE).read_text("utf-8")
    assert old in before
    (tmp_path / FILE).write_text(before.replace(old, new, 1), "utf-8")
    with pytest.raises(RulesError) as caught:
        load_rulebook(tmp_path)
    assert caught.value.message.slots["file"] == FILE
