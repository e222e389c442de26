"""Keyboard shortcuts, turned on or off by whoever types (pages, section 7: all off by default; WCAG 2.2: 2.1.4)."""

from datetime import datetime

from permanence.kernel.actors import Actor
from permanence.operations.acting import Acted, practice_act
from permanence.operations.allowed import why
from permanence.operations.done import Done
from permanence.records.accounts import User


@practice_act("set_shortcuts")
def set_shortcuts(*, turned_on: bool, actor: Actor, at: datetime, key: str | None = None) -> Acted[Done]:
    """Turn the shortcuts of the actor's own account on or off."""
    allowed = why("set_shortcuts", actor=actor)
    User.objects.filter(id=actor.user_id or "").update(shortcuts=turned_on)
    state = "on" if turned_on else "off"
    return Acted(
        done=Done(says=f"Keyboard shortcuts are {state}.", next_where="/account/keyboard/"),
        object_type="account",
        object_id=actor.user_id,
        why=allowed,
        said={"shortcuts": state},
    )
