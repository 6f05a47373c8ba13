"""Why the score is as it is, and what the chosen line rests on; by turns where there is no room for both."""

from typing import Final

from readiness.assess.finding import Finding
from readiness.snapshot import Snapshot
from ui import text
from ui.pages.evidence_panel import EvidencePanel
from ui.text import _
from ui.widgets import FindingsView, Panel, Segmented, button, tool_button
from ui.widgets.boxes import REST, boxed, row_of

_BOTH: Final = 520
"""From this height on the records stand under the explanation."""
_LEAST: Final = 300
_EVIDENCE: Final = 220
_ANY: Final = 16_777_215


class WhyPanel(Panel):
    """The explanation is what one comes for; `turns` leads from it to the records and back."""

    def __init__(self, tree: FindingsView) -> None:
        super().__init__(_("Why this score"))
        self.tree, self.evidence = tree, EvidencePanel()
        choices = ("why", _("Why this score")), ("records", _("Records"))
        self.turns = Segmented(choices, _("What to show"))
        self.put_beside_title(boxed(row_of(self.turns, REST)))
        self.readings = tool_button("scale", _("How rules are read…"))
        self.enter = button(_("Enter figure…"), small=True)
        self.enter.setToolTip(_("Enter what Partner Center shows…"))
        for made in (self.readings, self.enter):
            self.add_action(made)
        self.body.addWidget(tree, 1)
        self.body.addWidget(self.evidence)
        self.setMinimumHeight(_LEAST)
        self.turns.changed.connect(lambda _key: self._turn())
        self._has_both = False
        self._turn()

    def show_view(self, key: str) -> None:
        """`why` or `records`."""
        self.turns.set_key(key)
        self._turn()

    def show_finding(self, finding: Finding, snapshot: Snapshot) -> None:
        """The line that is looked at."""
        count = self.evidence.show_finding(finding, snapshot)
        self.turns.set_text("records", f"{_('Records')}  {text.number(count)}" if count else _("Records"))

    def fit(self, height: int) -> None:
        """Show both in a panel of that height, or one of them."""
        self._has_both = height >= _BOTH
        self._turn()

    def _turn(self) -> None:
        both, key = self._has_both, self.turns.key
        self.turns.setVisible(not both)
        self.show_title(is_shown=both)
        self.tree.setVisible(both or key == "why")
        self.evidence.show_head(is_shown=both)
        self.evidence.setVisible(both or key == "records")
        self.evidence.setMinimumHeight(_EVIDENCE if both else 0)
        self.evidence.setMaximumHeight(_EVIDENCE if both else _ANY)
