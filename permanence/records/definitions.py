"""Published versions of processes: the product runs from these rows alone."""

from django.db import models

from permanence.records.base import Row


class ProcessVersion(Row):
    """A published, immutable version: the resolved definition as canonical JSON, and its SHA-256 digest."""

    process_key = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    version = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    definition = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey("records.Worker", null=True, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "process_key", "number"], name="process_version_number_once"),
            models.UniqueConstraint(fields=["authority", "process_key", "digest"], name="process_version_digest_once"),
        ]
