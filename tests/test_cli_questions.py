"""Side questions on the command line: other rules, a loss, the explanation by name, the rulebook."""

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from readiness.cli import main
from readiness.demo import demo_facts
from readiness.facts import AREAS, Award, Customer, Facts, Person, Put, Remove, removal
from readiness.rules import Rulebook
from readiness.snapshot import compute, judged, metrics_of
from readiness.workspace import Workspace

TODAY = date(2026, 11, 24)
ON = ("--on", "2026-11-24")


@pytest.fixture(scope="module")
def facts(rulebook: Rulebook) -> Facts:
    return demo_facts(rulebook, TODAY)


@pytest.fixture(scope="module")
def file(rulebook: Rulebook, facts: Facts, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("questions") / "demo.readiness"
    Workspace.create(path, "Contoso", rulebook, map(Put, facts.all())).close()
    yield path
    with closing(Workspace.open(path, rulebook)) as workspace:
        assert workspace.facts == facts, "a question changes nothing"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


class Said:
    """One call of the command line."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str | Path, code: int = 0) -> str:
        self._capsys.readouterr()
        left = main([str(word) for word in words])
        said = self._capsys.readouterr()
        assert left == code, said.err
        return said.out

    def json(self, *words: str | Path, code: int = 0) -> Any:
        return json.loads(self(*words, "--json", code=code))


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(capsys)


def points(document: Any) -> dict[str, float]:
    return {area["area"]: area["points"] for area in document["areas"]}


def test_rules_on_scores_the_day_s_facts_under_the_rules_of_another(said: Said, file: Path) -> None:
    then = date(2023, 8, 1)
    document = said.json("score", file, *ON, "--rules-on", then.isoformat())
    assert document["on"] == "2026-11-24"
    fixed = {m["rules_from"] for a in document["areas"] for t in a["tracks"] for m in t["metrics"]}
    assert max(fixed) <= then.isoformat()
    assert points(document) != points(said.json("score", file, *ON))
    assert points(said.json("score", file, *ON, "--rules-on", "2026-11-24")) == points(
        said.json("score", file, *ON)
    )


@pytest.mark.parametrize("kind", [Person, Customer])
def test_without_a_record_is_the_score_computed_anew(
    said: Said, file: Path, facts: Facts, rulebook: Rulebook, kind: type
) -> None:
    now = compute(facts, rulebook, TODAY)
    held = facts.people if kind is Person else facts.customers
    changed = 0
    for key in list(held)[:8]:
        document = said.json("score", file, *ON, "--without", f"{kind.__name__.lower()}:{key}")
        fewer = judged(compute(facts.changed(removal(facts, kind, key)), rulebook, TODAY), rulebook)
        for area in document["areas"]:
            standing, before = fewer.standings[area["area"]], now.standings[area["area"]]
            assert area["points"] == float(round(standing.points, 6))
            assert area["change"] == float(round(standing.points - before.points, 6))
            changed += bool(area["change"])
            for track in area["tracks"]:
                was = next(t for t in before.finding.because if t.rule == track["track"])
                each = {metric.rule: metric.points for metric in metrics_of(was)}
                for metric in track["metrics"]:
                    expected = metric["points"] - float(each[metric["metric"]])
                    assert metric["change"] == pytest.approx(expected, abs=0.000002)
    assert changed, "nobody's loss cost anything, so nothing was compared"


def test_a_loss_of_somebody_who_is_not_there_is_refused(said: Said, file: Path) -> None:
    for record in ("person:nobody", "customer:nobody", "award:a1", "person"):
        document = said.json("score", file, *ON, "--without", record, code=2)
        assert document["error"]["code"] == "no-such-record"


def test_without_shows_the_change_in_a_column_of_its_own(said: Said, file: Path, facts: Facts) -> None:
    person = next(a.person for a in facts.awards.values() if a.certification == "azure-administrator")
    assert "Change" in said("score", file, *ON, "--without", f"person:{person}")
    assert "Change" not in said("score", file, *ON)


def test_taking_a_record_away_and_adding_it_back_changes_nothing(facts: Facts, rulebook: Rulebook) -> None:
    whole = compute(facts, rulebook, TODAY).finding
    for kind, held in ((Person, facts.people), (Customer, facts.customers), (Award, facts.awards)):
        for key in list(held)[:6]:
            gone = removal(facts, kind, key)
            fewer = facts.changed(gone)
            assert compute(fewer.changed(facts.inverse(gone)), rulebook, TODAY).finding == whole
    without = facts.changed([Remove(Award, key) for key in facts.awards])
    assert compute(without, rulebook, TODAY).finding != whole


def test_the_terminal_names_who_it_is_about_and_json_keeps_ids(said: Said, file: Path, facts: Facts) -> None:
    text = said("score", file, *ON, "--explain")
    lines = [line.strip() for line in text.splitlines()]
    assert not [line for line in lines if line.lstrip("✓· ").startswith("Customer —")]
    names = [p.name for p in facts.people.values()] + [c.name for c in facts.customers.values()]
    assert sum(name in text for name in names) > 10
    document = json.dumps(said.json("score", file, *ON, "--explain"), ensure_ascii=False)
    assert not [name for name in names if name in document]


def test_the_window_is_said_with_its_last_day(said: Said, file: Path) -> None:
    text = said("score", file, *ON, "--area", "security")
    assert "Security · Qualified 2 Nov 2026 to 24 Nov 2026; counts until 30 Apr 2027" in text
    (area,) = said.json("score", file, *ON, "--area", "security", "--explain")["areas"]
    assert area["window"]["counts_until"] == "2027-04-30"
    assert area["window"]["qualified"] == [{"from": "2026-11-02", "to": "2026-11-24"}]
    assert [row["month"] for row in area["window"]["months"]] == [f"2026-{m:02}" for m in range(6, 12)]
    assert [row["qualified"] for row in area["window"]["months"]] == [False] * 5 + [True]


def test_the_rulebook_lists_every_version_with_its_source(said: Said) -> None:
    document = said.json("rules", "list")
    assert [entry["area"] for entry in document["areas"]] == list(AREAS)
    for entry in document["areas"]:
        days = [version["from"] for version in entry["versions"]]
        assert days == sorted(set(days))
        assert days[0] <= "2022-10-03"
        for version in entry["versions"]:
            assert list(version["source"]) == ["title", "url", "read_on"]
            assert version["certainty"] in ("documented", "bracketed", "assumed")
    assert "Security" in said("rules", "list")


def test_the_rules_of_a_day_are_shown(said: Said) -> None:
    document = said.json("rules", "show", "security", *ON)
    assert [track["track"] for track in document["rules"]["tracks"]] == ["enterprise", "smb"]
    assert document["programme"]["pass_mark"] == {"points": 70}
    assert said.json("rules", "show", "security", "--on", "2021-01-01")["rules"] is None
    assert "maximum: 40" in said("rules", "show", "security", *ON)


def test_the_difference_of_two_days_says_what_it_does_to_the_partner(said: Said, file: Path) -> None:
    days = ("2024-06-01", "2026-11-24")
    document = said.json("rules", "diff", "data-ai", *days, "--workspace", file, *ON)
    assert all(
        list(c) == ["metric", "track", "field", "before", "after", "words"] for c in document["changes"]
    )
    then, now = (points(said.json("score", file, *ON, "--rules-on", day))["data-ai"] for day in days)
    assert document["effect"] == [{"area": "data-ai", "before": then, "after": now}]
    assert said.json("rules", "diff", "data-ai", *days)["effect"] == []
    assert said("rules", "diff", "data-ai", days[1], days[1]).strip() == "Both days ask the same"
