"""What goes into a calendar file: which items, and whether with names."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.dialogs.editors import Choice
from ui.dialogs.forms import Form, FormSheet, Question
from ui.text import _


def calendar_dialog(
    groups: Sequence[tuple[str, str]],
    chosen: str,
    decided: Callable[[str, bool], object],
    parent: QWidget | None = None,
) -> FormSheet:
    """Asks which of the groups, and answers with its key and whether names go along."""
    names = [(True, _("With names of people and customers")), (False, _("Without names"))]
    form = Form(
        title=_("Send to calendar"),
        primary=_("Choose where…"),
        questions=(
            Question("which", _("Items"), Choice(groups, chosen)),
            Question(
                "names",
                _("Names"),
                Choice(names, value=True),
                hint=_("Without names the file can go to anybody; what is done is left out either way."),
            ),
        ),
        result=dict,
        width=460,
    )

    def answer(values: Any) -> None:
        decided(values["which"], values["names"])

    sheet = FormSheet(form, parent)
    sheet.decided.connect(answer)
    return sheet
