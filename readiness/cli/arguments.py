"""Which words the command line takes. Hides argparse, and how its own sentences come to be translated."""

import argparse
import gettext
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from readiness.cli import commands, programme, rules, whole
from readiness.editions import AUDIENCES, PACKS, PAPERS, SEPARATORS
from readiness.facts import AREAS
from readiness.words import LANGUAGES, Words
from resources import FOLDER


def parser_for(words: Words) -> argparse.ArgumentParser:
    say = words.sentence
    parser = argparse.ArgumentParser(prog="readiness", description=say("cli.about"), allow_abbrev=False)
    made = _Commands(
        parser.add_subparsers(required=True, metavar="COMMAND", title=say("cli.commands")), words
    )
    _files_in(made)
    _questions(made)
    _export(made)
    made.add("check", commands.check)
    _whole_files(made)
    _programme(made)
    _rules(made)
    return parser


@dataclass(frozen=True, slots=True)
class _Commands:
    """Adds commands, with the options that all of them share."""

    chosen: "argparse._SubParsersAction[argparse.ArgumentParser]"
    words: Words
    group: str = ""

    def say(self, name: str) -> str:
        return self.words.sentence(f"cli.{name}")

    def add(self, name: str, run: commands.Command, file: str = "file") -> argparse.ArgumentParser:
        """A command about a partner's file; `file` names the sentence about it, a `maybe-file` may lack."""
        added = self.bare(name, run)
        nargs = "?" if file == "maybe-file" else None
        added.add_argument("file", metavar="FILE", type=Path, nargs=nargs, help=self.say(file))
        return added

    def bare(self, name: str, run: commands.Command) -> argparse.ArgumentParser:
        """A command that is about no partner."""
        text = self.say(f"{self.group}{name}")
        added = self.chosen.add_parser(name, help=text, description=text, allow_abbrev=False)
        added.set_defaults(run=run)
        added.add_argument("--json", action="store_true", help=self.say("json"))
        added.add_argument("--rules", metavar="FOLDER", type=Path, help=self.say("rules-folder"))
        added.add_argument("--lang", choices=LANGUAGES, default=self.words.language, help=self.say("lang"))
        return added

    def on(self, to: argparse.ArgumentParser) -> None:
        # The clock is asked here and in the window's start, and nowhere below.
        now = date.today()  # noqa: DTZ011 - the user's own calendar day is the one meant
        to.add_argument("--on", metavar="DATE", type=self.day, default=now, help=self.say("on"))

    def day(self, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise argparse.ArgumentTypeError(self.words.sentence("cli.not-a-day", text=text)) from None

    def days(self, text: str) -> int:
        """A whole number, not below zero."""
        if not text.isdecimal():
            raise argparse.ArgumentTypeError(self.words.sentence("cli.not-days", text=text))
        return int(text)


def _files_in(made: _Commands) -> None:
    new = made.add("new", commands.new, "new-file")
    new.add_argument("--partner", metavar="NAME", default="", help=made.say("partner"))
    made.on(made.add("demo", commands.demo, "new-file"))
    import_ = made.add("import", commands.import_)
    import_.add_argument("sources", metavar="SOURCE", type=Path, nargs="+", help=made.say("source"))
    import_.add_argument("--kind", choices=commands.KINDS, help=made.say("kind"))
    import_.add_argument("--date-order", choices=("dmy", "mdy"), help=made.say("date-order"))
    import_.add_argument("--dry-run", action="store_true", help=made.say("dry-run"))
    made.on(import_)


def _questions(made: _Commands) -> None:
    score = made.add("score", commands.score)
    score.add_argument("--area", choices=AREAS, help=made.say("area"))
    score.add_argument("--explain", action="store_true", help=made.say("explain"))
    score.add_argument("--rules-on", metavar="DATE", type=made.day, help=made.say("rules-on"))
    score.add_argument("--without", metavar="person:ID|customer:ID", help=made.say("without"))
    made.on(score)
    agenda = made.add("agenda", commands.agenda)
    agenda.add_argument("--days", metavar="N", type=made.days, help=made.say("days"))
    agenda.add_argument("--ics", metavar="OUT", type=Path, help=made.say("ics"))
    agenda.add_argument("--no-names", action="store_true", help=made.say("no-names"))
    made.on(agenda)


def _programme(made: _Commands) -> None:
    asked = made.add("specializations", programme.specializations, "maybe-file")
    asked.add_argument("--explain", action="store_true", help=made.say("explain"))
    made.on(asked)
    made.bare("competencies", programme.competencies).add_argument(
        "--anniversary", metavar="DATE", type=made.day, help=made.say("anniversary")
    )


def _rules(made: _Commands) -> None:
    """`rules list | show | diff`: the only command with commands of its own."""
    text = made.say("rules")
    whole = made.chosen.add_parser("rules", help=text, description=text, allow_abbrev=False)
    some = whole.add_subparsers(required=True, metavar="COMMAND", title=made.say("commands"))
    inner = _Commands(some, made.words, "rules-")
    inner.bare("list", rules.list_)
    show, diff = inner.bare("show", rules.show), inner.bare("diff", rules.diff)
    for command in (show, diff):
        command.add_argument("area", metavar="AREA", choices=AREAS, help=made.say("area"))
    made.on(show)
    for name in ("first", "second"):
        diff.add_argument(name, metavar="DATE", type=made.day, help=made.say(f"{name}-day"))
    diff.add_argument("--workspace", metavar="FILE", type=Path, help=made.say("effect-on"))
    made.on(diff)


def _export(made: _Commands) -> None:
    export = made.add("export", commands.export)
    export.add_argument("out", metavar="OUT", type=Path, help=made.say("out"))
    export.add_argument("--table", metavar="NAME", help=made.say("table"))
    export.add_argument("--paper", choices=PAPERS, default="a4", help=made.say("paper"))
    export.add_argument("--audience", choices=AUDIENCES, default="internal", help=made.say("audience"))
    export.add_argument("--with-scores", action="store_true", help=made.say("with-scores"))
    export.add_argument("--pack", choices=PACKS, help=made.say("pack"))
    export.add_argument("--with-mcid", action="store_true", help=made.say("with-mcid"))
    export.add_argument("--area", choices=AREAS, help=made.say("area"))
    export.add_argument("--separator", choices=tuple(SEPARATORS), help=made.say("separator"))
    export.add_argument("--no-bom", action="store_true", help=made.say("no-bom"))
    made.on(export)


def _whole_files(made: _Commands) -> None:
    backup = made.add("backup", whole.backup)
    backup.add_argument("out", metavar="OUT", type=Path, nargs="?", help=made.say("backup-out"))
    restore = made.add("restore", whole.restore, "backup-file")
    restore.add_argument("out", metavar="OUT", type=Path, help=made.say("new-file"))
    password = made.add("password", whole.password)
    password.add_argument("--remove", action="store_true", help=made.say("password-remove"))
    made.add("person", whole.person).add_argument("id", metavar="ID", help=made.say("person-id"))
    made.add("history", whole.history).add_argument(
        "id", metavar="person:ID|customer:ID", help=made.say("record-id")
    )
    erase = made.add("erase", whole.erase)
    erase.add_argument("id", metavar="person:ID", help=made.say("person-id"))
    erase.add_argument("--backups", action="store_true", help=made.say("erase-backups"))
    made.on(erase)


@contextmanager
def argparse_speaking(language: str) -> Iterator[None]:
    """Argparse asks the program's global catalogue for its own sentences; for this while it is ours."""
    before, domain = os.environ.get("LANGUAGE"), gettext.textdomain()
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain("readiness", str(FOLDER / "i18n"))
    gettext.textdomain("readiness")
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if before is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = before
