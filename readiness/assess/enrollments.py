"""Which designation is held on a day."""

from datetime import date, timedelta

from readiness.facts import Area, Enrollment, Facts
from readiness.rules import Programme


def renewal_ends(enrollment: Enrollment, programme: Programme) -> date:
    """The last day on which it can be renewed; until then it stands."""
    return enrollment.anniversary + timedelta(days=programme.calendar.renewal_days)


def enrolled_in(facts: Facts, area: Area, on: date, programme: Programme) -> Enrollment | None:
    """The newest enrolment of the area that stands on the day, its renewal window included."""
    standing = [
        enrollment
        for enrollment in facts.enrollments.values()
        if enrollment.area == area and enrollment.purchased_on <= on <= renewal_ends(enrollment, programme)
    ]
    return max(standing, key=lambda enrollment: (enrollment.purchased_on, enrollment.id), default=None)
