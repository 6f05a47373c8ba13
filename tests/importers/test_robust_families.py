"""Whatever becomes of a file of any family: a reading of sound records, or a source error with words."""

import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness.document.checks import problems_in
from readiness.facts import Facts
from readiness.importers import Reading
from readiness.importers.reading import KINDS
from readiness.rules.specializations import specialization_book
from tests.importers.test_robust import RULEBOOK, WORDS, read

T = "196e2273-0000-0000-0000-000000000001"
FILES = {
    "usage": (
        "CustomerTenantId,CustomerName,CustomerTpid,CustomerSegment,CustomerMarket,SubscriptionId,Month,"
        "ServiceName,PartnerAttributionType,IsACRDuplicateAtPGALevel,TotalACR\r\n"
        f'{T},Fabrikam,77,SMB,France,s1,10/1/2026,SQL Database,CSP T2,0,"1,250.50"\r\n'
        f"{T},Fabrikam,77,SMB,France,s1,9/1/2026,Storage,PAL,1,12\r\n"
        ",Contoso Ltd,78,Enterprise,Germany,s2,9/1/2026,Backup,DPOR,0,'7.000000000000000000\r\n"
    ),
    "claims": (
        "CustomerTenantId,CustomerName,WorkloadName,MonthlyActiveUsers,PaidAvailableUnits,ClaimId,"
        "DateAssociated,Date\r\n"
        f"{T},Fabrikam,Teams,30,40,9,2026-02-13,2026-10-01\r\n{T},Fabrikam,EXO,5,,9,2026-02-14,2026-10-01\r\n"
    ),
    "customers": (
        "CustomerName;CustomerTenantId;CustomerTpid;CustomerStatus;Product;Month;PartnerAttributionType\r\n"
        f"Fabrikam;{T};77;Active;Azure;2026-10-01;CSP Tier 2\r\nFABRIKAM GmbH;;78;Active;Azure;;PAL\r\n"
    ),
    "subscriptions": (
        "SubscriptionId,SubscriptionStartDate,SubscriptionEndDate,SubscriptionState,Month,IsAutoRenew,"
        "CustomerName,CustomerTenantId,Product,AvailableSeatsEOP,BilledRevenueUSD\r\n"
        f"S-1,2026-01-15,2027-01-14,Active,2026-10-01,Yes,Fabrikam,{T},Power BI,60,600\r\n"
        "S-2,2026-01-15,9999-01-14,Closed,2026-10-01,No,,,Power BI,6,60\r\n"
    ),
    "invoice": (
        "CustomerName,ProductName,ChargeType,TermAndBillingCycle,EffectiveUnitPrice,BillableQuantity\r\n"
        "Fabrikam,E3,new,,12.5,3\r\n"
    ),
    "skilling": (
        "Individual name,Certification name,Completion date,Expiry date\r\n"
        "Ada Nowak,Azure Administrator Associate,22 Aug 2026,22 Aug 2027\r\nBen,Juggling,1 Aug 2026,\r\n"
    ),
    "badges": "Badge Title,Issuer,Badge Date\r\nMCT 2026,Microsoft,2026-05-27\r\n",
    "records": 'id,name,tenants,tpid,country,segments\r\nc1,Fabrikam,"[{""id"":""t1""}]",,FR,\r\n',
    "calendar": (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Europe/Paris:20261208T090000\r\n"
        "DTEND:20261208T100000Z\r\n"
        "SUMMARY:Webinar\r\nATTENDEE:mailto:a@b.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ),
    "answer": json.dumps({"items": [
        {"id": "s1", "offerName": "E3", "quantity": 3, "status": "active", "commitmentEndDate": "2027-01-14"}
    ]}),
    "lines": '{"ChargeType":"","TermAndBillingCycle":"","EffectiveUnitPrice":1,"BillableQuantity":1}\n' * 2,
}  # fmt: skip
PIECES = [
    b'"',
    b"\0",
    b"\r",
    b"\n",
    b",",
    b";",
    b"'",
    b"\xef\xbb\xbf",
    b"{",
    b"1e999999",
    b"99999999999",
    b"-",
    b"\xe9",
]


def holds(data: bytes) -> Reading | None:
    first = read(data, Facts())
    if first is not None and first.needs_date_order:
        assert first.changes == ()
        first = read(data, Facts(), "dmy")
    if first is None or first.needs_date_order:
        return None
    for words in WORDS:
        for problem in first.problems:
            for said in words.problem(problem):
                assert not re.match(r"problem\.|remedy\.", said)
                assert not re.search(r"\{\w+\}", said) or "{" in str(dict(problem.slots))
    assert first.kind in KINDS
    facts = Facts().changed(first.changes)
    known = {"workload-unknown", "certification-unknown"}
    found = problems_in(facts, RULEBOOK.catalogue, specialization_book(RULEBOOK).specializations)
    assert [problem for problem in found if problem.code not in known] == []
    again = read(data, facts, "dmy")
    assert again is not None
    assert again.changes == ()
    return first


@pytest.mark.parametrize("name", FILES)
def test_the_files_themselves_are_sound(name: str) -> None:
    assert holds(FILES[name].encode()) is not None


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    """One of the files with some bytes put in, taken out, turned or repeated."""
    data = bytearray(FILES[draw(st.sampled_from(sorted(FILES)))].encode())
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(data)))
        until = min(len(data), at + draw(st.integers(0, 30)))
        match draw(st.integers(0, 3)):
            case 0:
                data[at:until] = draw(st.sampled_from(PIECES))
            case 1:
                del data[at:until]
            case 2:
                data[at:at] = data[at:until]
            case _:
                data[at:at] = draw(st.sampled_from(PIECES) | st.binary(max_size=6))
    return bytes(data)


@given(mutations())
@settings(max_examples=250, suppress_health_check=list(HealthCheck), deadline=None)
def test_any_change_of_bytes_ends_in_words(data: bytes) -> None:
    holds(data)


@pytest.mark.long
@given(mutations())
@settings(max_examples=20_000, suppress_health_check=list(HealthCheck), deadline=None)
def test_twenty_thousand_changes_of_bytes_end_in_words(data: bytes) -> None:
    holds(data)
