"""Loading the rulebook: the shipped rules folder, or the user's own."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from readiness.facts import AREAS
from readiness.problems import RulesError
from readiness.rules.book import Rulebook
from readiness.rules.kept import keep, kept
from readiness.rules.table import fail
from resources import FOLDER

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

COMMON = ("certifications.toml", "workloads.toml", "programme.toml", "names.toml")
LATE = ("specializations.toml", "legacy.toml")
"""Not parsed at the start: who never asks for them does not wait for them."""


def rules_folder() -> "Traversable":
    """The rules that come with the product."""
    return FOLDER / "rules"


def load_rulebook(folder: "Traversable | None" = None) -> Rulebook:
    """All rules; a folder of the user's own replaces the shipped files whole, name by name.

    Raises:
        RulesError: a file is broken; names the file and the key.
    """
    texts = read_texts(folder)
    if folder is not None:
        own = tuple(name for name in texts if (folder / name).is_file())
        if own:
            late = {name: texts[name] for name in LATE if name in own}
            return _late_checked(replace(_read(texts), own=own, late=late))
    shipped = rules_folder()
    rulebook = kept(shipped, texts)
    if rulebook is None:
        rulebook = _read(texts)
        keep(shipped, texts, rulebook)
    return rulebook


def late_text(rulebook: Rulebook, name: str) -> bytes:
    """A file of `LATE`: the user's own where the rulebook has it, else the shipped one."""
    own = rulebook.late.get(name)
    return (rules_folder() / name).read_bytes() if own is None else own


def _late_checked(rulebook: Rulebook) -> Rulebook:
    """A file of the user's own is refused at once, not when it is first asked for."""
    from readiness.rules.legacy import load_legacy  # noqa: PLC0415 - only where there are files of one's own
    from readiness.rules.specializations import specialization_book  # noqa: PLC0415 - as above

    if rulebook.late:
        specialization_book(rulebook)
        load_legacy(rulebook)
    return rulebook


def usable_rulebook(own: "Traversable | None") -> tuple[Rulebook, RulesError | None]:
    """The rules with the user's own files; where these are broken, the shipped ones alone, and why.

    Raises:
        RulesError: the shipped rules are broken.
    """
    if own is None or not own.is_dir():
        return load_rulebook(), None
    try:
        return load_rulebook(own), None
    except RulesError as error:
        return load_rulebook(), RulesError("own-rules-broken", folder=str(own), **error.message.slots)


def _read(texts: Mapping[str, bytes]) -> Rulebook:
    from readiness.rules.reading import build, parse  # noqa: PLC0415 - only where no built rulebook is kept

    return build(
        {name: parse(name, text) for name, text in texts.items() if name not in LATE}, digest_of(texts)
    )


def read_texts(folder: "Traversable | None") -> Mapping[str, bytes]:
    """The rules files by name: the shipped ones, each replaced by that of `folder` where it has one."""
    shipped = rules_folder()
    names = (*COMMON, *(f"{area}.toml" for area in AREAS), *LATE)
    texts = {}
    for name in names:
        places = (place / name for place in (folder, shipped) if place is not None)
        found = next((place for place in places if place.is_file()), None)
        if found is not None:
            texts[name] = found.read_bytes()
        elif name in (*COMMON, *LATE):
            fail(name, "", "the file is missing")
    return texts


def digest_of(texts: Mapping[str, bytes]) -> str:
    """Names exactly these files, whatever their line ends."""
    from hashlib import sha256  # noqa: PLC0415 - the kept rulebook knows its digest

    total = sha256()
    for name in sorted(texts):
        content = texts[name].replace(b"\r\n", b"\n")
        total.update(f"{name} {len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()
