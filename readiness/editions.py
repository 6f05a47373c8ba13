"""Editions: which report is asked for, for whom, in which language and on which paper."""

from typing import Final

from readiness.frozen import frozen

AUDIENCES: Final = ("internal", "customer")
PAPERS: Final = ("a4", "letter")
PACKS: Final = (
    "summary",
    "claims",
    "engagements",
    "coop",
    "references",
    "audit",
    "discrepancy",
    "admin",
)
SEPARATORS: Final = {"comma": ",", "semicolon": ";", "tab": "\t"}


@frozen
class Edition:
    """One way to ask for a report.

    `with_scores` is what a customer asked for; an internal report has them anyway. `pack` names one of
    `PACKS`, empty: a single report. `areas` empty: all. `table` is for a CSV. `separator` is one of
    `SEPARATORS`, empty: that of the language. `with_mcid`: a support ticket names people by their MCID.
    Of the agenda a calendar has `items` alone, where they are given, and without `names` no name.
    """

    language: str = "en"
    audience: str = "internal"
    with_scores: bool = False
    pack: str = ""
    areas: tuple[str, ...] = ()
    paper: str = "a4"
    table: str = ""
    separator: str = ""
    bom: bool = True
    with_mcid: bool = False
    items: frozenset[str] | None = None
    names: bool = True

    @property
    def for_customer(self) -> bool:
        return self.audience == "customer"

    def shows(self, area: str | None) -> bool:
        """Whether something of that area, or of none, belongs in it."""
        return area is None or not self.areas or area in self.areas
