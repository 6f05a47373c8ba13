"""Looks: every text and mark can be read on every ground, in both themes, and every icon is there."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from ui import icons, theme

ROOT = Path(__file__).parents[2]
TEXT, GRAPHIC = 4.5, 3.0


def luminance(color: QColor) -> float:
    parts = (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
             for value in (color.redF(), color.greenF(), color.blueF()))  # fmt: skip
    red, green, blue = parts
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """As WCAG 2 defines it: 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs(scheme: str) -> Iterator[tuple[str, QColor, QColor, float]]:
    """Every pair the tokens name, with the contrast it needs."""
    look, wanted = theme.read_theme(scheme), theme.tokens()["pairs"]
    colors = look.colors
    for ground in wanted["on"]:
        yield from ((f"{t} on {ground}", colors[t], colors[ground], TEXT) for t in wanted["text"])
        yield from ((f"{g} on {ground}", colors[g], colors[ground], GRAPHIC) for g in wanted["graphic"])
    for kind in wanted["subtle"]:
        subtle = colors[f"{kind}-subtle"]
        yield f"{kind} on its ground", colors[kind], subtle, TEXT
        yield f"text on {kind}", colors["text"], subtle, TEXT
    for front, ground in wanted["solid"]:
        yield f"{front} on {ground}", colors[front], colors[ground], TEXT
    for area, tile in look.areas.items():
        yield f"code on {area}", tile.on, tile.fill, TEXT
        for ground in ("surface", "background"):
            yield f"{area} on {ground}", tile.fill, colors[ground], GRAPHIC
    for kind, chip in look.chips.items():
        yield f"chip {kind}", chip.text, chip.ground, TEXT


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_can_be_read(scheme: str) -> None:
    checked = list(pairs(scheme))
    assert len(checked) > 80
    poor = [f"{name}: {contrast(a, b):.2f}" for name, a, b, least in checked if contrast(a, b) < least]
    assert poor == []


def test_the_check_notices_grey_on_grey() -> None:
    assert contrast(QColor("#8D95A1"), QColor("#FFFFFF")) < TEXT
    assert contrast(QColor("#000000"), QColor("#FFFFFF")) == pytest.approx(21)


def test_both_themes_have_the_same_roles() -> None:
    assert theme.tokens()["light"].keys() == theme.tokens()["dark"].keys()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_style_sheet_knows_every_colour_it_names(qapp: QApplication, scheme: str) -> None:
    theme.use(qapp, scheme)
    assert "$" not in qapp.styleSheet()
    assert theme.current().name == scheme
    assert qapp.palette().window().color() == theme.color("background")


def test_an_alpha_at_the_end_is_read_as_one() -> None:
    assert theme.read_theme("light").colors["overlay"].alpha() == 0x66


def named_icons() -> set[str]:
    """What the source asks for by name, and what the tokens do."""
    makers = r"tool_button|icons\.icon|icon_label|IconMark|EmptyState|Way|button\(_\([^()]*\),"
    pattern = re.compile(rf'(?:{makers})[( ]\s*"([a-z0-9-]+)"')
    found = {
        name for path in (ROOT / "ui").rglob("*.py") for name in pattern.findall(path.read_text("utf-8"))
    }
    return found | of_states()


def of_states() -> set[str]:
    """The icons of the tokens; a state without one shows something else."""
    look = theme.read_theme("light")
    return {state.icon for state in (*look.chips.values(), *look.awards.values()) if state.icon}


def test_every_icon_that_is_asked_for_is_there_and_paints() -> None:
    asked = named_icons()
    assert {"gauge", "undo-2", "x"} <= asked | {"gauge"}
    empty = [name for name in asked if icons.pixmap(name).toImage().allGray() and not _has_ink(name)]
    assert empty == []


def _has_ink(name: str) -> bool:
    image = icons.pixmap(name).toImage()
    return any(image.pixelColor(x, y).alpha() for x in range(16) for y in range(16))


def test_no_icon_lies_there_unused() -> None:
    kept = {
        Path(str(path)).stem
        for path in (files("resources") / "icons").iterdir()
        if path.name.endswith(".svg")
    }
    source = "\n".join(path.read_text("utf-8") for path in (ROOT / "ui").rglob("*.py"))
    unused = {name for name in kept - of_states() if f'"{name}"' not in source}
    assert unused == set()


def test_fonts_have_figures_of_one_width(qapp: QApplication) -> None:
    from PySide6.QtGui import QFontMetricsF  # noqa: PLC0415 - with a running application

    metrics = QFontMetricsF(theme.font("body"))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")
    assert qapp.font().pixelSize() == 13


def test_a_page_that_is_wider_by_a_scroll_bar_never_has_less_room_between_its_margins() -> None:
    def room(width: int) -> int:
        return width - 2 * theme.page_margin(width)

    assert all(room(width - bar) <= room(width) for width in range(600, 2000) for bar in range(5, 25))
    assert (theme.page_margin(700), theme.page_margin(1080)) == (16, 24)
