"""A certification or workload is found by every name it ever had, and by nothing else."""

import pytest

from readiness.rules import Rulebook


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("azure-administrator", "azure-administrator"),
        (" Azure-Administrator ", "azure-administrator"),
        ("AZ-104", "azure-administrator"),
        ("az104", "azure-administrator"),
        ("AZ-103", "azure-administrator"),
        ("AZ-100 + AZ-101", "azure-administrator"),
        ("AZ-100", "azure-administrator"),
        ("AZ-800+AZ-801", "windows-server-hybrid-administrator"),
        ("AZ-801/AZ-800", "windows-server-hybrid-administrator"),
        ("AZ-800/801", "windows-server-hybrid-administrator"),
        ("Azure Administrator Associate", "azure-administrator"),
        ("Microsoft Certified:  AZURE administrator associate", "azure-administrator"),
        ("Microsoft Certified: Azure Administrator", "azure-administrator"),
        ("Azure\N{NO-BREAK SPACE}Administrator Associate", "azure-administrator"),
    ],
)
def test_a_certification_is_found_by_id_exam_and_title(text: str, found: str, rulebook: Rulebook) -> None:
    certification = rulebook.catalogue.find(text)
    assert certification is not None
    assert certification.id == found


@pytest.mark.parametrize(
    "text", ["", "AZ-999", "AZ-104+AZ-305", "MB-200", "MB-300", "Azure", "AZ-", "Microsoft Certified:"]
)
def test_what_is_no_certification_is_not_found(text: str, rulebook: Rulebook) -> None:
    assert rulebook.catalogue.find(text) is None


def test_every_certification_is_found_by_its_own_names(rulebook: Rulebook) -> None:
    catalogue = rulebook.catalogue
    assert len(catalogue) == len(list(catalogue)) > 90
    for one in catalogue:
        for name in (one.id, one.name, *one.other_ids, *one.former_titles):
            assert catalogue.find(name) == one
        assert catalogue.get(one.id) == one
        for activity in one.activity_ids:
            assert catalogue.by_activity(activity) == one


def test_a_short_name_is_the_exam_or_the_name(rulebook: Rulebook) -> None:
    assessment = "Teams Meetings and Meeting Rooms Technical Assessment"
    names = {"AZ-104": "AZ-104", "AZ-800+AZ-801": "AZ-800/801", assessment: assessment}
    for text, code in names.items():
        certification = rulebook.catalogue.find(text)
        assert certification is not None
        assert rulebook.catalogue.code(certification.id) == code
    assert rulebook.catalogue.code("nobody-knows") == "nobody-knows"


def test_an_export_holds_titles_that_are_no_certifications(rulebook: Rulebook) -> None:
    assert rulebook.catalogue.is_no_certification("Microsoft Certified Trainer 2021")
    assert rulebook.catalogue.is_no_certification("exam 70-483: programming in C#")
    assert not rulebook.catalogue.is_no_certification("Microsoft Certified: Azure Administrator Associate")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SQL Database", "SQL Database"),
        ("azure sql-database", "SQL Database"),
        ("Finance and Operations", "Finance & Operations"),
        ("Something nobody sells", "Something nobody sells"),
    ],
)
def test_a_workload_is_found_by_name_and_alias(text: str, found: str, rulebook: Rulebook) -> None:
    assert rulebook.catalogue.workload_name(text) == found
