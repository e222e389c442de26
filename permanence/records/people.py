"""People in one table (child, relative, carer, worker), with dated names and relationships."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from permanence.records.base import DatedRow, Row
from permanence.records.finding import PersonNameQuerySet


class Person(Row):
    """A person. What they are to whom stands in relationships; a child or worker row hangs on it.

    `name` is the current full name, kept beside the dated names by the operation that changes them.
    """

    number = models.CharField(max_length=20, null=True, blank=True)  # noqa: DJ001  # unique, but only a child need have one
    name = models.CharField(max_length=200)
    known_as = models.CharField(max_length=200, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    gender_described = models.CharField(max_length=200, blank=True)
    agency = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "number"], name="person_number_once")]
        indexes = [models.Index(fields=["authority", "date_of_birth"], name="person_born")]


class PersonName(DatedRow):
    """A name somebody had from a day until a day: its kind is `current`, `known_as`, or one of `kernel.names.KINDS`.

    `folded` and `sounds` are by what it is found (docs/adr/0037): PostgreSQL makes them of the name.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="names")
    kind = models.CharField(max_length=20, default="current")
    name = models.CharField(max_length=200)
    from_on = models.DateField(null=True, blank=True)  # type: ignore[assignment]
    folded = models.GeneratedField(
        expression=models.Func("name", function="records_folded"), output_field=models.TextField(), db_persist=True
    )
    sounds = models.GeneratedField(
        expression=models.Func("name", function="records_sounds"),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
    )

    objects = PersonNameQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=["folded"], name="name_spelling", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["sounds"], name="name_sound"),
        ]


class Relationship(DatedRow):
    """What one person is to another: `person` is the `relation` of `of`."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="is_related_to")
    of = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relations")
    relation = models.CharField(max_length=40)
    note = models.CharField(max_length=200, blank=True)
    from_on = models.DateField(null=True, blank=True)  # type: ignore[assignment]


class Worker(Row):
    """A worker of the authority. Roles, teams and leave are dated rows."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="worker")
    job_title = models.CharField(max_length=200)
    disabled_at = models.DateTimeField(null=True, blank=True)


class Membership(DatedRow):
    """A worker in a team."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey("records.Team", on_delete=models.PROTECT, related_name="memberships")


class RoleHeld(DatedRow):
    """A role a worker holds, within a team or (team null) the whole authority."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=60)
    team = models.ForeignKey("records.Team", null=True, on_delete=models.PROTECT, related_name="roles")


class Leave(DatedRow):
    """A worker away; `covered_by` acts for them."""

    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="leave")
    covered_by = models.ForeignKey(Worker, null=True, on_delete=models.PROTECT, related_name="+")
