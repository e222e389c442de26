"""What a reviewer says about a section of a form without editing it."""

from django.db import models

from permanence.records.base import Row


class SectionComment(Row):
    """A comment on one section: never part of its answers, nor of what is authorised. Kept for ever.

    `section_version` is the version of the section it speaks of. It is open until whoever writes the section settles it
    with a word; `version` is raised then (compare-and-swap).
    """

    step = models.ForeignKey("records.Workstep", on_delete=models.PROTECT, related_name="comments")
    section = models.CharField(max_length=60)
    section_version = models.PositiveIntegerField()
    text = models.TextField()
    by = models.ForeignKey("records.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)
    acting_for = models.ForeignKey(
        "records.Worker", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    settled_word = models.TextField(blank=True)
    settled_by = models.ForeignKey(
        "records.Worker", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True, settled_by__isnull=True, settled_word="")
                | (models.Q(settled_at__isnull=False, settled_by__isnull=False) & ~models.Q(settled_word="")),
                name="comment_settled_by_somebody_with_a_word",
            )
        ]
