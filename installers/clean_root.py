"""Installs the .deb in a root with nothing but Debian's base, runs the program there, and removes it again.

Only root can enter such a root; debootstrap makes it.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from installers.paths import NAME

_APT: Final = ("apt-get", "--yes", "--quiet", "--no-install-recommends", "-o", "APT::Sandbox::User=root")
_LEFT: Final = (
    "usr/bin",
    "usr/lib",
    "usr/share/applications",
    "usr/share/mime/packages",
    "usr/share/metainfo",
)


def why_not() -> str:
    """Why such a root can't be had here; empty when it can."""
    if os.geteuid() != 0:
        return "only root can install in a clean root"
    if shutil.which("debootstrap") is None:
        return "debootstrap is not installed"
    return ""


def walk(package: Path, suite: str) -> None:
    """Install, run the self-test, install over it, remove, and look for what is left.

    Raises:
        CalledProcessError: a step failed, and has said why.
        RuntimeError: something was left behind, or a user's file was touched.
    """
    with tempfile.TemporaryDirectory(prefix="readiness-root-") as folder:
        root = Path(folder)
        _run("debootstrap", "--variant=minbase", suite, str(root))
        shutil.copyfile("/etc/resolv.conf", root / "etc" / "resolv.conf")
        (root / "etc" / "apt" / "apt.conf.d" / "99host").write_text(_how_to_fetch(), encoding="utf-8")
        shutil.copyfile(package, root / "srv" / package.name)
        _inside(root, *_APT, "update")
        _inside(root, *_APT, "install", f"/srv/{package.name}")
        _inside(root, "env", "QT_QPA_PLATFORM=offscreen", NAME, "--self-test")
        _inside(root, "readiness", "demo", "/root/mine.readiness")
        _inside(root, *_APT, "--reinstall", "install", f"/srv/{package.name}")
        _inside(root, "readiness", "check", "/root/mine.readiness")
        _inside(root, *_APT, "purge", NAME)
        left = [path for place in _LEFT for path in (root / place).glob("*readiness*")]
        if left or not (root / "root" / "mine.readiness").is_file():
            raise RuntimeError(f"left behind: {left}")


def _how_to_fetch() -> str:
    """This machine's own settings for the way to its mirror."""
    asked = ["apt-config", "dump", "Acquire"]
    return subprocess.run(asked, check=True, capture_output=True, encoding="utf-8").stdout


def _inside(root: Path, *command: str) -> None:
    clean = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LC_ALL": "C.UTF-8"}
    _run("chroot", str(root), *command, env=clean | {"DEBIAN_FRONTEND": "noninteractive"})


def _run(*command: str, env: dict[str, str] | None = None) -> None:
    subprocess.run(command, check=True, env=env, stdout=sys.stderr, stdin=subprocess.DEVNULL)
