"""Files are known by their headers, whatever their names and order: a table of what Partner Center gives."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from readiness.importers.columns import Columns
from readiness.importers.kept_out import other_kind
from readiness.importers.recognition import FAMILIES, kind_of
from readiness.importers.trainings import COLUMN_NAMES
from readiness.problems import Message, SourceError
from readiness.words import LANGUAGES, Words

Read = Any
D, Q = "insights_download", "insights_system_query"
KEPT = {
    f"{D}/Customers and revenue": "insights-customers",
    f"{D}/Azure usage report": "insights-azure-usage",
    f"{D}/Office 365 license usage report": "insights-office-usage",
    f"{D}/Enterprise Mobility license usage report": "insights-ems-usage",
    f"{D}/Dynamics 365 license usage report": "insights-dynamics-usage",
    f"{D}/Power BI license usage report": "insights-power-bi-usage",
    f"{D}/Business applications revenue": "insights-business-revenue",
    f"{D}/Business applications usage": "insights-business-usage",
    f"{D}/Teams monthly usage report": "insights-teams-usage",
    f"{D}/Trainings, exams and certifications": "insights-trainings",
    f"{D}/CPOR-M365 usage report": "insights-cpor-usage",
    "recon_nce_modern": "nce-reconciliation",
    "recon_legacy_license": "license-reconciliation",
    "recon_daily_rated": "usage-reconciliation",
    "recon_legacy_usage": "usage-reconciliation",
    "nce/New commerce price list": "price-list",
    "price_sheet_api_header": "price-list",
    f"{Q}/CustomersAndTenants": "insights-customers",
    f"{Q}/AzureUsage": "insights-azure-usage",
    f"{Q}/OfficeUsage": "insights-office-usage",
    f"{Q}/DynamicsUsage": "insights-dynamics-usage",
    f"{Q}/PowerBIUsage": "insights-power-bi-usage",
    f"{Q}/EMSUsage": "insights-ems-usage",
    f"{Q}/TeamsUsageWorkload": "insights-teams-usage",
    f"{Q}/TrainingCompletions": "insights-trainings",
    f"{Q}_live_2022-01-08/TrainingCompletions": "insights-trainings",
    "customers_csv": "csp-customers",
    f"{D}/Subscription details report": "insights-subscriptions",
    f"{Q}/SeatsSubscriptionsAndRevenue": "insights-subscriptions",
    "bam_tool_nce_subscriptions_csv": "nce-subscriptions",
    "bam_tool_legacy_subscriptions_csv": "legacy-subscriptions",
    "subscriptions_csv_per_customer": "csp-subscriptions",
    f"{D}/Microsoft Learn report": "microsoft-learn",
    f"{Q}/MSLearn": "microsoft-learn",
}
"""What is read, and as what."""
NAMED = {
    f"{D}/Partner profile report": "partner-profile",
    f"{D}/Reseller performance report": "reseller-performance",
    f"{D}/CSP Direct Partner eligibility": "csp-eligibility",
    f"{D}/Teams meetings and calls report": "teams-meetings",
    f"{D}/Teams usage 3P apps report": "teams-apps",
    f"{D}/Cloud Ascent - Microsoft 365 propensity report": "cloud-ascent",
    f"{D}/Cloud Ascent - Dynamics 365 propensity report": "cloud-ascent",
    f"{D}/Cloud Ascent - Azure propensity report": "cloud-ascent",
    f"{D}/Cloud Ascent - agreement renewal propensity report": "cloud-ascent",
    f"{D}/Cloud Ascent - Surface propensity report": "cloud-ascent",
    "cosell_bulk_csv_docs_oct2023": "co-sell",
    "deal_registration_bulk_csv": "deal-registration",
    "referral_insights/Leads download": "leads",
    "referral_insights/Co-sell download": "co-sell",
    "payout_transaction_history/Attributes available to download": "payouts",
    "nce/New commerce offer matrix": "offer-matrix",
    f"{Q}/Profile": "partner-profile",
    f"{Q}/CloudProductsResellerPerformance": "reseller-performance",
    f"{Q}/CLASAgreementRenewalsPropensity": "cloud-ascent",
    f"{Q}/CLASAzurePropensity": "cloud-ascent",
    f"{Q}/CLASD365Propensity": "cloud-ascent",
    f"{Q}/CLASM365Propensity": "cloud-ascent",
    f"{Q}/CLASSurfacePropensity": "cloud-ascent",
    f"{Q}/TeamsUsage3PApps": "teams-apps",
    f"{Q}/TeamsUsageMeetingsAndCalls": "teams-meetings",
    "customer_users_upload_csv": "customer-users",
}
"""What is refused, and as what it is named."""
OWN_KEPT = {
    "Microsoft ID,Company name,Primary domain name,Relationship": "csp-customers",
    "microsoft_id;COMPANY NAME;Primary Domain Name *;Relationship": "csp-customers",
    "CustomerTenantId,WorkloadName,Month,PaidAvailableUnits,MonthlyActiveUsers": "insights-office-usage",
    "CustomerTenantId,WorkloadName,MonthlyActiveUsers,ClaimId,Date": "insights-cpor-usage",
    "Month,TotalACR,ServiceName,SubscriptionId,CustomerTenantId": "insights-azure-usage",
    "TrainingTitle,TrainingCompletionDate,MCPID": "insights-trainings",
    "ChargeType,TermAndBillingCycle,EffectiveUnitPrice,BillableQuantity": "nce-reconciliation",
    "Individual name,Certification name,Solution area,Completion date,Expiry date": "skilling",
    "UserName,UserId,TrainingName,TrainingType,CompletionDate,MPNId": "microsoft-learn",
    "Exam Title,Exam Number,Exam Date": "learn-exams",
    "Badge Title,Issuer,Badge Date": "credly-badges",
}
OWN_NAMED = {
    "Lead Type,Lead Source,Creation Date,Status": "leads",
    "earningId,earningAmount,lever,claimId": "payouts",
    "CompetencyName,CompetencyLevel,CompetencyStatus": "competencies",
}


def split(header: str) -> tuple[str, ...]:
    return tuple(header.split(";" if ";" in header else ","))


@pytest.fixture
def headers() -> dict[str, list[str]]:
    path = Path(__file__).parents[3] / "shared" / "samples" / "known_headers.json"
    if not path.is_file():
        pytest.skip("the list of known headers is not on this machine; own headers were tried instead")
    found: dict[str, list[str]] = json.loads(path.read_text("utf-8"))
    return found


@pytest.mark.parametrize(("header", "kind"), OWN_KEPT.items())
def test_a_file_is_known_by_its_columns(header: str, kind: str) -> None:
    assert kind_of(split(header)) == kind


@pytest.mark.parametrize(("header", "what"), OWN_NAMED.items())
def test_a_file_of_no_use_is_named(header: str, what: str, read: Read) -> None:
    with pytest.raises(SourceError) as caught:
        read(header + "\r\n")
    assert caught.value.message.code == "error.source-other"
    assert caught.value.message.slots["what"] == Message(f"other.{what}")
    for language in LANGUAGES:
        assert "other." not in Words(language).say(caught.value.message)


def test_a_table_of_something_else_is_unknown(read: Read) -> None:
    with pytest.raises(SourceError) as caught:
        read("Name,Shoe size\r\nAda,38\r\n")
    assert caught.value.message.code == "error.source-unknown"


def test_every_known_header_is_recognised_or_named(headers: dict[str, list[str]]) -> None:
    assert KEPT.keys() | NAMED.keys() == headers.keys()
    for name in KEPT.keys() | NAMED.keys():
        columns = headers[name]
        assert kind_of(tuple(columns)) == KEPT.get(name), name
        assert name not in NAMED or other_kind(tuple(columns)) == NAMED[name], name


def test_neither_order_nor_spelling_of_the_columns_matters(headers: dict[str, list[str]]) -> None:
    shuffle = random.Random(4).shuffle  # noqa: S311 - an order, no secret
    for name, kind in KEPT.items():
        columns = [f" {column.upper()}_" for column in headers[name]]
        shuffle(columns)
        assert kind_of(tuple(columns)) == kind, name


def test_every_column_of_a_kept_file_is_known(headers: dict[str, list[str]]) -> None:
    for name, kind in KEPT.items():
        if kind == "insights-trainings":
            assert [c for c in headers[name] if c.casefold() not in COLUMN_NAMES] == []
        elif not kind.endswith("reconciliation") and kind != "price-list":
            found: Columns = FAMILIES[kind].layout.place(headers[name])
            assert (name, found.unknown) == (name, ())


def test_every_kind_has_a_name_in_both_languages() -> None:
    for language in LANGUAGES:
        words = Words(language)
        for kind in FAMILIES:
            assert words.name("kind", kind) != kind
