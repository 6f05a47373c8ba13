"""A whole partner from a JSON file: good records come in, each bad one is refused by its path."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from readiness.document import document_text
from readiness.facts import Facts, Month, Segment, Tenant, UsageKey
from readiness.importers import read_source
from readiness.importers.partner_document import read_document
from tests import strategies
from tests.importers.documents import BOOK, EXAMPLE, LAW, example, problems, read, with_


def test_the_example_of_the_contract_comes_in_whole() -> None:
    reading = read_source("partner.json", EXAMPLE.encode(), Facts(), BOOK)
    assert (reading.source, reading.kind) == ("partner.json", "partner-document")
    assert (reading.rows, reading.added, reading.refused, reading.problems) == (14, 14, 0, ())
    assert (reading.people, reading.awards) == (1, 1)
    facts = Facts().changed(reading.changes)
    assert facts.partner.locations[0].name == "Lyon"
    assert facts.choices.readings["every-metric"] == "above-zero"
    assert facts.associations["s1"].since == date(2026, 2, 1)
    key = UsageKey(facts.customers["c1"].id, "SQL Database", "acr-usd", "csp-tier2")  # type: ignore[index]
    assert facts.usage[key].at(Month(2026 * 12 + 9)) == 1_250_000_000
    assert facts.projects["j1"].probability == Decimal("0.8")
    assert facts.events["e1"].starts_at.isoformat() == "2026-12-08T09:00:00+01:00"


def test_the_example_goes_out_with_the_keys_it_came_with() -> None:
    out = json.loads(document_text(Facts().changed(read(example()).changes)))
    wanted = _without_null(example())
    wanted["usage"][0]["value"] = "1250"
    wanted["projects"][0]["expected_usage"][0]["value"] = "900"
    assert out == wanted
    assert list(out) == list(wanted)


def _without_null(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_null(inner) for key, inner in value.items() if inner is not None}
    return [_without_null(inner) for inner in value] if isinstance(value, list) else value


@LAW
@given(strategies.facts())
def test_export_import_into_nothing_export_again_is_the_same_bytes(facts: Facts) -> None:
    text = document_text(facts)
    reading = read_document(text.encode(), Facts(), BOOK)
    assert {problem.code for problem in reading.problems} <= {"workload-unknown"}
    assert document_text(Facts().changed(reading.changes)) == text


@LAW
@given(strategies.facts(), strategies.facts())
def test_importing_twice_changes_nothing_the_second_time(before: Facts, incoming: Facts) -> None:
    data = document_text(incoming).encode()
    first = read_document(data, before, BOOK)
    assert first.rows == first.added + first.changed + first.unchanged + first.refused
    second = read_document(data, before.changed(first.changes), BOOK)
    assert second.changes == ()
    assert (second.added, second.changed, second.unchanged) == (0, 0, first.rows)


def test_records_are_counted_as_added_changed_and_unchanged() -> None:
    facts = Facts().changed(read(example()).changes)
    document = example()
    document["people"][0]["name"] = "Ada Nowak-Berg"
    document["people"].append({"id": "p2", "name": "Zoe Lind"})
    document["usage"][0]["value"] = "1300"
    document["usage"].append(document["usage"][0] | {"month": "2026-11"})
    reading = read(document, facts)
    assert (reading.added, reading.changed, reading.unchanged, reading.people) == (2, 2, 12, 1)
    after = facts.changed(reading.changes)
    (series,) = after.usage.values()
    assert series.values == (1_300_000_000, 1_300_000_000)


def test_what_a_document_leaves_out_stays() -> None:
    facts = Facts().changed(read(example()).changes)
    assert read(with_(), facts).changes == ()


@pytest.mark.parametrize(
    "name",
    [
        "azure-administrator",
        "AZ-104",
        "az-104",
        "Microsoft Certified: Azure Administrator Associate",
        "Azure Administrator Associate",
    ],
)
def test_a_certification_is_found_by_each_of_its_names(name: str) -> None:
    document = example()
    document["awards"][0]["certification"] = name
    assert Facts().changed(read(document).changes).awards["a1"].certification == "azure-administrator"


def test_joined_exams_name_one_certification() -> None:
    document = example()
    document["awards"][0]["certification"] = "AZ-800+AZ-801"
    found = Facts().changed(read(document).changes).awards["a1"].certification
    assert BOOK.catalogue.find("AZ-801+AZ-800") == BOOK.catalogue.get(found)


def test_short_forms_of_a_customer_are_written_out() -> None:
    reading = read(with_(customers=[{"id": "c1", "segment": "smb", "tenant_id": "t1"}]))
    (customer,) = Facts().changed(reading.changes).customers.values()
    assert (customer.segments, customer.tenants) == ((Segment("smb"),), (Tenant("t1"),))
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("linked", "joined", "unlinked_on"),
    [
        (True, "2023-01-09", None),
        (False, "2023-01-09", date(2023, 1, 9)),
        (False, None, date(2022, 10, 3)),
    ],
)
def test_the_short_form_of_a_persons_link(linked: bool, joined: str, unlinked_on: date | None) -> None:  # noqa: FBT001
    reading = read(with_(people=[{"id": "p1", "joined_on": joined, "learn_linked": linked}]))
    (person,) = Facts().changed(reading.changes).people.values()
    assert (person.linked_on, person.unlinked_on) == (None, unlinked_on)


def test_a_short_form_beside_its_long_one_is_kept_out() -> None:
    record = {"id": "c1", "segment": "smb", "segments": [{"segment": "enterprise"}]}
    reading = read(with_(customers=[record]))
    assert problems(reading) == [("key-short-and-long", "$.customers[0].segment")]
    assert Facts().changed(reading.changes).customers["c1"].segments == (Segment("enterprise"),)  # type: ignore[index]


def test_segments_come_in_in_the_order_of_time() -> None:
    segments = [{"from": "2026-01-01", "segment": "enterprise"}, {"segment": "unknown"}]
    reading = read(with_(customers=[{"id": "c1", "segments": segments}]))
    (customer,) = Facts().changed(reading.changes).customers.values()
    assert [segment.segment for segment in customer.segments] == ["unknown", "enterprise"]


def test_numbers_may_be_json_numbers() -> None:
    document = example()
    document["usage"][0]["value"] = 1250.5
    document["reported"][0]["points"] = 8
    facts = Facts().changed(read(document).changes)
    (series,) = facts.usage.values()
    assert series.values == (1_250_500_000,)
