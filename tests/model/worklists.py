"""What somebody finds in Current work and in a team inbox: by the product's pages, and by the model (R79, R88)."""

from collections import Counter
from typing import Any, Final, NamedTuple

from permanence.queries.folder_catalogue import FOLDERS
from permanence.queries.inboxes import inbox_page
from permanence.queries.listings import Asked
from permanence.queries.worklists import folder
from tests.model.acts import Act
from tests.model.office import Office
from tests.model.seen import Disagreement
from tests.model.state import Step, World

KEYS: Final = ("incoming", "requests", "started")
ALL: Final = Asked(size=100)
PAGES_EVERY: Final = 5


class Listed(NamedTuple):
    """What is listed: a workstep, or a request on it, and its title."""

    id: str
    step: str
    title: str


def agree(office: Office, world: World, number: int) -> None:
    """Compare one of somebody's folders, and the inbox they work from: another each time.

    Raises:
        Disagreement: something is listed that should not be, or not listed that should.
    """
    here = world.here()
    person, key = here[number % len(here)].name, KEYS[number // len(here) % len(KEYS)]
    if number % PAGES_EVERY == 0:
        _page_agrees(office, world, person, key)
    else:
        _folder_agrees(office, world, person, key)
    for inbox in sorted(world.workers[person].inboxes):
        _inbox_agrees(office, world, person, inbox)


def all_agree(office: Office, world: World) -> None:
    """Compare everybody's folders. Raises Disagreement."""
    for person in world.here():
        for key in KEYS:
            _folder_agrees(office, world, person.name, key)


def _same(what: str, theirs: Counter[Any], mine: Counter[Any]) -> None:
    if theirs != mine:
        raise Disagreement(f"In {what} the product lists {dict(theirs)}, the model {dict(mine)}.")


def _folder_agrees(office: Office, world: World, name: str, key: str) -> None:
    """Compare what a folder's page lists, before it is made into rows."""
    found = FOLDERS[key].ids(office.actor(_by(name)), ALL, world.today)
    called = {each: named for named, each in (*office.ids.steps.items(), *office.ids.requests.items())}
    theirs = Counter(called.get(id_, str(id_)) for id_, *_ in found)
    _same(f"{name}'s {key}", theirs, Counter(each.id for each in of_model(world, name, key)))


def _page_agrees(office: Office, world: World, name: str, key: str) -> None:
    """Compare a folder's whole page: its rows, and how many it counts in the others."""
    page = folder(key=key, asked=ALL, actor=office.actor(_by(name)), at=world.at)
    theirs = Counter((office.step_named(row.step_id), row.title) for row in page.rows)
    _same(f"{name}'s {key}", theirs, Counter((each.step, each.title) for each in of_model(world, name, key)))
    counted = {tab.href.strip("/").split("/")[-1]: tab.text for tab in page.tabs}
    for each in KEYS:
        count = len(of_model(world, name, each))
        if not counted[each].endswith(f"({count})"):
            raise Disagreement(f"Of {name}'s {each} the product says {counted[each]}, the model {count}.")


def _inbox_agrees(office: Office, world: World, name: str, key: str) -> None:
    page = inbox_page(inbox_id=office.ids.inboxes[key], asked=ALL, actor=office.actor(_by(name)), at=world.at)
    waiting = [row.row for row in page.rows if not row.taken_by]
    theirs = Counter((office.step_named(row.step_id), row.title) for row in waiting)
    _same(f"inbox {key}", theirs, Counter((each.step, each.title) for each in inbox_of_model(world, key)))


def _by(name: str) -> Act:
    return Act(number=0, name="", who=name)


def of_model(world: World, name: str, key: str) -> list[Listed]:
    """Return what the model has in somebody's folder."""
    steps = [step for child in world.children.values() for step in child.steps()]
    if key == "requests":
        return [listed for step in steps for listed in _requests(step, name)]
    state = {"incoming": "incoming", "started": "started"}[key]
    return [_step(step) for step in steps if step.worker == name and step.state == state]


def _step(step: Step) -> Listed:
    return Listed(step.id, step.id, step.law.title)


def _requests(step: Step, name: str) -> list[Listed]:
    """Return what waits for somebody on a step; what was declined to them waits until it is sent again."""
    waiting = [each for each in step.requests if each.state == "sent" and each.holder == name]
    newest = {each.law.key: each for each in step.requests}
    declined = [each for each in step.requests if each.state == "declined" and each.sent_by == name and step.is_open]
    again = [each for each in declined if newest[each.law.key] is each]
    return [Listed(each.id, step.id, each.law.title) for each in (*waiting, *again)]


def inbox_of_model(world: World, key: str) -> list[Listed]:
    """Return what the model has waiting in a team inbox."""
    steps = [step for child in world.children.values() for step in child.steps()]
    asked = [(step, each) for step in steps for each in step.requests if each.state == "sent" and not each.picked_up_by]
    return [
        *(_step(step) for step in steps if step.is_open and step.inbox == key),
        *(Listed(each.id, step.id, each.law.title) for step, each in asked if each.inbox == key),
    ]
