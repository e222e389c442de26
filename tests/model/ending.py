"""How worksteps and pathways end (R87, R115 to R117, R177; Q12, Q13, Q17, Q18)."""

from collections.abc import Callable

from tests.model.law import TWICE, WAIVING
from tests.model.rules_actions import links_to
from tests.model.scenes import Scene
from tests.model.state import Action, Step

Create = Callable[..., None]
NOT_AGREED_YET = "No plan for permanence agreed yet"


def cancel(step: Step) -> None:
    """Cancel a workstep: its requests are withdrawn, its proposals never become work."""
    step.state = "cancelled"
    for request in step.requests:
        if request.state == "sent":
            request.state = "withdrawn"
    for action in step.actions:
        if action.state == "proposal":
            action.state = "withdrawn"
    step.adm_due = None


def finish(scene: Scene, create: Create) -> None:
    """Finish a workstep and do what follows from it."""
    step, pathway = scene.step, scene.pathway
    proposals = [each for each in step.actions if each.state == "proposal"]
    ends = next((each.law.ends for each in step.standing() if each.law.ends), "")
    nothing_follows = step.law.key == "0" and not step.standing() and not any(pathway.open_but(step))
    step.state, step.adm_due = "finished", None
    _waive(step)
    _settle_reviews(scene)
    _pass_on(scene, proposals, create)
    if step.answer("match") == "yes" and not step.is_review():
        _cancel_reviews(scene)
    if ends or nothing_follows:
        for each in list(pathway.open_but(step)):
            cancel(each)
        pathway.outcome = ends or NOT_AGREED_YET
        pathway.reviews_due.clear()


def _waive(step: Step) -> None:
    """Waive what gated the report, never made out to be completed (Q18)."""
    if step.law.key == WAIVING[0] and step.proposed(WAIVING[1]):
        for key in ("a", "b"):
            request = step.latest(key)
            if request and request.state != "completed":
                request.state = "waived"


def _settle_reviews(scene: Scene) -> None:
    """The review it stood for was held; once a match is found no more fall due (Q12, Q13)."""
    step, pathway = scene.step, scene.pathway
    if step.review_due:
        pathway.reviews_due.discard(step.review_due)
    if step.law.key == TWICE[0] and step.answer("match") == "yes":
        pathway.reviews_due.clear()


def _pass_on(scene: Scene, proposals: list[Action], create: Create) -> None:
    again = [each for each in scene.step.standing() if (each.law.step, each.law.key) == TWICE]
    pair = scene.step.id if len(again) > 1 else ""
    linked = {each.id: links_to(scene.pathway, scene.step, each.law) for each in proposals}
    for each in proposals:
        each.state = "sent"
        found = linked[each.id]
        if found:
            found.part.add(scene.me.worker.name)
        elif each.law.creates:
            create(scene, each, pair=pair if (each.law.step, each.law.key) == TWICE else "")


def _cancel_reviews(scene: Scene) -> None:
    """An open review step that nobody started is cancelled: "match identified" (Q13)."""
    for each in list(scene.pathway.open_but(scene.step)):
        if each.law.key == TWICE[0] and each.state == "incoming" and each.purpose == "review":
            cancel(each)
