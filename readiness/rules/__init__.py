"""The dated rules: all versions, and what stands on one day."""

from readiness.rules.book import (
    CATEGORIES,
    AreaHistory,
    AreaRules,
    AreaVersion,
    Calendar,
    Dated,
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
from readiness.rules.load import load_rulebook
from readiness.rules.source import Source

__all__ = [
    "CATEGORIES",
    "AreaHistory",
    "AreaRules",
    "AreaVersion",
    "Calendar",
    "Catalogue",
    "Certification",
    "Dated",
    "Metric",
    "MetricVersion",
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
]
