"""One dialog of every kind, filled from what a partner's file holds: to look at, and to measure.

A key is the name of what makes the dialog; a word after a colon tells two of one maker apart.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias

from PySide6.QtWidgets import QDialog

from readiness.demo import sample_exports
from readiness.facts import (
    LIST_OF,
    AdminRelationship,
    Association,
    AssociationClaim,
    AuditControl,
    Benefit,
    CoopClaim,
    CustomerReference,
    Engagement,
    Facts,
    Kind,
    Put,
    SupportCase,
)
from readiness.facts.taken_back import TakenBack
from readiness.importers.reading import Reading
from readiness.intake import Import, intake, table_of
from readiness.problems import Message, WorkspaceError
from readiness.snapshot import Snapshot, metrics_of
from readiness.workspace import Backup, Past, Preview, Workspace
from ui.dialogs.about import AboutSheet, ShortcutsSheet, UpdatesSheet
from ui.dialogs.assign import assign_dialog
from ui.dialogs.association import association_dialog, baseline_dialog
from ui.dialogs.award import award_dialog, award_part_dialog
from ui.dialogs.backups import BackupsSheet, LockedSheet, RescueSheet
from ui.dialogs.calendar import calendar_dialog
from ui.dialogs.customer import customer_dialog, tenant_dialog
from ui.dialogs.deadline import deadline_dialog
from ui.dialogs.engagement import engagement_dialog
from ui.dialogs.enrollment import enrollment_dialog
from ui.dialogs.event import event_dialog
from ui.dialogs.failure import BugSheet, FailureSheet
from ui.dialogs.figure import any_figure_dialog
from ui.dialogs.files import FilesSheet
from ui.dialogs.help import HelpSheet
from ui.dialogs.import_preview import ImportDialog
from ui.dialogs.mapping import MappingDialog
from ui.dialogs.new_partner import NewPartnerDialog
from ui.dialogs.papers import paper_dialog
from ui.dialogs.partner import location_dialog, partner_dialog
from ui.dialogs.password import NewPasswordSheet, PasswordSheet
from ui.dialogs.person import person_dialog
from ui.dialogs.plan import plan_dialog
from ui.dialogs.project import expected_dialog, project_dialog
from ui.dialogs.readings import readings_dialog
from ui.dialogs.record import EraseSheet, HeldSheet, HistorySheet
from ui.dialogs.records import RecordsSheet
from ui.dialogs.reminders import reminders_dialog
from ui.dialogs.reported import reported_dialog
from ui.dialogs.settings import SettingsSheet
from ui.dialogs.several import several_customers_dialog, several_people_dialog, several_projects_dialog
from ui.dialogs.specialization import figure_dialog, held_dialog
from ui.dialogs.take_out import ImportRemovalSheet, MonthSheet
from ui.dialogs.usage import new_usage_dialog, usage_dialog
from ui.main_window import MainWindow
from ui.pages.data_usage import usage_rows
from ui.text import _, explain

Made: TypeAlias = tuple[str, Callable[[], QDialog]]
_PAPERS: Final[tuple[Kind, ...]] = (
    AssociationClaim,
    CoopClaim,
    CustomerReference,
    AuditControl,
    AdminRelationship,
    Benefit,
    SupportCase,
)


@dataclass(frozen=True, slots=True)
class Ground:
    """What the dialogs are filled from: a file, its day, and the window they stand before."""

    window: MainWindow
    workspace: Workspace
    snapshot: Snapshot
    folder: Path
    """Where an export may be written that is previewed."""

    @property
    def facts(self) -> Facts:
        return self.snapshot.facts

    def first(self, name: str) -> Any:
        """The first record of a list; None where it is empty."""
        return next(iter(getattr(self.facts, name).values()), None)


def every_dialog(ground: Ground) -> Iterator[Made]:
    """Name and maker; a dialog of records that the file doesn't hold asks for a new one, or is left out."""
    yield from _of_window(ground)
    yield from _of_people(ground)
    yield from _of_customers(ground)
    yield from _of_dates(ground)
    yield from _of_rules(ground)
    yield from _of_partner(ground)
    yield from _of_imports(ground)
    yield from _of_keeping(ground)
    yield from _of_trouble(ground)


def _of_window(g: Ground) -> Iterator[Made]:
    window, settings = g.window, g.window.settings
    yield "SettingsSheet", lambda: SettingsSheet(settings, Path("rules"), window)
    yield "reminders_dialog", lambda: reminders_dialog(settings, lambda _chosen: None, window)
    yield "HelpSheet", lambda: HelpSheet("area", window)
    yield "ShortcutsSheet", lambda: ShortcutsSheet(window.menus.shortcuts(), window)
    yield "UpdatesSheet", lambda: UpdatesSheet(window)
    yield "AboutSheet", lambda: AboutSheet(g.workspace.rulebook, g.snapshot.on, window)
    yield "NewPartnerDialog", lambda: NewPartnerDialog(".readiness", window)


def _of_people(g: Ground) -> Iterator[Made]:
    facts, catalogue, on, window = g.facts, g.snapshot.catalogue, g.snapshot.on, g.window
    yield "person_dialog:new", lambda: person_dialog(facts, catalogue, on, None, window)
    person = g.first("people")
    if person is None:
        return
    yield "person_dialog", lambda: person_dialog(facts, catalogue, on, person, window)
    award = g.first("awards")
    yield "award_dialog", lambda: award_dialog(facts, catalogue, award, person.id, window)
    yield "award_part_dialog", lambda: award_part_dialog(catalogue, None, person.id, window)
    yield "plan_dialog", lambda: plan_dialog(facts, catalogue, None, None, window)
    people = tuple(facts.people.values())[:5]
    yield "several_people_dialog", lambda: several_people_dialog(facts, on, people, window)
    yield "FilesSheet", lambda: FilesSheet(person.name, f"people:{person.id}", g.snapshot, window)
    held = "\n".join(f"{name}: {person.name}" for name in LIST_OF.values())
    yield "HeldSheet", lambda: HeldSheet(person.name, held, window)
    yield "EraseSheet", lambda: EraseSheet(person.name, 3, 2, window)
    past = (Past(_noon(on), Message("undo.person-changed", {"name": person.name})),)
    yield "HistorySheet", lambda: HistorySheet(person.name, past, window)


def _of_customers(g: Ground) -> Iterator[Made]:
    facts, on, window = g.facts, g.snapshot.on, g.window
    yield "customer_dialog:new", lambda: customer_dialog(facts, g.snapshot.catalogue, on, None, window)
    yield "project_dialog:new", lambda: project_dialog(facts, g.snapshot.catalogue, None, window)
    yield "tenant_dialog", lambda: tenant_dialog(None, window)
    customer, project = g.first("customers"), g.first("projects")
    if customer is None:
        return
    held: Association | None = g.first("associations")
    yield "customer_dialog", lambda: customer_dialog(facts, g.snapshot.catalogue, on, customer, window)
    yield "project_dialog", lambda: project_dialog(facts, g.snapshot.catalogue, project, window)
    yield "association_dialog", lambda: association_dialog(customer.id, g.snapshot.catalogue, held, window)
    yield "baseline_dialog", lambda: baseline_dialog(g.snapshot.catalogue, None, window)
    yield "expected_dialog", lambda: expected_dialog(g.snapshot.catalogue, None, window)
    yield "new_usage_dialog", lambda: new_usage_dialog(g.snapshot, customer.id, window)
    figures = usage_rows(facts)
    if figures:
        yield "usage_dialog", lambda: usage_dialog(facts, figures[0].key, figures[0].month, window)
    some, projects = tuple(facts.customers.values())[:5], tuple(facts.projects.values())[:5]
    yield "several_customers_dialog", lambda: several_customers_dialog(on, some, window)
    yield "several_projects_dialog", lambda: several_projects_dialog(projects, window)


def _of_dates(g: Ground) -> Iterator[Made]:
    facts, window = g.facts, g.window
    event, deadline, engagement = g.first("events"), g.first("deadlines"), g.first("engagements")
    rulebook, on = g.workspace.rulebook, g.snapshot.on
    yield "event_dialog", lambda: event_dialog(facts, rulebook, on, event, window)
    yield "event_dialog:new", lambda: event_dialog(facts, rulebook, on, None, window)
    yield "deadline_dialog", lambda: deadline_dialog(facts, deadline, window)
    yield "engagement_dialog", lambda: engagement_dialog(facts, engagement, window)
    origin = "Threat Protection workshop"
    yield "assign_dialog", lambda: assign_dialog(facts, None, origin, lambda _who: None, window)
    groups = [("all", _("Everything that is due"))]
    yield "calendar_dialog", lambda: calendar_dialog(groups, "all", lambda _which, _names: None, window)
    names = {one.id: one.name for one in g.workspace.specializations(g.snapshot)}
    for kind in _PAPERS:
        held = g.first(LIST_OF[kind])
        yield f"paper_dialog:{LIST_OF[kind]}", partial(paper_dialog, kind, facts, held, names, window)
    kinds: tuple[Kind, ...] = (Engagement, *_PAPERS[:2])
    yield "RecordsSheet", lambda: RecordsSheet(_("Engagement claims"), kinds, g.snapshot, names, window)
    yield "RecordsSheet:logo", lambda: RecordsSheet(_("Logo"), (), g.snapshot, names, window)


def _of_rules(g: Ground) -> Iterator[Made]:
    snapshot, window = g.snapshot, g.window
    rules = g.workspace.rulebook.on(snapshot.on)
    held = next((s.enrollment for s in snapshot.standings.values() if s.enrollment), None)
    area = held.area if held else next(iter(snapshot.standings))
    yield "enrollment_dialog", lambda: enrollment_dialog(g.facts, rules, area, held, window)
    programme = rules.programme
    if programme is not None:
        yield "readings_dialog", lambda: readings_dialog(g.facts, programme.readings, window)
    yield "any_figure_dialog", lambda: any_figure_dialog(snapshot, g.first("reported"), window)
    tracks = snapshot.standings[area].finding.because
    metrics = metrics_of(tracks[0]) if tracks else ()
    if metrics:
        where = (area, tracks[0].rule)
        yield "reported_dialog", lambda: reported_dialog(g.facts, where, metrics[0], snapshot.on, window)
    standing = next(one for one in g.workspace.specializations(snapshot) if one.requirements)
    asked = standing.requirements[0].finding
    yield "held_dialog", lambda: held_dialog(standing, window)
    yield "figure_dialog", lambda: figure_dialog(g.facts, standing, asked, snapshot.on, window)


def _of_partner(g: Ground) -> Iterator[Made]:
    places = g.facts.partner.locations
    yield "partner_dialog", lambda: partner_dialog(g.facts, g.window)
    yield "location_dialog", lambda: location_dialog(places[0] if places else None, g.window)


def _of_imports(g: Ground) -> Iterator[Made]:
    snapshot, window = g.snapshot, g.window
    exports: Mapping[str, bytes] = (
        sample_exports(g.facts, g.workspace.rulebook, snapshot.on) if g.facts.people else {}
    )
    for file, content in exports.items():
        path = g.folder / file
        path.write_bytes(content)
        preview = g.workspace.preview_import(path, snapshot.on)
        kind = path.suffix.removeprefix(".")
        yield f"ImportDialog:{kind}", partial(_import_dialog, g, preview)
    unknown = Reading(
        "plan.csv", "table", 0, needs_mapping=True, header=("What", "When"), sample=(("Renew", "2026-12-15"),)
    )
    yield "MappingDialog", lambda: MappingDialog(unknown, "", window)
    tables = intake(g.facts, snapshot.on, snapshot.partner_center_month, ())
    filled = next((one for one in tables if one.months), None)
    if filled is not None:
        yield "MonthSheet", lambda: MonthSheet(filled, window)
    one = Import(1, _noon(snapshot.on), "insights-trainings.csv", {"awards": 8})
    changes = tuple(Put(award) for award in list(g.facts.awards.values())[:8])
    gone = Counter(table for change in changes if (table := table_of(change)))
    yield "ImportRemovalSheet", lambda: ImportRemovalSheet(one, TakenBack(changes, 2), gone, window)


def _import_dialog(g: Ground, preview: Preview) -> ImportDialog:
    from readiness.planning.effects import import_effects  # noqa: PLC0415 - as the window does

    made = ImportDialog(preview, g.snapshot.catalogue, g.window)
    facts = preview.before.facts, preview.after.facts
    made.show_effects(preview, import_effects(*facts, g.workspace.rulebook, g.snapshot.on))
    return made


def _of_keeping(g: Ground) -> Iterator[Made]:
    window, at = g.window, _noon(g.snapshot.on)
    backups = tuple(
        Backup(Path(f"{number}.backup"), number, at, reason, "5e" * 32, 420_000 * number)
        for number, reason in enumerate(("daily", "import", "asked"), start=1)
    )
    yield "BackupsSheet", lambda: BackupsSheet(backups, 500, window)
    yield "BackupsSheet:empty", lambda: BackupsSheet((), 500, window)
    damaged = explain(WorkspaceError("workspace-damaged", name="contoso.readiness"))
    yield "RescueSheet", lambda: RescueSheet(damaged, backups[0], window)
    locked = explain(WorkspaceError("workspace-locked", name="contoso.readiness"))
    yield "LockedSheet", lambda: LockedSheet(locked, Path("contoso.readiness"), window)
    yield (
        "PasswordSheet",
        lambda: PasswordSheet(
            "contoso.readiness", explain(WorkspaceError("password-wrong", name="contoso.readiness")), window
        ),
    )
    yield "NewPasswordSheet", lambda: NewPasswordSheet(window, has_one=False)


def _of_trouble(g: Ground) -> Iterator[Made]:
    words = _("The file is larger than {n} MB. Attach a smaller one.", n=25)
    yield "FailureSheet", lambda: FailureSheet(words, g.window)
    report = "\n".join(f"line {number}" for number in range(60))
    yield "BugSheet", lambda: BugSheet(report, g.window)


def _noon(on: Any) -> datetime:
    return datetime.combine(on, time(12), UTC)
