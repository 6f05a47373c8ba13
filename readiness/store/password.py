"""Passwords of files: how SQLCipher is told one, and whether one that won't open a file is the wrong one."""

import os
from pathlib import Path
from typing import Any, Final

KDF_ITERATIONS: Final = 720_000
"""Fixed, as nothing in the file may say it: opening costs a third of a second, and so does every guess."""
PAGE: Final = 4096
"""Bytes. SQLCipher's page; an encrypted file is a whole number of them."""
_SALT: Final = 16
_MAC: Final = 64
_RESERVED: Final = 80
"""At the end of each page: initialization vector (16) and the page's HMAC-SHA512 (64)."""


def unlock(connection: Any, password: str | None) -> None:
    """Tell the connection its password, before anything else touches the file."""
    connection.execute("PRAGMA cipher_log_level=NONE")
    if password:
        connection.execute(f"PRAGMA key = {quoted(password)}")
        connection.execute(f"PRAGMA kdf_iter = {KDF_ITERATIONS}")


def attach(connection: Any, path: Path, name: str, password: str | None) -> None:
    """Attach a database beside the open one; it has a password of its own, or none."""
    # As bytes: the name of a file need not be text.
    connection.execute(f"ATTACH CAST(? AS TEXT) AS {name} KEY {quoted(password or '')}", (os.fsencode(path),))
    if password:
        connection.execute(f"PRAGMA {name}.kdf_iter = {KDF_ITERATIONS}")


def quoted(password: str) -> str:
    """As SQL text; one password typed on two systems is one, however they compose its accents."""
    import unicodedata  # noqa: PLC0415 (most files have none)

    return "'" + unicodedata.normalize("NFC", password).replace("'", "''") + "'"


def opens_a_page(path: Path, password: str) -> bool:
    """Whether the password belongs to any of the first pages, so that a damaged one does not hide it.

    The file must not be open here. Where the salt itself, the first 16 bytes, is damaged, none fits any more.
    """
    import hashlib  # noqa: PLC0415 (only after a failure)
    import unicodedata  # noqa: PLC0415 - most files have none

    with path.open("rb") as file:
        data = file.read(PAGE * 8)
    salt = data[:_SALT]
    text = unicodedata.normalize("NFC", password).encode()
    key = hashlib.pbkdf2_hmac("sha512", text, salt, KDF_ITERATIONS, 32)
    mac_key = hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, 32)
    return any(_is_signed(data, number, mac_key) for number in range(1, len(data) // PAGE + 1))


def _is_signed(data: bytes, number: int, mac_key: bytes) -> bool:
    import hmac  # noqa: PLC0415 (only after a failure)

    page = data[(number - 1) * PAGE : number * PAGE]
    start = _SALT if number == 1 else 0
    signed = page[start : PAGE - _RESERVED + 16] + number.to_bytes(4, "little")
    return hmac.compare_digest(hmac.digest(mac_key, signed, "sha512"), page[PAGE - _MAC :])
