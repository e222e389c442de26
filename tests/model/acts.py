"""An act that somebody tries, as plain data: what a list of acts is replayed and shortened by."""

from dataclasses import asdict, dataclass
from typing import Any

# The acts of people on one child's work; each is an operation of the product.
OF_STEPS = [
    "begin",
    "start",
    "resume",
    "pick_up",
    "pick_up_request",
    "put_back",
    "reassign",
    "cancel",
    "save",
    "write",
    "send",
    "complete",
    "decline",
    "withdraw",
    "add",
    "replace",
    "remove",
    "add_both",
    "send_now",
    "send_and_add",
    "finish",
    "complete_and_finish",
]
# What happens around it: a child comes, days pass, somebody leaves, moves, joins, is away; the server starts again.
AROUND = ("child", "pass_days", "leave", "leaver", "move", "join", "restart")


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act.

    Args:
        number: of the act in its list; what it creates is named after it, so a shorter list names the same things.
        who: first name. acting_for: whom they say they act for, being away.
        step, request, action: ids of what it is done to; an act on what is not there is passed over. Where a request is
            sent and a next action added in one, `action` is the key of that, `action_to` whom it goes to.
        key: request, next action or step type, as the tables name it. to: first name, or inbox.
        section: number. content: what a save puts there. days: how many pass.
        stale: from a page that was opened before the last change.
    """

    number: int
    name: str
    who: str = ""
    acting_for: str = ""
    child: str = ""
    step: str = ""
    request: str = ""
    action: str = ""
    action_to: str = ""
    key: str = ""
    to: str = ""
    reason: str = ""
    purpose: str = ""
    section: int = 0
    content: tuple[tuple[str, str], ...] = ()
    days: int = 0
    stale: bool = False

    def to_plain(self) -> dict[str, Any]:
        """Return what is not as it is by default."""
        return {name: value for name, value in asdict(self).items() if value not in {"", 0, ()} or name == "number"}

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> "Act":
        """Return the act again."""
        content = tuple((name, value) for name, value in plain.get("content", ()))
        return cls(**{**plain, "content": content})

    def __str__(self) -> str:
        said = {name: value for name, value in self.to_plain().items() if name not in {"number", "name"}}
        return f"{self.number} {self.name} " + " ".join(f"{name}={value}" for name, value in said.items())
