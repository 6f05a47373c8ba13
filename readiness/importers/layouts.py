"""The columns of every family of tables that comes from Partner Center: what names them, and what is kept.

Sources: Microsoft's data definitions of the Insights downloads, of the system queries and of reconciliation
files; names of 2020 to 2026 side by side, as Microsoft spells them in more than one way itself.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from readiness.importers.columns import Layout
from readiness.importers.usage import Shape, Value

_CLIENT: Final[dict[str, tuple[str, ...]]] = {
    "tenant": ("customertenantid", "tenantid", "microsoftid"),
    "name": ("customername", "companyname", "customer"),
    "tpid": ("customertpid", "tpid"),
    "domain": ("tenantdomainname", "primarydomainname", "domainname", "customerdomainname"),
    "country": (
        *("customertenantcountry", "customermarket", "customercountry", "customercountrycode"),
        *("resellermarket", "country"),
    ),
    "segment": ("customersegment", "segment", "topsegment"),
}
_ROW: Final[dict[str, tuple[str, ...]]] = {
    "duplicate": ("isduplicaterowforpga", "isacrduplicateatpgalevel"),
    "attribution": ("partnerattributiontype", "partnerattachtype", "partnerassociationtype"),
    "association": ("associationtype",),
    "offer": ("freevspaidsku",),
    "subscription": ("subscriptionid", "subscriptionguid"),
    "location": ("mpnid", "partnerid"),
    "month": ("month", "monthkey", "fiscalmonthname"),
}
_USAGE: Final = _CLIENT | _ROW
_IDLE: Final = frozenset((
    *("pgampnid", "pgapartnerid", "pgapartnername", "globalpartnerid", "partnername", "partnerlocation"),
    *("partnerlocationid", "partnerhierarchy", "saleschannel", "salesmodel", "detailedsalesmodel", "skuid"),
    *("enrollmentnumber", "resellerid", "resellername", "industryname", "verticalname", "eou", "dunsnumber"),
    *("customerid", "customertenantname", "subscriptionstartdate", "subscriptionenddate", "firstusedate"),
    *("subscriptionstate", "subscriptionstatus", "customertenantcountry", "pricinglevel", "topsegment"),
    *("customercountrycode", "customercountry", "accounttype"),
))  # fmt: skip
"""Columns of nearly every Insights table that say nothing the product keeps."""


def _idle(*names: str) -> frozenset[str]:
    return _IDLE.union(names)


_PAID: Final = Value("seats", "paid-seats")
_ACTIVE: Final = Value("active", "active-users")
_SEATS: Final[dict[str, tuple[str, ...]]] = {
    "seats": ("paidavailableunits", "availableseats"),
    "active": ("monthlyactiveusers", "activeseats"),
}
_EMS: Final[dict[str, tuple[str, ...]]] = {
    "entra-seats": ("aadppaidavailableunits",),
    "entra-users": ("aadpmonthlyactiveusers",),
    "intune-seats": ("intunepaidavailableunits",),
    "intune-users": ("intunemonthlyactiveusers",),
    "purview-seats": ("azippaidavailableunits",),
    "purview-users": ("azipmonthlyactiveusers",),
    "identity-users": ("aatpactiveusage",),
    "apps-users": ("mcasactiveusage",),
}

USAGE: Final[Mapping[str, tuple[Layout, Shape]]] = MappingProxyType({
    "insights-azure-usage": (
        Layout(
            _USAGE | {
                "acr": ("acrusd", "totalacr"),
                "level-3": ("servicelevel3",), "level-2": ("servicelevel2",), "level-4": ("servicelevel4",),
                "service": ("servicename",), "meter": ("metercategory",), "level-1": ("servicelevel1",),
            },
            (("acr",), ("subscription", "tenant"), ("month",),
             ("level-3", "level-2", "level-4", "service", "meter", "level-1")),
            _idle("servicegroup2", "servicegroup3", "serviceinfluencer", "computeos", "computecoresoftware",
                  "usageunits", "usagequantity", "admintype", "monthlysubscriptionlevelacr"),
            written={"acr": "ACR_USD", "subscription": "SubscriptionId", "month": "Month",
                     "level-3": "ServiceLevel3"},
        ),
        Shape((Value("acr", "acr-usd"),), ("level-3", "level-2", "level-4", "service", "meter", "level-1")),
    ),
    "insights-office-usage": (
        Layout(
            _USAGE | _SEATS | {"workload": ("workloadname",)},
            (("workload",), ("tenant",), ("month",), ("seats", "active")),
            _idle(), never=frozenset(("claimid",)),
            written={"workload": "WorkloadName", "tenant": "CustomerTenantId", "month": "Month",
                     "seats": "PaidAvailableUnits"},
        ),
        Shape((_PAID, _ACTIVE), ("workload",)),
    ),
    "insights-cpor-usage": (
        Layout(
            _USAGE | _SEATS | {
                "workload": ("workloadname",), "claim": ("claimid",), "since": ("dateassociated",),
                "month": ("date", "month"),
            },
            (("workload",), ("tenant",), ("month",), ("claim",), ("seats", "active")),
            _idle(),
            written={"workload": "WorkloadName", "tenant": "CustomerTenantId", "month": "Date",
                     "claim": "ClaimId", "seats": "PaidAvailableUnits"},
        ),
        Shape((_PAID, _ACTIVE), ("workload",), association="cpor"),
    ),
    "insights-ems-usage": (
        Layout(
            _USAGE | _EMS, (("entra-users", "intune-users", "purview-users"), ("month",), ("tenant",)),
            _idle("sku", "paidavailableunits", "monthlyactiveusers", "mdm", "mam", "sspr"),
            written={"entra-users": "AADPMonthlyActiveUsers", "month": "Month", "tenant": "CustomerTenantId"},
        ),
        Shape((
            Value("entra-seats", "paid-seats", "Microsoft Entra ID P1"),
            Value("entra-users", "active-users", "Microsoft Entra ID P1"),
            Value("intune-seats", "paid-seats", "Intune"),
            Value("intune-users", "active-users", "Intune"),
            Value("purview-seats", "paid-seats", "Purview Information Protection"),
            Value("purview-users", "active-users", "Purview Information Protection"),
            Value("identity-users", "active-users", "Defender for Identity"),
            Value("apps-users", "active-users", "Defender for Cloud Apps"),
        )),
    ),
    "insights-dynamics-usage": (
        Layout(
            _USAGE | _SEATS | {"sku": ("sku",), "category": ("revsumcategoryname",)},
            (("category",), ("active",), ("month",), ("tenant",)),
            _idle("revsumdivisionname", "assignedseats", "deploymentopportunity", "activeusagepercent"),
            written={"category": "RevSumCategoryName", "active": "ActiveSeats", "month": "Month",
                     "tenant": "CustomerTenantId"},
        ),
        Shape((_PAID, _ACTIVE), ("sku", "category")),
    ),
    "insights-power-bi-usage": (
        Layout(
            _USAGE | _SEATS | {"sku": ("sku",), "opportunity": ("deploymentopportunity",)},
            (("active",), ("opportunity",), ("month",), ("tenant",)),
            _idle("assignedseats", "activeusagepercent"), never=frozenset(("revsumcategoryname",)),
            written={"active": "ActiveSeats", "opportunity": "DeploymentOpportunity", "month": "Month",
                     "tenant": "CustomerTenantId"},
        ),
        Shape((_PAID, _ACTIVE), ("sku",), workload="Power BI"),
    ),
    "insights-business-usage": (
        Layout(
            _USAGE | {
                "workload": ("workload", "workloads"), "mau": ("mau",), "capacity": ("mac",),
                "month": ("fiscalmonthname", "month"),
            },
            (("workload",), ("mau",), ("month",), ("tenant", "name")),
            _idle("metrictype", "workloadcategory", "skugroup", "pamau"),
            written={"workload": "Workload", "mau": "MAU", "month": "FiscalMonthName",
                     "tenant": "CustomerTenantID"},
        ),
        Shape((Value("mau", "active-users"), Value("capacity", "capacity")), ("workload",)),
    ),
    "insights-business-revenue": (
        Layout(
            _USAGE | {
                "workload": ("workloads", "workload"), "revenue": ("adjustedrevenueamtcd",),
                "month": ("fiscalmonthname", "month"),
            },
            (("workload",), ("revenue",), ("month",), ("tenant", "name")),
            _idle("workloadcategory"),
            written={"workload": "Workloads", "revenue": "AdjustedRevenueAmtCD", "month": "FiscalMonthName",
                     "tenant": "CustomerTenantID"},
        ),
        Shape((Value("revenue", "revenue-usd"),), ("workload",)),
    ),
    "insights-teams-usage": (
        Layout(
            _USAGE | {
                "workload": ("subworkload",), "active": ("allupparticipants", "alluppartiticipants"),
                "month": ("monthkey", "month"),
            },
            (("workload",), ("active",), ("month",), ("tenant",)),
            _idle("desktopusers", "webusers", "mobileusers"),
            written={"workload": "SubWorkload", "active": "AllUpParticipants", "month": "MonthKey",
                     "tenant": "CustomerTenantId"},
        ),
        Shape((_ACTIVE,), ("workload",), workload="Teams"),
    ),
})  # fmt: skip
"""Files of usage by their kind."""

CUSTOMERS: Final[Mapping[str, Layout]] = MappingProxyType({
    "insights-customers": Layout(
        _USAGE | {"status": ("customerstatus",), "product": ("product",)},
        (("tenant", "tpid"), ("status",), ("product",)),
        _idle("rawproductname", "sku", "isautorenew", "isautorenewyesno", "availableseats",
              "productpartnumber", "billedrevenueusd", "azureconsumedrevenueusd", "cporrevenue",
              "cporpaidseats", "cporactiveusers"),
        never=frozenset(("subscriptionenddate", "subscriptionstate")),
        written={"tenant": "CustomerTenantId", "status": "CustomerStatus", "product": "Product"},
    ),
    "qualified-customers": Layout(
        _USAGE | {
            "adds": ("netcustomeradds", "netcustomeraddscount", "netcustomeradd"),
            "deployments": ("deployments", "deploymentscount"),
            "growth": ("usagegrowth", "usagegrowthpercent"),
            "revenue": ("netrevenueusd", "netrevenue", "acrusd"),
            "attribution": ("association", "associationtype", "partnerattributiontype", "partnerassociation"),
        },
        (("name", "tenant"), ("adds", "deployments", "growth")),
        _idle("workload", "solutionarea", "maucurrent", "maubaseline", "offername"),
        never=frozenset(("referralid", "claimid", "earningid", "servicelevel1", "workloadname")),
        written={"name": "Customer", "adds": "Deployments"},
    ),
    "csp-customers": Layout(
        _CLIENT | {"tenant": ("microsoftid",), "relationship": ("relationship",)},
        (("tenant",), ("name",), ("domain", "relationship")),
        frozenset(("tags",)),
        written={"tenant": "Microsoft ID", "name": "Company name", "domain": "Primary domain name"},
    ),
})  # fmt: skip
"""Files of customers by their kind."""
