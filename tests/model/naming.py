"""What the product calls what the model names, and of which kind its refusals are."""

import re
from typing import Final

from permanence.kernel.reasons import Reason
from tests.kernel.filling import process
from tests.model import kinds, law

# A refusal's kind by what it says, where its place does not tell; the first that fits.
SAYS: Final = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"Another appointed decision-maker|, so (another|someone else|a manager)", kinds.CONFLICT),
        (r"The pathway has ended", kinds.STATE),
        (r"recommendation is deferred", kinds.ORDER),
        (r"cannot be dated before|Conditions before a long-term placement", kinds.INCOMPLETE),
        (r"route for older teenagers|'s IRO on", kinds.ACTIONS),
        (r"Write the reason|Choose the reason|Write which other reason", kinds.REASON),
        (r"Choose whom|cannot go to|\. .* is none\.$|no longer works here|to yourself|, not to ", kinds.WHERE_TO),
        (r"still holds", kinds.HELD),
        (r"does not hold a role", kinds.WHERE_TO),
    )
)
PLACES: Final = (("section:", kinds.INCOMPLETE), ("requests", kinds.ORDER), ("next-actions", kinds.ACTIONS))


def kind_of(reason: Reason) -> str:
    """Return the kind of a reason the product gives."""
    if reason.status in {403, 404}:
        return kinds.HIDDEN if reason.status == 404 else kinds.ROLE
    said = next((kind for pattern, kind in SAYS if pattern.search(reason.sentence)), None)
    placed = next((kind for place, kind in PLACES if reason.where.startswith(place)), kinds.STATE)
    return said or placed


def action_key(step: str, key: str) -> str:
    """Return the product's key of a next action that A10 numbers."""
    found = process().step(step_type(step)).next_actions
    return next(each.key for each in found if each.key.startswith(f"{key.lower()}_"))


def step_type(step: str) -> str:
    """Return the product's key of the workstep of that title."""
    return next(each.key for each in process().steps if each.title == law.STEPS[step].title)


def request_key(step: str, key: str) -> str:
    """Return the product's key of the request of that title."""
    title = law.REQUESTS[step, key].title
    return next(each.key for each in process().step(step_type(step)).requests if each.title == title)
