"""The short forms that a partner document may use on the way in, written out as the long ones."""

from dataclasses import dataclass, field
from typing import Any, Final

from readiness.document import Unfit
from readiness.facts import Customer, Kind, Person

_UNLINKED_SINCE: Final = "2022-10-03"
"""The programme's first day: no score is older, so who is not linked since then never counted as linked."""


@dataclass(slots=True)
class WrittenOut:
    """A record without short forms."""

    record: Any
    paths: dict[str, str] = field(default_factory=dict)
    """Where the document itself has what now stands at a long path."""
    idle: list[str] = field(default_factory=list)
    """Short keys that stood beside their long ones; the long ones count."""


def written_out(kind: Kind, data: Any) -> WrittenOut:
    """The record without short forms.

    Raises:
        Unfit: `learn_linked` is neither true nor false.
    """
    if kind not in (Customer, Person) or not isinstance(data, dict):
        return WrittenOut(data)
    result = WrittenOut(dict(data))
    if kind is Customer:
        _into_list(result, "segment", "segments", "segment")
        _into_list(result, "tenant_id", "tenants", "id")
    else:
        _linked(result)
    return result


def _into_list(result: WrittenOut, short: str, long: str, key: str) -> None:
    value = result.record.pop(short, None)
    if value is None:
        return
    if result.record.get(long) is not None:
        result.idle.append(short)
        return
    result.record[long] = [{key: value}]
    result.paths[f".{long}[0].{key}"] = f".{short}"


def _linked(result: WrittenOut) -> None:
    """True is what holds where no day is known; false needs a day on which the link ended."""
    value = result.record.pop("learn_linked", None)
    if value is None:
        return
    if not isinstance(value, bool):
        raise Unfit("not-true-or-false", ".learn_linked")
    if any(result.record.get(key) is not None for key in ("linked_on", "unlinked_on")):
        result.idle.append("learn_linked")
    elif not value:
        result.record["unlinked_on"] = result.record.get("joined_on") or _UNLINKED_SINCE
