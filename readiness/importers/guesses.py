"""What the columns of another table may be, by their names: proposed to the user, who decides."""

from collections.abc import Mapping, Sequence
from typing import Final

from readiness.importers.mapping import FIELDS, NEEDED
from readiness.importers.tables import normal

_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title", "titre", "certification", "certificationname", "badge", "exam", "deadline", "task"),
    "earned": ("earnedon", "earned", "completedon", "completiondate", "issued", "date", "obtenuele"),
    "expires": ("expireson", "expires", "expirationdate", "validto", "expirele", "fin"),
    "first": (
        *("name", "fullname", "employee", "person", "firstname", "first", "givenname", "displayname"),
        *("nom", "nomcomplet", "prénom", "prenom", "personne", "collaborateur"),
    ),
    "last": ("lastname", "last", "surname", "familyname", "nomdefamille"),
    "mail": ("email", "mail", "workemail", "corpemail", "emailaddress", "upn", "adressemail", "courriel"),
    "mcid": ("mcid", "mcpid", "microsoftcertificationid"),
    "joined": ("joined", "joinedon", "hired", "hiredon", "startdate", "since", "arrivée", "arrivéele"),
    "left": ("left", "lefton", "enddate", "leavingdate", "départ", "départle"),
    "name": ("customer", "customername", "company", "companyname", "client", "name", "nom", "société"),
    "tenant": ("tenant", "tenantid", "microsoftid", "customertenantid"),
    "tpid": ("tpid", "customertpid"),
    "domain": ("domain", "domainname", "primarydomainname", "domaine"),
    "country": ("country", "market", "pays"),
    "segment": ("segment", "customersegment"),
    "attribution": ("association", "associations", "attribution", "partnerattributiontype"),
    "month": ("month", "period", "mois", "période"),
    "value": ("value", "amount", "figure", "acr", "usage", "montant", "valeur", "chiffre"),
    "workload": ("workload", "service", "product", "chargedetravail", "produit"),
    "due": ("due", "dueon", "duedate", "deadline", "date", "échéance"),
}
"""In normal form, the likeliest first."""

_MEASURES: Final = frozenset(("measure", "mesure"))


def columns_of(target: str, header: Sequence[str]) -> dict[str, str]:
    """Which column each field of such rows may be in; none stands for two."""
    known = {normal(name): name for name in reversed(header)}
    found: dict[str, str] = {}
    for field in FIELDS[target]:
        column = next((known[name] for name in _NAMES[field] if name in known), None)
        if column is not None and column not in found.values():
            found[field] = column
    if target in ("people", "awards") and "nom" in known and found.get("first") == known["nom"]:
        given = next((known[name] for name in ("prénom", "prenom") if name in known), None)
        if given is not None:
            found |= {"first": given, "last": known["nom"]}
    return found


def target_of(header: Sequence[str]) -> str:
    """What the rows of such a table may be: what most of its columns speak of, with all that is needed.

    Rows that each name a measure of their own are not proposed as usage, which is read as one measure.
    """
    is_mixed = not _MEASURES.isdisjoint(map(normal, header))

    def fit(target: str) -> tuple[bool, int]:
        found = columns_of(target, header)
        is_whole = all(field in found for field in NEEDED[target])
        return is_whole and not (is_mixed and target == "usage"), len(found)

    return max(FIELDS, key=fit)
