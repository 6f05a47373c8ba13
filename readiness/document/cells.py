"""Records as rows of plain text cells, and back: no cell is a formula, and nothing is lost on the way.

A cell is empty for a value that is not there. Lists stand as JSON. Text that a table could spoil (blanks at
its ends, line ends, signs that cannot be seen) stands in quotes, as JSON. What a spreadsheet would run begins
with an apostrophe, and so does whatever began with one.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from readiness.document.forms import FLAG, TEXT, WORDS, Form
from readiness.document.normal_form import to_document
from readiness.document.shapes import KIND_OF, Entry, UsageRow, shape_of
from readiness.facts import SINGLE, Facts, Series

MARK: Final = "'"
_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠", MARK)  # noqa: RUF001 - as Excel reads them
_SPOILED: Final = 32_000
"""A spreadsheet cuts longer cells off."""


def guarded(text: str) -> str:
    """The text so that no spreadsheet runs it; `unguarded` gives it back, whatever it was."""
    return MARK + text if text.startswith(_STARTS) else text


def unguarded(text: str) -> str:
    return text.removeprefix(MARK)


def entries_of(name: str) -> tuple[Entry, ...]:
    """The fields of the records of a list of the document."""
    kind = KIND_OF[name]
    return shape_of(UsageRow if kind is Series else kind).entries


def is_single(name: str) -> bool:
    """Whether the document has one such record, and no list of them."""
    return KIND_OF[name] in SINGLE


def rows_of_records(facts: Facts, name: str) -> Iterator[tuple[str, ...]]:
    """The records of a list as cells, in the order of the document.

    Raises:
        ValueError: one has a text that no spreadsheet can hold.
    """
    held = to_document(facts).get(name, [])
    entries = entries_of(name)
    for record in [held] if is_single(name) else held:
        yield tuple(_cell(record.get(entry.key), entry.form) for entry in entries)


def record_of(name: str, cells: Mapping[str, str]) -> dict[str, Any]:
    """The JSON record of a row; what can't be read stays as it is written, and is refused later."""
    record = {}
    for entry in entries_of(name):
        value = _value(cells.get(entry.key, ""), entry.form)
        if value is not None:
            record[entry.key] = value
        elif entry.required and entry.form is TEXT:
            record[entry.key] = ""
    return record


def _cell(value: Any, form: Form) -> str:
    if value is None:
        return ""
    if _is_json(form):
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    elif _is_spoiled(value) or (value == "" and form.inner is not None):
        text = json.dumps(value)  # an empty text is not the same as none, where there may be none
    else:
        text = value
    if len(text) > _SPOILED:
        raise ValueError(len(text))
    return guarded(text)


def _is_json(form: Form) -> bool:
    base = form.inner or form
    return base.many or base.of is not None or base in (FLAG, WORDS)


def _is_spoiled(text: str) -> bool:
    return text.startswith('"') or text != text.strip() or not text.isprintable() or "_x" in text


def _value(cell: str, form: Form) -> Any:
    text = unguarded(cell)
    if not text:
        return None
    if _is_json(form) or ((form.inner or form) is TEXT and text.startswith('"')):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text
    return text


RECORD_LISTS: Final[Sequence[str]] = tuple(name for name in KIND_OF if name != "attachments")
"""The lists of the document, each of which is a table; a file that is attached fits in no cell."""
