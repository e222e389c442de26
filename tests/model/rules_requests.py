"""Why an act on a request is refused (R83 to R85, R93 to R99, R106, R111, R118, R126, R133, R173)."""

from collections.abc import Iterator

from tests.model import duties, forms
from tests.model.kinds import ACTIONS, CONFLICT, INCOMPLETE, ORDER, ROLE, STALE, STATE, WHERE_TO
from tests.model.law import WAIVING, RequestLaw
from tests.model.rules_steps import misdirected, no_reason, not_started
from tests.model.scenes import Scene
from tests.model.state import Request, Step

DECIDER = frozenset({"ADM"})
OPTIONS = 15  # of the report: five, each concluded on (R15), which is said though the report be waived


def is_waived(step: Step, law: RequestLaw) -> bool:
    """Return whether No Longer Required waives the request: both that gate the report (Q18)."""
    return law.step == WAIVING[0] and law.key in {"a", "b"} and step.proposed(WAIVING[1])


def is_completed(step: Step, key: str) -> bool:
    """Return whether a request stands completed."""
    sent = step.latest(key)
    return sent is not None and sent.state == "completed"


def sending(scene: Scene, law: RequestLaw) -> Iterator[str]:
    """By the right role, in order, with what it needs, to the right role, never to oneself."""
    step, to = scene.step, scene.act.to
    yield from not_started(step)
    if not scene.acts_as(law.sent_by) or not duties.may_send_on(step, law, scene.me.names):
        yield ROLE
    yield from _not_due(step, law)
    yield from _lacks(step, law, law.before_sending)
    yield from _who_decides(scene, law, to)
    if law.authorises and "own" in law.before_sending:
        yield from wrong_content(scene)
        if forms.report_is_waived(step) and OPTIONS in forms.lacking(step):
            yield INCOMPLETE
    yield from misdirected(scene.world, to, roles=law.to, inbox=law.inbox)
    if to in scene.me.names:
        yield WHERE_TO
    elif law.authorises and to in scene.world.workers and not duties.may_authorise(step, law, frozenset({to})):
        yield CONFLICT


def _not_due(step: Step, law: RequestLaw) -> Iterator[str]:
    if (law.only_with and not step.proposed(law.only_with)) or is_waived(step, law):
        yield ACTIONS
    sent = step.latest(law.key)
    if law.gate != "none" and sent and sent.state in {"sent", "completed"}:
        yield STATE
    if law.after and not is_completed(step, law.after):
        yield ORDER
    if "action" in law.before_sending and not step.standing():
        yield ACTIONS


def _lacks(step: Step, law: RequestLaw, sections: frozenset[str]) -> Iterator[str]:
    if "own" in sections and forms.lacks_own(step):
        yield INCOMPLETE
    if "1" in sections and forms.lacks_section(step, 1):
        yield INCOMPLETE


def _who_decides(scene: Scene, law: RequestLaw, to: str) -> Iterator[str]:
    """Yield that a deferred recommendation is not referred (B5.8), and who cannot decide (B5.5, Q18)."""
    step = scene.step
    if law.to == DECIDER:
        if step.answer("recommendation") == "deferred":
            yield ORDER
        if duties.conflict(scene.child, scene.pathway, step, to):
            yield CONFLICT
    elif law.only_with and any(each.by == to for each in step.standing() if each.law.key == law.only_with):
        yield CONFLICT


def wrong_content(scene: Scene) -> Iterator[str]:
    """Yield what would block the finish too: the route for older teenagers, and an update nobody agreed (Q23, Q15)."""
    step, child = scene.step, scene.child
    if step.law.key == "5" and step.proposed("N9") and not child.teenager:
        yield ACTIONS
    if step.law.key == "U" and step.answer("agreed_by") != child.workers["SW"]:
        yield INCOMPLETE


def completing(scene: Scene, request: Request) -> Iterator[str]:
    """Whoever was asked completes it, in that role, never whoever sent it; what it authorises is whole (R85, R173)."""
    step, law = scene.step, request.law
    answering = list(_answering(scene, request))
    yield from answering
    if law.authorises:
        if ROLE not in answering and not duties.may_authorise(step, law, scene.me.names):
            yield ROLE
        yield from not_started(step)
        yield from _lacks(step, law, law.before_sending)
    if law.completed_with and forms.lacks_section(step, law.completed_with):
        yield INCOMPLETE
    yield from _who_decides(scene, law, request.to or scene.me.worker.name)


def _answering(scene: Scene, request: Request) -> Iterator[str]:
    if request.state != "sent":
        yield STATE
    me, law = scene.me, request.law
    stands_in = bool(me.acting_for) and law.to != DECIDER
    if (
        duties.sent_by(request, me.names)
        or not scene.is_for_me(request)
        or (law.to and not me.holds(law.to) and not stands_in)
    ):
        yield ROLE


def declining(scene: Scene, request: Request) -> Iterator[str]:
    """Whoever was asked declines it, with a reason."""
    yield from _answering(scene, request)
    yield from no_reason(scene.act.reason)


def withdrawing(scene: Scene, request: Request) -> Iterator[str]:
    """Its sender withdraws it while it waits, or whoever has the step, or a manager of it.

    What had to be sent before the finish stays sent after it (R84, R111, Q26).
    """
    if request.state != "sent" or (scene.step.state == "finished" and request.law.gate == "sent"):
        yield STATE
    if not (request.sent_by in scene.me.names or scene.has_step() or scene.me.holds(scene.step.law.cancelled_by)):
        yield ROLE


def picking_up_request(scene: Scene, request: Request) -> Iterator[str]:
    """A member of the team picks a request up from the inbox it waits in (R88)."""
    if scene.act.to not in scene.me.worker.inboxes:
        yield ROLE
    elif request.inbox != scene.act.to or request.picked_up_by or request.state != "sent":
        yield STALE
