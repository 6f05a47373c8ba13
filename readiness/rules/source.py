"""Where a rule is published."""

from datetime import date
from typing import NamedTuple


class Source(NamedTuple):
    """A page that states a rule, and the day it was read."""

    title: str
    url: str
    read_on: date


class Dated(NamedTuple):
    """When a rule begins, how sure that is, and who says so.

    `announced`: from that day until it begins it is shown as a preview.
    """

    since: date
    certainty: str
    source: Source
    announced: date | None = None

    @property
    def known(self) -> date:
        """The day it was announced, else the day it begins."""
        return self.announced or self.since

    def is_preview(self, day: date) -> bool:
        return self.known <= day < self.since
