"""What exports call the tie between partner and customer, and the offer, in the words of the product."""

import re
from functools import cache
from typing import Final

from readiness.importers.columns import cell

_BETWEEN: Final = re.compile(r"[,;|\n]")
_TIER_1: Final = ("tier1", "t1", "indirectprovider", "directbill", "cspdirect", "directcsp")
_TIER_2: Final = ("tier2", "t2", "indirectreseller")


@cache
def association_of(text: str) -> str | None:
    """The association that an export's word means; empty for no word, None for one that nobody knows."""
    key = "".join(c for c in cell(text).casefold() if c.isalnum())
    if not key or key in {"na", "none", "unknown", "other"}:
        return ""
    if "cpor" in key or "claimingpartnerofrecord" in key:
        return _cpor(key)
    if "pal" in key or "partneradminlink" in key:
        return "pal"
    if "dpor" in key or "digitalpartnerofrecord" in key:
        return "dpor"
    return _csp(key)


@cache
def associations_of(text: str) -> tuple[str, ...] | None:
    """Those of a cell that may name several, as lists of customers do; otherwise as `association_of`."""
    kinds = [association_of(part) for part in _BETWEEN.split(cell(text)) if part.strip()]
    if len(kinds) < 2 or not all(kinds):
        whole = association_of(text)
        return whole if whole is None else tuple(filter(None, [whole]))
    return tuple(dict.fromkeys(kind for kind in kinds if kind))


def _cpor(key: str) -> str:
    if "revrec" in key:
        return "cpor-revrec-performance" if "performance" in key else "cpor-revrec"
    if "osa" in key:
        return "cpor-osa"
    return "cpor-osu" if "osu" in key else "cpor"


def _csp(key: str) -> str | None:
    if any(word in key for word in _TIER_2):
        return "csp-tier2"
    return "csp-tier1" if any(word in key for word in _TIER_1) else None


@cache
def offer_of(text: str) -> str:
    """`paid`, unless the file says that it is free or a trial."""
    key = cell(text).casefold()
    return "trial" if key in {"free", "trial", "free sku"} or "trial" in key else "paid"


@cache
def is_repeated(text: str) -> bool:
    """Whether a row repeats one that another partner attribution has already."""
    return text.strip().casefold() in {"1", "1.0", "true", "yes", "y"}
