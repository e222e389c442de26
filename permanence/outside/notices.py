"""Mail that leaves the house: a link and a subject, never content (C23).

`PostedMail` sends through Django's mail settings; `HeldMail` is its fake and passes the same contract test.
"""

from dataclasses import dataclass, field
from smtplib import SMTPException
from typing import Protocol

from django.core.mail import EmailMessage

from permanence.outside.unable import Unable


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail: to one person, with one link in its body."""

    to: str
    subject: str
    body: str


class Mailer(Protocol):
    """Whoever takes a mail."""

    def send(self, mail: Mail) -> None:
        """Hand the mail over. Raises Unable when it was not taken, so that the job is tried again."""


class PostedMail:
    """Mail through the server that EMAIL_URL names."""

    def send(self, mail: Mail) -> None:
        """See Mailer."""
        try:
            EmailMessage(subject=mail.subject, body=mail.body, to=[mail.to]).send()
        except (OSError, SMTPException) as reason:
            raise Unable("The mail server did not take the mail.") from reason


@dataclass
class HeldMail:
    """The fake: mail that is held, and a server that can be down."""

    sent: list[Mail] = field(default_factory=list)
    is_down: bool = False

    def send(self, mail: Mail) -> None:
        """See Mailer."""
        if self.is_down:
            raise Unable("The mail server did not take the mail.")
        self.sent.append(mail)
