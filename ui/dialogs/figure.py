"""The form of one figure that Partner Center shows, for any area, track and metric."""

from dataclasses import replace
from decimal import Decimal

from PySide6.QtWidgets import QWidget

from readiness.facts import LIST_OF, SPECIALIZATION, Attachment, Change, Facts, Put, Remove, Reported
from readiness.problems import Message
from readiness.snapshot import Snapshot, metrics_of
from readiness.words import joined
from ui import text
from ui.dialogs.editors import Choice, Day, Number
from ui.dialogs.forms import Edit, Form, FormSheet, Question, Values
from ui.text import _

Subject = tuple[str, str, str]
"""Area, track and metric."""


def subject_words(subject: Subject) -> str:
    """`Security · Deployments`, with the track where an area has several; a specialization by its id."""
    area, track, metric = subject
    is_area = not area.startswith(SPECIALIZATION)
    named = text.area_name(area, "medium") if is_area else area.removeprefix(SPECIALIZATION)
    parts = [named, text.name("track", track) if track != "single" else "", _metric_words(metric)]
    return joined(*parts)


def _metric_words(metric: str) -> str:
    return _("Total") if metric == "total" else text.name("metric", metric)


def subjects(snapshot: Snapshot) -> tuple[Subject, ...]:
    """What figures there can be on the day: each area's totals and metrics, track by track."""
    return tuple(
        (standing.area, track.rule, metric)
        for standing in snapshot.standings.values()
        for track in standing.finding.because
        for metric in ("total", *(found.rule for found in metrics_of(track)))
    )


def any_figure_dialog(snapshot: Snapshot, held: Reported | None, parent: QWidget | None = None) -> FormSheet:
    """Enters a figure or mends one; answers with an `Edit`."""

    def result(values: Values) -> Edit:
        subject: Subject = values["subject"]
        now = Reported(*subject, values["as_of"], values["value"], values["points"])
        title = Message("undo.figure-entered", {"name": subject_words(subject)})
        return Edit(title, tuple(_changes(snapshot.facts, held, now)))

    return FormSheet(
        Form(
            title=_("What Partner Center shows"),
            primary=_("Save figure"),
            questions=_questions(snapshot, held),
            result=result,
        ),
        parent,
    )


def _questions(snapshot: Snapshot, held: Reported | None) -> tuple[Question, ...]:
    day = Day(held.as_of if held else snapshot.on, needed=_("Say on which day it is shown."))
    value = Number(held.value if held else None, signed=True)
    return (
        Question("subject", _("Metric"), _subject_choice(snapshot, held)),
        Question("as_of", _("As of"), day),
        Question("points", _("Points"), Number(held.points if held else None), half=True),
        Question("value", _("Value"), value, _one, half=True),
    )


def _subject_choice(snapshot: Snapshot, held: Reported | None) -> Choice:
    """What there is on the day, and what the figure is of where that is no more."""
    known = list(subjects(snapshot))
    chosen = (held.area, held.track, held.metric) if held else known[0] if known else None
    if chosen is not None and chosen not in known:
        known.insert(0, chosen)
    return Choice([(subject, subject_words(subject)) for subject in known], chosen)


def _one(value: Decimal | None, values: Values) -> str | None:
    if value is None and values.get("points") is None:
        return _("Write the points or the value that Partner Center shows.")
    return None


def _changes(facts: Facts, held: Reported | None, now: Reported) -> list[Change]:
    """The figure's id is what it is about: of another metric or day it is another one. Files go along."""
    changes: list[Change] = []
    if held is not None and held.id != now.id:
        changes.append(Remove(Reported, held.id))
        files = facts.grouped(Attachment, "about").get(f"{LIST_OF[Reported]}:{held.id}", ())
        changes += [Put(replace(one, about=f"{LIST_OF[Reported]}:{now.id}")) for one in files]
    if facts.reported.get(now.id) != now:
        changes.append(Put(now))
    return changes
