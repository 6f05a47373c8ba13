"""Windows: what the programs say of themselves, and the installer, which makensis compiles on any system."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from installers import signing
from installers.paths import BUILD, BUNDLE, DIST, HERE, ICONS, MIME, NAME, TITLE, steady, version

FILES: Final = HERE / "windows_files"
MANIFEST: Final = FILES / "app.manifest"
SCRIPT: Final = FILES / "installer.nsi"
_WORK: Final = BUILD / "windows"
_VERSION: Final = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("CompanyName", "The {title} contributors"),
      StringStruct("FileDescription", "{title}"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("InternalName", "{name}"),
      StringStruct("LegalCopyright", "MIT license"),
      StringStruct("OriginalFilename", "{name}.exe"),
      StringStruct("ProductName", "{title}"),
      StringStruct("ProductVersion", "{version}"),
    ])]),
    VarFileInfo([VarStruct("Translation", [0x0409, 1200])]),
  ],
)
"""


def version_resource(name: str) -> str:
    """The path of what PyInstaller puts into the program's details."""
    numbers = (*map(int, version().split(".")), 0)
    _WORK.mkdir(parents=True, exist_ok=True)
    path = _WORK / f"{name}.version.txt"
    path.write_text(
        _VERSION.format(numbers=numbers, title=TITLE, version=version(), name=name), encoding="utf-8"
    )
    return str(path)


def installer(bundle: Path = BUNDLE, out: Path | None = None, target: str = "") -> Path:
    """Compile the installer of a bundle's folder; signed where there is a certificate.

    `target` is another than 32 bits, which every Windows can run, for compilers that have one.

    Raises:
        FileNotFoundError: makensis is not installed.
        CalledProcessError: makensis has found a fault, and has said which.
    """
    bundle = bundle.resolve()  # the compiler looks for files from the script's folder
    made = out or DIST / f"{NAME}-{version()}-setup.exe"
    made.parent.mkdir(parents=True, exist_ok=True)
    _WORK.mkdir(parents=True, exist_ok=True)
    put, removed = _WORK / "put.nsh", _WORK / "removed.nsh"
    put.write_text("\n".join(_put(bundle)) + "\n", encoding="utf-8")
    removed.write_text("\n".join(_removed(bundle)) + "\n", encoding="utf-8")
    slots = {"VERSION": version(), "OUT": str(made), "ICON": str(ICONS / f"{NAME}.ico"), "MIME": MIME}
    slots |= {"FILES": str(put), "REMOVED": str(removed)}
    if target:
        slots["TARGET"] = target
    if signing.has_windows_certificate():
        for program in sorted(bundle.glob("*.exe")):
            signing.sign_windows(program)
        slots["SIGN"] = signing.own_command()
    words = [f"-D{name}={value}" for name, value in slots.items()]
    compiler = shutil.which("makensis") or "makensis"
    subprocess.run(
        [compiler, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *words, str(SCRIPT)], env=steady(), check=True
    )
    if not signing.has_windows_certificate():
        signing.say_skipped("the Windows installer", signing.WINDOWS_CERTIFICATE)
    return made


def _put(bundle: Path) -> Iterator[str]:
    for folder in _folders(bundle):
        inside = "" if folder == bundle else "\\" + str(folder.relative_to(bundle)).replace("/", "\\")
        yield f'SetOutPath "$INSTDIR{_plain(inside)}"'
        yield from (f'File "{file}"' for file in sorted(folder.iterdir()) if file.is_file())


def _removed(bundle: Path) -> Iterator[str]:
    for folder in reversed(_folders(bundle)):
        inside = "" if folder == bundle else str(folder.relative_to(bundle)).replace("/", "\\") + "\\"
        for file in sorted(folder.iterdir()):
            if file.is_file():
                yield f'Delete "$INSTDIR\\{_plain(inside + file.name)}"'
        if inside:
            yield f'RMDir "$INSTDIR\\{_plain(inside.removesuffix(chr(92)))}"'


def _folders(bundle: Path) -> list[Path]:
    """Each before those inside it."""
    return [bundle, *sorted(path for path in bundle.rglob("*") if path.is_dir())]


def _plain(text: str) -> str:
    """A dollar sign is NSIS's own."""
    return text.replace("$", "$$")
