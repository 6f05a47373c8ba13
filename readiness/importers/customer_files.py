"""Files of customers: Insights customers and tenants, qualified customers, the list of a cloud reseller."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from readiness.facts import CustomerId, Month, first_day
from readiness.importers.asked import Asked, Tabular, begun, finished, gathered, undecided
from readiness.importers.attributions import associations_of
from readiness.importers.clients import Client, Clients, NobodyError, segment_of
from readiness.importers.columns import Columns, Layout, shortened
from readiness.importers.months import Months
from readiness.importers.reading import Reading
from readiness.importers.tables import Row
from readiness.importers.ties import Ties
from readiness.importers.usage import CLIENT, MOST_PROBLEMS
from readiness.problems import Problem

_FIELDS = (*CLIENT, "attribution", "month")


@dataclass
class _Rows:
    """What the rows say, each set of equal ones once."""

    clients: Clients
    columns: Columns
    problems: list[Problem] = field(default_factory=list)
    refused: int = 0
    said: dict[tuple[str, ...], CustomerId | None] = field(default_factory=dict)
    """The customer of each set of cells; None where the rows with them are refused."""
    _told: set[str] = field(default_factory=set)

    def add(self, rows: list[Row]) -> None:
        pick = self.columns.pick(_FIELDS)
        for number, cells in rows:
            cells.append("")
            key = pick(cells)
            if key not in self.said:
                self.said[key] = self._customer(key, number)
            elif self.said[key] is None:
                self._customer(key, number)

    def _customer(self, key: tuple[str, ...], row: int) -> CustomerId | None:
        try:
            return self.clients.of(Client.of(key[: len(CLIENT)]), row)
        except NobodyError as error:
            self.refused += 1
            if self.refused <= MOST_PROBLEMS:
                self.problems.append(Problem(str(error), row=row))
        return None

    def ties(self, months: Months) -> Iterator[tuple[CustomerId, str, Month | None]]:
        """Each kind of tie of a customer, and the month in which the file has it first."""
        first: dict[tuple[CustomerId, str], Month | None] = {}
        for key, customer in self.said.items():
            kinds = associations_of(key[-2])
            if kinds is None and key[-2] not in self._told:
                self._told.add(key[-2])
                column, slots = self.columns.name("attribution"), {"text": shortened(key[-2])}
                self.problems.append(Problem("association-unknown", slots, column=column))
            if customer is None:
                continue
            for kind in kinds or ():
                month = self.month(key[-1], months)
                known = first.get((customer, kind))
                first[customer, kind] = month if known is None or (month or known) < known else known
        for (customer, kind), month in first.items():
            yield customer, kind, month

    def tell_segments(self, months: Months) -> None:
        for key, customer in self.said.items():
            segment = segment_of(key[CLIENT.index("segment")])
            if customer is not None and segment:
                self.clients.tell_segment(customer, segment, self.month(key[-1], months))

    @staticmethod
    def month(text: str, months: Months) -> Month | None:
        """A month that can't be read says nothing about when."""
        try:
            return months.of(text) if text.strip() else None
        except ValueError:
            return None


def read_customers(asked: Asked, kind: str, stream: Tabular, layout: Layout) -> Reading:
    """What a file of customers would change: customers, tenants, segments, associations."""
    columns = layout.place(stream.header)
    clients = Clients(asked.facts.customers)
    rows = _Rows(clients, columns)
    count, broken = gathered(stream, rows.add)
    reading = begun(asked, kind, columns)
    months = Months({key[-1] for key in rows.said}, asked.order)
    if months.undecided:
        return undecided(reading, count, months.undecided, columns.name("month"))
    rows.tell_segments(months)
    ties = Ties(asked.facts)
    for customer, association, month in rows.ties(months):
        ties.add(customer, association, None if month is None else first_day(month))
    refused = rows.refused + len(broken)
    problems = [*rows.problems, *clients.problems, *broken[:MOST_PROBLEMS]]
    if refused > MOST_PROBLEMS:
        problems.append(Problem("more-problems", {"n": refused - MOST_PROBLEMS}))
    return finished(reading, (clients.changes(), ties.changes()), problems, rows=count, refused=refused)
