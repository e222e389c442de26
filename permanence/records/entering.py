"""Who acts while somebody leaves: acts go on beside each other, but not beside a change of who works here (P12, P39).

Without it, work could be passed to a worker, or picked up by one, in the very moment in which they are disabled: each
of the two acts would find all well, and the work would be nobody's.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID

from django.db import connection

from permanence.records.acts import kept_key
from permanence.records.base import new_id
from permanence.records.gathered import memory
from permanence.records.memory import Held

ENTER: LiteralString = (
    "SELECT disabled, standing, digest, result::text, step, pathway, child "
    "FROM records_enter(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The key of an act that is about to begin: whose it is, and the digest of what the act was asked to do."""

    user_id: UUID
    key: str
    body_digest: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The workstep an act is about, which is locked as it begins: named itself, or by a request on it.

    Args:
        pathway_first: work is born, passed on or ended: the pathway's row is locked before the step's.
    """

    step_id: UUID | None = None
    request_id: UUID | None = None
    pathway_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What stands once the act has been entered.

    Args:
        disabled: whether the worker was disabled. done_before: whether the key was claimed by an act that was done.
        body_digest, result: of that act, the result as JSON text; "" where the key is new, or there is none.
    """

    disabled: bool
    done_before: bool
    body_digest: str
    result: str


def enter(
    *, authority_id: UUID, worker_id: UUID | None, alone: bool, claim: Claim | None, about: About | None = None
) -> Entered:
    """Begin an act, beside the others or alone, until the transaction ends; claim its key, lock its step: one query.

    Call it before any other lock. Whoever comes second with a key waits here until the first has committed, and gets
    its act; or has failed, and does it anew. The act under way knows which workstep is locked (`memory`).
    """
    about = about or About()
    mine = new_id()
    whose: list[Any] = [None] * 4
    if claim is not None:
        whose = [claim.user_id, kept_key(claim.key), claim.body_digest, claim.at]
    with connection.cursor() as cursor:
        step = [about.step_id, about.request_id, about.pathway_first]
        cursor.execute(ENTER, [authority_id, worker_id, alone, mine, *whose, *step])
        disabled, standing, digest, result, step_id, pathway_id, child_id = cursor.fetchone()
    here = memory()
    if here and pathway_id:
        here.held[step_id] = Held(pathway_id=pathway_id, child_id=child_id, with_pathway=about.pathway_first)
        here.asked[about.request_id] = step_id
    before = standing is not None and standing != mine
    return Entered(
        disabled=disabled,
        done_before=before,
        body_digest=digest if before else "",
        result=result if before else "",
    )
