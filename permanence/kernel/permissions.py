"""Who may do what: one map from act to any-of lines of named predicates (architecture.md section 4).

A line holds when each predicate in it does; an act is allowed when any of its lines holds. What a role does within a
workstep is the process's own (`worksteps`, `requests`, `next_actions`): this map says who is let near it at all.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from permanence.kernel.actors import Actor
from permanence.kernel.facts import ChildFacts
from permanence.kernel.reasons import Reason
from permanence.kernel.wording import listed

Line = tuple[str, ...]
ADMINISTRATOR: Final = "system_administrator"
HIDDEN: Final = Reason(sentence="There is nothing here, or you may not see it.", status=404)
RESTRICTED: Final = "This record is restricted. You are not among the people who work with the child."

# What the actor is to the child (records/relations.py), each with the words of it for the audit.
RELATIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "allocated": "allocated to the child",
        "team": "works in the child's team",
        "team_manager": "manages the child's team",
        "has_workstep": "has a workstep of the child",
        "in_inbox": "works from an inbox with work on the child",
        "has_request": "has a request about the child",
        "took_part": "took part in the child's open pathway",
        "oversight": "has oversight of the authority's children",
    }
)
NEAR: Final[tuple[Line, ...]] = tuple((relation,) for relation in RELATIONS)
AT_WORK: Final[tuple[Line, ...]] = (
    ("has_workstep",),
    ("has_request",),
    ("in_inbox",),
    ("took_part",),
    ("allocated",),
    ("team_manager",),
)
ADMINISTERS: Final[tuple[Line, ...]] = (("administers",),)
KEEPS_RECORD: Final[tuple[Line, ...]] = (("allocated",), ("team_manager",), ("administers",))
ANYBODY: Final[tuple[Line, ...]] = (("worker",),)

GRANTS: Final[Mapping[str, tuple[Line, ...]]] = MappingProxyType(
    {
        # Reads of one child, and of what stands on it.
        "see_child": NEAR,
        "see_step": NEAR,
        "see_form": NEAR,
        "see_requests": NEAR,
        "see_next_actions": NEAR,
        "see_file": NEAR,
        "see_pathway": NEAR,
        "compare": NEAR,
        # Reads of lists: each holds only what the actor may see, and its ids are on record.
        "list_work": ANYBODY,
        "list_children": ANYBODY,
        "list_notices": ANYBODY,
        "see_inbox": ANYBODY,
        # Worksteps.
        "begin_step": (("allocated",),),
        "start_step": (("has_workstep",), ("in_inbox",)),
        "resume_step": AT_WORK,
        "pick_up": (("in_inbox",), ("has_workstep",), ("took_part",)),
        "put_back_step": (("has_workstep",),),
        "reassign_step": AT_WORK,
        "cancel_step": AT_WORK,
        "mark_seen": AT_WORK,
        "finish_step": AT_WORK,
        "complete_and_finish": AT_WORK,
        "pass_over_rule": AT_WORK,
        # Forms.
        "save_section": AT_WORK,
        "save_draft": AT_WORK,
        "attach_file": AT_WORK,
        "remove_file": AT_WORK,
        # Requests.
        "send_request": AT_WORK,
        "send_request_and_add": AT_WORK,
        "complete_request": AT_WORK,
        "decline_request": AT_WORK,
        "withdraw_request": AT_WORK,
        # Next actions.
        "add_next_action": AT_WORK,
        "add_both": AT_WORK,
        "remove_next_action": AT_WORK,
        "send_now": AT_WORK,
        # The child's record, as far as this release keeps it.
        "add_child": (("administers",), ("holds:social_worker",), ("holds:team_manager",)),
        "add_person": (*AT_WORK, ("administers",)),
        "allocate": (("team_manager",), ("administers",)),
        "start_care_period": KEEPS_RECORD,
        "set_legal_status": KEEPS_RECORD,
        "set_placement": KEEPS_RECORD,
        # The authority.
        "found_authority": ADMINISTERS,
        "add_team": ADMINISTERS,
        "add_inbox": ADMINISTERS,
        "add_worker": ADMINISTERS,
        "add_login": ADMINISTERS,
        "move_worker": ADMINISTERS,
        "worker_on_leave": ADMINISTERS,
        "disable_worker": ADMINISTERS,
        "publish_process": ADMINISTERS,
        "set_clock": (("worker",), ("administers",)),  # the demo clock, which only a demo authority has (C20)
        "mark_read": ANYBODY,
    }
)


def _holds(predicate: str, actor: Actor, relations: frozenset[str]) -> bool:
    """Return whether one named predicate holds."""
    if predicate in RELATIONS:
        return actor.worker_id is not None and any(name.partition(":")[0] == predicate for name in relations)
    kind, _, role = predicate.partition(":")
    return PREDICATES[kind](actor, role)


PREDICATES: Final[Mapping[str, Callable[[Actor, str], bool]]] = MappingProxyType(
    {
        "worker": lambda actor, _: actor.worker_id is not None,
        "holds": lambda actor, role: actor.worker_id is not None and actor.holds(role),
        "administers": lambda actor, _: actor.holds(ADMINISTRATOR),
    }
)


def line_that_holds(act: str, actor: Actor, relations: frozenset[str]) -> Line | None:
    """Return the first line of the act that holds, or None. Raises KeyError for an act the map does not name."""
    return next((line for line in GRANTS[act] if all(_holds(part, actor, relations) for part in line)), None)


def reasons_against(
    act: str, actor: Actor, child: ChildFacts | None, relations: frozenset[str] = frozenset()
) -> Iterator[Reason]:
    """Yield why the actor may not do the act: hidden (404) before restricted or forbidden (403).

    Args:
        child: whose record it is about; None for an act on no child's record.
        relations: what the actor is to the child today (records/relations.py).

    Raises:
        KeyError: the map names no such act.
    """
    allowed = line_that_holds(act, actor, relations)
    if child is None:
        if allowed is None:
            yield Reason(sentence=f"Only {_who(act)} does this.", whose="others", status=403)
    elif _is_hidden(child, actor, relations, administers=allowed == ("administers",)):
        yield HIDDEN
    elif child.access_class == "restricted":
        yield Reason(sentence=RESTRICTED, whose="others", status=403)
    elif allowed is None:
        yield Reason(
            sentence=f"You may see this record, but not do this: {_who(act)} does.", whose="others", status=403
        )


def _is_hidden(child: ChildFacts, actor: Actor, relations: frozenset[str], *, administers: bool) -> bool:
    if child.authority_id != actor.authority_id or child.access_class == "sealed":
        return True
    return not administers and (actor.worker_id is None or not _near(relations))


def _near(relations: frozenset[str]) -> bool:
    return any(name.partition(":")[0] in RELATIONS for name in relations)


def _who(act: str) -> str:
    """Return who does the act, in words."""
    return listed((" and ".join(_words(part) for part in line) for line in GRANTS[act]), last="or")


def _words(predicate: str) -> str:
    if predicate in RELATIONS:
        return f"somebody who {RELATIONS[predicate]}".replace("who allocated", "who is allocated")
    kind, _, role = predicate.partition(":")
    named = f"a {role.replace('_', ' ')}"
    return {"worker": "a worker of the authority", "administers": "a system administrator"}.get(kind, named)


def why_allowed(act: str, actor: Actor, child: ChildFacts | None, relations: frozenset[str] = frozenset()) -> str:
    """Return in words why the actor may do the act, for the audit; "" when they may not.

    >>> from permanence.kernel.permissions import RELATIONS
    >>> RELATIONS["team"]
    "works in the child's team"
    """
    if any(reasons_against(act, actor, child, relations)):
        return ""
    line = line_that_holds(act, actor, relations) or ()
    return listed(_why(part, relations) for part in line)


def _why(predicate: str, relations: frozenset[str]) -> str:
    if predicate == "allocated":
        roles = sorted(name.partition(":")[2].replace("_", " ") for name in relations if name.startswith("allocated:"))
        return f"allocated to the child as {listed(roles)}"
    if predicate in RELATIONS:
        return RELATIONS[predicate]
    return _words(predicate).removeprefix("a ")
