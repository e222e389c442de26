"""Worksteps: units of work on a child; what a worklist shows stands on the row itself."""

from django.db import models

from permanence.records.base import Row
from permanence.records.worklists import WorkstepQuerySet

STATES = [("incoming", "Incoming"), ("started", "Started"), ("finished", "Finished"), ("cancelled", "Cancelled")]


class Workstep(Row):
    """One workstep. Every act checks `version` and raises it (compare-and-swap).

    `process_version` is null until Start pins it. It is with one worker or one inbox until it is closed. `move` says in
    words whose move it is, `waits_since` since when; `passed_over` keeps why a rule that asks was passed over.

    `head` keeps under `copied`, from the finish on, what the form had copied from elsewhere (`Prefilled.to_plain`);
    under `before`, once it is reopened, the form as it was last finished; under `brought` that its text was begun on
    another child. `replaces` is the cancelled workstep whose place it took. From `withheld_at` on nobody reads its text
    but those whom the table of access lets (`step_readers.py`).

    `privileged` names the group whose people open it, besides whoever has it; "" where all do who may see the child
    (`privileged.py`). It is what the process said when the workstep was passed on, started or moved.

    Whom a column names is not indexed by itself: each way of looking has an index that begins with the authority, and
    an act changes a row without touching the others.
    """

    child = models.ForeignKey("records.Child", on_delete=models.PROTECT, related_name="worksteps")
    pathway = models.ForeignKey("records.Pathway", on_delete=models.PROTECT, related_name="worksteps")
    process_key = models.CharField(max_length=60)
    process_version = models.ForeignKey(
        "records.ProcessVersion", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    step_type = models.CharField(max_length=60)
    privileged = models.CharField(max_length=121, blank=True)
    title = models.CharField(max_length=200)
    child_name = models.CharField(max_length=200)
    child_number = models.CharField(max_length=20)
    child_born_on = models.DateField()
    access_class = models.CharField(max_length=10, default="open")
    state = models.CharField(max_length=10, choices=STATES, default="incoming")
    version = models.PositiveIntegerField(default=1)
    form_version = models.PositiveIntegerField(default=0)
    passed_by = models.ForeignKey(
        "records.Worker", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    passed_at = models.DateTimeField()
    sent_early = models.BooleanField(default=False)
    passed_reason = models.CharField(max_length=400, blank=True)
    assigned_worker = models.ForeignKey(
        "records.Worker", null=True, on_delete=models.PROTECT, related_name="assigned_steps", db_index=False
    )
    assigned_inbox = models.ForeignKey(
        "records.Inbox", null=True, on_delete=models.PROTECT, related_name="assigned_steps", db_index=False
    )
    came_from_inbox = models.ForeignKey(
        "records.Inbox", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    picked_up_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey("records.Worker", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    started_at = models.DateTimeField(null=True)
    started_by = models.ForeignKey(
        "records.Worker", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    finished_at = models.DateTimeField(null=True)
    finished_by = models.ForeignKey(
        "records.Worker", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    finished_hash = models.CharField(max_length=64, blank=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(
        "records.Worker", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    cancel_reason = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    purpose = models.CharField(max_length=60, blank=True)
    review_due_on = models.DateField(null=True)
    pair = models.UUIDField(null=True)
    move = models.CharField(max_length=200, blank=True)
    waits_since = models.DateTimeField(null=True)
    head = models.JSONField(default=dict)
    passed_over = models.JSONField(default=dict)
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    withheld_at = models.DateTimeField(null=True)

    objects = WorkstepQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["authority", "assigned_worker", "state", "due_on", "passed_at"],
                name="step_worker_open",
                condition=models.Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["authority", "assigned_inbox", "passed_at"],
                name="step_inbox_open",
                condition=models.Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["authority", "passed_by", "passed_at"],
                name="step_passed_on_open",
                condition=models.Q(closed_at__isnull=True),
            ),
            models.Index(fields=["authority", "child", "passed_at"], name="step_child"),
            models.Index(
                fields=["authority", "finished_by", "-finished_at"],
                name="step_finished_by",
                condition=models.Q(finished_at__isnull=False),
            ),
        ]


class StepEvent(Row):
    """One act on a workstep, immutable: what "Latest" shows."""

    step = models.ForeignKey(Workstep, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    act = models.CharField(max_length=40)
    by = models.ForeignKey("records.Worker", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    acting_for = models.ForeignKey(
        "records.Worker", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    said = models.CharField(max_length=400)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["authority", "by", "step"], name="event_by")]


class StepViewed(Row):
    """When a worker first opened a workstep or request passed to them: "Seen"."""

    step = models.ForeignKey(Workstep, on_delete=models.PROTECT, related_name="viewings")
    worker = models.ForeignKey("records.Worker", on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "step", "worker"], name="step_viewed_once")]
