"""Reading: what one source would change, and each row of it that can't be used; nothing is written yet."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple, TypeAlias

from readiness.facts import Award, CertificationId, Change, PersonId, Put
from readiness.problems import Problem

WARNINGS: Final = frozenset((
    *("customer-alike", "person-alike", "workload-unknown", "association-unknown", "specialization-unknown"),
    *("subscription-state-unknown", "subscription-words-unknown", "calendar-cut", "event-repeats"),
    *("event-series", "event-series-goes-on", "event-series-over"),
    *("event-without-zone", "event-untitled", "key-unknown", "key-short-and-long"),
))  # fmt: skip
"""Problems of a row that comes in all the same."""

State: TypeAlias = Literal["added", "changed", "unchanged", "refused", "left-out"]
STATES: Final[tuple[State, ...]] = ("added", "changed", "unchanged", "refused", "left-out")

TRAININGS: Final = "insights-trainings"
PARTNER_DOCUMENT: Final = "partner-document"
KINDS: Final = (
    TRAININGS,
    *("insights-azure-usage", "insights-office-usage", "insights-cpor-usage", "insights-ems-usage"),
    *("insights-dynamics-usage", "insights-power-bi-usage", "insights-business-usage"),
    *("insights-business-revenue", "insights-teams-usage"),
    *("insights-customers", "qualified-customers", "csp-customers"),
    *("insights-subscriptions", "csp-subscriptions", "nce-subscriptions", "legacy-subscriptions"),
    *("nce-reconciliation", "license-reconciliation", "usage-reconciliation", "price-list"),
    *("skilling", "microsoft-learn", "learn-transcript", "learn-exams", "credly-badges"),
    "calendar",
    "records",
    PARTNER_DOCUMENT,
)
"""Every kind of source; `kind.<id>` is its name in words."""
OF_AWARDS: Final = (TRAININGS, "skilling", "learn-transcript", "credly-badges")
"""Kinds whose rows are awards of people, and have an entry each."""


class Entry(NamedTuple):
    """What becomes of one row of a table of awards; a line of the preview."""

    row: int
    """As a spreadsheet numbers it."""
    state: State
    label: str
    """The person's name, else the mail, else the MCPID; empty where the row names nobody."""
    title: str
    """The certification as the source writes it."""
    person: PersonId | None = None
    certification: CertificationId | None = None
    expires_before: date | None = None
    """The end that is recorded now; None as well where the award is not recorded, or never ends."""
    expires_after: date | None = None
    """The end after the import; None: it never ends, or nothing is imported."""
    problem: Problem | None = None
    """Why the row is refused, or what is odd about it."""


class Counts(NamedTuple):
    """Records of one kind by what becomes of them."""

    added: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A source, read against the facts; `Facts.changed(reading.changes)` is what an import makes of them.

    `added`, `changed`, `unchanged` count records (people and awards, or whatever the document holds);
    `refused` and `left_out` count rows (records of a document). Rows left out are sound but of no use here,
    such as courses; rows refused have a problem each.
    """

    source: str
    """The file's own name, without its folder."""
    kind: str
    rows: int
    """Rows of the table without its header and without blank lines; records of a document."""
    changes: tuple[Change, ...] = ()
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    left_out: int = 0
    problems: tuple[Problem, ...] = ()
    needs_date_order: bool = False
    """Day and month can't be told apart: ask the user, read again with `dmy` or `mdy`. No changes yet."""
    date_example: str = ""
    """A date of the source that can be read both ways, to ask with."""
    nameless: int = 0
    """Badges that score and name nobody: ask whose they are, read again with that `holder`."""
    unknown_columns: tuple[str, ...] = ()
    """Columns (keys of a document) that are not used and not known, as written."""
    needs_mapping: bool = False
    """A table of no known kind: ask the user what its columns are. No changes yet."""
    header: tuple[str, ...] = ()
    """The columns of such a table, also once they are known."""
    is_headless: bool = False
    """Its first row is a row, so that its columns go by letters: what is said of them holds for this once."""
    sample: tuple[tuple[str, ...], ...] = ()
    """Its first rows."""
    people: int = 0
    """People that would be new."""
    awards: int = 0
    """Awards that would be new."""
    entries: tuple[Entry, ...] = ()
    """One per row for a table of awards, so that the states of the entries add up to `rows`. Of a table that
    is kept out the first rows, to look at. Else empty: the changes say it all."""

    def expired(self, on: date) -> int:
        """Of the awards that would be new or changed, those that have ended before the day."""
        return sum(
            1
            for change in self.changes
            if isinstance(change, Put)
            and isinstance(change.thing, Award)
            and change.thing.expires_on is not None
            and change.thing.expires_on < on
        )

    def count(self, state: State) -> int:
        """The rows with that end."""
        return sum(1 for entry in self.entries if entry.state == state)
