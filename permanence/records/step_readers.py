"""Who may read the text of a workstep that was begun on the wrong child: what somebody is to the text itself."""

from datetime import date
from uuid import UUID

from permanence.access import permissions
from permanence.kernel.actors import Actor
from permanence.kernel.reasons import Hidden
from permanence.kernel.wording import MANAGERS
from permanence.kernel.wrong_child import Withheld
from permanence.records.base import holding
from permanence.records.forms import Revision
from permanence.records.people import Membership
from permanence.records.privileged import opens
from permanence.records.relations import relations_of
from permanence.records.worksteps import Workstep

READ = "read_withheld"


def text_relations(step: Workstep, *, actor: Actor, today: date) -> frozenset[str]:
    """Return what the actor is to the text: `wrote_it`, `manages_the_writer`. Two queries."""
    writers = writers_of(step)
    own = {actor.worker_id, actor.acting_for} - {None}
    managed = {held.team_id for held in actor.held if held.role in MANAGERS} - {None}
    teams = Membership.objects.filter(holding(today), worker__in=writers, team__in=managed)
    found = {"wrote_it"} if writers & own else set()
    return frozenset(found | ({"manages_the_writer"} if teams.exists() else set()))


def writers_of(step: Workstep) -> set[UUID]:
    """Return the ids of those who wrote the text, or, where nothing was saved, of who started the workstep."""
    saved = Revision.objects.filter(step=step, saved_by__isnull=False).values_list("saved_by_id", flat=True)
    writers = {UUID(str(each)) for each in saved}
    return writers or ({step.started_by_id} if step.started_by_id else set())


def why_text_is_read(step: Workstep, *, actor: Actor, today: date) -> str:
    """Return why the actor may read the text of a workstep that is withheld, by the table of access.

    Raises:
        Hidden: they may not.
    """
    relations = text_relations(step, actor=actor, today=today)
    if "wrote_it" not in relations and step.privileged and not opens(step.id, actor=actor):
        raise Hidden
    if any(permissions().reasons_against(READ, actor, None, relations)):
        raise Hidden
    return permissions().why_allowed(READ, actor, None, relations)


def may_read_text(step: Workstep, *, actor: Actor, today: date) -> bool:
    """Return whether the actor may read the text of a workstep that is withheld."""
    try:
        why_text_is_read(step, actor=actor, today=today)
    except Hidden:
        return False
    return True


def refuse_if_withheld(step: Workstep, *, actor: Actor, today: date) -> None:
    """Let nobody near the text of a withheld workstep by the child's own pages.

    Raises:
        Withheld: the actor may know that there is such a workstep. Hidden: they may not.
    """
    if step.withheld_at is None:
        return
    if relations_of(actor, [step.child_id], today) or may_read_text(step, actor=actor, today=today):
        raise Withheld(step.id)
    raise Hidden
