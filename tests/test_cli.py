"""The command line keeps its promises: exit codes, JSON shapes, messages apart from answers."""

import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from readiness.cli import COMMANDS, main
from readiness.facts import AREAS, METRICS

ROOT = Path(__file__).parents[1]
CSV = (
    "TrainingTitle,CorpEmail,TrainingCompletionDate,ExpirationDate,"
    "IndividualFirstName,IndividualLastName,MCPID\n"
)
ROW = (
    "Microsoft Certified: Azure Administrator Associate,ada@partner.example,2026-03-02,2027-03-02,"
    "Ada,Nowak,990012345\n"
)


class Shell:
    """Calls the command line in this process and keeps what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self.capsys, self.folder = capsys, folder
        self.file = folder / "partner.readiness"
        self.errors = ""

    def __call__(self, *words: str | Path, code: int = 0) -> str:
        self.capsys.readouterr()
        left = main([str(word) for word in words])
        said = self.capsys.readouterr()
        self.errors = said.err
        assert left == code, said.err
        return said.out

    def json(self, *words: str | Path, code: int = 0) -> Any:
        return json.loads(self(*words, "--json", code=code))

    def source(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Shell(capsys, tmp_path)


@pytest.fixture
def demo(shell: Shell, today: date) -> Shell:
    shell("demo", shell.file, "--on", today.isoformat())
    return shell


def test_new_makes_a_file_that_scores(shell: Shell) -> None:
    assert shell.json("new", shell.file, "--partner", "Contoso")["written"] is True
    assert shell.json("score", shell.file)["partner"] == "Contoso"


def test_new_never_replaces_a_file(shell: Shell) -> None:
    precious = shell.source("partner.readiness", "precious")
    document = shell.json("new", precious, code=3)
    assert document["error"]["message"] in shell.errors
    assert precious.read_text() == "precious"


def test_score_has_the_promised_shape(demo: Shell, today: date) -> None:
    document = demo.json("score", demo.file, "--on", today.isoformat())
    assert list(document) == [
        "on", "partner", "data_month", "partner_center_month", "solutions_partner", "areas",
    ]  # fmt: skip
    assert (document["on"], document["data_month"]) == ("2026-11-24", "2026-10")
    assert [area["area"] for area in document["areas"]] == list(AREAS)
    for area in document["areas"]:
        assert list(area) == [
            "area", "status", "track", "points", "shown", "qualified_today", "qualified_in_window",
            "blocked_by", "missing", "preview", "tracks",
        ]  # fmt: skip
        assert list(area["qualified_in_window"]) == ["from", "to", "first", "last"]
        assert area["tracks"][0]["track"] == area["track"]
        assert area["points"] == area["tracks"][0]["points"]
        metrics = area["tracks"][0]["metrics"]
        assert {metric["metric"] for metric in metrics} <= set(METRICS)
        assert abs(sum(metric["points"] for metric in metrics) - area["points"]) < 0.00001
        assert list(metrics[0]) == [
            "metric", "category", "source", "value", "full_at", "points", "maximum", "chip", "rules_from",
            "certainty", "reading",
        ]  # fmt: skip


def test_the_demo_partner_stands_where_it_should(demo: Shell, today: date) -> None:
    areas = {area["area"]: area for area in demo.json("score", demo.file, "--on", today.isoformat())["areas"]}
    assert {name: area["shown"] for name, area in areas.items()} == {
        "data-ai": "69",
        "infrastructure": "77",
        "digital-app-innovation": "65",
        "business-applications": "46",
        "modern-work": "73",
        "security": "71",
    }
    assert areas["modern-work"]["blocked_by"] == ["advanced-certifications"]


def test_explain_gives_the_tree_behind_each_metric(demo: Shell) -> None:
    document = demo.json("score", demo.file, "--on", "2026-11-24", "--area", "security", "--explain")
    (area,) = document["areas"]
    for metric in area["tracks"][0]["metrics"]:
        assert list(metric["because"]) == ["asks", "found", "met", "evidence", "because"]
        assert metric["because"]["asks"] != metric["because"]["found"] != ""


def test_a_day_without_rules_is_no_zero(demo: Shell) -> None:
    document = demo.json("score", demo.file, "--on", "2021-01-15")
    assert {area["points"] for area in document["areas"]} == {None}
    assert demo("score", demo.file, "--on", "2021-01-15").count("no rules for that day") == len(AREAS)


def test_score_prints_a_table(demo: Shell) -> None:
    said = demo("score", demo.file, "--on", "2026-11-24")
    assert [line.split("  ")[0] for line in said.splitlines()[3:9]] == [
        "Data & AI", "Infrastructure", "Digital & App Innovation", "Business Applications", "Modern Work",
        "Security",
    ]  # fmt: skip


def test_import_says_what_it_did_and_does_it(shell: Shell) -> None:
    shell("new", shell.file)
    source = shell.source("trainings.csv", CSV + ROW)
    document = shell.json("import", shell.file, source, "--on", "2026-11-24")
    assert document == {
        "written": True,
        "sources": [
            {
                "source": "trainings.csv", "kind": "insights-trainings", "rows": 1, "added": 2, "changed": 0,
                "unchanged": 0, "refused": 0, "problems": [],
            }
        ],
    }  # fmt: skip
    again = shell.json("import", shell.file, source)["sources"][0]
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, 2)


def test_a_dry_run_writes_nothing(shell: Shell) -> None:
    shell("new", shell.file)
    source = shell.source("trainings.csv", CSV + ROW)
    before = shell.file.read_bytes()
    document = shell.json("import", shell.file, source, "--dry-run")
    assert (document["written"], document["sources"][0]["added"]) == (False, 2)
    assert shell.file.read_bytes() == before


def test_a_bad_row_is_told_and_the_good_ones_are_imported(shell: Shell) -> None:
    shell("new", shell.file)
    source = shell.source(
        "trainings.csv", CSV + ROW + ROW.replace("Azure Administrator Associate", "Knitting")
    )
    document = shell.json("import", shell.file, source, code=1)
    assert (document["sources"][0]["added"], document["sources"][0]["refused"]) == (2, 1)
    (problem,) = document["sources"][0]["problems"]
    assert list(problem) == ["row", "column", "path", "code", "message", "remedy"]
    assert problem["row"] == 3
    assert problem["message"] in shell.errors


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"who,knows\n1,2\n", b"{", b'{"format": "other/1"}']
)
def test_an_unreadable_source_writes_nothing_at_all(shell: Shell, content: bytes) -> None:
    shell("new", shell.file)
    good = shell.source("good.csv", CSV + ROW)
    bad = shell.source("bad.csv", content)
    before = shell.file.read_bytes()
    document = shell.json("import", shell.file, good, bad, code=2)
    assert document["written"] is False
    assert [bool(source["problems"]) for source in document["sources"]] == [False, True]
    assert shell.file.read_bytes() == before


def test_dates_that_read_both_ways_are_asked_about(shell: Shell) -> None:
    shell("new", shell.file)
    row = ROW.replace("2026-03-02", "03/02/2026").replace("2027-03-02", "03/02/2027")
    source = shell.source("trainings.csv", CSV + row)
    assert shell.json("import", shell.file, source, code=2)["written"] is False
    assert "--date-order" in shell.errors
    assert shell.json("import", shell.file, source, "--date-order", "dmy")["written"] is True


def test_several_sources_build_on_each_other(shell: Shell) -> None:
    shell("new", shell.file)
    source, same = shell.source("a.csv", CSV + ROW), shell.source("b.csv", CSV + ROW)
    first, second = shell.json("import", shell.file, source, same)["sources"]
    assert (first["added"], second["added"], second["unchanged"]) == (2, 0, 2)


def test_the_partner_document_comes_back_byte_for_byte(demo: Shell) -> None:
    first, second = demo.folder / "first.json", demo.folder / "second.json"
    demo("export", demo.file, first)
    empty = demo.folder / "empty.readiness"
    demo("new", empty)
    demo("import", empty, first)
    demo("export", empty, second)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("ending", ["json", "xlsx", "pdf", "ics"])
def test_export_goes_by_the_ending(demo: Shell, ending: str) -> None:
    out = demo.folder / f"summary.{ending}"
    assert demo.json("export", demo.file, out, "--on", "2026-11-24", "--lang", "fr")["written"] is True
    assert out.stat().st_size > 0


def test_an_ending_nobody_knows_is_refused(demo: Shell) -> None:
    out = demo.folder / "summary.doc"
    demo("export", demo.file, out, code=2)
    assert not out.exists()


def test_agenda_is_soonest_first_and_cut_off_by_days(demo: Shell) -> None:
    items = demo.json("agenda", demo.file, "--on", "2026-11-24")["items"]
    assert list(items[0]) == ["due_on", "kind", "title", "area", "person", "customer", "done"]
    assert [item["due_on"] for item in items] == sorted(item["due_on"] for item in items)
    soon = demo.json("agenda", demo.file, "--on", "2026-11-24", "--days", "30")["items"]
    assert 0 < len(soon) < len(items)
    assert max(item["due_on"] for item in soon) <= "2026-12-24"
    assert demo.json("agenda", demo.file, "--on", "2026-11-24", "--days", "99999999999")["items"] == items


def test_a_calendar_can_do_without_names(demo: Shell) -> None:
    named, nameless = demo.folder / "named.ics", demo.folder / "nameless.ics"
    demo("agenda", demo.file, "--on", "2026-11-24", "--ics", named)
    demo("agenda", demo.file, "--on", "2026-11-24", "--ics", nameless, "--no-names")
    demo("export", demo.file, demo.folder / "all.json")
    people = json.loads((demo.folder / "all.json").read_text("utf-8"))["people"]
    names = [person["name"] for person in people]
    assert any(name in named.read_text("utf-8") for name in names)
    assert not any(name in nameless.read_text("utf-8") for name in names)


def test_check_finds_nothing_wrong_with_the_demo_partner(demo: Shell) -> None:
    assert demo.json("check", demo.file) == {"good": True, "problems": []}


@pytest.mark.parametrize("content", [b"", b"no workspace", b"SQLite format 3\x00" + bytes(600)])
@pytest.mark.parametrize("command", ["score", "agenda", "check"])
def test_what_is_no_workspace_is_refused_and_left_alone(shell: Shell, command: str, content: bytes) -> None:
    path = shell.source("other.readiness", content)
    document = shell.json(command, path, code=3)
    assert document["error"]["message"] in shell.errors
    assert path.read_bytes() == content


def test_a_missing_file_is_said_and_not_made(shell: Shell) -> None:
    shell("score", shell.folder / "none.readiness", code=3)
    assert not (shell.folder / "none.readiness").exists()


@pytest.mark.parametrize(
    "words",
    [[], ["frobnicate"], ["score"], ["score", "f", "--on", "soon"], ["agenda", "f", "--days", "-1"],
     ["import", "f"], ["score", "f", "--area", "moon"]],
)  # fmt: skip
def test_a_wrong_call_is_code_2(shell: Shell, words: list[str]) -> None:
    shell(*words, code=2)
    assert "usage:" in shell.errors


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    ("option", "value"), [("--on", "2026-13-01"), ("--on", "tomorrow"), ("--days", "-1"), ("--days", "x")]
)
def test_a_wrong_value_is_named_in_words_of_the_user(
    shell: Shell, language: str, option: str, value: str
) -> None:
    shell("agenda", "f", option, value, "--lang", language, code=2)
    assert value in shell.errors
    assert "fromisoformat" not in shell.errors
    assert "_days" not in shell.errors
    assert ("Écrivez" if language == "fr" else "Write") in shell.errors


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("language", "usage"), [("en", "usage:"), ("fr", "utilisation\N{NARROW NO-BREAK SPACE}:")]
)
def test_help_speaks_both_languages(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, command: str, language: str, usage: str
) -> None:
    monkeypatch.setenv("LC_ALL", f"{language}_FR.UTF-8")
    said = shell(command, "--help")
    assert said.startswith(usage)
    assert "cli." not in said


def test_a_stream_without_our_letters_gets_plainer_ones(
    demo: Shell, monkeypatch: pytest.MonkeyPatch, today: date
) -> None:
    content = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(content, encoding="ascii"))
    assert main(["score", str(demo.file), "--on", today.isoformat(), "--explain", "--lang", "fr"]) == 0
    said = content.getvalue().decode("ascii")
    assert "Domaine de solution" in said
    assert "Securite" in said


def test_json_is_utf_8_whatever_the_stream_is_set_to(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell("new", shell.file, "--partner", "Société Æther 株式会社")
    content = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(content, encoding="cp1252"))
    assert main(["score", str(shell.file), "--json"]) == 0
    document = json.loads(content.getvalue().decode("utf-8"))
    assert document["partner"] == "Société Æther 株式会社"


def test_the_demo_partner_comes_without_writing_over_anything(shell: Shell, today: date) -> None:
    precious = shell.source(f"insights-trainings-{today}.csv", "precious")
    document = shell.json("demo", shell.file, "--on", today.isoformat())
    assert precious.read_text() == "precious"
    assert len(document["samples"]) == 2
    assert all(Path(sample).stat().st_size > 100 for sample in document["samples"])


def test_lang_beats_the_system(demo: Shell) -> None:
    assert "Domaine de solution" in demo("score", demo.file, "--lang", "fr")


def test_one_entry_starts_it_without_loading_qt(demo: Shell) -> None:
    code = (
        "import sys; from ui.__main__ import main; left = main(sys.argv[1:]); "
        "sys.exit(left or any(name.startswith('PySide6') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code, "score", demo.file], cwd=ROOT, check=False)
    assert done.returncode == 0


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a screen")
def test_without_a_screen_the_window_becomes_a_table(demo: Shell) -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    variables = {name: value for name, value in os.environ.items() if name not in hidden}
    done = subprocess.run(
        [sys.executable, "-m", "ui", demo.file],
        cwd=ROOT,
        env=variables,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0
    assert "no screen" in done.stderr
    assert "Security" in done.stdout


def test_the_self_test_passes() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui", "--self-test"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("ok: ") >= 7


def test_the_language_of_a_call_ends_with_it(demo: Shell) -> None:
    before = dict(os.environ)
    demo("score", demo.file, "--lang", "fr")
    assert dict(os.environ) == before
