"""What somebody typed and sent after their session had ended: kept for them alone until they sign in (docs/adr/0029).

The text of a section becomes a draft. Any other form (a note, a reason, a comment) waits as it was sent, until it is
shown to them again on its page and sent from there, or until its day is over.

It stands sealed with a key that only the browser holds that sent it. So whoever reads the table reads nothing, and
another account that signs in there gets nothing: a row is opened for its own account alone.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from permanence.kernel.actors import Actor
from permanence.kernel.answers import Typed
from permanence.kernel.reasons import Hidden
from permanence.operations.drafts import add_to_draft, keep_draft, page_of
from permanence.outside.sealing import NotSealedSo, seal, unseal
from permanence.records.accounts import User
from permanence.records.acts import was_done
from permanence.records.parked import ParkedText

KEPT_FOR = timedelta(days=1)
MOST_BYTES = 2 * 1024 * 1024
MOST_PAGES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was typed on a page, with all that its draft needs to know of the page.

    Args:
        step_id, section: of the section; "" for any other form. path: the address that such a form goes to.
        is_part: it is some answers of a draft that stands, such as what was written from two versions.
        files: names of files that came with it; they are not kept.
    """

    step_id: str = ""
    section: str = ""
    path: str = ""
    version: int = 0
    typed: Typed
    key: str = ""
    over: str = ""
    turn: int = 0
    is_part: bool = False
    files: list[str] = field(default_factory=list)


def park(sent: Sent, *, user_id: UUID, key: str, at: datetime) -> bool:
    """Keep what was sent for this account; return whether it could be kept: it is not when it is too much.

    Args:
        key: of `outside.sealing`, in the cookie of the browser that sent it.
        at: the real instant. What is older than a day goes; an account has ten pages at most, the newest.
    """
    content = json.dumps(asdict(sent)).encode()
    user = User.objects.filter(id=user_id, is_active=True).first()
    if user is None or len(content) > MOST_BYTES:
        return False
    whose: dict[str, Any] = {"authority_id": user.authority_id, "user_id": user_id}
    with transaction.atomic():
        ParkedText.objects.filter(parked_at__lt=at - KEPT_FOR).delete()
        where = {**whose, "page": page_of(sent.key), "cookie": _digest(key)}
        now = {"sealed": seal(content, key=key), "parked_at": at}
        row, is_new = ParkedText.objects.select_for_update().get_or_create(**where, defaults=now)
        if not is_new and not _is_later(row, sent, key=key):
            ParkedText.objects.filter(id=row.id).update(**now)
        newest = ParkedText.objects.filter(**whose).order_by("-parked_at").values_list("id", flat=True)
        ParkedText.objects.filter(**whose).exclude(id__in=list(newest[:MOST_PAGES])).delete()
    return True


def give_back(*, key: str, actor: Actor, at: datetime) -> list[Sent]:
    """Make drafts of what this browser sent while the actor was signed out, and return it; each once.

    What another account sent from it stays sealed. What the actor may not see any more stays until its day is over.
    """
    if actor.user_id is None:
        return []
    rows = ParkedText.objects.filter(user_id=actor.user_id, cookie=_digest(key))
    with transaction.atomic():
        waiting = list(rows.select_for_update().order_by("parked_at"))
        return list(_given_back(waiting, key=key, actor=actor, at=at))


def waiting_form(*, key: str, actor: Actor) -> Sent | None:
    """Return the form, no section's, that this browser sent last while the actor was signed out; it waits on."""
    rows = ParkedText.objects.filter(user_id__in=[actor.user_id], cookie=_digest(key))
    fresh = rows.filter(parked_at__gte=actor.real_at - KEPT_FOR).order_by("-parked_at")
    return next((sent for row in fresh if (sent := _opened(row, key=key)) and sent.path), None)


def forget_form(*, key: str, actor: Actor, page: str) -> None:
    """Forget a form that was sent again and done.

    Args:
        page: `Sent.key` of it.
    """
    ParkedText.objects.filter(user_id__in=[actor.user_id], cookie=_digest(key), page=page_of(page)).delete()


def is_empty(*, key: str) -> bool:
    """Return whether nothing waits for anybody in this browser."""
    return not ParkedText.objects.filter(cookie=_digest(key)).exists()


def _is_later(row: ParkedText, sent: Sent, *, key: str) -> bool:
    """Return whether what waits was sent after this, which only arrives later."""
    waiting = _opened(row, key=key)
    return waiting is not None and waiting.turn > sent.turn


def _given_back(waiting: list[ParkedText], *, key: str, actor: Actor, at: datetime) -> Iterator[Sent]:
    for row in waiting:
        sent = _opened(row, key=key) if actor.real_at - row.parked_at <= KEPT_FOR else None
        is_new = sent is not None and not was_done(
            authority_id=actor.authority_id, user_id=actor.user_id, key=sent.key or "-"
        )
        if is_new and sent and sent.path:
            continue
        try:
            if is_new and sent:
                _make_draft(sent, actor=actor, at=at)
                yield sent
        except Hidden:
            continue
        row.delete()


def _opened(row: ParkedText, *, key: str) -> Sent | None:
    try:
        plain: dict[str, Any] = json.loads(unseal(bytes(row.sealed), key=key))
    except NotSealedSo:
        return None
    return Sent(**plain)


def _make_draft(sent: Sent, *, actor: Actor, at: datetime) -> None:
    where: dict[str, Any] = {"step_id": UUID(sent.step_id), "section": sent.section, "actor": actor, "at": at}
    if sent.is_part:
        add_to_draft(typed=sent.typed, page=sent.over, **where)
    else:
        marks: dict[str, Any] = {"key": sent.key or None, "over": sent.over, "turn": sent.turn}
        keep_draft(base_version=sent.version, typed=sent.typed, **marks, **where)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
