"""The child's way to permanence: one open pathway a child; every workstep belongs to one."""

from django.db import models

from permanence.records.base import Row


class Pathway(Row):
    """A pathway: its anchors, position and outcome. Its row is the one lock across steps, taken first."""

    child = models.ForeignKey("records.Child", on_delete=models.PROTECT, related_name="pathways")
    process_key = models.CharField(max_length=60)
    opened_at = models.DateTimeField()
    anchors = models.JSONField(default=dict)
    position = models.CharField(max_length=60, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=60, blank=True)
    outcome_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "child"],
                condition=models.Q(closed_at__isnull=True),
                name="one_open_pathway_a_child",
            )
        ]
