"""Files of usage: what a month of a customer adds up to, and what an import of it changes."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from readiness.facts import MICRO, Association, Customer, CustomerId, Facts, Put, Series, Tenant, parse_month
from readiness.importers import Reading

Read = Any
T1, T2 = "196e2273-0000-0000-0000-000000000001", "196e2273-0000-0000-0000-000000000002"
AZURE = (
    "PGAMpnID,SubscriptionId,Month,ServiceLevel1,ServiceLevel2,ServiceLevel3,ServiceLevel4,CustomerName,"
    "CustomerTenantId,CustomerTpid,CustomerSegment,CustomerMarket,MPNID,PartnerAttributionType,"
    "IsACRDuplicateAtPGALevel,ACR_USD"
)
ROW = {
    "PGAMpnID": "1234567",
    "SubscriptionId": "S-1",
    "Month": "10/1/2026",
    "ServiceLevel1": "Databases",
    "ServiceLevel2": "SQL",
    "ServiceLevel3": "Azure SQL Database",
    "ServiceLevel4": "Single SQL Database",
    "CustomerName": "Fabrikam",
    "CustomerTenantId": T1.upper(),
    "CustomerTpid": "77",
    "CustomerSegment": "SMC - SMB",
    "CustomerMarket": "France",
    "MPNID": "7654321",
    "PartnerAttributionType": "CSP Tier 2",
    "IsACRDuplicateAtPGALevel": "0",
    "ACR_USD": "1250.50",
}


def azure(*rows: Mapping[str, str], header: str = AZURE, delimiter: str = ",") -> str:
    names = header.split(",")
    lines = [names, *([(ROW | dict(row)).get(name, "") for name in names] for row in rows)]
    return "".join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in line) + "\r\n" for line in lines
    )


def after(reading: Reading, facts: Facts | None = None) -> Facts:
    return (facts or Facts()).changed(reading.changes)


def series(reading: Reading) -> dict[tuple[str, str, str], dict[str, Decimal]]:
    """By workload, measure and association: the months and their values."""
    found: dict[tuple[str, str, str], dict[str, Decimal]] = {}
    for change in reading.changes:
        if isinstance(change, Put) and isinstance(change.thing, Series):
            key = change.thing.id
            months = {f"{m // 12}-{m % 12 + 1:02}": Decimal(v) / MICRO for m, v in change.thing.months()}
            found.setdefault((key.workload, key.measure, key.association), {}).update(months)
    return found


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def test_a_row_becomes_a_month_of_a_series_of_a_new_customer(read: Read) -> None:
    reading = read(azure({}))
    assert (reading.kind, reading.rows, reading.added, reading.refused) == ("insights-azure-usage", 1, 2, 0)
    assert series(reading) == {("SQL Database", "acr-usd", "csp-tier2"): {"2026-10": Decimal("1250.5")}}
    (customer,) = after(reading).customers.values()
    assert (customer.name, customer.tpid, customer.country) == ("Fabrikam", "77", "FR")
    assert customer.tenants == (Tenant(T1),)
    assert [segment.segment for segment in customer.segments] == ["smb"]
    (key,) = after(reading).usage
    assert (key.tenant, key.subscription, key.offer) == (T1, "s-1", "paid")


def test_rows_of_one_month_add_up_and_months_stay_apart(read: Read) -> None:
    reading = read(azure({}, {"ACR_USD": "0.25"}, {"Month": "11/1/2026", "ACR_USD": "2,500"}))
    (months,) = series(reading).values()
    assert months == {"2026-10": Decimal("1250.75"), "2026-11": Decimal(2500)}


def test_a_row_that_repeats_another_attribution_counts_once(read: Read) -> None:
    reading = read(azure({}, {"IsACRDuplicateAtPGALevel": "1", "PartnerAttributionType": "PAL"}))
    assert series(reading) == {("SQL Database", "acr-usd", "csp-tier2"): {"2026-10": Decimal("1250.5")}}
    assert (reading.left_out, codes(reading)) == (1, ["rows-repeat-attribution"])


def test_without_the_mark_both_rows_count(read: Read) -> None:
    """The positive control of the test above."""
    reading = read(azure({}, {"PartnerAttributionType": "PAL"}))
    assert len(series(reading)) == 2
    assert codes(reading) == []


def test_the_same_file_twice_changes_nothing(read: Read) -> None:
    content = azure({}, {"Month": "9/1/2026"}, {"CustomerTenantId": T2, "CustomerName": "Contoso"})
    first = read(content)
    again = read(content, facts=after(first))
    assert first.changes
    assert (again.changes, again.added, again.changed) == ((), 0, 0)
    assert again.unchanged == first.added


def test_a_later_file_replaces_the_month_and_keeps_the_others(read: Read) -> None:
    facts = after(read(azure({}, {"Month": "9/1/2026", "ACR_USD": "7"})))
    reading = read(azure({"ACR_USD": "1300"}), facts=facts)
    assert (reading.added, reading.changed) == (0, 1)
    (held,) = after(reading, facts).usage.values()
    assert [v // MICRO for _, v in held.months()] == [7, 1300]


def test_a_customer_is_found_by_tenant_and_keeps_the_name_the_user_gave(read: Read) -> None:
    ours = Customer(CustomerId("c1"), "Fabrikam France", (Tenant(T1, "fabrikam.example"),))
    reading = read(azure({}), facts=Facts(customers={ours.id: ours}))
    (customer,) = after(reading, Facts(customers={ours.id: ours})).customers.values()
    assert (customer.id, customer.name, customer.tpid) == ("c1", "Fabrikam France", "77")


def test_a_new_customer_with_a_name_much_like_anothers_is_proposed_and_not_merged(read: Read) -> None:
    ours = Customer(CustomerId("c1"), "FABRIKAM S.A.S.")
    facts = Facts(customers={ours.id: ours})
    reading = read(azure({"CustomerName": "Fabrikam SAS"}), facts=facts)
    assert codes(reading) == ["customer-alike"]
    assert reading.problems[0].slots == {"name": "Fabrikam SAS", "other": "FABRIKAM S.A.S."}
    assert len(after(reading, facts).customers) == 2


def test_a_name_that_is_not_alike_is_no_duplicate(read: Read) -> None:
    ours = Customer(CustomerId("c1"), "Contoso")
    assert codes(read(azure({}), facts=Facts(customers={ours.id: ours}))) == []


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2026-10-01", "2026-10"),
        ("2026-10-01T00:00:00Z", "2026-10"),
        ("10/1/2026 12:00:00 AM", "2026-10"),
        ("202610", "2026-10"),
        ("20261001", "2026-10"),
        ("2026-10", "2026-10"),
        ("Oct-26", "2026-10"),
        ("October, 2026", "2026-10"),
        ("October 2026", "2026-10"),
        ("01/10/2026", "2026-10"),
        ("1/1/2026", "2026-01"),
    ],
)
def test_a_month_is_read_in_every_spelling(text: str, month: str, read: Read) -> None:
    (months,) = series(read(azure({"Month": text}))).values()
    assert list(months) == [month]


def test_a_column_of_first_days_tells_its_order_and_others_ask(read: Read) -> None:
    (months,) = series(read(azure({"Month": "1/1/2026"}, {"Month": "1/2/2026"}))).values()
    assert list(months) == ["2026-01", "2026-02"]
    asked = read(azure({"Month": "5/6/2026"}))
    assert (asked.needs_date_order, asked.date_example, asked.changes) == (True, "5/6/2026", ())
    (months,) = series(read(azure({"Month": "5/6/2026"}), date_order="mdy")).values()
    assert list(months) == ["2026-05"]


@pytest.mark.parametrize("text", ["Octember 2026", "2026-13", "", "tomorrow"])
def test_a_month_that_is_none_refuses_its_rows(text: str, read: Read) -> None:
    reading = read(azure({"Month": text}, {}))
    assert reading.refused == 1
    assert codes(reading)[0].startswith("month-")
    assert len(series(reading)) == 1


@pytest.mark.parametrize("text", ["12.5.3", "1,2", "abc", "1e999999", "NaN", "--5"])
def test_a_figure_that_is_none_refuses_its_row(text: str, read: Read) -> None:
    reading = read(azure({"ACR_USD": text}))
    assert (reading.refused, series(reading)) == (1, {})
    (problem,) = reading.problems
    assert (problem.code, problem.row, problem.column) == ("number-unreadable", 2, "ACR_USD")


@pytest.mark.parametrize(
    ("text", "value"),
    [("'22.000000000000000000", 22), ("'0E-20", 0), ("$1,250.00", 1250), ("1250", 1250), (" 7 ", 7)],
)
def test_a_figure_survives_its_guards(text: str, value: int, read: Read) -> None:
    (months,) = series(read(azure({"ACR_USD": text}))).values()
    assert months == {"2026-10": value}


def test_a_table_that_a_european_excel_saved_again(read: Read) -> None:
    reading = read(azure({"ACR_USD": "1.250,75"}, {"ACR_USD": "2,5"}, {"ACR_USD": "3"}, delimiter=";"))
    (months,) = series(reading).values()
    assert months == {"2026-10": Decimal("1256.25")}
    doubtful = read(azure({"ACR_USD": "1.250"}, delimiter=";"))
    assert (codes(doubtful), doubtful.changes[1:]) == (["number-unreadable"], ())


def test_an_export_for_who_may_not_see_revenue_has_no_figures(read: Read) -> None:
    reading = read(azure({"ACR_USD": ""}, {"ACR_USD": "", "Month": "9/1/2026"}))
    assert (reading.left_out, codes(reading), series(reading)) == (2, ["figures-blank"], {})


def test_credits_that_outweigh_the_month_are_refused(read: Read) -> None:
    reading = read(azure({"ACR_USD": "-5"}))
    assert (reading.refused, codes(reading)) == (1, ["usage-negative"])


def test_what_cannot_be_meant_is_told_with_its_own_row_and_column(read: Read) -> None:
    """The rows belong to one series, and all but the first have something else wrong."""
    wrong: list[dict[str, str]] = [
        {"ACR_USD": "-5", "Month": "9/1/2026"},
        {"ACR_USD": "9" * 25, "Month": "8/1/2026"},
        {"ACR_USD": "2000000000", "Month": "7/1/2026"},
        {"Month": "Octember"},
    ]
    reading = read(azure({}, *wrong, {"Month": "6/1/2026"}))
    assert [(problem.code, problem.row, problem.column) for problem in reading.problems] == [
        ("usage-negative", 3, "ACR_USD"),
        ("number-too-large", 4, "ACR_USD"),
        ("usage-too-large", 5, "ACR_USD"),
        ("month-unreadable", 6, "Month"),
    ]
    assert (reading.refused, len(*series(reading).values())) == (4, 2)


def test_an_unknown_service_is_kept_and_reported_once(read: Read) -> None:
    services = {"ServiceLevel2": "", "ServiceLevel3": "Quantum", "ServiceLevel4": ""}
    reading = read(azure(services, services | {"Month": "9/1/2026"}))
    assert codes(reading) == ["workload-unknown"]
    assert list(series(reading)) == [("Quantum", "acr-usd", "csp-tier2")]


def test_an_unknown_association_is_reported_once_and_left_empty(read: Read) -> None:
    reading = read(azure({"PartnerAttributionType": "Friend"}, {"PartnerAttributionType": "Friend"}))
    assert codes(reading) == ["association-unknown"]
    assert list(series(reading)) == [("SQL Database", "acr-usd", "")]


def test_a_row_without_a_customer_is_refused(read: Read) -> None:
    reading = read(azure({"CustomerTenantId": "", "CustomerName": "", "CustomerTpid": ""}))
    assert (reading.refused, codes(reading)) == (1, ["customer-missing"])


def test_columns_of_no_use_are_reported_and_kept_out(read: Read) -> None:
    reading = read(azure({}, header=AZURE + ",Mood"))
    assert reading.unknown_columns == ("Mood",)


EMS = (
    "CustomerTenantId,CustomerName,Month,SKU,FreeVsPaidSKU,PartnerAttributionType,"
    "AADPPaidAvailableUnits,IntunePaidAvailableUnits,AADPMonthlyActiveUsers,IntuneMonthlyActiveUsers"
)


@pytest.mark.parametrize(
    ("header", "row", "found"),
    [
        (
            "CustomerTenantId,WorkloadName,Month,PaidAvailableUnits,MonthlyActiveUsers,PartnerAttributionType",
            f"{T1},EXO,2026-10-01,50,40,DPOR",
            {("Exchange Online", "paid-seats", "dpor"): 50, ("Exchange Online", "active-users", "dpor"): 40},
        ),
        (
            EMS,
            f"{T1},Fabrikam,2026-10-01,EMS E3,Paid,CSP T1,10,,9,8",
            {
                ("Microsoft Entra ID P1", "paid-seats", "csp-tier1"): 10,
                ("Microsoft Entra ID P1", "active-users", "csp-tier1"): 9,
                ("Intune", "active-users", "csp-tier1"): 8,
            },
        ),
        (
            "CustomerTenantId,Month,RevSumCategoryName,SKU,AvailableSeats,ActiveSeats,PartnerAttachType",
            f"{T1},2026-10-01,Dynamics,Dynamics 365 Field Service,12,7,Digital Partner of Record (DPOR)",
            {("Field Service", "paid-seats", "dpor"): 12, ("Field Service", "active-users", "dpor"): 7},
        ),
        (
            "CustomerTenantId,Month,SKU,AvailableSeats,ActiveSeats,DeploymentOpportunity,PartnerAttachType",
            f"{T1},2026-10-01,POWER_BI_PRO,12,7,5,Partner Admin Link (PAL)",
            {("Power BI", "paid-seats", "pal"): 12, ("Power BI", "active-users", "pal"): 7},
        ),
        (
            "FiscalMonthName,CustomerTenantID,CustomerName,PartnerAssociationType,Workload,PAMAU,MAC,MAU",
            f'"October, 2026",{T1},Fabrikam,CPOR OSU,Power Apps,30,,25',
            {("Power Apps", "active-users", "cpor-osu"): 25},
        ),
        (
            "FiscalMonthName,CustomerTenantID,CustomerName,PartnerAssociationType,Workloads,AdjustedRevenueAmtCD",
            f"Oct-26,{T1},Fabrikam,CSP T1,Business Central,300",
            {("Business Central", "revenue-usd", "csp-tier1"): 300},
        ),
        (
            "CustomerId,CustomerTenantId,MonthKey,SubWorkload,DesktopUsers,AllUpPartiticipants",
            f"5,{T1},202610,Teams Meetings,3,11",
            {("Teams Meetings", "active-users", ""): 11},
        ),
    ],
)  # fmt: skip
def test_every_family_of_usage(header: str, row: str, found: dict[Any, int], read: Read) -> None:
    reading = read(f"{header}\r\n{row}\r\n")
    assert codes(reading) == []
    assert {key: months["2026-10"] for key, months in series(reading).items()} == found


def test_usage_of_claimed_customers_brings_their_claims(read: Read) -> None:
    header = (
        "CustomerTenantId,CustomerName,WorkloadName,MonthlyActiveUsers,PaidAvailableUnits,ClaimId,"
        "DateAssociated,Date"
    )
    row = f"{T1},Fabrikam,%s,30,40,9,2026-02-13,2026-10-01\r\n"
    rows = row % "Teams" + row % "EXO"
    reading = read(f"{header}\r\n{rows}")
    facts = after(reading)
    (tie,) = facts.associations.values()
    assert (tie.kind, tie.workloads, str(tie.since)) == ("cpor", ("Exchange Online", "Teams"), "2026-02-13")
    again = read(f"{header}\r\n{rows}", facts=facts)
    assert again.changes == ()
    assert {key.association for key in facts.usage} == {"cpor"}


CUSTOMERS = (
    "CustomerName,CustomerTenantId,CustomerTpid,CustomerSegment,CustomerStatus,CustomerTenantCountry,"
    "TenantDomainName,Product,Month,PartnerAttributionType,IsDuplicateRowForPGA"
)


def test_customers_bring_tenants_segments_and_associations(read: Read) -> None:
    rows = (
        f"Fabrikam,{T1},77,SMB,Active,Germany,fabrikam.example,Office 365,2026-09-01,CSP Tier 2,0\r\n"
        f"Fabrikam,{T1},77,SM&C Corporate,Active,Germany,fabrikam.example,Azure,2026-10-01,PAL,1\r\n"
        f"Fabrikam,{T2},77,SM&C Corporate,Active,Germany,fab2.example,Azure,2026-10-01,PAL,0\r\n"
    )
    reading = read(f"{CUSTOMERS}\r\n{rows}")
    facts = after(reading)
    (customer,) = facts.customers.values()
    assert customer.tenants == (Tenant(T1, "fabrikam.example"), Tenant(T2, "fab2.example"))
    assert (customer.country, [s.segment for s in customer.segments]) == ("DE", ["smc-corporate"])
    ties = {(tie.kind, str(tie.since)) for tie in facts.associations.values()}
    assert ties == {("csp-tier2", "2026-09-01"), ("pal", "2026-10-01")}
    assert read(f"{CUSTOMERS}\r\n{rows}", facts=facts).changes == ()


def test_a_new_segment_holds_from_the_month_that_says_so(read: Read) -> None:
    row = f"Fabrikam,{T1},77,%s,Active,DE,,Azure,%s,,0\r\n"
    facts = after(read(f"{CUSTOMERS}\r\n" + row % ("SMB", "2026-01-01")))
    facts = after(read(f"{CUSTOMERS}\r\n" + row % ("Enterprise", "2026-07-01"), facts=facts), facts)
    (customer,) = facts.customers.values()
    assert [(s.segment, str(s.since)) for s in customer.segments] == [
        ("smb", "None"),
        ("enterprise", "2026-07-01"),
    ]


def test_an_association_that_is_recorded_since_earlier_stays(read: Read) -> None:
    ours = Customer(CustomerId("c1"), "Fabrikam", (Tenant(T1),))
    tie = Association("s1", ours.id, "csp-tier2")
    facts = Facts(customers={ours.id: ours}, associations={tie.id: tie})
    row = f"Fabrikam,{T1},,,Active,,,Azure,2026-09-01,CSP T2,0\r\n"
    assert read(f"{CUSTOMERS}\r\n{row}", facts=facts).changes == ()


def test_the_customer_list_of_a_reseller(read: Read) -> None:
    rows = f"{T1},Fabrikam,fabrikam.example,Cloud Reseller\r\n{T1},Fabrikam,fabrikam.example,Indirect\r\n"
    reading = read(f"Microsoft ID,Company name,Primary domain name,Relationship\r\n{rows}")
    assert (reading.kind, reading.rows, reading.added) == ("csp-customers", 2, 1)
    (customer,) = after(reading).customers.values()
    assert customer.tenants == (Tenant(T1, "fabrikam.example"),)


def test_customer_details_of_a_score_name_customers_and_ties(read: Read) -> None:
    ours = Customer(CustomerId("c1"), "Fabrikam", (Tenant(T1),))
    facts = Facts(customers={ours.id: ours})
    rows = 'fabrikam,"2,737.83",3,CPOR\r\nNew Ltd,1,0,CSP T1\r\n'
    content = f"Customer,Net Revenue(USD),Deployments,Association\r\n{rows}"
    reading = read(content, facts=facts)
    assert (reading.kind, reading.added, reading.unchanged) == ("qualified-customers", 3, 1)
    assert {tie.kind for tie in after(reading, facts).associations.values()} == {"cpor", "csp-tier1"}


def test_invoices_and_prices_are_shown_and_kept_out(read: Read) -> None:
    header = "CustomerName,ProductName,ChargeType,TermAndBillingCycle,EffectiveUnitPrice,BillableQuantity"
    reading = read(f"\ufeff{header}\r\nFabrikam,Power BI Pro,cycleCharge,One-Month,'22.00,-1\r\n")
    assert (reading.kind, reading.rows, reading.left_out, reading.changes) == ("nce-reconciliation", 1, 1, ())
    assert codes(reading) == ["rows-kept-out"]
    (entry,) = reading.entries
    assert (entry.state, entry.label, entry.title) == ("left-out", "Fabrikam", "Power BI Pro · cycleCharge")


def test_months_are_those_of_the_calendar() -> None:
    assert parse_month("2026-10") == 2026 * 12 + 9
