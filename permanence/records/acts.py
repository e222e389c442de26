"""Idempotency: an act done twice under one key is done once (P04)."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models

from permanence.records.base import Row, new_id


class DoneAct(Row):
    """An act done under a key: who, what body, and where it led. The same key with another body is refused (422).

    Of the key, which comes from a page and may hold anything, the SHA-256 is kept.
    """

    user = models.ForeignKey("records.User", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=64)
    body_digest = models.CharField(max_length=64)
    result = models.JSONField(default=dict)
    done_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "user", "key"], name="act_key_once")]


def claim_key(*, authority_id: UUID, user_id: UUID, key: str, body_digest: str, at: datetime) -> DoneAct | None:
    """Take a key for an act that begins now; return the act done under it already, or None where it is new.

    Whoever comes second waits here until the first has committed, and gets its act; or has failed, and does it anew.
    """
    whose = {"authority_id": authority_id, "user_id": user_id, "key": _kept(key)}
    claim = DoneAct(id=new_id(), body_digest=body_digest, done_at=at, **whose)
    DoneAct.objects.bulk_create([claim], ignore_conflicts=True)
    standing = DoneAct.objects.get(**whose)
    return None if standing.id == claim.id else standing


def was_done(*, authority_id: UUID, user_id: UUID | None, key: str) -> bool:
    """Return whether an act was done to its end under this key; the one under way in this transaction was not."""
    return done_under(authority_id=authority_id, user_id=user_id, key=key) is not None


def done_under(*, authority_id: UUID, user_id: UUID | None, key: str) -> DoneAct | None:
    """Return the act that was done to its end under this key, None where there is none."""
    whose = {"authority_id": authority_id, "user_id": user_id, "key": _kept(key)}
    return DoneAct.objects.filter(**whose).exclude(result={}).first()


def keep_result(*, authority_id: UUID, user_id: UUID, key: str, result: Mapping[str, Any]) -> None:
    """Write down where the act under this key led, in the transaction that did it."""
    DoneAct.objects.filter(authority_id=authority_id, user_id=user_id, key=_kept(key)).update(result=dict(result))


def _kept(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
