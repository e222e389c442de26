"""Requests on a workstep, and its next actions."""

from django.db import models

from permanence.records.base import Row
from permanence.records.worklists import HOLDER, RequestQuerySet

REQUEST_STATES = [(s, s.title()) for s in ("sent", "completed", "declined", "withdrawn", "waived", "voided")]
ACTION_STATES = [(s, s.title()) for s in ("proposal", "sent", "removed", "withdrawn")]


class Request(Row):
    """A request sent on a workstep. Open while `state` is sent: `closed_at` is null then.

    `form_version` is the version it was sent with; once it is answered, the version that was answered. `sent_for` and
    `completed_for` are the workers in whose name a deputy sent and answered it.
    """

    step = models.ForeignKey("records.Workstep", on_delete=models.PROTECT, related_name="requests")
    child = models.ForeignKey("records.Child", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=REQUEST_STATES, default="sent")
    version = models.PositiveIntegerField(default=1)
    sent_by = models.ForeignKey(
        "records.Worker", on_delete=models.PROTECT, related_name="sent_requests", db_index=False
    )
    sent_for = models.ForeignKey(
        "records.Worker", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    sent_at = models.DateTimeField()
    form_version = models.PositiveIntegerField(default=0)
    to_worker = models.ForeignKey(
        "records.Worker", null=True, on_delete=models.PROTECT, related_name="requests", db_index=False
    )
    to_inbox = models.ForeignKey(
        "records.Inbox", null=True, on_delete=models.PROTECT, related_name="requests", db_index=False
    )
    picked_up_by = models.ForeignKey(
        "records.Worker", null=True, on_delete=models.PROTECT, related_name="picked_up_requests", db_index=False
    )
    picked_up_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey("records.Worker", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    resumed_at = models.DateTimeField(null=True)
    completed_by = models.ForeignKey(
        "records.Worker", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    completed_for = models.ForeignKey(
        "records.Worker", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    completed_at = models.DateTimeField(null=True)
    covered_hash = models.CharField(max_length=64, blank=True)
    covered = models.JSONField(null=True)
    reason = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "step", "key"],
                condition=models.Q(closed_at__isnull=True) & ~models.Q(kind="plain"),
                name="one_open_request_a_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(to_worker__isnull=False) | models.Q(to_inbox__isnull=False),
                name="request_goes_to_somebody",
            ),
        ]
        indexes = [
            models.Index(
                "authority",
                HOLDER,
                "sent_at",
                name="request_holder_open",
                condition=models.Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["authority", "to_inbox", "sent_at"],
                name="request_inbox_open",
                condition=models.Q(closed_at__isnull=True, picked_up_by__isnull=True),
            ),
            models.Index(
                fields=["authority", "sent_by", "sent_at"],
                name="request_sender_open",
                condition=models.Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["authority", "sent_by", "closed_at"],
                name="request_declined",
                condition=models.Q(state="declined"),
            ),
        ]


class NextAction(Row):
    """A next action added to a workstep: a proposal until the finish (or sent at once)."""

    step = models.ForeignKey("records.Workstep", on_delete=models.PROTECT, related_name="next_actions")
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=ACTION_STATES, default="proposal")
    position = models.PositiveIntegerField(default=1)
    to_worker = models.ForeignKey(
        "records.Worker", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    to_inbox = models.ForeignKey("records.Inbox", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(max_length=60, blank=True)
    reason_text = models.TextField(blank=True)
    note = models.TextField(blank=True)
    purpose = models.CharField(max_length=60, blank=True)
    due_on = models.DateField(null=True)
    added_by = models.ForeignKey("records.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(
        "records.Worker", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    created_step = models.ForeignKey(
        "records.Workstep", null=True, on_delete=models.PROTECT, related_name="created_by_action"
    )
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
