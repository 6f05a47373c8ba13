"""`dev.py bundle [app]`: the bundle, and without `app` the installer of this system and its sums too."""

import sys

from installers import bundle


def main(words: list[str]) -> int:
    if set(words) - {"app"}:
        sys.stderr.write(f"{__doc__}\n")
        return 2
    bundle.build()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
