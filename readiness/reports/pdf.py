"""PDF: the readiness summary by Typst, PDF/UA-1; values reach the template as JSON, never as markup."""

import io
import json
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

from readiness.charts import ROW_HEIGHT, draw_progress, palette, progress_rows
from readiness.reports.files import write_whole
from readiness.reports.summary import summary_of
from readiness.snapshot import Snapshot
from readiness.words import Words

_PAPERS: Final = {"a4": "a4", "letter": "us-letter"}
_CHART_WIDTH: Final = 482.0
"""Points; what A4 leaves between its margins."""
_CHART_SCALE: Final = 0.75
_PREVIEW_PPI: Final = 144
_COVERED: Final = 0x0530
"""The shipped face holds Latin, Greek and Cyrillic; letters beyond are looked for in the system's fonts."""


def write_pdf(path: Path, snapshot: Snapshot, words: Words, paper: str = "a4") -> None:
    """Write the summary.

    Raises:
        ReadinessError: it could not be written; an older file is untouched.
    """
    write_whole(path, pdf_of(snapshot, words, paper))


def pdf_of(snapshot: Snapshot, words: Words, paper: str = "a4") -> bytes:
    """The PDF's bytes, the same for the same snapshot.

    A letter that no font of this machine has forbids the mark of PDF/UA, not the report: the letter can
    still be copied and read aloud.
    """
    from typst import TypstError  # noqa: PLC0415 - not on the start-up path

    content: bytes
    try:
        content = _compiled(snapshot, words, paper, format="pdf", pdf_standards="ua-1")
    except TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        content = _compiled(snapshot, words, paper, format="pdf")
    return content


def preview_pages(snapshot: Snapshot, words: Words, paper: str = "a4") -> tuple[bytes, ...]:
    """The pages as PNG, two pixels to the point."""
    pages = _compiled(snapshot, words, paper, format="png", ppi=_PREVIEW_PPI)
    return (pages,) if isinstance(pages, bytes) else tuple(pages)


def _compiled(snapshot: Snapshot, words: Words, paper: str, **output: Any) -> Any:
    import typst  # noqa: PLC0415 - not on the start-up path

    data = summary_of(snapshot, words) | {"paper": _PAPERS[paper]}
    text = json.dumps(data, ensure_ascii=False)
    with as_file(files("resources")) as resources:
        return typst.compile(
            resources / "reports" / "summary.typ",
            root=resources / "reports",
            font_paths=[resources / "fonts"],
            ignore_system_fonts=not _needs_more_letters(text),
            sys_inputs={"data": text, "chart": _chart(snapshot, words)},
            **output,
        )


def _needs_more_letters(text: str) -> bool:
    return any(ord(letter) >= _COVERED and letter.isalpha() for letter in text)


def _chart(snapshot: Snapshot, words: Words) -> str:
    """SVG with its text as text."""
    import matplotlib as mpl  # noqa: PLC0415 - not on the start-up path
    from matplotlib.figure import Figure  # noqa: PLC0415

    rows = progress_rows(snapshot, words)
    height = (len(rows) * ROW_HEIGHT + 28) * _CHART_SCALE
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "readiness"}):
        figure = Figure(figsize=(_CHART_WIDTH / 72, height / 72), dpi=72, facecolor="none")
        axes = figure.add_axes((0, 0, 1, 1))
        mark = None if snapshot.pass_mark is None else float(snapshot.pass_mark)
        draw_progress(axes, rows, pass_mark=mark, palette=palette("light"), scale=_CHART_SCALE)
        content = io.StringIO()
        figure.savefig(content, format="svg", metadata={"Date": None, "Creator": None})
    return content.getvalue()
