"""Help without a network: what each page is for, and where the exports are in Partner Center."""

from collections.abc import Sequence

from PySide6.QtWidgets import QListWidget, QWidget

from readiness.intake import TABLES
from ui.dialogs.exports import table_words, where
from ui.text import _, keys
from ui.widgets import Sheet, label, paragraph, scrolled
from ui.widgets.boxes import REST, boxed, column_of, row_of

Topic = tuple[str, str, Sequence[str]]
"""The id of a page or a word, the title, and the paragraphs."""


class HelpSheet(Sheet):
    """Topics on the left, the text on the right; it opens at the page that is seen."""

    def __init__(self, page: str = "", parent: QWidget | None = None) -> None:
        super().__init__(_("Help"), "", parent)
        self._topics = topics()
        self.list = QListWidget()
        self.list.setAccessibleName(_("Topics"))
        self.list.addItems([title for _key, title, _text in self._topics])
        self.list.setFixedWidth(max(self.list.sizeHintForColumn(0) + 40, 200))
        self.list.setProperty("boxed", "true")
        self.list.setSpacing(3)
        self._scroll = scrolled(QWidget(), by_keys=True)
        self._scroll.setAccessibleName(_("Help"))
        self.body.addLayout(row_of(self.list, (self._scroll, 1), gap=16), 1)
        self.only_close()
        self.list.currentRowChanged.connect(self._show)
        keys = [key for key, _title, _text in self._topics]
        wanted = "area" if page.startswith("area/") else page
        self.list.setCurrentRow(keys.index(wanted) if wanted in keys else 0)
        self.list.setFocus()
        self.resize(820, 560)

    def _show(self, place: int) -> None:
        _key, title, text = self._topics[place]
        read = map(paragraph, text)
        inside = boxed(column_of(label(title, "heading"), *read, REST, gap=10, edges=(0, 0, 12, 0)))
        inside.setProperty("page", "true")
        self._scroll.setWidget(inside)
        for ground in (inside, self._scroll.viewport()):  # the dialog's own ground, not the page's
            ground.setAutoFillBackground(False)


def topics() -> tuple[Topic, ...]:
    """From the first start to the last page of the rail."""
    return (
        ("", _("First steps"), _first_steps()),
        ("exports", _("Where the exports are"), _exports()),
        *_pages_of_scores(),
        *_pages_of_records(),
        *_pages_of_work(),
        ("safety", _("Backups, passwords, copies"), _safety()),
    )


def _first_steps() -> Sequence[str]:
    return (
        _("A partner is one file. New makes one, the demo partner shows what a full one looks like."),
        _("Drop exports of Partner Center anywhere on the window. Before anything is written, a preview says "
          "what will be added, changed, left alone and refused, and what that does to the scores."),
        _("Everything is saved at once. Undo takes back every step, imports too, also after a restart."),
        _("The day at the top right is the day all scores are computed for. Choose another one to look back "
          "or ahead."),
        _(
            "{keys} finds people, customers, certifications, pages and commands by a few letters.",
            keys=keys("Ctrl+K"),
        ),
    )  # fmt: skip


def _exports() -> Sequence[str]:
    return tuple(_("{table}: {where}", table=table_words(table), where=where(table)) for table in TABLES)


def _pages_of_scores() -> Sequence[Topic]:
    return (
        ("overview", _("Overview"), (
            _("Six cards, one for each designation: the score, how far it is from 70, and the next step with "
              "the points it brings. A metric at zero blocks the designation, whatever the total is."),
            _("What changed stands with its cause; the next days show what falls due."),
        )),
        ("area", _("Area"), (
            _("One card for each metric, as Partner Center draws it, and below it the explanation: what is "
              "asked, what was found, and who and what contributes."),
            _("The track switch shows both totals, and which one counts."),
        )),
    )  # fmt: skip


def _pages_of_records() -> Sequence[Topic]:
    return (
        ("people", _("People"), (
            _("Who holds which certifications, what expires, and what the score loses when somebody leaves. "
              "The matrix shows the same by person and certification."),
        )),
        ("customers", _("Customers"), (
            _("For each customer, each criterion with the number that decides. Attribution gaps list usage "
              "without an association that counts, with the points each would bring."),
        )),
        ("projects", _("Projects"), (
            _("What is sold and delivered, when it goes live, and which metric it will feed."),
        )),
        ("specializations", _("Specializations"), (
            _("How near each specialization is, what it asks, and which are held."),
        )),
    )  # fmt: skip


def _pages_of_work() -> Sequence[Topic]:
    return (
        ("agenda", _("Agenda"), (
            _("Workshops and deadlines, soonest first: those the rules bring, and your own. Any item can be "
              "sent to a calendar; the table shows the columns you choose, sorted as you like."),
        )),
        ("data", _("Data"), (
            _("What has come in, table by table and month by month, and what to download next. A month or an "
              "import can be taken out again; partner, enrolments and figures are edited here."),
        )),
        ("reports", _("Reports"), (
            _("The summary as PDF or workbook, tables as CSV, the whole partner as a document. "
              "{keys} prints.", keys=keys("Ctrl+P")),
        )),
        ("rules", _("Rules"), (
            _("What is in force on the day, with its source and how sure that is; and what two days ask "
              "differently, on this partner’s own data."),
        )),
    )  # fmt: skip


def _safety() -> Sequence[str]:
    return (
        _("A backup is made every day and before every import, opened and compared. File, Restore a backup "
          "makes a new file of one and leaves the open one as it is."),
        _("With a password nothing in the file can be read without it, and it locks when nobody is there. "
          "A forgotten password can’t be recovered."),
        _("Nothing leaves this computer: the program knows no network."),
    )  # fmt: skip
