"""An act: one transaction, done once under its key, with its audit row written last (P03, P04)."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, Generic, Literal, ParamSpec, TypeVar, cast
from uuid import UUID

from django.db import transaction

from permanence.kernel.actors import Actor
from permanence.kernel.reasons import KeyReused, Reason, Refused
from permanence.operations.done import Done, body_digest
from permanence.records import acts, audit
from permanence.records.entering import About, Claim, Entered, enter
from permanence.records.gathered import gathering

P = ParamSpec("P")
D = TypeVar("D", bound=Done)
Locks = Literal["step", "pathway"]

LEFT = "You are no longer signed in as somebody who works here. Ask your manager."
REUSED = "This page was sent a second time with something else in it. Open the page again and do it once more."


@dataclass(frozen=True, slots=True, kw_only=True)
class Acted(Generic[D]):
    """What an act did, for its audit row.

    Args:
        why: why the actor was allowed to (`kernel.permissions.Permissions.why_allowed`).
        said: what was decided, named or changed, as keys and ids: never what somebody wrote about a child.
        ids: public ids of everything else that was made or changed.
    """

    done: D
    child_id: UUID | None = None
    object_type: str
    object_id: UUID | None = None
    why: str
    said: Mapping[str, Any] = field(default_factory=dict)
    ids: tuple[UUID, ...] = ()


_Row = Callable[[], None]
_waiting: ContextVar[list[_Row] | None] = ContextVar("audit rows of the act under way", default=None)


def practice_act(
    name: str, *, gives: type[Done] = Done, alone: bool = False, locks: Locks | None = None
) -> Callable[[Callable[P, Acted[D]]], Callable[P, D]]:
    """Make an act of a function that takes keyword arguments, `actor`, `at` and `key` among them, and returns Acted.

    An act called by another act shares its transaction; their audit rows are all written at its end, since the head of
    the audit must be the last row that is locked. A key counts only for the outer one.

    Args:
        name: as the audit names the act, and the address that does it.
        gives: class of what is returned, where an act returns more than Done.
        alone: it changes who works here, so no other act of the authority goes on beside it.
        locks: the workstep that `step_id` or `request_id` names is locked as the act begins; `pathway`: its pathway
            before it, which `load_step` then takes for locked.

    Raises, when called:
        Refused: the actor was disabled a moment before.
        KeyReused: the key was used for another act, or with other arguments.
    """

    def decorate(function: Callable[P, Acted[D]]) -> Callable[P, D]:
        @wraps(function)
        def act(*args: P.args, **kwargs: P.kwargs) -> D:
            actor, at = cast("Actor", kwargs["actor"]), cast("datetime", kwargs["at"])
            key = cast("str | None", kwargs.get("key"))
            with _one_transaction() as is_outer:
                once = _Once(actor=actor, key=key if is_outer else None, digest=body_digest(name, kwargs))
                earlier = once.entered(gives, alone=alone, about=_about(kwargs, locks)) if is_outer else None
                if earlier is not None:
                    return cast("D", earlier)
                acted = function(*args, **kwargs)
                once.keep(acted.done)
                _write_at_the_end(lambda: _write(name, acted, actor=actor, at=at))
            return acted.done

        return act

    return decorate


def done_before(name: str, *, gives: type[D], actor: Actor, key: str | None, **arguments: object) -> D | None:
    """Return what an act led to that was done under this key, None where it was not.

    For an act whose page stands no longer once it is done, so that its arguments cannot be worked out a second time.

    Raises:
        KeyReused: the key was used for another act, or with other arguments.
    """
    standing = acts.done_under(authority_id=actor.authority_id, user_id=actor.user_id, key=key) if key else None
    if standing is None:
        return None
    if standing.body_digest != body_digest(name, arguments):
        raise KeyReused(REUSED)
    return gives.from_plain(standing.result)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Once:
    actor: Actor
    key: str | None
    digest: str

    def entered(self, gives: type[Done], *, alone: bool, about: About | None) -> Done | None:
        """Enter the act; return what it led to before under this key, or None where it is new or has no key.

        Raises:
            Refused: the worker was disabled. KeyReused: the key was used for another act, or with other arguments.
        """
        actor, claim = self.actor, None
        if self.key is not None and actor.user_id is not None:
            claim = Claim(user_id=actor.user_id, key=self.key, body_digest=self.digest, at=actor.real_at)
        standing = enter(
            authority_id=actor.authority_id, worker_id=actor.worker_id, alone=alone, claim=claim, about=about
        )
        if standing.disabled:
            raise Refused([Reason(sentence=LEFT, status=403)])
        return self._earlier(gives, standing) if standing.done_before else None

    def _earlier(self, gives: type[Done], standing: Entered) -> Done:
        if standing.body_digest != self.digest:
            raise KeyReused(REUSED)
        return gives.from_plain(json.loads(standing.result))

    def keep(self, done: Done) -> None:
        """Write down where the act led."""
        if whose := self._whose():
            acts.keep_result(**whose, result=done.to_plain())

    def _whose(self) -> dict[str, Any]:
        """Return whose key it is; {} where there is none, or no account that could send a page twice."""
        if self.key is None or self.actor.user_id is None:
            return {}
        return {"authority_id": self.actor.authority_id, "user_id": self.actor.user_id, "key": self.key}


def _about(given: Mapping[str, Any], locks: Locks | None) -> About | None:
    if locks is None:
        return None
    named = {"step_id": given.get("step_id"), "request_id": given.get("request_id")}
    return About(**named, pathway_first=locks == "pathway")


@contextmanager
def _one_transaction() -> Iterator[bool]:
    """Open the transaction of an outer act and write the audit rows at its end; an inner act joins it."""
    if _waiting.get() is not None:
        yield False
        return
    rows: list[_Row] = []
    token = _waiting.set(rows)
    try:
        with transaction.atomic():
            with gathering():
                yield True
            for write in rows:
                write()
    finally:
        _waiting.reset(token)


def _write_at_the_end(write: _Row) -> None:
    cast("list[_Row]", _waiting.get()).append(write)


def _write(name: str, acted: Acted[D], *, actor: Actor, at: datetime) -> None:
    audit.append(
        authority_id=actor.authority_id,
        act=name,
        user_id=actor.user_id,
        worker_id=actor.worker_id,
        acting_for_id=actor.acting_for,
        child_id=acted.child_id,
        object_type=acted.object_type,
        object_id=acted.object_id,
        why=acted.why,
        ids=acted.ids,
        said=json.loads(json.dumps(dict(acted.said), default=str)),
        at=at,
        real_at=actor.real_at,
        request_id=actor.request_id,
    )
