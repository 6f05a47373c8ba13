"""The window: the only importer of PySide6."""

import sys

if sys.version_info < (3, 12):
    # PySide6 6.12 returns these without taking a reference, which only matters where they are counted: on
    # Python 3.11 each `widget.hide()` costs a None, and the process ends with "deallocating None" once they
    # are spent. From Python 3.12 on they are immortal; this goes with Python 3.11.
    import ctypes

    for singleton in (None, True, False, NotImplemented, Ellipsis):
        ctypes.c_ssize_t.from_address(id(singleton)).value += 1 << 60
