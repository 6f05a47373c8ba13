"""Files of usage: Azure, Microsoft 365, Dynamics 365, Power BI, Enterprise Mobility, Teams, claims."""

from collections.abc import Iterable
from contextlib import suppress

from readiness.importers.asked import Asked, Tabular, begun, finished, gathered, undecided
from readiness.importers.clients import Clients
from readiness.importers.columns import Layout
from readiness.importers.dates import Days
from readiness.importers.reading import Reading
from readiness.importers.ties import Ties
from readiness.importers.usage import MOST_PROBLEMS, Shape, Usage
from readiness.problems import Problem


def read_usage(asked: Asked, kind: str, stream: Tabular, layout: Layout, shape: Shape) -> Reading:
    """What a file of usage would change: customers, and series month by month."""
    columns = layout.place(stream.header)
    clients = Clients(asked.facts.customers)
    usage = Usage(
        *(asked.facts, asked.rulebook.catalogue, clients, shape, columns), comma=stream.delimiter == ";"
    )
    rows, broken = gathered(stream, usage.add)
    reading = begun(asked, kind, columns)
    months = usage.months_of(asked.order)
    if months.undecided:
        return undecided(reading, rows, months.undecided, columns.name("month"))
    began = Days({text for _, _, text in usage.claims}, asked.order)
    if began.undecided:
        return undecided(reading, rows, began.undecided, columns.name("since"))
    ties = _ties(asked, usage, began)
    series = usage.changes(months)
    refused = usage.refused + len(broken)
    problems = (*usage.problems, *clients.problems, *broken[:MOST_PROBLEMS], *_of_the_whole(usage, refused))
    outcomes = (clients.changes(), ties.changes(), series)
    return finished(reading, outcomes, problems, rows=rows, refused=refused, left_out=usage.left_out)


def _ties(asked: Asked, usage: Usage, began: Days) -> Ties:
    ties = Ties(asked.facts)
    for (customer, association, text), workloads in usage.claims.items():
        with suppress(ValueError):  # a claim whose day can't be read is still one
            ties.add(customer, association, began.of(text), workloads)
    return ties


def _of_the_whole(usage: Usage, refused: int) -> Iterable[Problem]:
    """Sentences that hold for many rows."""
    if usage.repeated:
        yield Problem("rows-repeat-attribution", {"n": usage.repeated})
    if usage.blank:
        yield Problem("figures-blank", {"n": usage.blank})
    if refused > MOST_PROBLEMS:
        yield Problem("more-problems", {"n": refused - MOST_PROBLEMS})
