"""The dated rules: all versions, and what stands on one day."""

from readiness.rules.book import (
    CATEGORIES,
    AreaHistory,
    AreaRules,
    AreaVersion,
    Calendar,
    ClaimDays,
    ClaimRule,
    Metric,
    MetricVersion,
    PassMark,
    Programme,
    ProgrammeHistory,
    Reading,
    Rulebook,
    Rules,
    Track,
    WindowRule,
)
from readiness.rules.catalogue import Catalogue, Certification, Prerequisites, Workload
from readiness.rules.load import load_rulebook, usable_rulebook
from readiness.rules.names import Badge, Name, Named, Names, NamesHistory
from readiness.rules.source import Dated, Source

__all__ = [
    "CATEGORIES",
    "AreaHistory",
    "AreaRules",
    "AreaVersion",
    "Badge",
    "Calendar",
    "Catalogue",
    "Certification",
    "ClaimDays",
    "ClaimRule",
    "Dated",
    "Metric",
    "MetricVersion",
    "Name",
    "Named",
    "Names",
    "NamesHistory",
    "PassMark",
    "Prerequisites",
    "Programme",
    "ProgrammeHistory",
    "Reading",
    "Rulebook",
    "Rules",
    "Source",
    "Track",
    "WindowRule",
    "Workload",
    "load_rulebook",
    "usable_rulebook",
]
