"""How ready a partner is for each specialization of the day, or which it holds and when it is renewed."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from readiness.assess.case import ZERO, Case, note
from readiness.assess.finding import Finding, make_finding
from readiness.assess.requirements import ENTER, MET, MISSING, Asked, Judged, any_of, apart, entered, judge
from readiness.facts import Area, Facts, HeldSpecialization
from readiness.problems import Message
from readiness.rules.specializations import (
    People,
    Renewal,
    Specialization,
    SpecializationBook,
    Version,
)

HELD: Final = "held"
READY: Final = "ready"
IN_PROGRESS: Final = "in-progress"
NOT_STARTED: Final = "not-started"
ANNOUNCED: Final = "announced"
CLOSED: Final = "closed"
ENDED: Final = "ended"
NOTES: Final = ("note", "same-people")
"""Findings that say something and are nothing to meet."""
STATES: Final = (HELD, READY, IN_PROGRESS, NOT_STARTED, ANNOUNCED, CLOSED, ENDED)


class SpecializationStanding(NamedTuple):
    """One specialization on the day: `met` of `of` requirements; `to_enter`: for Partner Center to say."""

    id: str
    specialization: Specialization
    name: str
    """The name of the day."""
    version: Version | None
    state: str
    finding: Finding
    met: int
    of: int
    to_enter: int
    held: HeldSpecialization | None
    renewal: Renewal | None
    became: tuple[Specialization, ...]
    """Those that were merged into it by the day."""
    requirements: tuple[Judged, ...]

    @property
    def readiness(self) -> Message:
        """How far it is, in one line."""
        if self.renewal is not None:
            return Message("specialization.held", {"on": self.renewal.ends_on})
        if self.state in (READY, ANNOUNCED, CLOSED) or not self.of:
            return Message(f"specialization.{self.state}")
        slots = {"met": self.met, "of": self.of, "n": self.to_enter}
        if self.to_enter:
            return Message("specialization.to-enter", slots)
        return Message("specialization.so-far", slots)

    @property
    def areas(self) -> tuple[Area, ...]:
        """Whose designation opens it; none where that is not published, or none is asked."""
        return self.version.areas if self.version else ()


def held_on(facts: Facts, book: SpecializationBook, on: date) -> Mapping[str, HeldSpecialization]:
    """What is held on the day, by what it has become by then; of several records the longest one."""
    found: dict[str, HeldSpecialization] = {}
    for record in facts.specializations.values():
        if book.is_held(record, on):
            name = book.stands_as(record.specialization, on)
            before = found.get(name)
            if before is None or record.anniversary > before.anniversary:
                found[name] = record
    return found


def assess_specializations(
    case: Case, book: SpecializationBook, designations: Mapping[Area, str]
) -> tuple[SpecializationStanding, ...]:
    """All that stand on the day, and ended ones still held, in the order of the rules.

    `designations`: `enrolled` or `qualified` for each area where that is so.
    """
    held = held_on(case.facts, book, case.on)
    return tuple(
        _standing(case, book, one, held, designations)
        for one in book.specializations.values()
        if one.stands_on(case.on) or one.id in held
    )


def _standing(
    case: Case,
    book: SpecializationBook,
    one: Specialization,
    held: Mapping[str, HeldSpecialization],
    designations: Mapping[Area, str],
) -> SpecializationStanding:
    version, record = one.version_on(case.on), held.get(one.id)
    asked = Asked(case, book, one.id, {name: some.id for name, some in held.items()})
    judged = tuple(_judged(asked, version, designations)) if version else ()
    states = [some.state for some in judged]
    state = _state(one, case.on, states, is_held=record is not None)
    return SpecializationStanding(
        id=one.id,
        specialization=one,
        name=one.name_on(case.on),
        version=version,
        state=state,
        finding=_root(asked, one, version, judged, record),
        met=states.count(MET),
        of=len(states),
        to_enter=states.count(ENTER),
        held=record,
        renewal=book.renewal(record) if record else None,
        became=book.became(one.id, case.on),
        requirements=judged,
    )


def _state(one: Specialization, on: date, states: list[str], *, is_held: bool) -> str:
    if is_held:
        return HELD
    if one.announced:
        return ANNOUNCED
    if one.closes is not None and on > one.closes:
        return CLOSED
    if states and all(state == MET for state in states):
        return READY
    return IN_PROGRESS if MET in states else NOT_STARTED


def _judged(asked: Asked, version: Version, designations: Mapping[Area, str]) -> Iterator[Judged]:
    yield from _designations(asked, version, designations)
    judged = [judge(asked, requirement) for requirement in version.requirements]
    if version.same_people == "unconfirmed":
        pairs = zip(version.requirements, judged, strict=True)
        groups = [(group, some) for group, some in pairs if isinstance(group, People) and group.at_least]
        again = dict(zip((group.id for group, _ in groups), apart(asked, groups), strict=True))
        judged = [again.get(some.finding.rule, some) for some in judged]
    yield from judged


def _designations(asked: Asked, version: Version, designations: Mapping[Area, str]) -> Iterator[Judged]:
    if version.designations is None:
        yield entered(asked, "designation", Message("asks.unknown-designation"), None)
        return
    for number, group in enumerate(version.designations, 1):
        name = "designation" if len(version.designations) == 1 else f"designation-{number}"
        yield _designation(asked, name, group, designations)


def _designation(
    asked: Asked, name: str, group: tuple[Area, ...], designations: Mapping[Area, str]
) -> Judged:
    asks = Message("asks.designation", {"areas": any_of([Message(f"area.{area}") for area in group])})
    if asked.reported(name) is not None:
        return entered(asked, name, asks, None)
    enrolled, qualified = (
        [area for area in group if designations.get(area) == state] for state in ("enrolled", "qualified")
    )
    because = tuple(
        note(
            "area",
            Message(f"area.{area}"),
            Message(f"found.designation-{designations.get(area, 'none')}"),
            met=area in enrolled,
        )
        for area in group
    )
    state = "enrolled" if enrolled else "qualified" if qualified else "none"
    found = Message(f"found.designation-{state}")
    finding = note(
        name, asks, found, met=bool(enrolled), because=because
    )  # one that is not bought is not active
    return Judged(finding, MET if enrolled else MISSING)


def _besides(version: Version, record: HeldSpecialization | None, *, is_met: bool) -> Iterator[Finding]:
    """How it is validated, and what the sources leave open."""
    if version.validation is not None:
        yield _validation(version, version.validation, record, can_start=is_met)
    if version.same_people != "allowed" and _groups(version) > 1:
        yield note("same-people", Message("asks.same-people"), _same_people(version), met=True)
    if version.note:
        yield note("note", Message("asks.note"), Message(version.note), met=True)


def _root(
    asked: Asked,
    one: Specialization,
    version: Version | None,
    judged: tuple[Judged, ...],
    record: HeldSpecialization | None,
) -> Finding:
    """The whole of it: requirements, then how it is validated."""
    states = [some.state for some in judged]
    is_met = bool(states) and all(state == MET for state in states)
    parts = [some.finding for some in judged]
    if version is not None:
        parts += _besides(version, record, is_met=is_met)
    slots = {"met": states.count(MET), "of": len(states), "n": states.count(ENTER)}
    found = Message(f"found.requirements{'-enter' * (ENTER in states)}", slots)
    finding = make_finding(
        rule=one.id,
        asks=Message("asks.specialization", {"name": one.name_on(asked.case.on)}),
        found=found,
        points=ZERO,
        maximum=ZERO,
        met=is_met,
        value=Fraction(states.count(MET)),
        full_at=Fraction(len(states)),
        evidence=(record.id,) if record else (),
        because=tuple(parts),
    )
    if version is None:
        return finding
    dated = version.dated
    return finding._replace(source=dated.source, rules_from=dated.since, certainty=dated.certainty)


def _groups(version: Version) -> int:
    return sum(isinstance(requirement, People) for requirement in version.requirements)


def _same_people(version: Version) -> Message:
    if version.same_people == "assumed":
        return Message("found.same-people-assumed")
    return Message("found.same-people-unconfirmed")


def _validation(
    version: Version, kind: str, record: HeldSpecialization | None, *, can_start: bool
) -> Finding:
    """Audit, references or none; they can only begin once everything else is met."""
    asks = Message(f"asks.validation-{kind}")
    if kind == "references" and version.references is not None:
        asks = Message("asks.validation-references-of", {"n": version.references})
    if record is not None:
        on = record.last_validated_on or record.attained_on
        return note(
            "validation", asks, Message("found.validated", {"on": on}), met=True, evidence=(record.id,)
        )
    if kind == "automatic":
        return note("validation", asks, Message("found.validation-itself"), met=can_start)
    found = Message("found.validation-can-start") if can_start else Message("found.validation-waits")
    return note("validation", asks, found)
