"""`python -m ui.screens FOLDER [FILE [DAY]] [--quick]`."""

import sys

from ui.screens import main

sys.exit(main(sys.argv[1:]))
