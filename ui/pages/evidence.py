"""Who and what a finding rests on: the records' ids, looked up in the facts."""

from collections.abc import Iterable
from dataclasses import dataclass

from readiness.facts import Association, Award, Customer, Event, Person, Project, Reported
from readiness.snapshot import Snapshot
from readiness.words import folded
from ui import text
from ui.dialogs.options import Called
from ui.text import _


@dataclass(frozen=True, slots=True)
class Evidence:
    """One record: what it is called, and what matters about it."""

    id: str
    name: str
    detail: str = ""


def evidence_of(ids: Iterable[str], snapshot: Snapshot) -> tuple[Evidence, ...]:
    """The records behind the ids, by name; an id that is no record is left out.

    A person stands there once: where an award of theirs does, not beside it.
    """
    facts, records, names = snapshot.facts, dict.fromkeys(ids), Called(snapshot.facts)
    named = {facts.awards[record].person for record in records if record in facts.awards}
    found = (_looked_up(record, snapshot, names) for record in records if record not in named)
    return tuple(sorted((e for e in found if e is not None), key=lambda e: (folded(e.name), e.detail)))


def _looked_up(record: str, snapshot: Snapshot, names: Called) -> Evidence | None:
    for kind in (Person, Award, Customer, Association, Project, Event, Reported):
        thing = snapshot.facts.find(kind, record)
        if thing is not None:
            return _said(thing, snapshot, names)
    return None


def _said(thing: object, snapshot: Snapshot, names: Called) -> Evidence | None:
    said: Evidence | None = None
    match thing:
        case Person():
            said = Evidence(thing.id, names.person(thing.id), thing.email)
        case Award():
            ends = _("no expiry") if thing.expires_on is None else _("to {day}", day=thing.expires_on)
            code = snapshot.catalogue.code(thing.certification)
            said = Evidence(thing.id, names.person(thing.person), f"{code}, {ends}")
        case Customer():
            segment = thing.segments[-1].segment if thing.segments else "unknown"
            said = Evidence(thing.id, names.customer(thing.id), text.name("segment", segment))
        case Association():
            name = names.customer(thing.customer)
            said = Evidence(thing.id, name, text.name("association", thing.kind))
        case Project():
            said = Evidence(thing.id, thing.name, text.name("stage", thing.stage))
        case Event():
            said = Evidence(thing.id, thing.title, text.day(thing.day))
        case Reported():
            said = Evidence(thing.id, _("Reported by Partner Center"), text.day(thing.as_of))
    return said
