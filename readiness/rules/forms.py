"""What Microsoft's forms ask, as far as it is published: fields in their order, proof, steps, commands."""

import tomllib
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from typing import Any, Final, NamedTuple

from readiness.rules.source import Source
from readiness.rules.table import fail

_KEYS: Final = frozenset(("id", "as_of", "source", "fields", "required", "proof", "steps"))
_OPTIONAL: Final = frozenset(("commands", "days", "business", "proof_months", "windows"))


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
        return date.fromisoformat(f"{day.year}-{self.opens}"), date.fromisoformat(f"{last}-{self.closes}")


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

    def window_of(self, day: date) -> tuple[date, date] | None:
        """The days to claim what was done on the day, both inclusive."""
        found = (one for one in self.windows if one.first_month <= day.month <= one.last_month)
        return next((one.of(day) for one in found), None)


class Checklist(NamedTuple):
    """The controls of one module of an audit, from a day on."""

    family: str
    module: str
    name: str
    since: date
    controls: tuple[str, ...]


def published_forms(text: str | None = None) -> Mapping[str, PublishedForm]:
    """All that are shipped, or those of a text, by id.

    Raises:
        RulesError: a key is missing or unknown, or a required field is none of the form's.
    """
    return {form.id: form for form in map(_form, tomllib.loads(text or _shipped())["form"])}


def checklists_on(family: str, on: date) -> tuple[Checklist, ...]:
    """The newest checklist of each module of a family of specializations on the day; none: not published."""
    newest: dict[str, Checklist] = {}
    for data in tomllib.loads(_shipped())["checklist"]:
        found = Checklist(data["family"], data["module"], data["name"], data["from"], tuple(data["controls"]))
        if found.family == family and found.since <= on:
            newest[found.module] = found
    return tuple(newest.values())


def _shipped() -> str:
    return (files("resources") / "forms" / "forms.toml").read_text("utf-8")


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
