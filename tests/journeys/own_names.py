"""From the guide's names to those of the authority that a story is told in."""

from collections.abc import Callable, Iterator

from permanence.kernel.definitions import Process
from permanence.kernel.overlaying.naming import renamed
from permanence.kernel.overlaying.naming import sayer as says
from tests.journeys.definitions import process

INBOX = " – Inbox"


def sayer(here: Process) -> Callable[[str], str]:
    """Return what says the guide's words with the names that are used here."""
    names = renamed(process(), here)
    # What goes to an inbox is said to go to those whose it is; "QAAG" stands inside titles that are kept, too.
    short = {was.removeprefix("CS ").removesuffix(INBOX): now for was, now in names.items() if was.endswith(INBOX)}
    kept = {title: title for title in _titles(process()) if title not in names}
    return says(kept | {was: now.removesuffix(INBOX) for was, now in short.items()} | names)


def _titles(process: Process) -> Iterator[str]:
    for step in process.steps:
        yield from (step.title, *(request.title for request in step.requests))
        yield from (action.title for action in step.next_actions)
