"""What people are shown on the workstep they have open before they try: why not, and what may be removed."""

from permanence.kernel import asking
from permanence.queries.adding import Typed
from permanence.queries.next_actions import next_actions_page
from permanence.queries.requests import requests_page
from permanence.queries.worksteps import step_page
from permanence.records.step_facts import step_facts
from tests.journeys.seen import actor
from tests.journeys.story import Person


def why_not_to(person: Person, request: str, to: Person) -> str:
    """Return why a request does not go to somebody who is searched for, on the Requests page of the open workstep."""
    assert person.step
    facts = step_facts(person.step, actor=actor(person), at=person.story.at)
    key = next(each.key for each in facts.step.requests if each.title == request)
    here, at = actor(person), person.story.at
    page = requests_page(step_id=person.step, send=key, searched=to.name, chosen="", actor=here, at=at)
    others = page.sending.others if page.sending else ()
    return next((each.why_not for each in others if each.text == to.name), "")


def may_remove(person: Person, action: str) -> bool:
    """Return whether a next action is offered to be removed, on that page of the workstep somebody has open."""
    assert person.step
    page = next_actions_page(step_id=person.step, typed=Typed(), actor=actor(person), at=person.story.at)
    return any(each.may_remove for each in page.added if each.title == action)


def reasons_shown(person: Person) -> list[str]:
    """Return "Why can't I finish?" of the workstep somebody has open."""
    assert person.step
    page = step_page(step_id=person.step, actor=actor(person), at=person.story.at)
    return [reason.sentence for reason in page.reasons]


def not_offered(person: Person) -> str:
    """Return everything under "Not offered here", on the page of next actions of the workstep somebody has open."""
    assert person.step
    page = next_actions_page(step_id=person.step, typed=Typed(), actor=actor(person), at=person.story.at)
    return "\n".join(each.why for each in page.adding.not_offered)


def why_not_sent(person: Person) -> list[str]:
    """Return why somebody cannot send the requests of the workstep they have open, whoever those would go to."""
    assert person.step
    facts = step_facts(person.step, actor=actor(person), at=person.story.at)
    return [reason.sentence for each in asking.standing(facts, actor(person)) for reason in each.why_not]
