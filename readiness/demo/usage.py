"""Twenty-five months of usage: a table of lines, each a few known months with straight ways between them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final

from readiness.demo.days import Days
from readiness.facts import MICRO, CustomerId, Month, Series, UsageKey, series_of

Points = Mapping[int, float]
"""Month 0 to 24 -> value; the first and last are the first and last month with usage."""


@dataclass(frozen=True, slots=True)
class Line:
    customer: str
    workload: str
    measure: str
    association: str
    points: Points
    offer: str = "paid"
    wobbles: bool = False
    """Months that are not named vary a little."""

    @property
    def first(self) -> int:
        return min(self.points)


def _azure() -> Iterator[Line]:
    for customer, association, services in AZURE:
        for workload, points in services.items():
            calm = workload in ("Sentinel", "Key Vault")
            yield Line(customer, workload, "acr-usd", association, points, wobbles=not calm)


def _seats() -> Iterator[Line]:
    for customer, association, seats, users in SEATS:
        for workload, points in users.items():
            yield Line(customer, workload, "paid-seats", association, seats)
            yield Line(customer, workload, "active-users", association, points)


AZURE: Final[tuple[tuple[str, str, Mapping[str, Points]], ...]] = (
    ("Adatum", "csp-tier2", {
        "Virtual Machines": {0: 940, 12: 1000, 24: 1190},
        "SQL Database": {0: 430, 12: 500, 24: 610},
        "Sentinel": {0: 150, 12: 250, 24: 340},
    }),
    ("Alpine Ski House", "csp-tier2", {
        "Azure App Service": {0: 240, 12: 290, 22: 410, 23: 572, 24: 572},
        "Key Vault": {0: 10, 12: 30, 24: 40},
    }),
    ("Bellows College", "pal", {
        "Virtual Machines": {0: 6410, 12: 5600, 24: 5355},
        "SQL Database": {0: 2440, 12: 2600, 24: 2650},
        "Sentinel": {0: 720, 12: 800, 24: 900},
    }),
    ("Fabrikam", "csp-tier2", {"Storage": {0: 360, 12: 395, 13: 402, 24: 460}}),
    ("Lamna Healthcare", "csp-tier2", {
        "Azure App Service": {14: 510, 24: 850},
        "SQL Database": {15: 120, 24: 358},
        "Sentinel": {13: 95, 14: 98, 23: 113, 24: 110},
    }),
    ("Munson's Pickles", "csp-tier2", {"Storage": {5: 30, 12: 40, 24: 75}}),
    ("Tailspin Toys", "csp-tier2", {
        "Virtual Machines": {0: 830, 12: 900, 24: 980},
        "Azure App Service": {0: 280, 12: 300, 24: 350},
        "Key Vault": {0: 80, 12: 100, 24: 120},
    }),
    ("VanArsdel", "pal", {
        "Virtual Machines": {0: 2300, 12: 2420, 24: 2500},
        "Storage": {0: 560, 12: 600, 24: 650},
    }),
    ("Wide World Importers", "dpor", {"Virtual Machines": {0: 2760, 12: 2935, 24: 2482.2}}),
    ("Woodgrove Bank", "csp-tier1", {"SQL Database": {3: 340, 12: 410, 24: 980}}),
    ("Trey Research", "pal", {"Storage": {0: 420, 12: 450, 24: 540}}),
    ("Southridge Video", "csp-tier2", {"Virtual Machines": {0: 690, 12: 620, 16: 380}}),
    ("Wingtip Toys", "dpor", {"Sentinel": {0: 40, 12: 60, 24: 96}}),
    ("Relecloud", "", {"SQL Database": {2: 900, 12: 1020, 24: 1240}}),
)  # fmt: skip
"""USD a month, by customer, association and service."""

GROWTH: Final = (3.1, 3.4, 3.8, 4.2, 4.9, 4.6, 5.3, 5.9, 6.3, 6.1, 7.0)
"""Percent above the year before, all Azure usage, in months 13 to 23; month 24 follows from the lines."""
BALANCING: Final = ("Bellows College", "Virtual Machines")

SEATS: Final[tuple[tuple[str, str, Points, Mapping[str, Points]], ...]] = (
    ("Adatum", "csp-tier2", {0: 78, 12: 80, 24: 84}, {
        "Exchange Online": {0: 26, 12: 28, 24: 78},
        "Teams": {0: 18, 12: 24, 24: 70},
        "SharePoint Online": {0: 12, 12: 20, 24: 60},
    }),
    ("Alpine Ski House", "csp-tier2", {0: 38, 12: 40, 24: 44}, {
        "Exchange Online": {0: 11, 12: 13, 24: 40},
        "Teams": {0: 8, 12: 11, 24: 36},
    }),
    ("Coho Winery", "csp-tier2", {0: 60, 24: 60}, {
        "Exchange Online": {0: 20, 12: 24, 24: 58},
        "Teams": {0: 12, 12: 18, 24: 52},
    }),
    ("Tailspin Toys", "csp-tier2", {0: 66, 12: 70, 24: 70}, {
        "Exchange Online": {0: 40, 12: 46, 24: 66},
        "Teams": {0: 36, 12: 42, 24: 60},
        "Microsoft 365 Apps": {0: 30, 12: 38, 24: 62},
    }),
    ("Westbury Print", "csp-tier2", {0: 90, 12: 95, 24: 95}, {
        "Exchange Online": {0: 38, 12: 42, 24: 92},
        "Teams": {0: 34, 12: 38, 24: 88},
    }),
    ("Zephyr Cycles", "csp-tier2", {0: 108, 12: 110, 24: 110}, {
        "Exchange Online": {0: 48, 12: 54, 24: 108},
        "Teams": {0: 40, 12: 46, 24: 102},
    }),
    ("Terra Firma Gardens", "csp-tier2", {0: 26, 12: 25, 18: 12}, {
        "Exchange Online": {0: 24, 12: 22, 18: 9},
        "Teams": {0: 20, 12: 18, 18: 6},
    }),
    ("Fabrikam", "csp-tier2", {0: 6, 12: 8, 13: 9, 14: 30, 24: 48}, {
        "Teams": {0: 2, 12: 5, 13: 6, 24: 18},
    }),
    ("Lamna Healthcare", "csp-tier2", {14: 35, 24: 35}, {
        "Exchange Online": {14: 4, 16: 30, 24: 34},
        "Teams": {14: 2, 17: 26, 24: 33},
        "Microsoft 365 Apps": {14: 2, 16: 28, 24: 33},
    }),
    ("Munson's Pickles", "csp-tier2", {0: 7, 12: 9, 23: 10, 24: 11}, {
        "Exchange Online": {0: 6, 12: 8, 23: 9, 24: 10},
    }),
    ("School of Fine Art", "csp-tier2", {16: 110, 20: 120, 24: 120}, {
        "Exchange Online": {16: 10, 20: 86, 24: 118},
        "Teams": {16: 4, 20: 70, 24: 112},
        "SharePoint Online": {16: 2, 20: 48, 24: 96},
        "Microsoft 365 Apps": {16: 4, 20: 50, 24: 79},
    }),
    ("Tailwind Traders", "csp-tier1", {17: 90, 24: 90}, {
        "Exchange Online": {17: 8, 20: 70, 24: 88},
        "Teams": {17: 4, 20: 58, 24: 84},
        "Microsoft 365 Apps": {17: 6, 20: 52, 24: 80},
    }),
    ("Sandalwood Clinic", "csp-tier2", {15: 56, 24: 60}, {
        "Exchange Online": {15: 6, 18: 44, 24: 57},
        "Teams": {15: 3, 18: 36, 24: 52},
        "SharePoint Online": {15: 2, 18: 24, 24: 41},
    }),
    ("Silverpine Dental", "csp-tier2", {18: 24, 24: 26}, {
        "Exchange Online": {18: 3, 20: 20, 24: 26},
        "Teams": {18: 2, 20: 12, 24: 22},
    }),
    ("Tidewater Marine", "csp-tier2", {19: 45, 24: 45}, {
        "Exchange Online": {19: 5, 22: 34, 24: 44},
        "Teams": {19: 3, 22: 28, 24: 39},
        "Microsoft 365 Apps": {19: 4, 22: 30, 24: 40},
    }),
    ("Vallon Architects", "csp-tier2", {21: 38, 24: 38}, {
        "Exchange Online": {21: 4, 24: 14},
        "Teams": {21: 2, 24: 12},
    }),
    ("Woodgrove Bank", "cpor", {0: 196, 12: 200, 24: 210}, {"Teams": {0: 104, 12: 120, 24: 205}}),
    ("Bellows College", "cpor", {0: 230, 12: 240, 24: 250}, {"Teams": {0: 72, 12: 90, 24: 215}}),
    ("VanArsdel", "cpor", {0: 370, 12: 380, 24: 390}, {"Exchange Online": {0: 220, 12: 250, 24: 303}}),
    ("Wide World Importers", "cpor", {16: 520, 24: 540}, {"Exchange Online": {16: 40, 24: 210}}),
    ("Fourth Coffee", "dpor", {4: 36, 12: 38, 24: 40}, {"Teams": {4: 8, 12: 12, 24: 22}}),
    ("Margie's Travel", "", {9: 12, 24: 14}, {"Exchange Online": {9: 9, 24: 13}}),
    ("Adatum", "csp-tier2", {0: 80, 24: 84}, {"Defender for Office 365": {0: 8, 12: 16, 24: 75}}),
    ("Alpine Ski House", "csp-tier2", {0: 38, 12: 40, 24: 44}, {
        "Defender for Office 365": {0: 8, 12: 10, 24: 40},
    }),
    ("Coho Winery", "csp-tier2", {0: 60, 24: 60}, {"Defender for Office 365": {0: 10, 12: 12, 24: 58}}),
    ("Fabrikam", "csp-tier2", {0: 6, 12: 8, 13: 9, 14: 30, 24: 48}, {
        "Defender for Office 365": {6: 1, 12: 1, 24: 18},
    }),
    ("School of Fine Art", "csp-tier2", {16: 110, 20: 120, 24: 120}, {
        "Defender for Office 365": {16: 6, 20: 60, 24: 110},
    }),
    ("Tailwind Traders", "csp-tier1", {17: 90, 24: 90}, {"Defender for Office 365": {17: 6, 24: 80}}),
    ("Woodgrove Bank", "cpor", {0: 196, 12: 200, 24: 210}, {
        "Defender for Identity": {0: 76, 12: 90, 24: 168},
    }),
)  # fmt: skip
"""Paid seats of each workload, and its active users."""

BUSINESS: Final = (
    Line("Adatum", "Business Central", "active-users", "csp-tier2", {0: 12, 12: 14, 24: 14}),
    Line("Adatum", "Business Central", "revenue-usd", "csp-tier2", {0: 860, 12: 980, 24: 980}),
    Line("Bellows College", "Power BI", "active-users", "pal", {0: 54, 12: 60, 24: 55}),
    Line("Fabrikam", "Business Central", "active-users", "csp-tier2", {20: 2, 24: 3}),
    Line("Fabrikam", "Business Central", "revenue-usd", "csp-tier2", {20: 140, 24: 210}),
    Line("Lamna Healthcare", "Business Central", "active-users", "csp-tier2", {24: 5}),
    Line("Lamna Healthcare", "Business Central", "revenue-usd", "csp-tier2", {24: 350}),
    Line("Stonebridge Notaries", "Business Central", "active-users", "csp-tier1", {19: 3, 21: 5, 24: 5}),
    Line("Stonebridge Notaries", "Business Central", "revenue-usd", "csp-tier1", {19: 210, 21: 350, 24: 350}),
    Line("Tailspin Toys", "Business Central", "active-users", "csp-tier2", {0: 11, 12: 12, 24: 12}),
    Line("Tailspin Toys", "Business Central", "revenue-usd", "csp-tier2", {0: 770, 12: 840, 24: 840}),
    Line("Trey Research", "Business Central", "active-users", "pal", {8: 4, 12: 6, 24: 6}),
    Line("VanArsdel", "Power Apps", "active-users", "pal", {0: 56, 12: 60, 24: 40}),
    Line("VanArsdel", "Power Apps", "revenue-usd", "cpor-revrec-performance", {0: 640, 12: 700, 24: 520}),
    Line("Woodgrove Bank", "Customer Engagement", "active-users", "cpor-osu", {0: 66, 12: 70, 24: 70}),
    Line("Woodgrove Bank", "Sales", "revenue-usd", "cpor-revrec", {0: 3700, 12: 3900, 24: 4100}),
    Line("Zephyr Cycles", "Customer Service", "revenue-usd", "cpor-osa", {2: 280, 12: 300, 24: 320}),
    Line("Westbury Print", "M365 Copilot", "paid-seats", "csp-tier2", {22: 10, 24: 10}, "trial"),
    Line("Adatum", "Virtual Machines", "acr-usd", "csp-tier2", {20: 100, 24: 100}, "support"),
)

LINES: Final = (*_azure(), *_seats(), *BUSINESS)


def series(days: Days, customers: Mapping[str, CustomerId]) -> Iterator[Series]:
    """All usage, `customers` by name."""
    by_line = [_by_month(days, line) for line in LINES]
    _balance(by_line)
    for line, by_month in zip(LINES, by_line, strict=True):
        key = UsageKey(customers[line.customer], line.workload, line.measure, line.association, line.offer)
        made = series_of(key, {Month(days.month(m)): value for m, value in by_month.items()})
        if made is not None:
            yield made


def _by_month(days: Days, line: Line) -> dict[int, int]:
    known = sorted(line.points.items())
    values = {known[0][0]: known[0][1]}
    for (start, low), (end, high) in pairwise(known):
        for month in range(start + 1, end + 1):
            way = low + (high - low) * (month - start) / (end - start)
            values[month] = way
    return {month: _micro(days, line, month, value) for month, value in values.items()}


def _micro(days: Days, line: Line, month: int, value: float) -> int:
    """Named months as they are, the others as whole units."""
    if month in line.points:
        return int(Decimal(str(value)) * MICRO)
    factor = 1 + days.wobble(line.customer, line.workload, month, most=0.015) if line.wobbles else 1
    return round(value * factor) * MICRO


def _balance(by_line: list[dict[int, int]]) -> None:
    """Let one line bring the sum of all associated Azure usage to the growth wanted in each month."""
    azure = [
        by_month
        for line, by_month in zip(LINES, by_line, strict=True)
        if line.measure == "acr-usd" and line.association and line.offer == "paid"
    ]
    balancing = next(
        by_month
        for line, by_month in zip(LINES, by_line, strict=True)
        if (line.customer, line.workload) == BALANCING and line.measure == "acr-usd"
    )
    for month, percent in enumerate(GROWTH, start=13):
        before, now = (sum(by_month.get(m, 0) for by_month in azure) for m in (month - 12, month))
        wanted = round(before * (100 + percent) / 100 / MICRO) * MICRO
        balancing[month] += wanted - now
