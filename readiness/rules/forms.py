"""What Microsoft's forms ask, as far as it is published: fields in their order, proof, steps, commands."""

import sys
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, Final, NamedTuple

from readiness.rules import source
from readiness.rules.kept import keep_as, kept_as, sums
from readiness.rules.load import rules_folder
from readiness.rules.source import Source
from readiness.rules.table import fail
from resources import FOLDER

_KEYS: Final = frozenset(("id", "as_of", "source", "fields", "required", "proof", "steps"))
_OPTIONAL: Final = frozenset(("commands", "days", "business", "proof_months", "windows"))
_FILE: Final = "forms.toml"
_KEPT: Final = "forms.bin"


class ClaimWindow(NamedTuple):
    """What is done in these months (both inclusive) is claimed from `opens` to `closes`, as `MM-DD`.

    `next_year`: the window closes in the year after.
    """

    first_month: int
    last_month: int
    opens: str
    closes: str
    next_year: bool

    def of(self, day: date) -> tuple[date, date]:
        """The first and the last day to claim what was done on the day."""
        last = day.year + 1 if self.next_year else day.year
        return _day_of(day.year, self.opens), _day_of(last, self.closes)


def _day_of(year: int, month_and_day: str) -> date:
    """`MM-DD` of a year; the calendar's last day where that year is beyond it."""
    month, _, day = month_and_day.partition("-")
    return date(year, int(month), int(day)) if year <= date.max.year else date.max


class PublishedForm(NamedTuple):
    """One form or procedure as it stood on the day of the page that was read, `as_of`."""

    id: str
    as_of: date
    source: Source
    fields: tuple[str, ...]
    required: tuple[str, ...]
    proof: tuple[str, ...]
    steps: tuple[str, ...]
    commands: tuple[str, ...]
    """To be typed; `{partner}` stands for the PartnerID of the location."""
    days: Mapping[str, int]
    """Calendar days of a step."""
    business: Mapping[str, int]
    """Working days of a step, Monday to Friday."""
    proof_months: int
    windows: tuple[ClaimWindow, ...]

    def due_on(self, step: str, anchor: date) -> date | None:
        """The last day of a step whose clock runs from the anchor; None: it has no clock."""
        if step in self.days:
            return anchor + timedelta(days=min(self.days[step], (date.max - anchor).days))
        return business_days_later(anchor, self.business[step]) if step in self.business else None

    def window_of(self, day: date) -> tuple[date, date] | None:
        """The days to claim what was done on the day, both inclusive."""
        found = (one for one in self.windows if one.first_month <= day.month <= one.last_month)
        return next((one.of(day) for one in found), None)


def business_days_later(day: date, count: int) -> date:
    """Monday to Friday; holidays differ by country and are not known here."""
    while count and day < date.max:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


class Checklist(NamedTuple):
    """The controls of one module of an audit, from a day on."""

    family: str
    module: str
    name: str
    since: date
    controls: tuple[str, ...]


class _Published(NamedTuple):
    """All of one file."""

    forms: Mapping[str, PublishedForm]
    checklists: tuple[Checklist, ...]


def published_forms(text: str | None = None) -> Mapping[str, PublishedForm]:
    """All that are shipped, or those of a text, by id.

    Raises:
        RulesError: a key is missing or unknown, or a required field is none of the form's.
    """
    return (_shipped() if text is None else _read(text)).forms


def checklists_on(family: str, on: date) -> tuple[Checklist, ...]:
    """The newest checklist of each module of a family of specializations on the day; none: not published."""
    newest = {
        found.module: found for found in _shipped().checklists if found.family == family and found.since <= on
    }
    return tuple(newest.values())


@cache
def _shipped() -> _Published:
    """Kept beside the rules, as they are: the agenda asks for it before the first picture."""
    content = (FOLDER / "forms" / _FILE).read_bytes()
    modules = (sys.modules[__name__], source)
    kept: _Published | None = kept_as(_KEPT, rules_folder(), sums({_FILE: content}), modules)
    if kept is not None:
        return kept
    found = _read(content.decode())
    keep_as(_KEPT, rules_folder(), sums({_FILE: content}), modules, found)
    return found


def _read(text: str) -> _Published:
    import tomllib  # noqa: PLC0415 - what is kept needs no reading

    data = tomllib.loads(text)
    checklists = (
        Checklist(one["family"], one["module"], one["name"], one["from"], tuple(one["controls"]))
        for one in data.get("checklist", ())
    )
    return _Published({form.id: form for form in map(_form, data["form"])}, tuple(checklists))


def _form(data: dict[str, Any]) -> PublishedForm:
    name = str(data.get("id", "?"))
    wrong = (_KEYS - data.keys()) | (data.keys() - _KEYS - _OPTIONAL)
    wrong |= set(data.get("required", ())) - set(data.get("fields", ()))
    if wrong:
        fail("forms.toml", f"{name}.{min(wrong)}", "the key is missing, unknown, or no field of the form")
    lists = {key: tuple(data.get(key, ())) for key in ("fields", "required", "proof", "steps", "commands")}
    return PublishedForm(
        id=name,
        as_of=data["as_of"],
        source=Source(**data["source"]),
        **lists,
        days=data.get("days", {}),
        business=data.get("business", {}),
        proof_months=data.get("proof_months", 0),
        windows=tuple(ClaimWindow(**window) for window in data.get("windows", ())),
    )
