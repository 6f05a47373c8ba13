"""`python3 dev.py app | test | bench | screens | bundle`: sets up what the command needs, then does it.

Standard library only. Hides the environment in .venv, the hashed locks, the system's own libraries and the
generated files; the second time nothing of that is left to do.
"""

import sys

OLDEST, NEWEST = (3, 11), (3, 14)
if not OLDEST <= sys.version_info[:2] <= NEWEST:
    # An older Python 3 must be able to parse this whole file and run it up to here.
    sys.exit(
        "Partner Readiness needs Python 3.11 to 3.14 and this is Python %d.%d: "  # noqa: UP031 - see above
        "start dev.py with one of those, for example: python3.13 dev.py app" % sys.version_info[:2]
    )

import compileall
import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STATE = ENVIRONMENT / "dev-state.json"
DEMO = ROOT / "build" / "demo" / "demo.readiness"
VERSION = ".".join(map(str, sys.version_info[:2]))
LOCKS = {"app": ("app.txt",), "dev": ("app.txt", "dev.txt"), "bundle": ("app.txt", "dev.txt", "bundle.txt")}
"""The locks that an environment satisfies once the last of them is installed."""
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libbrotlidec.so.1": "libbrotli1",
    "libbrotlicommon.so.1": "libbrotli1",
}
X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
USAGE = """usage: python3 dev.py app [WORDS...]      open the app on the demo partner, or pass the words to it
       python3 dev.py test [WORDS...]     all checks and tests; with words: pytest alone, with those words
       python3 dev.py bench [--short]     measure, each figure beside its floor
       python3 dev.py screens FOLDER      pictures of every page and dialog, in many looks
       python3 dev.py bundle [app]        the program with all it needs, and this system's installer"""


def main() -> None:
    name, *words = sys.argv[1:] or [""]
    if name not in COMMANDS:
        sys.stderr.write(USAGE + "\n")
        sys.exit(0 if name in ("-h", "--help", "help") else 2)
    try:
        COMMANDS[name](words)
    except KeyboardInterrupt:
        sys.exit("Stopped.")


def app(words: list[str]) -> None:
    prepare("app")
    if not words:
        DEMO.parent.mkdir(parents=True, exist_ok=True)
        words = ["--demo", str(DEMO)]
    replace_by("-m", "ui", *words)


def test(words: list[str]) -> None:
    prepare("dev")
    if words:
        replace_by("-m", "pytest", *words, offscreen=True)
    for title, *command in (
        ("Style", "ruff", "check"),
        ("Format", "ruff", "format", "--check"),
        ("Types", "mypy"),
        ("Tests", "pytest", "--numprocesses", "2", "--dist", "loadfile"),
    ):
        say(title)
        if subprocess.call([str(PYTHON), "-m", *command], cwd=ROOT, env=environment(offscreen=True)) != 0:
            sys.exit(f"{title}: not all is well, see above.")


def bench(words: list[str]) -> None:
    prepare("dev")
    replace_by("-m", "benchmarks", *words, offscreen=True)


def screens(words: list[str]) -> None:
    prepare("app")
    replace_by("-m", "ui.screens", *words, offscreen=True)


def bundle(words: list[str]) -> None:
    prepare("bundle")
    replace_by("-m", "installers", *words, offscreen=True)


COMMANDS: dict[str, Callable[[list[str]], None]] = {
    "app": app,
    "test": test,
    "bench": bench,
    "screens": screens,
    "bundle": bundle,
}


def prepare(wanted: str) -> None:
    """Bring the environment to where `wanted`, a key of LOCKS, and the sources stand."""
    state = read_state()
    is_new = state.get("python") != VERSION or not PYTHON.exists()
    has_all = not is_new and state.get("system") == "complete"
    if not has_all:
        has_all = install_system_packages(missing_system_packages(), paints=wanted != "app" or has_screen())
    if is_new:
        make_environment()
        state = {"python": VERSION}
    if has_all and state.get("system") != "complete":
        state["system"] = "complete"
        write_state(state)
    install_packages(wanted, state)
    generate(state)


def read_state() -> dict[str, str]:
    try:
        read = json.loads(STATE.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def write_state(state: Mapping[str, str]) -> None:
    STATE.write_text(json.dumps(state, indent=1), encoding="utf-8")


def make_environment() -> None:
    if ENVIRONMENT.exists():
        if not STATE.exists():
            sys.exit(f"{ENVIRONMENT} is not of dev.py's making: move it away, then run this again.")
        shutil.rmtree(ENVIRONMENT)
    say(f"Making an environment for Python {VERSION} in {ENVIRONMENT}")
    try:
        ENVIRONMENT.mkdir()
        write_state({})  # from here on it is ours, even half made
        # This may run in a virtual environment, even the one just removed: the Python below it is asked.
        python = getattr(sys, "_base_executable", None) or sys.executable
        subprocess.run([python, "-m", "venv", str(ENVIRONMENT)], check=True, stdin=subprocess.DEVNULL)
    except BaseException as error:
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        if isinstance(error, OSError | subprocess.CalledProcessError):
            sys.exit(f"The environment could not be made ({error}); nothing of it was left behind.")
        raise


def install_packages(wanted: str, state: dict[str, str]) -> None:
    *_, lock = LOCKS[wanted]
    if state.get(lock) == digest(ROOT / "requirements" / lock):
        return
    say(f"Installing the packages of requirements/{lock} (some 150 MB to fetch the first time)")
    pip = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--only-binary", ":all:", "--no-compile"]
    quiet = ["--no-input", "--disable-pip-version-check", "-r", str(ROOT / "requirements" / lock)]
    done = subprocess.run(
        [*pip, *quiet],
        check=False,
        env={**environment(), "PIP_USER": "0"},  # a user's own setting that has no meaning in an environment
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode != 0:
        sys.stderr.write(done.stderr)
        sys.exit(why_not_installed(done.stderr))
    say("Compiling")
    compile_packages()
    for satisfied in LOCKS[wanted]:
        state[satisfied] = digest(ROOT / "requirements" / satisfied)
    write_state(state)


def why_not_installed(said: str) -> str:
    """One sentence for what pip said at length."""
    if "No space left on device" in said:
        return "The packages could not be installed: the disk is full (about 600 MB are needed)."
    if "DO NOT MATCH THE HASHES" in said:
        return "The packages were not installed: one of them is not the file that was locked."
    if "Retrying (" in said or "ConnectionError" in said or "SSLError" in said:
        return "The packages could not be fetched: check the network and pip's settings, then run this again."
    if "No matching distribution found for" in said:
        name = said.partition("No matching distribution found for")[2].split(maxsplit=1)[0]
        return (
            f"There is no ready-made {name} for Python {VERSION} on this system ({sys.platform}): "
            "use another Python from 3.11 to 3.14, of 64 bits, on a system that PySide6 supports."
        )
    return "The packages could not be installed, see above; run this again once that is mended."


def compile_packages() -> None:
    """Compile whatever PYTHONDONTWRITEBYTECODE says: uncompiled, every start takes three times as long."""
    command = ["-m", "compileall", "-qq", "-j", "0", "-x", "[/\\\\]templates[/\\\\]", str(ENVIRONMENT)]
    subprocess.run([str(PYTHON), *command], check=False, stdin=subprocess.DEVNULL)


def generate(state: dict[str, str]) -> None:
    """Compile the catalogue and the app's own modules where their sources have changed."""
    sources = sorted((ROOT / "resources" / "i18n").glob("*.po"))
    now = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
    if state.get("catalogue") == now:
        return
    say("Compiling the words")
    if subprocess.call([str(PYTHON), "-m", "readiness.words"], cwd=ROOT, env=environment()) != 0:
        sys.exit("The catalogue of words could not be compiled, see above.")
    for package in ("readiness", "ui", "resources"):
        compileall.compile_dir(ROOT / package, quiet=2)
    state["catalogue"] = now
    write_state(state)


def missing_system_packages() -> list[str]:
    """What this machine lacks of the venv package and Qt's libraries, by Debian's names."""
    missing = []
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        missing.append(f"python{VERSION}-venv")
    if sys.platform.startswith("linux"):
        missing += [package for name, package in (QT_LIBRARIES | X11_LIBRARIES).items() if not loads(name)]
    return missing


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_system_packages(missing: list[str], *, paints: bool) -> bool:
    """True when nothing is missing any more; ends here where something is needed that can't be installed.

    `paints`: Qt will be used, on a screen or without one.
    """
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
    root = as_root() if missing and shutil.which("apt-get") else None
    if root is not None:
        say("Installing what the system lacks: " + " ".join(missing))
        before = [*root, "env", "DEBIAN_FRONTEND=noninteractive"]
        run_aside([*before, "apt-get", "update", "--quiet"])
        if run_aside([*before, *command]) == 0:
            return True
    needed = [name for name in missing if is_needed(name, paints=paints)]
    if not needed:
        return not missing
    if root is not None:
        sys.exit("The system's packages could not be installed, see above; this failed: " + " ".join(command))
    if shutil.which("apt-get"):
        sys.exit("The system lacks packages that only root may install. Run: sudo " + " ".join(command))
    sys.exit(f"The system lacks what Debian calls {' '.join(needed)}: install that, then run this again.")


def is_needed(package: str, *, paints: bool) -> bool:
    if package in X11_LIBRARIES.values():
        return paints and bool(os.environ.get("DISPLAY")) and not os.environ.get("WAYLAND_DISPLAY")
    return paints or package not in QT_LIBRARIES.values()


def run_aside(command: list[str]) -> int:
    """What it says goes to stderr: stdout belongs to the program that follows."""
    return subprocess.call(command, stdin=subprocess.DEVNULL, stdout=sys.stderr)


def as_root() -> list[str] | None:
    """The words before a command that make it run as root; None where that takes a password or is refused."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.call(["sudo", "-n", "true"], stderr=subprocess.DEVNULL) == 0:
        return ["sudo", "-n"]
    return None


def has_screen() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def environment(*, offscreen: bool = False) -> dict[str, str]:
    """The variables for the program: this tree importable from any folder, and bytecode kept."""
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    variables["PYTHONPATH"] = str(ROOT)
    if offscreen:
        variables.setdefault("QT_QPA_PLATFORM", "offscreen")
    return variables


def replace_by(*words: str, offscreen: bool = False) -> None:
    """Become the program (on Windows: run it and take its exit code); never returns."""
    command = [str(PYTHON), "-P", *words]
    sys.stdout.flush()
    if os.name == "nt":
        sys.exit(subprocess.call(command, env=environment(offscreen=offscreen)))
    os.execve(command[0], command, environment(offscreen=offscreen))  # noqa: S606 - no shell is wanted: the words are passed on as they are


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def say(line: str) -> None:
    sys.stderr.write(f"== {line} ...\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
