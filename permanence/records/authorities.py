"""An authority, its settings, teams and team inboxes."""

from django.db import models

from permanence.records.base import DatedRow, Row, UuidV7, new_id


class Authority(models.Model):
    """One local authority. `is_demo` allows the demo clock; nothing else does (C20)."""

    id = models.UUIDField(primary_key=True, default=new_id, db_default=UuidV7(), editable=False)
    key = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    is_demo = models.BooleanField(default=False)
    next_person_number = models.BigIntegerField(default=3900001)
    settings = models.JSONField(default=dict)


class DemoClock(models.Model):
    """Where the demo clock was set, and the real instant at which it was; it runs on from there (C20)."""

    authority = models.OneToOneField(Authority, primary_key=True, on_delete=models.PROTECT)
    practice_at = models.DateTimeField()
    set_at = models.DateTimeField()


class Team(Row):
    """A team of workers. `manager` is found from the roles held in it."""

    key = models.SlugField()
    name = models.CharField(max_length=200)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "key"], name="team_key_once")]


class Inbox(Row):
    """A team inbox ("virtual worker"): work is passed to it and any member picks it up (R88)."""

    key = models.SlugField()
    title = models.CharField(max_length=200)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="inboxes")
    owner = models.ForeignKey("records.Worker", null=True, on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey("records.Worker", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "key"], name="inbox_key_once")]


class InboxMember(DatedRow):
    """A worker who may pick up from an inbox, from a day until a day."""

    inbox = models.ForeignKey(Inbox, on_delete=models.PROTECT, related_name="members")
    worker = models.ForeignKey("records.Worker", on_delete=models.PROTECT, related_name="inbox_memberships")
