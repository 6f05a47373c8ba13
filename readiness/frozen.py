"""Frozen dataclasses with slots, whose methods are made when the first of them is called.

A dataclass compiles six methods from text when it is defined. That takes half a millisecond, which the first
picture waits for; and by then few of the nouns are made one by one. `frozen` gives the same class in a tenth.
"""

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from typing import Any, Final, TypeVar, dataclass_transform

T = TypeVar("T")
_METHODS: Final = ("__init__", "__repr__", "__eq__", "__hash__")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(kind: type[T]) -> type[T]:
    """Like `dataclass(frozen=True, slots=True)`; methods that the class defines itself are kept."""
    made = dataclass(init=False, repr=False, eq=False, slots=True)(kind)
    methods = {name: _made_when_called(made, name) for name in _METHODS if not kind.__dict__.get(name)}
    for name, method in (methods | _SHARED).items():
        setattr(made, name, method)
    return made


def _made_when_called(kind: type, name: str) -> Callable[..., Any]:
    def first_call(self: object, *values: Any, **named: Any) -> Any:
        setattr(kind, name, _init_of(kind) if name == "__init__" else _by_the_library(kind, name))
        return getattr(kind, name)(self, *values, **named)

    return first_call


def _init_of(kind: Any) -> Any:
    """Sets the slots themselves: a quarter of the time that the library's takes to make, and half to run."""
    space: dict[str, Any] = {"_missing": MISSING}
    words, body = ["self"], []
    for entry in fields(kind):
        name = taken = word = entry.name
        space[f"_set_{name}"] = kind.__dict__[name].__set__
        if entry.default_factory is not MISSING:
            space[f"_make_{name}"] = entry.default_factory
            made, word = f"_make_{name}()", f"{name}=_missing"
            taken = f"{made} if {name} is _missing else {name}" if entry.init else made
        elif entry.default is not MISSING:
            space[f"_default_{name}"] = entry.default
            word = f"{name}=_default_{name}"
            taken = name if entry.init else f"_default_{name}"
        words += [word] if entry.init else []
        body.append(f" _set_{name}(self, {taken})")
    if hasattr(kind, "__post_init__"):
        body.append(" self.__post_init__()")
    text = "\n".join((f"def __init__({', '.join(words)}):", *body))
    exec(text, space)  # noqa: S102 - names of fields alone, which is what the library does as well
    return space["__init__"]


def _by_the_library(kind: Any, name: str) -> Any:
    """The method that the library makes for a class with the same fields."""
    entries = fields(kind)
    content: dict[str, Any] = {entry.name: entry for entry in entries}
    types = {entry.name: entry.type for entry in entries}
    content |= {"__annotations__": types, "__doc__": kind.__doc__}
    twin = type(kind.__name__, (), content)
    compares = name in ("__eq__", "__hash__")
    dataclass(frozen=True, init=False, repr=name == "__repr__", eq=compares)(twin)
    return getattr(twin, name)


def _refuse(_: object, name: str, *__: object) -> None:
    raise FrozenInstanceError(f"cannot change field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, entry.name) for entry in fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for entry, one in zip(fields(self), state, strict=True):
        object.__setattr__(self, entry.name, one)


_SHARED: Final = {
    "__setattr__": _refuse,
    "__delattr__": _refuse,
    "__getstate__": _state,
    "__setstate__": _set_state,
}
