"""What a partner's facts are worth under the rules of a day."""

from readiness.assess.enrollments import anniversary_of, enrolled_in, renewal_ends
from readiness.assess.finding import Finding
from readiness.assess.records import Records
from readiness.assess.tree import assess, assess_records

__all__ = [
    "Finding",
    "Records",
    "anniversary_of",
    "assess",
    "assess_records",
    "enrolled_in",
    "renewal_ends",
]
