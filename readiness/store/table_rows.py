"""What every table is made of: rows of text, and how they point at each other."""

from typing import Any, Final

from sqlalchemy import ForeignKey, MetaData
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

_NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel, registry=registry(metadata=MetaData(naming_convention=_NAMES))):
    """One row of one kind of thing."""


def of_person() -> Any:
    return Field(default=None, index=True, sa_column_args=[reference("people.id")])


def of_customer() -> Any:
    return Field(default=None, index=True, sa_column_args=[reference("customers.id")])


def later(default: str = "") -> Any:
    """A text that came after the others: rows of before have it as well."""
    return Field(sa_column_kwargs={"server_default": default})


def reference(target: str) -> ForeignKey:
    return ForeignKey(target, deferrable=True, initially="DEFERRED")


metadata: Final = Row.metadata
