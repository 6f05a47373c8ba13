"""Run every benchmark in a process of its own, so that none warms or fattens the next."""

import argparse
import subprocess
import sys
from pathlib import Path

from benchmarks.figures import SHORT_TOLERANCE

NOT_BENCHMARKS = ("bare_window", "empty_window", "figures", "partners", "starts", "windows")


def main() -> int:
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="these alone; by default all")
    parser.add_argument("--short", action="store_true", help="fewer runs, and room for a busy machine")
    arguments = parser.parse_args()
    files = sorted(Path(__file__).parent.glob("[!_]*.py"))
    names = arguments.names or [file.stem for file in files if file.stem not in NOT_BENCHMARKS]
    words = ["--short"] if arguments.short else []
    codes = [subprocess.call([sys.executable, "-P", "-m", f"benchmarks.{name}", *words]) for name in names]
    if not any(codes):
        print("every figure is within its bound" + (f" times {SHORT_TOLERANCE}" if arguments.short else ""))
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(main())
