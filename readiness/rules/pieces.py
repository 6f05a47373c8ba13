"""What area files name once and use often: workload lists, rate cards, eligible usage, conditions."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from readiness.facts import ASSOCIATIONS, CLOUDS, MEASURES, OFFERS
from readiness.rules.catalogue import Catalogue
from readiness.rules.shapes import WINDOWS, Amount, Condition, Rates, Selection
from readiness.rules.table import Table

T = TypeVar("T")
_CPOR: Final = ("cpor", "cpor-osa", "cpor-osu")


@dataclass(frozen=True, slots=True)
class Known:
    """What area files may name: certifications, workloads, readings with their alternatives.

    `shared` holds shapes and their pieces by value, so that equal ones are one.
    """

    catalogue: Catalogue
    readings: Mapping[str, tuple[str, ...]]
    shared: dict[Hashable, Any] = field(default_factory=dict)

    def one(self, make: Callable[..., T], *parts: Hashable) -> T:
        """`make(*parts)`, the same object for the same parts."""
        key = (make, *parts)
        if key not in self.shared:
            self.shared[key] = make(*parts)
        found: T = self.shared[key]
        return found


def words(entry: Table, key: str, allowed: tuple[str, ...]) -> frozenset[str]:
    """A list of known words, at least one.

    Raises:
        RulesError: it is empty, or one is not known.
    """
    found = entry.texts(key)
    if not found or not set(found) <= set(allowed):
        entry.fail(key, f"at least one of {', '.join(allowed)} is expected")
    return frozenset(found)


class Pieces:
    """The lists, rate cards and named usage of one file, and what is made of them."""

    def __init__(self, file: Table, known: Known) -> None:
        self._file = file
        self._known = known
        self._lists = self._workload_lists()
        self._rates = self._rate_cards()
        self._usages = self._named_usage()

    def _workload_lists(self) -> Mapping[str, frozenset[str]]:
        if not self._file.has("lists"):
            return {}
        entry = self._file.table("lists")
        return {key: frozenset(self._workloads(entry, key)) for key in entry.keys_left()}

    def _workloads(self, entry: Table, key: str) -> tuple[str, ...]:
        names = entry.texts(key)
        for name in names:
            if name not in self._known.catalogue.workloads:
                entry.fail(key, f"unknown workload {name!r}")
        return names

    def _rate_cards(self) -> Mapping[str, Rates]:
        if not self._file.has("rates"):
            return {}
        cards = self._file.table("rates")
        return {key: tuple(self._rates_of(cards.table(key))) for key in cards.keys_left()}

    def _rates_of(self, card: Table) -> Rates:
        rates = []
        for workload in card.keys_left():
            if workload not in self._known.catalogue.workloads:
                card.fail(workload, "unknown workload")
            entry = card.table(workload)
            rates.append((workload, entry.one_of("measure", MEASURES), entry.positive("rate")))
            entry.done()
        return tuple(rates)

    def _named_usage(self) -> Mapping[str, tuple[Selection, ...]]:
        if not self._file.has("usages"):
            return {}
        entry = self._file.table("usages")
        return {key: self._selections(entry, key) for key in entry.keys_left()}

    def usage(self, entry: Table) -> tuple[Selection, ...]:
        """`usage`: the name of an entry of `[usages]`, or selections written out.

        Raises:
            RulesError: the name is not known, or something in the selections is not.
        """
        if entry.holds_text("usage"):
            return self._usages[entry.one_of("usage", tuple(self._usages))]
        return self._selections(entry, "usage")

    def _selections(self, entry: Table, key: str) -> tuple[Selection, ...]:
        usage = tuple(self._selection(selection) for selection in entry.tables(key))
        return usage or entry.fail(key, "at least one selection is needed")

    def _selection(self, entry: Table) -> Selection:
        named = entry.one_of("workloads", ("all", *self._lists))
        without = entry.maybe("except", lambda key: entry.one_of(key, tuple(self._lists)))
        associations = words(entry, "associations", ASSOCIATIONS)
        selection = self._known.one(
            Selection,
            None if named == "all" else self._lists[named],
            frozenset() if without is None else self._lists[without],
            associations | frozenset(_CPOR if "cpor" in associations else ()),
            words(entry, "offers", OFFERS),
            words(entry, "clouds", CLOUDS),
        )
        entry.done()
        return selection

    def measure(self, entry: Table) -> Amount:
        return self._known.one(Amount, entry.one_of("measure", MEASURES))

    def amount(self, entry: Table) -> Amount:
        """`rates`, a rate card of the file, else `measure`."""
        if entry.has("rates"):
            return self._known.one(Amount, None, self._rates[entry.one_of("rates", tuple(self._rates))])
        return self.measure(entry)

    def conditions(self, entry: Table, key: str) -> tuple[Condition, ...]:
        return tuple(self._condition(condition) for condition in entry.tables(key))

    def _condition(self, entry: Table) -> Condition:
        condition: Condition = self._known.one(
            Condition,
            self.amount(entry),
            entry.one_of("window", WINDOWS),
            entry.maybe("at_least", entry.number),
            entry.maybe("more_than", entry.number),
            entry.maybe("up_to", entry.number),
            entry.maybe("of", lambda key: self._known.one(Amount, entry.one_of(key, MEASURES))),
            entry.maybe("over", lambda key: entry.one_of(key, ("all", "any-workload"))) == "any-workload",
            entry.maybe("stays", entry.flag) is True,
            entry.maybe("reading", lambda key: entry.one_of(key, tuple(self._known.readings))),
        )
        if condition.at_least is condition.more_than is condition.up_to is None:
            entry.fail("at_least", "at least one of at_least, more_than and up_to is expected")
        if condition.stays and condition.up_to is None:
            entry.fail("stays", "it needs up_to")
        if condition.any_workload and (condition.window != "month" or condition.whole is not None):
            entry.fail("over", "any-workload stands with a plain measure of the month")
        if condition.reading is not None and condition.whole is None:
            entry.fail("reading", "it stands with a share")
        entry.done()
        return condition
