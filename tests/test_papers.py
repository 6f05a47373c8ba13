"""Claims, references, controls and evidence: what goes with a person, a customer, a record."""

from datetime import date

from readiness.document.checks import problems_in
from readiness.document.flaws import flaws
from readiness.facts import (
    LARGEST_ATTACHMENT,
    AdminRelationship,
    AssociationClaim,
    Attachment,
    AuditControl,
    Customer,
    CustomerId,
    CustomerReference,
    Facts,
    Person,
    PersonId,
    Put,
    removal,
)
from readiness.rules import load_rulebook

ADA, FABRIKAM = PersonId("p1"), CustomerId("c1")
THINGS = (
    Person(ADA, "Ada Nowak"),
    Customer(FABRIKAM, "Fabrikam"),
    AssociationClaim("k1", FABRIKAM, "Teams", owner=ADA, workloads=("Teams",)),
    CustomerReference("r1", "sec-cloud-security", FABRIKAM),
    AuditControl("a1", "sec-cloud-security", "Adoption strategy", customer=FABRIKAM, owner=ADA),
    AdminRelationship("g1", FABRIKAM, ends_on=date(2027, 1, 1)),
    Attachment("x1", "badge.pdf", "people:p1", b"badge of Ada"),
    Attachment("x2", "proof.pdf", "claims:k1", b"signed"),
    Attachment("x3", "logo.png", "partner", b"logo"),
)
FACTS = Facts().changed(Put(thing) for thing in THINGS)


def test_the_evidence_of_a_person_goes_with_them_and_their_claims_stay() -> None:
    after = FACTS.changed(removal(FACTS, Person, ADA))
    assert sorted(after.attachments) == ["x2", "x3"]
    assert (after.claims["k1"].owner, after.controls["a1"].owner) == (None, None)


def test_claims_references_and_their_evidence_go_with_a_customer() -> None:
    after = FACTS.changed(removal(FACTS, Customer, FABRIKAM))
    assert (after.claims, after.references, after.relationships) == ({}, {}, {})
    assert after.controls["a1"].customer is None
    assert sorted(after.attachments) == ["x1", "x3"]


def test_evidence_goes_with_the_record_it_is_about() -> None:
    after = FACTS.changed(removal(FACTS, AssociationClaim, "k1"))
    assert sorted(after.attachments) == ["x1", "x3"]


def test_a_removal_can_be_taken_back_with_its_evidence() -> None:
    changes = removal(FACTS, Person, ADA)
    assert FACTS.changed(changes).changed(FACTS.inverse(changes)) == FACTS


def test_a_file_beyond_the_limit_is_a_flaw_and_one_at_it_is_none() -> None:
    at_limit = Attachment("x", "a.pdf", "partner", bytes(LARGEST_ATTACHMENT))
    beyond = Attachment("x", "a.pdf", "partner", bytes(LARGEST_ATTACHMENT + 1))
    assert list(flaws(at_limit)) == []
    assert [flaw.code for flaw in flaws(beyond)] == ["file-too-large"]


def test_a_claim_of_nobody_and_of_no_known_workload_is_told() -> None:
    wrong = AssociationClaim("k2", CustomerId("nobody"), owner=PersonId("none"), workloads=("Unheard",))
    found = problems_in(FACTS.changed([Put(wrong)]), load_rulebook().catalogue, known_specializations=())
    codes = {problem.code for problem in found}
    assert {"customer-unknown", "person-unknown", "workload-unknown"} <= codes


def test_evidence_is_known_by_its_digest() -> None:
    assert Attachment("x", "a", "partner", b"abc").sha256.startswith("ba7816bf8f01cfea")
