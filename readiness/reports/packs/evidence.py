"""Evidence kept in the workspace, as members of a pack beside the paper it belongs to."""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import PurePath

from readiness.called import record_name
from readiness.facts import Attachment, Facts, subject_of
from readiness.reports.material import Material
from readiness.reports.packs.member import Member, safe_name
from readiness.reports.pages import Block, listing
from readiness.words import Words, folded, plain


def evidence_of(facts: Facts, about: str) -> tuple[Attachment, ...]:
    """What is attached to a record, by name; `about` is `list:id`."""
    found = facts.grouped(Attachment, "about").get(about, ())
    return tuple(sorted(found, key=lambda one: (folded(one.name), one.id)))


def evidence_members(facts: Facts, about: str, folder: str) -> tuple[Member, ...]:
    """The attached files as they were attached."""
    return tuple(
        Member(f"{folder}/{file_name(one.name)}", partial(_content, one)) for one in evidence_of(facts, about)
    )


def all_evidence(material: Material) -> Iterator[Member]:
    """Every file that is attached to anything, in a folder for each record; also where the record is gone."""
    facts, snapshot = material.facts, material.snapshot
    for about in dict.fromkeys(one.about for one in facts.attachments.values()):
        thing = subject_of(facts, about)
        name = (
            plain(record_name(thing, facts, snapshot.catalogue, material.words))
            if thing is not None
            else about
        )
        yield from evidence_members(facts, about, f"evidence/{safe_name(name)}")


def evidence_block(facts: Facts, about: str, words: Words) -> tuple[Block, ...]:
    """A table of the attached files, where there are any."""
    return _listed(evidence_of(facts, about), words)


def evidence_blocks(facts: Facts, name: str, words: Words) -> tuple[Block, ...]:
    """The same for all records of one list of the document."""
    abouts = (f"{name}:{key}" for key in getattr(facts, name))
    return _listed([one for about in abouts for one in evidence_of(facts, about)], words)


def _listed(files: Iterable[Attachment], words: Words) -> tuple[Block, ...]:
    rows = [(one.name, one.sha256[:16], words.day(one.added_on) if one.added_on else "") for one in files]
    titles = [words.sentence(f"column.{title}") for title in ("file", "digest", "added")]
    return (listing(titles, rows, ["1fr", "auto", "auto"]),) if rows else ()


def file_name(name: str) -> str:
    """The name as a member may have it, with its ending."""
    path = PurePath(name.replace("\\", "/")).name
    stem, dot, ending = path.rpartition(".")
    plain = safe_name(ending)[:12]
    return f"{safe_name(stem)}.{plain}" if dot and stem and plain else safe_name(path)


def _content(one: Attachment) -> bytes:
    return one.content
