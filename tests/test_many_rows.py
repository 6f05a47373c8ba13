"""Thousands of rows are searched and sorted as a few would be, one by one."""

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from readiness.words import folded
from ui.many_rows import in_order
from ui.tables import Column, haystacks_of

WORDS = st.sampled_from(("Élodie", "elodie", "ELODIE", "Zoë", "zoe", "anna", "Straße", "\N{EN DASH}", ""))


@dataclass(frozen=True)
class Row:
    name: str
    count: int | None


COLUMNS: tuple[Column[Row], ...] = (
    Column(lambda: "Name", lambda row: row.name),
    Column(lambda: "Count", lambda row: row.count, lambda count: "none" if count is None else f"{count} É"),
)


@given(st.lists(st.builds(Row, WORDS, st.none() | st.integers(0, 3))))
def test_each_row_is_searched_in_the_texts_of_its_columns(rows: Sequence[Row]) -> None:
    one_by_one = [folded("\n".join(c.text(c.value(row)) for c in COLUMNS)) for row in rows]
    assert haystacks_of(COLUMNS, rows) == one_by_one


@given(st.lists(st.none() | WORDS, max_size=60) | st.lists(st.none() | st.integers()), st.booleans())
def test_rows_are_sorted_as_sorted_does_it_and_what_is_not_known_stands_last(
    values: Sequence[str | int | None],
    reverse: bool,  # noqa: FBT001 - given by hypothesis
) -> None:
    def by_hand(place: int) -> str | int | None:
        value = values[place]
        return folded(value) if isinstance(value, str) else value

    known = [place for place, value in enumerate(values) if value is not None]
    unknown = [place for place, value in enumerate(values) if value is None]
    assert list(in_order(values, reverse=reverse)) == [*sorted(known, key=by_hand, reverse=reverse), *unknown]  # type: ignore[arg-type] # all of one kind
