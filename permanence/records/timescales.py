"""Due dates: one row for each child, rule and start event; superseded, never overwritten."""

from django.db import models

from permanence.records.base import Row


class Due(Row):
    """A due date with its inputs and arithmetic; `superseded_by` is null in the standing row."""

    child = models.ForeignKey("records.Child", on_delete=models.PROTECT, related_name="dues")
    step = models.ForeignKey("records.Workstep", null=True, on_delete=models.PROTECT, related_name="dues")
    rule_id = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    start_event = models.CharField(max_length=80)
    start_on = models.DateField()
    due_on = models.DateField()
    raw_on = models.DateField()
    inputs = models.JSONField(default=dict)
    arithmetic = models.TextField()
    told = models.JSONField(default=list)
    made_at = models.DateTimeField()
    met_on = models.DateField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stop_reason = models.CharField(max_length=200, blank=True)
    superseded_by = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="supersedes")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "child", "rule_id", "start_event"],
                condition=models.Q(superseded_by__isnull=True),
                name="one_standing_due",
            )
        ]
        indexes = [
            models.Index(
                fields=["authority", "due_on"],
                name="due_open",
                condition=models.Q(superseded_by__isnull=True, met_on__isnull=True, stopped_at__isnull=True),
            )
        ]
