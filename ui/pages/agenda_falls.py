"""What the score loses when certifications end, told beside each that does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from readiness.facts import PersonId
from readiness.snapshot import Snapshot
from ui.background import Job
from ui.pages.agenda_rows import AgendaRow
from ui.pages.side_questions import AboutAll
from ui.session import Session
from ui.text import _, name, signed

if TYPE_CHECKING:
    from readiness.outlook.expiries import Fall

    Falls = Mapping[tuple[PersonId, date], tuple[Fall, ...]]


class ExpiryFalls:
    """Asks once for the same facts and day."""

    def __init__(self, session: Session) -> None:
        self._rulebook = session.workspace.rulebook
        self._question = AboutAll(session)

    def ask(self, snapshot: Snapshot, done: "Callable[[Falls], None]") -> None:
        self._question.ask(snapshot, self._answer, done)

    def _answer(self, snapshot: Snapshot, job: Job) -> "Falls":
        """In the worker."""
        from readiness.outlook.course import Ahead  # noqa: PLC0415 - not on the way to the first picture
        from readiness.outlook.expiries import falls_by_expiry  # noqa: PLC0415 - as above

        return falls_by_expiry(Ahead(snapshot.facts, self._rulebook, snapshot.on), job.check)


def with_falls(rows: Sequence[AgendaRow], falls: "Falls") -> tuple[AgendaRow, ...]:
    """The rows of certifications that end with what the score loses by it."""
    return tuple(_with_fall(row, falls) if row.item.kind == "certification-expires" else row for row in rows)


def _with_fall(row: AgendaRow, falls: "Falls") -> AgendaRow:
    found = falls.get((row.item.person, row.item.due_on)) if row.item.person else None
    if not found:
        return row
    lost = [(one.area, signed(one.change)) for one in found]
    own = [points for area, points in lost if area == row.item.area]
    points = own or [_("{area} {points}", area=name("area-code", area), points=said) for area, said in lost]
    after = row.item.due_on + timedelta(days=1)
    words = _("{points} from {day:short}", points=", ".join(points), day=after)
    return replace(row, second=f"{row.second} · {words}")
