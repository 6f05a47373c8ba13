"""The forms of what the packs are made of: claims, references, controls, relationships, benefits, cases."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final, TypeAlias
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from readiness.called import paper_name
from readiness.facts import (
    ASSOCIATION_CLAIM_STATUSES,
    COOP_STATUSES,
    METRICS,
    REFERENCE_STATUSES,
    AdminRelationship,
    AssociationClaim,
    AuditControl,
    Benefit,
    CoopClaim,
    CustomerId,
    CustomerReference,
    Facts,
    Kind,
    Put,
    SupportCase,
)
from readiness.problems import Message
from ui.dialogs.editors import Checks, Choice, Count, Day, Number, Options, TextArea, TextLine
from ui.dialogs.forms import Edit, Editor, Form, FormSheet, InputError, Question, Values
from ui.dialogs.options import area_options, customer_options, person_options, place_options
from ui.text import _, name

PROOF: Final = ("tenant", "workloads", "before-after", "dates", "service", "signed", "recent")
Names: TypeAlias = Mapping[str, str]


class Words:
    """Several words in one line, parted by commas; none is empty."""

    def __init__(self, values: tuple[str, ...]) -> None:
        self._line = TextLine(", ".join(values))
        self.widget = self._line.widget

    def read(self) -> tuple[str, ...]:
        return tuple(word for part in self._line.read().split(",") if (word := part.strip()))

    def watch(self, changed: Callable[[], None]) -> None:
        self._line.watch(changed)


class Needed:
    """A choice that has to be made."""

    def __init__(self, options: Options, value: Any, sentence: str) -> None:
        self._choice = Choice(options, value)
        self._sentence = sentence
        self.widget = self._choice.widget

    def read(self) -> Any:
        chosen = self._choice.read()
        if not chosen:
            raise InputError(self._sentence)
        return chosen

    def watch(self, changed: Callable[[], None]) -> None:
        self._choice.watch(changed)


def paper_dialog(
    kind: Kind, facts: Facts, paper: Any, names: Mapping[str, str], parent: QWidget | None = None
) -> FormSheet:
    """Adds a record of the kind or mends one, as an `Edit`; `names` are the specializations by id."""
    was = paper or _fresh(kind)
    add, edit = _form_titles(kind)

    def result(values: Values) -> Edit:
        now = replace(was, **values)
        code = "undo.paper-changed" if paper else "undo.paper-added"
        return Edit(Message(code, {"name": paper_name(now, facts)}), () if now == paper else (Put(now),))

    return FormSheet(
        Form(
            title=edit if paper else add,
            primary=_("Save") if paper else _("Add"),
            questions=_QUESTIONS[kind](facts, was, names),
            result=result,
            width=640,
        ),
        parent,
    )


def kind_title(kind: Kind) -> str:
    """What a list of such records is called."""
    return {
        AssociationClaim: _("Claims of association"),
        CoopClaim: _("Co-op claims"),
        CustomerReference: _("Customer references"),
        AuditControl: _("Audit controls"),
        AdminRelationship: _("Delegated admin relationships"),
        Benefit: _("Benefits"),
        SupportCase: _("Cases with support"),
    }[kind]


def _form_titles(kind: Kind) -> tuple[str, str]:
    """Of the form that adds a record of the kind, and of the one that mends it."""
    return {
        AssociationClaim: (_("Add claim of association"), _("Edit claim of association")),
        CoopClaim: (_("Add co-op claim"), _("Edit co-op claim")),
        CustomerReference: (_("Add customer reference"), _("Edit customer reference")),
        AuditControl: (_("Add audit control"), _("Edit audit control")),
        AdminRelationship: (_("Add delegated admin relationship"), _("Edit delegated admin relationship")),
        Benefit: (_("Add benefit"), _("Edit benefit")),
        SupportCase: (_("Add case with support"), _("Edit case with support")),
    }[kind]


def _fresh(kind: Kind) -> Any:
    """A record with nothing in it yet; what it needs is asked for."""
    key = str(uuid4())
    empty: dict[Kind, tuple[Any, ...]] = {
        AssociationClaim: (key, CustomerId("")),
        CoopClaim: (key, ""),
        CustomerReference: (key, "", CustomerId("")),
        AuditControl: (key, "", ""),
        AdminRelationship: (key, CustomerId("")),
        Benefit: (key, ""),
        SupportCase: (key, ""),
    }
    return kind(*empty[kind])


def _line(was: Any, key: str, words: str, *, needed: str = "", half: bool = True) -> Question:
    return Question(key, words, TextLine(getattr(was, key), needed=needed), half=half)


def _day(was: Any, key: str, words: str) -> Question:
    return Question(key, words, Day(getattr(was, key)), half=True)


def _whom(facts: Facts, was: Any) -> Question:
    editor: Editor = Needed(customer_options(facts), was.customer or None, _("Choose the customer."))
    return Question("customer", _("Customer"), editor, half=True)


def _who(facts: Facts, was: Any, words: str) -> Question:
    return Question("owner", words, Choice(person_options(facts), was.owner), half=True)


def _areas(was: Any) -> Question:
    options = [(None, _("Not said")), *area_options()]
    return Question("area", _("Solution area"), Choice(options, was.area), half=True)


def _places(facts: Facts, was: Any) -> Question:
    return Question(
        "location", _("Location"), Choice(place_options(facts, was.location), was.location), half=True
    )


def _status(was: Any, kind: str, words: tuple[str, ...]) -> Question:
    return Question("status", _("Status"), Choice([(w, name(kind, w)) for w in words], was.status), half=True)


def _contact(was: Any) -> tuple[Question, ...]:
    return (
        _line(was, "contact_name", _("Customer contact")),
        _line(was, "contact_title", _("Title of the contact")),
        _line(was, "contact_email", _("Email of the contact")),
    )


def _claim(facts: Facts, was: AssociationClaim, _names: Names) -> tuple[Question, ...]:
    proof = Checks([(item, name("proof.cpor", item)) for item in PROOF], was.proof, columns=1)
    return (
        _whom(facts, was),
        _line(was, "name", _("Name of the claim")),
        _places(facts, was),
        _areas(was),
        _line(was, "role", _("Role")),
        Question("workloads", _("Workloads, separated by commas"), Words(was.workloads), half=True),
        _line(was, "subscription", _("Subscription ID")),
        _who(facts, was, _("Your contact")),
        *_contact(was),
        _status(was, "claim-status", ASSOCIATION_CLAIM_STATUSES),
        _day(was, "submitted_on", _("Submitted on")),
        _day(was, "returned_on", _("Action required since")),
        _day(was, "rejected_on", _("Rejected on")),
        _day(was, "proof_on", _("Proof signed on")),
        Question("proof", _("What the proof shows"), proof),
        Question("comments", _("Comments"), TextArea(was.comments)),
    )


def _coop(facts: Facts, was: CoopClaim, _names: Names) -> tuple[Question, ...]:
    return (
        _line(was, "name", _("Name of the activity"), needed=_("Give it a name.")),
        _day(was, "executed_on", _("Executed on")),
        Question("amount", _("Amount"), Number(was.amount), half=True),
        Question("currency", _("Currency"), TextLine(was.currency or facts.partner.currency), half=True),
        Question("impressions", _("Estimated impressions"), Count(was.impressions), half=True),
        _line(was, "approval", _("Pre-approval ID")),
        _line(was, "invoice", _("Invoice number")),
        _status(was, "coop-status", COOP_STATUSES),
        _day(was, "submitted_on", _("Submitted on")),
        Question("notes", _("Notes"), TextArea(was.notes)),
    )


def _special(was: Any, names: Mapping[str, str]) -> Question:
    options = [(None, _("Not said")), *names.items()]
    editor: Editor = Needed(options, was.specialization or None, _("Choose the specialization."))
    return Question("specialization", _("Specialization"), editor)


def _reference(facts: Facts, was: CustomerReference, names: Names) -> tuple[Question, ...]:
    return (
        _special(was, names),
        _whom(facts, was),
        _line(was, "title", _("Project")),
        *_contact(was),
        _line(was, "country", _("Country")),
        _line(was, "product", _("Product or workload")),
        _line(was, "size", _("Seats or consumption")),
        _day(was, "started_on", _("From")),
        _day(was, "ended_on", _("To")),
        _day(was, "consent_on", _("Consent on")),
        _day(was, "sent_on", _("Sent on")),
        _status(was, "reference-status", REFERENCE_STATUSES),
        Question("outcome", _("Outcome"), TextArea(was.outcome)),
    )


def _control(facts: Facts, was: AuditControl, names: Names) -> tuple[Question, ...]:
    return (
        _special(was, names),
        _line(was, "title", _("Control"), needed=_("Name the control.")),
        _line(was, "module", _("Module")),
        _line(was, "checklist", _("Checklist")),
        Question("customer", _("Customer"), Choice(customer_options(facts), was.customer), half=True),
        _who(facts, was, _("Owner")),
        _day(was, "evidence_on", _("Date of the evidence")),
        _day(was, "ready_on", _("Ready since")),
        Question("evidence", _("What is shown"), TextArea(was.evidence)),
    )


def _relationship(facts: Facts, was: AdminRelationship, _names: Names) -> tuple[Question, ...]:
    extends = [(None, _("Not known")), (True, _("Yes")), (False, _("No"))]
    return (
        _whom(facts, was),
        _line(was, "name", _("Name")),
        _day(was, "starts_on", _("From")),
        _day(was, "ends_on", _("To")),
        Question("auto_extend", _("Extends itself"), Choice(extends, was.auto_extend), half=True),
        Question("roles", _("Roles, separated by commas"), Words(was.roles)),
    )


def _benefit(_facts: Facts, was: Benefit, _names: Names) -> tuple[Question, ...]:
    return (
        _line(was, "name", _("Benefit"), needed=_("Name the benefit.")),
        _day(was, "redeem_by", _("Redeem by")),
        _day(was, "redeemed_on", _("Redeemed on")),
        _day(was, "ends_on", _("Ends on")),
        Question("notes", _("Notes"), TextArea(was.notes)),
    )


def _case(_facts: Facts, was: SupportCase, _names: Names) -> tuple[Question, ...]:
    metrics = [("", _("Not said")), *((m, name("metric", m)) for m in METRICS)]
    return (
        _line(was, "number", _("Number of the case"), needed=_("Give the number of the case.")),
        _areas(was),
        Question("metric", _("Metric"), Choice(metrics, was.metric), half=True),
        _day(was, "opened_on", _("Opened on")),
        _day(was, "follow_up_on", _("Follow up on")),
        _day(was, "closed_on", _("Closed on")),
        Question("notes", _("Notes"), TextArea(was.notes)),
    )


_QUESTIONS: Final[Mapping[Kind, Callable[[Facts, Any, Mapping[str, str]], tuple[Question, ...]]]] = (
    MappingProxyType(
        {
            AssociationClaim: _claim,
            CoopClaim: _coop,
            CustomerReference: _reference,
            AuditControl: _control,
            AdminRelationship: _relationship,
            Benefit: _benefit,
            SupportCase: _case,
        }
    )
)
