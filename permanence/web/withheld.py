"""A workstep begun on the wrong child, once it is closed: its text, and bringing it over to the right one."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse

from permanence.operations.bringing_over import bring_text_over
from permanence.queries.withheld import brought_page, withheld_page
from permanence.web.acting import Refusal, act, id_of, new_key
from permanence.web.actors import actor_of
from permanence.web.clock import practice_now
from permanence.web.opening import acts, on_record, reads
from permanence.web.pages import page
from permanence.web.refused import refusal_parts

LONGEST_SEARCH = 200


@reads
def show_withheld(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Show that a workstep is closed, and its text to those let near it."""
    return _withheld(request, step_id, searched=request.GET.get("find", "")[:LONGEST_SEARCH])


@acts
def bring_over(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Bring the text over to the right child."""
    searched, chosen = request.POST.get("find", "")[:LONGEST_SEARCH], id_of(request.POST.get("child", ""))

    def again(refusal: Refusal) -> HttpResponse:
        return _withheld(request, step_id, refusal, searched=searched, chosen=str(chosen or ""))

    return act(request, bring_text_over, again, step_id=step_id, child_id=chosen)


@reads
def show_brought(request: HttpRequest, step_id: UUID) -> HttpResponse:
    """Show which sections were brought over, and which of them still wait to be read and saved."""
    shown = brought_page(step_id=step_id, actor=actor_of(request), at=practice_now(request))
    on_record(request, "see_step", child_id=shown.bar.id, object_type="workstep", object_id=shown.id, why=shown.why)
    return page(request, "worksteps/brought_over.html", shown, child=shown.bar)


def _withheld(
    request: HttpRequest, step_id: UUID, refusal: Refusal | None = None, *, searched: str, chosen: str = ""
) -> HttpResponse:
    actor, at = actor_of(request), practice_now(request)
    shown = withheld_page(step_id=step_id, searched=searched, actor=actor, at=at)
    child_id = shown.bar.id if shown.bar else None
    act_seen = "read_withheld" if shown.reads else "see_step"
    found = [UUID(each.value) for each in shown.children]
    on_record(
        request, act_seen, child_id=child_id, object_type="workstep", object_id=shown.id, ids=found, why=shown.why
    )
    parts, status = refusal_parts(refusal, step_id=step_id), refusal.status if refusal else 200
    more = {"key": new_key(), "chosen": chosen}
    return page(request, "worksteps/withheld.html", shown, child=shown.bar, status=status, **more, **parts)
