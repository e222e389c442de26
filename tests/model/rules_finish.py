"""Why a workstep cannot be finished: by A9's columns "Gating requests", "Finisher" and "Allowed next actions"."""

from collections.abc import Iterator
from itertools import combinations

from tests.model import duties, forms
from tests.model.kinds import ACTIONS, CONFLICT, INCOMPLETE, ORDER, ROLE, STATE
from tests.model.law import (
    MANAGERS,
    ON_THE_WAY,
    ONE_OF,
    STEPS,
    TWICE,
    WAIVING,
    WORKER,
    ActionLaw,
    RequestLaw,
    actions_of,
    requests_of,
)
from tests.model.rules_actions import denies, links_to, purposes_due, recurs, review_due
from tests.model.rules_requests import is_completed, is_waived, wrong_content
from tests.model.rules_steps import misdirected
from tests.model.scenes import Scene
from tests.model.state import Step, leads_on


def finishing(scene: Scene) -> Iterator[str]:
    """Yield every kind of reason against finishing now."""
    step = scene.step
    if step.state != "started":
        yield STATE
        return
    if forms.lacks_own(step) or forms.lacks_later(step) or forms.is_dated_too_early(step, scene.pathway):
        yield INCOMPLETE
    if any(not _gate_is_open(step, law) for law in requests_of(step.law.key)):
        yield ORDER
    among = list(_next_actions(scene))
    yield from among or (() if _next_is_not_known(scene) else _goes_nowhere(scene))
    yield from wrong_content(scene)
    if step.law.is_decided and duties.conflict(scene.child, scene.pathway, step, _decider(scene)):
        yield CONFLICT
    if not may_finish(scene):
        yield ROLE


def _gate_is_open(step: Step, law: RequestLaw) -> bool:
    """Return whether the request stands in no way: completed, or sent where that is enough (R84, Q26)."""
    if law.gate == "none" or is_waived(step, law) or (law.only_with and not step.proposed(law.only_with)):
        return True
    if law.gate == "completed":
        return is_completed(step, law.key)
    sent = step.latest(law.key)
    return sent is not None and sent.state in {"sent", "completed"}


def may_finish(scene: Scene) -> bool:
    """Return whether they are the finisher (A9; Q9, Q14, Q18, Q25)."""
    step = scene.step
    if step.law.key == WAIVING[0] and step.proposed(WAIVING[1]) and step.latest("b") is None:
        return _authorised_the_end(scene)
    if WORKER in step.law.finished_by and scene.has_step():
        return True
    if not scene.acts_as(step.law.finished_by - {WORKER}):
        return False
    referral = next(iter(requests_of(step.law.key)), None)
    return not step.law.is_decided or step.latest("a") is None or scene.was_asked(referral)


def _authorised_the_end(scene: Scene) -> bool:
    """Return whether they are the manager who authorised the end, where QAAG was never asked (Q18)."""
    sent = scene.step.latest("c")
    if sent and sent.state == "completed":
        return sent.completed_by in scene.me.names
    return scene.acts_as(MANAGERS)


def _decider(scene: Scene) -> str:
    """Return the decision-maker it was referred to."""
    asked = [each.to for each in scene.step.requests if each.state in {"sent", "completed"} and each.to]
    return next((name for name in asked if "ADM" in scene.world.workers[name].roles), "")


def _goes_nowhere(scene: Scene) -> Iterator[str]:
    """Yield that the pathway would stay open with nothing that carries it on (ADR 27).

    A review of what recurs, and what stands beside the way, may finish into nothing while another step is open.
    """
    step, others = scene.step, list(scene.pathway.open_but(scene.step))
    laws = [law for law in actions_of(step.law.key) if _is_missing(step, law)]
    carried = any(each.takes_up() for each in others) or any(law.ends or _leads(law, "") for law in laws)
    carried = carried or any(
        each.law.ends or (each.state == "proposal" and _leads(each.law, each.purpose)) for each in step.standing()
    )
    beside = (step.law.key == TWICE[0] and step.is_review()) or not leads_on(step.law)
    if not carried and not (beside and not step.standing() and (step.law.key == "0" or others)):
        yield ACTIONS


def _leads(law: ActionLaw, purpose: str) -> bool:
    return bool(law.creates) and leads_on(STEPS[law.creates], purpose)


def _next_actions(scene: Scene) -> Iterator[str]:
    """Yield what is wrong among the next actions, with the answers, and with what is open beside them."""
    step = scene.step
    added = step.standing()
    if not added and step.law.needs_action and not _is_not_known_yet(scene):
        yield ACTIONS
    if any(other.law.key in one.law.not_beside for one, other in combinations(added, 2)):
        yield ACTIONS
    for each in added:
        one_of = ONE_OF.get((each.law.step, each.law.key), ())
        if denies(step, each.law) or (one_of and sum(step.proposed(key) for key in one_of) != 1):
            yield ACTIONS
    if any(_is_missing(step, law) for law in actions_of(step.law.key)):
        yield ACTIONS
    yield from _nowhere(scene)
    yield from _by_step(scene)


def _is_not_known_yet(scene: Scene) -> bool:
    """Return whether none is added, from a review (Q13), or whether the next meeting must be known first."""
    step = scene.step
    if step.law.key != TWICE[0]:
        return False
    return step.is_review() or _next_is_not_known(scene)


def _next_is_not_known(scene: Scene) -> bool:
    """Return whether the form must first say when the next meeting is, for one or two to follow (Q12)."""
    step = scene.step
    return recurs(step) and not step.answer("next") and review_due(scene) is not None


def _is_missing(step: Step, law: ActionLaw) -> bool:
    """Return whether an answer calls for a next action that is not added; from a review nothing is called for."""
    if not law.called_for or law.answer is None or (law.step == TWICE[0] and step.is_review()):
        return False
    return step.answer(law.answer[0]) == law.answer[1] and not step.proposed(law.key)


def _nowhere(scene: Scene) -> Iterator[str]:
    """Yield that a next action would go where its step does not go: nothing is passed on into nowhere (P39)."""
    for each in scene.step.standing():
        law = each.law
        goes_on = bool(law.creates) and each.state == "proposal" and not links_to(scene.pathway, scene.step, law)
        if goes_on and law.inbox:
            yield from misdirected(scene.world, each.inbox, roles=law.to, inbox=law.inbox)
        elif goes_on:
            gone = not each.to or scene.world.workers[each.to].gone
            yield from (ACTIONS for _ in range(gone))


def _by_step(scene: Scene) -> Iterator[str]:
    rules = {"0": _review, "4": _one_or_two, "5": _information}
    rule = rules.get(scene.step.law.key)
    if rule:
        yield from rule(scene)


def _review(scene: Scene) -> Iterator[str]:
    """A plan agreed at the review starts the process, unless a step on the way is open (R91)."""
    carried = bool(scene.step.standing()) or _open_on_the_way(scene)
    if scene.step.answer("agreed") == "yes" and not carried:
        yield ACTIONS


def _open_on_the_way(scene: Scene) -> bool:
    return any(each.law.key in ON_THE_WAY for each in scene.pathway.open_but(scene.step))


def _one_or_two(scene: Scene) -> Iterator[str]:
    """Two at three months, one otherwise, labelled; of a pair exactly one is the review (R117, Q12, Q13)."""
    step = scene.step
    added = [each.purpose for each in step.standing() if each.law.key == TWICE[1]]
    if step.is_review() and step.standing():
        yield ACTIONS
    if recurs(step) and step.answer("next"):
        wanted = len(purposes_due(scene))
        too_few, too_many = review_due(scene) and len(added) != wanted, len(added) > wanted
        unlabelled = len(added) > 1 and sorted(added) != sorted(purposes_due(scene))
        if too_few or too_many or unlabelled or (wanted == 1 and "review" in added):
            yield ACTIONS
    others = [each for each in scene.pathway.steps if step.pair and each.pair == step.pair and each is not step]
    if any(each.state != "cancelled" and step.is_review() == (each.purpose == "review") for each in others):
        yield ACTIONS


def _information(scene: Scene) -> Iterator[str]:
    """More work leaves the step open; the route for older teenagers has its conditions (Q21, Q23)."""
    step = scene.step
    if step.answer("view") == "more":
        yield ACTIONS
    if step.proposed("N9"):
        iro = _iro_on(scene)
        yield from (ACTIONS for _ in forms.against_the_route(step, teenager=scene.child.teenager, iro_then=iro))


def _iro_on(scene: Scene) -> str:
    """Return who was the child's IRO on the day of the ratification, as the form names it."""
    day = scene.step.day("ratified_on")
    return next((name for since, name in reversed(scene.child.iros) if day and since <= day), "")
