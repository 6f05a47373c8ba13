"""The Windows installer: compiled here, installed and removed by Wine where it is, and signed."""

import ast
import os
import shutil
import struct
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from installers import icons, signing, windows
from installers.paths import ICONS, NAME, version

WINE = shutil.which("wine64", path="/usr/lib/wine:/usr/bin") or ""
needs_compiler = pytest.mark.skipif(
    shutil.which("makensis") is None, reason="makensis is not installed (nsis)"
)
needs_wine = pytest.mark.skipif(not WINE, reason="Wine is not installed (wine64)")
needs_signer = pytest.mark.skipif(
    not (shutil.which("osslsigncode") and shutil.which("openssl")),
    reason="osslsigncode and openssl are not both installed",
)


@pytest.fixture(scope="module", autouse=True)
def drawn() -> None:
    icons.make(ICONS)


def bundle_in(folder: Path, *more: str) -> Path:
    """Files as a bundle for Windows has them; what they hold is not run here."""
    for name in (f"{NAME}.exe", "readiness.exe", "_internal/a.dll", "_internal/b & c/d$e.txt", *more):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"MZ" + name.encode())
    return folder


def manifest(name: str) -> str | None:
    return ET.fromstring(windows.MANIFEST.read_bytes()).findtext(f".//{{*}}{name}")  # noqa: S314 - our own file


def test_the_manifest_asks_for_sharp_pictures_long_paths_utf8_and_no_rights() -> None:
    assert manifest("dpiAwareness") == "PerMonitorV2"
    assert manifest("longPathAware") == "true"
    assert manifest("activeCodePage") == "UTF-8"
    assert 'level="asInvoker"' in windows.MANIFEST.read_text("utf-8")


def test_the_details_of_the_program_name_its_version() -> None:
    written = Path(windows.version_resource(NAME)).read_text("utf-8")
    ast.parse(written)
    assert f'StringStruct("ProductVersion", "{version()}")' in written
    numbers = ", ".join(version().split("."))
    assert f"filevers=({numbers}, 0)" in written


@needs_compiler
def test_the_installer_compiles_asks_for_no_rights_and_is_the_same_each_time(tmp_path: Path) -> None:
    bundle = bundle_in(tmp_path / "bundle")
    made = [windows.installer(bundle, tmp_path / f"{n}" / "pr-setup.exe") for n in (1, 2)]
    content = made[0].read_bytes()
    (place,) = struct.unpack_from("<I", content, 0x3C)
    assert content[place : place + 4] == b"PE\0\0"
    assert b'requestedExecutionLevel level="asInvoker"' in content
    assert content == made[1].read_bytes()


@needs_compiler
def test_the_bundle_may_be_named_from_the_folder_one_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle_in(tmp_path / "windows" / "bundle")
    monkeypatch.chdir(tmp_path)
    assert windows.installer(Path("windows/bundle"), tmp_path / "pr-setup.exe").stat().st_size > 10_000


class Windows:
    """A Windows of its own, by Wine."""

    def __init__(self, folder: Path) -> None:
        self._variables = {**os.environ, "WINEPREFIX": str(folder), "WINEDEBUG": "-all", "DISPLAY": ""}
        self.run(WINE, "wineboot", "--init")
        self.user = next(
            path for path in (folder / "drive_c" / "users").iterdir() if (path / "AppData").is_dir()
        )
        self.program = self.user / "AppData" / "Local" / "Programs" / "Partner Readiness"

    def run(self, *words: str) -> str:
        done = subprocess.run(
            words,
            env=self._variables,
            check=True,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=120,
        )
        return done.stdout

    def run_program(self, path: Path, *words: str) -> None:
        self.run(WINE, str(path), *words)

    def registered(self, key: str) -> str:
        """What the registry holds below a key of the user's; empty where there is none."""
        try:
            return self.run(WINE, "reg", "query", f"HKCU\\{key}", "/s")
        except subprocess.CalledProcessError:
            return ""

    def has_link(self) -> bool:
        return any((self.user / "AppData" / "Roaming").rglob("Partner Readiness.lnk"))


@needs_compiler
@needs_wine
def test_it_installs_updates_in_place_and_leaves_nothing_but_what_the_user_put_there(tmp_path: Path) -> None:
    first = windows.installer(
        bundle_in(tmp_path / "1", "_internal/old.dll"), tmp_path / "pr1.exe", "amd64-unicode"
    )
    second = windows.installer(
        bundle_in(tmp_path / "2", "_internal/new.dll"), tmp_path / "pr2.exe", "amd64-unicode"
    )
    system = Windows(tmp_path / "wine")
    settings = system.user / "AppData" / "Local" / "partner-readiness" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text("{}", encoding="utf-8")

    system.run_program(first, "/S")
    assert (system.program / "_internal" / "b & c" / "d$e.txt").is_file()
    assert system.has_link()
    assert "PartnerReadiness.File" in system.registered("Software\\Classes\\.readiness")
    opens = system.registered("Software\\Classes\\PartnerReadiness.File\\shell\\open\\command")
    assert f'Partner Readiness\\{NAME}.exe" "%1"' in opens
    for place in (system.program, system.program / "_internal"):
        (place / "mine.readiness").write_bytes(b"mine")

    system.run_program(second, "/S")
    assert (system.program / "_internal" / "new.dll").is_file()
    assert not (system.program / "_internal" / "old.dll").exists()

    system.run_program(system.program / "uninstall.exe", "/S", f"_?={_windows_path(system)}")
    left = {
        path.relative_to(system.program).as_posix() for path in system.program.rglob("*") if path.is_file()
    }
    assert left - {"uninstall.exe"} == {
        "mine.readiness",
        "_internal/mine.readiness",
    }  # run there, it can't remove itself
    assert settings.is_file()
    assert not system.has_link()
    assert "PartnerReadiness" not in system.registered("Software\\Classes\\.readiness")
    assert (
        system.registered("Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\PartnerReadiness") == ""
    )


def _windows_path(system: Windows) -> str:
    return f"C:\\users\\{system.user.name}\\AppData\\Local\\Programs\\Partner Readiness"


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A self-made one, named to the signing step; the public half, which a reader needs to trust it."""
    key, public, both = (tmp_path / name for name in ("key.pem", "public.pem", "both.pfx"))
    openssl = shutil.which("openssl") or "openssl"
    made = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=A test"]
    use = ["-addext", "extendedKeyUsage=codeSigning", "-keyout", str(key), "-out", str(public)]
    packed = [openssl, "pkcs12", "-export", "-inkey", str(key), "-in", str(public), "-out", str(both)]
    for command in ([*made, *use], [*packed, "-passout", "pass:a test's"]):
        subprocess.run(command, check=True, capture_output=True)
    monkeypatch.setenv(signing.WINDOWS_CERTIFICATE, str(both))
    monkeypatch.setenv("READINESS_SIGN_PASSWORD", "a test's")
    return public


def is_signed(program: Path, public: Path) -> bool:
    reader = shutil.which("osslsigncode") or "osslsigncode"
    words = ["verify", "-CAfile", str(public), "-in", str(program)]
    return subprocess.run([reader, *words], check=False, capture_output=True).returncode == 0


@needs_compiler
@needs_signer
def test_the_installer_is_signed_where_there_is_a_certificate(tmp_path: Path, certificate: Path) -> None:
    bundle = tmp_path / "bundle"
    bundle_in(bundle)
    for name in (f"{NAME}.exe", "readiness.exe"):  # programs that can be signed at all
        shutil.copyfile("/usr/share/nsis/Stubs/zlib-x86-unicode", bundle / name)
    made = windows.installer(bundle, tmp_path / "pr-setup.exe")
    assert is_signed(made, certificate)
    assert is_signed(bundle / f"{NAME}.exe", certificate)
    changed = bytearray(made.read_bytes())
    changed[len(changed) // 2] ^= 1
    made.write_bytes(changed)
    assert not is_signed(made, certificate)


@needs_compiler
def test_without_a_certificate_the_installer_says_that_it_is_not_signed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv(signing.WINDOWS_CERTIFICATE, raising=False)
    windows.installer(bundle_in(tmp_path / "bundle"), tmp_path / "pr-setup.exe")
    assert "is not signed, since READINESS_SIGN_PFX names no certificate" in capfd.readouterr().err
