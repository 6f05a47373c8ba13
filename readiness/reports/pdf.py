"""PDF by Typst, PDF/UA-1; values reach the templates as JSON, never as markup."""

import io
import json
import re
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final, NamedTuple

from readiness.charts import ROW_HEIGHT, draw_progress, palette, progress_rows
from readiness.reports.customer import customer_page
from readiness.reports.material import Material
from readiness.reports.pages import PAPERS, Page, page_data
from readiness.reports.summary import summary_of
from readiness.snapshot import Snapshot
from readiness.words import Words

_CHART_WIDTH: Final = 482.0
"""Points; what A4 leaves between its margins."""
_CHART_SCALE: Final = 0.75
_PREVIEW_PPI: Final = 144
_BEYOND: Final = re.compile("[\u0530-\U0010ffff]")
"""The shipped face holds Latin, Greek and Cyrillic; letters beyond are looked for in the system's fonts."""


def pdf_of(material: Material) -> bytes:
    """The PDF's bytes, the same for the same material: the summary, or what a customer may see."""
    return _pdf(_inputs(material))


def page_pdf(page: Page, material: Material) -> bytes:
    """A document made of blocks."""
    return _pdf(_Inputs("document.typ", page_data(page, material)))


def preview_pages(material: Material, ppi: int | None = None) -> tuple[bytes, ...]:
    """The pages of `pdf_of` as PNG; without `ppi` two pixels to the point."""
    return _pictures(_inputs(material), ppi)


def page_pictures(page: Page, material: Material, ppi: int | None = None) -> tuple[bytes, ...]:
    """The pages of `page_pdf` as PNG."""
    return _pictures(_Inputs("document.typ", page_data(page, material)), ppi)


class _Inputs(NamedTuple):
    """A template of resources/reports with what it reads."""

    template: str
    data: dict[str, Any]
    chart: str = ""


def _inputs(material: Material) -> _Inputs:
    if material.edition.for_customer:
        return _Inputs("document.typ", page_data(customer_page(material), material))
    snapshot, words = material.narrowed, material.words
    data = summary_of(snapshot, words) | {"paper": PAPERS[material.edition.paper], "logo": material.logo}
    return _Inputs("summary.typ", data, _chart(snapshot, words))


def _pdf(inputs: _Inputs) -> bytes:
    """A letter that no font of this machine has forbids the mark of PDF/UA, not the report.

    The letter can still be copied and read aloud.
    """
    from typst import TypstError  # noqa: PLC0415 - not on the start-up path

    content: bytes
    try:
        content = _compiled(inputs, format="pdf", pdf_standards="ua-1")
    except TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        content = _compiled(inputs, format="pdf")
    return content


def _pictures(inputs: _Inputs, ppi: int | None) -> tuple[bytes, ...]:
    pages = _compiled(inputs, format="png", ppi=ppi or _PREVIEW_PPI)
    return (pages,) if isinstance(pages, bytes) else tuple(pages)


def _compiled(inputs: _Inputs, **output: Any) -> Any:
    """A logo that turns out to be no picture costs the logo, not the report."""
    from typst import TypstError  # noqa: PLC0415 - not on the start-up path

    try:
        return _typeset(inputs, **output)
    except TypstError as error:
        if inputs.data.get("logo") is None or "image" not in str(error):
            raise
        return _typeset(inputs._replace(data=inputs.data | {"logo": None}), **output)


def _typeset(inputs: _Inputs, **output: Any) -> Any:
    import typst  # noqa: PLC0415 - not on the start-up path

    text = json.dumps(inputs.data, ensure_ascii=False)
    with as_file(files("resources")) as resources:
        return typst.compile(
            resources / "reports" / inputs.template,
            root=resources / "reports",
            font_paths=_fonts(resources / "fonts", of_system=_needs_more_letters(text)),
            sys_inputs={"data": text, "chart": inputs.chart},
            **output,
        )


@cache
def _fonts(folder: Path, *, of_system: bool) -> Any:
    """Looked for once: that takes longer than the pages of a short document."""
    import typst  # noqa: PLC0415 - not on the start-up path

    return typst.Fonts(include_system_fonts=of_system, font_paths=[folder])


def _needs_more_letters(text: str) -> bool:
    return any(map(str.isalpha, _BEYOND.findall(text)))


def _chart(snapshot: Snapshot, words: Words) -> str:
    """SVG with its text as text."""
    import matplotlib as mpl  # noqa: PLC0415 - not on the start-up path
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

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
