"""The score of one area on its page: total, state, bar, and the track that counts."""

from fractions import Fraction
from typing import Final

from PySide6.QtCore import Signal

from readiness.snapshot import Snapshot, Standing
from ui import text
from ui.pages import standing_words as says
from ui.pages.area_standing import StandingLines
from ui.text import _
from ui.widgets import AreaTile, Card, Chip, ScoreBar, Segmented, label
from ui.widgets.boxes import REST, row_of

_WIDE: Final = 1000
_NARROW: Final = 760
"""Below this width of the page there is no room for the bar."""
_NO_LIMIT: Final = 16_777_215  # Qt's own


class ScoreCard(Card):
    """Says how the area stands; where it has two tracks, either can be looked at."""

    track_chosen = Signal(str)

    def __init__(self, area: str) -> None:
        super().__init__()
        self.body.setContentsMargins(16, 13, 16, 13)
        self._total = label("", "score")
        self._chip = Chip()
        self._risk = Chip()
        self._risk.hide()
        self._bar = ScoreBar(area)
        self._bar.setMaximumWidth(320)
        self._bar.setMinimumWidth(120)
        self._wins = label("", "small")
        self._tracks: Segmented | None = None
        score = self._total, label("/ 100", "muted"), self._risk, self._chip
        tile = AreaTile(area, large=True)
        self._row = row_of(tile, *score, (self._bar, 1), REST, self._wins, gap=14)
        self.lines = StandingLines()
        self.body.addLayout(self._row)
        self.body.addWidget(self.lines)

    def show_standing(self, standing: Standing, snapshot: Snapshot, track: str) -> None:
        """`track` is the one that is looked at."""
        self._total.setText(text.total(standing.shown))
        self._total.setAccessibleName(says.spoken(standing, snapshot))
        kind, word = standing.word
        self._chip.set_state(word, text.name(kind, word))
        self._bar.set_score(standing.points, Fraction(100), standing.pass_mark)
        self.lines.show_standing(standing)
        has_tracks = len(standing.finding.because) > 1
        self._wins.setVisible(has_tracks)
        if has_tracks:
            self._show_tracks(standing, track)
        elif self._tracks is not None:
            self._tracks.hide()

    def show_risk(self, *, is_at_risk: bool) -> None:
        self._risk.set_state("at-risk", text.name("chip", "at-risk"))
        self._risk.setVisible(is_at_risk)

    def fit(self, width: int) -> None:
        """Leave away what a page of that width has no room for."""
        self._bar.setVisible(width >= _NARROW)
        self._wins.setMaximumWidth(_NO_LIMIT if width >= _WIDE else 0)

    def _show_tracks(self, standing: Standing, track: str) -> None:
        best, other = standing.finding.because[:2]
        ahead = best.points - other.points
        word = text.name("track", best.rule)
        self._wins.setText(
            _("{track} counts: higher by {points:points}", track=word, points=ahead)
            if ahead > 0
            else _("{track} counts", track=word)
        )
        words = {t.rule: f"{text.name('track', t.rule)}  {text.points(t.points)}" for t in (best, other)}
        if self._tracks is None:
            self._tracks = Segmented(tuple(words.items()), _("Track"))
            self._tracks.changed.connect(self.track_chosen)
            self._row.addWidget(self._tracks)
        for key, said in words.items():
            self._tracks.set_text(key, said)
        self._tracks.set_key(track)
        self._tracks.show()
