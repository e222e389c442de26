"""What every row has: a UUIDv7 and its authority (ADR: every row carries its authority)."""

from collections.abc import Callable
from contextvars import ContextVar
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Expression, Func, Q
from uuid_utils.compat import uuid7


class UuidV7(Func):
    """PostgreSQL's `uuidv7()`, the default of rows that come by COPY."""

    function = "uuidv7"
    output_field = models.UUIDField()


id_source: ContextVar[Callable[[], UUID]] = ContextVar("where new ids come from", default=uuid7)
"""Set only where the same ids must come again, as in a demo made from a seed (C04)."""


def new_id() -> UUID:
    """Return a new UUIDv7 (C07)."""
    return id_source.get()()


def holding(today: date | Expression, *, at: str = "") -> Q:
    """Return the condition that a dated row holds today; `at` is the path to it, such as `members__`."""
    begun = Q(**{f"{at}from_on__isnull": True}) | Q(**{f"{at}from_on__lte": today})
    return begun & (Q(**{f"{at}to_on__isnull": True}) | Q(**{f"{at}to_on__gt": today}))


class Row(models.Model):
    """A row with a public id (C07) that belongs to one authority."""

    id = models.UUIDField(primary_key=True, default=new_id, db_default=UuidV7(), editable=False)
    authority = models.ForeignKey("records.Authority", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True


class DatedRow(Row):
    """A row that holds from a day until a day (or still): `to_on` is the first day on which it holds no longer.

    So what follows begins on the day the last one ends, and whoever leaves a team today has left it at once.
    """

    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
