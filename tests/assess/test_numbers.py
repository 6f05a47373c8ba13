"""The scoring code knows no number of a rule: those stand in the rules files."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import readiness.assess

ARITHMETIC = {0, 1, 2, 12, 100}
"""Nothing, one, half a point, the months of a year, percent."""
OF_THE_SCREEN = {"LISTED", "_LISTED", "NEAR", "LOST", "MOVERS", "REMEMBERED"}
"""Constants that say how many are named one by one, or kept at hand; they change no point."""
MODULES = sorted(Path(readiness.assess.__file__).parent.glob("*.py"))


def numbers(source: str) -> Iterator[tuple[int, float]]:
    """Line and value of each number that is no arithmetic and no constant of the screen."""
    tree = ast.parse(source)
    shown = set()
    for node in tree.body:
        names: list[ast.expr] = []
        match node:
            case ast.Assign(targets=targets):
                names = targets
            case ast.AnnAssign(target=target):
                names = [target]
        if any(isinstance(name, ast.Name) and name.id in OF_THE_SCREEN for name in names):
            shown |= {id(child) for child in ast.walk(node)}
    for each in ast.walk(tree):
        if not isinstance(each, ast.Constant) or id(each) in shown:
            continue
        value = each.value
        if isinstance(value, int | float) and not isinstance(value, bool) and value not in ARITHMETIC:
            yield each.lineno, value


def test_no_number_of_a_rule_stands_in_the_scoring_code() -> None:
    found = {(path.name, *number) for path in MODULES for number in numbers(path.read_text("utf-8"))}
    assert len(MODULES) > 10
    assert found == set()


@pytest.mark.parametrize(
    "line", ["PASS = 70", "if points >= 69.5: pass", "LEAST = 2 + 5", "x = Fraction(20)"]
)
def test_a_number_of_a_rule_would_be_noticed(line: str) -> None:
    assert list(numbers(line))


@pytest.mark.parametrize("line", ["LISTED = 40", "share = 100 * part / whole", "earlier = Month(month - 12)"])
def test_arithmetic_and_lengths_of_lists_are_no_rules(line: str) -> None:
    assert not list(numbers(line))
