"""The shapes a rule can have: one dataclass per `kind`, its numbers read from the rules files.

What rests on usage is compared by identity (`eq=False`): shapes and their pieces are the keys under which
amounts and outcomes are kept while scoring, and hashing their fractions took a third of that time. The loader
makes equal ones one, so that the three Azure areas share theirs.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TypeAlias

from readiness.facts import MICRO, CertificationId


@dataclass(frozen=True, slots=True)
class Gate:
    """So many people who hold any of these; `points` is what the step itself brings (SMB tracks), once."""

    any_of: frozenset[CertificationId]
    at_least: int
    points: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class People:
    """People who hold any of `counts` bring `each` points, once all gates are met.

    `full_at`: so many of them bring the maximum when the gates have brought their own points.
    """

    counts: frozenset[CertificationId]
    each: Fraction
    full_at: Fraction
    gates: tuple[Gate, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """Which usage is eligible; `workloads` None: all. A row must satisfy every part."""

    workloads: frozenset[str] | None
    excluded: frozenset[str]
    associations: frozenset[str]
    offers: frozenset[str]
    clouds: frozenset[str]


Rates: TypeAlias = tuple[tuple[str, str, Fraction], ...]
"""A rate card: workload, measure, value of one unit."""


@dataclass(frozen=True, slots=True, eq=False)
class Amount:
    """What is added up: a measure as it stands, or measures valued by a rate card."""

    measure: str | None
    rates: Rates = ()


WINDOWS = ("month", "either-of-two-months", "trailing-year")


_NO_LIMIT = 10**30


@dataclass(frozen=True, eq=False)
class Condition:
    """What an item's amount must satisfy in a period.

    `whole`: the amount as a share of this one. `any_workload`: one workload alone must satisfy it, instead of
    all together. `stays`: an item above `up_to` that fitted a year before still fits.
    """

    amount: Amount
    window: str
    at_least: Fraction | None = None
    more_than: Fraction | None = None
    up_to: Fraction | None = None
    whole: Amount | None = None
    any_workload: bool = False
    stays: bool = False

    @property
    def low(self) -> Fraction | None:
        return self.at_least if self.more_than is None else self.more_than

    @cached_property
    def bounds(self) -> tuple[int | Fraction, int | Fraction]:
        """Lower and upper bound in millionths, or as shares; whole ones as int, which compare faster."""
        scale = 1 if self.whole is not None else MICRO
        low = -_NO_LIMIT if self.low is None else plain(self.low * scale)
        return low, _NO_LIMIT if self.up_to is None else plain(self.up_to * scale)

    def admits(self, value: int | Fraction) -> bool:
        """Whether a figure in the unit of `bounds` satisfies it."""
        low, high = self.bounds
        return (value > low if self.more_than is not None else value >= low) and value <= high


def plain(number: Fraction) -> int | Fraction:
    """The same number, as int where it is whole."""
    return number.numerator if number.denominator == 1 else number


@dataclass(frozen=True, slots=True, eq=False)
class ItemPart:
    """Items (tenants, or workloads at tenants) that satisfy all conditions."""

    id: str
    by_workload: bool
    full_at: Fraction
    usage: tuple[Selection, ...]
    conditions: tuple[Condition, ...]
    counts_from_association: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class NetItems:
    """Items of the last month minus those of the same month a year before; parts added, or the best one."""

    parts: tuple[ItemPart, ...]
    best: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class GrowthPercent:
    """Growth of one figure over a year in percent; without a `period` the reading names it."""

    full_at: Fraction
    amount: Amount
    usage: tuple[Selection, ...]
    period: str | None
    reading: str | None = None
    total_at_least: Fraction | None = None
    baseline_at_least: Fraction | None = None


@dataclass(frozen=True, slots=True, eq=False)
class GrowthPart:
    """A figure of the tenants that satisfy the conditions, each period by its own figures."""

    id: str
    full_at: Fraction
    amount: Amount
    window: str
    unit: str
    usage: tuple[Selection, ...]
    tenants: tuple[Condition, ...]
    counts_from_association: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class GrowthUnits:
    """Growth in units over a year; points of the parts added, or the best one."""

    parts: tuple[GrowthPart, ...]
    best: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class DistinctWorkloads:
    """Different workloads with any usage in the trailing year, all customers together."""

    full_at: Fraction
    amount: Amount
    usage: tuple[Selection, ...]


Shape: TypeAlias = People | NetItems | GrowthPercent | GrowthUnits | DistinctWorkloads


@dataclass(frozen=True, slots=True)
class OnlyTrack:
    """There is one track."""


@dataclass(frozen=True, slots=True)
class BestTrack:
    """The track with the higher total counts."""


@dataclass(frozen=True, slots=True)
class SmbShare:
    """SMB by the share of customers in the SMB segments, and by consumption below a bound where one stands.

    `segments`: by reading, or one entry under "".
    """

    segments: tuple[tuple[str, frozenset[str]], ...]
    at_least: Fraction | None = None
    more_than: Fraction | None = None
    reading: str | None = None
    consumed_under: Fraction | None = None
    amount: Amount | None = None
    usage: tuple[Selection, ...] = ()
    fixed_while_enrolled: bool = False


@dataclass(frozen=True, slots=True)
class LargeWorkloads:
    """Enterprise by the number of workloads above an amount in the last month and a year before."""

    at_least: int
    more_than: Fraction
    amount: Amount
    usage: tuple[Selection, ...]
    reading: str
    fixed_while_enrolled: bool = False


Choice: TypeAlias = OnlyTrack | BestTrack | SmbShare | LargeWorkloads
