"""Who was admitted to the privileged worksteps of a child, by whom and why; the row stays when it has ended."""

from django.db import models

from permanence.records.base import Row


class Admission(Row):
    """Somebody admitted to the worksteps of a privileged group (`place`) of one child, from `at` until `ended_at`."""

    child = models.ForeignKey("records.Child", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=121)
    worker = models.ForeignKey("records.Worker", on_delete=models.PROTECT, related_name="+")
    admitted_by = models.ForeignKey("records.Worker", on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    reason = models.TextField()
    ended_by = models.ForeignKey(
        "records.Worker", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "child", "place", "worker"],
                name="admitted_once",
                condition=models.Q(ended_at__isnull=True),
            )
        ]
