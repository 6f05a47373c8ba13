"""The printed part of a report or of a pack, as pictures of its pages: what will be on paper."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from readiness.reports.material import Material
from readiness.reports.packs.admin import admin_page
from readiness.reports.packs.audit import audit_page
from readiness.reports.packs.claims import claims_page
from readiness.reports.packs.coop import coop_page
from readiness.reports.packs.discrepancy import discrepancy_page
from readiness.reports.packs.engagements import engagements_page
from readiness.reports.packs.references import references_page
from readiness.reports.pages import Page
from readiness.reports.pdf import page_pictures, preview_pages

_PRINTED: Final[Mapping[str, Callable[[Material], Page]]] = MappingProxyType(
    {
        "claims": claims_page,
        "engagements": engagements_page,
        "coop": coop_page,
        "references": references_page,
        "audit": audit_page,
        "discrepancy": discrepancy_page,
        "admin": admin_page,
    }
)
_SHOWN: Final = 120
"""Blocks; a pack of a thousand claims is looked at by its first pages."""


def pictures_of(material: Material, ppi: int | None = None) -> tuple[bytes, ...]:
    """The pages as PNG, first page first; of a very long document the first ones.

    With `ppi`, pixels to the inch, they are for paper, and all of them are made.
    """
    make = _PRINTED.get(material.edition.pack)
    if make is None or material.edition.for_customer:
        return preview_pages(material, ppi)
    page = make(material)
    shown = page if ppi else page._replace(blocks=page.blocks[:_SHOWN])
    return page_pictures(shown, material, ppi)
