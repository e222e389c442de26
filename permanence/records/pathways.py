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


ENDING_STATES = [(state, state.title()) for state in ("asked", "ended", "declined", "withdrawn")]


class PathwayEnding(Row):
    """An end of a pathway by an act of its own: asked for where somebody else authorises it (Q18), or done at once.

    `ground` is a key of `kernel.endings.GROUNDS`, `on` the day it happened, `evidence` where that can be looked up.
    """

    pathway = models.ForeignKey(Pathway, on_delete=models.PROTECT, related_name="endings")
    ground = models.CharField(max_length=30)
    on = models.DateField()
    reason = models.TextField()
    evidence = models.TextField()
    state = models.CharField(max_length=10, choices=ENDING_STATES)
    asked_by = models.ForeignKey("records.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(
        "records.Worker", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pathway"], condition=models.Q(state="asked"), name="one_end_asked_for"),
            models.UniqueConstraint(fields=["pathway"], condition=models.Q(state="ended"), name="one_end_a_pathway"),
        ]
