"""Published versions of processes: the product runs from these rows alone. And what is laid out to be published."""

from django.db import models

from permanence.records.base import Row


class ProcessVersion(Row):
    """A published, immutable version: the resolved definition as canonical JSON, and its SHA-256 digest.

    `wording` names the words that were changed under an old key and said to mean what they meant: `key, was, now`.
    """

    process_key = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    version = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    definition = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey("records.Worker", null=True, on_delete=models.PROTECT, related_name="+")
    why = models.TextField(blank=True)
    wording = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "process_key", "number"], name="process_version_number_once"),
            models.UniqueConstraint(fields=["authority", "process_key", "digest"], name="process_version_digest_once"),
        ]


class Candidate(Row):
    """A process that somebody read in and that is without faults, laid out to be published; it is not in force.

    `source` says where it came from, in words: the name of a file, or "this release".
    """

    process_key = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    definition = models.JSONField()
    source = models.CharField(max_length=200)
    laid_out_at = models.DateTimeField()
    laid_out_by = models.ForeignKey("records.Worker", null=True, on_delete=models.PROTECT, related_name="+")
