"""Signatures: put on where a certificate is given, left out with a notice where none is.

`python -m installers.signing FILE` signs one Windows program; the installer's compiler calls it so.
"""

import os
import shutil
import subprocess
import sys
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
    """For the installer's compiler, which runs it with the file behind it."""
    return f'"{sys.executable}" -P -m installers.signing'


def sign_windows(program: Path) -> None:
    """Sign it in place, with a time stamp where a server is named; a program that is signed is signed anew.

    Raises:
        CalledProcessError: osslsigncode refused, and has said why; the program is as it was.
    """
    signed = program.with_suffix(".signed")
    command = [shutil.which("osslsigncode") or "osslsigncode", "sign", "-h", "sha256"]
    command += ["-pkcs12", os.environ[WINDOWS_CERTIFICATE], "-readpass", os.environ[_PASSWORD]]
    command += ["-n", "Partner Readiness"]
    if os.environ.get(_TIMESTAMP):
        command += ["-ts", os.environ[_TIMESTAMP]]
    try:
        subprocess.run([*command, "-in", str(program), "-out", str(signed)], check=True, stdout=sys.stderr)
        signed.replace(program)
    finally:
        signed.unlink(missing_ok=True)


def say_skipped(what: str, variable: str) -> None:
    sys.stderr.write(f"notice: {what} is not signed, since {variable} names no certificate\n")


if __name__ == "__main__":
    sign_windows(Path(sys.argv[1]))
