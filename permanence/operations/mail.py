"""The mail of a notice: a link, never content. In a demo authority it lands in the outbox instead (C23)."""

from django.conf import settings

from permanence.outside.notices import Mail, Mailer, PostedMail
from permanence.records.accounts import User
from permanence.records.notices import Notice, OutboxMail

SUBJECT = "Something is waiting for you in Permanence"


def send(notice: Notice, *, mailer: Mailer | None = None) -> None:
    """Send the mail of a notice to its worker's account; a worker without one who can sign in gets none.

    Raises:
        Unable: the mail server did not take it.
    """
    account = User.objects.filter(worker_id=notice.worker_id, is_active=True).first()
    if account is None:
        return
    mail = mail_of(notice, to=account.email)
    if notice.authority.is_demo:
        OutboxMail.objects.create(
            authority_id=notice.authority_id, to=mail.to, subject=mail.subject, body=mail.body, at=notice.at
        )
    else:
        (mailer or PostedMail()).send(mail)


def mail_of(notice: Notice, *, to: str) -> Mail:
    """Return the mail of a notice: where to look, and nothing of what is there."""
    where = f"/steps/{notice.step_id}/" if notice.step_id else "/notices/"
    return Mail(to=to, subject=SUBJECT, body=f"Sign in and open it here:\n{settings.BASE_URL}{where}\n")
