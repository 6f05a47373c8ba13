"""What is wrong with a partner document, by path: one record is refused, the others come in."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readiness.facts import Facts
from readiness.importers.partner_document import read_document
from readiness.problems import SourceError
from readiness.words import Words
from tests.importers.documents import BOOK, EXAMPLE, LAW, example, problems, read, with_


def test_unknown_keys_are_kept_out_and_named_and_the_record_comes_in() -> None:
    document = example() | {"invoices": []}
    document["people"][0]["shoe_size"] = 41
    document["customers"][0]["tenants"][0]["color"] = "red"
    reading = read(document)
    assert reading.unknown_columns == ("invoices", "shoe_size", "color")
    assert problems(reading) == [
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
    ("events.owner", "nobody", "person-unknown"),
    ("events.zone", "Middle-earth/Shire", "zone-unknown"),
    ("events.zone", "../../etc/passwd", "zone-unknown"),
    ("events.level", "250", "word-unknown"),
    ("events.fiscal_year", "27", "number-out-of-range"),
    ("events.specialization", 3, "not-text"),
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
    document = example()
    name, key = path.split(".")
    document[name].append(json.loads(json.dumps(document[name][0])) | {"id": "other"})
    if name in ("usage", "reported", "marks"):
        del document[name][1]["id"]
        document[name][1] |= {"month": "2026-09"} if name == "usage" else {}
        document[name][1] |= {"as_of": "2026-09-20"} if name == "reported" else {}
        document[name][1] |= {"item": "other"} if name == "marks" else {}
    document[name][0][key] = value
    reading = read(document)
    assert (code, f"$.{name}[0].{key}") in problems(reading)
    after = Facts().changed(reading.changes)
    assert len(getattr(after, name)) == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [("people", "id-twice"), ("awards", "id-twice"), ("usage", "usage-twice"), ("reported", "id-twice")],
)
def test_of_two_equal_records_the_second_is_refused(name: str, code: str) -> None:
    document = example()
    document[name].append(dict(document[name][0]))
    reading = read(document)
    assert problems(reading) == [(code, f"$.{name}[1]")]
    assert (reading.added, reading.refused) == (14, 1)


def test_what_hangs_on_a_refused_person_is_refused_as_well() -> None:
    document = example()
    document["people"][0]["joined_on"] = "yesterday"
    reading = read(document)
    assert problems(reading) == [
        ("not-a-day", "$.people[0].joined_on"),
        ("person-unknown", "$.awards[0].person"),
        ("person-unknown", "$.plans[0].person"),
        ("person-unknown", "$.events[0].attendees[0]"),
        ("person-unknown", "$.deadlines[0].owner"),
    ]
    assert Facts().changed(reading.changes).customers


def test_a_record_may_refer_to_who_is_in_the_workspace_already() -> None:
    facts = Facts().changed(read(with_(people=[{"id": "p1"}])).changes)
    award = {"id": "a1", "person": "p1", "certification": "AZ-104", "earned_on": "2026-03-02"}
    assert read(with_(awards=[award]), facts).problems == ()


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
    reading = read(with_(**lists))
    assert problems(reading) == [(code, path)]
    assert reading.changes == ()


def test_an_unknown_workload_is_kept_and_reported() -> None:
    document = example()
    document["usage"][0]["workload"] = "Quantum Toaster"
    reading = read(document)
    assert problems(reading) == [("workload-unknown", "$.usage[0].workload")]
    assert (reading.added, reading.refused) == (14, 0)


def test_specializations_come_in_and_an_unknown_one_is_kept_and_reported() -> None:
    held = {"id": "h1", "specialization": "sec-iam", "attained_on": "2025-05-01", "anniversary": "2027-05-01"}
    shown = {"area": "specialization:sec-iam", "track": "single", "metric": "people", "as_of": "2026-11-01"}
    good = with_(specializations=[held], reported=[shown | {"points": "100"}])
    assert problems(read(good)) == []
    assert read(good).added == 2
    odd = with_(
        specializations=[held | {"specialization": "juggling"}],
        reported=[shown | {"area": "specialization:juggling"}],
    )
    reading = read(odd)
    assert sorted(problems(reading)) == [
        ("specialization-unknown", "$.reported[0].area"),
        ("specialization-unknown", "$.specializations[0].specialization"),
    ]
    assert reading.added == 2
    wrong = with_(
        specializations=[held | {"anniversary": "2024-05-01"}],
        reported=[shown | {"metric": "", "area": "moon"}],
    )
    assert sorted(problems(read(wrong))) == [
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
        assert problems(read_document(data, Facts(), BOOK)) == [("key-unknown", "$.x")]
        return
    with pytest.raises(SourceError, match=code) as caught:
        read_document(data, Facts(), BOOK, "partner.json")
    for language in ("en", "fr"):
        assert "partner.json" in Words(language).say(caught.value.message)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_every_encoding_of_json_is_read(encoding: str) -> None:
    assert read_document(EXAMPLE.encode(encoding), Facts(), BOOK).added == 14


@LAW
@given(st.data())
def test_any_value_in_any_place_ends_in_words(data: st.DataObject) -> None:
    document = example()
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
    reading = read(document)
    assert reading.rows == reading.added + reading.refused + reading.unchanged
    english = Words("en")
    for problem in reading.problems:
        sentence, remedy = english.problem(problem)
        assert sentence != f"problem.{problem.code}"
        assert remedy != f"remedy.{problem.code}"
        assert problem.path is not None


def test_every_problem_has_words_in_both_languages() -> None:
    document = example()
    for path, value, _ in SPOILT:
        _spoil(path, value)(document)
        for language in ("en", "fr"):
            for problem in read(document).problems:
                sentence, remedy = Words(language).problem(problem)
                assert not sentence.startswith("problem.")
                assert not remedy.startswith("remedy.")
                assert "{" not in sentence + remedy


def test_of_several_certifications_the_unknown_one_is_named_and_the_known_ones_get_their_ids() -> None:
    document = example()
    document["events"][0]["certifications"] = ["AZ-104", "Juggling Expert"]
    assert problems(read(document)) == [("certification-unknown", "$.events[0].certifications[1]")]
    document["events"][0]["certifications"] = ["AZ-104"]
    (event,) = Facts().changed(read(document).changes).events.values()
    assert event.certifications == ("azure-administrator",)
