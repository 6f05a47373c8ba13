"""Published forms on paper: fields, what is missing, proof, steps, and as of when they are known."""

from collections.abc import Iterable, Mapping

from readiness.reports.pages import Block, checks, fields
from readiness.rules.forms import PublishedForm
from readiness.words import Words


def step_checks(form: PublishedForm, words: Words) -> Block:
    """The steps to tick."""
    return checks((False, words.sentence(f"form.{form.id}.{step}")) for step in form.steps)


def proof_checks(form: PublishedForm, words: Words, done: Iterable[str] = ()) -> Block:
    """What a proof must show, ticked where it is known to."""
    ready = frozenset(done)
    return checks((item in ready, words.sentence(f"proof.{form.id}.{item}")) for item in form.proof)


def field_block(form: PublishedForm, values: Mapping[str, str], words: Words) -> Block:
    """Every field in the form's order with its value, ready to be copied."""
    rows = [(label(form, name, words), values.get(name, "")) for name in form.fields]
    lacking = dict.fromkeys(missing(form, values, words), words.sentence("form.missing"))
    return fields(rows, **lacking)


def missing(form: PublishedForm, values: Mapping[str, str], words: Words) -> list[str]:
    """The labels of required fields without a value."""
    return [label(form, name, words) for name in form.required if not values.get(name)]


def label(form: PublishedForm, name: str, words: Words) -> str:
    return words.sentence(f"form.{form.id}.{name}")


def known_as_of(forms: Iterable[PublishedForm], words: Words) -> str:
    """The stamp under everything that follows a published form."""
    last = min(form.as_of for form in forms)
    return words.sentence("form.as-of", on=last)
