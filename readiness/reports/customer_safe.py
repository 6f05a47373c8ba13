"""Reads a finished file for a customer back, and finds what of the workspace no customer may see.

A value is looked for in everything that can be read in the file: text, cells, properties, names of members.
What is public and stands there on purpose (names of the partner and of what it holds, days) is no leak where
it stands whole: a number that is left is one that nobody meant to write, and a name that holds a public
one is a name.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from readiness.facts import MICRO, AssociationClaim, CustomerReference, Engagement, Facts
from readiness.problems import Message, ReadinessError
from readiness.reports.customer import open_words
from readiness.reports.lines import UNBROKEN
from readiness.reports.material import Material
from readiness.reports.read_back import Piece, pieces_of
from readiness.snapshot import Snapshot
from readiness.words import LANGUAGES, Words

_MAIL: Final = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_MONEY: Final = re.compile(
    r"(?:[$€£¥]|\b(?:USD|EUR|GBP|CHF|CAD|JPY|AUD)\b)\s?\d|\d\s?(?:[$€£¥]|(?:USD|EUR|GBP|CHF|CAD|JPY|AUD)\b)",
    re.IGNORECASE,
)
_GUID: Final = re.compile(r"\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b", re.IGNORECASE)
_NUMBER: Final = re.compile(r"\d{1,3}(?:[ .,'\u2019]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?")
_WORD: Final = re.compile(r"[^\W_]+")
_PLACES: Final = (Decimal("0.000001"), Decimal("0.01"), Decimal("0.1"), Decimal(1))
_SHORTEST: Final = 2
"""Letters of a name; a shorter one stands in every text."""


class Phrase(NamedTuple):
    """Words that are a leak of this kind where they follow each other."""

    words: tuple[str, ...]
    kind: str


class Leak(NamedTuple):
    """A kind of value (`name`, `mail`, `customer`, `tenant`, `number`, `amount`, `score`) and where it is."""

    kind: str
    where: str


@dataclass(frozen=True, slots=True)
class Secrets:
    """What no customer may see: texts and numbers by kind, and what may be read although it holds one."""

    phrases: Mapping[str, tuple[Phrase, ...]]
    """By their first word."""
    numbers: dict[Decimal, str]
    public: re.Pattern[str]


def secrets_of(material: Material) -> Secrets:
    """Everything of the workspace that must not be in a customer's file of this edition."""
    facts = material.facts
    public = sorted({folded(said) for said in open_words(material) if said.strip()}, key=len, reverse=True)
    days = _days()
    numbers = dict.fromkeys(_rounded(_amounts(facts)), "amount")
    scores = list(_rounded(_scores(material.snapshot)))
    if material.edition.with_scores:
        for score in scores:
            numbers.pop(score, None)
    else:
        numbers |= dict.fromkeys(scores, "score")
    # Whole words only: a name that begins like a word of the page would lose its beginning, and not be found.
    whole = [rf"(?<!\w){re.escape(said)}(?!\w)" for said in public]
    return Secrets(_phrases(facts), numbers, re.compile("|".join([*whole, days])))


def require_customer_safe(name: str, content: bytes, secrets: Secrets) -> None:
    """Raises ReadinessError where the file holds something that no customer may see, or can't be read."""
    found = sorted(set(leaks(name, content, secrets)))
    if found:
        kinds = tuple(dict.fromkeys(leak.kind for leak in found))
        raise ReadinessError(
            "customer-leak",
            name=name,
            kinds=tuple(Message(f"leak.{kind}") for kind in kinds),
            where=found[0].where,
        )


def leaks(name: str, content: bytes, secrets: Secrets) -> Iterator[Leak]:
    """What is found, the same place perhaps more than once."""
    for piece in pieces_of(name, content):  # the name of the file itself is the user's own choice
        yield from (Leak(kind, piece.where) for kind in _found(piece, secrets))


def _found(piece: Piece, secrets: Secrets) -> Iterator[str]:
    text = folded(piece.text)
    if _MAIL.search(text):
        yield "mail"
    public = [match.span() for match in secrets.public.finditer(text)]
    left = secrets.public.sub(" \N{MIDDLE DOT} ", text)
    if piece.is_shown and _GUID.search(left):
        yield "tenant"
    yield from _said(text, secrets.phrases, public)
    if not piece.has_numbers:
        return
    if _MONEY.search(left):
        yield "amount"
    for match in _NUMBER.finditer(left):
        yield from (secrets.numbers[value] for value in _read(match.group()) if value in secrets.numbers)


def _said(
    text: str, phrases: Mapping[str, tuple[Phrase, ...]], public: Sequence[tuple[int, int]]
) -> Iterator[str]:
    """The kinds of phrases that go beyond what is public; what stands between two words does not matter."""
    found = list(_WORD.finditer(text))
    words = [match.group() for match in found]
    for place, word in enumerate(words):
        for phrase in phrases.get(word, ()):
            end = place + len(phrase.words)
            if tuple(words[place:end]) == phrase.words:
                first, last = found[place].start(), found[end - 1].end()
                if not any(begin <= first and last <= close for begin, close in public):
                    yield phrase.kind


def folded(text: str) -> str:
    """One spelling for the same letters: no accents, no case, nothing unseen, one blank between words."""
    parts = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in parts if unicodedata.category(c) not in {"Mn", "Me", "Cf"})
    return " ".join(bare.casefold().split())


def _phrases(facts: Facts) -> Mapping[str, tuple[Phrase, ...]]:
    found: dict[str, set[Phrase]] = {}
    for kind, text in _texts(facts):
        words = tuple(_WORD.findall(folded(text)))
        alone = ((word,) for word in words if len(word) > UNBROKEN)  # a page may have broken it in two
        joined = (("".join(words),),) if _GUID.fullmatch(text.strip()) else ()  # as some portals write it
        for said in (words, *alone, *joined):
            if len("".join(said)) >= _SHORTEST:
                found.setdefault(said[0], set()).add(Phrase(said, kind))
    return {first: tuple(phrases) for first, phrases in found.items()}


def _texts(facts: Facts) -> Iterator[tuple[str, str]]:
    """What names somebody or something of the workspace, by kind."""
    for person in facts.people.values():
        yield from (("name", name) for name in _spellings(person.name))
        yield from (("mail", person.email), ("number", person.mcid))
    for customer in facts.customers.values():
        yield from (("customer", customer.name), ("number", customer.tpid))
        for tenant in customer.tenants:
            yield from (("tenant", tenant.id), ("tenant", tenant.domain))
    for association in facts.associations.values():
        yield from (("tenant", association.subscription), ("name", association.account))
    for key in facts.usage:
        yield from (("tenant", key.tenant), ("tenant", key.subscription))
    yield from _texts_of_papers(facts)


def _texts_of_papers(facts: Facts) -> Iterator[tuple[str, str]]:
    """Contacts, subscriptions and numbers that claims, references, engagements and cases name."""
    papers: tuple[AssociationClaim | CustomerReference | Engagement, ...] = (
        *facts.claims.values(),
        *facts.references.values(),
        *facts.engagements.values(),
    )
    for paper in papers:
        yield from (("name", name) for name in _spellings(paper.contact_name))
        yield "mail", paper.contact_email
    yield from (("tenant", claim.subscription) for claim in facts.claims.values())
    yield from (("tenant", one.subscription) for one in facts.engagements.values())
    yield from (("tenant", subscription) for subscription in facts.subscriptions)
    yield from (("number", one.opportunity) for one in facts.engagements.values())
    yield from (("number", case.number) for case in facts.cases.values())


def _spellings(name: str) -> Iterator[str]:
    """As it is recorded, and with the family name first."""
    yield name
    first, _, last = name.strip().rpartition(" ")
    if first:
        yield f"{last} {first}"


def _amounts(facts: Facts) -> Iterator[Fraction]:
    """Money and usage of customers, and what is expected or paid."""
    for series in facts.usage.values():
        yield from (Fraction(value, MICRO) for _month, value in series.months())
    for project in facts.projects.values():
        yield from (Fraction(entry.value, MICRO) for entry in project.expected_usage)
    for engagement in facts.engagements.values():
        paid = (engagement.expected_amount, engagement.paid_amount)
        yield from (Fraction(amount) for amount in paid if amount is not None)
    yield from (Fraction(claim.amount) for claim in facts.coop_claims.values() if claim.amount is not None)
    for event in facts.events.values():
        if event.cost is not None:
            yield Fraction(event.cost)


def _scores(snapshot: Snapshot) -> Iterator[Fraction]:
    """Of areas, tracks and metrics; a zero says nothing."""
    for standing in snapshot.standings.values():
        if standing.has_rules:
            yield Fraction(Decimal(standing.shown))
        for track in standing.finding.because:
            yield track.points
            yield from (metric.points for category in track.because for metric in category.because)


def _rounded(values: Iterable[Fraction]) -> Iterator[Decimal]:
    """Each value as it might be written: exactly, and rounded as money, points or whole numbers are."""
    for value in set(map(abs, values)):  # the sign stands apart from the figures
        exact = Decimal(value.numerator) / value.denominator
        for place in _PLACES:
            if rounded := exact.quantize(place, ROUND_HALF_UP).normalize():
                yield rounded


def _read(number: str) -> Iterator[Decimal]:
    """A number as English and as French would read it."""
    for group, point in (",", "."), (".", ","):
        bare = re.sub(rf"[ '\u2019{re.escape(group)}]", "", number).replace(point, ".")
        if bare.count(".") <= 1:
            yield Decimal(bare).normalize()


def _days() -> str:
    """A day in any form that a report writes, and a page's number at its foot."""
    months = {
        folded(Words(language).day(date(2000, month, 1), length)).strip("0123456789. ")
        for language in LANGUAGES
        for month in range(1, 13)
        for length in ("medium", "long")
    }
    named = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    return rf"\b\d{{1,2}} (?:{named})\.? \d{{4}}\b|\b\d{{4}}-\d{{2}}-\d{{2}}(?:[t ][\d:.]+z?)?"
