"""Which designation is held on a day, and until when one bought that day would run."""

from datetime import date, timedelta

from readiness.facts import Area, Enrollment, Facts, months_later
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


def anniversary_of(facts: Facts, purchased_on: date, programme: Programme) -> date:
    """The anniversary of a designation bought on the day: that of the one held longest, which all share.

    Where none is held, a term later on the same day of the month, on its last one where it is shorter.
    """
    held = [
        e
        for e in facts.enrollments.values()
        if e.purchased_on < purchased_on <= renewal_ends(e, programme) and e.anniversary > purchased_on
    ]
    if held:
        return min(held, key=lambda e: (e.purchased_on, e.id)).anniversary
    return months_later(purchased_on, programme.calendar.term_months)
