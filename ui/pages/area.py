"""The page of one area: score and tracks, metrics, why each point is there, who and what it rests on."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from readiness.assess.finding import Finding
from readiness.facts import METRICS, Enrollment
from readiness.snapshot import Snapshot, Standing
from ui import text
from ui.dialogs.enrollment import enrollment_dialog
from ui.dialogs.readings import readings_dialog
from ui.dialogs.reported import reported_dialog
from ui.findings import FindingsModel
from ui.pages import standing_words as says
from ui.pages.history_panel import CHART, HistoryPanel
from ui.pages.history_panel import LEAST as LEAST_CHART
from ui.pages.look_ahead import LookAhead
from ui.pages.metric_card import MetricCard
from ui.pages.metric_cards import MetricCards
from ui.pages.missing_panel import MissingPanel
from ui.pages.score_card import ScoreCard
from ui.pages.why import SUMS, columns
from ui.pages.why_panel import WhyPanel
from ui.session import Session
from ui.text import _, ngettext
from ui.widgets import (
    MessageBar,
    PageHead,
    Panel,
    button,
    page_margins,
    paragraph,
    scrolled,
    tree,
)
from ui.widgets.boxes import REST, boxed, column_of

if TYPE_CHECKING:
    from readiness.planning import AreaAhead

_BESIDE: Final = 1000
"""From this width on what is missing stands beside the explanation."""
_ALL: Final = 10_000
"""Room for every step, where the page scrolls anyway."""
_AROUND_CHART: Final = 60
_HIGHEST_CHART: Final = 440
"""Of the panel of history and forecast: what it has besides the chart, and how high that grows."""


class AreaPage(QWidget):
    """Everything there is to know about one area on the day asked for."""

    SCROLLS: Final = True
    VIEWS: Final = ("records",)
    page_opened = Signal(str)

    def __init__(self, session: Session, area: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self.area = session, area
        self._snapshot: Snapshot | None = None
        self._track = ""
        self._blocked_words = ""
        self._opened: tuple[str, str] | None = None
        """The area's track and what blocked it, when the tree was opened."""
        self.head = PageHead(text.area_name(area), trail=_("Overview"))
        self._blocked = MessageBar("danger")
        self._preview = MessageBar("info", _("A preview of rules that are announced and not in force yet."))
        self._announced = MessageBar("info")
        self._none = Panel(_("No rules are known for this day"))
        self._cards = MetricCards(area)
        self.model = FindingsModel(columns(lambda: self._snapshot))
        self.tree = tree(self.model, stretch=0, name=_("Why this score"))
        self.tree.give(column=1, share=0.29)
        self.tree.wrap()
        self.why = WhyPanel(self.tree)
        self.score = ScoreCard(area)
        self.missing = MissingPanel()
        self.history = HistoryPanel(session)
        self.ahead = LookAhead(session, (area,), self)
        self._lower = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        self._listen()

    @property
    def metrics(self) -> list[MetricCard]:
        return self._cards.cards

    def show_view(self, key: str) -> None:
        """One of VIEWS."""
        self.why.show_view(key)

    def show_snapshot(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        standing = snapshot.standings[self.area]
        self.head.set_note(_note(snapshot))
        has_rules = standing.has_rules
        for widget in (self.score, self.why, self.missing, self.history):
            widget.setVisible(has_rules)
        self._none.setVisible(not has_rules)
        self._preview.setVisible(standing.preview)
        self._enrol.setVisible(has_rules and not standing.preview)
        self._enrol.setText(_("Edit enrolment…") if _running(standing) else _("Record enrolment…"))
        self._show_announced(snapshot.previews.get(self.area), standing)
        self._blocked.setVisible(bool(standing.blocked_by) and has_rules)
        if not has_rules:
            self._cards.show_metrics(())
            return
        if self._track not in {track.rule for track in standing.finding.because}:
            self._track = standing.finding.because[0].rule
        self.score.show_standing(standing, snapshot, self._track)
        self._show_blocked(standing)
        self._show_track(standing)
        self.ahead.show_snapshot(snapshot)
        self._share_out()

    def _build(self) -> None:
        self._enrol = button(_("Record enrolment…"), on_click=self.record_enrolment)
        self.head.add_right(self._enrol)
        words = _("Rules are known from March 2022 on. Choose a later day to see a score.")
        self._none.body.addWidget(_padded(paragraph(words, "muted")))
        self._arrange()

    def _arrange(self) -> None:
        self._lower.setSpacing(16)
        self._lower.addWidget(self.why, 3)
        self._lower.addLayout(column_of(self.missing, self.history, REST, gap=16), 2)
        above = self.score, self._blocked, self._preview, self._announced, self._none
        self._column = column_of(self.head, *above, self._cards, (self._lower, 1), gap=12)
        self.setLayout(column_of(scrolled(boxed(self._column), by_keys=True)))

    def _listen(self) -> None:
        self.head.back.connect(lambda: self.page_opened.emit("overview"))
        self.score.track_chosen.connect(self._on_track)
        self.why.enter.clicked.connect(lambda _checked=False: self.enter_figure())
        self.why.readings.clicked.connect(lambda _checked=False: self.choose_readings())
        self.missing.turned.connect(self._share_out)
        self._cards.chosen.connect(self._select)
        self._cards.figure_asked.connect(self.enter_figure)
        self.ahead.answered.connect(self._on_ahead)
        self.ahead.forgotten.connect(self._on_forgotten)
        self.tree.selectionModel().currentChanged.connect(self._on_node)

    def _show_announced(self, announced: Standing | None, standing: Standing) -> None:
        self._announced.setVisible(announced is not None)
        if announced is not None:
            begins, now = announced.finding.rules_from, standing.points
            said = _("Under the rules announced for {day}: {points:points} points instead of {now:points}.",
                     day=begins, points=announced.points, now=now)  # fmt: skip
            self._announced.set_text(said)

    def _show_blocked(self, standing: Standing) -> None:
        names = lowered_list(standing.blocked_by)
        said = _("Blocked at {total} points: {metrics} at 0, and every metric must be above 0.",
                 total=text.total(standing.shown), metrics=names)  # fmt: skip
        self._blocked_words = said
        self._blocked.set_text(said)

    def _show_track(self, standing: Standing) -> None:
        track = next(t for t in standing.finding.because if t.rule == self._track)
        metrics = says.metrics_of(track)
        self._cards.show_metrics(metrics)
        kept = self.model.path_of(self.tree.currentIndex())
        self.model.set_finding(track)
        self.tree.fit_rows(self.model.size)
        blocking = next((m.rule for m in metrics if m.maximum and m.points == 0), "")
        self._open_tree(track, metrics, blocking)
        if self._opened == (self._track, blocking) and self.model.index_of(kept).isValid():
            self.tree.setCurrentIndex(self.model.index_of(kept))
        else:
            self._opened = (self._track, blocking)
            self._select(blocking or (metrics[0].rule if metrics else ""))

    def _open_tree(self, track: Finding, metrics: tuple[Finding, ...], blocking: str) -> None:
        """Categories are open; of the metrics only the one that blocks, down to its last line."""
        self.tree.expand(self.model.index_of(()))
        for path, finding in _walk(track):
            if finding.rule in SUMS or len(metrics) == 1:
                self.tree.expand(self.model.index_of(path))
            elif finding.rule == blocking:
                self.tree.expandRecursively(self.model.index_of(path))

    def _select(self, metric: str) -> None:
        track = self.model.finding_at(self.model.index_of(()))
        for path, finding in _walk(track):
            if finding.rule == metric:
                index = self.model.index_of(path)
                self.tree.expand(index)
                self.tree.setCurrentIndex(index)
                self.tree.scrollTo(index)
                return

    def enter_figure(self, metric: str = "") -> None:
        """Ask what Partner Center shows of the metric, or of the one that the chosen line belongs to."""
        track = self.model.finding_at(self.model.index_of(()))
        name = metric or self._chosen_metric() or (self.metrics[0].finding.rule if self.metrics else "")
        found = next((m for m in says.metrics_of(track) if m.rule == name), None)
        if found is not None:
            sheet = reported_dialog(self._shown.facts, (self.area, self._track), found, self._shown.on, self)
            sheet.submitted.connect(self._session.write)
            sheet.open()

    def record_enrolment(self) -> None:
        """Ask since when the designation is held, until when, and on which track."""
        rules = self._session.workspace.rulebook.on(self._shown.on)
        held = _running(self._shown.standings[self.area])
        sheet = enrollment_dialog(self._shown.facts, rules, self.area, held, self)
        sheet.submitted.connect(self._session.write)
        sheet.open()

    def choose_readings(self) -> None:
        """Ask how the rules of the day that are open are read."""
        programme = self._session.workspace.rulebook.on(self._shown.on).programme
        if programme is not None:
            sheet = readings_dialog(self._shown.facts, programme.readings, self)
            sheet.submitted.connect(self._session.write)
            sheet.open()

    def _chosen_metric(self) -> str:
        index: QModelIndex = self.tree.currentIndex()
        while index.isValid():
            rule = self.model.finding_at(index).rule
            if rule in METRICS:
                return rule
            index = index.parent()
        return ""

    def _share_out(self) -> None:
        """Give what is below the cards the room that is left, so that nothing has to be scrolled for."""
        self._column.activate()
        room = self.height() - self._lower.geometry().top() - page_margins(self)[3]
        if self.width() < _BESIDE:
            self.why.fit(0)
            self.missing.fit(_ALL)
            self.history.chart.setFixedHeight(CHART)
            return
        self.why.fit(room)
        missing = self.missing.fit(room - LEAST_CHART - _AROUND_CHART - 16)
        chart = room - missing - _AROUND_CHART - 16
        self.history.chart.setFixedHeight(min(max(chart, LEAST_CHART), _HIGHEST_CHART))

    @property
    def _shown(self) -> Snapshot:
        assert self._snapshot is not None  # noqa: S101 - a page is told a snapshot before anything is pressed
        return self._snapshot

    def _on_ahead(self, found: "AreaAhead") -> None:
        standing = self._shown.standings[self.area]
        self.missing.show_steps(found.steps)
        self.history.show_outlook(found.outlook, standing.pass_mark, self._shown.data_month)
        self.score.show_risk(is_at_risk=found.outlook.is_at_risk)
        step = found.next
        if step is not None and step.by is not None and step.metric in standing.blocked_by:
            days = (step.by - self._shown.on).days
            self._blocked.set_text(self._blocked_words, ngettext("{n} day left", "{n} days left", days))

        self._share_out()

    def _on_forgotten(self) -> None:
        self.missing.show_steps(None)
        self.score.show_risk(is_at_risk=False)

    def _on_track(self, track: str) -> None:
        self._track = track
        self._show_track(self._shown.standings[self.area])

    def _on_node(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and self._snapshot is not None:
            self.why.show_finding(self.model.finding_at(current), self._snapshot)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._column.setContentsMargins(*page_margins(self))
        beside = self.width() >= _BESIDE
        self._lower.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        self.score.fit(self.width())
        self._share_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace):
            self.page_opened.emit("overview")
        else:
            super().keyPressEvent(event)


def lowered_list(metrics: tuple[str, ...]) -> str:
    """Names of metrics inside a sentence."""
    return text.words().listed(says.lowered(text.name("metric", metric)) for metric in metrics)


def _walk(finding: Finding, path: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Finding]]:
    yield path, finding
    for place, child in enumerate(finding.because):
        yield from _walk(child, (*path, place))


def _note(snapshot: Snapshot) -> str:
    if snapshot.data_month is None:
        return _("No usage recorded yet")
    return _("Usage through {used}", used=text.month(snapshot.data_month))


def _padded(widget: QWidget) -> QWidget:
    return boxed(column_of(widget, edges=(14, 12, 14, 14)))


def _running(standing: Standing) -> Enrollment | None:
    """The enrolment that can be mended; once its renewal is due, the next one is recorded beside it."""
    return None if standing.status == "enrolled-renewal-due" else standing.enrollment
