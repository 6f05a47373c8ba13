"""The import preview: what a file is and would change, what is refused, and the score before and after."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from readiness.demo import demo_facts, sample_exports
from readiness.facts import Award, Facts, Person, PersonId, Put
from readiness.rules import Rulebook
from readiness.workspace import Preview
from tests.ui.hands import primary
from ui.dialogs.import_preview import ImportDialog
from ui.dialogs.preview_panels import LinesPanel, ProblemsPanel
from ui.session import Session
from ui.widgets import MessageBar

CONTOSO = Path(__file__).parents[3] / "shared/samples/trainings/insights-trainings-contoso.csv"
HEADER = (
    "TrainingTitle,TrainingType,IndividualFirstName,IndividualLastName,CorpEmail,MCPID,"
    "TrainingCompletionDate,ExpirationDate\n"
)

Shown = Callable[[Session, Path], ImportDialog]


@pytest.fixture
def shown(qtbot: QtBot, rulebook: Rulebook) -> Shown:
    """Previews a file in the session's worker, and shows the dialog."""

    def show(session: Session, path: Path) -> ImportDialog:
        previews: list[Preview] = []
        session.preview_import(path, previews.append)
        qtbot.waitUntil(lambda: bool(previews), timeout=20_000)
        dialog = ImportDialog(previews[0], rulebook.catalogue)
        qtbot.addWidget(dialog)
        dialog.open()
        return dialog

    return show


def words(dialog: ImportDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def tab_texts(dialog: ImportDialog) -> list[str]:
    panel = dialog.findChild(LinesPanel)
    assert isinstance(panel, LinesPanel)
    return [b.text() for b in panel.tabs.findChildren(QPushButton)]


def small(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "trainings.csv"
    path.write_text(HEADER + "\n".join(rows) + "\n", "utf-8")
    return path


EXPIRED = "Azure Administrator Associate,Certification,Cleo,Ray,cleo@x.example,77,2024-03-04,2025-03-04"
CURRENT = "Azure Administrator Associate,Certification,Dan,Low,dan@x.example,78,2026-03-14,2027-03-14"
UNKNOWN = "Azure Fabric Wizard,Certification,Eve,Law,eve@x.example,79,2026-03-14,2027-03-14"


def test_a_real_old_export_says_that_all_have_expired_and_the_score_stays(
    open_session: Callable[[Facts], Session], shown: Shown
) -> None:
    if not CONTOSO.exists():
        pytest.skip("the sample export is not beside this checkout")
    dialog = shown(open_session(Facts()), CONTOSO)
    said = words(dialog)
    assert dialog.windowTitle() == "Import a Trainings export"
    assert "160 rows" in said
    assert "added: 42 people, 160 awards" in said
    assert "All 160 awards of this file have expired by 24 Nov 2026, so the score of today stays." in said
    assert "The score of today stays." in said
    assert primary(dialog).text() == "Import 160 awards"


def test_the_same_holds_for_a_small_file(session: Session, shown: Shown, tmp_path: Path) -> None:
    dialog = shown(session, small(tmp_path, EXPIRED))
    assert "The one award of this file has expired by 24 Nov 2026, so the score of today stays." in words(
        dialog
    )
    assert primary(dialog).text() == "Import 1 award"


def test_nothing_is_said_of_expiry_where_none_has_expired(
    session: Session, shown: Shown, tmp_path: Path
) -> None:
    dialog = shown(session, small(tmp_path, CURRENT))
    assert not dialog.findChildren(MessageBar)


def test_nothing_is_written_before_import_and_one_undo_takes_it_back(
    qtbot: QtBot, session: Session, shown: Shown, tmp_path: Path
) -> None:
    dialog = shown(session, small(tmp_path, CURRENT))
    assert len(session.workspace.facts.people) == 2
    dialog.agreed.connect(session.import_)
    with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
        qtbot.mouseClick(primary(dialog), Qt.MouseButton.LeftButton)
    assert len(session.snapshot.facts.people) == 3
    with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
        session.undo()
    assert len(session.snapshot.facts.people) == 2


def test_cancel_writes_nothing(qtbot: QtBot, session: Session, shown: Shown, tmp_path: Path) -> None:
    dialog = shown(session, small(tmp_path, CURRENT))
    with qtbot.assertNotEmitted(dialog.agreed):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert len(session.workspace.facts.people) == 2


def test_a_refused_row_says_where_and_why_and_can_be_copied(
    qtbot: QtBot, session: Session, shown: Shown, tmp_path: Path
) -> None:
    dialog = shown(session, small(tmp_path, CURRENT, UNKNOWN))
    assert tab_texts(dialog) == ["Added and changed 1", "Unchanged 0", "Left out 0", "Refused 1"]
    problems = dialog.findChild(ProblemsPanel)
    assert isinstance(problems, ProblemsPanel)
    qtbot.mouseClick(problems.copy_button, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert "Row 3, column TrainingTitle" in copied
    assert "Azure Fabric Wizard" in copied
    assert primary(dialog).isEnabled(), "the good row can still be imported"


def test_a_file_of_refused_rows_alone_cannot_be_imported(
    session: Session, shown: Shown, tmp_path: Path
) -> None:
    dialog = shown(session, small(tmp_path, UNKNOWN))
    assert not primary(dialog).isEnabled()
    assert primary(dialog).text() == "Nothing to import"


def test_the_order_of_dates_is_asked_where_no_date_tells(
    qtbot: QtBot, session: Session, shown: Shown, tmp_path: Path
) -> None:
    path = small(tmp_path, CURRENT.replace("2026-03-14", "03/04/2026").replace("2027-03-14", "03/04/2027"))
    dialog = shown(session, path)
    assert "How is “03/04/2026” written?" in words(dialog)
    assert not primary(dialog).isEnabled()
    button = dialog.findChild(QPushButton, "mdy")
    assert isinstance(button, QPushButton)
    with qtbot.waitSignal(dialog.read_again) as asked:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    session.preview_import(path, dialog.set_preview, **asked.args[0])
    qtbot.waitUntil(lambda: primary(dialog).isEnabled(), timeout=20_000)
    (award,) = (c.thing for c in dialog.preview.reading.changes if hasattr(c.thing, "earned_on"))  # type: ignore[union-attr]
    assert award.earned_on == date(2026, 3, 4)


def test_whose_badges_are_that_name_nobody_is_asked_and_they_become_theirs(
    qtbot: QtBot, session: Session, shown: Shown, tmp_path: Path
) -> None:
    path = tmp_path / "badges.csv"
    rows = (
        "Microsoft Certified: Azure Administrator Associate,Microsoft,2026-05-27\n"
        "Azure Security Engineer Associate,Microsoft,2026-06-01\nGlobal Ambassador,M,2026-07-21\n"
    )
    path.write_text(f"Badge Title,Issuer,Badge Date\n{rows}", encoding="utf-8")
    dialog = shown(session, path)
    assert "2 badges name nobody. Whose are they?" in words(dialog)
    assert dialog.preview.reading.refused == 2
    assert not primary(dialog).isEnabled()
    choice = dialog.findChild(QComboBox, "holder")
    assert isinstance(choice, QComboBox)
    dialog.read_again.connect(lambda answers: session.preview_import(path, dialog.set_preview, **answers))
    choice.setFocus()
    qtbot.keyClicks(choice, "bob")
    qtbot.waitUntil(lambda: primary(dialog).isEnabled(), timeout=20_000)
    held = [c.thing for c in dialog.preview.reading.changes if isinstance(c, Put)]
    assert {award.person for award in held if isinstance(award, Award)} == {PersonId("p2")}
    assert not any(isinstance(thing, Person) for thing in held), "nobody new is made"
    assert dialog.preview.reading.refused == 0
    again = dialog.findChildren(QComboBox, "holder")[-1]
    assert again.currentText() == "bob@partner.example", "the answer is seen, and can be mended"


def test_a_current_export_shows_the_scores_before_and_after(
    demo: Session, shown: Shown, export: Path
) -> None:
    dialog = shown(demo, export)
    before, after = dialog.preview.before.standings, dialog.preview.after.standings
    assert any(after[area].points > before[area].points for area in after)
    assert "The score of today stays." not in words(dialog)


def test_the_figures_above_the_tabs_are_those_of_the_tabs(
    open_session: Callable[[Facts], Session], shown: Shown, rulebook: Rulebook, today: date, tmp_path: Path
) -> None:
    facts = demo_facts(rulebook, today)
    session = open_session(facts)
    for name, content in sample_exports(facts, rulebook, today).items():
        (tmp_path / name).write_bytes(content)
        dialog = shown(session, tmp_path / name)
        figures = [int(label.text()) for label in dialog.findChildren(QLabel) if label.text().isdigit()]
        added, changed, unchanged, refused = figures[:4]
        tabs = [int(text.rsplit(maxsplit=1)[-1]) for text in tab_texts(dialog)]
        assert (added + changed, unchanged, refused) == (tabs[0], tabs[1], tabs[3])
        assert "not shown here" not in words(dialog), "a record of many months has one line for all"


def test_a_day_before_the_rules_has_no_score(
    qtbot: QtBot, session: Session, shown: Shown, tmp_path: Path
) -> None:
    with qtbot.waitSignal(session.snapshot_changed, timeout=20_000):
        session.look(date(2021, 1, 15))
    dialog = shown(session, small(tmp_path, CURRENT))
    assert "There are no rules for 15 Jan 2021, so there is no score." in words(dialog)


def usage(tmp_path: Path, customers: int) -> Path:
    path = tmp_path / "usage.csv"
    rows = "".join(f"t{n},Customer {n},SQL Database,2026-10-01,CSP Tier 2,1250\n" for n in range(customers))
    header = "CustomerTenantId,CustomerName,ServiceName,Month,PartnerAttributionType,TotalACR\n"
    path.write_text(f"{header}{rows},,SQL Database,2026-10-01,,5\n", "utf-8")
    return path


def test_a_file_of_usage_is_a_table_of_records(
    open_session: Callable[[Facts], Session], shown: Shown, tmp_path: Path
) -> None:
    dialog = shown(open_session(Facts()), usage(tmp_path, 2))
    assert dialog.windowTitle() == "Import: Azure usage of Partner Center Insights"
    assert tab_texts(dialog) == ["Added and changed 4", "Unchanged 0", "Left out 0", "Refused 1"]
    panel = dialog.findChild(LinesPanel)
    assert isinstance(panel, LinesPanel)
    view = panel.view()
    assert view is not None
    model = view.model()
    kinds = {model.index(row, 1).data() for row in range(model.rowCount())}
    assert kinds == {"Customer", "Usage"}
    panel.show_tab("refused")
    view = panel.view()
    assert view is not None
    assert view.model().index(0, 0).data() == "4"
    assert primary(dialog).text() == "Import 4 records"


def test_of_many_records_the_first_are_shown_and_all_are_counted(
    open_session: Callable[[Facts], Session], shown: Shown, tmp_path: Path
) -> None:
    dialog = shown(open_session(Facts()), usage(tmp_path, 1_500))
    assert tab_texts(dialog)[0] == f"Added and changed {dialog.preview.reading.added:,}"
    assert "1,000 more are not shown here." in words(dialog)


def test_a_file_that_is_kept_out_shows_what_it_holds_and_imports_nothing(
    open_session: Callable[[Facts], Session], shown: Shown, tmp_path: Path
) -> None:
    path = tmp_path / "invoice.csv"
    path.write_text(
        "CustomerName,ProductName,ChargeType,TermAndBillingCycle,EffectiveUnitPrice,BillableQuantity\n"
        "Fabrikam,Power BI Pro,new,One-Month,10,3\n",
        "utf-8",
    )
    dialog = shown(open_session(Facts()), path)
    assert tab_texts(dialog)[2] == "Left out 1"
    assert not primary(dialog).isEnabled()
    assert [problem.code for problem in dialog.preview.reading.problems] == ["rows-kept-out"]


def test_reading_a_long_file_can_be_stopped(
    open_session: Callable[[Facts], Session], qtbot: QtBot, tmp_path: Path
) -> None:
    session = open_session(Facts())
    previews: list[Preview] = []
    steps: list[object] = []
    session.background.progress_changed.connect(steps.append)
    job = session.preview_import(usage(tmp_path, 60_000), previews.append)
    job.cancel()
    qtbot.waitUntil(lambda: session.background.is_idle, timeout=20_000)
    assert (previews, session.workspace.facts.customers) == ([], {})
    session.preview_import(usage(tmp_path, 60_000), previews.append)
    qtbot.waitUntil(lambda: bool(previews), timeout=20_000)
    assert steps
