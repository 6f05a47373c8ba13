"""Rules that are announced and not in force: scored and shown as a preview, never part of a status."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from readiness.cli import main
from readiness.demo import demo_facts
from readiness.facts import AREAS, Facts, Put
from readiness.reports.summary import summary_of
from readiness.rules import Rulebook, load_rulebook, usable_rulebook
from readiness.snapshot import Snapshot, compute, judged
from readiness.words import Words
from readiness.workspace import Workspace
from tests.assess.world import World
from tests.rules.test_loading import SHIPPED, own, swap

TODAY = date(2026, 11, 24)
BEGINS = date(2027, 2, 1)
ANNOUNCED = """
  [[metric.version]]
  from = 2027-02-01
  announced = 2026-11-10
  tracks = ["enterprise", "smb"]
  certainty = "assumed"
  source = "azure-2026"
  maximum = 20
  full_at = 40
  measure = "acr-usd"
  reading = "azure-growth"
  usage = "commercial"
"""


def announce(text: str) -> str:
    """Infrastructure with usage growth that takes 40 % for 20 points."""
    metric, deployments = text.split('[[metric]]\nid = "deployments"')
    return f'{metric.rstrip()}\n{ANNOUNCED}\n[[metric]]\nid = "deployments"{deployments}'


@pytest.fixture
def announced(tmp_path: Path) -> Rulebook:
    return load_rulebook(own(tmp_path, "infrastructure.toml", announce))


@pytest.fixture(scope="module")
def demo(rulebook: Rulebook) -> Facts:
    return demo_facts(rulebook, TODAY)


def on(facts: Facts, rulebook: Rulebook, day: date) -> Snapshot:
    return judged(compute(facts, rulebook, day), rulebook)


def test_an_announced_version_is_scored_beside_the_one_in_force(
    announced: Rulebook, rulebook: Rulebook, demo: Facts
) -> None:
    now, shipped = on(demo, announced, TODAY), on(demo, rulebook, TODAY)
    assert set(now.previews) == {"infrastructure"}
    preview, standing = now.previews["infrastructure"], now.standings["infrastructure"]
    assert preview.preview
    assert preview.status is None
    assert not preview.qualified_today
    assert preview.points < standing.points
    assert preview.finding.rules_from == BEGINS
    assert not standing.preview
    assert (standing.status, standing.points) == (
        shipped.standings["infrastructure"].status,
        shipped.standings["infrastructure"].points,
    )


@pytest.mark.parametrize("day", [date(2026, 11, 9), BEGINS])
def test_before_it_is_announced_and_once_it_is_in_force_there_is_no_preview(
    day: date, announced: Rulebook, demo: Facts
) -> None:
    assert not on(demo, announced, day).previews


def test_the_preview_becomes_the_rule_on_its_day(announced: Rulebook) -> None:
    day_before, begins = announced.on(date(2027, 1, 31)), announced.on(BEGINS)
    assert begins.areas["infrastructure"].tracks == day_before.previews["infrastructure"].tracks
    assert begins.areas["infrastructure"].tracks != day_before.areas["infrastructure"].tracks
    assert date(2026, 11, 10) in announced.dates


def test_the_shipped_rules_announce_nothing_today(rulebook: Rulebook) -> None:
    assert not rulebook.on(TODAY).previews


def test_the_command_line_and_the_report_tell_both_numbers(
    tmp_path: Path, announced: Rulebook, demo: Facts, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "partner.readiness"
    Workspace.create(file, "Contoso", announced, (Put(thing) for thing in demo.all())).close()
    call = ["score", str(file), "--rules", str(tmp_path), "--on", TODAY.isoformat(), "--lang", "en"]
    assert main(call) == 0
    told = capsys.readouterr().out
    preview = on(demo, announced, TODAY).previews["infrastructure"]
    words = Words("en")
    points = words.points(preview.points)
    assert f"Infrastructure: {points} points under the rules announced for" in told
    remarks = str(summary_of(on(demo, announced, TODAY), words)["areas"])
    assert f"{points} points instead of" in remarks


def test_before_the_launch_every_area_is_a_preview(rulebook: Rulebook) -> None:
    world = World(rulebook, date(2022, 9, 1))
    world.people(5, "MS-900")
    snapshot = on(world.facts, rulebook, date(2022, 9, 1))
    assert {standing.word for standing in snapshot.standings.values()} == {("chip", "preview")}
    assert snapshot.standings["modern-work"].points == 10
    assert len(snapshot.standings) == len(AREAS)
    assert "Preview" in str(summary_of(snapshot, Words("en"))["areas"])


def refuse(change: Callable[[str], str], tmp_path: Path) -> Path:
    return own(tmp_path, "security.toml", change)


def test_broken_rules_of_ones_own_leave_the_shipped_ones(tmp_path: Path, rulebook: Rulebook) -> None:
    folder = refuse(swap("maximum = 40", "maximum = 41"), tmp_path)
    usable, failure = usable_rulebook(folder)
    assert usable.digest == rulebook.digest
    assert usable.own == ()
    assert failure is not None
    said = Words("en").say(failure.message)
    assert str(folder) in said
    assert "security.toml" in said
    assert "add up to 101, not 100" in said


def test_good_rules_of_ones_own_replace_an_area_whole(tmp_path: Path, rulebook: Rulebook) -> None:
    folder = refuse(swap('title = "', 'title = "Our copy of '), tmp_path)
    usable, failure = usable_rulebook(folder)
    assert failure is None
    assert usable.own == ("security.toml",)
    titles = {version.dated.source.title for version in usable.areas["security"].versions}
    assert any(title.startswith("Our copy of ") for title in titles)
    assert usable.areas["modern-work"] == rulebook.areas["modern-work"]


def test_no_folder_of_ones_own_is_no_failure(tmp_path: Path, rulebook: Rulebook) -> None:
    for folder in (None, tmp_path / "rules", tmp_path):
        usable, failure = usable_rulebook(folder)
        assert failure is None
        assert usable.digest == rulebook.digest
        assert usable.own == ()
    assert (SHIPPED / "security.toml").is_file()


def test_broken_rules_named_on_the_command_line_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = refuse(swap('source = "security-2023"', 'source = "hearsay"'), tmp_path)
    assert main(["new", str(tmp_path / "a.readiness"), "--rules", str(folder), "--lang", "en"]) == 2
    told = capsys.readouterr()
    assert "security.toml" in told.err
    assert not (tmp_path / "a.readiness").exists()
