"""The one program entry: a window loads Qt, every command goes to `readiness.cli` without it."""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from readiness.cli import COMMANDS
from readiness.cli import main as command_line


def main(argv: Sequence[str] | None = None) -> int:
    give_streams()
    words = list(sys.argv[1:] if argv is None else argv)
    match words:
        case []:
            return _window(None)
        case ["--self-test", *folders] if len(folders) < 2:
            from ui.self_test import self_test  # noqa: PLC0415 - loads Qt

            return self_test(Path(folders[0]) if folders else None)
        case ["--demo", file]:
            # For the one who starts from the source: the demo partner is made where it is missing.
            made = 0 if Path(file).exists() else command_line(["demo", file])
            return made or _window(Path(file))
        case [file] if file not in COMMANDS and not file.startswith("-"):
            return _window(Path(file))
        case _:
            return command_line(words)


def give_streams() -> None:
    """On Windows a program with a window has no terminal: what is said there goes nowhere, and none fails."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - for good


def _window(file: Path | None) -> int:
    if not _has_screen():
        return _without_screen(file)
    # Both for the first picture: what loading makes is no garbage, and looking for some costs 25 ms. Once Qt
    # is there, it reads the source of every module that is loaded: most of ours come before it.
    gc.disable()
    import readiness.workspace  # noqa: F401, PLC0415 - see above
    from ui.qt_start import load_qt  # noqa: PLC0415 - see above

    load_qt()
    from ui.app import run  # noqa: PLC0415 - loads Qt

    return run(file)


def _has_screen() -> bool:
    """Qt itself would end the process here, with a message for programmers."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _without_screen(file: Path | None) -> int:
    from readiness.cli.language import language_of  # noqa: PLC0415 - not on the path of the first picture
    from readiness.words import Words  # noqa: PLC0415 - not on the path of the first picture

    say = Words(language_of(())).sentence
    if file is None:
        sys.stderr.write(say("cli.no-screen-no-file") + "\n")
        return 2
    sys.stderr.write(say("cli.no-screen") + "\n")
    return command_line(["score", str(file)])


if __name__ == "__main__":
    if getattr(sys, "frozen", False):  # a packaged program is its own child process, which ends in here
        from multiprocessing import freeze_support

        give_streams()
        freeze_support()
    sys.exit(main())
