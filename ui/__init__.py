"""The window: the only importer of PySide6."""

import sys

if sys.version_info < (3, 12):
    # PySide6 6.12 returns None without taking a reference to it, which only matters where None is counted: on
    # Python 3.11 each `widget.hide()` costs one, and the process ends with "deallocating None" once they are
    # spent. From Python 3.12 on None is immortal; this goes with Python 3.11.
    import ctypes

    ctypes.c_ssize_t.from_address(id(None)).value += 1 << 60
