"""Other names of a child: at birth, former, or also known as, so that she is found by any of them (issue: finding)."""

from datetime import date, datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.london import london_date
from permanence.kernel.names import ALSO, read_name
from permanence.kernel.reading import NotRead
from permanence.operations.acting import Acted, practice_act
from permanence.operations.allowed import refuse
from permanence.operations.done import Done
from permanence.operations.loading import load_child
from permanence.records.children import Child
from permanence.records.people import PersonName


@practice_act("add_name")
def add_name(
    *,
    child_id: UUID,
    name: str,
    kind: str,
    from_on: date | None = None,
    to_on: date | None = None,
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Acted[Done]:
    """Write down another name of a child; the name of the record stays as it is.

    Args:
        kind: key of `kernel.names.ALSO`.
        from_on, to_on: first day of the name, and first day on which the child had it no longer; None where not known.

    Raises:
        Refused: the actor may not; the name is missing, cannot be read or stands there already; or the days are wrong.
    """
    child = load_child("add_name", child_id=child_id, actor=actor, at=at)
    if kind not in ALSO:
        raise refuse("Choose what the name is.")
    _refuse_days(from_on, to_on, today=london_date(at))
    # Whoever else adds one waits here, so that no name is written down twice.
    Child.objects.select_for_update().get(id=child_id)
    names = PersonName.objects.filter(person_id=child.row.person_id)
    tidy = _tidy(name)
    if names.filter(name=tidy).exists():
        raise refuse(f"{tidy} is written down already. Look through the names above.")
    row = PersonName.objects.create(
        authority_id=actor.authority_id,
        person_id=child.row.person_id,
        kind=kind,
        name=tidy,
        from_on=from_on,
        to_on=to_on,
    )
    return Acted(
        done=Done(says=f"{tidy} is written down.", child_id=child_id, next_where=f"/children/{child_id}/names/"),
        child_id=child_id,
        object_type="personname",
        object_id=row.id,
        why=child.why,
        said={"kind": kind},
    )


def _tidy(name: str) -> str:
    try:
        tidy = read_name(name)
    except NotRead as wrong:
        raise refuse(str(wrong)) from None
    if not tidy:
        raise refuse("Write the name.")
    return tidy


def _refuse_days(from_on: date | None, to_on: date | None, *, today: date) -> None:
    if any(day and day > today for day in (from_on, to_on)):
        raise refuse("A day of the name lies in the future. Give the days on which the child had it.")
    if from_on and to_on and to_on < from_on:
        raise refuse("The name ends before it begins. Look at the two days again.")
