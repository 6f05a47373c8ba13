"""The quiet lines under an area's score: when it was qualified, until when that counts, the other track."""

from PySide6.QtWidgets import QWidget

from readiness.snapshot import Standing
from ui import text
from ui.text import _
from ui.widgets import MessageBar, paragraph
from ui.widgets.boxes import column_of


class StandingLines(QWidget):
    """Hidden while there is nothing to say: the days of the window are looked at after the first picture."""

    def __init__(self) -> None:
        super().__init__()
        self.window_line = paragraph("", "small")
        self.flip_line = paragraph("", "small")
        self.warning = MessageBar("warning")
        self.setLayout(column_of(self.window_line, self.flip_line, self.warning, gap=2, edges=(0, 2, 0, 0)))
        self.warning.hide()
        self.hide()

    def show_standing(self, standing: Standing) -> None:
        window, flip = _window_words(standing), _flip_words(standing)
        is_near = standing.flip is not None and standing.flip.is_near
        for line, words in ((self.window_line, window), (self.flip_line, "" if is_near else flip)):
            line.setText(words)
            line.setVisible(bool(words))
        self.warning.set_text(flip)
        self.warning.setVisible(is_near and bool(flip))
        self.window_line.setToolTip(_month_words(standing))
        self.flip_line.setToolTip(_needs_words(standing))
        self.setVisible(bool(window or flip))


def _window_words(standing: Standing) -> str:
    said = standing.window.said if standing.window is not None else None
    return "" if said is None else text.say(said)


def _month_words(standing: Standing) -> str:
    """The highest total of each month of the window, one a line."""
    if standing.window is None:
        return ""
    none = "\N{EN DASH}"
    rows = (
        f"{text.month(row.month)}  {none if row.points is None else text.points(row.points)}"
        for row in standing.window.months
    )
    return "\n".join((_("Highest total of each month"), *rows))


def _flip_words(standing: Standing) -> str:
    """What the total would be in the other track, and the first thing that would lead there."""
    flip = standing.flip
    if flip is None or flip.is_by_total:  # that is said beside the two totals already
        return ""
    said = text.say(flip.said)
    return _("{track}. {need}.", track=said, need=text.say(flip.needs[0])) if flip.needs else said


def _needs_words(standing: Standing) -> str:
    if standing.flip is None:
        return ""
    return "\n".join(text.say(need) for need in standing.flip.needs)
