"""The cards of an area's metrics, side by side; in two rows where there is no room for one."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from readiness.assess.finding import Finding
from ui.pages.metric_card import LEAST, MetricCard

_BETWEEN: Final = 12


class MetricCards(QWidget):
    """Pressing a card chooses its metric; its menu asks for what Partner Center shows of it."""

    chosen = Signal(str)
    figure_asked = Signal(str)

    def __init__(self, area: str) -> None:
        super().__init__()
        self._area = area
        self.cards: list[MetricCard] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_BETWEEN)

    def show_metrics(self, metrics: Sequence[Finding]) -> None:
        if [card.finding.rule for card in self.cards] == [metric.rule for metric in metrics]:
            for card, metric in zip(self.cards, metrics, strict=True):
                card.show_metric(metric)
            return
        for card in self.cards:
            self._grid.removeWidget(card)
            card.deleteLater()
        self.cards = [MetricCard(self._area, metric) for metric in metrics]
        for card in self.cards:
            card.chosen.connect(self.chosen)
            card.figure_asked.connect(self.figure_asked)
        self._place()
        self.setVisible(bool(self.cards))

    def _place(self) -> None:
        count = len(self.cards)
        is_wide = self.width() >= count * (LEAST + _BETWEEN) - _BETWEEN
        columns = count if is_wide else -(-count // 2)
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(max(count, self._grid.columnCount())):
            self._grid.setColumnStretch(column, int(column < columns))

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        """Narrower than all in one row."""
        return QSize(LEAST, self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
