"""Idempotency: an act done twice under one key is done once (P04)."""

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import models

from permanence.records.base import Row
from permanence.records.gathered import change


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


def was_done(*, authority_id: UUID, user_id: UUID | None, key: str) -> bool:
    """Return whether an act was done to its end under this key; the one under way in this transaction was not."""
    return done_under(authority_id=authority_id, user_id=user_id, key=key) is not None


def done_under(*, authority_id: UUID, user_id: UUID | None, key: str) -> DoneAct | None:
    """Return the act that was done to its end under this key, None where there is none."""
    whose = {"authority_id": authority_id, "user_id": user_id, "key": kept_key(key)}
    return DoneAct.objects.filter(**whose).exclude(result={}).first()


def keep_result(*, authority_id: UUID, user_id: UUID, key: str, result: Mapping[str, Any]) -> None:
    """Write down where the act under this key led, in the transaction that did it."""
    change(DoneAct.objects.filter(authority_id=authority_id, user_id=user_id, key=kept_key(key)), result=dict(result))


def kept_key(key: str) -> str:
    """Return what is kept of a key, which may hold anything: its SHA-256."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
