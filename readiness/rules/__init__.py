"""The dated rules: all versions, and what stands on one day."""

from readiness.rules.source import Source

__all__ = ["Source"]
