"""What the shipped rules say: the figures of the pages, read a second time."""

from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from readiness.facts import AREAS, month_of
from readiness.rules import AreaRules, Metric, Rulebook, load_rulebook
from readiness.rules.shapes import DistinctWorkloads, GrowthPercent, GrowthUnits, NetItems, People, Shape

DAY = date(2026, 11, 24)
Row = tuple[int, tuple[int, ...]]

AZURE_OTHERS = {"usage-growth": (20, (20,)), "deployments": (10, (5,))}
FIGURES: dict[tuple[str, str], dict[str, Row]] = {
    ("data-ai", "enterprise"): {
        "net-customer-adds": (30, (3,)),
        "intermediate-certifications": (40, (10,)),
        **AZURE_OTHERS,
    },
    ("infrastructure", "enterprise"): {
        "net-customer-adds": (30, (3,)),
        "intermediate-certifications": (20, (5,)),
        "advanced-certifications": (20, (5,)),
        **AZURE_OTHERS,
    },
    ("business-applications", "enterprise"): {
        "net-customer-adds": (15, (5,)),
        "intermediate-certifications": (20, (20,)),
        "advanced-certifications": (15, (7,)),
        "usage-growth": (30, (30,)),
        "deployments": (20, (5,)),
    },
    ("business-applications", "smb"): {
        "net-customer-adds": (15, (5,)),
        "intermediate-certifications": (20, (5,)),
        "advanced-certifications": (15, (2,)),
        "usage-growth": (30, (30,)),
        "deployments": (20, (5,)),
    },
    ("modern-work", "enterprise"): {
        "net-customer-adds": (20, (5,)),
        "intermediate-certifications": (10, (4,)),
        "advanced-certifications": (15, (2,)),
        "usage-growth": (30, (1000, 4000)),
        "deployments": (25, (5, 10)),
    },
    ("modern-work", "smb"): {
        "net-customer-adds": (20, (10,)),
        "intermediate-certifications": (10, (2,)),
        "advanced-certifications": (15, (1,)),
        "usage-growth": (30, (500, 2000)),
        "deployments": (25, (5, 10)),
    },
    ("security", "enterprise"): {
        "net-customer-adds": (20, (10, 10)),
        "intermediate-certifications": (40, (6,)),
        "usage-growth": (20, (25000, 2500)),
        "deployments": (20, (6, 6)),
    },
    ("security", "smb"): {
        "net-customer-adds": (20, (5, 5)),
        "intermediate-certifications": (40, (4,)),
        "usage-growth": (20, (15000, 1000)),
        "deployments": (20, (6, 6)),
    },
}
FIGURES["data-ai", "smb"] = FIGURES["data-ai", "enterprise"] | {"intermediate-certifications": (40, (8,))}
FIGURES["infrastructure", "smb"] = FIGURES["infrastructure", "enterprise"] | {
    "intermediate-certifications": (20, (4,)),
    "advanced-certifications": (20, (4,)),
}
for _track in ("enterprise", "smb"):
    FIGURES["digital-app-innovation", _track] = FIGURES["infrastructure", _track]

DATA = "DP-300 AI-102 DP-100 PL-300 DP-420 DP-600 DP-700 DP-800 AI-103 AI-300 DP-750"
GITHUB = "AZ-400 PL-600 GH-200 GH-100 GH-500 GH-300"
BUSINESS = "MB-310 MB-500 MB-330 MB-230 MB-240 MB-800 PL-300 PL-200 AB-400 PL-500 MB-280 AB-210 AB-410 AB-250"
COUNTS = {
    ("data-ai", "intermediate-certifications"): DATA,
    ("digital-app-innovation", "intermediate-certifications"): "AZ-204 AB-400 AI-200 GH-600",
    ("digital-app-innovation", "advanced-certifications"): GITHUB,
    ("infrastructure", "intermediate-certifications"): "AZ-700 AZ-800/801",
    ("infrastructure", "advanced-certifications"): "AZ-140 AZ-120",
    ("business-applications", "intermediate-certifications"): BUSINESS,
    ("business-applications", "advanced-certifications"): "MB-335 MB-700 PL-600 MB-820 AB-100",
    ("modern-work", "intermediate-certifications"): "MS-900 AB-900 MS-700 SC-300 MS-721 MD-102",
    ("security", "intermediate-certifications"): "SC-100 SC-300 SC-400 SC-401",
}
"""The scoring certifications by short name, the same in both tracks."""
GATES = {
    ("data-ai", "enterprise"): [("AZ-104", 2, 0), ("AZ-305", 2, 0)],
    ("data-ai", "smb"): [("AZ-104", 1, 4), ("AZ-305", 1, 4)],
    ("digital-app-innovation", "enterprise"): [("AZ-104", 2, 0)],
    ("digital-app-innovation", "smb"): [("AZ-104", 1, 4)],
    ("infrastructure", "enterprise"): [("AZ-104", 2, 0)],
    ("infrastructure", "smb"): [("AZ-104", 1, 4)],
    ("business-applications", "smb"): [],
    ("modern-work", "smb"): [],
    ("security", "enterprise"): [("AZ-500 SC-500", 2, 0), ("SC-200", 2, 0)],
    ("security", "smb"): [("AZ-500 SC-500", 1, 4), ("SC-200", 1, 4)],
}
"""The steps before the scoring one of the intermediate metric."""
CREDIT_ENDS = {
    "SC-400": date(2026, 5, 31),
    "MS-900": date(2027, 3, 31),
    "DP-100": date(2027, 6, 1),
    "AI-102": date(2027, 6, 30),
    "PL-500": date(2027, 6, 30),
    "PL-600": date(2027, 6, 30),
    "MB-240": date(2027, 6, 30),
    "MB-335": date(2027, 6, 30),
    "MB-700": date(2027, 6, 30),
    "AZ-204": date(2027, 7, 31),
    "MB-280": date(2027, 7, 31),
    "AZ-500": date(2027, 8, 31),
    "PL-200": date(2027, 8, 31),
    "AZ-800+AZ-801": date(2027, 9, 30),
    "MS-102": date(2027, 11, 30),
    "Teams Meetings and Meeting Rooms Technical Assessment": date(2027, 6, 15),
}


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load_rulebook()


def metric_of(rules: AreaRules, track: str, name: str) -> Metric:
    found = rules.track(track)
    assert found is not None
    return next(metric for metric in found.metrics if metric.id == name)


def full_at(shape: Shape) -> tuple[int, ...]:
    """All are whole numbers."""
    match shape:
        case NetItems(parts=parts) | GrowthUnits(parts=parts):
            found = tuple(part.full_at for part in parts)
        case People() | GrowthPercent() | DistinctWorkloads():
            found = (shape.full_at,)
    assert all(number.denominator == 1 for number in found)
    return tuple(map(int, found))


@pytest.mark.parametrize(("area", "track"), FIGURES)
def test_maxima_and_thresholds_are_those_of_the_pages(area: str, track: str, rulebook: Rulebook) -> None:
    found = rulebook.on(DAY).areas[area].track(track)
    assert found is not None
    assert {m.id: (int(m.maximum), full_at(m.shape)) for m in found.metrics} == FIGURES[area, track]


@pytest.mark.parametrize("track", ["enterprise", "smb"])
@pytest.mark.parametrize(("area", "metric"), COUNTS)
def test_these_certifications_score(area: str, metric: str, track: str, rulebook: Rulebook) -> None:
    shape = metric_of(rulebook.on(DAY).areas[area], track, metric).shape
    assert isinstance(shape, People)
    assert {rulebook.catalogue.code(c) for c in shape.counts} == set(COUNTS[area, metric].split())


@pytest.mark.parametrize(("area", "track"), GATES)
def test_these_steps_come_before(area: str, track: str, rulebook: Rulebook) -> None:
    shape = metric_of(rulebook.on(DAY).areas[area], track, "intermediate-certifications").shape
    assert isinstance(shape, People)
    code = rulebook.catalogue.code
    assert [
        (" ".join(sorted(map(code, gate.any_of))), gate.at_least, int(gate.points)) for gate in shape.gates
    ] == GATES[area, track]


@pytest.mark.parametrize("name", CREDIT_ENDS)
def test_credit_for_retired_certifications_ends(name: str, rulebook: Rulebook) -> None:
    found = rulebook.catalogue.find(name)
    assert found is not None
    assert found.credit_until == CREDIT_ENDS[name]


def test_azure_and_security_choose_their_version_by_the_day(rulebook: Rulebook) -> None:
    tracks = {
        day: {area: tuple(t.id for t in rules.tracks) for area, rules in rulebook.on(day).areas.items()}
        for day in (date(2023, 6, 12), date(2023, 6, 13), date(2024, 2, 1), date(2025, 6, 1), DAY)
    }
    azure = ("data-ai", "infrastructure", "digital-app-innovation")
    assert tracks[date(2023, 6, 12)] == {}
    for day in (date(2023, 6, 13), date(2024, 2, 1)):
        assert tracks[day] == dict.fromkeys((*azure, "security"), ("single",))
    assert tracks[date(2025, 6, 1)] == dict.fromkeys((*azure, "security"), ("enterprise", "smb"))
    assert tracks[DAY] == dict.fromkeys(AREAS, ("enterprise", "smb"))


def test_security_asks_two_people_a_step_from_december_2023(rulebook: Rulebook) -> None:
    found = []
    for day in (date(2023, 11, 30), date(2023, 12, 1)):
        shape = metric_of(rulebook.on(day).areas["security"], "single", "intermediate-certifications").shape
        assert isinstance(shape, People)
        found.append(([gate.at_least for gate in shape.gates], len(shape.counts)))
    assert found == [([1, 1], 4), ([2, 2], 3)]


def test_every_rule_names_a_page_of_microsoft(rulebook: Rulebook) -> None:
    dated = [version.dated for history in rulebook.areas.values() for version in (*history.versions,)] + [
        version.metric.dated for history in rulebook.areas.values() for version in history.metrics
    ]
    assert dated
    for one in dated:
        assert one.source.url.startswith("https://learn.microsoft.com/partner-center/")
        assert month_of(one.source.read_on) == month_of(DAY)


def test_every_deviation_can_be_said_in_french(rulebook: Rulebook) -> None:
    path = Path(__file__).parents[2] / "resources" / "i18n" / "fr.po"
    with path.open("rb") as file:
        french = {entry.id for entry in read_po(file) if entry.string}
    found = {v.metric.deviation for history in rulebook.areas.values() for v in history.metrics}
    assert len(found) > 5
    assert found - french - {None} == set()


def test_the_catalogue_knows_old_and_new_names(rulebook: Rulebook) -> None:
    catalogue = rulebook.catalogue
    assert len(catalogue) == 97
    for text, wanted in (
        ("AZ-103", "azure-administrator"),
        ("Microsoft Certified: Azure Administrator Associate", "azure-administrator"),
        ("AZ-100+AZ-101", "azure-administrator"),
        ("AZ-800/801", "windows-server-hybrid-administrator"),
        ("PL-400", "power-platform-developer-associate"),
        ("DA-100", "data-analyst-associate"),
        ("m365-endpoint-administrator", "modern-desktop"),
        ("GitHub Certified: Agentic AI Developer", "agentic-ai-developer"),
    ):
        found = catalogue.find(text)
        assert found is not None, text
        assert found.id == wanted


def test_uncertain_certifications_say_so(rulebook: Rulebook) -> None:
    doubtful = [c for c in rulebook.catalogue if c.certainty != "documented"]
    assert {"windows-server-hybrid-administrator", "azure-data-engineer"} <= {c.id for c in doubtful}
    assert all(c.note or c.credit_basis == "one-year-assumed" for c in doubtful)
    assert all(
        c.certainty != "documented" for c in rulebook.catalogue if c.credit_basis == "one-year-assumed"
    )


def test_workloads_are_found_under_the_names_of_exports(rulebook: Rulebook) -> None:
    for alias, name in (
        ("Azure SQL Database", "SQL Database"),
        ("Microsoft Sentinel", "Sentinel"),
        ("Yammer", "Viva Engage"),
        ("ProPlus", "Microsoft 365 Apps"),
        ("Azure AD Premium", "Microsoft Entra ID P1"),
        ("Common data service", "Customer Engagement"),
        ("finance and operations", "Finance & Operations"),
        ("Something new", "Something new"),
    ):
        assert rulebook.catalogue.workload_name(alias) == name
