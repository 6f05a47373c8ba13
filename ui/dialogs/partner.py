"""The form of the partner itself, with its locations."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from readiness.facts import Facts, Location, Partner, Put
from readiness.problems import Message
from readiness.words import joined
from ui.dialogs.editors import Checks, TextLine
from ui.dialogs.forms import Edit, Form, FormSheet, Question, Values
from ui.dialogs.listed import Listed
from ui.text import _


def kind_options() -> tuple[tuple[str, str], ...]:
    return (
        ("services", _("Services")),
        ("csp-tier1", _("CSP, direct bill")),
        ("csp-tier2", _("CSP, indirect reseller")),
        ("isv", _("Own software (ISV)")),
    )


def partner_dialog(facts: Facts, parent: QWidget | None = None) -> FormSheet:
    """Mends what is recorded of the partner; answers with an `Edit`."""
    was = facts.partner
    known = dict(kind_options())
    others = tuple(kind for kind in was.kinds if kind not in known)

    def result(values: Values) -> Edit:
        kinds = (*values["kinds"], *others)
        now = replace(was, **{**values, "kinds": kinds})
        return Edit(Message("undo.partner-changed"), () if now == was else (Put(now),))

    return FormSheet(
        Form(
            title=_("Edit partner"),
            primary=_("Save partner"),
            questions=_questions(was),
            result=result,
            width=600,
        ),
        parent,
    )


def _questions(was: Partner) -> tuple[Question, ...]:
    return (
        Question("name", _("Name"), TextLine(was.name, needed=_("Give the partner a name."))),
        Question("partner_id", _("PartnerID (global)"), TextLine(was.partner_id), half=True),
        Question("country", _("Country"), TextLine(was.country), _is_country, half=True),
        Question("currency", _("Currency"), TextLine(was.currency), _is_currency, half=True),
        Question("kinds", _("Kinds of business"), Checks(kind_options(), was.kinds)),
        Question(
            "locations",
            _("Locations"),
            Listed(
                was.locations, location_line, location_dialog, add=_("Add location…"), name=_("Locations")
            ),
        ),
    )


def _is_country(text: str, _values: Values) -> str | None:
    return None if not text or _are_capitals(text, 2) else _("A country is two capital letters, like FR.")


def _is_currency(text: str, _values: Values) -> str | None:
    return None if not text or _are_capitals(text, 3) else _("A currency is three capital letters, like EUR.")


def _are_capitals(text: str, count: int) -> bool:
    return len(text) == count and text.isascii() and text.isalpha() and text.isupper()


def location_line(location: Location) -> str:
    return joined(location.name, location.id, location.country)


def location_dialog(location: Location | None, parent: QWidget | None = None) -> FormSheet:
    """One place with its own PartnerID."""
    was = location or Location("")
    return FormSheet(
        Form(
            title=_("Edit location") if location else _("Add location"),
            primary=_("Save location") if location else _("Add location"),
            questions=(
                Question(
                    "id", _("PartnerID"), TextLine(was.id, needed=_("Give the PartnerID of the place."))
                ),
                Question("name", _("Name"), TextLine(was.name), half=True),
                Question("country", _("Country"), TextLine(was.country), _is_country, half=True),
            ),
            result=lambda values: Location(**values),
        ),
        parent,
    )
