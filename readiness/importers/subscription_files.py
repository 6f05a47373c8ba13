"""Files of subscriptions: Insights, the list of one customer, New Commerce and what was before."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Final

from readiness.facts import CustomerId, Month, Seats, Subscription
from readiness.importers.asked import Asked, Tabular, begun, finished, gathered, undecided
from readiness.importers.clients import Client, Clients, NobodyError
from readiness.importers.columns import Columns, Layout, cell, identifier, shortened
from readiness.importers.dates import Days
from readiness.importers.months import Months
from readiness.importers.numbers import number_of
from readiness.importers.orders import Orders, billing_of, flag_of, sku_of, state_of, term_of
from readiness.importers.reading import Reading
from readiness.importers.tables import Row
from readiness.importers.usage import CLIENT, MOST_PROBLEMS, Shape, Usage, Value
from readiness.problems import Problem

INSIGHTS: Final = "insights-subscriptions"
ORDER: Final = (
    "id",
    "product",
    "sku",
    "seats",
    "term",
    "billing",
    "starts",
    "ends",
    "renew",
    "state",
    "month",
)
_FIELDS: Final = (*ORDER, *CLIENT)
_MOST_SEATS: Final = 10_000_000
_FIGURES: Final = Shape(
    (Value("stock", "paid-seats"), Value("revenue", "revenue-usd")), ("product",), tells_unknown=False
)


class _RefusedError(Exception):
    """The row is refused: the problem's code and the field it is about."""

    def __init__(self, code: str, field: str, text: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.text = text


@dataclass
class _Rows:
    """The newest row of each subscription, cells as written; equal cells are kept once."""

    columns: Columns
    newest: dict[str, dict[str, tuple[int, tuple[str, ...]]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    refused: int = 0
    _same: dict[str, str] = field(default_factory=dict)

    def add(self, rows: list[Row]) -> None:
        pick, same = self.columns.pick(_FIELDS), self._same
        at = _FIELDS.index("month")
        for number, cells in rows:
            cells.append("")
            found = tuple(same.setdefault(text, text) for text in pick(cells))
            key = identifier(found[0])
            if not key:
                self.refuse(number, "subscription-missing", "id")
                continue
            self.newest.setdefault(key, {})[found[at]] = (number, found)

    def refuse(self, row: int, code: str, field: str, text: str = "") -> None:
        self.refused += 1
        if self.refused <= MOST_PROBLEMS:
            slots = {"text": shortened(text)} if text else {}
            self.problems.append(Problem(code, slots, row=row, column=self.columns.name(field)))

    def texts(self, field: str) -> set[str]:
        at = _FIELDS.index(field)
        return {found[at].strip() for rows in self.newest.values() for _, found in rows.values()}

    def latest(self, months: Months) -> Iterator[tuple[int, Mapping[str, str]]]:
        """The row of the newest month of each subscription."""
        for rows in self.newest.values():
            row, found = max(rows.items(), key=lambda entry: _month(entry[0], months))[1]
            yield row, MappingProxyType(dict(zip(_FIELDS, found, strict=True)))


def _month(text: str, months: Months) -> Month:
    with suppress(ValueError):
        return months.of(text)
    return Month(0)


def read_subscriptions(asked: Asked, kind: str, stream: Tabular, layout: Layout) -> Reading:
    """What a file of subscriptions would change: customers, subscriptions, and what Insights counts."""
    columns = layout.place(stream.header)
    rows, clients = _Rows(columns), Clients(asked.facts.customers)
    comma = stream.delimiter == ";"
    counted = []
    if kind == INSIGHTS and "month" in columns.at:
        counted = [Usage(*(asked.facts, asked.rulebook.catalogue, clients, _FIGURES, columns), comma=comma)]
    count, broken = gathered(stream, rows.add, *(usage.add for usage in counted))
    reading = begun(asked, kind, columns)
    days = {name: Days(rows.texts(name), asked.order) for name in ("starts", "ends")}
    months = Months(rows.texts("month"), asked.order)
    asks = {"starts": days["starts"].undecided, "ends": days["ends"].undecided, "month": months.undecided}
    for name, example in asks.items():
        if example:
            return undecided(reading, count, example, columns.name(name))
    made = _Made(rows, days, clients, Orders(asked.facts.subscriptions), comma=comma)
    for row, told in rows.latest(months):
        made.put(row, told)
    outcomes = (clients.changes(), made.orders.changes(), *(usage.changes(months) for usage in counted))
    problems = [*rows.problems, *clients.problems, *made.of_the_whole(), *broken[:MOST_PROBLEMS]]
    problems += (problem for usage in counted for problem in usage.problems)
    refused = rows.refused + len(broken)
    return finished(reading, outcomes, problems, rows=count, refused=refused)


@dataclass
class _Made:
    """Makes subscriptions of rows."""

    rows: _Rows
    days: Mapping[str, Days]
    clients: Clients
    orders: Orders
    comma: bool
    _told: set[str] = field(default_factory=set)

    def put(self, row: int, told: Mapping[str, str]) -> None:
        try:
            self.orders.put(self._order(row, told))
        except NobodyError as error:
            self.rows.refuse(row, str(error), "name")
        except _RefusedError as error:
            self.rows.refuse(row, error.code, error.field, error.text)

    def _order(self, row: int, told: Mapping[str, str]) -> Subscription:
        starts, ends = self._day(told, "starts"), self._day(told, "ends")
        if starts and ends and starts > ends:
            raise _RefusedError("days-reversed", "ends")
        return Subscription(
            identifier(told["id"]).casefold(),
            self._customer(row, told),
            cell(told["product"]),
            sku_of(told["sku"]),
            self._seats(told),
            self._word(row, told, "term"),
            self._word(row, told, "billing"),
            starts,
            ends,
            flag_of(told["renew"]),
            self._word(row, told, "state"),
        )

    def _customer(self, row: int, told: Mapping[str, str]) -> CustomerId | None:
        client = Client.of(told[name] for name in CLIENT)
        if not (client.tenant or client.name or client.tpid):
            return None
        return self.clients.of(client, row)

    def _day(self, told: Mapping[str, str], field: str) -> date | None:
        try:
            return self.days[field].of(told[field].strip())
        except ValueError as error:
            raise _RefusedError(f"date-{error}", field, told[field]) from None

    def _seats(self, told: Mapping[str, str]) -> Seats | None:
        text = told["seats"].strip()
        if not text:
            return None
        try:
            number = number_of(text, comma=self.comma)
        except ValueError:
            raise _RefusedError("number-unreadable", "seats", text) from None
        if number != number.to_integral_value() or not 0 <= number <= _MOST_SEATS:
            raise _RefusedError("number-unreadable", "seats", text)
        return Seats(int(number))

    def _word(self, row: int, told: Mapping[str, str], field: str) -> str:
        text = told[field]
        read = {"term": term_of, "billing": billing_of, "state": state_of}[field]
        found = read(text)
        if found is None and text not in self._told:
            self._told.add(text)
            code = "subscription-state-unknown" if field == "state" else "subscription-words-unknown"
            column, slots = self.rows.columns.name(field), {"text": shortened(cell(text))}
            self.rows.problems.append(Problem(code, slots, row=row, column=column))
        return found or ""

    def of_the_whole(self) -> Iterator[Problem]:
        if without := self.orders.without_customer:
            yield Problem("subscriptions-without-customer", {"n": without})


_CLIENT: Final[dict[str, tuple[str, ...]]] = {
    "tenant": ("customertenantid", "tenantid", "customerid"),
    "name": ("customername", "customer", "companyname"),
    "tpid": ("customertpid",),
    "domain": ("domainname", "customerdomainname"),
    "country": ("customermarket",),
    "segment": ("customersegment", "topsegment"),
}
_USAGE: Final[dict[str, tuple[str, ...]]] = {
    "duplicate": ("isduplicaterowforpga",),
    "attribution": ("partnerattributiontype",),
    "subscription": ("subscriptionid",),
    "location": ("mpnid",),
    "stock": ("availableseatseop", "totalsoldseats"),
    "revenue": ("billedrevenueusd",),
}
LAYOUTS: Final[Mapping[str, Layout]] = MappingProxyType({
    INSIGHTS: Layout(
        _CLIENT | _USAGE | {
            "tenant": ("customertenantid",), "id": ("subscriptionid", "subscriptionguid"),
            "product": ("product", "reportingproductname", "productfamily"),
            "sku": ("productpartnumber", "sku"),
            "seats": ("availableseatseop", "totalsoldseats"), "starts": ("subscriptionstartdate",),
            "ends": ("subscriptionenddate",), "renew": ("isautorenew", "isautorenewyesno"),
            "state": ("subscriptionstate", "subscriptionstatus"), "month": ("month",),
        },
        (("id",), ("ends",), ("state",), ("product",)),
        frozenset((
            *("pgampnid", "partnername", "partnerlocation", "partnerlocationid", "saleschannel"),
            *("dunsnumber", "industryname", "verticalname", "eou", "pricinglevel", "enrollmentnumber"),
            *("rawproductname", "subscriptionstartmonth", "resellerid", "resellername", "availableseats"),
            *("totalassignedseats", "azureconsumedrevenueusd", "cporrevenue", "cporpaidseats"),
            *("cporactiveusers", "solutionarea", "revsumdivisionname", "topsegment"),
        )),
        never=frozenset(("servicelevel1", "servicename", "acrusd", "totalacr", "freevspaidsku")),
        written={"id": "SubscriptionId", "ends": "SubscriptionEndDate", "state": "SubscriptionState",
                 "product": "Product"},
    ),
    "csp-subscriptions": Layout(
        _CLIENT | {
            "product": ("subscription", "subscriptionname", "offername", "friendlyname"),
            "id": ("subscriptionid",), "seats": ("quantity",), "state": ("status",),
            "starts": ("startdate", "effectivestartdate"),
            "ends": ("enddate", "renewaldate", "commitmentenddate"), "sku": ("offerid", "skuid"),
            "renew": ("autorenew", "autorenewenabled"), "term": ("term", "termduration"),
            "billing": ("billingfrequency", "billingcycle", "billingplan"),
        },
        (("id",), ("product",), ("seats",), ("state",)),
        frozenset((
            *("reseller", "unittype", "entitlementid", "creationdate", "billingtype"),
            *("contracttype", "orderid", "istrial", "producttype", "partnerid", "haspurchasableaddons"),
        )),
        never=frozenset(("chargetype", "subscriptionenddate", "syndicationpartnersubscriptionnumber")),
        written={"id": "Subscription ID", "product": "Subscription", "seats": "Quantity", "state": "Status"},
    ),
    "nce-subscriptions": Layout(
        _CLIENT | {
            "id": ("subscriptionid",), "product": ("productname", "subscriptionname"), "sku": ("psa",),
            "seats": ("seatcount",), "term": ("term",), "billing": ("billingplan",),
            "ends": ("expirationdate",),
        },
        (("id",), ("sku",), ("seats",), ("term",)),
        frozenset(("partnertenantid", "indirectresellermpnid", "subscriptionname",
                   "migratedfromsubscriptionid")),
        written={"id": "SubscriptionId", "sku": "Psa", "seats": "SeatCount", "term": "Term"},
    ),
    "legacy-subscriptions": Layout(
        _CLIENT | {
            "id": ("legacysubscriptionid",), "product": ("legacyproductname", "legacysubscriptionname"),
            "seats": ("currentseatcount",), "term": ("currentterm",), "billing": ("currentbillingplan",),
            "ends": ("expirationdate",), "renew": ("autorenewenabled",),
        },
        (("id",), ("product",), ("seats",)),
        frozenset((
            *("partnertenantid", "indirectresellermpnid", "legacysubscriptionname", "migrationeligible"),
            *("ncepsa", "startnewterminnce", "term", "billingplan", "seatcount", "customtermenddate"),
            *("addon", "basesubscriptionid", "migrationineligibilityreason"),
        )),
        written={"id": "LegacySubscriptionId", "product": "LegacyProductName", "seats": "CurrentSeatCount"},
    ),
})  # fmt: skip

__all__ = ["LAYOUTS", "read_subscriptions"]
