"""A child, and the dated facts this release shows the present of."""

from django.db import models

from permanence.records.base import DatedRow, Row
from permanence.records.relations import ChildQuerySet

ACCESS_CLASSES = [("open", "Open"), ("restricted", "Restricted"), ("sealed", "Sealed")]


class Child(Row):
    """A child the authority works with. Who may see it: `.seen_by(actor)` and its access class."""

    person = models.OneToOneField("records.Person", on_delete=models.PROTECT, related_name="child")
    team = models.ForeignKey("records.Team", null=True, on_delete=models.PROTECT, related_name="children")
    access_class = models.CharField(max_length=10, choices=ACCESS_CLASSES, default="open")
    version = models.PositiveIntegerField(default=1)
    facts_from_forms = models.JSONField(default=dict)

    objects = ChildQuerySet.as_manager()


class CarePeriod(DatedRow):
    """A period of being looked after."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="care_periods")
    category_of_need = models.CharField(max_length=4)


class LegalStatus(DatedRow):
    """A legal status (code of B6) from a day until a day."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="legal_statuses")
    code = models.CharField(max_length=4)


class Placement(DatedRow):
    """A home: type and provider codes (B7); the address is held apart by its class (A)."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="placements")
    code = models.CharField(max_length=4)
    provider = models.CharField(max_length=4)
    carers = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=400, blank=True)
    is_permanent = models.BooleanField(default=False)


class Allocation(DatedRow):
    """A worker who works with the child in a role."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="allocations")
    worker = models.ForeignKey("records.Worker", on_delete=models.PROTECT, related_name="allocations")
    role = models.CharField(max_length=60)


class Review(Row):
    """A Child in Care Review that was held: what the next due date is counted from (B1.3).

    `withdrawn_at`: its finish was undone, or its workstep was finished anew, which made another row.
    """

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=10)
    held_on = models.DateField()
    iro = models.ForeignKey("records.Worker", null=True, on_delete=models.PROTECT, related_name="+")
    permanence_agreed = models.BooleanField(default=False)
    ratified_home = models.BooleanField(default=False)
    minute_reference = models.CharField(max_length=200, blank=True)
    step = models.ForeignKey("records.Workstep", null=True, on_delete=models.PROTECT, related_name="reviews")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["step"], condition=models.Q(withdrawn_at__isnull=True), name="one_review_a_step"
            )
        ]
