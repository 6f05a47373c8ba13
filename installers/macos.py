"""macOS: what the .app says of itself, and the .dmg; signed and notarized where there is an identity."""

import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from installers import signing
from installers.paths import DIST, HERE, ICONS, MACOS_APP, MIME, NAME, SUFFIX, TITLE, steady, version

FILES: Final = HERE / "macos_files"
ENTITLEMENTS: Final = FILES / "entitlements.plist"
IDENTIFIER: Final = "io.github.partner-readiness"
_TYPE: Final = f"{IDENTIFIER}.file"
_OLDEST: Final = "14.0"


def info() -> dict[str, Any]:
    """Info.plist, as far as PyInstaller does not write it."""
    icon = f"{NAME}.icns"
    return {
        "CFBundleDisplayName": TITLE,
        "CFBundleShortVersionString": version(),
        "CFBundleVersion": version(),
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "fr"],
        "LSApplicationCategoryType": "public.app-category.business",
        "LSMinimumSystemVersion": _OLDEST,
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,
        "NSHumanReadableCopyright": "MIT license. Not affiliated with Microsoft.",
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": f"{TITLE} file",
                "CFBundleTypeRole": "Editor",
                "CFBundleTypeIconFile": icon,
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [_TYPE],
            }
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": _TYPE,
                "UTTypeDescription": f"{TITLE} file",
                "UTTypeConformsTo": ["public.data", "public.database"],
                "UTTypeIconFile": icon,
                "UTTypeTagSpecification": {
                    "public.filename-extension": [SUFFIX.removeprefix(".")],
                    "public.mime-type": [MIME],
                },
            }
        ],
    }


def installer() -> Path:
    """The .dmg of this machine's architecture.

    Raises:
        CalledProcessError: a tool of macOS refused, and has said why.
    """
    made = DIST / f"{NAME}-{version()}-{platform.machine()}.dmg"
    made.parent.mkdir(parents=True, exist_ok=True)
    sign_app(MACOS_APP)
    import dmgbuild  # noqa: PLC0415 - there is none for other systems

    dmgbuild.build_dmg(str(made), TITLE, settings=dmg_settings())
    if os.environ.get(signing.MACOS_IDENTITY):
        _run("codesign", "--sign", os.environ[signing.MACOS_IDENTITY], "--timestamp", str(made))
        notarize(made)
    return made


def sign_app(app: Path) -> None:
    """Sign it where there is an identity; PyInstaller has signed it for this machine alone."""
    identity = os.environ.get(signing.MACOS_IDENTITY)
    if identity:
        _run(*sign_command(identity, app))
    else:
        signing.say_skipped("the .app", signing.MACOS_IDENTITY)


def sign_command(identity: str, app: Path) -> list[str]:
    """The whole .app under the hardened runtime; `--deep`, since every library inside needs a signature."""
    words = ["codesign", "--force", "--deep", "--timestamp", "--options", "runtime"]
    return [*words, "--entitlements", str(ENTITLEMENTS), "--sign", identity, str(app)]


def dmg_settings() -> dict[str, Any]:
    """One window with the program and where to drop it, in dmgbuild's words."""
    return {
        "files": [str(MACOS_APP)],
        "symlinks": {"Applications": "/Applications"},
        "icon": str(ICONS / f"{NAME}.icns"),
        "icon_locations": {MACOS_APP.name: (140, 150), "Applications": (400, 150)},
        "format": "ULFO",
        "filesystem": "HFS+",
        "window_rect": ((200, 200), (540, 340)),
        "default_view": "icon-view",
        "icon_size": 96,
    }


def notarize(made: Path) -> None:
    """Have Apple look at it and fasten the answer to it, where there is a profile."""
    profile = os.environ.get(signing.NOTARY_PROFILE)
    if not profile:
        sys.stderr.write(f"notice: not notarized, since {signing.NOTARY_PROFILE} names no profile\n")
        return
    _run("xcrun", "notarytool", "submit", str(made), "--keychain-profile", profile, "--wait")
    _run("xcrun", "stapler", "staple", str(made))


def _run(*command: str) -> None:
    subprocess.run(command, env=steady(), check=True)
