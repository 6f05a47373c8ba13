"""The shape of every record in JSON, read off the nouns themselves so that the two can't drift apart."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Final, NamedTuple, Union, get_args, get_origin

from readiness.document.forms import (
    BYTES,
    COUNT,
    DAY,
    DECIMAL,
    FLAG,
    MILLIONTHS,
    MONTH,
    TEXT,
    TIME,
    WORDS,
    Form,
    Unfit,
    listed,
    optional,
)
from readiness.facts import (
    LIST_OF,
    Association,
    CustomerId,
    Engagement,
    Event,
    Kind,
    Mark,
    Month,
    Seats,
    Segment,
    Series,
    Thing,
)
from readiness.frozen import frozen


@frozen
class UsageRow:
    """One month of one series, as a row of the document's `usage`; `value` in millionths."""

    customer: CustomerId
    month: Month
    workload: str
    measure: str
    value: int
    association: str = ""
    offer: str = "paid"
    subscription: str = ""
    tenant: str = ""
    location: str = ""


class Entry(NamedTuple):
    """One field of a record: its name in Python, its key in JSON, its form."""

    name: str
    key: str
    form: Form
    required: bool
    is_later: bool = False
    """It came after the others: a record that has none of it keeps the same bytes as before."""


class Shape(NamedTuple):
    """A record as a JSON object; the entries stand in the order of the keys."""

    kind: Kind
    entries: tuple[Entry, ...]
    keys: frozenset[str]

    def read(self, data: Any) -> Any:
        """The record; null is the same as absent, and keys that it does not know are passed over.

        Raises:
            Unfit: a value is missing or is none of its form.
        """
        if not isinstance(data, dict):
            raise Unfit("not-an-object")
        values: dict[str, Any] = {}
        for entry in self.entries:
            value = data.get(entry.key)
            if value is None:
                if entry.required:
                    raise Unfit("value-missing", f".{entry.key}", key=entry.key)
                continue
            try:
                values[entry.name] = entry.form.read(value)
            except Unfit as unfit:
                raise unfit.below(f".{entry.key}") from None
        return self.kind(**values)

    def write(self, thing: Any) -> dict[str, Any]:
        """The record in normal form: every key in its order, absent for None."""
        data = {}
        for entry in self.entries:
            value = getattr(thing, entry.name)
            if value is not None and not (entry.is_later and value in _NOTHING):
                data[entry.key] = entry.form.write(value)
        return data

    def unknown(self, data: Any) -> Iterator[str]:
        """The paths of keys that neither this record nor one inside it has."""
        if not isinstance(data, dict):
            return
        for key in data.keys() - self.keys:
            yield f".{key}"
        for entry in self.entries:
            if entry.form.of is not None and entry.key in data:
                yield from _unknown_below(entry, data[entry.key])


def _unknown_below(entry: Entry, value: Any) -> Iterator[str]:
    shape = shape_of(entry.form.of)
    if not entry.form.many:
        yield from (f".{entry.key}{path}" for path in shape.unknown(value))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from (f".{entry.key}[{index}]{path}" for path in shape.unknown(item))


_KEYS: Final[Mapping[tuple[Kind, str], str]] = MappingProxyType(
    {(Segment, "since"): "from", (Association, "since"): "from", (Mark, "id"): "item"}
)
"""Where the document's key is no name for Python, or says more."""

_ORDER: Final[Mapping[Kind, tuple[str, ...]]] = MappingProxyType(
    {
        Segment: ("from", "segment"),
        Event: ("id", "title", "kind", "areas", "starts_at", "ends_at"),
    }
)
"""The keys that come first, where the document's order is not the noun's."""

_LATER: Final[Mapping[Kind, frozenset[str]]] = MappingProxyType(
    {
        Association: frozenset({"account"}),
        Event: frozenset({"specialization", "certifications", "zone", "place", "audience", "level", "proof"}),
        Engagement: frozenset({"eligibility", "subscription", "contact_name", "contact_email"}),
    }
)
"""Texts and lists that came after the others."""
_NOTHING: Final = ("", ())

_FORMS: Final[Mapping[Any, Form]] = MappingProxyType(
    {
        str: TEXT,
        date: DAY,
        datetime: TIME,
        Decimal: DECIMAL,
        Month: MONTH,
        int: MILLIONTHS,
        Seats: COUNT,
        bool: FLAG,
        bytes: BYTES,
        Mapping[str, str]: WORDS,
    }
)
_SHAPES: Final[dict[Kind, Shape]] = {}
"""Read off once; a record type never changes."""


def shape_of(kind: Any) -> Shape:
    """The shape of a record type."""
    if kind not in _SHAPES:
        entries = [_entry(kind, field) for field in fields(kind)]
        first = _ORDER.get(kind, ())
        entries.sort(key=lambda entry: first.index(entry.key) if entry.key in first else len(first))
        _SHAPES[kind] = Shape(kind, tuple(entries), frozenset(entry.key for entry in entries))
    return _SHAPES[kind]


def _entry(kind: Kind, field: Field[Any]) -> Entry:
    key = _KEYS.get((kind, field.name), field.name)
    required = field.default is MISSING and field.default_factory is MISSING
    return Entry(field.name, key, form_of(field.type), required, field.name in _LATER.get(kind, ()))


def form_of(hint: Any) -> Form:
    """The form of the values of an annotation of the nouns."""
    if hint in _FORMS:
        return _FORMS[hint]
    if get_origin(hint) in (UnionType, Union):
        (inner,) = (arg for arg in get_args(hint) if arg is not NoneType)
        return optional(form_of(inner))
    if get_origin(hint) is tuple:
        return listed(form_of(get_args(hint)[0]))
    if is_dataclass(hint):
        return Form(lambda data: shape_of(hint).read(data), lambda thing: shape_of(hint).write(thing), hint)  # type: ignore[arg-type]
    return form_of(hint.__supertype__)


def thing_to_json(thing: Thing) -> dict[str, Any]:
    """The thing as a JSON object in normal form."""
    return shape_of(type(thing)).write(thing)


def thing_from_json(kind: Kind, data: Any) -> Thing:
    """The thing that `thing_to_json` wrote.

    Raises:
        Unfit: a value is missing, unknown or none of its form.
    """
    shape = shape_of(kind)
    for path in shape.unknown(data):
        raise Unfit("key-unknown", path)
    thing: Thing = shape.read(data)
    return thing


KIND_OF: Final[Mapping[str, Kind]] = MappingProxyType({name: kind for kind, name in LIST_OF.items()})
"""The kind of each list of the document; a row of `usage` is a `UsageRow`, not a Series."""


def rows_of(series: Series) -> Iterator[UsageRow]:
    """The series month by month, oldest first."""
    key = series.id
    for month, value in series.months():
        yield UsageRow(
            key.customer,
            month,
            key.workload,
            key.measure,
            value,
            key.association,
            key.offer,
            key.subscription,
            key.tenant,
            key.location,
        )
