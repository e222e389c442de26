"""Finding a child by a name that may be misspelt, heard, former or cut short, by number or by date of birth (P15, P19).

The children whom the reader may see are narrowed first, by the rule of every other list (records/relations.py); what is
counted, ordered and cut off is what is left. So a child who is hidden from the reader changes nothing of the answer.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from permanence.kernel.actors import Actor
from permanence.kernel.finding import Sought, read_sought
from permanence.kernel.london import london_date
from permanence.kernel.reading import NotRead
from permanence.queries.child_rows import ChildrenPage, rows_of
from permanence.queries.listings import Pager
from permanence.records.children import Child
from permanence.records.finding import LIKE_ENOUGH, likeness, loosely
from permanence.records.people import PersonName

MOST_SHOWN = 25
LONGEST_ECHO = 200


def found_page(*, typed: str, actor: Actor, at: datetime) -> ChildrenPage:
    """Return the children whom the actor may see and who could be meant, the likeliest first, 25 at most.

    Args:
        typed: what was typed into the box, whatever it is.
    """
    today = london_date(at)
    try:
        sought = read_sought(typed, today=today)
    except NotRead as wrong:
        return ChildrenPage(query=_echo(typed), rows=(), pager=Pager(says=""), empty="", wrong=str(wrong))
    ids = found_ids(sought, actor=actor, today=today)
    shown = ids[:MOST_SHOWN]
    words = " ".join(typed.split())
    return ChildrenPage(
        query=words,
        rows=rows_of(shown, actor=actor, today=today, sought=True),
        pager=Pager(says=_says(len(ids), sought)),
        empty=f"No child you may see matches “{words}”. Try part of a name or the number.",
        searched=words,
    )


def found_ids(sought: Sought, *, actor: Actor, today: date) -> list[UUID]:
    """Return the children found, the likeliest first, one more than are shown where there are more. Two queries."""
    with transaction.atomic():
        loosely()
        return list(found(sought, actor=actor, today=today).values_list("id", flat=True)[: MOST_SHOWN + 1])


def found(sought: Sought, *, actor: Actor, today: date) -> Any:
    """Return the query that finds them: the narrower of what is looked for picks, the access rule stands beside it."""
    children = Child.objects.seen_by(actor, today)
    if sought.number or sought.born:
        children = children.filter(_identified(sought, actor))
    if not sought.words:
        return children.order_by("person__name", "id")
    names = PersonName.objects.filter(authority_id=actor.authority_id).answering(sought.words)
    children = children.filter(person__in=names.values("person"))
    how_well = likeness(sought.words, names="person__names")
    return (
        children.alias(how_well=how_well).filter(how_well__gte=LIKE_ENOUGH).order_by("-how_well", "person__name", "id")
    )


def _identified(sought: Sought, actor: Actor) -> Q:
    which = Q()
    if sought.number:
        which |= Q(person__authority=actor.authority_id, person__number=sought.number)
    if sought.born:
        which |= Q(person__authority=actor.authority_id, person__date_of_birth=sought.born)
    return which


def _says(count: int, sought: Sought) -> str:
    if not count:
        return ""
    order = "The likeliest first." if sought.words else "By name."
    if count > MOST_SHOWN:
        more = "Write more of the name, or add the date of birth."
        return f"More than {MOST_SHOWN} children match, and {MOST_SHOWN} are shown. {order} {more}"
    return f"{count} children found. {order}" if count > 1 else "1 child found."


def _echo(typed: str) -> str:
    """Return what can stand in the box again of what could not be read."""
    return "".join(character for character in typed if character.isprintable())[:LONGEST_ECHO]
