"""The partner document: every record in and out as it was, the whole always as the same bytes."""

import json
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from readiness.document import (
    KIND_OF,
    Unfit,
    UsageRow,
    document_text,
    rows_of,
    shape_of,
    thing_from_json,
    thing_to_json,
    to_document,
)
from readiness.document.checks import problems_in
from readiness.document.flaws import flaws
from readiness.facts import (
    LIST_OF,
    Association,
    Baseline,
    CertificationId,
    Customer,
    CustomerId,
    Event,
    Facts,
    HeldSpecialization,
    Kind,
    Mark,
    Month,
    Partner,
    Person,
    PersonId,
    Put,
    Reported,
    Seats,
    Segment,
    Series,
    UsageKey,
    removal,
)
from readiness.rules import load_rulebook
from readiness.rules.specializations import specialization_book
from tests import strategies

LAW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@LAW
@given(strategies.facts())
def test_every_thing_survives_json(facts: Facts) -> None:
    for thing in facts.all():
        text = json.dumps(thing_to_json(thing))
        assert thing_from_json(type(thing), json.loads(text)) == thing


@LAW
@given(strategies.facts())
def test_any_facts_that_can_be_drawn_have_no_flaw_but_unknown_workloads(facts: Facts) -> None:
    """What the strategies draw is what an importer lets in; else the laws about it would prove nothing."""
    rulebook = load_rulebook()
    known = specialization_book(rulebook).specializations
    codes = {problem.code for problem in problems_in(facts, rulebook.catalogue, known)}
    assert codes <= {"workload-unknown"}


def test_a_specialization_that_the_rules_do_not_know_is_found_by_a_check() -> None:
    held = HeldSpecialization("h1", "of-another-planet", date(2026, 1, 1), date(2027, 1, 1))
    facts = Facts().changed([Put(held)])
    rulebook = load_rulebook()
    (problem,) = problems_in(facts, rulebook.catalogue, specialization_book(rulebook).specializations)
    assert (problem.code, problem.path) == ("specialization-unknown", "$.specializations[h1].specialization")
    assert list(problems_in(facts, rulebook.catalogue, {"of-another-planet"})) == []


@LAW
@given(strategies.facts(), st.data())
def test_whoever_goes_nothing_left_speaks_of_what_is_gone(facts: Facts, data: st.DataObject) -> None:
    kinds = [kind for kind in (Person, Customer, Event) if getattr(facts, LIST_OF[kind])]
    assume(kinds)
    kind = data.draw(st.sampled_from(kinds))
    key = data.draw(st.sampled_from(sorted(getattr(facts, LIST_OF[kind]))))
    after = facts.changed(removal(facts, kind, key))
    rulebook = load_rulebook()
    known = specialization_book(rulebook).specializations
    codes = {problem.code for problem in problems_in(after, rulebook.catalogue, known)}
    assert codes <= {"workload-unknown"}


@LAW
@given(strategies.facts(), st.randoms())
def test_the_order_in_which_facts_were_recorded_does_not_show(facts: Facts, random: Any) -> None:
    mixed: dict[str, Any] = {}
    for field in fields(Facts):
        held = getattr(facts, field.name)
        if isinstance(held, dict):
            pairs = list(held.items())
            random.shuffle(pairs)
            mixed[field.name] = dict(pairs)
    assert document_text(replace(facts, **mixed)) == document_text(facts)


def test_keys_stand_in_the_order_of_the_contract() -> None:
    assert list(to_document(Facts())) == [
        "format",
        "partner",
        "choices",
        "enrollments",
        "people",
        "awards",
        "plans",
        "customers",
        "associations",
        "usage",
        "projects",
        "events",
        "marks",
        "deadlines",
        "reported",
    ]


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        (Partner, "name partner_id country currency kinds locations"),
        (Segment, "from segment"),
        (Association, "id customer kind workloads subscription location from until role baseline account"),
        (UsageRow, "customer month workload measure value association offer subscription tenant location"),
        (
            KIND_OF["events"],
            """id title kind areas starts_at ends_at register_by attendees customer url notes capacity
            certification delivery language access_code cost specialization certifications fiscal_year
            zone place owner lab_seats audience level completed_on proof""",
        ),
        (
            KIND_OF["engagements"],
            """id title size offer areas customer location opportunity event status claimed_on consent_on
            submitted_on rejected_on disputed_on approved_on paid_on hours expected_amount paid_amount
            currency invoice proof customer_survey_on partner_survey_on owner people notes
            eligibility subscription consent_sent_on deliver_by delivered_on contact_name contact_email""",
        ),
        (
            KIND_OF["claims"],
            """id customer name location area role workloads subscription contact_name contact_title
            contact_email owner comments status proof_on proof submitted_on returned_on rejected_on""",
        ),
        (
            KIND_OF["references"],
            """id specialization customer contact_name contact_title contact_email country title product
            started_on ended_on size outcome consent_on sent_on status""",
        ),
        (KIND_OF["attachments"], "id name about content added_on"),
        (Mark, "item done_on snoozed_until owner"),
        (Reported, "area track metric as_of value points"),
    ],
)
def test_a_record_has_the_keys_of_the_contract_in_their_order(kind: Kind, keys: str) -> None:
    assert [entry.key for entry in shape_of(kind).entries] == keys.split()


def test_absent_is_for_null_and_an_empty_text_is_text() -> None:
    assert thing_to_json(Person(PersonId("p1"), joined_on=date(2023, 1, 9))) == {
        "id": "p1",
        "name": "",
        "email": "",
        "mcid": "",
        "location": "",
        "joined_on": "2023-01-09",
        "notes": "",
    }


def test_what_came_later_is_absent_where_there_is_none_so_that_old_documents_keep_their_bytes() -> None:
    plain = Event("e1", "Workshop", "workshop", datetime(2026, 12, 8, 8, tzinfo=UTC))
    assert thing_to_json(plain).keys() == {
        *("id", "title", "kind", "areas", "starts_at", "attendees", "url", "notes"),
    }
    told = replace(plain, zone="Europe/Paris", lab_seats=Seats(0), certifications=(CertificationId("x"),))
    assert thing_to_json(told).keys() - thing_to_json(plain).keys() == {"zone", "lab_seats", "certifications"}


def test_usage_stands_by_month_and_months_without_a_row_are_absent() -> None:
    key = UsageKey(CustomerId("c1"), "SQL Database", "acr-usd", "csp-tier2")
    series = Series(key, Month(2026 * 12 + 8), (1_250_000_000, None, 1))
    facts = Facts(customers={key.customer: Customer(key.customer)}, usage={key: series})
    rows = to_document(facts)["usage"]
    assert [(row["month"], row["value"]) for row in rows] == [("2026-09", "1250"), ("2026-11", "0.000001")]
    assert [row.value for row in rows_of(series)] == [1_250_000_000, 1]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal(8), "8"),
        (Decimal("8.50"), "8.5"),
        (Decimal("1E+2"), "100"),
        (Decimal("-0.00"), "0"),
        (Decimal("-3.25"), "-3.25"),
    ],
)
def test_a_number_is_written_in_plain_digits(value: Decimal, text: str) -> None:
    assert thing_to_json(Reported("security", "smb", "total", date(2026, 10, 20), value))["value"] == text


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (1, "0.000001"), (-1_500_000, "-1.5"), (40_000_000, "40"), (100_000, "0.1")]
)
def test_millionths_are_written_in_plain_digits_and_read_back(value: int, text: str) -> None:
    shape = shape_of(Baseline)
    written = shape.write(Baseline("Teams", "active-users", value))
    assert written["value"] == text
    assert shape.read(written).value == value


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("12,5", "not-a-number"),
        ("", "not-a-number"),
        ("1e5", "not-a-number"),
        ("NaN", "not-a-number"),
        ("٣", "not-a-number"),
        (True, "not-a-number"),
        (None, "value-missing"),
        ([], "not-a-number"),
        ("0.0000001", "number-too-fine"),
        (Decimal("1E+999999999"), "number-too-large"),
        (Decimal("Infinity"), "number-too-large"),
        (Decimal("1E-999999999"), "number-too-fine"),
        ("0.12345600000000000000000000000000000001", "number-too-fine"),
        ("9" * 5000, "number-too-large"),
    ],
)
def test_what_is_no_number_is_refused(value: Any, code: str) -> None:
    with pytest.raises(Unfit) as caught:
        shape_of(Baseline).read({"workload": "Teams", "measure": "acr-usd", "value": value})
    assert (caught.value.code, caught.value.path) == (code, ".value")


@pytest.mark.parametrize(
    "day", ["2026-02-30", "20261124", "2026-W10-1", "24.11.2026", "2026-11-24T00:00", 5, True]
)
def test_what_is_no_day_is_refused(day: Any) -> None:
    with pytest.raises(Unfit, match="not-a-day") as caught:
        thing_from_json(Person, {"id": "p1", "joined_on": day})
    assert caught.value.path == ".joined_on"


@pytest.mark.parametrize("value", ["0.50000000", Decimal("0E-999999999"), "000.5", Decimal("5E-1"), 7])
def test_a_number_in_another_dress_is_the_same_number(value: Any) -> None:
    read = shape_of(Baseline).read({"workload": "Teams", "measure": "acr-usd", "value": value})
    assert Decimal(read.value) / 1_000_000 == Decimal(value)


def test_a_bad_value_inside_is_named_by_its_whole_path() -> None:
    with pytest.raises(Unfit) as caught:
        thing_from_json(Customer, {"id": "c1", "tenants": [{"id": "t1"}, {"id": "t2", "domain": 7}]})
    assert (caught.value.code, caught.value.path) == ("not-text", ".tenants[1].domain")


def test_an_unknown_key_is_no_record_of_ours() -> None:
    with pytest.raises(Unfit, match="key-unknown"):
        thing_from_json(Customer, {"id": "c1", "tenants": [{"id": "t1", "color": "red"}]})


@pytest.mark.parametrize(
    ("thing", "code", "path"),
    [
        (Person(PersonId(" ")), "value-empty", ".id"),
        (Person(PersonId("p1"), "Ada\x00"), "text-unprintable", ".name"),
        (Person(PersonId("p1"), "Ada \ud800"), "text-unprintable", ".name"),
        (Person(PersonId("p1"), left_on=date(9999, 12, 31)), "day-out-of-range", ".left_on"),
        (Customer(CustomerId("c1"), segments=(Segment("huge"),)), "word-unknown", ".segments[0].segment"),
        (Mark("x", owner=PersonId("")), None, None),
        (
            Reported("security", "smb", "total", date(2026, 1, 1), None, Decimal(101)),
            "number-out-of-range",
            ".points",
        ),
        (
            Association("s1", CustomerId("c1"), "cpor", baseline=(Baseline("Teams", "acr-usd", -1),)),
            "number-negative",
            ".baseline[0].value",
        ),
        (
            Association("s1", CustomerId("c1"), "cpor", since=date(2026, 2, 1), until=date(2026, 1, 31)),
            "days-reversed",
            ".until",
        ),
    ],
)
def test_a_flaw_is_named_by_its_path(thing: Any, code: str | None, path: str | None) -> None:
    assert [(flaw.code, flaw.path) for flaw in flaws(thing)] == ([] if code is None else [(code, path)])


def test_every_kind_has_a_list_and_a_shape() -> None:
    assert set(KIND_OF.values()) == set(LIST_OF)
    for kind in LIST_OF:
        assert shape_of(kind).entries
