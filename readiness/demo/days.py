"""The demo's clock and ids: everything stands relative to the day asked for, and follows from the seed."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from readiness.facts import Month, first_day, month_of

MONTHS = 25
"""Months of usage; the last is the one before the day asked for."""


@dataclass(frozen=True, slots=True)
class Days:
    """The day asked for, and the seed that all ids and small variations follow from."""

    on: date
    seed: int

    def day(self, offset: int) -> date:
        """So many days after the day asked for."""
        return self.on + timedelta(days=offset)

    def workday(self, offset: int) -> date:
        """The same, moved to Monday where it is a weekend."""
        day = self.day(offset)
        return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)

    def month(self, index: int) -> Month:
        """Month 24 is the calendar month before the day asked for."""
        return Month(month_of(self.on) - MONTHS + index)

    def month_start(self, index: int) -> date:
        return first_day(self.month(index))

    def id(self, *names: object) -> str:
        """The id of a record: the same for the same seed and names."""
        return str(self._uuid("/".join(map(str, names))))

    def wobble(self, *names: object, most: float) -> float:
        """A small variation, from -most to +most, of 1."""
        spread = self._uuid("~" + "/".join(map(str, names))).int % 2001 - 1000
        return most * spread / 1000

    def _uuid(self, name: str) -> UUID:
        return uuid5(NAMESPACE_URL, f"https://partner-readiness.example/demo/{self.seed}/{name}")


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)
