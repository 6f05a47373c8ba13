"""Which words the command line takes. Hides argparse, and how its own sentences come to be translated."""

import argparse
import gettext
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from readiness.cli import commands, programme, rules, whole
from readiness.editions import AUDIENCES, PACKS, PAPERS, SEPARATORS
from readiness.facts import AREAS
from readiness.words import LANGUAGES, Words
from resources import FOLDER


def parser_for(words: Words) -> argparse.ArgumentParser:
    say, day = words.sentence, _day(words)
    parser = argparse.ArgumentParser(prog="readiness", description=say("cli.about"), allow_abbrev=False)
    chosen = parser.add_subparsers(required=True, metavar="COMMAND", title=say("cli.commands"))

    def command(name: str, run: commands.Command, **options: str) -> argparse.ArgumentParser:
        text = say(f"cli.{name}")
        added = chosen.add_parser(name, help=text, description=text, allow_abbrev=False)
        added.set_defaults(run=run)
        if name != "competencies":  # the only one that is about no partner
            nargs = "?" if name == "specializations" else None
            help_ = say(options.get("file", "cli.file"))
            added.add_argument("file", metavar="FILE", type=Path, nargs=nargs, help=help_)
        added.add_argument("--json", action="store_true", help=say("cli.json"))
        added.add_argument("--rules", metavar="FOLDER", type=Path, help=say("cli.rules-folder"))
        added.add_argument("--lang", choices=LANGUAGES, default=words.language, help=say("cli.lang"))
        return added

    def on(to: argparse.ArgumentParser) -> None:
        # The clock is asked here and in the window's start, and nowhere below.
        now = date.today()  # noqa: DTZ011 - the user's own calendar day is the one meant
        to.add_argument("--on", metavar="DATE", type=day, default=now, help=say("cli.on"))

    new = command("new", commands.new, file="cli.new-file")
    new.add_argument("--partner", metavar="NAME", default="", help=say("cli.partner"))
    on(command("demo", commands.demo, file="cli.new-file"))

    import_ = command("import", commands.import_)
    import_.add_argument("sources", metavar="SOURCE", type=Path, nargs="+", help=say("cli.source"))
    import_.add_argument("--kind", choices=commands.KINDS, help=say("cli.kind"))
    import_.add_argument("--date-order", choices=("dmy", "mdy"), help=say("cli.date-order"))
    import_.add_argument("--dry-run", action="store_true", help=say("cli.dry-run"))
    on(import_)

    score = command("score", commands.score)
    score.add_argument("--area", choices=AREAS, help=say("cli.area"))
    score.add_argument("--explain", action="store_true", help=say("cli.explain"))
    score.add_argument("--rules-on", metavar="DATE", type=day, help=say("cli.rules-on"))
    score.add_argument("--without", metavar="person:ID|customer:ID", help=say("cli.without"))
    on(score)

    agenda = command("agenda", commands.agenda)
    agenda.add_argument("--days", metavar="N", type=_days(words), help=say("cli.days"))
    agenda.add_argument("--ics", metavar="OUT", type=Path, help=say("cli.ics"))
    agenda.add_argument("--no-names", action="store_true", help=say("cli.no-names"))
    on(agenda)

    _export(command, on, words)
    command("check", commands.check)
    _whole_files(command, on, words)

    specializations = command("specializations", programme.specializations, file="cli.maybe-file")
    specializations.add_argument("--explain", action="store_true", help=say("cli.explain"))
    on(specializations)

    competencies = command("competencies", programme.competencies)
    competencies.add_argument("--anniversary", metavar="DATE", type=day, help=say("cli.anniversary"))
    _rules(chosen, words, on)
    return parser


def _rules(
    chosen: "argparse._SubParsersAction[argparse.ArgumentParser]",
    words: Words,
    on: Callable[[argparse.ArgumentParser], None],
) -> None:
    """`rules list | show | diff`: the only command with commands of its own."""
    say = words.sentence
    whole = chosen.add_parser(
        "rules", help=say("cli.rules"), description=say("cli.rules"), allow_abbrev=False
    )
    some = whole.add_subparsers(required=True, metavar="COMMAND", title=say("cli.commands"))

    def command(name: str, run: commands.Command) -> argparse.ArgumentParser:
        text = say(f"cli.rules-{name}")
        added = some.add_parser(name, help=text, description=text, allow_abbrev=False)
        added.set_defaults(run=run)
        if name != "list":
            added.add_argument("area", metavar="AREA", choices=AREAS, help=say("cli.area"))
        added.add_argument("--rules", metavar="FOLDER", type=Path, help=say("cli.rules-folder"))
        added.add_argument("--json", action="store_true", help=say("cli.json"))
        added.add_argument("--lang", choices=LANGUAGES, default=words.language, help=say("cli.lang"))
        return added

    command("list", rules.list_)
    on(command("show", rules.show))
    diff = command("diff", rules.diff)
    for name in ("first", "second"):
        diff.add_argument(name, metavar="DATE", type=_day(words), help=say(f"cli.{name}-day"))
    diff.add_argument("--workspace", metavar="FILE", type=Path, help=say("cli.effect-on"))
    on(diff)


def _day(words: Words) -> Callable[[str], date]:
    def read(text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise argparse.ArgumentTypeError(words.sentence("cli.not-a-day", text=text)) from None

    return read


def _days(words: Words) -> Callable[[str], int]:
    """A whole number, not below zero."""

    def read(text: str) -> int:
        if not text.isdecimal():
            raise argparse.ArgumentTypeError(words.sentence("cli.not-days", text=text))
        return int(text)

    return read


def _export(
    command: Callable[..., argparse.ArgumentParser],
    on: Callable[[argparse.ArgumentParser], None],
    words: Words,
) -> None:
    say = words.sentence
    export = command("export", commands.export)
    export.add_argument("out", metavar="OUT", type=Path, help=say("cli.out"))
    export.add_argument("--table", metavar="NAME", help=say("cli.table"))
    export.add_argument("--paper", choices=PAPERS, default="a4", help=say("cli.paper"))
    export.add_argument("--audience", choices=AUDIENCES, default="internal", help=say("cli.audience"))
    export.add_argument("--with-scores", action="store_true", help=say("cli.with-scores"))
    export.add_argument("--pack", choices=PACKS, help=say("cli.pack"))
    export.add_argument("--with-mcid", action="store_true", help=say("cli.with-mcid"))
    export.add_argument("--area", choices=AREAS, help=say("cli.area"))
    export.add_argument("--separator", choices=tuple(SEPARATORS), help=say("cli.separator"))
    export.add_argument("--no-bom", action="store_true", help=say("cli.no-bom"))
    on(export)


def _whole_files(
    command: Callable[..., argparse.ArgumentParser],
    on: Callable[[argparse.ArgumentParser], None],
    words: Words,
) -> None:
    say = words.sentence
    backup = command("backup", whole.backup)
    backup.add_argument("out", metavar="OUT", type=Path, nargs="?", help=say("cli.backup-out"))
    restore = command("restore", whole.restore, file="cli.backup-file")
    restore.add_argument("out", metavar="OUT", type=Path, help=say("cli.new-file"))
    password = command("password", whole.password)
    password.add_argument("--remove", action="store_true", help=say("cli.password-remove"))
    command("person", whole.person).add_argument("id", metavar="ID", help=say("cli.person-id"))
    command("history", whole.history).add_argument(
        "id", metavar="person:ID|customer:ID", help=say("cli.record-id")
    )
    erase = command("erase", whole.erase)
    erase.add_argument("id", metavar="person:ID", help=say("cli.person-id"))
    erase.add_argument("--backups", action="store_true", help=say("cli.erase-backups"))
    on(erase)


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
