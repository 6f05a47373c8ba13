"""How charts look: colours by role, and the face shipped in resources/fonts.

Sizes are points; on a figure of 72 dpi one point is one logical pixel. Texts are never read as formulas.
matplotlib is imported when something is drawn.
"""

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from resources import FOLDER

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontProperties

Palette = Mapping[str, str]
LABEL, TICK = 12.0, 11.0
HALF_CAPITAL: Final = 0.364
"""Of the font size; Inter's capitals are 0.727 em high, and matplotlib centres by ascent instead."""
_FACES: Final = {400: "Regular", 500: "Medium", 600: "SemiBold"}


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

    face = FOLDER / "fonts" / f"Inter-{_FACES[weight]}.otf"
    return FontProperties(family="Inter", weight=weight, size=size, fname=str(face))


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
    said = axes.text(x, y, text, fontproperties=font(size, weight), **style)
    if style["va"] == "baseline":
        said.set_transform(moved(axes, said.get_transform(), 0, -HALF_CAPITAL * size))
    return said


@lru_cache(maxsize=2048)
def width_of(text: str, size: float, weight: int = 400) -> float:
    """The room a text takes, in points."""
    from matplotlib.font_manager import get_font  # noqa: PLC0415 - drawn after the first picture
    from matplotlib.ft2font import LoadFlags  # noqa: PLC0415 - as above

    face = get_font(str(font(size, weight).get_file()))
    face.set_size(size, 72)
    face.set_text(text, 0, flags=LoadFlags.NO_HINTING)
    return face.get_width_height()[0] / 64


def shortened(text: str, room: float, size: float) -> str:
    """The text, or as much of it as has room, in points."""
    if width_of(text, size) <= room:
        return text
    kept = text
    while kept and width_of(f"{kept}\N{HORIZONTAL ELLIPSIS}", size) > room:
        kept = kept[:-1].rstrip()
    return f"{kept}\N{HORIZONTAL ELLIPSIS}"
