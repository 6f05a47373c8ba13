"""Linux: the .deb, for Debian and Ubuntu; and how it is installed, run and removed in a root of its own."""

import gzip
import os
import platform
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from email.utils import formatdate
from pathlib import Path
from typing import Final

import dev
from installers.paths import BUILD, BUNDLE, DIST, HERE, ICONS, NAME, ROOT, epoch, steady, version

FILES: Final = HERE / "linux_files"
SYSTEM_LIBRARIES: Final = {
    **dev.QT_LIBRARIES,
    **dev.X11_LIBRARIES,
    **dict.fromkeys(("ld-linux-x86-64.so.2", "libc.so.6", "libdl.so.2", "libm.so.6", "librt.so.1"), "libc6"),
    **dict.fromkeys(("ld-linux-aarch64.so.1", "libpthread.so.0", "libutil.so.1"), "libc6"),
    "libresolv.so.2": "libc6",
    "libstdc++.so.6": "libstdc++6",
    "libgcc_s.so.1": "libgcc-s1",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libfreetype.so.6": "libfreetype6",
    "libzstd.so.1": "libzstd1",
    "libcups.so.2": "libcups2",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
"""What the program takes from the system, and Debian's package that has it."""
_ARCHITECTURES: Final = {"x86_64": "amd64", "aarch64": "arm64"}


def installer() -> Path:
    """Build the package from the bundle: the same bytes from the same bundle.

    Raises:
        CalledProcessError: dpkg-deb refused, and has said why.
    """
    architecture = _ARCHITECTURES.get(platform.machine(), platform.machine())
    made = DIST / f"{NAME}_{version()}_{architecture}.deb"
    made.parent.mkdir(parents=True, exist_ok=True)
    tree = BUILD / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    _lay_out(tree)
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN" / "control").write_text(_control(architecture, _kilobytes(tree)), encoding="utf-8")
    _settle(tree)
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z1", "--build", str(tree), str(made)]
    subprocess.run(command, check=True, env=steady(), stdout=sys.stderr)
    return made


def _lay_out(tree: Path) -> None:
    share = tree / "usr" / "share"
    shutil.copytree(BUNDLE, tree / "usr" / "lib" / NAME, symlinks=True)
    commands = tree / "usr" / "bin"
    commands.mkdir()
    for name in (NAME, "readiness"):
        (commands / name).symlink_to(f"../lib/{NAME}/{NAME}")
    _put(FILES / f"{NAME}.desktop", share / "applications" / f"{NAME}.desktop")
    _put(FILES / f"{NAME}.mime.xml", share / "mime" / "packages" / f"{NAME}.xml")
    about = (FILES / f"{NAME}.metainfo.xml").read_text("utf-8")
    day = datetime.fromtimestamp(epoch(), UTC).date().isoformat()
    _write(
        share / "metainfo" / f"{NAME}.metainfo.xml",
        about.replace("@VERSION@", version()).replace("@DATE@", day),
    )
    for picture in ICONS.glob("*.png"):
        size = f"{picture.stem}x{picture.stem}"
        _put(picture, share / "icons" / "hicolor" / size / "apps" / f"{NAME}.png")
    _put(
        ROOT / "resources" / "icons" / f"{NAME}.svg",
        share / "icons" / "hicolor" / "scalable" / "apps" / f"{NAME}.svg",
    )
    papers = share / "doc" / NAME
    _write(papers / "copyright", _copyright())
    _pack(papers / "changelog.gz", _changelog())
    for name in (NAME, "readiness"):
        _pack(share / "man" / "man1" / f"{name}.1.gz", (FILES / f"{NAME}.1").read_text("utf-8"))
    _put(FILES / "lintian-overrides", share / "lintian" / "overrides" / NAME)


def _put(source: Path, place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, place)


def _write(place: Path, words: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(words, encoding="utf-8")


def _pack(place: Path, words: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(gzip.compress(words.encode(), 9, mtime=0))


def _settle(tree: Path) -> None:
    """Debian's rights, and one moment for all: programs and libraries differ in what may be run."""
    for path in (tree, *tree.rglob("*")):
        if path.is_symlink():
            os.utime(path, (epoch(), epoch()), follow_symlinks=False)
            continue
        runs = path.is_dir() or (path.name == NAME and path.parent.name == NAME)
        path.chmod(0o755 if runs else 0o644)
        os.utime(path, (epoch(), epoch()))


def _kilobytes(tree: Path) -> int:
    return sum(path.lstat().st_size for path in tree.rglob("*") if not path.is_dir()) // 1024


def _control(architecture: str, kilobytes: int) -> str:
    glibc = ".".join(platform.libc_ver()[1].split(".")[:2])
    depends = sorted({package for package in SYSTEM_LIBRARIES.values() if package != "libc6"})
    fields = {
        "Package": NAME,
        "Version": version(),
        "Architecture": architecture,
        "Maintainer": "The Partner Readiness contributors <partner-readiness@users.noreply.github.com>",
        "Installed-Size": str(kilobytes),
        "Depends": ", ".join([f"libc6 (>= {glibc})", *depends]),
        "Recommends": "fontconfig, shared-mime-info, xdg-desktop-portal",
        "Section": "misc",
        "Priority": "optional",
        "Description": "partner scores toward each Solutions Partner designation\n"
        " Shows how far a Microsoft partner is from each Solutions Partner designation,\n"
        " and why: six scores toward 70 points, the reason for every point, and what\n"
        " comes next. It works offline, on one file of the user's own.\n"
        " .\n"
        " Not affiliated with, endorsed by or sponsored by Microsoft.",
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def _copyright() -> str:
    return (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        "Upstream-Name: Partner Readiness\n"
        "Comment: What the program brings along is listed, with its terms, in\n"
        f" /usr/lib/{NAME}/_internal/licences.\n"
        " Qt and PySide6 are there as separate libraries under the LGPL-3, whose text\n"
        " is in /usr/share/common-licenses/LGPL-3.\n"
        "\nFiles: *\nCopyright: The Partner Readiness contributors\nLicense: Expat\n"
        + "".join(f" {line or '.'}\n" for line in (ROOT / "LICENSE").read_text("utf-8").splitlines())
    )


def _changelog() -> str:
    when = formatdate(epoch())
    who = "The Partner Readiness contributors <partner-readiness@users.noreply.github.com>"
    return f"{NAME} ({version()}) stable; urgency=medium\n\n  * See the release notes.\n\n -- {who}  {when}\n"
