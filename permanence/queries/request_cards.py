"""A request that waits for the reader: who asked, what was read, what changed since, what completing it leads to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.covering import covered_sections
from permanence.kernel.dates import count_of
from permanence.kernel.facts import RequestFacts, StepFacts
from permanence.kernel.reasons import Reason
from permanence.kernel.requests import reasons_against_completing
from permanence.kernel.taking_part import as_worker, is_addressed, is_me
from permanence.kernel.worksteps import reasons_against_finishing
from permanence.queries.comments import open_comments
from permanence.queries.returned import Returned, returned_with
from permanence.queries.statuses import when
from permanence.records.requests import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A request waiting for the reader.

    Args:
        completed_words, declined_words: the two choices.
        covered: hash of what completing it would freeze, which the page carries (P10). returned: what changed since.
        comments: how many comments on the form are not settled, in words, "" for none.
        reasons: why it cannot be completed yet; then only declining is offered.
        finishes: completing it is the last thing against finishing, and the reader may finish.
    """

    id: UUID
    title: str
    from_words: str
    note: str
    version_words: str
    read_href: str
    compare_href: str
    covered: str
    returned: Returned | None
    comments: str
    completed_words: str
    declined_words: str
    reasons: tuple[Reason, ...]
    finishes: bool


def cards_for(facts: StepFacts, actor: Actor, rows: Mapping[UUID, Request], *, form_version: int) -> tuple[Card, ...]:
    """Return the requests on the workstep that wait for the actor, oldest first."""
    mine = [each for each in facts.requests if _waits_for(each, actor)]
    comments = open_comments(facts.id) if mine else 0
    return tuple(
        _card(facts, actor, each, rows[each.id], form_version=form_version, comments=comments) for each in mine
    )


def as_if_completed(facts: StepFacts, actor: Actor, sent: RequestFacts) -> StepFacts:
    """Return the workstep as it would stand once the actor had completed the request."""
    done = replace(
        sent,
        state="completed",
        completed_by=as_worker(actor),
        completed_at=facts.at,
        covered_hash=facts.covered_hashes.get(sent.key),
    )
    return replace(facts, requests=tuple(done if each.id == sent.id else each for each in facts.requests))


def waiting_for(facts: StepFacts, actor: Actor) -> RequestFacts | None:
    """Return the oldest request that waits for the actor, or None."""
    return next((each for each in facts.requests if _waits_for(each, actor)), None)


def _waits_for(sent: RequestFacts, actor: Actor) -> bool:
    return sent.state == "sent" and is_addressed(sent, actor) and not is_me(actor, sent.sent_by)


def _card(
    facts: StepFacts, actor: Actor, sent: RequestFacts, row: Request, *, form_version: int, comments: int
) -> Card:
    reasons = tuple(reasons_against_completing(facts, actor, sent.id))
    against_finish = reasons_against_finishing(as_if_completed(facts, actor, sent), actor)
    request = facts.step.request(sent.key)
    freezes = request.kind == "authorisation" and covered_sections(facts.step, facts.form, request)
    returned = returned_with(facts, actor, sent) if freezes else None
    first_name = sent.sent_by.name.split()[0]
    return Card(
        id=sent.id,
        title=sent.title,
        from_words=f"From {sent.sent_by.name}, {when(sent.sent_at)}.",
        note=row.note,
        version_words=_version_words(row.form_version, form_version, returned),
        read_href=_first_section(facts, sent),
        compare_href=_compare(facts.id, row.form_version, form_version),
        covered=facts.covered_hashes.get(sent.key, ""),
        returned=returned if returned and returned.changes else None,
        comments=f"{count_of(comments, 'comment')} not settled" if comments else "",
        completed_words=f"Completed: I authorise version {form_version}" if freezes else "Completed",
        declined_words=f"Declined: send it back to {first_name} with a reason",
        reasons=reasons,
        finishes=not reasons and next(iter(against_finish), None) is None,
    )


def _version_words(sent_as: int, now: int, returned: Returned | None) -> str:
    if now == 0:
        return ""
    if returned and returned.is_own:
        changed = f"{returned.count} changed" if returned.changes else "Nothing has changed"
        return f"You read version {now}. {changed} since {returned.since}."
    if sent_as == now:
        return f"You read version {now}. Nothing has changed since it was sent."
    saves = count_of(now - sent_as, "save")
    return f"You read version {now}. It was sent as version {sent_as}: {saves} since."


def _first_section(facts: StepFacts, sent: RequestFacts) -> str:
    request = facts.step.request(sent.key)
    covered = covered_sections(facts.step, facts.form, request) or tuple(each.key for each in facts.form.sections)
    return f"/steps/{facts.id}/sections/{covered[0]}/"


def _compare(step_id: UUID, sent_as: int, now: int) -> str:
    return f"/steps/{step_id}/versions/{sent_as}/compare/{now}/" if 0 < sent_as < now else ""
