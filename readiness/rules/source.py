"""Where a rule is published."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Source:
    """A page that states a rule, and the day it was read."""

    title: str
    url: str
    read_on: date
