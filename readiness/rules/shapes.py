"""The shapes a rule can have: one class per `kind`, its numbers read from the rules files.

Named tuples, as all rules are: a frozen dataclass takes seven times as long to define, and these classes
stand on the way to the first picture.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, TypeAlias, TypeVar

from readiness.facts import MICRO, CertificationId


class Gate(NamedTuple):
    """So many people who hold any of these; `points` is what the step itself brings (SMB tracks), once."""

    any_of: frozenset[CertificationId]
    at_least: int
    points: Fraction = Fraction(0)


class People(NamedTuple):
    """People who hold any of `counts` bring `each` points, once all gates are met.

    `full_at`: so many of them bring the maximum when the gates have brought their own points. `also`: one of
    each of these is needed too. `doubtful`: those of `counts` that sources disagree about.
    """

    counts: frozenset[CertificationId]
    each: Fraction
    full_at: Fraction
    gates: tuple[Gate, ...] = ()
    also: tuple[frozenset[CertificationId], ...] = ()
    doubtful: frozenset[CertificationId] = frozenset()

    @property
    def named(self) -> frozenset[CertificationId]:
        """Every certification that plays a part."""
        return self.counts.union(*(gate.any_of for gate in self.gates), *self.also)


class Selection(NamedTuple):
    """Which usage is eligible; `workloads` None: all. A row must satisfy every part."""

    workloads: frozenset[str] | None
    excluded: frozenset[str]
    associations: frozenset[str]
    offers: frozenset[str]
    clouds: frozenset[str]


Rates: TypeAlias = tuple[tuple[str, str, Fraction], ...]
"""A rate card: workload, measure, value of one unit."""


class Amount(NamedTuple):
    """What is added up: a measure as it stands, or measures valued by a rate card."""

    measure: str | None
    rates: Rates = ()


WINDOWS = ("month", "either-of-two-months", "trailing-year")


K = TypeVar("K")
Number: TypeAlias = int | Fraction
_NO_LIMIT = 10**30


class Condition(NamedTuple):
    """What an item's amount must satisfy in a period.

    `whole`: the amount as a share of this one. `any_workload`: one workload alone must satisfy it, instead of
    all together. `stays`: an item above `up_to` that fitted a year before still fits. `reading`: how the
    share is taken, over all workloads together or of each.
    """

    amount: Amount
    window: str
    at_least: Fraction | None = None
    more_than: Fraction | None = None
    up_to: Fraction | None = None
    whole: Amount | None = None
    any_workload: bool = False
    stays: bool = False
    reading: str | None = None

    @property
    def low(self) -> Fraction | None:
        return self.at_least if self.more_than is None else self.more_than

    @property
    def bounds(self) -> tuple[Number, Number]:
        """Lower and upper bound in millionths, or as shares; whole ones as int, which compare faster."""
        return _surroundings(self)[1:3]

    @property
    def surroundings(self) -> tuple[Number, Number, Number, Number]:
        """Half of the lower bound, the bounds, twice the upper one: within them an item is near."""
        return _surroundings(self)

    def _with_share(self, figures: Mapping[K, Number]) -> list[K]:
        """As `admitted`, crosswise: fractions take three times as long to compare as whole numbers."""
        up, down = self.bounds[0].as_integer_ratio()
        ratios = [(key, value.as_integer_ratio()) for key, value in figures.items()]
        if self.more_than is not None:
            return [key for key, (some, whole) in ratios if up * whole < some * down]
        return [key for key, (some, whole) in ratios if up * whole <= some * down]

    def admits(self, value: Number) -> bool:
        """Whether a figure in the unit of `bounds` satisfies it."""
        return bool(self.admitted({"": value}))

    def admitted(self, figures: Mapping[K, Number]) -> list[K]:
        """Whose figures, in the unit of `bounds`, satisfy it."""
        _, low, high, _ = _surroundings(self)
        if self.up_to is None and self.whole is not None:
            return self._with_share(figures)
        if self.up_to is None and self.more_than is None:
            return [key for key, value in figures.items() if low <= value]
        if self.more_than is not None:
            return [key for key, value in figures.items() if low < value <= high]
        return [key for key, value in figures.items() if low <= value <= high]


@lru_cache(maxsize=1024)
def _surroundings(condition: Condition) -> tuple[Number, Number, Number, Number]:
    scale = 1 if condition.whole is not None else MICRO
    low = Fraction(-_NO_LIMIT) if condition.low is None else condition.low * scale
    high = Fraction(_NO_LIMIT) if condition.up_to is None else condition.up_to * scale
    return plain(low / 2), plain(low), plain(high), plain(high * 2)


def plain(number: Fraction) -> Number:
    """The same number, as int where it is whole."""
    return number.numerator if number.denominator == 1 else number


class ItemPart(NamedTuple):
    """Items (tenants, or workloads at tenants) that satisfy all conditions.

    `maximum`: the part's own, in points, where each has one.
    """

    id: str
    by_workload: bool
    full_at: Fraction
    usage: tuple[Selection, ...]
    conditions: tuple[Condition, ...]
    counts_from_association: bool = False
    maximum: Fraction | None = None


class NetItems(NamedTuple):
    """Items of the last month minus those of the same month a year before.

    Of several parts the numbers add up; the points, where each has a maximum of its own; or the best counts.
    """

    parts: tuple[ItemPart, ...]
    best: bool = False

    @property
    def is_capped(self) -> bool:
        """Each part has a maximum of its own."""
        return self.parts[0].maximum is not None

    @property
    def full_at(self) -> Fraction:
        """The number that brings the maximum; where the best part counts, the first one's."""
        if self.is_capped:
            return sum((part.full_at for part in self.parts), Fraction(0))
        return self.parts[0].full_at


class GrowthPercent(NamedTuple):
    """Growth of one figure over a year in percent; without a `period` the reading names it."""

    full_at: Fraction
    amount: Amount
    usage: tuple[Selection, ...]
    period: str | None
    reading: str | None = None
    total_at_least: Fraction | None = None
    baseline_at_least: Fraction | None = None


class GrowthPart(NamedTuple):
    """A figure of the tenants that satisfy the conditions, each period by its own figures."""

    id: str
    full_at: Fraction
    amount: Amount
    window: str
    unit: str
    usage: tuple[Selection, ...]
    tenants: tuple[Condition, ...]
    counts_from_association: bool = False


class GrowthUnits(NamedTuple):
    """Growth in units over a year; points of the parts added, or the best one."""

    parts: tuple[GrowthPart, ...]
    best: bool = False


class DistinctWorkloads(NamedTuple):
    """Different workloads with any usage in the trailing year, all customers together."""

    full_at: Fraction
    amount: Amount
    usage: tuple[Selection, ...]


for _kind in (
    Gate,
    People,
    Selection,
    Amount,
    Condition,
    ItemPart,
    NetItems,
    GrowthPercent,
    GrowthPart,
    GrowthUnits,
    DistinctWorkloads,
):
    # These are keys while scoring, of amounts, outcomes and what a rule asks; hashing their fractions took a
    # third of that time. The loader makes equal ones one, so identity will do.
    _kind.__hash__ = object.__hash__  # type: ignore[method-assign]

Shape: TypeAlias = People | NetItems | GrowthPercent | GrowthUnits | DistinctWorkloads


class OnlyTrack(NamedTuple):
    """There is one track."""


class BestTrack(NamedTuple):
    """The track with the higher total counts."""


class SmbShare(NamedTuple):
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


class LargeWorkloads(NamedTuple):
    """Enterprise by the number of workloads above an amount in the last month and a year before."""

    at_least: int
    more_than: Fraction
    amount: Amount
    usage: tuple[Selection, ...]
    reading: str
    fixed_while_enrolled: bool = False


Choice: TypeAlias = OnlyTrack | BestTrack | SmbShare | LargeWorkloads
