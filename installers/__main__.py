"""`dev.py bundle [app]`: the bundle, and without `app` the installer of this system, the wheel, the sums too.

`dev.py bundle again`: a second bundle, compared with the first file by file.
`dev.py bundle windows FOLDER`: on any system, the Windows installer of a bundle that was built on Windows.
"""

import sys
from pathlib import Path

from installers import bundle, debian, icons, macos, sums, wheel, windows
from installers.paths import ICONS


def main(words: list[str]) -> int:
    match words:
        case []:
            bundle.build()
            _tell(_installer(), wheel.build(), sums.add_bill(), sums.write())
        case ["app"]:
            bundle.build()
        case ["again"]:
            return _again()
        case ["windows", folder]:
            icons.make(ICONS)
            _tell(windows.installer(Path(folder)))
        case _:
            sys.stderr.write(f"{__doc__}\n")
            return 2
    return 0


def _again() -> int:
    other = bundle.differences()
    sys.stdout.write("".join(f"differs: {name}\n" for name in other) or "the second build is the same\n")
    return int(bool(other))


def _installer() -> Path:
    if sys.platform == "win32":
        return windows.installer()
    return macos.installer() if sys.platform == "darwin" else debian.installer()


def _tell(*made: Path) -> None:
    for path in made:
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
