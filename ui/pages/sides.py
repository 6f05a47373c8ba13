"""How wide a panel beside a list is."""


def panel_width(page_width: int) -> int:
    """The room for a panel on a page so wide: a third, 264 to 360."""
    return min(max(264, page_width * 3 // 10), 360)
