"""Ids for what an import adds."""

import itertools
import secrets
from collections.abc import Iterator
from uuid import uuid4


def new_ids() -> Iterator[str]:
    """UUIDs as text, without end: a random one, and those that follow it.

    So the rows of an import keep their order where things stand by id, and a file takes them in one sweep.
    """
    start = str(uuid4())[:-12]
    return (f"{start}{number:012x}" for number in itertools.count(secrets.randbits(47)))
