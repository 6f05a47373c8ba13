"""Signatures: put on where a certificate is given, left out with a notice where none is.

`python -m installers.signing FILE...` signs Windows programs; the installer's compiler calls it so.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

WINDOWS_CERTIFICATE: Final = "READINESS_SIGN_PFX"
"""The path of a PKCS#12 file; its password is in READINESS_SIGN_PASSWORD."""
_PASSWORD: Final = "READINESS_SIGN_PASSWORD"  # noqa: S105 - a variable's name
_TIMESTAMP: Final = "READINESS_SIGN_TIMESTAMP"
MACOS_IDENTITY: Final = "READINESS_SIGN_IDENTITY"
"""A "Developer ID Application" of the keychain."""
NOTARY_PROFILE: Final = "READINESS_NOTARY_PROFILE"
"""What `xcrun notarytool store-credentials` was told to call it."""


def has_windows_certificate() -> bool:
    return bool(os.environ.get(WINDOWS_CERTIFICATE))


def own_command() -> str:
    """For the installer's compiler, which runs it with the file behind it.

    In quotes only where it must be: Windows' shell takes the first and the last quote of a line away.
    """
    python = f'"{sys.executable}"' if " " in sys.executable else sys.executable
    return f"{python} -P -m installers.signing"


def sign_windows(program: Path) -> None:
    """Sign it in place, with a time stamp where a server is named; a program that is signed is signed anew.

    Raises:
        CalledProcessError: osslsigncode refused, and has said why; the program is as it was.
    """
    command = [shutil.which("osslsigncode") or "osslsigncode", "sign", "-h", "sha256"]
    command += ["-n", "Partner Readiness", "-pkcs12", os.environ[WINDOWS_CERTIFICATE]]
    if os.environ.get(_TIMESTAMP):
        command += ["-ts", os.environ[_TIMESTAMP]]
    with tempfile.TemporaryDirectory() as folder:
        password, signed = Path(folder) / "password", Path(folder) / program.name
        password.write_text(
            os.environ[_PASSWORD], encoding="utf-8"
        )  # not for all to see in the list of processes
        command += ["-readpass", str(password), "-in", str(program), "-out", str(signed)]
        subprocess.run(command, check=True, stdout=sys.stderr)
        shutil.copyfile(signed, program)


def say_skipped(what: str, variable: str) -> None:
    sys.stderr.write(f"notice: {what} is not signed, since {variable} names no certificate\n")


if __name__ == "__main__":
    for word in sys.argv[1:]:
        sign_windows(Path(word))
