"""The one window of a partner's file."""

from ui.main_window.window import MainWindow

__all__ = ["MainWindow"]
