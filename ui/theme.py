"""The looks: every colour, size and font of `resources/theme/tokens.json`, and how Qt is told of them.

Hides the token file, the palette and the one style sheet. A window builds its content anew when the theme
changes, so a widget may ask once.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from resources import FOLDER

SCHEMES: Final = ("system", "light", "dark")
STYLE: Final = ("-style", "fusion")
"""Words for Qt's command line; a call to set it would have to load Python's view of styles, 5 ms."""
_FACES: Final = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf")


class AreaLook(NamedTuple):
    """How a solution area is told apart: by colour, and without it by code."""

    code: str
    fill: QColor
    on: QColor


class StateLook(NamedTuple):
    """A state's ground, its text or mark, border and icon."""

    ground: QColor
    text: QColor
    border: QColor
    icon: str


class Theme(NamedTuple):
    """All colours of one scheme, by what they are for."""

    name: str
    colors: Mapping[str, QColor]
    areas: Mapping[str, AreaLook]
    chips: Mapping[str, StateLook]
    awards: Mapping[str, StateLook]


class _Current:
    """The one theme and face in use."""

    theme: Theme
    family: str


@cache
def tokens() -> Mapping[str, Any]:
    """JSON, which is read fifty times as quickly as the TOML of the rules: the first picture waits for it."""
    read: Mapping[str, Any] = json.loads((FOLDER / "theme/tokens.json").read_bytes())
    return read


def use(app: QApplication, scheme: str = "system") -> None:
    """Dress the whole application: font, palette and style sheet."""
    if not hasattr(_Current, "family"):
        _Current.family = _load_family(app)
        app.setFont(font("body"))
    if scheme == "system":
        scheme = "dark" if app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"
    _Current.theme = read_theme(scheme)
    app.setPalette(_palette())
    app.setStyleSheet(_style_sheet())


def read_theme(name: str) -> Theme:
    """The tokens of `light` or `dark` as colours."""
    data = tokens()
    colors = {role: _color(value) for role, value in data[name].items()}
    areas = {
        area: AreaLook(look["code"], QColor(look[name]["fill"]), QColor(look[name]["on"]))
        for area, look in data["area"].items()
    }
    chips = {
        kind: StateLook(colors[c["ground"]], colors[c["text"]], colors[c["border"]], c["icon"])
        for kind, c in data["chip"].items()
    }
    awards = {
        state: StateLook(colors[a["ground"]], colors[a["mark"]], colors[a["mark"]], a["icon"])
        for state, a in data["award"].items()
    }
    return Theme(name, colors, areas, chips, awards)


def current() -> Theme:
    return _Current.theme


def color(role: str) -> QColor:
    return _Current.theme.colors[role]


def area(area_id: str) -> AreaLook:
    return _Current.theme.areas[area_id]


def chip(kind: str) -> StateLook:
    return _Current.theme.chips[kind]


def award(state: str) -> StateLook:
    return _Current.theme.awards[state]


def family() -> str:
    """The face in use, for charts too."""
    return _Current.family


@cache
def font(role: str) -> QFont:
    """A font of the type scale: score, title, heading, body, strong, small, micro."""
    spec = tokens()["type"][role]
    made = QFont(_Current.family)
    made.setPixelSize(spec["size"])
    made.setWeight(QFont.Weight(spec["weight"]))
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def size(name: str) -> int:
    """Logical pixels of a token."""
    return int(tokens()["size"][name])


def radius(name: str) -> int:
    """Of tile, control or card, in logical pixels."""
    return int(tokens()["radius"][name])


def page_margin(width: int) -> int:
    """The margin of a page of that width: less on a small window.

    A page that is wider by a scroll bar never has less room between its margins. Else its rows could wrap, so
    that it scrolls, and beside the bar unwrap again, for ever.
    """
    return 16 + max(0, min(8, (width - NARROW + size("rail")) // 4))


TALL_ROW: Final = 41
"""The height of a row of two lines."""
NARROW: Final = 1100
"""Below this width of the window the rail shows icons only."""
WIDE: Final = 1600
"""From this width of the window area cards are shown in full."""


def mixed(first: QColor, second: QColor, share: float) -> QColor:
    """`share` of the first colour over the second."""
    parts = zip(first.getRgb()[:3], second.getRgb()[:3], strict=True)  # type: ignore[index] # a tuple, the stub says object
    return QColor(*(round(a * share + b * (1 - share)) for a, b in parts))


def _color(value: str) -> QColor:
    """`#RRGGBB` or `#RRGGBBAA`; Qt itself would read the latter with the alpha first."""
    if len(value) == 9:
        return QColor(f"#{value[7:]}{value[1:7]}")
    return QColor(value)


def _load_family(app: QApplication) -> str:
    loaded = [
        QFontDatabase.addApplicationFontFromData((FOLDER / f"fonts/{face}").read_bytes()) for face in _FACES
    ]
    return app.font().family() if min(loaded) < 0 else "Inter"


_ROLE = QPalette.ColorRole
_ROLES: Final = (
    (_ROLE.Window, "background"),
    (_ROLE.WindowText, "text"),
    (_ROLE.Base, "surface"),
    (_ROLE.AlternateBase, "surface"),
    (_ROLE.ToolTipBase, "surface-raised"),
    (_ROLE.ToolTipText, "text"),
    (_ROLE.PlaceholderText, "text-muted"),
    (_ROLE.Text, "text"),
    (_ROLE.Button, "surface"),
    (_ROLE.ButtonText, "text"),
    (_ROLE.BrightText, "danger"),
    (_ROLE.Link, "accent"),
    (_ROLE.Highlight, "selected"),
    (_ROLE.HighlightedText, "text"),
    (_ROLE.Mid, "border"),
    (_ROLE.Midlight, "hover"),
    (_ROLE.Dark, "border-strong"),
    (_ROLE.Accent, "accent"),
)
"""The tokens that Qt's own roles take."""


def _palette() -> QPalette:
    palette = QPalette()
    for qt_role, token in _ROLES:
        palette.setColor(qt_role, color(token))
    for qt_role in (_ROLE.WindowText, _ROLE.Text, _ROLE.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, qt_role, color("text-disabled"))
    return palette


def _style_sheet() -> str:
    """The template with each `$role` replaced; the longest names first, for one may begin another."""
    sheet = (FOLDER / "theme/app.qss").read_text("utf-8")
    for role in sorted(current().colors, key=len, reverse=True):
        sheet = sheet.replace(f"${role.replace('-', '_')}", current().colors[role].name())
    return sheet
