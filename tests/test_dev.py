"""dev.py says in one sentence what it can't do, and leaves nothing half made behind."""

import ast
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import dev

ROOT = Path(__file__).parents[1]
SOURCE = (ROOT / "dev.py").read_text("utf-8")


def run(code: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Another Python that imports this dev.py and runs the code."""
    return subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{code}"],
        env={**os.environ, **variables},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of its own for everything that dev.py makes."""
    monkeypatch.setattr(dev, "ENVIRONMENT", tmp_path / ".venv")
    monkeypatch.setattr(dev, "STATE", tmp_path / ".venv" / "dev-state.json")
    return tmp_path


def test_an_old_python_can_read_all_of_it() -> None:
    ast.parse(SOURCE, feature_version=(3, 6))


@pytest.mark.parametrize("version", ["(3, 6, 15)", "(3, 10, 13)", "(3, 15, 0)"])
def test_an_unfit_python_is_told_so_in_one_sentence(version: str) -> None:
    done = run(f"sys.version_info = {version}\nimport dev")
    assert done.returncode == 1
    assert done.stderr.startswith("Partner Readiness needs Python 3.11 to 3.14")
    assert done.stderr.count("\n") == 1


def test_the_pythons_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    oldest, newest = (f"{major}.{minor}" for major, minor in (dev.OLDEST, (dev.NEWEST[0], dev.NEWEST[1] + 1)))
    assert project["requires-python"] == f">={oldest},<{newest}"


def test_a_wrong_command_gets_the_usage_and_code_2() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "dev.py"), "frobnicate"],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (2, dev.USAGE + "\n")


def pins(lock: str) -> dict[str, str]:
    text = (ROOT / "requirements" / lock).read_text("utf-8")
    found: dict[str, str] = {}
    for line in re.findall(r"^[a-z0-9][^\\\n]*", text, re.MULTILINE):
        name, _, version = line.partition("==")
        found[name] = version.strip()
    return found


@pytest.mark.parametrize("wanted", list(dev.LOCKS))
def test_a_lock_holds_the_very_packages_of_those_it_satisfies(wanted: str) -> None:
    *satisfied, lock = dev.LOCKS[wanted]
    assert pins(lock)
    for other in satisfied:
        assert pins(other).items() <= pins(lock).items()


@pytest.mark.parametrize("lock", ["app.txt", "dev.txt", "bundle.txt"])
def test_locks_have_hashes_and_no_addresses(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text("utf-8")
    assert "://" not in text
    for entry in re.split(r"\n(?=[a-z0-9])", text):
        assert "--hash=sha256:" in entry or entry.startswith("#")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("ERROR: No matching distribution found for pyside6==6.12.0\n", "no ready-made pyside6==6.12.0 for"),
        (
            "WARNING: Retrying (Retry(total=4)) ...\nERROR: No matching distribution found for x",
            "the network",
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "that was locked"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("something else", "see above"),
    ],
)
def test_what_pip_says_becomes_one_sentence(said: str, sentence: str) -> None:
    assert sentence in dev.why_not_installed(said)


def test_a_failed_environment_leaves_nothing_behind(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_base_executable", str(tree / "no python"))
    with pytest.raises(SystemExit, match="nothing of it was left behind"):
        dev.make_environment()
    assert list(tree.iterdir()) == []


def test_a_half_made_environment_of_a_killed_run_is_made_anew(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dev.ENVIRONMENT.mkdir()
    dev.write_state({})
    (dev.ENVIRONMENT / "half").touch()
    monkeypatch.setattr(sys, "_base_executable", str(tree / "no python"))
    with pytest.raises(SystemExit):
        dev.make_environment()
    assert not dev.ENVIRONMENT.exists()


def test_somebody_elses_environment_is_left_alone(tree: Path) -> None:
    (tree / ".venv").mkdir()
    (tree / ".venv" / "precious").touch()
    with pytest.raises(SystemExit, match=r"not of dev\.py's making"):
        dev.make_environment()
    assert (tree / ".venv" / "precious").exists()


@pytest.mark.skipif(os.name == "nt", reason="apt-get and root are no matter of Windows")
def test_without_rights_the_exact_command_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "apt-get").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "apt-get").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit) as stopped:
        dev.install_system_packages(["python3.11-venv", "libegl1"], paints=True)
    command = "sudo apt-get install --yes --no-install-recommends python3.11-venv libegl1"
    assert str(stopped.value).endswith(command)


@pytest.mark.skipif(os.name == "nt", reason="apt-get and root are no matter of Windows")
def test_libraries_of_a_screen_are_not_asked_of_who_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("DISPLAY", raising=False)
    assert not dev.install_system_packages(["libxcb-cursor0"], paints=True)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    with pytest.raises(SystemExit, match="libxcb-cursor0"):
        dev.install_system_packages(["libxcb-cursor0"], paints=True)


@pytest.mark.skipif(os.name == "nt", reason="apt-get and root are no matter of Windows")
def test_a_table_needs_no_library_of_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not dev.install_system_packages(["libegl1"], paints=False)
    with pytest.raises(SystemExit, match="libegl1"):
        dev.install_system_packages(["libegl1"], paints=True)
    with pytest.raises(SystemExit, match="-venv"):
        dev.install_system_packages(["python3.11-venv"], paints=False)


def test_a_library_that_is_nowhere_is_noticed() -> None:
    assert not dev.loads("libno-such-thing.so.7")


def test_words_and_exit_code_pass_through(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(
        "import sys; print(sys.argv[1:], sys.dont_write_bytecode); sys.exit(3)"
    )
    done = run(
        f"from pathlib import Path; import dev; dev.PYTHON = Path(sys.executable); "
        f"dev.replace_by({str(tmp_path / 'program.py')!r}, 'score', 'a file', '--json')",
        PYTHONDONTWRITEBYTECODE="1",
    )
    assert (done.returncode, done.stdout) == (3, "['score', 'a file', '--json'] False\n")


def test_the_state_survives_and_a_broken_one_is_no_state(tree: Path) -> None:
    (tree / ".venv").mkdir()
    dev.write_state({"python": "3.11"})
    assert dev.read_state() == {"python": "3.11"}
    dev.STATE.write_text("{", encoding="utf-8")
    assert dev.read_state() == {}
