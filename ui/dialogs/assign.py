"""Who looks after something that is due."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from readiness.facts import Facts, PersonId
from ui.dialogs.editors import Choice
from ui.dialogs.forms import Form, FormSheet, Question
from ui.dialogs.options import person_options
from ui.text import _


def assign_dialog(
    facts: Facts,
    owner: PersonId | None,
    origin: str,
    decided: Callable[[PersonId | None], object],
    parent: QWidget | None = None,
) -> FormSheet:
    """Asks for the owner, `origin` naming what of; answers with a person's id or None for nobody."""
    who = Question("owner", _("Owner"), Choice(person_options(facts), owner))
    form = Form(
        title=_("Owner"),
        primary=_("Assign"),
        questions=(who,),
        result=lambda values: values["owner"],
        origin=origin,
        width=420,
    )
    sheet = FormSheet(form, parent)
    sheet.decided.connect(decided)
    return sheet
