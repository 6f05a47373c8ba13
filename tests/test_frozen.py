"""`frozen` gives what `dataclass(frozen=True, slots=True)` gives."""

import copy
import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, is_dataclass, replace
from typing import Any, ClassVar

import pytest

from readiness.frozen import frozen


@frozen
class Told:
    """Made by `frozen`."""

    name: str
    size: int = 3
    words: Mapping[str, str] = field(default_factory=dict, hash=False)
    seen: int = field(default=0, compare=False, repr=False)
    pages: list[int] = field(default_factory=list, init=False, compare=False)
    closed: bool = field(default=False, init=False)
    kind: ClassVar[str] = "told"

    def __post_init__(self) -> None:
        if self.size < 0:
            raise ValueError(self.size)


@frozen
class Other:
    """Another kind with the same fields."""

    name: str
    size: int = 3


@frozen
class Own:
    """Has a method of its own where one is made."""

    name: str

    def __repr__(self) -> str:
        return "its own"


def _library() -> Any:
    content = {name: Told.__dict__[name] for name in ("__post_init__", "kind")}
    own = {entry.name: entry for entry in fields(Told)}
    types = {"__annotations__": {entry.name: entry.type for entry in fields(Told)}, "__qualname__": "Told"}
    return dataclass(frozen=True, slots=True)(type("Told", (), content | own | types))


def test_it_is_made_printed_and_told_apart_as_by_the_library() -> None:
    library = _library()
    makers: tuple[Any, ...] = (Told, library)
    for make in makers:
        one, same = make("a", words={"k": "v"}), make(name="a", size=3, words={"k": "v"}, seen=9)
        assert one == same
        assert hash(one) == hash(same)
        assert one != make("b", words={"k": "v"})
        assert (one.name, one.size, one.seen, one.kind) == ("a", 3, 0, "told")
        assert (one.pages, one.closed) == ([], False)
        assert one.pages is not same.pages
        with pytest.raises(TypeError):
            make("a", closed=True)
        with pytest.raises(TypeError):
            make()
        with pytest.raises(ValueError, match="-1"):
            make("a", -1)
        with pytest.raises(TypeError, match="unexpected keyword argument"):
            make("a", colour=1)
    assert repr(Told("a")) == repr(library("a"))
    assert hash(Told("a")) == hash(library("a"))
    assert Told.__match_args__ == library.__match_args__


def test_equal_fields_of_another_kind_are_not_equal() -> None:
    others: list[object] = [Other("a")]
    assert Told("a") not in others
    assert len({Other("a"), Other("a"), Other("b")}) == 2


def test_nothing_in_it_can_be_changed() -> None:
    one = Other("a")
    with pytest.raises(FrozenInstanceError):
        one.name = "b"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del one.name
    with pytest.raises(FrozenInstanceError):
        one.colour = "red"  # type: ignore[attr-defined]
    assert not hasattr(one, "__dict__")


def test_the_library_and_pickle_know_it() -> None:
    one = Told("a", 5)
    assert replace(one, size=6) == Told("a", 6)
    assert asdict(Other("a")) == {"name": "a", "size": 3}
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - its own
    assert copy.deepcopy(one) == one
    assert is_dataclass(one)


def test_a_method_of_its_own_is_kept() -> None:
    assert repr(Own("a")) == "its own"
    assert Own("a") == Own("a")
