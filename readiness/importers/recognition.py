"""Which family a table is of: by the columns it has, never by the file's name or their order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Final, TypeAlias

from readiness.importers.asked import Asked, Tabular
from readiness.importers.award_files import COURSES, EXAMS, read_awards, read_courses
from readiness.importers.award_files import LAYOUTS as AWARDS
from readiness.importers.columns import Layout
from readiness.importers.customer_files import read_customers
from readiness.importers.for_reading import table_for_reading
from readiness.importers.kept_out import MONEY, OTHERS, other_kind, read_money
from readiness.importers.layouts import CUSTOMERS, USAGE
from readiness.importers.reading import TRAININGS, Reading
from readiness.importers.record_tables import KIND as RECORDS
from readiness.importers.record_tables import list_of, names
from readiness.importers.subscription_files import LAYOUTS as SUBSCRIPTIONS
from readiness.importers.subscription_files import read_subscriptions
from readiness.importers.tables import normal
from readiness.importers.trainings import COLUMN_NAMES, missing_columns
from readiness.importers.usage_files import read_usage
from readiness.problems import Message, SourceError

Reader: TypeAlias = Callable[[Asked, str, Tabular, Layout], Reading]


@dataclass(frozen=True, slots=True)
class Family:
    """A family of tables and what reads it."""

    layout: Layout
    read: Reader


FAMILIES: Final[Mapping[str, Family]] = MappingProxyType(
    {kind: Family(layout, partial(read_usage, shape=shape)) for kind, (layout, shape) in USAGE.items()}
    | {kind: Family(layout, read_customers) for kind, layout in CUSTOMERS.items()}
    | {kind: Family(layout, read_subscriptions) for kind, layout in SUBSCRIPTIONS.items()}
    | {
        kind: Family(layout, read_courses if kind in (COURSES, EXAMS) else read_awards)
        for kind, layout in AWARDS.items()
    }
    | {kind: Family(layout, read_money) for kind, layout in MONEY.items()}
)
"""Every family of tables but the Trainings, which have a reader of their own."""
WANTED: Final = COLUMN_NAMES.union(
    names(),
    *(family.layout.known for family in FAMILIES.values()),
    *(names for some in OTHERS.values() for names in some),
)
"""Every column name that tells a header from other rows."""


def kind_of(header: tuple[str, ...]) -> str | None:
    """The family whose needed columns are all there; of several, the one that knows most of the columns."""
    if list_of(header) is not None:
        return RECORDS
    if not missing_columns(header):
        return TRAININGS
    names = set(map(normal, header))
    fitting = [kind for kind, family in FAMILIES.items() if not family.layout.missing(header)]
    return max(fitting, key=lambda kind: len(names & FAMILIES[kind].layout.known), default=None)


def require_kind(header: tuple[str, ...], asked_for: str | None, source: str) -> str:
    """The kind of a table, or the one that was asked for.

    Raises:
        SourceError: it is of no known kind, of one that nothing is kept of, or not of the one asked for.
    """
    if asked_for is not None and asked_for not in FAMILIES and asked_for != TRAININGS:
        if asked_for == kind_of(header):
            return asked_for
        raise SourceError("source-unknown", source=source)
    if asked_for is not None:
        missing = (
            missing_columns(header) if asked_for == TRAININGS else FAMILIES[asked_for].layout.missing(header)
        )
        if missing:
            raise SourceError("columns-missing", source=source, columns=", ".join(missing))
        return asked_for
    found = kind_of(header)
    if found is None:
        ours = table_for_reading(header)
        if ours is not None:
            raise SourceError("source-for-reading", source=source, table=Message(f"table.{ours}"))
        other = other_kind(header)
        if other is not None:
            raise SourceError("source-other", source=source, what=Message(f"other.{other}"))
        raise SourceError("source-unknown", source=source)
    return found
