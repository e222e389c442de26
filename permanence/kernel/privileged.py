"""Worksteps of a privileged kind: who opens them besides whoever has them (docs/mosaic-settings.md)."""

from dataclasses import dataclass
from typing import Final

from permanence.kernel.actors import Actor
from permanence.kernel.reasons import Reason

CLOSED: Final = (
    "This workstep is of a privileged kind. Only those of its group open it, whoever has it, whoever was asked on it, "
    "and whom its coordinator admits."
)
CLOSED_REASON: Final = Reason(sentence=CLOSED, whose="others", status=403)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivilegedGroup:
    """Kinds of workstep that not everybody opens who may see the child.

    Args:
        roles: whoever holds one of them opens these worksteps. coordinator: the role that admits others.
    """

    key: str
    title: str
    roles: tuple[str, ...]
    coordinator: str

    def is_opened_by(self, actor: Actor) -> bool:
        """Return whether the actor opens its worksteps by a role."""
        return actor.worker_id is not None and actor.holds(*self.roles, self.coordinator)


def place_of(process: str, group: str | None) -> str:
    """Return how a row names its group: a group of one process is none of another; "" for none.

    >>> place_of("short_breaks", "inquiries"), place_of("short_breaks", None)
    ('short_breaks.inquiries', '')
    """
    return f"{process}.{group}" if group else ""
