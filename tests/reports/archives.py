"""Packs made and opened."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from readiness.reports import Material, report_of

Made = Callable[..., Material]


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def pack(material: Material) -> zipfile.ZipFile:
    return opened(report_of(Path("pack.zip"), material))
