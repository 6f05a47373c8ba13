"""Files of subscriptions, of Partner Center's pages, reports and answers."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from readiness.facts import Customer, CustomerId, Facts, Put, Subscription, Tenant, removal
from readiness.importers import Reading

Read = Any
T1 = "196e2273-0000-0000-0000-000000000001"
INSIGHTS = (
    "SubscriptionId,SubscriptionStartDate,SubscriptionEndDate,SubscriptionState,Month,IsAutoRenew(Yes/No),"
    "CustomerName,CustomerTenantId,Product,SKU,PartnerAttributionType,IsDuplicateRowForPGA,AvailableSeatsEOP,"
    "AvailableSeats,BilledRevenueUSD"
)
ANSWER = {
    "id": "A356AC8C-E310-44F4-BF85-C7F29044AF99",
    "offerId": "DZH318Z0BXWC:0001:DZH318Z0BMJX",
    "offerName": "Power BI Premium Per User",
    "quantity": 5,
    "creationDate": "2026-05-10T07:30:05.4271234Z",
    "effectiveStartDate": "2026-05-10T00:00:00Z",
    "commitmentEndDate": "2027-05-09T00:00:00Z",
    "status": "active",
    "autoRenewEnabled": True,
    "isTrial": False,
    "billingCycle": "monthly",
    "termDuration": "P1Y",
    "links": {"self": {"uri": f"/customers/{T1}/subscriptions/A356AC8C", "method": "GET", "headers": []}},
}


def orders(reading: Reading) -> list[Subscription]:
    things = [change.thing for change in reading.changes if isinstance(change, Put)]
    return [thing for thing in things if isinstance(thing, Subscription)]


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def insights(*rows: str) -> str:
    return "".join(f"{line}\r\n" for line in (INSIGHTS, *rows))


def test_the_newest_month_of_a_subscription_is_what_it_is_now(read: Read) -> None:
    reading = read(
        insights(
            f"S-1,2026-01-15,2027-01-14,Active,2026-10-01,Yes,Fabrikam,{T1},Power BI,PPU,CSP T1,0,60,10,600",
            f"S-1,2026-01-15,2027-01-14,Suspended,2026-09-01,No,Fabrikam,{T1},Power BI,PPU,CSP T1,0,50,0,500",
        )
    )
    assert (reading.kind, codes(reading)) == ("insights-subscriptions", [])
    (order,) = orders(reading)
    facts = Facts().changed(reading.changes)
    assert order == Subscription(
        "s-1", next(iter(facts.customers)), "Power BI", "PPU", order.seats, "", "",
        date(2026, 1, 15), date(2027, 1, 14), auto_renew=True, state="active",
    )  # fmt: skip
    assert order.seats == 60
    values = {(key.measure, value.values) for key, value in facts.usage.items()}
    assert values == {("paid-seats", (50_000_000, 60_000_000)), ("revenue-usd", (500_000_000, 600_000_000))}
    again = read(insights(f"s-1,2026-01-15,2027-01-14,Open,2026-10-01,Yes,,{T1},,,,0,60,,"), facts=facts)
    assert orders(again) == []


def test_a_day_that_never_comes_is_none_and_a_bad_one_refuses_the_row(read: Read) -> None:
    row = f"S-1,2026-01-15,%s,Active,2026-10-01,,Fabrikam,{T1},Azure,,,0,,,"
    (order,) = orders(read(insights(row % "9999-12-10")))
    assert (order.ends_on, order.seats, order.auto_renew) == (None, None, None)
    refused = read(insights(row % "someday"))
    assert (refused.refused, [(p.code, p.row, p.column) for p in refused.problems]) == (
        1,
        [("date-unreadable", 2, "SubscriptionEndDate")],
    )
    backwards = read(insights(row % "2025-01-01"))
    assert (codes(backwards), orders(backwards)) == (["days-reversed"], [])


def test_day_and_month_are_asked_for_where_no_date_tells(read: Read) -> None:
    row = f"S-1,1/2/2026,1/3/2027,Active,2026-10-01,,Fabrikam,{T1},Azure,,,0,,,"
    assert read(insights(row)).needs_date_order
    (order,) = orders(read(insights(row), date_order="mdy"))
    assert (order.starts_on, order.ends_on) == (date(2026, 1, 2), date(2027, 1, 3))


@pytest.mark.parametrize("seats", ["many", "1.5", "-3", "99999999999"])
def test_seats_that_are_none_refuse_the_row(seats: str, read: Read) -> None:
    reading = read(f"Subscription ID,Subscription,Quantity,Status,Reseller\r\ns1,E3,{seats},Active,\r\n")
    assert (reading.refused, orders(reading)) == (1, [])
    assert (reading.problems[0].code, reading.problems[0].column) == ("number-unreadable", "Quantity")


def test_the_list_of_one_customer_says_when_it_does_not_name_the_customer(read: Read) -> None:
    content = (
        'Subscription ID,Subscription,Quantity,Status,Reseller\r\nS1,E3,"1,200",Odd,\r\n,E5,1,Active,\r\n'
    )
    reading = read(content)
    (order,) = orders(reading)
    assert (order.id, order.customer, order.product, order.seats, order.state) == ("s1", None, "E3", 1200, "")
    assert codes(reading) == [
        "subscriptions-without-customer",
        "subscription-state-unknown",
        "subscription-missing",
    ]
    later = read(insights(f"S1,2026-01-15,2027-01-14,Active,2026-10-01,,Fabrikam,{T1},,,,0,,,"), facts=(
        Facts().changed(reading.changes)
    ))  # fmt: skip
    (order,) = orders(later)
    assert (order.product, order.seats, order.state, order.customer is None) == ("E3", 1200, "active", False)


def test_the_list_of_new_commerce_subscriptions(read: Read) -> None:
    header = (
        "PartnerTenantId,IndirectResellerMpnId,CustomerName,CustomerTenantId,SubscriptionId,SubscriptionName,"
        "ProductName,ExpirationDate,Psa,Term,BillingPlan,SeatCount,MigratedFromSubscriptionId"
    )
    psa = "CFQ7TTC0LFLX:0001:CFQ7TTC0K1"
    row = f"p,,Fabrikam,{T1},S1,E3,Microsoft 365 E3,11/30/2026 00:00:00,{psa},P1Y,Monthly,25,"
    reading = read(f"{header}\r\n{row}\r\n")
    (order,) = orders(reading)
    assert (reading.kind, reading.unknown_columns, codes(reading)) == ("nce-subscriptions", (), [])
    assert (order.product, order.sku, order.term) == ("Microsoft 365 E3", "CFQ7TTC0LFLX:0001", "P1Y")
    assert (order.billing, order.seats, order.ends_on) == ("monthly", 25, date(2026, 11, 30))


@pytest.mark.parametrize("content", [ANSWER, {"totalCount": 1, "items": [ANSWER]}, [ANSWER]])
def test_an_answer_of_partner_center(content: Any, read: Read) -> None:
    reading = read(json.dumps(content, indent=1))
    (order,) = orders(reading)
    assert (reading.kind, codes(reading)) == ("csp-subscriptions", [])
    assert order == Subscription(
        "a356ac8c-e310-44f4-bf85-c7f29044af99", order.customer, "Power BI Premium Per User",
        "DZH318Z0BXWC:0001", order.seats, "P1Y", "monthly", date(2026, 5, 10), date(2027, 5, 9),
        auto_renew=True, state="active",
    )  # fmt: skip
    (customer,) = Facts().changed(reading.changes).customers.values()
    assert customer.tenants == (Tenant(T1),)


def test_the_customers_of_an_answer(read: Read) -> None:
    one = {
        "id": T1,
        "companyProfile": {"tenantId": T1, "domain": "fabrikam.example", "companyName": "Fabrikam"},
    }
    reading = read(json.dumps({"items": [one]}))
    (customer,) = Facts().changed(reading.changes).customers.values()
    assert (reading.kind, customer.name) == ("csp-customers", "Fabrikam")
    assert customer.tenants == (Tenant(T1, "fabrikam.example"),)


LINE = {"CustomerName": "Fabrikam", "ProductName": "E3", "ChargeType": "new", "TermAndBillingCycle": "",
        "EffectiveUnitPrice": 12.5, "BillableQuantity": 3}  # fmt: skip


def test_lines_of_an_invoice_are_counted_and_kept_out(read: Read) -> None:
    lines = [json.dumps(LINE), json.dumps(LINE | {"ProductName": "E5"}), "{broken", "", json.dumps(LINE)]
    reading = read("\n".join([*lines[:2], *[json.dumps(LINE)] * 20, *lines[2:]]) + "\n")
    assert (reading.kind, reading.rows, reading.left_out, reading.refused) == (
        "nce-reconciliation",
        24,
        23,
        1,
    )
    assert codes(reading) == ["rows-kept-out", "row-unreadable"]
    assert reading.changes == ()


def test_a_subscription_goes_with_its_customer() -> None:
    order = Subscription("s1", CustomerId("c1"))
    customer = Customer(CustomerId("c1"), "Fabrikam")
    facts = Facts(customers={customer.id: customer}, subscriptions={order.id: order})
    assert facts.changed(removal(facts, Customer, "c1")) == Facts(customers={}, subscriptions={})


@pytest.mark.parametrize(
    "name",
    ["get-a-subscription-by-id.1.resp.json", "get-all-of-a-customer-s-subscriptions.1.resp.json",
     "get-all-subscriptions-by-partner.1.resp.json", "get-a-list-of-customers.1.resp.json"],
)  # fmt: skip
def test_answers_that_the_documentation_prints(name: str, read: Read) -> None:
    path = Path(__file__).parents[3] / "shared" / "samples" / "partner-center-json" / name
    if not path.is_file():
        pytest.skip(
            "the printed answers are not on this machine; own ones of the same shape were read instead"
        )
    reading = read(path.read_bytes())
    assert reading.kind in ("csp-subscriptions", "csp-customers")
    is_misprinted = name.startswith("get-all-of-a-customer")
    assert (reading.added > 0, reading.refused) == (not is_misprinted, int(is_misprinted))
