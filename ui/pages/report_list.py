"""What can be made on the Reports page: reports and packs, with what each is made of and saved as."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from readiness.facts import (
    AdminRelationship,
    AssociationClaim,
    AuditControl,
    Benefit,
    CoopClaim,
    CustomerReference,
    Engagement,
    Kind,
    SupportCase,
)
from ui.text import _


@dataclass(frozen=True, slots=True)
class Format:
    """One row of the list; `ending` is that of its file, `kinds` are the records it is made of."""

    id: str
    ending: str
    title: Callable[[], str]
    second: Callable[[], str]
    about: Callable[[], str]
    icon: str
    kinds: tuple[Kind, ...] = ()
    for_customers: bool = False

    @property
    def pack(self) -> str:
        return self.id if self.ending == "zip" else ""

    @property
    def is_printed(self) -> bool:
        """Whether there are pages to look at."""
        return self.ending in {"pdf", "zip"}


def _nothing() -> str:
    return ""


FORMATS: Final = (
    Format(
        "pdf", "pdf", lambda: _("Readiness summary"), lambda: _("PDF: scores, gaps, dates"),
        _nothing, "file-text", for_customers=True,
    ),
    Format(
        "summary", "zip", lambda: _("Summary pack"), lambda: _("PDF, workbook, tables, calendar"),
        _nothing, "file-plus", for_customers=True,
    ),
    Format(
        "claims", "zip", lambda: _("Customer association"), lambda: _("CPOR claims, ready to copy"),
        _nothing, "building-2", (AssociationClaim,),
    ),
    Format(
        "engagements", "zip", lambda: _("Engagement claims"), lambda: _("Proof, clocks, payouts"),
        _nothing, "presentation", (Engagement,),
    ),
    Format(
        "coop", "zip", lambda: _("Co-op claims"), lambda: _("Activities and half-years"),
        _nothing, "flag", (CoopClaim,),
    ),
    Format(
        "references", "zip", lambda: _("Customer references"), lambda: _("By specialization"),
        _nothing, "users", (CustomerReference,),
    ),
    Format(
        "audit", "zip", lambda: _("Audit"), lambda: _("Controls and evidence"),
        _nothing, "scale", (AuditControl,),
    ),
    Format(
        "discrepancy", "zip", lambda: _("Discrepancies"), lambda: _("Our numbers and theirs, tickets"),
        _nothing, "trending-up", (SupportCase,),
    ),
    Format(
        "admin", "zip", lambda: _("Admin checklist"), lambda: _("Links, leavers, PAL, GDAP"),
        _nothing, "check", (AdminRelationship, Benefit),
    ),
    Format(
        "xlsx", "xlsx", lambda: _("Workbook"), lambda: _("XLSX: every table on a sheet"),
        lambda: _("A workbook with the scores, what each point rests on, people, customers and the agenda."),
        "table", for_customers=True,
    ),
    Format(
        "csv", "csv", lambda: _("One table"), lambda: _("CSV: for other programs"),
        lambda: _("One table as plain text, for programs that read no workbook."),
        "file-spreadsheet", for_customers=True,
    ),
    Format(
        "ics", "ics", lambda: _("Calendar"), lambda: _("ICS: workshops and deadlines"),
        lambda: _(
            "The agenda for Outlook and other calendars. Saved again, it updates what it brought before."
        ),
        "calendar-days", for_customers=True,
    ),
    Format(
        "json", "json", lambda: _("Partner document"), lambda: _("JSON: everything, to take along"),
        lambda: _("Everything recorded in this file. Imported into an empty file it gives the same again."),
        "braces", for_customers=True,
    ),
)  # fmt: skip


def kinds_of_file(ending: str) -> str:
    """The filter of the dialog that asks where to save."""
    return {
        "pdf": _("PDF (*.pdf)"),
        "zip": _("Pack (*.zip)"),
        "xlsx": _("Workbook (*.xlsx)"),
        "csv": _("Table (*.csv)"),
        "ics": _("Calendar (*.ics)"),
        "json": _("Partner document (*.json)"),
    }[ending]


def save_words(ending: str) -> str:
    """What the button that saves it says."""
    return {
        "pdf": _("Save PDF…"),
        "zip": _("Save pack…"),
        "xlsx": _("Save workbook…"),
        "csv": _("Save table…"),
        "ics": _("Save calendar…"),
        "json": _("Save document…"),
    }[ending]
