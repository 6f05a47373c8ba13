"""Which rules a command goes by: the shipped ones, or with files of the user's own."""

import argparse
import sys
from pathlib import Path

from readiness import settings
from readiness.rules import Rulebook, load_rulebook, usable_rulebook
from readiness.words import Words


def rulebook_for(arguments: argparse.Namespace, words: Words) -> Rulebook:
    """The rules of `--rules`, else of the user's own folder; where that one is broken this is said.

    Raises:
        RulesError: a file of `--rules` is broken.
    """
    named: Path | None = arguments.rules
    if named is not None:
        return load_rulebook(named)
    rulebook, failure = usable_rulebook(settings.own_rules_folder())
    if failure is not None:
        sys.stderr.write(words.say(failure.message) + "\n")
    return rulebook
