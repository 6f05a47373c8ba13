"""How charts look: colours by role, and the face shipped in resources/fonts.

Sizes are points; on a figure of 72 dpi one point is one logical pixel. Texts are never read as formulas.
matplotlib is imported when something is drawn.
"""

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final
from unicodedata import category

from resources import FOLDER

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontProperties

Palette = Mapping[str, str]
LABEL, TICK = 12.0, 11.0
HALF_CAPITAL: Final = 0.364
"""Of the font size; Inter's capitals are 0.727 em high, and matplotlib centres by ascent instead."""
_FACES: Final = {400: "Regular", 500: "Medium", 600: "SemiBold"}
_OTHERS: Final = (
    *("Segoe UI", "Microsoft YaHei", "Yu Gothic", "Malgun Gothic", "Nirmala UI", "Leelawadee UI"),
    *("Arial Unicode MS", "PingFang SC", "Hiragino Sans", "Noto Sans CJK SC", "Noto Sans CJK JP"),
    *("Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Thai"),
    *("Segoe UI Symbol", "Segoe UI Emoji", "Noto Emoji", "Apple Symbols", "DejaVu Sans"),
)
"""Families with letters that the shipped face lacks; the last one comes with matplotlib."""
_BOX: Final = "\N{WHITE SQUARE}"


def palette(theme: str) -> Palette:
    """The colours of `light` or `dark` by role; per area `area/<id>`, `on/<id>`, `<area>/<metric>`.

    `legend/<metric>` are the same strengths of the text colour.
    """
    tokens = json.loads((FOLDER / "theme" / "tokens.json").read_bytes())
    colours: dict[str, str] = dict(tokens[theme])
    strengths: dict[str, float] = tokens["metric-strength"]
    for metric, strength in strengths.items():
        colours[f"legend/{metric}"] = mixed(colours["text"], colours["surface"], strength)
    for area, look in tokens["area"].items():
        fill = look[theme]["fill"]
        colours |= {f"area/{area}": fill, f"on/{area}": look[theme]["on"]}
        for metric, strength in strengths.items():
            colours[f"{area}/{metric}"] = mixed(fill, colours["surface"], strength)
    return colours


@cache
def font(size: float, weight: int = 400) -> "FontProperties":
    """The shipped face; the family's name goes into SVG, the file is what is measured and drawn."""
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415 - drawn after the first picture

    return FontProperties(family="Inter", weight=weight, size=size, fname=_face(weight))


def _face(weight: int) -> str:
    return str(FOLDER / "fonts" / f"Inter-{_FACES[weight]}.otf")


def _font_of(text: str, size: float, weight: int) -> "FontProperties":
    """The shipped face; its regular one before others of the computer where it lacks a letter."""
    if _has_all(text):
        return font(size, weight)
    from matplotlib.font_manager import FontProperties, fontManager, get_font  # noqa: PLC0415 - rare

    own = get_font(_face(400)).family_name
    if all(entry.fname != _face(400) for entry in fontManager.ttflist):
        fontManager.addfont(_face(400))
    return FontProperties(family=[own, *_others()], size=size)


@cache
def _others() -> Mapping[str, str]:
    """The files of those of the other families that this computer has."""
    from matplotlib.font_manager import findfont, fontManager  # noqa: PLC0415 - rare

    there = fontManager.get_font_names()
    return {name: findfont(name) for name in _OTHERS if name in there}


@cache
def _has(letter: str, face: str) -> bool:
    from matplotlib.font_manager import get_font  # noqa: PLC0415 - drawn after the first picture

    return bool(get_font(face).get_char_index(ord(letter)))


def _has_all(text: str) -> bool:
    return (text.isascii() and text.isprintable()) or all(_has(letter, _face(400)) for letter in text)


@lru_cache(maxsize=2048)
def legible(text: str) -> str:
    """In one line; a box for each letter that no face here has, and nothing for a mark that has no shape."""
    text = " ".join(text.split())
    if _has_all(text):
        return text
    return "".join(map(_drawn, text))


def _drawn(letter: str) -> str:
    if any(_has(letter, face) for face in (_face(400), *_others().values())):
        return letter
    return "" if category(letter) in {"Cc", "Cf", "Mn"} else _BOX


def mixed(colour: str, ground: str, strength: float) -> str:
    pairs = ((int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * strength + b * (1 - strength)):02X}" for a, b in pairs)


def clear(axes: "Axes") -> None:
    """Take away what was drawn before, in a third of the time that the method of that name takes."""
    for drawn in (*axes.texts, *axes.collections, *axes.lines, *axes.patches):
        drawn.remove()


def moved(axes: "Axes", transform: Any, dx: float, dy: float) -> Any:
    """The same places, so many points to the right and up."""
    from matplotlib.transforms import ScaledTranslation  # noqa: PLC0415 - drawn after the first picture

    figure = axes.get_figure(root=True)
    return transform + ScaledTranslation(dx / 72, dy / 72, figure.dpi_scale_trans) if figure else transform


def place_inside(axes: "Axes", left: float, top: float, right: float, bottom: float) -> None:
    """Keep the margins around the axes at so many points, whatever the figure's size becomes."""
    from matplotlib.transforms import Bbox  # noqa: PLC0415 - drawn after the first picture

    def whole_figure(axes: Any, _renderer: Any) -> Bbox:
        figure = axes.get_figure(root=True)
        width, height = (72 * inches for inches in figure.get_size_inches())
        return Bbox.from_extents(
            left / width, bottom / height, (width - right) / width, (height - top) / height
        )

    axes.set_axes_locator(whole_figure)


def write(  # noqa: PLR0913 - a verb of drawing: where, what, and how it looks
    axes: "Axes", x: float, y: float, text: str, *, size: float = TICK, weight: int = 400, **look: Any
) -> Any:
    """A text whose capitals stand in the middle of `y`; never a formula."""
    style: dict[str, Any] = {"va": "baseline", "zorder": 5, "parse_math": False} | look
    text = legible(text)
    said = axes.text(x, y, text, fontproperties=_font_of(text, size, weight), **style)
    if style["va"] == "baseline":
        said.set_transform(moved(axes, said.get_transform(), 0, -HALF_CAPITAL * size))
    return said


@lru_cache(maxsize=2048)
def width_of(text: str, size: float, weight: int = 400) -> float:
    """The room a text takes, in points."""
    from matplotlib.font_manager import get_font  # noqa: PLC0415 - drawn after the first picture
    from matplotlib.ft2font import LoadFlags  # noqa: PLC0415 - as above

    text = legible(text)
    face = get_font(_face(weight) if _has_all(text) else [_face(400), *_others().values()])
    face.set_size(size, 72)
    face.set_text(text, 0, flags=LoadFlags.NO_HINTING)
    return face.get_width_height()[0] / 64


def shortened(text: str, room: float, size: float) -> str:
    """The text, or as much of it as has room, in points."""
    text = kept = legible(text)
    if width_of(text, size) <= room:
        return text
    while kept and width_of(f"{kept}\N{HORIZONTAL ELLIPSIS}", size) > room:
        kept = kept[:-1].rstrip()
    return f"{kept}\N{HORIZONTAL ELLIPSIS}"


def forget() -> None:
    """Let go of all that was written: names are among it."""
    legible.cache_clear()
    width_of.cache_clear()
