"""One call of the command line, from its words to its exit code."""

import codecs
import io
import json
import sys
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

from readiness.cli.arguments import argparse_speaking, parser_for
from readiness.cli.commands import Answer
from readiness.cli.language import language_of
from readiness.problems import ReadinessError, where_it_happened
from readiness.words import Words

_BUG: Final = 70
"""Outside the promised codes, so that a script never takes our bug for an answer."""
_PLAINER: Final = "plainer"


def run(argv: Sequence[str]) -> int:
    language = language_of(argv)
    words = Words(language)
    _set_stdout()
    try:
        with argparse_speaking(language):
            arguments = parser_for(words).parse_args(argv)
    except SystemExit as left:  # argparse has said what it had to say
        return int(left.code or 0)
    try:
        answer: Answer = arguments.run(arguments, words)
    except ReadinessError as error:
        sentence = words.say(error.message)
        failed = {"error": {"code": str(error), "message": sentence}}
        answer = Answer(failed, "", (sentence,), error.exit_code)
    except Exception as bug:  # noqa: BLE001 - the last stop: a bug is shown, and its code is not one of the promised
        sys.stderr.write(where_it_happened(bug))
        return _BUG
    with suppress(BrokenPipeError):  # the reader has seen enough
        _show(answer, as_json=arguments.json)
    return answer.code


def _show(answer: Answer, *, as_json: bool) -> None:
    for line in answer.messages:
        sys.stderr.write(f"{line}\n")
    said = _json(answer.document) if as_json else answer.text
    if as_json:
        _set_stdout("utf-8")  # as every reader of JSON takes it to be
    if said:
        sys.stdout.write(f"{said}\n")
        sys.stdout.flush()


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1)


def _set_stdout(encoding: str | None = None) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding=encoding, errors=_PLAINER)


def _plainer(error: UnicodeError) -> tuple[str, int]:
    """Letters that a stream has not, without their accents: on Windows a pipe is of an old code page."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = (
        error.object[error.start : error.end]
        .replace("\N{MINUS SIGN}", "-")
        .replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    )
    bare = (letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return "".join(bare).encode("ascii", "replace").decode("ascii"), error.end


codecs.register_error(_PLAINER, _plainer)
