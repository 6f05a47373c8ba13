"""Where Python and Qt tell what nobody caught. It goes on record, and to the user where it matters."""

import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Any, Final

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, Slot, qInstallMessageHandler

from ui.mishaps.report import report_of, report_of_qt

_TOLD_BY_QT: Final = {
    QtMsgType.QtWarningMsg: "Qt warning",
    QtMsgType.QtCriticalMsg: "Qt error",
    QtMsgType.QtFatalMsg: "Qt fatal error",
}
_NO_SCREEN: Final = "This plugin does not support "
"""So begins what a platform says of itself; that is no mishap."""
_MOST: Final = 100
"""So many different messages of Qt are recorded in one run."""


class Hooks(QObject):
    """`record` is called in the thread where it happened, `show` on the GUI thread, each with a report.

    An error in a slot or a thread is shown: something that was asked for did not happen. One while an
    object is taken down, or a warning of Qt, is recorded only.
    """

    _elsewhere = Signal(str)  # a report from another thread

    def __init__(self, record: Callable[[str], None], show: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._record, self._show = record, show
        self._said: set[str] = set()
        self._before: tuple[Any, ...] = ()
        self._qt_before: Callable[..., None] | None = None
        self._elsewhere.connect(self._on_elsewhere, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        self._before = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook, threading.excepthook = self._on_error, self._on_error_in_thread
        sys.unraisablehook = self._on_unraisable
        self._qt_before = qInstallMessageHandler(self._on_message)

    def remove(self) -> None:
        """Leave everything as it was before."""
        if self._before:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            qInstallMessageHandler(self._qt_before)
            self._before = ()

    def report(self, error: BaseException) -> None:
        """Of a bug that was caught somewhere, on the GUI thread."""
        words = report_of(error)
        self._record(words)
        self._show(words)

    def _on_error(
        self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        self.report(error)

    def _on_error_in_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None and not isinstance(told.exc_value, SystemExit):
            words = report_of(told.exc_value)
            self._record(words)
            self._elsewhere.emit(words)

    @Slot(str)
    def _on_elsewhere(self, words: str) -> None:
        self._show(words)

    def _on_unraisable(self, told: "sys.UnraisableHookArgs") -> None:
        """The object itself is not looked at: it is half taken down."""
        if told.exc_value is not None:
            self._record(report_of(told.exc_value))

    def _on_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if self._qt_before is not None:
            self._qt_before(kind, context, message)
        if kind in _TOLD_BY_QT and not message.startswith(_NO_SCREEN):
            words = report_of_qt(_TOLD_BY_QT[kind], message)
            if words not in self._said and len(self._said) < _MOST:
                self._said.add(words)
                self._record(words)
