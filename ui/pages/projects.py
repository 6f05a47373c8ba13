"""Projects: what is sold and delivered, stage by stage, when it goes live, and which metrics it will feed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from readiness.facts import AREAS, STAGES, Facts, Project, removal
from readiness.problems import Message
from readiness.snapshot import Snapshot
from readiness.words import folded, joined
from ui.dialogs.forms import FormSheet
from ui.dialogs.options import Called
from ui.dialogs.project import project_dialog
from ui.dialogs.several import several_projects_dialog
from ui.pages.listing import Listing, ListSpec
from ui.pages.people_rows import DASH
from ui.pages.record_commands import Records
from ui.pages.side_questions import AboutAll
from ui.session import Session
from ui.tables import Column, Tiles
from ui.text import _, area_name, day, name, ngettext, number
from ui.widgets import EmptyState, PageBody, PageHead, Segmented, button
from ui.widgets.boxes import column_of

if TYPE_CHECKING:
    from readiness.planning.feeds import Fed
    from ui.background import Job

_FEEDS = 248
_OPEN = ("lead", "won", "in-delivery")


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One project on the day; `is_late`: it should be live and is not."""

    id: str
    project: Project
    name: str
    customer: str
    stage: int
    areas: tuple[str, ...]
    go_live_on: date | None
    probability: Decimal | None
    is_late: bool
    feeds: "tuple[Fed, ...] | None" = None
    """None until the rules were asked."""


class ProjectsPage(QWidget):
    """The pipeline of projects."""

    import_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: tuple[object, object] = (None, None)
        self._question = AboutAll(session)
        self.head = PageHead(_("Projects"))
        self.head.add_right(button(_("Add project"), "plus", on_click=self.add))
        self.listing = Listing(self._spec())
        self.listing.view.columns.fix({5: _FEEDS})  # its words come later than the other columns'
        stages = ((stage, name("stage", stage)) for stage in STAGES)
        self.filter = Segmented((("all", _("All")), *stages), _("Which stage"))
        self.filter.changed.connect(self._on_filter)
        self.listing.all_shown.connect(lambda: self.filter.set_key("all"))
        self.listing.filters.insertWidget(0, self.filter)
        self.listing.add_asked.connect(self.add)
        self.listing.edit_asked.connect(self.edit)
        self.listing.remove_asked.connect(self.remove)
        self.setLayout(column_of(PageBody(self.head, self.listing.bar, (self.listing, 1))))

    def show_snapshot(self, snapshot: Snapshot) -> None:
        facts, on = snapshot.facts, snapshot.on
        self._ask(snapshot)
        if self._shown[0] is facts and self._shown[1] == on:
            return
        self._shown = (facts, on)
        rows = project_rows(facts, on)
        self.head.set_note(_note(rows))
        self.filter.set_text("all", _("All {count}", count=len(rows)))
        for place, stage in enumerate(STAGES):
            count = sum(row.stage == place for row in rows)
            self.filter.set_text(stage, _("{stage} {count}", stage=name("stage", stage), count=count))
        self.listing.set_rows(rows)

    def _ask(self, snapshot: Snapshot) -> None:
        """Which metrics each will feed follows when the worker has asked the rules."""
        rulebook = self._session.workspace.rulebook

        def question(asked: Snapshot, _job: "Job") -> "Mapping[str, tuple[Fed, ...]]":
            from readiness.planning.feeds import fed_metrics  # noqa: PLC0415 - not on the way to the first picture

            tracks = {area: standing.track for area, standing in asked.standings.items()}
            return fed_metrics(asked.facts, rulebook, tracks, asked.on)

        self._question.ask(snapshot, question, self._on_fed)

    def _on_fed(self, fed: "Mapping[str, tuple[Fed, ...]]") -> None:
        self.listing.set_rows([replace(row, feeds=fed.get(row.id, ())) for row in self.listing.model.all])
        self.listing.measure()

    def start_search(self) -> None:
        self.listing.start_search()

    def add(self) -> None:
        sheet = self._dialog(None)
        sheet.submitted.connect(self._on_added)
        sheet.open()

    def edit(self, row: ProjectRow) -> None:
        sheet = self._dialog(row.project)
        sheet.submitted.connect(self._session.write)
        sheet.open()

    def _dialog(self, project: Project | None) -> FormSheet:
        snapshot = self._session.snapshot
        return project_dialog(snapshot.facts, snapshot.catalogue, project, self)

    def edit_several(self, rows: Sequence[ProjectRow]) -> None:
        sheet = several_projects_dialog([row.project for row in rows], self)
        sheet.submitted.connect(self._session.write)
        sheet.open()

    def remove(self, rows: tuple[ProjectRow, ...]) -> None:
        changes = removal(self._session.snapshot.facts, Project, *(row.id for row in rows))
        if len(rows) > 1:
            title = Message("undo.projects-removed", {"n": len(rows)})
        else:
            title = Message("undo.project-removed", {"name": rows[0].name})
        self._session.write(title, changes)

    def _on_added(self, title: Message, changes: tuple[Any, ...]) -> None:
        self.listing.select_next(changes[0].thing.id)
        self._session.write(title, changes)

    def _on_filter(self, key: str) -> None:
        self.listing.keep(None if key == "all" else lambda row: row.stage == STAGES.index(key))

    def _spec(self) -> ListSpec:
        return ListSpec(
            name=_("Projects"),
            key="projects",
            columns=project_columns(),
            search=_("Filter projects"),
            empty=EmptyState(
                "square-kanban",
                _("No projects yet"),
                _("Record what you sell and deliver, and see in the agenda when each goes live."),
                (
                    button(_("Add project"), "plus", "primary", self.add),
                    button(_("Import a partner document…"), "import", on_click=self.import_asked.emit),
                ),
                _("In Partner Center: Referrals, Co-sell opportunities"),
            ),
            edit=_("Edit project…"),
            remove=lambda n: ngettext("Remove {n} project", "Remove {n} projects", n),
            edit_several=self.edit_several,
            records=Records(self._session, self, lambda row: row.project),
            drops=(6, 5),
        )


def project_rows(facts: Facts, on: date) -> tuple[ProjectRow, ...]:
    """Every project, stage by stage, the soonest to go live first."""
    names = Called(facts)
    rows = (_row(project, names, on) for project in facts.projects.values())
    return tuple(sorted(rows, key=lambda r: (r.stage, r.go_live_on or date.max, folded(r.name))))


def _row(project: Project, names: Called, on: date) -> ProjectRow:
    is_open = project.stage in _OPEN
    return ProjectRow(
        id=project.id,
        project=project,
        name=project.name or project.id,
        customer=names.customer(project.customer),
        stage=STAGES.index(project.stage) if project.stage in STAGES else 0,
        areas=tuple(a for a in AREAS if a in project.areas),
        go_live_on=project.go_live_on,
        probability=project.probability,
        is_late=is_open and project.go_live_on is not None and project.go_live_on < on,
    )


def project_columns() -> tuple[Column[ProjectRow], ...]:
    return (
        Column(lambda: _("Project"), lambda r: r.name),
        Column(lambda: _("Customer"), lambda r: r.customer or None, lambda c: c or DASH),
        Column(lambda: _("Stage"), lambda r: r.stage, lambda stage: name("stage", STAGES[stage])),
        Column(
            lambda: _("Areas"),
            lambda r: ", ".join(area_name(a, "code") for a in r.areas) or None,
            lambda codes: codes or DASH,
            decoration=lambda r: Tiles(r.areas, alone=True) if r.areas else None,
            tooltip=lambda r: ", ".join(area_name(a) for a in r.areas),
        ),
        _go_live_column(),
        Column(
            lambda: _("Will feed"),
            lambda r: fed_words(r.feeds or ()) or None,
            lambda words: words or DASH,
            tooltip=_fed_tip,
        ),
        Column(lambda: _("Probability"), lambda r: r.probability, _share, is_number=True),
    )


def _go_live_column() -> Column[ProjectRow]:
    return Column(
        lambda: _("Goes live on"),
        lambda r: r.go_live_on,
        lambda d: DASH if d is None else day(d),
        tone=lambda r: "warning" if r.is_late else "",
        tooltip=lambda r: _("This day has passed, and the project is not live.") if r.is_late else "",
    )


def _share(probability: Decimal | None) -> str:
    return DASH if probability is None else _("{share} %", share=number(probability * 100))


def fed_words(feeds: "Sequence[Fed]", length: str = "code") -> str:
    """`Net adds, Growth (DA, IN)`: metrics that are fed in the same areas stand together."""
    areas: dict[str, list[str]] = {}
    for area, metric in feeds:
        areas.setdefault(metric, []).append(area_name(area, length))
    metrics: dict[str, list[str]] = {}
    for metric, named in areas.items():
        metrics.setdefault(", ".join(named), []).append(name("metric-short", metric))
    words = (
        _("{metrics} ({areas})", metrics=", ".join(some), areas=named) for named, some in metrics.items()
    )
    return ", ".join(words)


def _fed_tip(row: ProjectRow) -> str:
    if row.feeds is None:
        return ""
    if not row.project.expected_usage or row.project.customer is None:
        return _("Which metric it will feed follows from its customer and its expected usage.")
    return fed_words(row.feeds, "medium") or _("No rule in force counts what is expected of it.")


def _note(rows: tuple[ProjectRow, ...]) -> str:
    parts = [ngettext("{n} project", "{n} projects", len(rows))]
    late = sum(row.is_late for row in rows)
    if late:
        parts.append(ngettext("{n} past its go-live day", "{n} past their go-live day", late))
    return joined(*parts)
