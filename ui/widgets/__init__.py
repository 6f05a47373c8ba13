"""The building blocks of pages and dialogs, all in the tokens' looks.

Each is loaded when it is first asked for: the first picture needs neither tables nor dialogs, and every class
of Qt that is touched costs start-up time.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ui.widgets.basics import (
        AreaTile,
        Chip,
        Elided,
        ScoreBar,
        button,
        label,
        paragraph,
        tool_button,
    )
    from ui.widgets.fields import DayField, DayPopup, Field, SearchField
    from ui.widgets.frames import (
        Card,
        EmptyState,
        MessageBar,
        PageBody,
        PageHead,
        Panel,
        Segmented,
        hairline,
        icon_label,
        page_margins,
        scrolled,
        upright,
    )
    from ui.widgets.paint import chip_width, draw_chip, draw_text, draw_tile
    from ui.widgets.selection import (
        copy_rows,
        keep_selection,
        select_places,
        select_rows,
        selected_places,
        selected_rows,
    )
    from ui.widgets.sheet import Sheet
    from ui.widgets.trees import FindingsView, tree
    from ui.widgets.undo_bar import UndoBar
    from ui.widgets.views import RowDelegate, RowsView, table, table_tools

_HOMES = {
    "basics": (
        "AreaTile",
        "Chip",
        "Elided",
        "ScoreBar",
        "button",
        "label",
        "paragraph",
        "tool_button",
    ),
    "fields": ("DayField", "DayPopup", "Field", "SearchField"),
    "frames": (
        "Card",
        "EmptyState",
        "MessageBar",
        "PageBody",
        "PageHead",
        "Panel",
        "Segmented",
        "hairline",
        "icon_label",
        "page_margins",
        "scrolled",
        "upright",
    ),
    "paint": ("chip_width", "draw_chip", "draw_text", "draw_tile"),
    "selection": (
        "copy_rows",
        "keep_selection",
        "select_places",
        "select_rows",
        "selected_places",
        "selected_rows",
    ),
    "sheet": ("Sheet",),
    "trees": ("FindingsView", "tree"),
    "undo_bar": ("UndoBar",),
    "views": ("RowDelegate", "RowsView", "table", "table_tools"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "AreaTile",
    "Card",
    "Chip",
    "DayField",
    "DayPopup",
    "Elided",
    "EmptyState",
    "Field",
    "FindingsView",
    "MessageBar",
    "PageBody",
    "PageHead",
    "Panel",
    "RowDelegate",
    "RowsView",
    "ScoreBar",
    "SearchField",
    "Segmented",
    "Sheet",
    "UndoBar",
    "button",
    "chip_width",
    "copy_rows",
    "draw_chip",
    "draw_text",
    "draw_tile",
    "hairline",
    "icon_label",
    "keep_selection",
    "label",
    "page_margins",
    "paragraph",
    "scrolled",
    "select_places",
    "select_rows",
    "selected_places",
    "selected_rows",
    "table",
    "table_tools",
    "tool_button",
    "tree",
    "upright",
]


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(name)
    return getattr(import_module(f"ui.widgets.{home}"), name)
