"""What the shipped rules say: the figures of the pages, read a second time."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from readiness.facts import AREAS, month_of
from readiness.rules import AreaRules, Metric, Rulebook
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


def test_every_area_has_rules_on_every_day_since_the_announcement(rulebook: Rulebook) -> None:
    both = ("enterprise", "smb")
    two = dict.fromkeys(("business-applications", "modern-work"), both)
    before = dict.fromkeys(AREAS, ("single",)) | two
    found = {}
    for day in (date(2022, 3, 15), *rulebook.dates, DAY):
        areas = rulebook.on(day).areas
        found[day] = {area: tuple(t.id for t in rules.tracks) for area, rules in areas.items()}
    for day, tracks in found.items():
        if day < date(2022, 3, 16):
            assert tracks == {}
        else:
            assert tracks == (before if day < date(2025, 1, 1) else dict.fromkeys(AREAS, both)), day


def test_the_half_year_before_the_launch_is_a_preview(rulebook: Rulebook) -> None:
    for day, is_preview in ((date(2022, 3, 16), True), (date(2022, 10, 2), True), (date(2022, 10, 3), False)):
        areas = rulebook.on(day).areas
        assert len(areas) == len(AREAS)
        assert {rules.is_preview for rules in areas.values()} == {is_preview}


VERSIONS = {
    "data-ai": ["2022-10-03", "2023-06-13", "2025-01-01", "2026-07-01"],
    "infrastructure": ["2022-10-03", "2023-06-13", "2025-01-01", "2026-07-01"],
    "digital-app-innovation": ["2022-10-03", "2023-06-13", "2025-01-01", "2026-07-01"],
    "business-applications": ["2022-10-03", "2023-03-01", "2023-07-01", "2023-12-01", "2026-05-01"],
    "modern-work": ["2022-10-03", "2023-06-12", "2026-05-01"],
    "security": ["2022-10-03", "2023-06-13", "2023-12-01", "2025-01-01", "2026-05-01"],
}
"""The days on which the rules of each area change."""
LAUNCH_DOCUMENTED = {"data-ai", "infrastructure", "digital-app-innovation"}


@pytest.mark.parametrize("area", AREAS)
def test_the_versions_are_those_of_the_sources(area: str, rulebook: Rulebook) -> None:
    history = rulebook.areas[area]
    begins = {v.dated.since for v in history.versions} | {v.since for v in history.metrics}
    assert sorted(day.isoformat() for day in begins) == VERSIONS[area]
    first = history.versions[0].dated
    assert first.announced == date(2022, 3, 16)
    assert first.certainty == ("documented" if area in LAUNCH_DOCUMENTED else "assumed")


OLD_FIGURES: dict[tuple[str, str, str], dict[str, Row]] = {
    ("2022-11-01", "data-ai", "single"): {
        "net-customer-adds": (30, (3,)),
        "intermediate-certifications": (20, (5,)),
        "advanced-certifications": (20, (5,)),
        **AZURE_OTHERS,
    },
    ("2023-08-01", "data-ai", "single"): FIGURES["data-ai", "enterprise"],
    ("2025-06-01", "data-ai", "smb"): FIGURES["data-ai", "smb"],
    ("2022-11-01", "infrastructure", "single"): FIGURES["infrastructure", "enterprise"],
    ("2023-08-01", "digital-app-innovation", "single"): FIGURES["infrastructure", "enterprise"],
    ("2022-11-01", "business-applications", "smb"): {
        "net-customer-adds": (15, (20,)),
        "intermediate-certifications": (20, (5,)),
        "advanced-certifications": (15, (2,)),
        "usage-growth": (30, (45,)),
        "deployments": (20, (10,)),
    },
    ("2022-11-01", "business-applications", "enterprise"): FIGURES["business-applications", "enterprise"]
    | {"net-customer-adds": (15, (10,))},
    ("2023-08-01", "business-applications", "smb"): FIGURES["business-applications", "smb"],
    ("2022-11-01", "modern-work", "enterprise"): FIGURES["modern-work", "enterprise"],
    ("2023-08-01", "modern-work", "smb"): FIGURES["modern-work", "smb"],
    ("2022-11-01", "security", "single"): FIGURES["security", "enterprise"]
    | {"net-customer-adds": (20, (5, 5))},
    ("2023-08-01", "security", "single"): FIGURES["security", "enterprise"],
    ("2024-02-01", "security", "single"): FIGURES["security", "enterprise"],
}


@pytest.mark.parametrize(("day", "area", "track"), OLD_FIGURES)
def test_former_thresholds_are_those_of_the_pages_then(
    day: str, area: str, track: str, rulebook: Rulebook
) -> None:
    found = rulebook.on(date.fromisoformat(day)).areas[area].track(track)
    assert found is not None
    figures = {m.id: (int(m.maximum), full_at(m.shape)) for m in found.metrics}
    assert figures == OLD_FIGURES[day, area, track]


LEFT = {
    ("MB-600", "business-applications", "advanced-certifications"): date(2023, 7, 1),
    ("PL-100", "business-applications", "intermediate-certifications"): date(2023, 12, 1),
    ("SC-200", "security", "intermediate-certifications"): date(2023, 12, 1),
    ("MS-203", "modern-work", "intermediate-certifications"): date(2026, 5, 1),
    ("DP-203", "data-ai", "intermediate-certifications"): date(2026, 7, 1),
}
"""The first day without."""


@pytest.mark.parametrize(("code", "area", "metric"), LEFT)
def test_a_certification_leaves_the_list_on_its_day(
    code: str, area: str, metric: str, rulebook: Rulebook
) -> None:
    first_without = LEFT[code, area, metric]
    for day, stands in ((first_without - timedelta(days=1), True), (first_without, False)):
        for track in rulebook.on(day).areas[area].tracks:
            shape = metric_of(rulebook.on(day).areas[area], track.id, metric).shape
            assert isinstance(shape, People)
            assert (code in {rulebook.catalogue.code(c) for c in shape.counts}) is stands


def test_at_the_launch_a_security_engineer_holds_both_base_certifications(rulebook: Rulebook) -> None:
    rules = rulebook.on(date(2022, 11, 1)).areas["security"]
    shape = metric_of(rules, "single", "intermediate-certifications").shape
    assert isinstance(shape, People)
    code = rulebook.catalogue.code
    assert {code(c) for some in shape.also for c in some} == {"MS-500", "AZ-500"}
    assert [len(some) for some in shape.also] == [1, 1]


def test_every_certification_named_is_in_the_catalogue(rulebook: Rulebook) -> None:
    shapes = [v.metric.shape for history in rulebook.areas.values() for v in history.metrics]
    named = [c for shape in shapes if isinstance(shape, People) for c in shape.named]
    assert len(named) > 100
    assert all(rulebook.catalogue.get(certification) is not None for certification in named)


def test_security_asks_two_people_a_step_from_december_2023(rulebook: Rulebook) -> None:
    found = []
    for day in (date(2023, 11, 30), date(2023, 12, 1)):
        shape = metric_of(rulebook.on(day).areas["security"], "single", "intermediate-certifications").shape
        assert isinstance(shape, People)
        found.append(([gate.at_least for gate in shape.gates], len(shape.counts)))
    assert found == [([1, 1], 4), ([2, 2], 3)]


def test_every_rule_names_a_page_of_microsoft(rulebook: Rulebook) -> None:
    dated = [version.dated for history in rulebook.areas.values() for version in history.versions]
    dated += [version.metric.dated for history in rulebook.areas.values() for version in history.metrics]
    programme, names = rulebook.programme, rulebook.names
    lists = (programme.pass_marks, programme.windows, programme.calendars, programme.readings)
    dated += [entry.dated for entries in lists for entry in entries]
    dated += [entry.dated for entries in (names.programme, names.areas, names.badges) for entry in entries]
    assert len(dated) > 150
    for one in dated:
        assert one.source.url.startswith("https://learn.microsoft.com/partner-center/")
        assert month_of(one.source.read_on) == month_of(DAY)


def test_every_deviation_and_reason_can_be_said_in_french(rulebook: Rulebook) -> None:
    path = Path(__file__).parents[2] / "resources" / "i18n" / "fr.po"
    with path.open("rb") as file:
        french = {entry.id for entry in read_po(file) if entry.string}
    found = {v.metric.deviation for history in rulebook.areas.values() for v in history.metrics}
    found |= {v.deviation for history in rulebook.areas.values() for v in history.versions}
    found |= {reading.reason for reading in rulebook.programme.readings}
    assert len(found) > 40
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


def test_the_catalogue_knows_level_validity_renewal_prerequisites_and_successor(rulebook: Rulebook) -> None:
    catalogue = rulebook.catalogue
    assert catalogue.renewal_opens_months == 6
    expert, fundamentals = catalogue.find("AZ-305"), catalogue.find("MS-900")
    assert expert is not None
    assert fundamentals is not None
    assert (expert.level, expert.validity_months, expert.never_expires) == ("expert", 12, False)
    assert expert.prerequisites is not None
    assert expert.prerequisites.all_of == ("azure-administrator",)
    assert (fundamentals.level, fundamentals.validity_months) == ("fundamentals", None)
    assert fundamentals.never_expires
    retired = catalogue.find("AZ-500")
    assert retired is not None
    assert (retired.retired_on, retired.credit_until) == (date(2026, 8, 31), date(2027, 8, 31))
    successor = catalogue.get(str(retired.replaced_by))
    assert successor is not None
    assert successor.code == "SC-500"
    for certification in catalogue:
        assert certification.sources
        if certification.never_expires:
            assert certification.validity_months is None
        if certification.credit_until and certification.retired_on:
            assert certification.credit_until >= certification.retired_on


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
