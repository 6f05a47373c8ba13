"""Files that are known and not kept: money and prices are shown and left out, the rest is named."""

from collections.abc import Mapping
from itertools import chain, islice
from types import MappingProxyType
from typing import Final

from readiness.importers.asked import Asked, Tabular
from readiness.importers.columns import Layout, cell, shortened
from readiness.importers.reading import Entry, Reading
from readiness.importers.tables import normal
from readiness.importers.usage import MOST_PROBLEMS
from readiness.problems import Problem

SHOWN_ROWS: Final = 1_000

_RECONCILIATION: Final[dict[str, tuple[str, ...]]] = {
    "customer": ("customername",),
    "product": ("productname", "skuname", "offername", "metername", "servicename"),
    "charge": ("chargetype",),
}
MONEY: Final[Mapping[str, Layout]] = MappingProxyType({
    "nce-reconciliation": Layout(
        _RECONCILIATION | {
            "term": ("termandbillingcycle",), "price": ("effectiveunitprice",),
            "quantity": ("billablequantity",),
        },
        (("charge",), ("term",), ("price",), ("quantity",)),
        written={"charge": "ChargeType", "term": "TermAndBillingCycle", "price": "EffectiveUnitPrice",
                 "quantity": "BillableQuantity"},
    ),
    "license-reconciliation": Layout(
        _RECONCILIATION | {
            "subscription": ("syndicationpartnersubscriptionnumber",), "offer": ("durableofferid",),
        },
        (("subscription",), ("offer",)),
        written={"subscription": "SyndicationPartnerSubscriptionNumber", "offer": "DurableOfferId"},
    ),
    "usage-reconciliation": Layout(
        _RECONCILIATION | {
            "meter": ("meterid", "resourceguid", "metername"), "partner": ("partnerid",),
            "customer": ("customername", "customercompanyname"),
            "amount": ("billingpretaxtotal", "pretaxcharges", "postaxtotal", "chargetype"),
        },
        (("meter",), ("partner",), ("amount",)), never=frozenset(("termandbillingcycle",)),
        written={"meter": "MeterId", "partner": "PartnerId", "amount": "BillingPreTaxTotal"},
    ),
    "price-list": Layout(
        {
            "product": ("producttitle",), "customer": ("skutitle",), "term": ("termduration",),
            "plan": ("billingplan",), "price": ("unitprice",), "end": ("effectiveenddate", "erpprice"),
        },
        (("product",), ("term",), ("plan",), ("price",)),
        written={"product": "ProductTitle", "term": "TermDuration", "plan": "BillingPlan",
                 "price": "UnitPrice"},
    ),
})  # fmt: skip
"""Files of invoices and prices by their kind: recognised and shown, and none of their rows is kept."""

OTHERS: Final[Mapping[str, tuple[frozenset[str], ...]]] = MappingProxyType({
    kind: tuple(frozenset(normal(name) for name in names.split(",")) for names in signatures)
    for kind, signatures in {
        "partner-profile": ("MPNId,PartnerName,PGA_MPNID,City,Country",),
        "reseller-performance": ("ResellerMpnID,IndirectProviderName,Product",),
        "csp-eligibility": ("MPNType,ReportingPricingLevel,MonthKey",),
        "teams-meetings": ("DateKey,Subworkload,Meeting count",),
        "teams-apps": ("DateKey,AppName,Usercount",),
        "cloud-ascent": ("OrgSize,SubSegment,SMCTypeSummary",),
        "co-sell": ("Deal Name,Partner Referral Status,Estimated Close Date",
                    "Deal Type,Deal Direction,Microsoft MSX ID"),
        "deal-registration": ("Registration Type,Registration Status,Contract Value",),
        "leads": ("Lead Type,Lead Source,Creation Date",),
        "payouts": ("earningId,earningAmount,lever",),
        "offer-matrix": ("ProvisioningId,ProvisioningString,MinLicenses",),
        "customer-users": ("First name,Last name,Display name,Status update",
                           "First name,Last name,Display name,Email"),
        "competencies": ("CompetencyName,CompetencyStatus", "CompetencyName,MetricName"),
    }.items()
})  # fmt: skip
"""Files of Partner Center that hold nothing for a score, by what they are and the columns that tell."""


def other_kind(header: tuple[str, ...]) -> str | None:
    """What a known file is that nothing is kept of."""
    there = frozenset(map(normal, header))
    kinds = (kind for kind, signatures in OTHERS.items() if any(names <= there for names in signatures))
    return next(kinds, None)


def read_money(asked: Asked, kind: str, stream: Tabular, layout: Layout) -> Reading:
    """A file of invoices or prices: counted, its first rows shown, and none kept."""
    columns = layout.place(stream.header)
    pick = columns.pick(("customer", "product", "charge"))
    entries: list[Entry] = []
    broken: list[Problem] = []
    rows = 0
    for piece, bad in stream.pieces():
        rows += len(piece)
        broken += bad
        for number, cells in islice(piece, max(0, SHOWN_ROWS - len(entries))):
            cells.append("")
            customer, product, charge = map(cell, pick(cells))
            words = " · ".join(filter(None, (product, charge)))
            entries.append(Entry(number, "left-out", shortened(customer), shortened(words)))
    refused = tuple(Entry(bad.row or 0, "refused", "", "", problem=bad) for bad in broken[:SHOWN_ROWS])
    return Reading(
        asked.source,
        kind,
        rows + len(broken),
        refused=len(broken),
        left_out=rows,
        problems=tuple(chain((Problem("rows-kept-out", {"n": rows}),), broken[:MOST_PROBLEMS])),
        entries=(*entries, *refused),
    )
