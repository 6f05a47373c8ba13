"""A mail that asks somebody to renew, in the language of whoever reads it; it is copied, never sent."""

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui import text
from ui.text import _
from ui.widgets import Panel, Segmented, button, label, paragraph
from ui.widgets.boxes import row_of

if TYPE_CHECKING:
    from readiness.facts import Person
    from readiness.outlook.renewals import Mail, Renewal

_HEIGHT: Final = 190


class RenewalPanel(Panel):
    """Shows the mail as it will be copied."""

    def __init__(self) -> None:
        super().__init__(_("Renewal mail"))
        self._person: Person | None = None
        self._renewals: tuple[Renewal, ...] = ()
        self._on = date.min
        self._is_linked = True
        self.language = Segmented((("en", "English"), ("fr", "Français")), _("Language of the mail"))
        self.language.set_key(text.language())
        self.copy = button(_("Copy the mail"), "copy", on_click=self._on_copy, small=True)
        self._nothing = paragraph("", "muted")
        self._nothing.setContentsMargins(14, 12, 14, 12)
        self.shown = QPlainTextEdit()
        self.shown.setReadOnly(True)
        self.shown.setTabChangesFocus(True)
        self.shown.setAccessibleName(_("Renewal mail"))
        self.shown.setFixedHeight(_HEIGHT)
        self._copied = label("", "small")
        self._foot = QWidget()
        self._arrange()
        self.language.changed.connect(lambda _key: self._show())

    def show_person(
        self, person: "Person", found: "tuple[Renewal, ...]", on: date, *, is_linked: bool
    ) -> None:
        """What the person can renew on the day or later."""
        self._person, self._renewals, self._on, self._is_linked = person, found, on, is_linked
        self._show()

    @property
    def mail(self) -> str:
        """Subject and text; empty where there is nothing to renew."""
        made = self._made()
        if made is None:
            return ""
        words = text.words_in(self.language.key)
        return "\n\n".join((words.say(made.subject), *map(words.say, made.paragraphs)))

    def _made(self) -> "Mail | None":
        from readiness.outlook.renewals import renewal_mail  # noqa: PLC0415 - not for the first picture

        if self._person is None:
            return None
        return renewal_mail(
            self._person, self._renewals, self._on, self.language.key, is_linked=self._is_linked
        )

    def _arrange(self) -> None:
        self.add_action(self.language)
        self.body.addWidget(self._nothing)
        self.body.addLayout(row_of(self.shown, edges=(14, 12, 14, 0)))
        self._foot.setLayout(row_of(self.copy, (self._copied, 1), edges=(14, 10, 14, 6)))
        self.body.addWidget(self._foot)

    def _show(self) -> None:
        mail = self.mail
        self._copied.setText("")
        self.shown.setPlainText(mail)
        for part in (self.shown, self._foot, self.language):
            part.setVisible(bool(mail))
        self._nothing.setVisible(not mail)
        self._nothing.setText(self._why_nothing())

    def _why_nothing(self) -> str:
        coming = [r.opens_on for r in self._renewals if r.opens_on is not None and r.opens_on > self._on]
        if not coming:
            return _("There is nothing to renew within a year.")
        return _("There is nothing to renew today. The next renewal opens on {day}.", day=min(coming))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.mail)
        self._copied.setText(_("Copied. Paste it into your mail program."))
