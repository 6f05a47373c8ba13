"""What is done with whole files and whole records: backups, passwords, and a person's rights."""

import argparse
import os
from pathlib import Path

from readiness.cli.commands import Answer
from readiness.cli.opening import NEW_PASSWORD, ask_password, opened, with_password
from readiness.cli.rulebook import rulebook_for
from readiness.facts import Customer, CustomerId, Person, PersonId
from readiness.problems import ReadinessError
from readiness.words import Words
from readiness.workspace import Workspace
from readiness.workspace import restore as restore_backup


def backup(arguments: argparse.Namespace, words: Words) -> Answer:
    """Into the folder of backups, or to OUT."""
    out: Path | None = arguments.out
    with opened(arguments.file, rulebook_for(arguments, words), words) as workspace:
        if out is not None:
            workspace.keeping.copy_to(out)
        else:
            made = workspace.keeping.back_up()
            out = None if made is None else made.path
    document = {"written": True, "file": str(out)}
    return Answer(document, "", (words.sentence("cli.made", file=str(out)),))


def restore(arguments: argparse.Namespace, words: Words) -> Answer:
    with_password(lambda password: restore_backup(arguments.file, arguments.out, password), words)
    document = {"written": True, "file": str(arguments.out)}
    return Answer(document, "", (words.sentence("cli.made", file=str(arguments.out)),))


def password(arguments: argparse.Namespace, words: Words) -> Answer:
    """Set or change it, or with `--remove` take it away; it never stands among the arguments."""
    new = None if arguments.remove else _new_password(words)
    with opened(arguments.file, rulebook_for(arguments, words), words) as workspace:
        encrypted = workspace.keeping.set_password(new)
    document = {"written": True, "password": new is not None, "copies_encrypted": encrypted}
    said = words.sentence("cli.password-set" if new else "cli.password-removed", file=str(arguments.file))
    return Answer(document, "", (said,))


def _new_password(words: Words) -> str:
    given = os.environ.get(NEW_PASSWORD)
    if given:
        return given
    typed = ask_password(words.sentence("cli.ask-new-password"))
    if not typed:
        raise ReadinessError("password-missing")
    if ask_password(words.sentence("cli.ask-again")) != typed:
        raise ReadinessError("password-differs")
    return typed


def person(arguments: argparse.Namespace, words: Words) -> Answer:
    """All that is held about one person."""
    with opened(arguments.file, rulebook_for(arguments, words), words) as workspace:
        id_ = _person(workspace, arguments.id)
        held = workspace.held(id_)
        said = workspace.held_text(held, words)
    held["steps"] = [{"at": step["at"], "title": words.say(step["title"])} for step in held["steps"]]
    return Answer(held, said)


def history(arguments: argparse.Namespace, words: Words) -> Answer:
    """When and by which action a person or a customer was changed, as far back as undo reaches."""
    with opened(arguments.file, rulebook_for(arguments, words), words) as workspace:
        kind, id_ = _record(arguments.id)
        past = workspace.history(kind, id_)
    steps = [{"at": step.at and step.at.isoformat(), "title": words.say(step.title)} for step in past]
    lines = (f"{step['at'] or '-'}  {step['title']}" for step in steps)
    return Answer({"record": arguments.id, "steps": steps}, "\n".join(lines))


def erase(arguments: argparse.Namespace, words: Words) -> Answer:
    """A person for good; the backups too with `--backups`, else those that hold the person are named."""
    with opened(arguments.file, rulebook_for(arguments, words), words) as workspace:
        id_ = _person(workspace, arguments.id)
        done = workspace.erase(id_, arguments.on, copies=arguments.backups)
    document = {"erased": id_, "copies_rewritten": done.rewritten, "copies_left": list(done.left)}
    left = (words.sentence("cli.copy-left", name=name) for name in done.left)
    return Answer(
        document, "", (words.sentence("cli.erased", n=done.rewritten), *left), 1 if done.left else 0
    )


def _person(workspace: Workspace, text: str) -> PersonId:
    id_ = PersonId(text.removeprefix("person:"))
    if id_ not in workspace.facts.people:
        raise ReadinessError("no-such-record", record=text)
    return id_


def _record(text: str) -> tuple[type[Person] | type[Customer], str]:
    kind, _, id_ = text.partition(":")
    match kind:
        case "person" if id_:
            return Person, PersonId(id_)
        case "customer" if id_:
            return Customer, CustomerId(id_)
        case _:
            raise ReadinessError("no-such-record", record=text)
