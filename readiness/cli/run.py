"""One call of the command line, from its words to its exit code."""

import json
import sys
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


def run(argv: Sequence[str]) -> int:
    language = language_of(argv)
    words = Words(language)
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
    if said:
        sys.stdout.write(f"{said}\n")
        sys.stdout.flush()


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1)
