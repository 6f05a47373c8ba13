"""What a customer may see: designations and badges held, specializations, their dates, nothing else."""

import json
from datetime import date
from typing import Any, Final, NamedTuple

from readiness.agenda import AgendaItem
from readiness.problems import Message
from readiness.reports.material import Material
from readiness.reports.pages import Block, Page, heading, quiet, table_block
from readiness.reports.tables import Column, Table

TABLES: Final = ("designations", "held-specializations")
"""The tables of a customer's edition."""
FORMAT: Final = "partner-readiness-customer/1"


class Designation(NamedTuple):
    """A designation held on the day; `score` only where the customer asked for it."""

    name: str
    badge: str
    since: date
    renewal: date
    score: str | None
    id: str


class Specialized(NamedTuple):
    """A specialization held on the day, by its name of the day."""

    name: str
    since: date
    renewal: date
    id: str


def designations(material: Material) -> tuple[Designation, ...]:
    """Those bought that stand, by their names of the day, in the order of the areas."""
    names, language = material.snapshot.names, material.edition.language
    return tuple(
        Designation(
            names.areas[area].said(language),
            names.badges[area].said(language),
            standing.enrollment.purchased_on,
            standing.enrollment.anniversary,
            standing.shown if material.edition.with_scores and standing.has_rules else None,
            area,
        )
        for area, standing in material.snapshot.standings.items()
        if standing.enrollment is not None and material.edition.shows(area)
    )


def specialized(material: Material) -> tuple[Specialized, ...]:
    """Specializations held on the day."""
    return tuple(
        Specialized(
            one.name,
            one.held.attained_on,
            one.renewal.anniversary if one.renewal else one.held.anniversary,
            one.id,
        )
        for one in material.specializations
        if one.held is not None and (not one.areas or any(map(material.edition.shows, one.areas)))
    )


def open_words(material: Material) -> tuple[str, ...]:
    """What is public and stands in the file on purpose: names of the partner, the programme and what is held.

    With them the labels: a customer may be called `Points`.
    """
    names, language, say = material.snapshot.names, material.edition.language, material.words.sentence
    held = [(one.name, one.badge) for one in designations(material)]
    return (
        say("report.as-of", on=material.on),
        say("customer.footer", on=material.on),
        say("customer.no-designation"),
        say("customer.no-specialization"),
        say("customer.renewal", name=""),
        material.facts.partner.name,
        names.programme.said(language),
        *(name for pair in held for name in pair),
        *(one.name for one in specialized(material)),
        *(column.title for name in TABLES for column in customer_table(name, material).columns),
        *(material.words.sentence(f"table.{name}") for name in TABLES),
        material.words.sentence("customer.title"),
        *(f"tables/{name}.csv" for name in TABLES),
        *(name.replace("-", "_") for name in TABLES),  # as a workbook names its tables
        *("summary.pdf", "workbook.xlsx", "calendar.ics", "readiness.json"),
        FORMAT,
        "Microsoft Excel",
        "Worksheets",
    )


def customer_page(material: Material) -> Page:
    """One sheet that can be sent."""
    words = material.words
    say = words.sentence
    snapshot = material.snapshot
    return Page(
        title=say("customer.title"),
        basis=(snapshot.names.programme.said(words.language), say("report.as-of", on=material.on)),
        footer=say("customer.footer", on=material.on),
        blocks=(
            heading(say("table.designations")),
            *_designation_blocks(material),
            heading(say("table.held-specializations")),
            *_specialization_blocks(material),
        ),
    )


def _designation_blocks(material: Material) -> tuple[Block, ...]:
    found = customer_table("designations", material)
    if not found.rows:
        return (quiet(material.words.sentence("customer.no-designation")),)
    return (table_block(found, material.words),)


def _specialization_blocks(material: Material) -> tuple[Block, ...]:
    found = customer_table("held-specializations", material)
    if not found.rows:
        return (quiet(material.words.sentence("customer.no-specialization")),)
    return (table_block(found, material.words),)


def customer_table(name: str, material: Material) -> Table:
    """One of `TABLES`."""
    say = material.words.sentence
    day = [Column(say("column.held-since"), "day"), Column(say("column.renewal"), "day")]
    if name == "designations":
        columns = [Column(say("column.designation"), "text"), Column(say("column.badge"), "text"), *day]
        rows: list[tuple[Any, ...]] = [tuple(one[:4]) for one in designations(material)]
        if material.edition.with_scores:
            columns.append(Column(say("column.points"), "text"))
            rows = [(*one[:4], one.score or "") for one in designations(material)]
    else:
        columns = [Column(say("column.specialization"), "text"), *day]
        rows = [tuple(one[:3]) for one in specialized(material)]
    return Table(name, say(f"table.{name}"), tuple(columns), tuple(rows))


def customer_json(material: Material) -> bytes:
    """The same as values; a day is `2026-11-24`."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "partner": material.facts.partner.name,
        "on": material.on.isoformat(),
        "designations": [
            {
                "designation": one.name,
                "badge": one.badge,
                "held_since": one.since.isoformat(),
                "renewal": one.renewal.isoformat(),
            }
            | ({} if one.score is None else {"score": one.score})
            for one in designations(material)
        ],
        "specializations": [
            {
                "specialization": one.name,
                "held_since": one.since.isoformat(),
                "renewal": one.renewal.isoformat(),
            }
            for one in specialized(material)
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def customer_dates(material: Material) -> tuple[AgendaItem, ...]:
    """When what is held is renewed, for a calendar.

    An item is known by the partner and the id of what is held: by neither a language's nor a year's name.
    """
    partner = material.facts.partner.partner_id or material.facts.partner.name
    held = [(one.renewal, one.name, f"designation:{one.id}") for one in designations(material)]
    held += [(one.renewal, one.name, f"specialization:{one.id}") for one in specialized(material)]
    return tuple(
        AgendaItem(
            f"customer:{partner}:{known}:{day}", day, "customer-renewal",
            Message("customer.renewal", {"name": name}),
        )
        for day, name, known in sorted(held)
    )  # fmt: skip
