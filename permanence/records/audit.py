"""The audit: append-only, partitioned by month, hash-chained per authority and month; the head is locked last."""

from django.db import models


class AuditHead(models.Model):
    """The end of one authority's chain for one month: sequence number and hash of its last row."""

    pk = models.CompositePrimaryKey("authority_id", "month")
    authority = models.ForeignKey("records.Authority", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    seq = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)


class AuditRow(models.Model):
    """One act or read, as written in the transaction that did it. Partitioned by `month`; never changed.

    `at` is practice time, `real_at` the real instant; `why` says why it was allowed; `ids` what was shown.
    """

    pk = models.CompositePrimaryKey("authority_id", "month", "seq")
    authority = models.ForeignKey("records.Authority", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    real_at = models.DateTimeField()
    act = models.CharField(max_length=60)
    user_id = models.UUIDField(null=True)
    worker_id = models.UUIDField(null=True)
    acting_for_id = models.UUIDField(null=True)
    child_id = models.UUIDField(null=True)
    object_type = models.CharField(max_length=40)
    object_id = models.UUIDField(null=True)
    why = models.CharField(max_length=200)
    ids = models.JSONField(default=list)
    said = models.JSONField(default=dict)
    request_id = models.CharField(max_length=60)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        managed = False
        db_table = "records_auditrow"
