"""The co-op claim pack: each activity with its form, its half-year and the days to claim it in."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from readiness.facts import CoopClaim, months_later
from readiness.reports.material import Material
from readiness.reports.packs.documents import Sheet, record_pack
from readiness.reports.packs.evidence import evidence_block
from readiness.reports.packs.forms import field_block, known_as_of, missing, proof_checks, source_of
from readiness.reports.packs.member import Member, safe_name
from readiness.reports.pages import Block, Page, fields, heading, listing, panel, quiet, raised
from readiness.reports.pdf import page_pdf
from readiness.reports.tables import Column, Table
from readiness.rules.forms import published_forms


def coop_claims_of(material: Material) -> tuple[CoopClaim, ...]:
    """Those still to be claimed first, the soonest before the others; those without a day last."""
    found = material.facts.coop_claims.values()
    return tuple(sorted(found, key=lambda o: (o.status != "draft", o.executed_on or date.max, o.name, o.id)))


def members(material: Material) -> tuple[Member, ...]:
    """The windows and an overview, and per activity its sheet with the evidence beside it."""
    found = coop_claims_of(material)

    def sheet(one: CoopClaim) -> Sheet:
        return Sheet(f"coop/{safe_name(one.name)}", f"coop_claims:{one.id}", partial(_sheet, one, material))

    return record_pack(
        "coop",
        found,
        material,
        tables=lambda: (_overview(found, material),),
        page=coop_page,
        sheet=sheet,
    )


def coop_page(material: Material, some: Sequence[CoopClaim] | None = None) -> Page:
    """The windows of this year, then every activity."""
    say, found = material.words.sentence, coop_claims_of(material) if some is None else some
    blocks: list[Block] = [heading(say("coop.windows")), _windows(material)]
    blocks += [] if found else [quiet(say("coop.none"))]
    for number, one in enumerate(found):
        blocks.append(heading(one.name, fresh=number > 0))
        blocks += _blocks(one, material)
    return _page(say("coop.title"), tuple(blocks), material)


def _sheet(one: CoopClaim, material: Material) -> bytes:
    return page_pdf(_page(one.name, raised(_blocks(one, material)), material), material)


def _page(title: str, blocks: tuple[Block, ...], material: Material) -> Page:
    as_of = material.words.sentence("report.as-of", on=material.on)
    return Page(title, (as_of,), known_as_of((published_forms()["coop"],), material.words), blocks)


def _windows(material: Material) -> Block:
    """The half-years that can be claimed now or next, by when they were used."""
    words, form, on = material.words, published_forms()["coop"], material.on
    rows = []
    for year in (on.year - 1, on.year, on.year + 1):
        for window in form.windows:
            used = date(year, window.first_month, 1)
            opens, closes = window.of(used)
            if closes >= on and opens <= date(on.year + 1, 2, 28):
                end = months_later(used, 5)
                half = words.sentence("coop.half", first_month=_month(used), last_month=_month(end))
                rows.append((half, words.day(opens), words.day(closes)))
    titles = [words.sentence(f"coop.{name}") for name in ("used", "opens", "closes")]
    return listing(titles, rows, ["1fr", "auto", "auto"])


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _blocks(one: CoopClaim, material: Material) -> tuple[Block, ...]:
    words, form = material.words, published_forms()["coop"]
    say = words.sentence
    values = _values(one, material)
    lacking = missing(form, values, words)
    state = say("claims.missing", fields=words.listed(lacking)) if lacking else say("claims.complete")
    proven = [item for item, there in (("invoice", one.invoice), ("campaign", one.executed_on)) if there]
    clock: list[tuple[str, str]] = []
    if one.executed_on is not None and (window := form.window_of(one.executed_on)):
        clock = [(say("coop.opens"), words.day(window[0])), (say("coop.closes"), words.day(window[1]))]
        clock.append((say("coop.keep"), words.day(months_later(one.executed_on, form.proof_months))))
    return (
        panel(words.name("coop-status", one.status), state),
        heading(say("form.fields"), 3),
        field_block(form, values, words),
        heading(say("form.proof"), 3),
        proof_checks(form, words, proven),
        heading(say("form.clocks"), 3),
        fields(clock) if clock else quiet(say("coop.no-day")),
        *evidence_block(material.facts, f"coop_claims:{one.id}", words),
        source_of(form, words),
    )


def _values(one: CoopClaim, material: Material) -> Mapping[str, str]:
    words = material.words
    currency = one.currency or material.facts.partner.currency or "USD"
    return {
        "name": one.name,
        "executed-on": words.day(one.executed_on) if one.executed_on else "",
        "amount": words.money(one.amount, currency) if one.amount is not None else "",
        "impressions": words.number(one.impressions) if one.impressions is not None else "",
        "approval": one.approval,
        "invoice": one.invoice,
        "notes": one.notes or words.sentence("form.empty"),
    }


def _overview(found: tuple[CoopClaim, ...], material: Material) -> Table:
    words, form = material.words, published_forms()["coop"]
    say = words.sentence
    titles = {"claim": "text", "status": "text", "executed": "day", "closes": "day", "amount": "number",
              "currency": "text", "missing": "long"}  # fmt: skip
    rows = []
    for one in found:
        window = form.window_of(one.executed_on) if one.executed_on else None
        lacking = ", ".join(missing(form, _values(one, material), words))
        status = words.name("coop-status", one.status)
        closes = window[1] if window else None
        rows.append((one.name, status, one.executed_on, closes, one.amount, one.currency, lacking))
    columns = tuple(Column(say(f"column.{title}"), kind) for title, kind in titles.items())
    return Table("coop", say("coop.title"), columns, tuple(rows))
