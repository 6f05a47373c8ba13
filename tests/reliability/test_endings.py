"""The program ends well, whenever its window is closed or the system ends it, and its file is whole."""

import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reliability import world

if sys.platform == "win32":
    pytest.skip("the harness needs signals", allow_module_level=True)

from tests.reliability.endings import Ended, closed_at_random, gone_wrong, prepare, told_to_end

LONG = pytest.mark.long
WAYS = {"closed": closed_at_random, "told": told_to_end}


@pytest.fixture
def base(tmp_path: Path) -> Path:
    (tmp_path / "base").mkdir()
    prepare(tmp_path / "base")
    return tmp_path / "base"


def _wrong(
    way: Callable[[Path, Path, random.Random], Ended], runs: int, base: Path, dice: random.Random
) -> list[tuple[int, Ended]]:
    """Runs that did not end well, by their number; the file of each is opened and checked."""
    place = base.with_name("place")
    wrong: list[tuple[int, Ended]] = []
    known = {world.found_in(base / "x.readiness")}
    for number in range(runs):
        ended = way(base, place, dice)
        if not ended.is_well:
            wrong.append((number, ended))
        known.add(world.found_in(place / "x.readiness"))
    assert len(known) <= 2, "an import is there whole, or not at all"
    return wrong


@pytest.mark.parametrize(
    ("way", "runs"),
    [
        ("closed", 4),
        ("told", 3),
        pytest.param("closed", 200, marks=[LONG, pytest.mark.timeout(3600)]),
        pytest.param("told", 50, marks=[LONG, pytest.mark.timeout(1800)]),
    ],
)
def test_it_ends_well_at_any_moment(way: str, runs: int, base: Path) -> None:
    dice = random.Random(5)  # noqa: S311 (the same every time, as far as clocks allow)
    assert _wrong(WAYS[way], runs, base, dice) == []


@pytest.mark.parametrize("wrong", ["code", "warning", "bug", "crash"])
def test_the_harness_notices_what_goes_wrong(wrong: str, base: Path) -> None:
    """The positive control: another exit code, a warning of Qt, a bug, a crash."""
    ended = gone_wrong(base, base.with_name("place"), wrong)
    assert not ended.is_well
    seen = {
        "code": ended.code == 3,
        "warning": "Qt warning" in ended.said,
        "bug": "ValueError" in ended.logged,
    }
    seen["crash"] = ended.code < 0 and "Fatal Python error" in ended.last_words
    assert [name for name, is_seen in seen.items() if is_seen] == [wrong]
    assert world.found_in(base.with_name("place") / "x.readiness")
