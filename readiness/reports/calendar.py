"""The calendar of an edition: the agenda, or for a customer when what is held is renewed."""

from datetime import UTC, datetime, time

from readiness.reports.customer import customer_dates
from readiness.reports.ics import ics_of
from readiness.reports.material import Material


def calendar_of(material: Material) -> bytes:
    """Stamped with the day of the snapshot, so that the same snapshot gives the same bytes."""
    stamp = datetime.combine(material.on, time(), UTC)
    edition = material.edition
    items = customer_dates(material) if edition.for_customer else material.narrowed.agenda
    wanted = [item for item in items if edition.items is None or item.id in edition.items]
    names = edition.names and not edition.for_customer
    return ics_of(wanted, material.facts, material.words, stamp, names=names)
