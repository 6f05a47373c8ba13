"""What the program brings along beside its code: rules, words, fonts, icons, looks."""

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
"""A real folder in every form of the program; `importlib.resources` knows others, and takes 3 ms to load."""
