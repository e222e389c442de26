"""The demonstration's outbox: mail as it would have been sent (C23)."""

from dataclasses import dataclass
from datetime import datetime

from permanence.kernel.actors import Actor
from permanence.kernel.reasons import Hidden
from permanence.records.authorities import Authority
from permanence.records.notices import OutboxMail

NEWEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class MailShown:
    """A mail: to whom, when, what it says."""

    to: str
    at: datetime
    subject: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxPage:
    """The newest mail of the demonstration, and what time it is there."""

    now: datetime
    mail: tuple[MailShown, ...]


def outbox_page(*, actor: Actor, at: datetime) -> OutboxPage:
    """Return the outbox. Raises Hidden: the authority is no demonstration (C20)."""
    if not Authority.objects.filter(id=actor.authority_id, is_demo=True).exists():
        raise Hidden
    rows = OutboxMail.objects.filter(authority_id=actor.authority_id).order_by("-at", "-id")[:NEWEST]
    mail = tuple(MailShown(to=row.to, at=row.at, subject=row.subject, body=row.body) for row in rows)
    return OutboxPage(now=at, mail=mail)
