"""The head of the preview: which page is read, how large the pages are, and buttons for both."""

from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.pages.report_pages import ReportPages
from ui.text import _
from ui.widgets import Panel, label, tool_button
from ui.widgets.boxes import row_of


class ReportTools(QWidget):
    """Moves and sizes the pages of a preview; says in the panel's note where one is."""

    def __init__(self, pages: ReportPages, panel: Panel) -> None:
        super().__init__()
        self._pages, self._panel = pages, panel
        self._paper = ""
        self.back = tool_button("chevron-left", _("Page before"), lambda: pages.go(-1))
        self.on = tool_button("chevron-right", _("Next page"), lambda: pages.go(1))
        self.smaller = tool_button("zoom-out", _("Smaller"), lambda: pages.zoom(-1))
        self.larger = tool_button("zoom-in", _("Larger"), lambda: pages.zoom(1))
        self._size = label("", "small")
        self._size.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._size.setMinimumWidth(40)
        self.setLayout(row_of(self.back, self.on, 8, self.smaller, self._size, self.larger, gap=0))
        panel.add_action(self)
        pages.moved.connect(self._tell)
        self._tell()

    def set_paper(self, paper: str) -> None:
        """The name of the paper, which stands after the page."""
        self._paper = paper
        self._tell()

    def _tell(self) -> None:
        pages, count = self._pages, len(self._pages.pages)
        self.setVisible(bool(count))
        if not count:
            self._panel.set_note("")
            return
        here = pages.number
        self._panel.set_note(_("page {n} of {count}, {paper}", n=here, count=count, paper=self._paper))
        self._size.setText(_("{share:%}", share=Fraction(pages.percent, 100)))
        self.back.setEnabled(here > 1)
        self.on.setEnabled(here < count)
        self.smaller.setEnabled(pages.can_zoom(-1))
        self.larger.setEnabled(pages.can_zoom(1))
