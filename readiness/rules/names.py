"""Names of the programme, the solution areas and the badges: dated, in three lengths, in each language."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from readiness.facts import Area
from readiness.rules.source import Dated

LANGUAGES = ("en", "fr")
LENGTHS = ("long", "medium", "short")


class Name(NamedTuple):
    """One name by language; each as long, medium and short."""

    by_language: Mapping[str, tuple[str, str, str]]

    def said(self, language: str, length: str = "long") -> str:
        """In English where the language is not known."""
        texts = self.by_language.get(language) or self.by_language["en"]
        return texts[LENGTHS.index(length)]


class Badge(NamedTuple):
    """What a customer sees where it is not the area's own name: several areas share one."""

    areas: tuple[Area, ...]
    name: Name
    dated: Dated


class Named(NamedTuple):
    """A name from a day on; `area` None: the programme's."""

    area: Area | None
    name: Name
    dated: Dated


class Names(NamedTuple):
    """The names in use on one day."""

    programme: Name
    areas: Mapping[Area, Name]
    badges: Mapping[Area, Name]
    """The badge that each area brings."""


class NamesHistory(NamedTuple):
    """All names there were, each list oldest first."""

    programme: tuple[Named, ...]
    areas: tuple[Named, ...]
    badges: tuple[Badge, ...]

    def on(self, day: date) -> Names:
        """The names of that day; before the first ones, those."""
        programme = [named.name for named in self.programme if named.dated.since <= day]
        areas = {n.area: n.name for n in reversed(self.areas) if n.area}
        areas |= {n.area: n.name for n in self.areas if n.area and n.dated.since <= day}
        badges = dict(areas)
        for badge in self.badges:
            if badge.dated.since <= day:
                badges |= dict.fromkeys(badge.areas, badge.name)
        return Names(programme[-1] if programme else self.programme[0].name, areas, badges)

    @property
    def dates(self) -> frozenset[date]:
        return frozenset(n.dated.since for some in (self.programme, self.areas, self.badges) for n in some)
