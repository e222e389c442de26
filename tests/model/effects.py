"""What an act that is not refused does to the work of a child (A9, A10; R78 to R137)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from tests.model import forms
from tests.model.days import ADM_WORKING_DAYS, next_reviews, working_days_after
from tests.model.duties import covered
from tests.model.ending import cancel, finish
from tests.model.law import ACTIONS, REQUESTS, STEPS, TWICE
from tests.model.rules_actions import default_purpose, planned, recurs, review_due
from tests.model.scenes import Scene
from tests.model.state import Action, Pathway, Request, Step


def started(scene: Scene) -> None:
    """Start: with whoever starts it; the first family finding step started is the anchor (R80, Q11)."""
    step, pathway = scene.step, scene.pathway
    if step.inbox:
        taken(scene)
    step.state = "started"
    if step.law.key == TWICE[0]:
        pathway.anchor = pathway.anchor or scene.world.today
        pathway.reviews_due |= set(next_reviews(pathway.anchor, today=scene.world.today)) - _done(pathway)


def _done(pathway: Pathway) -> set[date | None]:
    """Return the due dates whose review was held."""
    return {step.review_due for step in pathway.steps if step.state == "finished" and step.review_due}


def taken(scene: Scene) -> None:
    """Picked up from the inbox: with whoever did (R88)."""
    step = scene.step
    step.came_from, step.inbox, step.worker = step.inbox, "", scene.me.worker.name


def put_back(scene: Scene) -> None:
    """Back in the inbox it came from."""
    scene.step.worker, scene.step.inbox = "", scene.step.came_from


def reassigned(scene: Scene) -> None:
    """With somebody else, or in its inbox."""
    is_worker = scene.act.to in scene.world.workers
    scene.step.worker, scene.step.inbox = (scene.act.to, "") if is_worker else ("", scene.act.to)


def cancelled(scene: Scene) -> None:
    """Cancelled, with all that stands on it (R177)."""
    cancel(scene.step)


def saved(scene: Scene) -> bool:
    """A section is saved: what was authorised and is changed is authorised no longer (design, section 4).

    Returns:
        Whether anything changed.
    """
    step, number, content = scene.step, scene.act.section, dict(scene.act.content)
    if step.state == "finished" or step.sections.get(number) == content:
        return False
    step.sections[number] = content
    step.wrote.setdefault(number, set()).update(scene.me.names)
    for request in list(step.requests):
        changed = request.frozen and any(step.sections.get(key) != kept for key, kept in request.frozen.items())
        if request.state == "completed" and changed:
            _voided(scene, request)
    return True


def written(scene: Scene) -> bool:
    """A long form is put there whole; no act, so nobody took part by it."""
    for number in forms.lacking(scene.step):
        scene.step.sections[number] = forms.put_there(scene.step, number)
        scene.step.wrote.setdefault(number, set()).add(scene.act.who)
    return False


def _voided(scene: Scene, request: Request) -> None:
    """The same manager is asked again, unless gone, or the one who edits; what followed is withdrawn (R96)."""
    step, request.state = scene.step, "voided"
    for each in step.requests:
        if each.law.after == request.law.key and each.state in {"sent", "completed"}:
            each.state = "withdrawn"
    again = Request(id=_new(scene, "q"), law=request.law, sent_by=request.sent_by, to=request.completed_by)
    again.sent_for = request.sent_for
    if not scene.world.workers[again.to].gone and again.to not in scene.me.names:
        step.requests.append(again)


def _new(scene: Scene, what: str) -> str:
    """Return the id of a request, next action or workstep that this act creates."""
    lists: dict[str, Sequence[Request | Action | Step]] = {
        "q": scene.step.requests,
        "a": scene.step.actions,
        "s": scene.pathway.steps,
    }
    mine = f"{what}{scene.act.number}"
    count = sum(each.id.split(".")[0] == mine for each in lists[what])
    return f"{mine}.{count}"


def sent(scene: Scene) -> None:
    """A request is sent; a referral starts the decision clock: the later of it and the final minutes (B5.3)."""
    step, act = scene.step, scene.act
    law = REQUESTS[step.law.key, act.key]
    is_worker = act.to in scene.world.workers
    to, inbox = (act.to, "") if is_worker else ("", act.to)
    new = Request(id=_new(scene, "q"), law=law, sent_by=scene.me.worker.name, to=to, inbox=inbox)
    new.sent_for = scene.me.acting_for
    step.requests.append(new)
    minutes = step.day("minutes")
    if law.completed_with and minutes:
        step.adm_due = working_days_after(max(scene.world.today, minutes), ADM_WORKING_DAYS)


def request_picked_up(scene: Scene, request: Request) -> None:
    """A request has left the inbox."""
    request.picked_up_by = scene.me.worker.name


def completed(scene: Scene, request: Request) -> None:
    """Completed; an authorisation freezes what it covers: the worker's sections, of a referral section 1 (R85)."""
    step, law = scene.step, request.law
    _answered(scene, request, "completed")
    request.frozen = {number: dict(step.sections.get(number, {})) for number in covered(law)}


def declined(scene: Scene, request: Request) -> None:
    """Declined: its gate stays shut until it is sent again."""
    _answered(scene, request, "declined")


def _answered(scene: Scene, request: Request, state: str) -> None:
    request.state, request.completed_by, request.completed_for = state, scene.me.worker.name, scene.me.acting_for
    if request.inbox and not request.picked_up_by:
        request.picked_up_by = scene.me.worker.name


def withdrawn(scene: Scene, request: Request) -> None:
    """Withdrawn: as if it had not been sent."""
    request.state = "withdrawn"


def added(scene: Scene, key: str, *, to: str, purpose: str) -> None:
    """A next action is added: a proposal until the finish (R86)."""
    step = scene.step
    law = ACTIONS[step.law.key, key]
    is_worker = to in scene.world.workers
    used_for = purpose or default_purpose(scene, law)
    due = None
    if (law.step, law.key) == TWICE and recurs(step):
        due = review_due(scene) if used_for == "review" else planned(scene)
    worker, inbox = (to, "") if is_worker else ("", to)
    new = Action(id=_new(scene, "a"), law=law, by=scene.me.worker.name, to=worker, inbox=inbox)
    new.purpose, new.due = used_for, due
    step.actions.append(new)


def added_both(scene: Scene) -> None:
    """What is missing of the two at three months is added (R117)."""
    for purpose in ("review", "meeting"):
        if purpose not in {each.purpose for each in scene.step.standing()}:
            added(scene, "N5", to="F", purpose=purpose)


def removed(scene: Scene, action: Action) -> None:
    """Removed; the row stays (Q10), and what was asked because of it is withdrawn (Q18)."""
    action.state = "removed"
    for each in scene.step.requests:
        if each.law.only_with == action.law.key and each.state in {"sent", "completed"}:
            each.state = "withdrawn"


def sent_now(scene: Scene, action: Action) -> None:
    """Its workstep is there before this one is finished (R127)."""
    action.state = "sent"
    create(scene, action)


def create(scene: Scene, action: Action, *, pair: str = "") -> None:
    """Create the workstep of a next action, where it goes."""
    step = Step(id=_new(scene, "s"), law=STEPS[action.law.creates], worker=action.to, inbox=action.inbox)
    step.purpose, step.pair = action.purpose, pair
    step.review_due = action.due if action.purpose == "review" else None
    step.part.add(scene.me.worker.name)
    scene.pathway.steps.append(step)


def finished(scene: Scene) -> None:
    """Finished: every proposal becomes exactly one workstep, or what is open is gone on with."""
    finish(scene, create)


ON_STEP: Final[Mapping[str, Callable[[Scene], object]]] = {
    "start": started,
    "pick_up": taken,
    "put_back": put_back,
    "reassign": reassigned,
    "cancel": cancelled,
    "save": saved,
    "write": written,
    "send": sent,
    "finish": finished,
}
ON_REQUEST: Final[Mapping[str, Callable[[Scene, Request], None]]] = {
    "pick_up_request": request_picked_up,
    "complete": completed,
    "decline": declined,
    "withdraw": withdrawn,
}
