"""What goes into the bundle: modules, the data beside them, and which of the libraries that are found."""

import re
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution
from pathlib import Path, PurePath
from typing import Final, TypeAlias

from installers.paths import RECORD, ROOT

Entry: TypeAlias = tuple[str, str, str]
"""As PyInstaller lists it: the path inside the bundle, the source, the kind."""

QT_MODULES: Final = frozenset(
    {
        *("Core", "DBus", "Gui", "Network", "PrintSupport", "Svg", "Widgets"),
        *("OpenGL", "WaylandClient", "WlShellIntegration", "XcbQpa"),
    }
)
"""All under the LGPL: those that are imported, and what the plugins of a screen stand on."""
QT_PLUGINS: Final = frozenset(
    {
        *("iconengines/qsvgicon", "imageformats/qsvg", "imageformats/qico"),
        *(
            "platforms/qxcb",
            "platforms/qwayland",
            "platforms/qoffscreen",
            "xcbglintegrations/qxcb-glx-integration",
        ),
        *("platforms/qwindows", "styles/qmodernwindowsstyle", "platforms/qcocoa", "styles/qmacstyle"),
        *("platformthemes/qxdgdesktopportal", "wayland-shell-integration/xdg-shell"),
        *("wayland-decoration-client/bradient", "platforminputcontexts/composeplatforminputcontextplugin"),
        "platforminputcontexts/ibusplatforminputcontextplugin",
        *("printsupport/cupsprintersupport", "printsupport/windowsprintersupport"),
        "printsupport/cocoaprintersupport",
    }
)
QT_WORDS: Final = frozenset({"qtbase_fr.qm"})
"""What Qt's own dialogs and menus say."""
FROM_THE_SYSTEM: Final = ("libffi.so", "libbz2.so", "liblzma.so", "libz.so", "libpython3")
"""On Linux these come along, since Python itself stands on them; all others are the system's own to mend."""
EXCLUDED: Final = (
    # of the workshop, and in no way of the product
    *(
        "PyInstaller",
        "ast_serialize",
        "benchmarks",
        "charset_normalizer",
        "hypothesis",
        "installers",
        "librt",
    ),
    *("mypy", "pip", "pytest", "setuptools", "tests", "rich", "pygments", "requests", "certifi", "tomli"),
    # parts that the libraries have for other uses than ours
    *("PIL._avif", "PIL._imagingcms", "PIL._imagingft", "PIL._imagingtk", "PIL._webp", "PIL.ImageQt"),
    *("alembic.testing", "matplotlib.testing", "numpy.f2py", "pydantic.mypy", "pydantic.v1"),
    *("sqlalchemy.testing", "lxml", "numpy.random", "matplotlib.pyplot"),
    # of Python: nothing here opens a connection or draws in a terminal, and there is one SQLite
    *("_curses", "_hashlib", "_ssl", "_tkinter", "_uuid", "curses", "lib2to3", "pdb", "pydoc"),
    *("readline", "sqlite3", "ssl", "test", "tkinter", "turtle", "xmlrpc"),
)
_LANGUAGES: Final = re.compile(r"(root|en|fr)(_\w+)?\.dat")
_QT_LIBRARY: Final = re.compile(r"(?:lib)?Qt6(\w+?)(?:\.so.*|\.dll|\.dylib)?")
_QT_BINDING: Final = re.compile(r"Qt(\w+)\.(?:abi3\.so|pyd)")
_MATPLOTLIB_DATA: Final = re.compile(
    r"matplotlib/mpl-data/(matplotlibrc|fonts/ttf/(DejaVuSans\.ttf|Last.*|LICENSE.*))"
)


def hidden_imports() -> list[str]:
    """Modules that are named in no import statement: pages by their names, backends, the file's revisions."""
    own = [name for package in ("readiness", "ui", "resources") for name in _modules(ROOT / package, package)]
    return [*own, *("logging.config", "matplotlib.backends.backend_svg", "sqlalchemy.dialects.sqlite")]


def _modules(folder: Path, package: str) -> Iterator[str]:
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        if "versions" not in parts and path.stem not in ("env", "__main__"):
            yield ".".join((package, *(part for part in parts if part != "__init__")))


def data_files() -> list[tuple[str, str]]:
    """Pairs of a file and the folder inside the bundle: resources, revisions, time zones."""
    files = [path for path in sorted((ROOT / "resources").rglob("*")) if path.is_file()]
    files += sorted((ROOT / "readiness/store/migrations").rglob("*.py*"))
    kept = [path for path in files if _is_shipped(path)]
    pairs = [(str(path), str(path.parent.relative_to(ROOT))) for path in kept]
    zones = distribution("tzdata")
    found = [
        path for path in zones.files or () if path.parts[0] == "tzdata" and "__pycache__" not in path.parts
    ]
    pairs += [(str(RECORD / "METADATA"), RECORD.name)]
    return pairs + [(str(zones.locate_file(path)), str(PurePath(path).parent)) for path in sorted(found)]


def _is_shipped(path: Path) -> bool:
    is_module = path.suffix in (".py", ".pyc") and "resources" in path.parts
    return not is_module and path.suffix not in (".po", ".pyc") and "__pycache__" not in path.parts


def wanted(entries: Iterable[Entry]) -> list[Entry]:
    """Those of PyInstaller's binaries and data that the product uses, each once and in order."""
    return sorted({entry for entry in entries if is_wanted(entry[0], entry[1])})


def quick(scripts: Iterable[Entry]) -> list[Entry]:
    """PyInstaller's steps at the start, without the one that has matplotlib look up the fonts each time."""
    return [script for script in scripts if script[0] != "pyi_rth_mplconfig"]


def is_wanted(inside: str, source: str) -> bool:
    path = PurePath(inside.replace("\\", "/"))
    if path.parts[0] == "PySide6" or _QT_LIBRARY.fullmatch(path.name):
        return _is_wanted_of_qt(path)
    if path.parts[0] == "babel":
        return "locale-data" not in path.parts or _LANGUAGES.fullmatch(path.name) is not None
    if path.parts[:2] == ("matplotlib", "mpl-data"):
        return _MATPLOTLIB_DATA.fullmatch(path.as_posix()) is not None
    if path.parts[0].endswith(".dist-info"):
        return path.parts[0] == RECORD.name
    if sys.platform.startswith("linux") and source.startswith(("/lib", "/usr/lib")):
        return path.name.startswith(FROM_THE_SYSTEM) or "python3" in source
    return path.suffix not in (".pyi", ".c", ".h")


def _is_wanted_of_qt(path: PurePath) -> bool:
    if "translations" in path.parts:
        return path.name in QT_WORDS  # the app's own buttons and menus have their words from its catalogue
    if "plugins" in path.parts:
        return f"{path.parent.name}/{path.stem.removeprefix('lib')}" in QT_PLUGINS
    for pattern in (_QT_LIBRARY, _QT_BINDING):
        found = pattern.fullmatch(path.name)
        if found is not None:
            return found[1] in QT_MODULES
    return path.suffix != ".pyi"
