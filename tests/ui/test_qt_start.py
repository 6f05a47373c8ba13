"""What Qt compiles at a start is kept for the next, and used only for the same source."""

import builtins
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ui.qt_start import kept_code, late_patterns

ROOT = Path(__file__).parents[2]
SOURCE = b"answer = 6 * 7"
WRONG_CALL = """
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QGridLayout
for call in (lambda: QRect("", 1), lambda: QGridLayout.addWidget(1), lambda: QGridLayout().addWidget(1, "")):
    try:
        call()
    except TypeError as error:
        print(error)
"""


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """The sources that Python really compiled."""
    plain, seen = builtins.compile, []

    def compile_and_tell(source: bytes, *more: object, **named: object) -> object:
        seen.append(source)
        return plain(source, *more, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(builtins, "compile", compile_and_tell)
    yield seen
    assert builtins.compile is compile_and_tell


def _answer(folder: Path, source: bytes = SOURCE, name: str = "question.py") -> object:
    space: dict[str, object] = {}
    with kept_code(folder):
        exec(compile(source, name, "exec"), space)  # noqa: S102 - what is compiled is run
    return space["answer"]


def test_the_same_source_is_compiled_once(tmp_path: Path, compiled: list[bytes]) -> None:
    assert [_answer(tmp_path), _answer(tmp_path)] == [42, 42]
    assert compiled == [SOURCE]


def test_another_source_is_compiled_anew(tmp_path: Path, compiled: list[bytes]) -> None:
    assert _answer(tmp_path) == 42
    assert _answer(tmp_path, b"answer = 6 * 8") == 48
    assert len(compiled) == 2


@pytest.mark.parametrize("harm", ["gone", "half", "one byte"])
def test_what_is_harmed_is_not_used(harm: str, tmp_path: Path, compiled: list[bytes]) -> None:
    _answer(tmp_path)
    (place,) = tmp_path.iterdir()
    content = place.read_bytes()
    match harm:
        case "gone":
            place.unlink()
        case "half":
            place.write_bytes(content[: len(content) // 2])
        case "one byte":
            place.write_bytes(content[:-9] + bytes([content[-9] ^ 1]) + content[-8:])
    assert _answer(tmp_path) == 42
    assert compiled == [SOURCE, SOURCE]


def test_where_nothing_can_be_kept_it_is_compiled_each_time(tmp_path: Path, compiled: list[bytes]) -> None:
    missing = tmp_path / "missing"
    assert [_answer(missing), _answer(missing)] == [42, 42]
    assert compiled == [SOURCE, SOURCE]


def test_python_imports_as_ever_once_qt_is_there() -> None:
    from ui.qt_start import load_qt  # noqa: PLC0415 - it replaces `import`, which is what is looked at

    load_qt()
    assert not hasattr(builtins, "__orig_import__") or builtins.__import__ is builtins.__orig_import__


def test_what_qt_says_of_wrong_calls_is_the_same() -> None:
    said = [
        subprocess.run(
            [sys.executable, "-c", start + WRONG_CALL],
            cwd=ROOT, capture_output=True, check=True, encoding="utf-8", timeout=60,
        ).stdout
        for start in ("", "from ui.qt_start import load_qt; load_qt()")
    ]  # fmt: skip
    assert "alignment: PySide6.QtCore.Qt.AlignmentFlag = Default(Qt.Alignment)" in said[0]
    assert said[1] == said[0]


def test_only_patterns_of_qt_come_late() -> None:
    with late_patterns():
        ours = re.compile("[0-9]+")
        qts = eval("compile('[0-9]+')", {"compile": re.compile, "__name__": "shibokensupport.parser"})  # noqa: S307 - as a module of that name
    assert isinstance(ours, re.Pattern)
    assert not isinstance(qts, re.Pattern)
    assert qts.sub("n", "12 of 100") == ours.sub("n", "12 of 100") == "n of n"
    assert isinstance(re.compile("[0-9]+"), re.Pattern), "and only inside"
