"""The form of an engagement that Microsoft funds, with the days of its claim."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import uuid4

from PySide6.QtWidgets import QWidget

from readiness.facts import CLAIM_STATUSES, ELIGIBILITY, ENGAGEMENT_SIZES, Engagement, Event, Facts, Put
from readiness.problems import Message
from ui.dialogs.editors import Checks, Choice, Day, Number, PickMany, TextArea, TextLine
from ui.dialogs.forms import Edit, Form, FormSheet, Question, Values
from ui.dialogs.options import (
    area_options,
    customer_options,
    event_options,
    person_options,
    place_options,
)
from ui.dialogs.person import is_mail
from ui.text import _, day, name


def engagement_dialog(
    facts: Facts,
    engagement: Engagement | None,
    parent: QWidget | None = None,
    *,
    of: Event | None = None,
) -> FormSheet:
    """Adds an engagement, proposing what is known of the event it is delivered in, or mends one.

    Answers with an `Edit`.
    """
    was = engagement or _proposal(of)

    def result(values: Values) -> Edit:
        now = replace(was, **values)
        code = "undo.engagement-changed" if engagement else "undo.engagement-added"
        return Edit(Message(code, {"name": now.title}), () if now == engagement else (Put(now),))

    return FormSheet(
        Form(
            title=_("Edit engagement") if engagement else _("Add engagement"),
            primary=_("Save engagement") if engagement else _("Add engagement"),
            questions=(*_what(facts, was), *_claim(was), *_money(facts, was), *_who(facts, was)),
            result=result,
            width=640,
        ),
        parent,
    )


def _proposal(event: Event | None) -> Engagement:
    fresh = Engagement(str(uuid4()), "", "workshop")
    if event is None:
        return fresh
    return replace(
        fresh,
        title=event.title,
        size="assessment" if event.kind == "assessment" else "workshop",
        areas=event.areas,
        customer=event.customer,
        event=event.id,
        people=event.attendees,
    )


def _what(facts: Facts, was: Engagement) -> tuple[Question, ...]:
    sizes = Choice([(s, name("engagement-size", s)) for s in ENGAGEMENT_SIZES], was.size)
    events = Choice(event_options(facts), was.event)
    return (
        Question("title", _("Title"), TextLine(was.title, needed=_("Give it a title."))),
        Question(
            "size",
            _("Size"),
            sizes,
            half=True,
            hint=_("It decides how long the steps of the claim may take."),
        ),
        Question("customer", _("Customer"), Choice(customer_options(facts), was.customer), half=True),
        Question("offer", _("Name at Microsoft"), TextLine(was.offer), half=True),
        Question("event", _("Delivered in"), events, half=True),
        Question("areas", _("Solution areas"), Checks(area_options(), was.areas)),
        Question(
            "eligibility",
            _("Looked up in Microsoft’s guide, and eligible"),
            Checks([(one, name("eligibility", one)) for one in ELIGIBILITY], was.eligibility),
        ),
    )


def _claim(was: Engagement) -> tuple[Question, ...]:
    statuses = [("", _("Not claimed yet")), *((s, name("claim", s)) for s in CLAIM_STATUSES)]
    days = (
        ("claimed_on", _("Claim created on"), None),
        ("consent_sent_on", _("Consent asked for on"), _after("claimed_on")),
        ("consent_on", _("Consent received on"), _after("consent_sent_on", "claimed_on")),
        ("deliver_by", _("Deliver by"), None),
        ("delivered_on", _("Delivered on"), None),
        ("submitted_on", _("Submitted on"), _after("consent_on", "claimed_on")),
        ("rejected_on", _("Rejected on"), None),
        ("disputed_on", _("Disputed on"), _after("rejected_on")),
        ("approved_on", _("Approved on"), None),
        ("paid_on", _("Paid on"), _after("approved_on")),
    )
    return (
        Question(
            "status",
            _("Status in Partner Center"),
            Choice(statuses, was.status),
            half=True,
            heading=_("Claim"),
        ),
        *(Question(key, words, Day(getattr(was, key)), check, half=True) for key, words, check in days),
    )


def _after(*earlier: str) -> Callable[[date | None, Values], str | None]:
    """Not before the day of an earlier step."""

    def check(chosen: date | None, values: Values) -> str | None:
        first = next((values[key] for key in earlier if values.get(key) is not None), None)
        if chosen is not None and first is not None and chosen < first:
            return _("That is before the step ahead of it. Take a day from {day} on.", day=day(first))
        return None

    return check


def _money(facts: Facts, was: Engagement) -> tuple[Question, ...]:
    return (
        Question("hours", _("Hours"), Number(was.hours), half=True, heading=_("Form and payment")),
        Question("expected_amount", _("Expected amount"), Number(was.expected_amount), half=True),
        Question("paid_amount", _("Amount paid"), Number(was.paid_amount), half=True),
        Question("currency", _("Currency"), TextLine(was.currency or facts.partner.currency), half=True),
        Question(
            "location", _("Location"), Choice(place_options(facts, was.location), was.location), half=True
        ),
        Question("opportunity", _("Opportunity ID"), TextLine(was.opportunity), half=True),
        Question("subscription", _("Azure subscription"), TextLine(was.subscription), half=True),
        Question("invoice", _("Invoice number"), TextLine(was.invoice), half=True),
        Question("proof", _("Proof of execution"), TextLine(was.proof), half=True),
        Question("customer_survey_on", _("Customer survey on"), Day(was.customer_survey_on), half=True),
        Question("partner_survey_on", _("Partner survey on"), Day(was.partner_survey_on), half=True),
    )


def _who(facts: Facts, was: Engagement) -> tuple[Question, ...]:
    people = person_options(facts)
    return (
        Question(
            "contact_name",
            _("Contact at the customer"),
            TextLine(was.contact_name),
            half=True,
            heading=_("People"),
        ),
        Question("contact_email", _("Mail of the contact"), TextLine(was.contact_email), is_mail, half=True),
        Question("owner", _("Owner"), Choice(people, was.owner)),
        Question("people", _("Delivered by"), PickMany(people[1:], was.people, add=_("Add a person…"))),
        Question("notes", _("Notes"), TextArea(was.notes)),
    )
