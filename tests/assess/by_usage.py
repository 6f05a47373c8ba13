"""Examples about customers and their usage, put into records."""

from datetime import date
from typing import Final

from readiness.assess import Finding
from readiness.words import Words
from tests.assess.by_people import shown
from tests.assess.examples import Example, check_points, number
from tests.assess.world import BEFORE, BEFORE_YEAR_AGO, NOW, YEAR_AGO, World

PERCENT: Final = 100
SEATS: Final = 250
"""Users of one tenant where a number of users is spread over tenants."""


def net_adds(example: Example) -> None:
    world = example.world()
    given = example.given
    net = next(given[key] for key in ("net_adds", "value", "actual") if key in given)
    items = ITEMS if example.on >= date(2023, 3, 1) else ITEMS | BEFORE_2023
    world.tenants(net, *items[example.area, example.track])
    metric = example.metric(world, "net-customer-adds")
    check_points(example, metric.points)
    if "chip" in example.expected:
        assert metric.chip == example.expected["chip"].lower().replace(" ", "-")


ITEMS: Final = {
    ("infrastructure", "single"): ("Storage", "acr-usd", "csp-tier2", 1000),
    ("infrastructure", "enterprise"): ("Storage", "acr-usd", "csp-tier2", 1000),
    ("infrastructure", "smb"): ("Storage", "acr-usd", "csp-tier2", 500),
    ("business-applications", "enterprise"): ("Sales", "revenue-usd", "dpor", 1500),
    ("business-applications", "smb"): ("Sales", "revenue-usd", "dpor", 250),
    ("modern-work", "enterprise"): ("Teams", "paid-seats", "cpor", 301),
    ("modern-work", "smb"): ("Teams", "paid-seats", "csp-tier2", 11),
    ("security", "smb"): ("Intune", "paid-seats", "csp-tier2", 5),
}
BEFORE_2023: Final = {
    ("business-applications", "smb"): ("Sales", "revenue-usd", "dpor", "500.000001"),
}
"""Usage that just makes a net customer add, then and before 2023."""


def security_adds(example: Example) -> None:
    world = example.world()
    azure = 100 if example.on >= date(2023, 6, 13) else 1200
    world.tenants(example.given["azure_net"], "Sentinel", "acr-usd", "pal", azure)
    world.tenants(example.given["m365_net"], "Intune", "paid-seats", "cpor", 25)
    check_points(example, example.metric(world).points)


def tenants_by_consumption(example: Example) -> None:
    world = example.world()
    for key, months in (
        ("tenants_last_two_months_acr", (NOW, BEFORE)),
        ("tenants_same_period_last_year", (YEAR_AGO, BEFORE_YEAR_AGO)),
    ):
        for name, values in example.given[key].items():
            world.use(
                world.customer(name=name),
                f"Service {months[0]}",
                "acr-usd",
                "csp-tier2",
                dict(zip(months, values, strict=True)),
            )
    metric = example.metric(world)
    assert metric.value == example.expected["net"]
    check_points(example, metric.points)
    if "eligible_now" in example.expected:
        assert list(metric.because[0].evidence) == example.expected["eligible_now"]


def classification(example: Example) -> None:
    given = example.given
    world = example.world()
    first = world.customer("smb")
    for _ in range(given["smb_customers"] - 1):
        world.customer("smb")
    for _ in range(given.get("smc_corporate_customers", 0)):
        world.customer("smc-corporate")
    for _ in range(given["customers"] - given["smb_customers"] - given.get("smc_corporate_customers", 0)):
        world.customer("enterprise")
    world.use(first, "Storage", "acr-usd", "csp-tier2", {NOW: given.get("acr_12m_usd", 1000)})
    wanted = example.expected.get("track") or example.expected["track_by_announcement"]
    assert example.standing(world).track == wanted
    if "track_by_page" in example.expected:
        world.read("smb-share", "smb-only")
        assert example.standing(world).track == example.expected["track_by_page"]


def paid_seats(example: Example) -> None:
    world = example.world()
    world.tenants(1, "Teams", "paid-seats", "csp-tier2", example.given["paid_seats_of_one_workload"])
    eligible = {"SMB": 1, "none": 0}[example.expected["eligible_track"]]
    in_smb = Example(example.case, example.rulebook, example.on, example.area, "smb")
    assert in_smb.metric(world, "net-customer-adds").value == eligible
    in_enterprise = Example(example.case, example.rulebook, example.on, example.area, "enterprise")
    assert in_enterprise.metric(world, "net-customer-adds").value == 0


def consumption_growth(example: Example) -> None:
    world = example.world()
    now, ago = example.given["acr_last_month"], example.given["acr_same_month_last_year"]
    world.use(world.customer(), "Storage", "acr-usd", "csp-tier2", {NOW: now, YEAR_AGO: ago})
    metric = example.metric(world)
    assert metric.value == number(example.expected["growth_pct"])
    check_points(example, metric.points, "points" if "points" in example.expected else "points_continuous")
    if "points_shown" in example.expected:
        assert Words("en").points(metric.points) == shown(example.expected["points_shown"])


def business_growth(example: Example) -> None:
    """Customer Insights, 5 profiles for 1 of monthly consumption value."""
    world = example.world()
    now, ago = example.given["mcv_last_month"], example.given["mcv_same_month_last_year"]
    world.use(world.customer(), "Customer Insights", "capacity", "pal", {NOW: 5 * now, YEAR_AGO: 5 * ago})
    metric = example.metric(world)
    check_points(example, metric.points)
    if "growth_pct" in example.expected:
        assert metric.value == example.expected["growth_pct"]


def shown_growth(example: Example) -> None:
    world = example.world()
    now = 10000 * (1 + number(example.given["add_pct"]) / PERCENT)
    world.use(
        world.customer(),
        "Business Central",
        "active-users",
        "csp-tier2",
        {NOW: str(int(now)), YEAR_AGO: 10000},
    )
    metric = example.metric(world, "usage-growth")
    assert Words("en").points(metric.points) == shown(example.expected["added_points_shown"])


def security_growth(example: Example) -> None:
    world = example.world()
    azure, users = "pal", "cpor"
    size = {"single": 1000, "enterprise": 1000, "smb": SEATS}[example.track]
    given = example.given
    grown = given.get("m365_protected_user_growth", 0)
    consumed = given.get("azure_acr_growth_usd", given.get("azure_acr_usd"))
    world.use(world.customer(), "Sentinel", "acr-usd", azure, {NOW: consumed})
    customer = world.customer()
    world.use(customer, "Intune", "paid-seats", users, {NOW: size, YEAR_AGO: size})
    world.use(customer, "Intune", "active-users", users, {NOW: grown, YEAR_AGO: 0})
    check_points(example, example.metric(world).points)


KINDS: Final = {"CPOR": ("cpor", "cpor"), "CSP": ("csp", "csp-tier2"), "DPOR": ("dpor", "dpor")}


def growth_by_association(example: Example) -> None:
    """Users of each association, spread over tenants of the track's size."""
    world = example.world()
    seats = 301 if example.track == "enterprise" else SEATS
    for kind, grown in example.given.items():
        for start in range(0, grown, SEATS):
            customer = world.customer()
            world.use(customer, "Teams", "paid-seats", KINDS[kind][1], {NOW: seats, YEAR_AGO: seats})
            users = {NOW: min(SEATS, grown - start), YEAR_AGO: 0}
            world.use(customer, "Teams", "active-users", KINDS[kind][1], users)
    metric = example.metric(world)
    check_points(example, metric.points)
    check_kinds(example, metric)


def check_kinds(example: Example, metric: Finding) -> None:
    """Each kind's own points, not capped."""
    parts = {part.asks.slots["part"].code: part for part in metric.because if "part" in part.asks.slots}
    for key, points in example.expected["by_type"].items():
        part = parts[f"part.{KINDS[key.partition('_')[0]][0]}"]
        assert part.value is not None
        assert part.full_at is not None
        assert part.value * metric.maximum / part.full_at == number(points)


def deployments_by_association(example: Example) -> None:
    world = example.world()
    for kind, count in example.given.items():
        deploy(example, world, count, KINDS[kind][1])
    metric = example.metric(world)
    check_points(example, metric.points)
    check_kinds(example, metric)


def deploy(example: Example, world: World, count: int, association: str, workload: str = "Teams") -> None:
    """Tenants of the track's size that used nothing a year ago and half of their seats now."""
    seats = 302 if example.track == "enterprise" else 50
    for _ in range(count):
        customer = world.customer()
        world.use(customer, workload, "paid-seats", association, {NOW: seats, YEAR_AGO: seats})
        world.use(customer, workload, "active-users", association, {NOW: seats // 2, YEAR_AGO: 0})


def net_deployments(example: Example) -> None:
    world = example.world()
    count = example.given["net_deployments"]
    if example.area == "security":
        deploy(example, world, count, "cpor", "Intune")
    else:
        world.tenants(count, "Business Central", "active-users", "csp-tier2", 10)
    check_points(example, example.metric(world).points)


def csp_deployments(example: Example) -> None:
    points = []
    given = example.given
    counts = (given["current"], given["current"] + given["add"]) if "add" in given else (0, given["value"])
    for count in counts:
        world = example.world()
        deploy(example, world, count, "csp-tier2")
        points.append(example.metric(world, "deployments").points)
    wanted = example.expected.get("added_points", example.expected.get("points_shown"))
    assert points[1] - points[0] == number(wanted)


def consumed_services(example: Example) -> None:
    world = example.world()
    services = example.given.get("services_acr_12m") or {
        f"Service {n}": 1 for n in range(example.given["unique_services"])
    }
    for service, value in services.items():
        world.use(world.customer(), service, "acr-usd", "csp-tier2", {NOW: value})
    metric = example.metric(world)
    check_points(example, metric.points)
    if "counted" in example.expected:
        assert metric.value == example.expected["value"]
        named = {found.asks.slots["workload"] for found in metric.because if found.rule == "service"}
        assert named == set(example.expected["counted"])


def consumption_value(example: Example) -> None:
    """It is exactly what a deployment of the track asks for: one millionth less is none."""
    (usage,) = example.given["usage"]
    measure, units = (
        ("capacity", usage["profiles"]) if "profiles" in usage else ("active-users", usage["mau"])
    )
    track = "smb" if example.case["track"] == "smb" else "enterprise"
    assert example.expected["mcv"] == {"smb": 5000, "enterprise": 10000}[track]
    assert example.expected.get("eligible_deployment", True)
    for value, deployed in ((str(units), 1), (f"{units - 1}.999999", 0)):
        world = example.world()
        association = "pal" if measure == "capacity" else "csp-tier2"
        world.tenants(1, usage["workload"], measure, association, value)
        in_track = Example(example.case, example.rulebook, example.on, example.area, track)
        assert in_track.metric(world, "deployments").value == deployed
