"""The icon of each kind of agenda item that no area's tile stands for."""

from typing import Final

_ICONS: Final = {
    "own": "flag",
    "data-refresh": "refresh-cw",
    "rules-change": "scale",
    "workshop": "presentation",
    "register-by": "presentation",
    "claim-step": "file-text",
    "association-step": "building-2",
    "coop-claim-ends": "flag",
    "relationship-ends": "link-2-off",
    "benefit-redeem-by": "clock",
    "benefit-ends": "clock",
    "case-follow-up": "info",
    "project-goes-live": "square-kanban",
}


def item_icon(kind: str) -> str:
    """That of certifications where the kind has none of its own."""
    return _ICONS.get(kind, "award")
