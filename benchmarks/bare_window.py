"""The floor of the bundle: a program that loads matplotlib and paints an empty window, and nothing else.

With `--without-matplotlib` it only paints the window. `bare.spec` makes a bundle of it.
"""

import sys

if "--without-matplotlib" not in sys.argv:
    import matplotlib.backends.backend_qtagg
    import matplotlib.figure  # noqa: F401 - loaded, as any program that draws a chart does

from benchmarks.empty_window import main

if __name__ == "__main__":
    sys.exit(main())
