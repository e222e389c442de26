"""Notices and alerts to workers, and what the demo outbox holds instead of sending (C23)."""

from django.db import models

from permanence.records.base import Row


class Notice(Row):
    """Something a worker is told. An alert stays on the child's page until `ended_at` (Q28).

    `due` is set where it says that a date comes near or has passed: of each kind, a worker is told once for each date.
    """

    worker = models.ForeignKey("records.Worker", on_delete=models.PROTECT, related_name="notices")
    child = models.ForeignKey("records.Child", null=True, on_delete=models.PROTECT, related_name="notices")
    step = models.ForeignKey("records.Workstep", null=True, on_delete=models.PROTECT, related_name="+")
    due = models.ForeignKey("records.Due", null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    is_alert = models.BooleanField(default=False)
    says = models.TextField()
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    mail_sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["due", "kind", "worker"], condition=models.Q(due__isnull=False), name="told_once_of_a_due"
            )
        ]
        indexes = [
            models.Index(
                fields=["authority", "worker", "-at"], name="notice_unread", condition=models.Q(read_at__isnull=True)
            )
        ]


class OutboxMail(Row):
    """A mail as it would have been sent; it carries a link, never content."""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    at = models.DateTimeField()
