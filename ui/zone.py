"""The time zone of this computer, as Qt knows it."""

from PySide6.QtCore import QTimeZone

from readiness.facts import zone_of


def zone_here() -> str:
    """Its IANA name; empty where it has none that is known."""
    found = bytes(QTimeZone.systemTimeZoneId().data()).decode()
    return found if zone_of(found) is not None else ""
