"""What Microsoft's forms ask, as far as it is published: fields in their order, proof, steps, commands."""

import tomllib
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from typing import Any, Final, NamedTuple

from readiness.rules.source import Source
from readiness.rules.table import fail

_KEYS: Final = frozenset(("id", "as_of", "source", "fields", "required", "proof", "steps"))
_OPTIONAL: Final = frozenset(("commands",))


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


def published_forms(text: str | None = None) -> Mapping[str, PublishedForm]:
    """All that are shipped, or those of a text, by id.

    Raises:
        RulesError: a key is missing or unknown, or a required field is none of the form's.
    """
    if text is None:
        text = (files("resources") / "forms" / "forms.toml").read_text("utf-8")
    return {form.id: form for form in map(_form, tomllib.loads(text)["form"])}


def _form(data: dict[str, Any]) -> PublishedForm:
    name = str(data.get("id", "?"))
    wrong = (_KEYS - data.keys()) | (data.keys() - _KEYS - _OPTIONAL)
    wrong |= set(data.get("required", ())) - set(data.get("fields", ()))
    if wrong:
        fail("forms.toml", f"{name}.{min(wrong)}", "the key is missing, unknown, or no field of the form")
    lists = {key: tuple(data.get(key, ())) for key in ("fields", "required", "proof", "steps", "commands")}
    return PublishedForm(name, data["as_of"], Source(**data["source"]), **lists)
