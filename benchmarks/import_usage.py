"""Importing a million rows of Azure usage, from the drop to the commit, beside csv and executemany."""

import csv
import itertools
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Final

from benchmarks.figures import Figure, main
from benchmarks.partners import TODAY

ROWS: Final = 1_000_000
_MONTHS: Final = tuple(f"{year}-{month:02}-01" for year in (2025, 2026) for month in range(1, 13))[:20]
_SERVICES: Final = (
    *("Virtual Machines", "Storage", "SQL Database", "Azure App Service", "Azure Kubernetes Service"),
    *("Azure Cosmos DB", "Backup", "Bandwidth", "Key Vault", "Functions"),
)
COLUMNS: Final = (
    *("PGAMpnId", "SubscriptionId", "SubscriptionStartDate", "SubscriptionEndDate", "FirstUseDate"),
    *("SubscriptionState", "Month", "ServiceName", "MeterCategory", "UsageUnits", "UsageQuantity"),
    *("CustomerName", "CustomerTenantId", "CustomerTpid", "CustomerSegment", "CustomerMarket", "MpnId"),
    *("PartnerName", "PartnerLocationID", "PartnerAttributionType", "SalesChannel", "EnrollmentNumber"),
    *("IsACRDuplicateAtPGALevel", "ResellerID", "ResellerName", "MonthlySubscriptionLevelACR", "TotalACR"),
)
_MOST_MEGABYTES: Final = 300


def measure(short: bool) -> Iterator[Figure]:  # noqa: FBT001 - the one switch of all benchmarks
    sizes = (ROWS // 20,) if short else (ROWS // 4, ROWS)
    for rows in sizes:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            source = home / "usage.csv"
            write_export(source, rows)
            raw = _seconds(partial(_raw, source, home / "raw.db"))
            seconds, megabytes = _imported(source, home / "partner.readiness")
        name = f"import of {rows} usage rows"
        yield Figure(name, seconds, raw, "csv and executemany", most_times=5, aim_times=3)
        yield Figure(f"memory of it: {name}", megabytes, _MOST_MEGABYTES, "limit", most_times=1, unit="MB")


def write_export(path: Path, rows: int) -> None:
    """Usage of as many customers as it takes: ten services each, in twenty months."""
    customers = -(-rows // (len(_MONTHS) * len(_SERVICES)))
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        made = itertools.islice(itertools.product(range(customers), _MONTHS, enumerate(_SERVICES)), rows)
        writer.writerows(_row(customer, month, *service) for customer, month, service in made)


def _row(customer: int, month: str, number: int, service: str) -> tuple[str, ...]:
    tenant = f"196e2273-0000-4000-8000-{customer:012x}"
    return (
        *("1234567", f"5ab1e000-0000-4000-8000-{customer:012x}", "2024-01-01", "2034-01-01", "2024-01-02"),
        *("Active", month, service, service, "Hours", f"{number * 7 + customer % 90}.5"),
        *(f"Customer {customer}", tenant, f"{4_000_000 + customer}", "SMC - SMB", "France", "7654321"),
        *("Partner GmbH", "7654321", "CSP Tier 2", "Indirect/CSP", "", "0", "", "", "0"),
        f"{(customer * 37 + number * 11) % 900}.{customer % 100:02}",
    )


def _raw(source: Path, file: Path) -> None:
    """What no import can do without: the text split and its rows in a file, safely."""
    from sqlcipher3 import dbapi2  # noqa: PLC0415 - only for this measure

    marks = ", ".join("?" for _ in COLUMNS)
    connection = dbapi2.connect(str(file))
    try:
        connection.execute(f"CREATE TABLE rows ({', '.join(COLUMNS)})")
        with source.open(encoding="utf-8", newline="") as stream:
            rows = csv.reader(stream)
            next(rows)
            connection.executemany(f"INSERT INTO rows VALUES ({marks})", rows)  # noqa: S608 - question marks
        connection.commit()
    finally:
        connection.close()


def _imported(source: Path, file: Path) -> tuple[float, float]:
    """Seconds and megabytes of an import in a process of its own, as the memory of this one says nothing."""
    command = [sys.executable, "-m", "benchmarks.import_usage", "--import", str(source), str(file)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, megabytes = json.loads(answer.stdout)
    return seconds, megabytes


def _import(source: Path, file: Path) -> tuple[float, float]:
    import gc  # noqa: PLC0415 - only for this measure
    import resource  # noqa: PLC0415 - where there is one

    from readiness.rules import load_rulebook  # noqa: PLC0415 - only for this measure
    from readiness.workspace import Workspace  # noqa: PLC0415 - only for this measure

    gc.disable()  # as the window does, which collects between two events
    workspace = Workspace.create(file, "Partner GmbH", load_rulebook())
    try:
        workspace.warm_up()
        workspace.snapshot(TODAY)
        idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        seconds = _seconds(lambda: workspace.import_(workspace.preview_import(source, TODAY)))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        if not workspace.facts.usage:
            raise AssertionError(source)
    finally:
        workspace.close()
    return seconds, (peak - idle) / 1024


def _seconds(act: Callable[[], None]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


if __name__ == "__main__":
    if sys.argv[1:2] == ["--import"]:
        print(json.dumps(_import(Path(sys.argv[2]), Path(sys.argv[3]))))
        sys.exit(0)
    sys.exit(main(measure))
