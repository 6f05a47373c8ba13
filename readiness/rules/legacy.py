"""Silver and Gold competencies: which designations follow, and what a holder keeps. Read when first asked."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final, NamedTuple

from readiness.facts import AREAS, Area, months_later
from readiness.problems import Message
from readiness.rules.book import CERTAINTIES, Rulebook
from readiness.rules.files import read_sources
from readiness.rules.load import late_text
from readiness.rules.source import Source
from readiness.rules.table import Table

FILE: Final = "legacy.toml"
MILESTONES: Final = (
    "announced",
    "last-competency",
    "designations-open",
    "renewals-go-on",
    "window-widened",
    "last-purchase",
    "no-longer-offered",
    "last-lapsed",
)
"""The days of the transition, in their order; `milestone.<id>` says each in words."""
_YEAR: Final = 12


class Competency(NamedTuple):
    """One legacy competency and the areas whose designation follows it."""

    id: str
    name: str
    areas: tuple[Area, ...]


class Milestone(NamedTuple):
    """One day of the transition."""

    id: str
    on: date
    certainty: str
    source: Source


class Kept(NamedTuple):
    """What a holder of a competency kept, reckoned from its own anniversary.

    `renewals`: the anniversaries on which legacy benefits could still be bought. The last of them runs to
    `membership_until`, its benefits to `benefits_until`, both inclusive.
    """

    title_until: date
    renewals: tuple[date, ...]
    membership_until: date
    benefits_until: date

    @property
    def sentences(self) -> tuple[Message, ...]:
        """The same in words, in the order of time."""
        first, last = self.renewals[0], self.renewals[-1]
        return (
            Message("kept.title", {"on": self.title_until}),
            Message("kept.first", {"on": first}),
            Message("kept.last", {"on": last}),
            Message("kept.membership", {"on": self.membership_until}),
            Message("kept.benefits", {"on": self.benefits_until}),
        )


class Legacy(NamedTuple):
    """The competencies, and the days on which they gave way to designations."""

    competencies: tuple[Competency, ...]
    milestones: Mapping[str, Milestone]
    membership_days: int
    benefit_days: int
    source: Source

    def kept(self, anniversary: date) -> Kept:
        """What a holder with this anniversary, in any year, kept after the titles ended."""
        begins = self.milestones["designations-open"].on
        last = self.milestones["last-purchase"].on
        years = range(begins.year, last.year + 1)
        days = [months_later(anniversary, (year - anniversary.year) * _YEAR) for year in years]
        renewals = tuple(day for day in days if begins <= day <= last)
        membership = renewals[-1] + timedelta(days=self.membership_days)
        return Kept(
            self.milestones["last-competency"].on,
            renewals,
            membership,
            membership + timedelta(days=self.benefit_days),
        )


def load_legacy(rulebook: Rulebook) -> Legacy:
    """The user's own file where the rulebook has one, else the shipped one.

    Raises:
        RulesError: the file is broken; names the file and the key.
    """
    from readiness.rules.reading import parse  # noqa: PLC0415 - only who asks pays for it

    return _legacy(Table(FILE, "", parse(FILE, late_text(rulebook, FILE))))


def _legacy(file: Table) -> Legacy:
    sources = read_sources(file)
    competencies = tuple(map(_competency, file.tables("competency")))
    if len({one.id for one in competencies}) != len(competencies):
        file.fail("competency", "an id stands twice")
    milestones = [_milestone(entry, sources) for entry in file.tables("milestone")]
    if tuple(one.id for one in milestones) != MILESTONES:
        file.fail("milestone", f"each of {', '.join(MILESTONES)} is expected, in this order")
    days = [one.on for one in milestones]
    if days != sorted(days):
        file.fail("milestone", "ascending days are expected")
    holder = file.table("holder")
    legacy = Legacy(
        competencies,
        {one.id: one for one in milestones},
        holder.whole("membership_days"),
        holder.whole("benefit_days"),
        sources[holder.one_of("source", tuple(sources))],
    )
    holder.one_of("certainty", CERTAINTIES)
    holder.done()
    file.done()
    return legacy


def _competency(entry: Table) -> Competency:
    found = Competency(entry.text("id"), entry.text("name"), entry.texts("areas"))
    if not found.areas or not set(found.areas) <= set(AREAS):
        entry.fail("areas", f"at least one of {', '.join(AREAS)} is expected")
    entry.done()
    return found


def _milestone(entry: Table, sources: Mapping[str, Source]) -> Milestone:
    found = Milestone(
        entry.text("id"),
        entry.day("on"),
        entry.one_of("certainty", CERTAINTIES),
        sources[entry.one_of("source", tuple(sources))],
    )
    entry.done()
    return found
