"""One contract for the mailer and its fake: taken, or said to be not taken (C23)."""

from collections.abc import Callable

import pytest
from django.core import mail

from permanence.outside.notices import HeldMail, Mail, Mailer, PostedMail
from permanence.outside.unable import Unable

LETTER = Mail(to="priya@example.org", subject="Something is waiting", body="http://localhost:8000/steps/1/")
Way = tuple[Mailer, Callable[[], list[tuple[str, str, str]]], Callable[[], None]]


def posted(monkeypatch: pytest.MonkeyPatch) -> Way:
    def down() -> None:
        def refuses(*_: object, **__: object) -> int:
            raise OSError("Connection refused")

        monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuses)

    return PostedMail(), lambda: [(m.to[0], str(m.subject), str(m.body)) for m in mail.outbox], down


def held(_: pytest.MonkeyPatch) -> Way:
    fake = HeldMail()
    return (
        fake,
        lambda: [(each.to, each.subject, each.body) for each in fake.sent],
        lambda: setattr(fake, "is_down", True),
    )


@pytest.mark.parametrize("way", [posted, held])
def test_mail_is_taken_or_said_not_to_be(
    way: Callable[[pytest.MonkeyPatch], Way], monkeypatch: pytest.MonkeyPatch
) -> None:
    mailer, sent, goes_down = way(monkeypatch)
    mailer.send(LETTER)
    assert sent() == [(LETTER.to, LETTER.subject, LETTER.body)]
    goes_down()
    with pytest.raises(Unable, match="did not take the mail"):
        mailer.send(LETTER)
    assert len(sent()) == 1
