"""From when on each kind of date is told of, and whether the program stays in the tray."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from readiness.reminders import KINDS, NEVER, STEPS, first_step
from readiness.settings import Settings
from ui.dialogs.editors import Choice, Options
from ui.dialogs.forms import Form, FormSheet, Question, Values
from ui.text import _, name, ngettext


def reminders_dialog(
    settings: Settings, decided: Callable[[Mapping[str, Any]], object], parent: QWidget | None = None
) -> FormSheet:
    """Answers with the fields of the settings that it is about."""
    sheet = FormSheet(
        Form(
            title=_("Reminders"),
            primary=_("Save reminders"),
            questions=(_tray(settings), *_kinds(settings)),
            result=_chosen,
            origin=_("A reminder says what kind of date is near, in which area and on which day: no names."),
            width=620,
        ),
        parent,
    )
    sheet.decided.connect(decided)
    return sheet


def _tray(settings: Settings) -> Question:
    from PySide6.QtWidgets import QSystemTrayIcon  # noqa: PLC0415 - each class of Qt costs start-up time

    ways = [
        (False, _("End the program")),
        (True, _("Stay in the system tray and go on reminding")),
    ]
    return Question(
        "in_tray",
        _("When the window is closed"),
        Choice(ways, value=settings.in_tray),
        hint=_("From the tray, reminders come as notifications of the system; else they stand in the window.")
        if QSystemTrayIcon.isSystemTrayAvailable()
        else _("This system shows no tray now: closing the window ends the program."),
    )


def _kinds(settings: Settings) -> tuple[Question, ...]:
    return tuple(
        Question(kind, name("item", kind), Choice(_steps(), first_step(kind, settings.reminders)), half=True)
        for kind in KINDS
    )


def _steps() -> Options:
    words = [(step, ngettext("From {n} day before", "From {n} days before", step)) for step in STEPS]
    return [*words, (NEVER, _("Never"))]


def _chosen(values: Values) -> Mapping[str, Any]:
    """What differs from the usual; a kind that is not asked about keeps its usual step."""
    steps = {kind: values[kind] for kind in KINDS if values[kind] != first_step(kind, {})}
    return {"in_tray": values["in_tray"], "reminders": steps}
