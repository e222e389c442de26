"""Why an act on a workstep as a whole is refused (R78 to R88, R177; A8)."""

from collections.abc import Iterator

from tests.model.kinds import REASON, ROLE, STALE, STATE, WHERE_TO
from tests.model.law import REQUESTS, STEPS, RequestLaw
from tests.model.scenes import Scene
from tests.model.state import Child, Step, World, leads_on


def not_started(step: Step) -> Iterator[str]:
    """Yield that nothing is done in a workstep before Start, or after its end (R78)."""
    if step.state != "started":
        yield STATE


def ended(step: Step) -> Iterator[str]:
    """Yield that it is finished or cancelled."""
    if not step.is_open:
        yield STATE


def no_reason(reason: str) -> Iterator[str]:
    """Yield that a reason in words is needed; spaces are none (R174, R177)."""
    if not reason.strip():
        yield REASON


def beginning(scene_child: Child, who_is_iro: bool) -> Iterator[str]:
    """Only the child's own IRO begins a review, and one at a time (Q27)."""
    if not who_is_iro:
        yield ROLE
    pathway = scene_child.pathway
    if pathway and any(step.is_open and step.law.key == "0" for step in pathway.steps):
        yield STATE


def starting(scene: Scene) -> Iterator[str]:
    """Whoever has it starts it, in the role that works such steps; from an inbox whoever works there (R80, R102)."""
    step, me = scene.step, scene.me
    if step.state != "incoming":
        yield STATE
    if step.inbox:
        yield from taking(scene)
    elif not scene.has_step() or not (me.holds(step.law.worked_by) or me.acting_for):
        yield ROLE


def taking(scene: Scene) -> Iterator[str]:
    """Any member of the team picks work from its inbox (R88), in the role that works such steps."""
    if scene.step.inbox not in scene.me.worker.inboxes or not scene.me.holds(scene.step.law.worked_by):
        yield ROLE


def picking_up(scene: Scene) -> Iterator[str]:
    """What waits in the inbox is picked up; whoever comes after that is too late."""
    if scene.step.inbox != scene.act.to:
        yield STALE
        return
    yield from ended(scene.step)
    yield from taking(scene)


def resuming(scene: Scene) -> Iterator[str]:
    """Whoever has it resumes it, whoever was asked on it, and whoever finishes it (R95, R107)."""
    from tests.model.rules_finish import may_finish

    yield from not_started(scene.step)
    if not (scene.has_step() or scene.was_asked() or may_finish(scene)):
        yield ROLE


def putting_back(scene: Scene) -> Iterator[str]:
    """Whoever picked it up puts it back while it is not started."""
    step = scene.step
    if step.state != "incoming":
        yield STATE
    if not scene.has_step():
        yield ROLE
    elif not step.came_from:
        yield STATE


def reassigning(scene: Scene) -> Iterator[str]:
    """Whoever has it, or a manager, passes it to somebody who works such steps, or to its own inbox, with a reason."""
    step, act = scene.step, scene.act
    yield from ended(step)
    if not (scene.has_step() or scene.me.holds(step.law.cancelled_by)):
        yield ROLE
    if act.to and act.to == step.worker:
        yield STATE
    yield from misdirected(scene.world, act.to, roles=step.law.worked_by, inbox=inbox_of(step.law.key))
    yield from no_reason(act.reason)


def misdirected(world: World, to: str, *, roles: frozenset[str], inbox: str) -> Iterator[str]:
    """Yield that something does not go there: wrong role, gone, or another inbox (R86)."""
    worker = world.workers.get(to)
    if worker is None:
        if not inbox or to != inbox:
            yield WHERE_TO
    elif worker.gone or worker.roles.isdisjoint(roles):
        yield WHERE_TO


def inbox_of(step_key: str) -> str:
    """Return the inbox in which such worksteps arrive (A9, "Starts with"), "" for those that arrive with a worker."""
    law = STEPS[step_key]
    if "QAAG" in law.worked_by:
        return "Q"
    return "F" if "FF" in law.worked_by else ""


def cancelling(scene: Scene) -> Iterator[str]:
    """A manager cancels, with a reason (R177), while something else carries the pathway on."""
    yield from ended(scene.step)
    if not scene.me.holds(scene.step.law.cancelled_by):
        yield ROLE
    if scene.step.is_open and not _is_carried_by_others(scene):
        yield STATE
    yield from no_reason(scene.act.reason)


def _is_carried_by_others(scene: Scene) -> bool:
    """Return whether another workstep carries the pathway on: nothing is a dead end (ADR 27, ADR 30)."""
    others = list(scene.pathway.open_but(scene.step))
    if not leads_on(scene.step.law, scene.step.purpose):
        return bool(others)
    return any(each.takes_up() for each in others)


def saving(scene: Scene) -> Iterator[str]:
    """Whoever writes the section, in a started step; nothing is edited after the finish, but whom it was told (A8)."""
    step, number = scene.step, scene.act.section
    decides = step.law.is_decided and number == 2
    if not (decides and step.state == "finished"):
        yield from not_started(step)
    writers = step.law.writers_of(number)
    if not scene.acts_as(writers) or (decides and not scene.was_asked(_referral(scene))):
        yield ROLE


def _referral(scene: Scene) -> RequestLaw:
    return REQUESTS[scene.step.law.key, "a"]
