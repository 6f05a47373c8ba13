"""The tables that come in, by name, and where Partner Center has the export of each."""

from ui import text
from ui.text import _


def table_words(table: str) -> str:
    """The name of a table that comes in."""
    return text.name("intake", table)


def where(table: str) -> str:
    """Where Partner Center has the export."""
    places = {
        "trainings": _("Insights, Downloads hub, Trainings, exams and certifications"),
        "azure-usage": _("Insights, Downloads hub, Azure usage"),
        "licences": _("Insights, Downloads hub, Subscriptions, seats and revenue"),
        "active-users": _("Insights, Downloads hub, Office, Dynamics, Power BI, EMS and Teams usage"),
        "revenue": _("Insights, Downloads hub, Subscriptions, seats and revenue"),
        "capacity": _("Insights, Downloads hub, Subscriptions, seats and revenue"),
        "customers": _("Insights, Downloads hub, Customers and tenants; or Customers, Export customers"),
        "associations": _("Insights, Solutions Partner, View customer details, Download"),
        "subscriptions": _("Customers, a customer, Subscriptions, Export"),
        "reported": _("Membership, Solutions Partner designations: read it off the page"),
        "projects": _("Referrals, Co-sell opportunities, Export"),
        "events": _("The .ics file in the mail of a registration"),
    }
    return places[table]
