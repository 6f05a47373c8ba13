"""What a user does with mouse and keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot


def press(qtbot: QtBot, within: QWidget, words: str) -> None:
    """Click the button that is seen, and says or is called so."""
    found = next(
        button
        for button in within.findChildren(QPushButton)
        if button.isVisible() and words in (button.text(), button.accessibleName())
    )
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)
