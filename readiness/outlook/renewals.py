"""Awards that end within a year: when each can be renewed, and a mail that asks its holder to."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from readiness.facts import Award, Facts, Person, PersonId, months_later
from readiness.problems import Message
from readiness.rules import Catalogue
from readiness.words import folded

MONTHS: Final = 12
"""So far ahead."""
_LEARN: Final = "https://learn.microsoft.com/{language}/credentials/certifications/{certification}/renew/"
_LANGUAGES: Final = {"en": "en-us", "fr": "fr-fr"}


class Renewal(NamedTuple):
    """An award that counts up to `ends_on`, and the first day to renew it; None: it can't be renewed."""

    award: Award
    person: Person
    code: str
    title: str
    opens_on: date | None
    ends_on: date

    def is_open(self, on: date) -> bool:
        """The holder can renew it on the day."""
        return self.opens_on is not None and self.opens_on <= on <= self.ends_on

    def link(self, language: str) -> str:
        """Where Learn renews it, in `en` or `fr`."""
        return _LEARN.format(language=_LANGUAGES[language], certification=self.award.certification)


def renewals(
    facts: Facts, catalogue: Catalogue, on: date, awards: Iterable[Award] | None = None
) -> tuple[Renewal, ...]:
    """Of everybody who works here: what ends from the day on within a year, soonest first.

    `awards` None: all there are.

    Of several awards of one certification only the one that ends last is meant.
    """
    until = months_later(on, MONTHS)
    able = (
        award
        for award in _newest(facts.awards.values() if awards is None else awards)
        if award.earned_on <= on
    )
    found = (
        _renewal(award, facts.people[award.person], catalogue, on)
        for award in able
        if award.expires_on is not None and on <= award.expires_on <= until and _is_here(facts, award, on)
    )
    there = (renewal for renewal in found if renewal.ends_on >= on)
    return tuple(sorted(there, key=lambda r: (r.ends_on, folded(r.person.name), r.code, r.award.id)))


def _newest(awards: Iterable[Award]) -> Iterable[Award]:
    last: dict[tuple[PersonId, str], Award] = {}
    for award in awards:
        key = (award.person, award.certification)
        before = last.get(key)
        if before is None or (before.expires_on or date.max) < (award.expires_on or date.max):
            last[key] = award
    return last.values()


def _is_here(facts: Facts, award: Award, on: date) -> bool:
    person = facts.people.get(award.person)
    return person is not None and (person.left_on is None or person.left_on >= on)


def _renewal(award: Award, person: Person, catalogue: Catalogue, on: date) -> Renewal:
    assert award.expires_on is not None  # noqa: S101 - the caller looked
    known = catalogue.get(award.certification)
    opens = months_later(award.expires_on, -catalogue.renewal_opens_months)
    able = known is None or known.is_renewable(max(opens, on))
    ends = award.expires_on
    if known is not None and known.credit_until is not None and not able:
        ends = min(ends, known.credit_until)
    name = known.name if known is not None else award.certification
    return Renewal(award, person, catalogue.code(award.certification), name, opens if able else None, ends)


class Mail(NamedTuple):
    """What to write to somebody, paragraph by paragraph; nothing is sent."""

    subject: Message
    paragraphs: tuple[Message, ...]


def renewal_mail(
    person: Person, found: Iterable[Renewal], on: date, language: str, *, is_linked: bool = True
) -> Mail | None:
    """A mail about what the person can renew on the day; None: there is nothing.

    `language`, `en` or `fr`, is that of the links; the words are those of whoever says the messages.
    """
    able = [renewal for renewal in found if renewal.person.id == person.id and renewal.is_open(on)]
    if not able:
        return None
    paragraphs = [
        Message("mail.hello", {"name": person.name or person.email}),
        Message("mail.renewals", {"n": len(able)}),
        *_each(able, on, language),
        Message("mail.after"),
    ]
    if not is_linked:
        paragraphs.append(Message("mail.link-profile"))
    return Mail(Message("mail.renewal-subject", {"n": len(able)}), tuple(paragraphs))


def _each(able: Iterable[Renewal], on: date, language: str) -> Iterator[Message]:
    for renewal in able:
        slots = {
            "certification": renewal.code,
            "title": renewal.title,
            "until": renewal.ends_on,
            "n": (renewal.ends_on - on).days,
            "link": renewal.link(language),
        }
        yield Message("mail.renewal", slots)
