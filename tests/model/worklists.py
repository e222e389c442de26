"""What somebody finds in Current work and in a team inbox: by the product's pages, and by the model (R79, R88)."""

from collections import Counter
from typing import Final

from permanence.queries.inboxes import inbox_page
from permanence.queries.listings import Asked
from permanence.queries.worklists import folder
from tests.model.acts import Act
from tests.model.office import Office
from tests.model.seen import Disagreement
from tests.model.state import Step, World

FOLDERS: Final = ("incoming", "requests", "started")
ALL: Final = Asked(size=100)
Listed = Counter[tuple[str, str]]
"""What is listed: the workstep, and the title of what is listed of it."""


def agree(office: Office, world: World, number: int) -> None:
    """Compare one of somebody's folders, and the inbox they work from: another each time.

    Raises:
        Disagreement: something is listed that should not be, or not listed that should.
    """
    here = world.here()
    person, key = here[number % len(here)], FOLDERS[number % len(FOLDERS)]
    _same(f"{person.name}'s {key}", _folder(office, world, person.name, key), of_model(world, person.name, key))
    for inbox in person.inboxes:
        _same(f"inbox {inbox}", _inbox(office, world, person.name, inbox), inbox_of_model(world, inbox))


def _same(what: str, theirs: Listed, mine: Listed) -> None:
    if theirs != mine:
        raise Disagreement(f"In {what} the product lists {dict(theirs)}, the model {dict(mine)}.")


def _folder(office: Office, world: World, name: str, key: str) -> Listed:
    actor = office.actor(Act(number=0, name="", who=name))
    page = folder(key=key, asked=ALL, actor=actor, at=world.at)
    return Counter((office.step_named(row.step_id), row.title) for row in page.rows)


def _inbox(office: Office, world: World, name: str, key: str) -> Listed:
    actor = office.actor(Act(number=0, name="", who=name))
    page = inbox_page(inbox_id=office.ids.inboxes[key], asked=ALL, actor=actor, at=world.at)
    return Counter((office.step_named(row.row.step_id), row.row.title) for row in page.rows if not row.taken_by)


def of_model(world: World, name: str, key: str) -> Listed:
    """Return what the model has in somebody's folder."""
    steps = [step for child in world.children.values() for step in child.steps()]
    if key == "requests":
        return Counter(listed for step in steps for listed in _requests(step, name))
    state = {"incoming": "incoming", "started": "started"}[key]
    return Counter((step.id, step.law.title) for step in steps if step.worker == name and step.state == state)


def _requests(step: Step, name: str) -> list[tuple[str, str]]:
    """Return what waits for somebody on a step; what was declined to them waits until it is sent again."""
    waiting = [each for each in step.requests if each.state == "sent" and each.holder == name]
    newest = {each.law.key: each for each in step.requests}
    declined = [each for each in step.requests if each.state == "declined" and each.sent_by == name and step.is_open]
    again = [each for each in declined if newest[each.law.key] is each]
    return [(step.id, each.law.title) for each in (*waiting, *again)]


def inbox_of_model(world: World, key: str) -> Listed:
    """Return what the model has waiting in a team inbox."""
    steps = [step for child in world.children.values() for step in child.steps()]
    found = Counter((step.id, step.law.title) for step in steps if step.is_open and step.inbox == key)
    asked = [(step, each) for step in steps for each in step.requests if each.state == "sent" and not each.picked_up_by]
    found.update((step.id, each.law.title) for step, each in asked if each.inbox == key)
    return found
