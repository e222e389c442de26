"""Why an act on a next action is refused (R86, R98 to R137; Q10 to Q23)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tests.model.days import first_uncovered, months_after
from tests.model.kinds import ACTIONS, REASON, ROLE, STATE
from tests.model.law import ACTIONS as ACTIONS_OF
from tests.model.law import EARLY, TWICE, ActionLaw, actions_of
from tests.model.rules_steps import misdirected, not_started
from tests.model.scenes import Scene
from tests.model.state import Action, Pathway, Step


def adding(scene: Scene, law: ActionLaw, *, reason: str, purpose: str) -> Iterator[str]:
    """By the right role, beside nothing that excludes it, to where it goes, with its reason."""
    step, pathway = scene.step, scene.pathway
    yield from not_started(step)
    if pathway.outcome:
        yield STATE
    if not scene.acts_as(law.added_by):
        yield ROLE
    yield from _no_room(step, law, purpose)
    if (law.to or law.inbox) and not links_to(pathway, step, law):
        yield from misdirected(scene.world, scene.act.to, roles=law.to, inbox=law.inbox)
    if law.reason and not reason.strip():
        yield REASON


def _no_room(step: Step, law: ActionLaw, purpose: str) -> Iterator[str]:
    """Yield that nothing is added to a review (Q13), nor beside what excludes it (Q22), nor once too often (Q12)."""
    if step.law.key == TWICE[0] and step.is_review():
        yield ACTIONS
    if any(each.law.key in law.not_beside for each in step.standing()):
        yield ACTIONS
    same = [each for each in step.standing() if each.law.key == law.key]
    most = 2 if (law.step, law.key) == TWICE else 1
    if len(same) >= most or (purpose and purpose in {each.purpose for each in same}):
        yield ACTIONS


def links_to(pathway: Pathway, step: Step, law: ActionLaw) -> Step | None:
    """Return the open workstep that is gone on with instead of a second one (Q17, Q21), and that takes it up."""
    if not law.links:
        return None
    return next((each for each in pathway.open_but(step) if each.law.key == law.creates and each.takes_up()), None)


def default_purpose(scene: Scene, law: ActionLaw) -> str:
    """Return what the step created starts as: of those due one not added yet, the review first (Q13)."""
    if (law.step, law.key) != TWICE or not recurs(scene.step):
        return ""
    taken = {each.purpose for each in scene.step.standing()}
    return next((each for each in purposes_due(scene) if each not in taken), "meeting")


def recurs(step: Step) -> bool:
    """Return whether family finding goes on from here: not from a review, nor once a match is identified."""
    return step.law.key == TWICE[0] and not step.is_review() and step.answer("match") != "yes"


def purposes_due(scene: Scene) -> tuple[str, ...]:
    """Return the purposes of the next actions that are due: two at three months, one otherwise (R117, Q12)."""
    return ("review", "meeting") if review_due(scene) else ("meeting",)


def planned(scene: Scene) -> date:
    """Return the day of the next meeting: as answered, else a month on (Q12)."""
    return scene.step.day("next") or months_after(scene.world.today, 1)


def review_due(scene: Scene) -> date | None:
    """Return the three-month due date that no review step stands for, by the next meeting (Q12)."""
    steps = scene.pathway.steps
    covered = [each.review_due for each in steps if each.state != "cancelled" and each.review_due]
    anchor = scene.pathway.anchor or scene.world.today
    return first_uncovered(anchor, covered=covered, upto=planned(scene))


def removing(scene: Scene, action: Action) -> Iterator[str]:
    """Whoever may add it, or what cannot stand beside it, removes it while it is a proposal (Q10, Q18)."""
    if action.state not in {"proposal", "sent"}:
        yield ACTIONS
        return
    law = action.law
    yield from not_started(scene.step)
    others = [each for each in actions_of(law.step) if law.key in each.not_beside]
    if not scene.acts_as(frozenset().union(law.added_by, *(each.added_by for each in others))):
        yield ROLE
    if action.state == "sent":
        yield ACTIONS


def sending_now(scene: Scene, action: Action) -> Iterator[str]:
    """Only the information sharing meeting is sent before the finish (R127, R135), unless the form denies it."""
    step, law = scene.step, action.law
    if action.state not in {"proposal", "sent"}:
        yield ACTIONS
        return
    yield from not_started(step)
    if not scene.acts_as(law.added_by):
        yield ROLE
    if (law.step, law.key) != EARLY or action.state == "sent" or denies(step, law):
        yield ACTIONS


def denies(step: Step, law: ActionLaw) -> bool:
    """Return whether an answer denies the next action; what is not answered denies nothing (Q10)."""
    if law.answer is None:
        return False
    given = step.answer(law.answer[0])
    return given not in {"", law.answer[1]}


def adding_both(scene: Scene) -> Iterator[str]:
    """What is missing of the two at three months, where two are due (R117)."""
    taken = {each.purpose for each in scene.step.standing() if each.law.key == TWICE[1]}
    if not recurs(scene.step) or review_due(scene) is None or {"review", "meeting"} <= taken:
        yield ACTIONS
        return
    at_the_inbox = replace(scene, act=replace(scene.act, to="F"))
    for purpose in {"review", "meeting"} - taken:
        yield from adding(at_the_inbox, ACTIONS_OF[TWICE], reason="", purpose=purpose)
