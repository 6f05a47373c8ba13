"""Packs: several files in one zip, made for one purpose; each knows its members, in order, by name."""

import io
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from types import MappingProxyType
from typing import Final

from readiness.problems import ReadinessError
from readiness.reports.making import Step, made
from readiness.reports.material import Material
from readiness.reports.packs import (
    admin,
    audit,
    claims,
    coop,
    discrepancy,
    engagements,
    references,
    summary,
)
from readiness.reports.packs.member import Member, unique

_PACKS: Final[Mapping[str, Callable[[Material], tuple[Member, ...]]]] = MappingProxyType(
    {
        "summary": summary.members,
        "claims": claims.members,
        "engagements": engagements.members,
        "coop": coop.members,
        "references": references.members,
        "audit": audit.members,
        "discrepancy": discrepancy.members,
        "admin": admin.members,
    }
)


def members_of(material: Material) -> tuple[Member, ...]:
    """What the pack of the edition holds.

    Raises:
        ReadinessError: there is no such pack, or it is not for customers.
    """
    pack = material.edition.pack
    if pack not in _PACKS:
        raise ReadinessError("export-pack", name=pack)
    if material.edition.for_customer and pack != "summary":
        raise ReadinessError("pack-internal")
    return _PACKS[pack](material)


def pack_of(material: Material, step: Step | None = None) -> bytes:
    """The zip's bytes, the same for the same material; `step` hears of each member, and raises to stop."""
    members = members_of(material)
    names = unique([member.name for member in members])
    on, content = material.on, io.BytesIO()
    files = made([member.make for member in members], step)
    with closing(files), zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in zip(names, files, strict=True):
            told = zipfile.ZipInfo(name, (max(on.year, 1980), on.month, on.day, 0, 0, 0))
            told.compress_type = zipfile.ZIP_DEFLATED
            told.external_attr = 0o644 << 16
            archive.writestr(told, file)
    if step is not None:
        step(len(members), len(members))
    return content.getvalue()
