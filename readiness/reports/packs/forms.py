"""Published forms on paper: fields, what is missing, proof, steps, and as of when they are known."""

from collections.abc import Iterable, Mapping

from readiness.facts import AssociationClaim, CustomerReference, Facts
from readiness.reports.pages import Block, checks, fields, quiet
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
    return fields(rows, lacking)


def missing(form: PublishedForm, values: Mapping[str, str], words: Words) -> list[str]:
    """The labels of required fields without a value."""
    return [label(form, name, words) for name in form.required if not values.get(name)]


def source_of(form: PublishedForm, words: Words) -> Block:
    """Where the form was read; as of when stands at the foot of the page."""
    return quiet(words.sentence("form.source", title=form.source.title, url=form.source.url))


def contact_of(facts: Facts, customer: str | None) -> tuple[str, str, str]:
    """Name, title and mail of whom a claim or a reference names for the customer; empty where none does."""
    papers: list[AssociationClaim | CustomerReference] = [
        *sorted(facts.grouped(AssociationClaim, "customer").get(customer, ()), key=lambda one: one.id),
        *sorted(facts.grouped(CustomerReference, "customer").get(customer, ()), key=lambda one: one.id),
    ]
    found = next((one for one in papers if one.contact_name), None)
    return (found.contact_name, found.contact_title, found.contact_email) if found else ("", "", "")


def label(form: PublishedForm, name: str, words: Words) -> str:
    return words.sentence(f"form.{form.id}.{name}")


def known_as_of(forms: Iterable[PublishedForm], words: Words) -> str:
    """The stamp under everything that follows a published form."""
    last = min(form.as_of for form in forms)
    return words.sentence("form.as-of", on=last)
