"""Idempotency: an act done twice under one key is done once (P04)."""

from django.db import models

from permanence.records.base import Row


class DoneAct(Row):
    """An act done under a key: who, what body, and where it led. The same key with another body is refused (422)."""

    user = models.ForeignKey("records.User", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=100)
    body_digest = models.CharField(max_length=64)
    result = models.JSONField(default=dict)
    done_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "user", "key"], name="act_key_once")]
