"""Files that answers hold: whole or absent, known by their SHA-256 (P05)."""

from django.db import models

from permanence.records.base import Row


class StoredFile(Row):
    """A file on one child, answering one question. The bytes stand in the file store under `sha256`."""

    child = models.ForeignKey("records.Child", on_delete=models.PROTECT, related_name="files")
    step = models.ForeignKey("records.Workstep", on_delete=models.PROTECT, related_name="files")
    section = models.CharField(max_length=60)
    field = models.CharField(max_length=200)
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    access_class = models.CharField(max_length=10, default="open")
    classes = models.CharField(max_length=5, default="P")
    uploaded_by = models.ForeignKey("records.Worker", on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
