"""The form of one award."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from readiness.facts import Award, Facts, Person, PersonId, Put, months_later
from readiness.problems import Message
from readiness.rules import Catalogue
from ui.dialogs.certification import CertificationEditor
from ui.dialogs.editors import Day
from ui.dialogs.forms import Edit, Form, FormSheet, InputError, Question, Values
from ui.dialogs.options import called, people_apart
from ui.text import _, day


def award_title(code: str, catalogue: Catalogue, award: Award, person: Person | None) -> Message:
    certification = catalogue.get(award.certification)
    what = certification.code if certification else award.certification
    return Message(f"undo.award-{code}", {"award": what, "name": called(person) if person else ""})


def award_dialog(
    facts: Facts, catalogue: Catalogue, award: Award | None, person: PersonId, parent: QWidget | None = None
) -> FormSheet:
    """Records an award of a person, or mends one; answers with an `Edit`."""
    holder = facts.people.get(person)

    def result(values: Values) -> Edit:
        made = _made(values, award, person)
        title = award_title("changed" if award else "added", catalogue, made, holder)
        return Edit(title, (Put(made),) if made != award else ())

    form = _form(catalogue, award)
    return FormSheet(
        replace(form, result=result, origin=people_apart(facts).get(person, "")),
        parent,
    )


def award_part_dialog(
    catalogue: Catalogue, award: Award | None, person: PersonId, parent: QWidget | None = None
) -> FormSheet:
    """The same form inside a person's; answers with the award itself."""
    return FormSheet(replace(_form(catalogue, award), result=lambda v: _made(v, award, person)), parent)


def _made(values: Values, award: Award | None, person: PersonId) -> Award:
    return Award(
        id=award.id if award else str(uuid4()),
        person=person,
        certification=values["certification"],
        earned_on=values["earned_on"],
        expires_on=values["expires_on"],
    )


def _form(catalogue: Catalogue, award: Award | None) -> Form:
    certification = CertificationEditor(catalogue, award.certification if award else None)
    earned = Day(award.earned_on if award else None, needed=_("Say when it was earned."))
    expires = Day(award.expires_on if award else None)
    if award is None:
        _propose_end(catalogue, certification, earned, expires)
    return Form(
        title=_("Edit award") if award else _("Record an award"),
        primary=_("Save award") if award else _("Record award"),
        questions=(
            Question("certification", _("Certification"), certification),
            Question("earned_on", _("Earned on"), earned, half=True),
            Question("expires_on", _("Expires on"), expires, _ends_after, half=True, hint=_("Empty: never")),
        ),
        result=dict,
    )


def _ends_after(value: date | None, values: Values) -> str | None:
    earned: date | None = values.get("earned_on")
    if value is not None and earned is not None and value < earned:
        return _("Expires before it was earned. Take a day after {day}.", day=day(earned))
    return None


def _propose_end(catalogue: Catalogue, certification: CertificationEditor, earned: Day, expires: Day) -> None:
    """While the end is empty or our own proposal, it follows from the day earned and the certification."""
    proposal = _Proposal(catalogue, certification, earned, expires)
    certification.watch(proposal.follow)
    earned.watch(proposal.follow)


@dataclass(slots=True)
class _Proposal:
    catalogue: Catalogue
    certification: CertificationEditor
    earned: Day
    expires: Day
    proposed: date | None = None

    def follow(self) -> None:
        if self.expires.widget.day() != self.proposed:
            return
        try:
            chosen = self.certification.read()
            known = None if chosen is None else self.catalogue.get(chosen)
            start = self.earned.read()
        except InputError:
            return
        if known is not None and start is not None and known.validity_months and not known.never_expires:
            self.proposed = months_later(start, known.validity_months)
            self.expires.widget.set_day(self.proposed)
