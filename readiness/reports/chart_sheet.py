"""A sheet with one chart per area: the points of each metric beside what it can bring."""

from typing import Any, Final, NamedTuple

from readiness.charts import palette
from readiness.reports.material import Material
from readiness.reports.rows import by_category
from readiness.snapshot import Standing
from readiness.words import Words

_SIZE: Final = {"width": 620, "height": 240}
"""Pixels of one chart."""
_ROWS_EACH: Final = 13
_DATA: Final = 20
"""The column from which the charts' own figures stand, right of the pictures."""


def chart_sheet(book: Any, material: Material) -> None:
    """Add the sheet to a workbook in the making; areas without rules have no chart."""
    standings = [one for one in material.narrowed.standings.values() if one.has_rules]
    if not standings:
        return
    name = material.words.sentence("table.charts")[:31]
    sheet = book.add_worksheet(name)
    sheet.set_paper(1 if material.edition.paper == "letter" else 9)
    sheet.print_area(0, 0, len(standings) * _ROWS_EACH, 10)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    top = 0
    for number, standing in enumerate(standings):
        figures = _figures(sheet, name, top, standing, material.words)
        chart = _chart(book, figures, standing, material.words)
        sheet.insert_chart(number * _ROWS_EACH, 0, chart, {"description": _title(standing, material.words)})
        top = figures.last + 2


class _Figures(NamedTuple):
    """Where a chart's figures stand: rows, both inclusive, the first one their titles."""

    sheet: str
    first: int
    last: int


def _figures(sheet: Any, name: str, top: int, standing: Standing, words: Words) -> _Figures:
    for x, title in enumerate(("column.metric", "column.points", "column.maximum")):
        sheet.write_string(top, _DATA + x, words.sentence(title))
    metrics = [metric for _category, metric in by_category(standing.finding.because[0])]
    for y, metric in enumerate(metrics, top + 1):
        sheet.write_string(y, _DATA, words.name("metric-short", metric.rule))
        sheet.write_number(y, _DATA + 1, float(metric.points))
        sheet.write_number(y, _DATA + 2, float(metric.maximum))
    return _Figures(name, top, top + len(metrics))


def _chart(book: Any, figures: _Figures, standing: Standing, words: Words) -> Any:
    colours = palette("light")
    name, first, last = figures
    chart = book.add_chart({"type": "bar"})
    for x, colour in ((1, colours[f"area/{standing.area}"]), (2, colours["border"])):
        chart.add_series({
            "name": [name, first, _DATA + x],
            "categories": [name, first + 1, _DATA, last, _DATA],
            "values": [name, first + 1, _DATA + x, last, _DATA + x],
            "fill": {"color": colour}, "gap": 60,
        })  # fmt: skip
    font = {"size": 12, "bold": True}
    lines = {"visible": True, "line": {"color": colours["border"]}}
    chart.set_title({"name": _title(standing, words), "name_font": font, "overlay": False})
    chart.set_y_axis({"reverse": True, "major_tick_mark": "none"})
    chart.set_x_axis({"min": 0, "major_gridlines": lines})
    chart.set_legend({"position": "bottom"})
    chart.set_size(_SIZE)
    return chart


def _title(standing: Standing, words: Words) -> str:
    return f"{words.name('area', standing.area)} · {standing.shown} / 100"
