"""What an application on django-viewflow keeps besides, to do the same unit: revisions, next actions, keys, audit."""

from django.conf import settings
from django.db import models


class Revision(models.Model):
    """A saved state of a form, kept for ever."""

    process = models.ForeignKey("viewflow.Process", on_delete=models.PROTECT)
    number = models.PositiveIntegerField()
    answers = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["process", "number"], name="revision_once")]


class NextAction(models.Model):
    """What follows once the workstep is finished."""

    process = models.ForeignKey("viewflow.Process", on_delete=models.PROTECT, related_name="next_actions")
    key = models.CharField(max_length=60)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    created = models.ForeignKey("viewflow.Process", null=True, on_delete=models.PROTECT, related_name="created_by")


class DoneAct(models.Model):
    """An act done under a key, and where it led."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    result = models.JSONField(default=dict)
    done_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="key_once")]


class AuditHead(models.Model):
    """The end of the audit's chain."""

    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)


class AuditRow(models.Model):
    """One act, chained to the one before."""

    seq = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    act = models.TextField()
    user_id = models.BigIntegerField()
    process_id = models.BigIntegerField()
    said = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
