"""Who a row is about: the person already recorded, or a new one.

A row names its person by MCID, else by work mail, else by name. Two MCIDs are two people, whatever else
they share; a name alone finds a person only where nobody else has it. The private address of a training
record is kept only for a person who has neither a name nor a work mail, so that there is something to show.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple, TypeAlias

from readiness.facts import Change, Person, PersonId, Put
from readiness.importers.ids import new_ids
from readiness.importers.reading import Counts


class Who(NamedTuple):
    """What one row says of its person; any of it may be empty."""

    mcid: str = ""
    mail: str = ""
    name: str = ""
    private_mail: str = ""
    location: str = ""

    @property
    def has_key(self) -> bool:
        return bool(self.mcid or self.mail or self.name)


Oddities: TypeAlias = tuple[tuple[str, Mapping[str, str]], ...]
"""Problem codes and their slots."""


class AmbiguousError(Exception):
    """Several people go by what the row says."""


class Roll:
    """All people known so far while a source is read; finds or adds the person of a row."""

    def __init__(self, people: Mapping[PersonId, Person]) -> None:
        self._before = people
        self._ids = new_ids()
        self._now: dict[PersonId, Person] = {}
        self._by_mcid: dict[str, PersonId] = {}
        self._by_mail: dict[str, list[PersonId]] = {}
        self._by_name: dict[str, list[PersonId]] = {}
        self._private: dict[PersonId, str] = {}
        for person in people.values():
            self._enter(person)

    def __getitem__(self, person: PersonId) -> Person:
        return self._now.get(person) or self._before[person]

    def label(self, person: PersonId) -> str:
        """How to name them on a screen: by name, else mail, else MCID."""
        known = self[person]
        return known.name or known.email or self._private.get(person) or known.mcid

    def of(self, who: Who) -> tuple[PersonId, Oddities]:
        """The person of a row, added or completed where need be, and what is odd about the row's words.

        Raises:
            AmbiguousError: the row has no MCID, and several people share its mail or name.
        """
        found = self._found(who)
        odd: Oddities = ()
        if found is None:
            found = PersonId(next(self._ids))
            self._now[found] = Person(found, who.name, who.mail, who.mcid, who.location)
            self._enter(self._now[found])
            odd = self._shared_mail(found, who) or self._shared_name(found, who)
        else:
            self._now.setdefault(found, self[found])
            self._complete(self[found], who)
        if who.private_mail:
            self._private.setdefault(found, who.private_mail)
        return found, odd

    def tell_stay(self, person: PersonId, joined_on: date | None, left_on: date | None) -> None:
        """Fill in since when and until when a person of this roll is there, where that was not known."""
        known = self[person]
        stay = replace(known, joined_on=known.joined_on or joined_on, left_on=known.left_on or left_on)
        self._now[person] = stay

    def changes(self) -> tuple[list[Change], Counts]:
        """What makes the recorded people these, and how many people it is."""
        before = self._before
        now = [self._shown(person) for person in self._now.values()]
        added = [person for person in now if person.id not in before]
        changed = [person for person in now if person.id in before and person != before[person.id]]
        counts = Counts(len(added), len(changed), len(now) - len(added) - len(changed))
        return [*map(Put, changed), *map(Put, added)], counts

    def _shown(self, known: Person) -> Person:
        private = self._private.get(known.id)
        return replace(known, email=private) if private and not (known.name or known.email) else known

    def _enter(self, person: Person) -> None:
        if person.mcid:
            self._by_mcid.setdefault(person.mcid, person.id)
        if person.email:
            self._by_mail.setdefault(person.email.casefold(), []).append(person.id)
        if person.name:
            self._by_name.setdefault(person.name.casefold(), []).append(person.id)

    def _found(self, who: Who) -> PersonId | None:
        if who.mcid and (found := self._by_mcid.get(who.mcid)):
            return found
        if who.mail and (some := self._fitting(self._by_mail.get(who.mail.casefold(), []), who)):
            return self._only(some, who)
        if who.name:
            some = self._fitting(self._by_name.get(who.name.casefold(), []), who)
            if who.mail:
                some = [p for p in some if not self[p].email or self[p].email == who.private_mail]
            return self._only(some, who) if some else None
        return None

    def _fitting(self, some: list[PersonId], who: Who) -> list[PersonId]:
        """Those without another MCID than the row's."""
        return [p for p in some if not self[p].mcid] if who.mcid else some

    def _only(self, some: list[PersonId], who: Who) -> PersonId | None:
        if len(some) > 1 and who.name:
            some = [p for p in some if self[p].name.casefold() == who.name.casefold()] or some
        if len(some) > 1:
            if who.mcid:
                return None
            raise AmbiguousError
        return some[0]

    def _complete(self, known: Person, who: Who) -> None:
        """Fill in what was not known; what the user has recorded stays as it is."""
        no_mail = not known.email or known.email == who.private_mail
        fuller = (
            known.mcid or who.mcid,
            who.mail if who.mail and no_mail else known.email,
            known.name or who.name,
            known.location or who.location,
        )
        if fuller == (known.mcid, known.email, known.name, known.location):
            return
        mcid, mail, name, location = fuller
        now = replace(known, mcid=mcid, email=mail, name=name, location=location)
        self._now[known.id] = now
        self._enter(
            replace(
                now,
                mcid=mcid if mcid != known.mcid else "",
                email=mail if mail != known.email else "",
                name=name if name != known.name else "",
            )
        )

    def _shared_name(self, new: PersonId, who: Who) -> Oddities:
        """Somebody recorded before has the name too: perhaps one person, which only the user knows."""
        namesakes = self._by_name.get(who.name.casefold(), ()) if who.name else ()
        others = [person for person in namesakes if person != new and person in self._before]
        return (("person-alike", {"person": who.name}),) if others else ()

    def _shared_mail(self, new: PersonId, who: Who) -> Oddities:
        others = [p for p in self._by_mail.get(who.mail.casefold(), []) if p != new] if who.mail else []
        if not others:
            return ()
        return (("mail-shared", {"mail": who.mail}),)
