"""The pictures leave no dialog out: each kind of dialog, and each maker of forms, stands among them."""

import inspect
import pkgutil
from collections.abc import Iterable, Iterator
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog

import ui
from readiness.rules import Rulebook
from readiness.workspace import Workspace
from ui.screens import Look, demo_file, shown, wait
from ui.session import Session


def modules() -> list[str]:
    found = pkgutil.walk_packages(ui.__path__, "ui.")
    return [one.name for one in found if not one.name.endswith("__main__")]


def below(kind: type[QDialog]) -> Iterator[type[QDialog]]:
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


def makers() -> set[str]:
    """The functions that make a form, by name."""
    return {
        name
        for module in map(import_module, modules())
        if not module.__name__.startswith("ui.screens")
        for name, made in inspect.getmembers(module, inspect.isfunction)
        if name.endswith("_dialog") and not name.startswith("_")
    }


def unseen(pictures: Iterable[tuple[str, type]]) -> set[str]:
    """The dialogs and makers that none of the pictures shows; a picture has its maker's name first."""
    seen = list(pictures)
    names = {name.partition("-")[0] for name, _kind in seen}
    kinds = {kind for _name, made in seen for kind in made.__mro__}
    left = {kind.__name__ for kind in below(QDialog) if kind.__module__.startswith("ui.")}
    return (left - {kind.__name__ for kind in kinds}) | (makers() - names)


@pytest.fixture
def pictures(
    qapp: QApplication, tmp_path: Path, rulebook: Rulebook, today: date
) -> Iterator[list[tuple[str, type]]]:
    session = Session(Workspace.open(demo_file(tmp_path, today), rulebook), today)
    yield [(name, type(widget)) for name, widget in shown(qapp, session, today, Look())]
    session.close()
    wait(lambda: session.is_closed)


def test_every_dialog_has_a_picture(pictures: list[tuple[str, type]]) -> None:
    assert unseen(pictures) == set()
    one_sheet_less = [(name, kind) for name, kind in pictures if not name.startswith("HelpSheet")]
    assert unseen(one_sheet_less) == {"HelpSheet"}
    one_form_less = [(name, kind) for name, kind in pictures if not name.startswith("tenant_dialog")]
    assert unseen(one_form_less) == {"tenant_dialog"}
