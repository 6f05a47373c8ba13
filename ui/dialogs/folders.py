"""Which folder a dialog of files begins in: the one used last, at first the user's documents."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths


class _Last:
    """For as long as the program runs, whatever window asks."""

    folder: Path | None = None


def first_folder() -> Path:
    """Never the folder that the program happened to be started in."""
    if _Last.folder is not None and _Last.folder.is_dir():
        return _Last.folder
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return documents if documents.is_dir() else Path.home()


def remember(chosen: Path) -> None:
    """A file was chosen there."""
    _Last.folder = chosen.parent
