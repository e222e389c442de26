"""An act on django-viewflow: one transaction, done once under its key, with its audit row written last."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.timezone import now


class Doing:
    """How acts are done: `whole` with key and audit, as ours are, or as django-viewflow comes, with neither."""

    def __init__(self, *, whole: bool) -> None:
        self.whole = whole

    @contextmanager
    def act(self, name: str, *, user: Any, process_id: int) -> Iterator[None]:
        """Have one transaction, the act within it."""
        with transaction.atomic():
            if self.whole:
                done = _claimed(name, user)
            yield
            if self.whole:
                done.result = {"process": process_id}
                done.save(update_fields=["result"])
                _append(name, user=user, process_id=process_id)


def _claimed(name: str, user: Any) -> Any:
    from bench.with_viewflow.models import DoneAct

    digest = hashlib.sha256(name.encode()).hexdigest()
    given = {"digest": digest, "done_at": now()}
    done, is_new = DoneAct.objects.get_or_create(user=user, key=uuid4().hex, defaults=given)
    if not is_new:
        raise RuntimeError("It was done before.")
    return done


def _append(name: str, *, user: Any, process_id: int) -> None:
    from bench.with_viewflow.models import AuditHead, AuditRow

    head, at = AuditHead.objects.select_for_update().get(), now()
    text = json.dumps([head.seq + 1, at.isoformat(), name, user.id, process_id, head.hash])
    digest = hashlib.sha256(text.encode()).hexdigest()
    given = {"seq": head.seq + 1, "at": at, "act": name, "user_id": user.id, "process_id": process_id}
    AuditRow.objects.create(**given, previous_hash=head.hash, hash=digest)
    head.seq, head.hash = head.seq + 1, digest
    head.save()
