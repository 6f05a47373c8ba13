"""The admin checklist: what only somebody signed in to Partner Center, or the person themself, can do."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from readiness.facts import Association, Benefit, Customer, CustomerId, Facts, Person, Tenant
from readiness.reports.material import Material
from readiness.reports.packs.documents import documents
from readiness.reports.packs.evidence import evidence_blocks, evidence_members
from readiness.reports.packs.forms import known_as_of, step_checks
from readiness.reports.packs.member import Member, safe_name
from readiness.reports.pages import Block, Page, copied, heading, quiet, table_block, text
from readiness.reports.pdf import page_pdf
from readiness.reports.rows import customer_name, person_name
from readiness.reports.tables import Column, Table
from readiness.reports.workbook import workbook
from readiness.rules.forms import published_forms
from readiness.words import Words, folded

_AHEAD = 120
"""Days; what is renewed later than this is not yet on the list."""


def members(material: Material) -> tuple[Member, ...]:
    """The checklist, its tables as a workbook, a letter for each person who has to link."""
    people = to_link(material.facts, material.on)
    title = material.words.sentence("admin.title")
    tables = (
        _link_table(material),
        _leaver_table(material),
        _pal_table(material),
        _gdap_table(material),
        _benefit_table(material),
        _renewal_table(material),
    )
    letters = documents("letters", people, letters_page, material) if people else ()
    return (
        Member("checklist.pdf", lambda: page_pdf(admin_page(material), material)),
        Member("checklist.xlsx", lambda: workbook(material, title, tables)),
        Member("pal-commands.txt", lambda: _pal_bytes(material)),
        *letters,
        *(
            Member(
                f"letters/{safe_name(person_name(material.facts, one.id))}.txt",
                partial(_letter_bytes, one, material),
            )
            for one in people
        ),
        *_evidence(material),
    )


def _evidence(material: Material) -> Iterator[Member]:
    facts = material.facts
    for relationship in facts.relationships.values():
        folder = f"evidence/{safe_name(f'{customer_name(facts, relationship.customer)} {relationship.name}')}"
        yield from evidence_members(facts, f"relationships:{relationship.id}", folder)
    for benefit in facts.benefits.values():
        folder = f"evidence/{safe_name(benefit.name)}"
        yield from evidence_members(facts, f"benefits:{benefit.id}", folder)


def to_link(facts: Facts, on: date) -> tuple[Person, ...]:
    """Who is there, holds a valid certification, and is not linked as far as is recorded; by name."""
    holders = {
        award.person
        for award in facts.awards.values()
        if award.earned_on <= on and (award.expires_on is None or on <= award.expires_on)
    }
    return tuple(
        person
        for person in sorted(facts.people.values(), key=lambda p: (folded(p.name), p.id))
        if person.id in holders and _is_there(person, on) and not _is_linked(person, on)
    )


def _is_there(person: Person, on: date) -> bool:
    return person.left_on is None or person.left_on >= on


def _is_linked(person: Person, on: date) -> bool:
    linked, unlinked = person.linked_on, person.unlinked_on
    return linked is not None and linked <= on and (unlinked is None or unlinked < linked or unlinked > on)


def leavers(facts: Facts, on: date) -> tuple[Person, ...]:
    """Who has left while the work account is there still, the longest ago first."""
    gone = (
        p
        for p in facts.people.values()
        if p.left_on is not None and p.left_on <= on and p.account_deleted_on is None
    )
    return tuple(sorted(gone, key=lambda person: (person.left_on or on, person.id)))


def admin_page(material: Material) -> Page:
    """The checklist to print."""
    say = material.words.sentence
    return Page(
        say("admin.title"),
        (say("report.as-of", on=material.on),),
        known_as_of(published_forms().values(), material.words),
        (*_to_do(material), *_to_watch(material)),
    )


def _to_do(material: Material) -> Iterator[Block]:
    """What is set up in the portals, step by step."""
    words, forms = material.words, published_forms()
    say = words.sentence
    for key, found in (("link", _link_table(material)), ("leaver", _leaver_table(material))):
        yield heading(say(f"admin.{key}"))
        yield text(say(f"admin.{key}-note"))
        yield _table_or(found, f"admin.{key}-none", words)
        yield step_checks(forms[key], words)
    yield from (heading(say("admin.pal")), text(say("admin.pal-note")), step_checks(forms["pal"], words))
    yield _table_or(_pal_table(material), "admin.pal-none", words)
    yield copied("\n".join(_commands(material, _partner_id(material, ""))))
    yield from (heading(say("admin.dpor")), text(say("admin.dpor-note")), step_checks(forms["dpor"], words))
    yield from (heading(say("admin.roles")), step_checks(forms["roles"], words))


def _to_watch(material: Material) -> Iterator[Block]:
    """What ends by itself."""
    words = material.words
    for found, kept in ((_gdap_table(material), "relationships"), (_benefit_table(material), "benefits")):
        yield heading(found.title)
        yield _table_or(found, "admin.none-recorded", words)
        yield from evidence_blocks(material.facts, kept, words)
    yield heading(words.sentence("admin.renewals"))
    yield _table_or(_renewal_table(material), "admin.renewals-none", words)


def _table_or(found: Table, none: str, words: Words) -> Block:
    return table_block(found, words) if found.rows else quiet(words.sentence(none))


def _link_table(material: Material) -> Table:
    words, facts = material.words, material.facts
    say = words.sentence
    held: dict[str, int] = {}
    for award in facts.awards.values():
        if award.expires_on is None or material.on <= award.expires_on:
            held[award.person] = held.get(award.person, 0) + 1
    rows = tuple(
        (
            person_name(facts, one.id),
            one.email,
            held.get(one.id, 0),
            say("admin.unlinked", on=one.unlinked_on) if one.unlinked_on else say("admin.unknown-link"),
        )
        for one in to_link(facts, material.on)
    )
    columns = (
        Column(say("column.person"), "text"),
        Column(say("column.email"), "text"),
        Column(say("column.valid-certifications"), "whole"),
        Column(say("column.link"), "text"),
    )
    return Table("to-link", say("admin.link"), columns, rows)


def _leaver_table(material: Material) -> Table:
    say = material.words.sentence
    rows = tuple(
        (person_name(material.facts, one.id), one.email, one.left_on)
        for one in leavers(material.facts, material.on)
    )
    columns = (
        Column(say("column.person"), "text"),
        Column(say("column.email"), "text"),
        Column(say("column.left"), "day"),
    )
    return Table("leavers", say("admin.leaver"), columns, rows)


class Linked(NamedTuple):
    """A tenant that uses Azure, and the credential's link to the partner there, if one is recorded."""

    customer: Customer
    tenant: Tenant
    link: Association | None

    def partner(self, material: Material) -> str:
        return _partner_id(material, self.link.location if self.link else "")


def _pal_table(material: Material) -> Table:
    """One line per tenant and credential that is linked by PAL, or per tenant that uses Azure and is not."""
    say = material.words.sentence
    rows = tuple(
        (
            one.customer.name,
            one.tenant.domain or one.tenant.id,
            say("admin.pal-linked" if one.link else "admin.pal-open"),
            one.link.account if one.link else "",
            one.link.role if one.link else "",
            one.link.since if one.link else None,
            one.partner(material),
        )
        for one in _azure_tenants(material)
    )
    kinds = {"customer": "text", "tenant": "text", "status": "text", "account": "text", "role": "text",
             "since": "day", "partner-id": "auto"}  # fmt: skip
    columns = tuple(Column(say(f"column.{title}"), kind) for title, kind in kinds.items())
    return Table("pal", say("admin.pal"), columns, rows)


def _pal_bytes(material: Material) -> bytes:
    """The commands of each tenant and credential below its name, to be run one after the other."""
    words, form = material.words, published_forms()["pal"]
    lines = [f"# {words.sentence('admin.pal-credential')}", ""]
    for one in _azure_tenants(material):
        state = words.sentence("admin.pal-linked" if one.link else "admin.pal-open")
        known = (state, one.link.account, one.link.role) if one.link else (state,)
        said = ", ".join(word for word in known if word)
        lines += [f"# {one.customer.name} ({one.tenant.domain or one.tenant.id}), {said}"]
        lines += [f"az login --tenant {one.tenant.id}"]
        lines += [line.replace("{partner}", one.partner(material)) for line in form.commands]
        lines += [""]
    return ("\r\n".join([*lines, f"# {known_as_of((form,), words)}"]) + "\r\n").encode("utf-8-sig")


def _azure_tenants(material: Material) -> Iterator[Linked]:
    facts, on = material.facts, material.on
    links: dict[CustomerId, list[Association]] = {}
    for one in sorted(facts.associations.values(), key=lambda a: (a.since or on, a.id)):
        if one.kind == "pal" and (one.since or on) <= on <= (one.until or on):
            links.setdefault(one.customer, []).append(one)
    using = {key.customer for key in facts.usage if key.measure == "acr-usd"}
    for customer in sorted(facts.customers.values(), key=lambda c: (folded(c.name), c.id)):
        if customer.id in links or customer.id in using:
            yield from (
                Linked(customer, tenant, link)
                for tenant in customer.tenants
                for link in links.get(customer.id, [None])
            )


def _partner_id(material: Material, location: str) -> str:
    """The PartnerID of the location, else of the first one; a credential is linked to a location's."""
    partner = material.facts.partner
    places = [place.id for place in partner.locations]
    return location or (places[0] if places else partner.partner_id) or "…"


def _commands(material: Material, partner: str) -> Iterator[str]:
    yield material.words.sentence("admin.pal-commands")
    yield from (line.replace("{partner}", partner) for line in published_forms()["pal"].commands)


def _renewal_table(material: Material) -> Table:
    """Memberships that come to be renewed: designations and specializations."""
    say, on = material.words.sentence, material.on
    names, language = material.snapshot.names, material.words.language
    found = [
        (standing.enrollment.anniversary, names.areas[area].said(language))
        for area, standing in material.snapshot.standings.items()
        if standing.enrollment is not None
    ]
    found += [(one.held.anniversary, one.name) for one in material.specializations if one.held is not None]
    rows = tuple((day, name) for day, name in sorted(found) if day <= on + timedelta(days=_AHEAD))
    columns = (Column(say("column.due"), "day"), Column(say("column.what"), "long"))
    return Table("renewals", say("admin.renewals"), columns, rows)


def _gdap_table(material: Material) -> Table:
    """Relationships by the day they end; one without a day stands last."""
    say, facts = material.words.sentence, material.facts
    found = sorted(facts.relationships.values(), key=lambda one: (one.ends_on or date.max, one.id))
    rows = tuple(
        (
            customer_name(facts, one.customer),
            one.name,
            ", ".join(one.roles),
            one.ends_on,
            "" if one.auto_extend is None else say("yes" if one.auto_extend else "no"),
        )
        for one in found
    )
    kinds = {"customer": "text", "relationship": "text", "roles": "long", "ends": "day", "extends": "auto"}
    columns = tuple(Column(say(f"column.{title}"), kind) for title, kind in kinds.items())
    return Table("gdap", say("admin.gdap"), columns, rows)


def _benefit_table(material: Material) -> Table:
    """Benefits that can still be redeemed or run out, the soonest first."""
    say = material.words.sentence
    found = sorted(material.facts.benefits.values(), key=lambda one: (_soonest(one), one.id))
    rows = tuple((one.name, one.redeem_by, one.redeemed_on, one.ends_on, one.notes) for one in found)
    kinds = {"benefit": "text", "redeem-by": "day", "redeemed": "day", "ends": "day", "notes": "long"}
    columns = tuple(Column(say(f"column.{title}"), kind) for title, kind in kinds.items())
    return Table("benefits", say("admin.benefits"), columns, rows)


def _soonest(one: Benefit) -> date:
    """The next day on which something has to be done about it."""
    due = one.ends_on if one.redeemed_on else one.redeem_by
    return due or date.max


def letters_page(material: Material, people: Sequence[Person]) -> Page:
    """A letter on a page of its own for each of them."""
    say = material.words.sentence
    blocks: list[Block] = []
    for number, person in enumerate(people):
        blocks.append(heading(person_name(material.facts, person.id), fresh=number > 0))
        blocks += [text(line) for line in letter(person, material).split("\n") if line]
    return Page(
        say("admin.letters"),
        (say("report.as-of", on=material.on),),
        say("admin.letters-footer"),
        tuple(blocks),
    )


def letter(person: Person, material: Material) -> str:
    """Why and how to link, in the language of the edition."""
    say, form = material.words.sentence, published_forms()["link"]
    steps = [f"{number}. {say(f'form.link.{step}')}" for number, step in enumerate(form.steps, 1)]
    partner = material.facts.partner
    lines = [
        say("letter.greeting", name=person_name(material.facts, person.id)),
        "",
        say("letter.why", partner=partner.name),
        say("letter.only-you"),
        "",
        *steps,
        "",
        say("letter.good-to-know"),
        known_as_of((form,), material.words),
    ]
    return "\n".join(lines)


def _letter_bytes(person: Person, material: Material) -> bytes:
    return (letter(person, material) + "\n").replace("\n", "\r\n").encode("utf-8-sig")
