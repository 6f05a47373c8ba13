"""Packs made and opened."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from pypdf import PdfReader

from readiness.reports import Material, report_of

Made = Callable[..., Material]


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def pack(material: Material) -> zipfile.ZipFile:
    return opened(report_of(Path("pack.zip"), material))


def text_of(content: bytes) -> str:
    """The words of a PDF, with one blank between them."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
