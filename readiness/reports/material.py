"""What a report is made from: a snapshot, the rulebook it was computed with, and the edition asked for."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from readiness.editions import Edition
from readiness.facts import LOGO, Facts
from readiness.reports.logo import bare
from readiness.rules import Rulebook
from readiness.snapshot import Due, Snapshot
from readiness.specializations import SpecializationStanding, specializations
from readiness.words import Words


@dataclass(frozen=True)
class Material:
    """Everything a writer reads. Not slotted, so that what is asked twice is found once."""

    snapshot: Snapshot
    rulebook: Rulebook
    edition: Edition = field(default_factory=Edition)

    @property
    def facts(self) -> Facts:
        return self.snapshot.facts

    @property
    def on(self) -> date:
        return self.snapshot.on

    @cached_property
    def words(self) -> Words:
        return Words(self.edition.language)

    @cached_property
    def specializations(self) -> tuple[SpecializationStanding, ...]:
        """All of the day.

        Raises:
            RulesError: their rules are broken.
        """
        return specializations(self.snapshot, self.rulebook)

    @property
    def logo(self) -> tuple[int, ...] | None:
        """The bytes of the partner's logo, a PNG or JPEG picture; None: there is none that can be printed."""
        logos = (bare(one.content) for one in self.facts.attachments.values() if one.about == LOGO)
        content = next((one for one in logos if one is not None), None)
        return None if content is None else tuple(content)

    @cached_property
    def narrowed(self) -> Snapshot:
        """The snapshot with the areas of the edition alone."""
        shows = self.edition.shows
        snapshot = self.snapshot
        if not self.edition.areas:
            return snapshot
        root = snapshot.finding._replace(because=tuple(f for f in snapshot.finding.because if shows(f.rule)))
        return snapshot._replace(
            finding=root,
            standings={area: one for area, one in snapshot.standings.items() if shows(area)},
            previews={area: one for area, one in snapshot.previews.items() if shows(area)},
            due=Due(lambda: tuple(item for item in snapshot.agenda if shows(item.area))),
        )
