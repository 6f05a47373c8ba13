"""Printed pages keep their margins, whatever names the records have."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtGui import QImage

from readiness.editions import PACKS
from readiness.facts import LOGO, Person, PersonId, Put
from readiness.reports import Material, pictures_of
from readiness.reports.pages import Page, text
from readiness.reports.pdf import page_pictures
from readiness.snapshot import Snapshot

Made = Callable[..., Material]
PPI = 48
SPACED = ("Société de conseil et de développement informatique pour les hôpitaux et les universités " * 3)[
    :196
]
GLUED = ("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3)[:196]


@pytest.fixture(scope="module")
def long(demo: Snapshot) -> Snapshot:
    """Everybody and everything bears a name of 200 letters, half of them without a blank."""
    facts, names = demo.facts, (SPACED, GLUED)
    changed = [replace(facts.partner, name=SPACED)]
    changed += [replace(c, name=f"{names[n % 2]} {n}") for n, c in enumerate(facts.customers.values())]  # type: ignore[misc]
    changed += [replace(p, name=f"{names[n % 2]} {n}", email="a" * 60 + "@" + "b" * 90 + ".example")  # type: ignore[misc]
                for n, p in enumerate(facts.people.values())]  # fmt: skip
    for kind, field in (("claims", "name"), ("coop_claims", "name"), ("references", "title"),
                        ("controls", "evidence"), ("relationships", "name"), ("benefits", "name"),
                        ("cases", "notes"), ("engagements", "title"), ("events", "title")):  # fmt: skip
        changed += [replace(one, **{field: GLUED}) for one in getattr(facts, kind).values()]
    changed += [replace(f, name=f"{GLUED}.txt") for f in facts.attachments.values() if f.about != LOGO]  # type: ignore[misc]
    return demo._replace(facts=facts.changed(Put(thing) for thing in changed))


def stains(picture: bytes) -> int:
    """Dots of the side margins that are not white."""
    image = QImage.fromData(picture).convertToFormat(QImage.Format.Format_Grayscale8)
    margin = int(PPI * 17 / 25.4)
    columns = (*range(margin), *range(image.width() - margin, image.width()))
    return sum(image.pixelColor(x, y).value() < 250 for x in columns for y in range(image.height()))


@pytest.mark.parametrize(("language", "paper"), [("en", "a4"), ("fr", "letter")])
@pytest.mark.parametrize("pack", ["", *PACKS])
def test_no_name_reaches_into_the_margin(
    made: Made, long: Snapshot, pack: str, language: str, paper: str
) -> None:
    pages = pictures_of(made(long, language, pack=pack, paper=paper), PPI)
    assert [stains(page) for page in pages] == [0] * len(pages)


def test_what_reaches_into_the_margin_would_be_seen(made: Made, demo: Snapshot) -> None:
    block = text("x") | {"text": GLUED}
    (page,) = page_pictures(Page("Title", (), "", (block,)), made(demo), PPI)
    assert stains(page) > 0


def test_a_word_that_no_line_holds_is_found_again_as_it_was(made: Made, demo: Snapshot) -> None:
    """A customer's file is read back: a name that was broken over lines is the same name."""
    from readiness.reports.customer_safe import leaks, secrets_of  # noqa: PLC0415 - only here
    from readiness.reports.pdf import page_pdf  # noqa: PLC0415 - only here

    name = "Wolfeschlegelsteinhausenbergerdorffwelchevorforfahren" * 2
    facts = demo.facts.changed([Put(Person(PersonId("w"), name))])
    material = made(demo._replace(facts=facts), audience="customer")
    content = page_pdf(Page("Designations", (), "", (text(f"Security {name} more"),)), material)
    assert {leak.kind for leak in leaks("a.pdf", content, secrets_of(material))} == {"name"}
