"""The heads of the matrix: short names of certifications under their areas, and the people at the side."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QToolTip, QWidget

from ui import text, theme
from ui.pages.matrix_cells import CertificationColumn
from ui.pages.people_rows import PersonRow
from ui.tables import ROW_ROLE
from ui.text import _
from ui.widgets import paint

GROUP: Final = 24
"""The height of the line with the areas' names."""
HEIGHT: Final = GROUP + 38
_LINE: Final = 15
_PAD: Final = 12
_LEAST: Final = 28
_MOST: Final = 76


def column_width(code: str) -> int:
    """The room of a certification, no less than that of a mark."""
    return round(min(max(_LEAST, max(paint.width_of(part, "micro") for part in _parts(code)) + 6), _MOST))


def _parts(code: str) -> tuple[str, str]:
    """`AZ` and `104`; a name that is no exam's stands in one line."""
    stem, dash, number = code.partition("-")
    return (stem, number) if dash and len(stem) <= 3 else ("", code)


class CodesHeader(QHeaderView):
    """Two lines for each certification, and above them the name of the area they stand under."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns: Sequence[CertificationColumn] = ()
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(_LEAST)
        self.setFixedHeight(HEIGHT)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def set_columns(self, columns: Sequence[CertificationColumn]) -> None:
        """The section 0, which is hidden, is the person."""
        self._columns = columns
        for place, column in enumerate(columns, 1):
            self.resizeSection(place, column_width(column.code))
        self.viewport().update()

    def group_edges(self) -> Iterator[int]:
        """Where one area ends and the next begins, in pixels of the viewport."""
        return (rect.right() for _area, rect in self._groups())

    def _groups(self) -> Iterator[tuple[str, QRect]]:
        numbered = enumerate(self._columns, 1)
        for area, some in groupby(numbered, key=lambda pair: pair[1].area):
            places = [place for place, _column in some]
            left = self.sectionViewportPosition(places[0])
            right = self.sectionViewportPosition(places[-1]) + self.sectionSize(places[-1])
            yield area, QRect(left, 0, right - left, GROUP)

    def _draw_group(self, painter: QPainter, area: str, rect: QRect) -> None:
        seen = QRectF(rect.intersected(self.viewport().rect()))
        if not seen.isEmpty():
            lengths = ("long", "medium", "code")
            names = [text.area_name(area, length) for length in lengths] if area else [_("Not counted"), ""]
            fits = (name for name in names if paint.width_of(name, "micro") <= seen.width() - 8)
            paint.draw_text(painter, seen, next(fits, ""), "micro", "text-muted", paint.CENTER)
        painter.fillRect(rect.right(), 0, 1, HEIGHT, theme.color("border"))

    def _draw_code(self, painter: QPainter, place: int, column: CertificationColumn) -> None:
        left, width = self.sectionViewportPosition(place), self.sectionSize(place)
        if left + width <= 0 or left >= self.viewport().width():
            return
        stem, number = _parts(column.code)
        upper = QRectF(left, GROUP + 2, width, _LINE)
        paint.draw_text(painter, upper, stem, "micro", "text-muted", paint.CENTER)
        lower = QRectF(left + 2, GROUP + 2 + _LINE, width - 4, _LINE)
        paint.draw_text(painter, lower, number, "micro", "text", paint.CENTER)

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(0, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with paint.painting(self.viewport()) as painter:
            whole = self.viewport().rect()
            painter.fillRect(whole, theme.color("surface-sunken"))
            for area, rect in self._groups():
                self._draw_group(painter, area, rect)
            for place, column in enumerate(self._columns, 1):
                self._draw_code(painter, place, column)
            painter.fillRect(0, HEIGHT - 1, whole.width(), 1, theme.color("border"))

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.logicalIndexAt(event.pos()) - 1
            found = self._columns[place] if 0 <= place < len(self._columns) else None
            QToolTip.showText(event.globalPos(), column_words(found) if found else "", self)
            return True
        return super().viewportEvent(event)


def column_words(column: CertificationColumn) -> str:
    """The certification in full, and which areas count it."""
    if not column.areas:
        return _("{certification}\nNo rule in force counts it", certification=column.title)
    names = text.words().listed(text.area_name(area) for area in column.areas)
    return _("{certification}\nCounts for {areas}", certification=column.title, areas=names)


class PeopleHeader(QHeaderView):
    """The people, who stay in sight while the certifications move."""

    def __init__(self, parent: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._view = parent
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(True)

    def _row(self, place: int) -> PersonRow:
        found: PersonRow = self.model().index(place, 0).data(ROW_ROLE)
        return found

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with paint.painting(self.viewport()) as painter:  # below the last person, as the table beside it
            rest = self.viewport().rect()
            rest.setTop(self.length() - self.offset())
            painter.fillRect(rest, theme.color("surface"))

    def paintSection(self, painter: QPainter, rect: QRect, place: int) -> None:  # noqa: N802 - Qt's name
        row = self._row(place)
        is_selected = self._view.selectionModel().isRowSelected(place)
        painter.save()
        painter.fillRect(rect, theme.color("selected" if is_selected else "surface"))
        box = QRectF(rect).adjusted(_PAD, 0, -6, -1)
        if row.link == "unlinked" and not row.is_gone:
            from ui import icons  # noqa: PLC0415 - few need it

            icons.draw(painter, paint.icon_rect(box.right() - 16, box.center().y()), "link-2-off", "warning")
            box.setRight(box.right() - 22)
        paint.draw_text(painter, box, row.name, "body", "text-muted" if row.is_gone else "text")
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("border"))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), theme.color("border"))
        painter.restore()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.logicalIndexAt(event.pos())
            QToolTip.showText(event.globalPos(), person_words(self._row(place)) if place >= 0 else "", self)
            return True
        return super().viewportEvent(event)


def person_words(row: PersonRow) -> str:
    """The name, and what keeps the person's awards from counting."""
    if row.left_on is not None:
        return _("{person}\nLeft on {day}", person=row.name, day=text.day(row.left_on))
    if row.link == "unlinked":
        return _("{person}\nNot linked to Learn", person=row.name)
    return row.name


class Corner(QWidget):
    """Over the corner of the table: what the rows are."""

    # Qt overrides

    def paintEvent(self, _event: QPaintEvent) -> None:
        with paint.painting(self) as painter:
            rect = self.rect()
            painter.fillRect(rect, theme.color("surface-sunken"))
            box = QRectF(_PAD, GROUP + 2 + _LINE, rect.width() - _PAD, _LINE)
            paint.draw_text(painter, box, _("Person"), "small", "text-muted")
            painter.fillRect(0, rect.bottom(), rect.width(), 1, theme.color("border"))
            painter.fillRect(rect.right(), 0, 1, rect.height(), theme.color("border"))
