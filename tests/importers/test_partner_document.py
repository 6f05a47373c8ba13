"""A whole partner from a JSON file: good records come in, each bad one is refused by its path."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness.document import document_text
from readiness.facts import Facts, Month, Segment, Tenant, UsageKey
from readiness.importers import Reading, read_source
from readiness.importers.partner_document import read_document
from readiness.problems import SourceError
from readiness.rules import Rulebook, load_rulebook
from readiness.words import Words
from tests import strategies

BOOK = load_rulebook()
EXAMPLE = (Path(__file__).parents[1] / "files" / "partner-document.json").read_text(encoding="utf-8")
LAW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def _read(document: Any, facts: Facts | None = None, book: Rulebook = BOOK) -> Reading:
    return read_document(json.dumps(document).encode(), facts or Facts(), book)


def _with(**lists: Any) -> dict[str, Any]:
    return {"format": "partner-readiness/1", **lists}


def _example() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(EXAMPLE)
    return document


def _problems(reading: Reading) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.path) for problem in reading.problems]


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
    out = json.loads(document_text(Facts().changed(_read(_example()).changes)))
    wanted = _without_null(_example())
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
    facts = Facts().changed(_read(_example()).changes)
    document = _example()
    document["people"][0]["name"] = "Ada Nowak-Berg"
    document["people"].append({"id": "p2", "name": "Zoe Lind"})
    document["usage"][0]["value"] = "1300"
    document["usage"].append(document["usage"][0] | {"month": "2026-11"})
    reading = _read(document, facts)
    assert (reading.added, reading.changed, reading.unchanged, reading.people) == (2, 2, 12, 1)
    after = facts.changed(reading.changes)
    (series,) = after.usage.values()
    assert series.values == (1_300_000_000, 1_300_000_000)


def test_what_a_document_leaves_out_stays() -> None:
    facts = Facts().changed(_read(_example()).changes)
    assert _read(_with(), facts).changes == ()


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
    document = _example()
    document["awards"][0]["certification"] = name
    assert Facts().changed(_read(document).changes).awards["a1"].certification == "azure-administrator"


def test_joined_exams_name_one_certification() -> None:
    document = _example()
    document["awards"][0]["certification"] = "AZ-800+AZ-801"
    found = Facts().changed(_read(document).changes).awards["a1"].certification
    assert BOOK.catalogue.find("AZ-801+AZ-800") == BOOK.catalogue.get(found)


def test_short_forms_of_a_customer_are_written_out() -> None:
    reading = _read(_with(customers=[{"id": "c1", "segment": "smb", "tenant_id": "t1"}]))
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
    reading = _read(_with(people=[{"id": "p1", "joined_on": joined, "learn_linked": linked}]))
    (person,) = Facts().changed(reading.changes).people.values()
    assert (person.linked_on, person.unlinked_on) == (None, unlinked_on)


def test_a_short_form_beside_its_long_one_is_kept_out() -> None:
    record = {"id": "c1", "segment": "smb", "segments": [{"segment": "enterprise"}]}
    reading = _read(_with(customers=[record]))
    assert _problems(reading) == [("key-short-and-long", "$.customers[0].segment")]
    assert Facts().changed(reading.changes).customers["c1"].segments == (Segment("enterprise"),)  # type: ignore[index]


def test_segments_come_in_in_the_order_of_time() -> None:
    segments = [{"from": "2026-01-01", "segment": "enterprise"}, {"segment": "unknown"}]
    reading = _read(_with(customers=[{"id": "c1", "segments": segments}]))
    (customer,) = Facts().changed(reading.changes).customers.values()
    assert [segment.segment for segment in customer.segments] == ["unknown", "enterprise"]


def test_numbers_may_be_json_numbers() -> None:
    document = _example()
    document["usage"][0]["value"] = 1250.5
    document["reported"][0]["points"] = 8
    facts = Facts().changed(_read(document).changes)
    (series,) = facts.usage.values()
    assert series.values == (1_250_500_000,)


def test_unknown_keys_are_kept_out_and_named_and_the_record_comes_in() -> None:
    document = _example() | {"invoices": []}
    document["people"][0]["shoe_size"] = 41
    document["customers"][0]["tenants"][0]["color"] = "red"
    reading = _read(document)
    assert reading.unknown_columns == ("invoices", "shoe_size", "color")
    assert _problems(reading) == [
        ("key-unknown", "$.invoices"),
        ("key-unknown", "$.people[0].shoe_size"),
        ("key-unknown", "$.customers[0].tenants[0].color"),
    ]
    assert (reading.added, reading.refused) == (14, 0)


def _spoil(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def spoil(document: dict[str, Any]) -> None:
        name, key = path.split(".")
        document[name][0][key] = value

    return spoil


SPOILT = [
    ("people.joined_on", "9 Jan 2023", "not-a-day"),
    ("people.name", 5, "not-text"),
    ("people.name", "\ud800", "text-unprintable"),
    ("people.id", "", "value-empty"),
    ("people.id", None, "value-missing"),
    ("awards.certification", "Juggling Expert", "certification-unknown"),
    ("awards.person", "nobody", "person-unknown"),
    ("awards.expires_on", "2020-01-01", "days-reversed"),
    ("awards.expires_on", "9999-12-31", "day-out-of-range"),
    ("plans.person", "nobody", "person-unknown"),
    ("associations.customer", "nobody", "customer-unknown"),
    ("associations.kind", "friendship", "word-unknown"),
    ("usage.customer", "nobody", "customer-unknown"),
    ("usage.month", "2026-13", "not-a-month"),
    ("usage.month", "0001-01", "day-out-of-range"),
    ("usage.value", "-1", "number-negative"),
    ("usage.value", "99999999999999999999", "number-too-large"),
    ("usage.value", 1e300, "number-too-large"),
    ("usage.value", "0.0000001", "number-too-fine"),
    ("usage.value", "12,50", "not-a-number"),
    ("usage.value", True, "not-a-number"),
    ("usage.measure", "bananas", "word-unknown"),
    ("usage.offer", "gift", "word-unknown"),
    ("projects.stage", "dreamt-of", "word-unknown"),
    ("projects.probability", "1.1", "number-out-of-range"),
    ("projects.customer", "nobody", "customer-unknown"),
    ("events.starts_at", "2026-12-08T09:00:00", "time-without-zone"),
    ("events.starts_at", "tomorrow", "not-a-time"),
    ("events.ends_at", "2026-12-01T09:00:00+01:00", "days-reversed"),
    ("marks.owner", "nobody", "person-unknown"),
    ("deadlines.due_on", None, "value-missing"),
    ("deadlines.area", "gardening", "word-unknown"),
    ("reported.points", "120", "number-out-of-range"),
    ("reported.metric", "luck", "word-unknown"),
    ("enrollments.anniversary", "2025-11-14", "days-reversed"),
]


@pytest.mark.parametrize(
    ("path", "value", "code"), SPOILT, ids=[f"{path} {code}" for path, _, code in SPOILT]
)
def test_a_bad_value_refuses_its_record_alone_and_names_its_path(path: str, value: Any, code: str) -> None:
    document = _example()
    name, key = path.split(".")
    document[name].append(json.loads(json.dumps(document[name][0])) | {"id": "other"})
    if name in ("usage", "reported", "marks"):
        del document[name][1]["id"]
        document[name][1] |= {"month": "2026-09"} if name == "usage" else {}
        document[name][1] |= {"as_of": "2026-09-20"} if name == "reported" else {}
        document[name][1] |= {"item": "other"} if name == "marks" else {}
    document[name][0][key] = value
    reading = _read(document)
    assert (code, f"$.{name}[0].{key}") in _problems(reading)
    after = Facts().changed(reading.changes)
    assert len(getattr(after, name)) == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [("people", "id-twice"), ("awards", "id-twice"), ("usage", "usage-twice"), ("reported", "id-twice")],
)
def test_of_two_equal_records_the_second_is_refused(name: str, code: str) -> None:
    document = _example()
    document[name].append(dict(document[name][0]))
    reading = _read(document)
    assert _problems(reading) == [(code, f"$.{name}[1]")]
    assert (reading.added, reading.refused) == (14, 1)


def test_what_hangs_on_a_refused_person_is_refused_as_well() -> None:
    document = _example()
    document["people"][0]["joined_on"] = "yesterday"
    reading = _read(document)
    assert _problems(reading) == [
        ("not-a-day", "$.people[0].joined_on"),
        ("person-unknown", "$.awards[0].person"),
        ("person-unknown", "$.plans[0].person"),
        ("person-unknown", "$.events[0].attendees[0]"),
        ("person-unknown", "$.deadlines[0].owner"),
    ]
    assert Facts().changed(reading.changes).customers


def test_a_record_may_refer_to_who_is_in_the_workspace_already() -> None:
    facts = Facts().changed(_read(_with(people=[{"id": "p1"}])).changes)
    award = {"id": "a1", "person": "p1", "certification": "AZ-104", "earned_on": "2026-03-02"}
    assert _read(_with(awards=[award]), facts).problems == ()


@pytest.mark.parametrize(
    ("lists", "code", "path"),
    [
        ({"people": {"id": "p1"}}, "not-a-list", "$.people"),
        ({"people": ["Ada"]}, "not-an-object", "$.people[0]"),
        ({"people": [{"id": "p1", "learn_linked": "yes"}]}, "not-true-or-false", "$.people[0].learn_linked"),
        ({"partner": []}, "not-an-object", "$.partner"),
        ({"partner": {"name": "Contoso", "kinds": "services"}}, "not-a-list", "$.partner.kinds"),
        ({"partner": {"kinds": ["services", 7]}}, "not-text", "$.partner.kinds[1]"),
        (
            {"choices": {"metric_source": {"security/luck": "records"}}},
            "word-unknown",
            "$.choices.metric_source.security/luck",
        ),
        ({"choices": {"readings": {"every-metric": 1}}}, "not-text", "$.choices.readings.every-metric"),
        ({"customers": [{"id": "c1", "segment": "giant"}]}, "word-unknown", "$.customers[0].segment"),
        ({"customers": [{"id": "c1", "tenant_id": 7}]}, "not-text", "$.customers[0].tenant_id"),
    ],
)
def test_a_wrong_shape_is_named_by_its_path(lists: dict[str, Any], code: str, path: str) -> None:
    reading = _read(_with(**lists))
    assert _problems(reading) == [(code, path)]
    assert reading.changes == ()


def test_an_unknown_workload_is_kept_and_reported() -> None:
    document = _example()
    document["usage"][0]["workload"] = "Quantum Toaster"
    reading = _read(document)
    assert _problems(reading) == [("workload-unknown", "$.usage[0].workload")]
    assert (reading.added, reading.refused) == (14, 0)


def test_specializations_come_in_and_an_unknown_one_is_kept_and_reported() -> None:
    held = {"id": "h1", "specialization": "sec-iam", "attained_on": "2025-05-01", "anniversary": "2027-05-01"}
    shown = {"area": "specialization:sec-iam", "track": "single", "metric": "people", "as_of": "2026-11-01"}
    good = _with(specializations=[held], reported=[shown | {"points": "100"}])
    assert _problems(_read(good)) == []
    assert _read(good).added == 2
    odd = _with(
        specializations=[held | {"specialization": "juggling"}],
        reported=[shown | {"area": "specialization:juggling"}],
    )
    reading = _read(odd)
    assert sorted(_problems(reading)) == [
        ("specialization-unknown", "$.reported[0].area"),
        ("specialization-unknown", "$.specializations[0].specialization"),
    ]
    assert reading.added == 2
    wrong = _with(
        specializations=[held | {"anniversary": "2024-05-01"}],
        reported=[shown | {"metric": "", "area": "moon"}],
    )
    assert sorted(_problems(_read(wrong))) == [
        ("days-reversed", "$.specializations[0].anniversary"),
        ("word-unknown", "$.reported[0].area"),
        ("word-unknown", "$.reported[0].metric"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "document-not-json"),
        (b"{", "document-not-json"),
        (EXAMPLE.encode()[:700], "document-not-json"),
        (b"[]", "document-foreign"),
        (b"{}", "document-foreign"),
        (b'{"format": 1}', "document-foreign"),
        (b'{"format": "something-else/1"}', "document-foreign"),
        (b'{"format": "partner-readiness/2"}', "document-newer"),
        (b'{"format": "partner-readiness/1", "people": [], "people": []}', "document-key-twice"),
        (b'{"format": "partner-readiness/1", "x": NaN}', "document-not-a-number"),
        (b'{"format": "\xff\xfe"}', "document-not-text"),
        (b"[" * 200_000, "document-too-deep"),
        (b'{"format": "partner-readiness/1", "x": 1' + b"0" * 5000 + b"}", None),
    ],
)
def test_a_file_that_is_no_document_is_one_sentence(data: bytes, code: str | None) -> None:
    if code is None:
        assert _problems(read_document(data, Facts(), BOOK)) == [("key-unknown", "$.x")]
        return
    with pytest.raises(SourceError, match=code) as caught:
        read_document(data, Facts(), BOOK)
    for language in ("en", "fr"):
        assert Words(language).say(caught.value.message) != f"error.{code}"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_every_encoding_of_json_is_read(encoding: str) -> None:
    assert read_document(EXAMPLE.encode(encoding), Facts(), BOOK).added == 14


@LAW
@given(st.data())
def test_any_value_in_any_place_ends_in_words(data: st.DataObject) -> None:
    document = _example()
    names = [name for name in document if name != "format"]
    name = data.draw(st.sampled_from(names))
    record = document[name][0] if isinstance(document[name], list) else document[name]
    leaves = (
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(max_size=8)
    )
    values = st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    )
    record[data.draw(st.sampled_from(sorted(record)))] = data.draw(values)
    reading = _read(document)
    assert reading.rows == reading.added + reading.refused + reading.unchanged
    english = Words("en")
    for problem in reading.problems:
        sentence, remedy = english.problem(problem)
        assert sentence != f"problem.{problem.code}"
        assert remedy != f"remedy.{problem.code}"
        assert problem.path is not None


def test_every_problem_has_words_in_both_languages() -> None:
    document = _example()
    for path, value, _ in SPOILT:
        _spoil(path, value)(document)
        for language in ("en", "fr"):
            for problem in _read(document).problems:
                sentence, remedy = Words(language).problem(problem)
                assert not sentence.startswith("problem.")
                assert not remedy.startswith("remedy.")
                assert "{" not in sentence + remedy
