"""What a user does with mouse and keyboard, and what stands before them."""

from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.session import Session
from ui.widgets import Sheet

P = TypeVar("P", bound=QWidget)


def alone(qtbot: QtBot, session: Session, page: P, width: int = 1080, height: int = 720) -> P:
    """The page by itself, without a window around it; it hears of every snapshot."""
    told: Any = page  # every page has a `show_snapshot`
    qtbot.addWidget(page)
    session.snapshot_changed.connect(told.show_snapshot)
    page.resize(width, height)
    told.show_snapshot(session.snapshot)
    page.show()
    return page


def sheet_over(window: QWidget) -> Sheet | None:
    """The dialog that is seen."""
    return next((sheet for sheet in window.findChildren(Sheet) if sheet.isVisible()), None)


def primary(sheet: QWidget) -> QPushButton:
    """The one button that Enter presses."""
    return next(made for made in sheet.findChildren(QPushButton) if made.property("kind") == "primary")


def press(qtbot: QtBot, within: QWidget, words: str) -> None:
    """Click the button that is seen, and says or is called so."""
    found = next(
        button
        for button in within.findChildren(QPushButton)
        if button.isVisible() and words in (button.text(), button.accessibleName())
    )
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def drop(window: QWidget, *paths: Path) -> None:
    """Let files fall on the window; a drag itself comes from another program."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(5, 5), copy, data, left, none)
    window.dragEnterEvent(entering)
    assert entering.isAccepted()
    window.dropEvent(QDropEvent(QPointF(5, 5), copy, data, left, none))
