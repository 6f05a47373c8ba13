"""The command line on specializations and on the competencies of before."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from readiness.cli import main
from readiness.facts import HeldSpecialization, Put
from readiness.rules import load_rulebook
from readiness.workspace import Workspace


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A partner that holds one specialization."""
    path = tmp_path / "partner.readiness"
    held = HeldSpecialization("h1", "azure-avd", date(2025, 1, 10), date(2027, 1, 10))
    Workspace.create(path, "Contoso Partner", load_rulebook(), [Put(held)]).close()
    return path


def said(capsys: pytest.CaptureFixture[str], *words: str | Path, code: int = 0) -> str:
    capsys.readouterr()
    left = main([str(word) for word in words])
    shown = capsys.readouterr()
    assert left == code, shown.err
    return shown.out


def document(capsys: pytest.CaptureFixture[str], *words: str | Path) -> Any:
    return json.loads(said(capsys, *words, "--json"))


def test_specializations_say_for_each_what_is_met_missing_and_to_enter(
    capsys: pytest.CaptureFixture[str], file: Path
) -> None:
    found = document(capsys, "specializations", file, "--on", "2026-11-24")
    assert (found["on"], found["partner"]) == ("2026-11-24", "Contoso Partner")
    by_id = {one["specialization"]: one for one in found["specializations"]}
    platform = by_id["azure-ai-platform"]
    assert (platform["state"], platform["met"], platform["of"], platform["to_enter"]) == (
        "not-started",
        0,
        3,
        0,
    )
    assert [one["requirement"] for one in platform["requirements"]] == [
        "designation",
        "performance",
        "people",
    ]
    assert {one["state"] for one in by_id["azure-analytics"]["requirements"]} == {"missing", "enter"}
    assert by_id["azure-analytics"]["merged"] == ["azure-dw-migration", "ba-bi"]
    assert (platform["validation"], platform["rules_from"], platform["certainty"]) == (
        "audit",
        "2024-06-17",
        "assumed",
    )


def test_what_is_held_has_its_renewal(capsys: pytest.CaptureFixture[str], file: Path) -> None:
    found = document(capsys, "specializations", file, "--on", "2026-11-24")
    avd = next(one for one in found["specializations"] if one["specialization"] == "azure-avd")
    assert avd["state"] == "held"
    assert avd["held"]["attained_on"] == "2025-01-10"
    assert avd["renewal"] == {
        "opens_on": "2026-11-11",
        "anniversary": "2027-01-10",
        "ends_on": "2027-02-09",
        "validation_due": True,
    }


def test_without_a_file_they_say_what_each_asks(capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, "specializations", "--on", "2023-06-01")
    names = {one["specialization"]: one["name"] for one in found["specializations"]}
    assert names["azure-ai-platform"] == "AI and Machine Learning on Microsoft Azure"
    assert "ba-low-code" in names
    assert found["partner"] == ""


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("Specialization", "Held until", "to enter")), ("fr", ("Spécialisation", "Détenue", "à saisir"))],
)
def test_the_table_speaks_both_languages(
    capsys: pytest.CaptureFixture[str], file: Path, language: str, words: tuple[str, ...]
) -> None:
    shown = said(capsys, "specializations", file, "--on", "2026-11-24", "--lang", language)
    assert all(word in shown for word in words)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_explanation_leaves_no_id_unsaid(
    capsys: pytest.CaptureFixture[str], file: Path, language: str
) -> None:
    for day in ("2023-06-01", "2025-06-16", "2026-11-24"):
        shown = said(capsys, "specializations", file, "--on", day, "--explain", "--lang", language)
        assert "asks." not in shown
        assert "found." not in shown
        assert "scope." not in shown
        assert "{" not in shown


def test_before_the_programme_there_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "specializations", "--on", "2020-01-01") == (
        "No specializations are known for that day.\n"
    )


def test_a_missing_file_is_code_3(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    said(capsys, "specializations", tmp_path / "none.readiness", code=3)


def test_each_competency_leads_to_its_designations(capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, "competencies")
    assert len(found["competencies"]) == 18
    areas = {one["competency"]: one["areas"] for one in found["competencies"]}
    assert areas["app-integration"] == ["data-ai", "digital-app-innovation"]
    assert found["kept"] is None
    assert next(one["milestone"] for one in found["milestones"]) == "announced"


def test_an_anniversary_says_what_was_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert document(capsys, "competencies", "--anniversary", "2021-02-28")["kept"] == {
        "title_until": "2022-09-30",
        "renewals": ["2023-02-28", "2024-02-28"],
        "membership_until": "2025-02-27",
        "benefits_until": "2025-03-29",
    }


@pytest.mark.parametrize(
    ("language", "words"), [("en", "29 Mar 2025"), ("fr", "Innovation numérique et applicative")]
)
def test_competencies_speak_both_languages(
    capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    shown = said(capsys, "competencies", "--anniversary", "2021-02-28", "--lang", language)
    assert words in shown
    assert "milestone." not in shown
    assert "kept." not in shown


def test_a_wrong_day_is_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "competencies", "--anniversary", "sometime", code=2)
