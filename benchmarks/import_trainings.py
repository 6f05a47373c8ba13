"""Importing 10,000 training rows, from the dropped file to the commit, beside csv and one raw executemany."""

import csv
import gc
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from sqlcipher3 import dbapi2

from benchmarks.figures import Figure, main
from benchmarks.partners import TODAY
from readiness.rules import Rulebook, load_rulebook
from readiness.workspace import Workspace

ROWS = 10_000
ROWS_OF_A_PERSON = 4
COLUMNS = (
    *("PGAMpnId", "TrainingActivityId", "TrainingTitle", "TrainingType", "IndividualFirstName"),
    *(
        "IndividualLastName",
        "Email",
        "CorpEmail",
        "TrainingCompletionDate",
        "ExpirationDate",
        "ActivationStatus",
    ),
    *("Month", "IcMCP", "MCPID", "MPNId", "PartnerName", "PartnerCityLocation", "PartnerCountryLocation"),
)


def measure(short: bool) -> Iterator[Figure]:  # noqa: FBT001 - the one switch of all benchmarks
    gc.disable()  # as the window does, which collects between two events
    rulebook = load_rulebook()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        source = home / "trainings.csv"
        write_export(source, rulebook)
        floors, imports = [], []
        for run in range(5 if short else 12):
            gc.collect()
            floors.append(_raw(source, home / f"raw-{run}.db"))
            imports.append(_imported(source, home / f"{run}.readiness", rulebook))
    # The best of each: one disk flush that waits for another program says nothing of either.
    yield Figure(
        f"import of {ROWS} training rows", min(imports), min(floors), "csv and executemany", most_times=5
    )


def write_export(path: Path, rulebook: Rulebook) -> None:
    """A current export: three certifications each, no two times of day alike in a row."""
    titles = [c for c in rulebook.catalogue if c.validity_months and c.level in ("associate", "expert")]
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for row in range(ROWS):
            person, which = divmod(row, ROWS_OF_A_PERSON)
            number = (person + which * 7) % len(titles)
            earned = TODAY - timedelta(days=(row * 37) % 360)
            time_of_day = f"{row % 24:02}:{row * 7 % 60:02}"
            writer.writerow(
                (
                    *(1234567, 3000 + number, f"Microsoft Certified: {titles[number].name}", "Certification"),
                    *(
                        f"First{person}",
                        f"Last{person}",
                        f"p{person}@home.example",
                        f"p{person}@partner.example",
                    ),
                    *(f"{earned:%d/%m/%Y} {time_of_day}", f"{_year_after(earned):%d/%m/%Y} {time_of_day}"),
                    *("Active", f"{earned:%b-%y}", 1, 990_000_000 + person, 7654321),
                    *("Partner GmbH", "Berlin", "Germany"),
                )
            )


def _year_after(day: date) -> date:
    return day + timedelta(days=365)


def _raw(source: Path, file: Path) -> float:
    """What no import can do without: the text split and its rows in a file, safely."""

    def act() -> None:
        with source.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))
        connection.executemany(f"INSERT INTO rows VALUES ({marks})", rows[1:])  # noqa: S608 - question marks
        connection.commit()

    marks = ", ".join("?" for _ in COLUMNS)
    connection = dbapi2.connect(str(file))
    try:
        connection.execute(f"CREATE TABLE rows ({', '.join(COLUMNS)})")
        connection.commit()
        return _seconds(act)
    finally:
        connection.close()


def _imported(source: Path, file: Path, rulebook: Rulebook) -> float:
    """From the drop to the commit, the preview's snapshot included, in a window that shows the partner."""
    workspace = Workspace.create(file, "Partner GmbH", rulebook)
    try:
        workspace.warm_up()
        workspace.snapshot(TODAY)
        return _seconds(lambda: workspace.import_(workspace.preview_import(source, TODAY)))
    finally:
        if len(workspace.facts.awards) != ROWS:
            raise AssertionError(len(workspace.facts.awards))
        workspace.close()


def _seconds(act: Callable[[], None]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main(measure))
