"""Where a rule is published."""

from datetime import date
from typing import NamedTuple


class Source(NamedTuple):
    """A page that states a rule, and the day it was read."""

    title: str
    url: str
    read_on: date
