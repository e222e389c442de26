"""Requests: which may be sent, completed, declined and withdrawn, by whom (R83 to R85, R93 to R99, R173)."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.covering import is_outdated, sections_named
from permanence.kernel.definitions import RequestType
from permanence.kernel.duties import About, Somebody
from permanence.kernel.facts import PassedTo, RequestFacts, StepFacts, WorkerFacts
from permanence.kernel.form_definitions import RuleUse
from permanence.kernel.gates import shut, stands_completed, waived
from permanence.kernel.passing import destination, reasons_against_passing
from permanence.kernel.reasons import Reason
from permanence.kernel.rules import broken
from permanence.kernel.sections import reasons_sections_lack
from permanence.kernel.separation import Does, apart
from permanence.kernel.taking_part import (
    acts_as,
    as_worker,
    is_addressed,
    is_me,
    reasons_against_acting_as,
    reasons_against_the_reason,
    reasons_it_is_not_started,
)
from permanence.kernel.wording import quoted, role_titles, short_role, since

HIDDEN = Reason(sentence="There is nothing here, or you may not see it.", status=404)


def reasons_against_sending(facts: StepFacts, actor: Actor, key: str, to: PassedTo | None) -> Iterator[Reason]:
    """Yield why the actor cannot send the request of that key to that worker or inbox (None: not chosen yet)."""
    request = next((request for request in facts.step.requests if request.key == key), None)
    if request is None:
        yield HIDDEN
        return
    yield from reasons_it_is_not_started(facts)
    yield from reasons_against_acting_as(facts, actor, request.sent_by, does=f"sends {quoted(request.title)}")
    if request.after and acts_as(facts, actor, request.sent_by):
        yield from _kept_apart(facts, Somebody.acting(actor), "sends_on", About(request=request))
    yield from _reasons_it_is_not_due(facts, actor, request)
    yield from reasons_sections_lack(facts, actor, sections_named(facts.step, facts.form, request.needs_sections))
    addressed = replace(facts, addressee=to.worker if to else None)
    yield from broken(addressed, (*request.rules, *_rules_on_what_it_needs(facts, request)))
    yield from reasons_against_passing(facts, request.to, to, what=request.title)
    if to and is_me(actor, to.worker):
        yield Reason(sentence=f"You cannot send {quoted(request.title)} to yourself: someone else completes it.")
    elif to and to.worker and request.kind == "authorisation":
        for said in apart(facts, Somebody.named(to.worker), "authorises", About(request=request)):
            yield Reason(sentence=said)


def _kept_apart(
    facts: StepFacts, who: Somebody, does: Does, about: About, *, instead: str = "completes"
) -> Iterator[Reason]:
    """Yield, as refusals of the person, what separation of duties says (R173)."""
    for said in apart(facts, who, does, about, instead=instead):
        yield Reason(sentence=said, whose="others", status=403)


def _rules_on_what_it_needs(facts: StepFacts, request: RequestType) -> list[RuleUse]:
    """Return the form's rules that look only at sections which must be complete before it is sent.

    What would block the finish blocks the authorisation too: mending it afterwards would void what was authorised.
    """
    needed = sections_named(facts.step, facts.form, request.needs_sections) if request.covers else ()
    numbers = {facts.form.section(key).number for key in needed}
    own = {use.rule for use in request.rules}
    return [
        use for use in facts.form.rules if use.sections and numbers.issuperset(use.sections) and use.rule not in own
    ]


def _reasons_it_is_not_due(facts: StepFacts, actor: Actor, request: RequestType) -> Iterator[Reason]:
    added = {proposal.key for proposal in facts.proposals}
    if request.only_with and added.isdisjoint(request.only_with):
        title = facts.step.next_action(request.only_with[0]).title
        yield Reason(sentence=f"{quoted(request.title)} goes with {title}. Add that first.", where="next-actions")
    if request.key in waived(facts):
        yield Reason(
            sentence=f"{quoted(request.title)} is waived by the next action that is added.", where="next-actions"
        )
    yield from _reasons_it_stands(facts, request)
    for earlier in request.after:
        before = facts.step.request(earlier)
        if not stands_completed(facts, before):
            yield _comes_after(facts, actor, request, before)
    if request.needs_next_action and not facts.proposals:
        yield Reason(
            sentence=f"Add the next action before {quoted(request.title)} is sent: it is decided on with it.",
            where="next-actions",
        )


def _reasons_it_stands(facts: StepFacts, request: RequestType) -> Iterator[Reason]:
    sent = facts.latest(request.key)
    if sent is None or request.kind == "plain":
        return
    if sent.state == "sent":
        day = since(sent.sent_at, today=facts.today)
        yield Reason(sentence=f"{quoted(request.title)} was sent to {_with(sent)} on {day} and waits for an answer.")
    elif sent.state == "completed" and not is_outdated(facts, sent):
        who = sent.completed_by.name if sent.completed_by else _with(sent)
        yield Reason(sentence=f"{who} has completed {quoted(request.title)} already.")


def _with(sent: RequestFacts) -> str:
    return sent.to_worker.name if sent.to_worker else sent.to_name or "the inbox"


def _comes_after(facts: StepFacts, actor: Actor, request: RequestType, before: RequestType) -> Reason:
    """Say what goes first and with whom it is (pages, words 10)."""
    what = "The report" if "Report" in facts.form.title else "The form"
    to = destination(facts, request.to).removeprefix("CS ").removesuffix(" – Inbox")
    who = short_role(facts.process, before.to.roles)
    sent = facts.latest(before.key)
    if sent and sent.state == "sent":
        stands = f"{_with(sent)} has had it since {since(sent.sent_at, today=facts.today)}."
    else:
        stands = shut(facts, before, actor).sentence
    return Reason(
        sentence=f"{what} goes to {to} after {who} has authorised it. {stands}", where=f"requests:{before.key}"
    )


def _found(facts: StepFacts, request_id: UUID) -> RequestFacts | None:
    return next((request for request in facts.requests if request.id == request_id), None)


def reasons_against_completing(facts: StepFacts, actor: Actor, request_id: UUID) -> Iterator[Reason]:
    """Yield why the actor cannot mark the request Completed."""
    sent = _found(facts, request_id)
    if sent is None:
        yield HIDDEN
        return
    request = facts.step.request(sent.key)
    theirs = [*_reasons_against_answering(facts, actor, sent, request, "completes")]
    yield from theirs
    if request.kind == "authorisation":
        if not any(reason.status == 403 for reason in theirs):
            yield from _kept_apart(facts, Somebody.acting(actor), "authorises", About(request=request, asked=sent))
        yield from reasons_it_is_not_started(facts)
        yield from reasons_sections_lack(facts, actor, sections_named(facts.step, facts.form, request.needs_sections))
    yield from reasons_sections_lack(facts, actor, request.completed_with_sections)
    yield from broken(replace(facts, addressee=_decider(actor, sent)), request.rules)


def _decider(actor: Actor, sent: RequestFacts) -> WorkerFacts | None:
    return sent.to_worker or as_worker(actor)


def reasons_against_declining(facts: StepFacts, actor: Actor, request_id: UUID, reason: str) -> Iterator[Reason]:
    """Yield why the actor cannot decline the request."""
    sent = _found(facts, request_id)
    if sent is None:
        yield HIDDEN
        return
    request = facts.step.request(sent.key)
    yield from _reasons_against_answering(facts, actor, sent, request, "declines")
    yield from reasons_against_the_reason(reason)


def _reasons_against_answering(
    facts: StepFacts, actor: Actor, sent: RequestFacts, request: RequestType, does: str
) -> Iterator[Reason]:
    yield from _reasons_it_is_answered(facts, sent)
    own = [*_kept_apart(facts, Somebody.acting(actor), "answers", About(request=request, asked=sent), instead=does)]
    if own:
        yield from own
    elif not is_addressed(sent, actor):
        yield Reason(sentence=f"This request is with {_with(sent)}.", whose="others", status=403)
    elif request.to.roles and actor.roles.isdisjoint(request.to.roles) and not _may_stand_in(actor, request):
        who = role_titles(facts.process, request.to.roles)
        yield Reason(sentence=f"Only {who} {does} this request.", whose="others", status=403)


def _may_stand_in(actor: Actor, request: RequestType) -> bool:
    """Return whether a deputy answers for whoever was asked; a decision is never delegated (B5.5)."""
    return actor.acting_for is not None and "agency_decision_maker" not in request.to.roles


def _reasons_it_is_answered(facts: StepFacts, sent: RequestFacts) -> Iterator[Reason]:
    if sent.state == "sent":
        return
    who = f"{sent.completed_by.name} " if sent.completed_by and sent.state in {"completed", "declined"} else "It was "
    on = f" on {since(sent.completed_at, today=facts.today)}" if sent.completed_at and sent.completed_by else ""
    said = {
        "completed": f"{who}completed this request{on}." if sent.completed_by else "It was completed.",
        "declined": f"{who}declined this request{on}." if sent.completed_by else "It was declined.",
        "withdrawn": "This request was withdrawn.",
        "waived": "This request was waived.",
        "voided": "This authorisation was voided by an edit, and has been asked for again.",
    }[sent.state]
    yield Reason(sentence=said, whose="others")


def reasons_against_withdrawing(facts: StepFacts, actor: Actor, request_id: UUID) -> Iterator[Reason]:
    """Yield why the actor cannot withdraw the request: its sender does, or who has the workstep, or a manager of it.

    What had to be sent before the finish stands after it, whether read or not (R84, R111, Q26).
    """
    sent = _found(facts, request_id)
    if sent is None:
        yield HIDDEN
        return
    yield from _reasons_it_is_answered(facts, sent)
    if facts.state == "finished" and facts.step.request(sent.key).must_be_sent:
        yield Reason(sentence=f"{quoted(sent.title)} had to be sent before this workstep was finished, so it stays.")
    mine = is_me(actor, sent.sent_by) or is_me(actor, facts.assigned_worker) or actor.holds(*facts.step.cancelled_by)
    if not mine:
        yield Reason(
            sentence=f"Only {sent.sent_by.name}, who sent this request, withdraws it.", whose="others", status=403
        )
