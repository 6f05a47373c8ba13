"""The reading of a large file tells how far it is all the way, and stops wherever it is asked to."""

from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from readiness.importers.progress import AT_ONCE, Stretch
from readiness.importers.sources import SMALL
from readiness.rules import Rulebook, load_rulebook
from readiness.snapshot import compute, judged
from readiness.workspace import Preview, Workspace

TODAY = date(2026, 11, 24)
HEADER = (
    "TrainingTitle,TrainingType,IndividualFirstName,IndividualLastName,CorpEmail,"
    "TrainingCompletionDate,ExpirationDate,MCPID"
)
ROWS = 40_000


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load_rulebook()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("large") / "trainings.csv"
    title = "Microsoft Certified: Azure Administrator Associate,Certification"
    person = "Somebody{0},Withalongname{0},p{0}@partner.example,2026-03-02,2027-03-02,99{0:07}"
    lines = (f"{title},{person.format(number)}\n" for number in range(ROWS))
    path.write_text(f"{HEADER}\n{''.join(lines)}", "utf-8")
    assert path.stat().st_size > SMALL
    return path


@pytest.fixture
def workspace(tmp_path: Path, book: Rulebook) -> Iterator[Workspace]:
    made = Workspace.create(tmp_path / "x.readiness", "Contoso", book)
    yield made
    made.close()


def stopping(where: float) -> Callable[[int, int], None]:
    """Somebody who asks to stop at a share of the whole."""

    def step(done: int, of: int) -> None:
        if done / of >= where:
            raise CancelledError

    return step


def test_progress_moves_all_the_way_and_never_back(workspace: Workspace, large: Path) -> None:
    told: list[float] = []
    preview = workspace.preview_import(large, TODAY, step=lambda done, of: told.append(done / of))
    assert (preview.reading.rows, preview.reading.awards) == (ROWS, ROWS)
    shares = [0, *told, 1]
    assert shares == sorted(shares)
    assert max(after - before for before, after in pairwise(shares)) < 0.12
    assert sum(1 for share in told if share > 0.25) > 4 * ROWS / AT_ONCE


@pytest.mark.parametrize("where", [0.01, 0.25, 0.35, 0.5, 0.6, 0.75, 0.9, 0.95])
def test_it_stops_wherever_it_is_asked_to(where: float, workspace: Workspace, large: Path) -> None:
    with pytest.raises(CancelledError):
        workspace.preview_import(large, TODAY, step=stopping(where))
    assert workspace.facts.people == {}


def test_what_was_stopped_while_it_was_scored_leaves_no_trace(
    workspace: Workspace, large: Path, book: Rulebook
) -> None:
    before = workspace.snapshot(TODAY)
    with pytest.raises(CancelledError):
        workspace.preview_import(large, TODAY, step=stopping(0.95))
    assert workspace.snapshot(TODAY) is before
    alone = judged(compute(workspace.facts, book, TODAY), book)
    assert workspace.judged(before).standings == alone.standings


def test_the_same_file_can_be_read_and_imported_after_it_was_stopped(
    workspace: Workspace, large: Path
) -> None:
    for where in (0.4, 0.95):
        with pytest.raises(CancelledError):
            workspace.preview_import(large, TODAY, step=stopping(where))
    preview: Preview = workspace.preview_import(large, TODAY)
    workspace.import_(preview)
    assert len(workspace.facts.awards) == ROWS
    assert workspace.snapshot(TODAY).standings == preview.after.standings


def test_the_parts_of_a_stretch_join_without_a_gap() -> None:
    told: list[tuple[int, int]] = []
    first, second = Stretch(lambda done, of: told.append((done, of)), 1000).part(20, 80).parts(2)
    for stretch in (first, second):
        for piece in stretch.pieces(range(AT_ONCE + 1)):
            assert len(piece) in {AT_ONCE, 1}
    assert [done for done, _ in told] == [499, 500, 799, 800]
    assert second.rest(1, 3).since == 60
