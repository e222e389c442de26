"""Hands that do what people do by operations: what a page would send, with the version it would have shown.

What is expected to be refused is tried by POST as well.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from permanence.kernel.reading import Typed
from permanence.kernel.reasons import Refused, Stale
from permanence.operations import finishing, forms, next_actions, requests, worksteps
from permanence.operations.done import Done
from permanence.records.forms import SectionAnswers
from permanence.records.requests import Request
from permanence.records.worksteps import Workstep
from tests.journeys.answering import complete, opens_more, some
from tests.journeys.by_post import is_refused_by_post
from tests.journeys.definitions import action_key, form_of, request_key, step_type
from tests.journeys.hands import Refusal
from tests.journeys.seen import actor, inbox_called, proposals_on
from tests.journeys.story import Child, NotAllowed, Person

PAPER = b"Minutes of the review of 10 November 2026, agreed as a fair record by all who came.\n"


class ByOperations:
    """Does each act by its operation."""

    trying = False

    def reaches(self, at: datetime) -> None:
        """Nothing to turn: each act is given its time."""

    def begins(self, who: Person, child: Child, title: str) -> UUID:
        done = _do(worksteps.begin_step, who, child_id=child.id, step_type=step_type(title))
        begun: UUID = done.step_id
        return begun

    def starts(self, who: Person, step_id: UUID) -> None:
        _on(worksteps.start_step, who, step_id)

    def picks_up(self, who: Person, step_id: UUID) -> None:
        inbox = inbox_called(who.story, who.part.inbox)
        asked = Request.objects.filter(step_id=step_id, to_inbox=inbox, closed_at=None).values_list("id", flat=True)
        _do(worksteps.pick_up, who, inbox_id=inbox.id, steps=() if asked else (step_id,), requests=tuple(asked))

    def resumes(self, who: Person, step_id: UUID) -> None:
        _do(worksteps.resume_step, who, step_id=step_id)

    def reviews(self, who: Person, step_id: UUID) -> None:
        worksteps.mark_seen(step_id=step_id, actor=actor(who), at=who.story.a_minute_later())

    def fills(self, who: Person, step_id: UUID, section: int, answers: dict[str, Any]) -> None:
        self._saves(who, step_id, section, complete(who, step_id, section, answers))
        if opens_more(who, step_id, section):
            self._saves(who, step_id, section, complete(who, step_id, section, answers))

    def notes(self, who: Person, step_id: UUID, section: int, answers: dict[str, Any]) -> None:
        self._saves(who, step_id, section, some(who, step_id, section, answers))

    def _saves(self, who: Person, step_id: UUID, section: int, typed: Typed) -> None:
        asked = next(each for each in form_of(step_id).sections if each.number == section)
        standing = SectionAnswers.objects.filter(step_id=step_id, section=asked.key).values_list("version", flat=True)
        version = standing.first() or 0
        saved = _do(forms.save_section, who, step_id=step_id, section=asked.key, version=version, typed=typed)
        assert not saved.errors, saved.errors

    def attaches(self, who: Person, step_id: UUID, section: int, field: str) -> None:
        asked = next(each for each in form_of(step_id).sections if each.number == section)
        given = {"section": asked.key, "field": field.replace(".", ".1."), "name": "Minutes.txt", "content": PAPER}
        kept = _do(forms.attach_file, who, step_id=step_id, **given)
        who.story.told["file"] = kept.file_id

    def sends(self, who: Person, step_id: UUID, request: str, to: str) -> None:
        _on(requests.send_request, who, step_id, request_key=request_key(step_id, request), **_to(who, to))

    def completes(self, who: Person, step_id: UUID, request: str) -> None:
        _on_request(requests.complete_request, who, step_id, request)

    def declines(self, who: Person, step_id: UUID, request: str, why: str) -> None:
        _on_request(requests.decline_request, who, step_id, request, reason=why)

    def adds(self, who: Person, step_id: UUID, action: str, to: str, reason: str, why: str) -> None:
        key, reason_key = action_key(step_id, action, reason)
        given = {"reason": reason_key, "reason_text": why, **_to(who, to)}
        _on(next_actions.add_next_action, who, step_id, action_key=key, **given)

    def adds_both(self, who: Person, step_id: UUID) -> None:
        _on(next_actions.add_both, who, step_id)

    def removes(self, who: Person, step_id: UUID, action: str) -> None:
        _on(next_actions.remove_next_action, who, step_id, proposal_id=proposal_on(step_id, action))

    def replaces(self, who: Person, step_id: UUID, action: str, by: str, to: str, why: str) -> None:
        given = {"action_key": action_key(step_id, by, "")[0], "replaces": proposal_on(step_id, action), **_to(who, to)}
        _on(next_actions.add_next_action, who, step_id, reason_text=why, **given)

    def sends_and_adds(self, who: Person, step_id: UUID, request: str, action: str) -> None:
        keys = {"request_key": request_key(step_id, request), "action_key": action_key(step_id, action, "")[0]}
        _on(requests.send_request_and_add, who, step_id, **keys)

    def sends_now(self, who: Person, step_id: UUID, action: str) -> None:
        _on(next_actions.send_now, who, step_id, proposal_id=proposal_on(step_id, action))

    def pictured(self, who: Person, name: str, place: str) -> None:
        """Operations show nothing."""

    def completes_and_finishes(self, who: Person, step_id: UUID, request: str) -> None:
        _on_request(finishing.complete_and_finish, who, step_id, request)

    def finishes(self, who: Person, step_id: UUID) -> None:
        _on(finishing.finish_step, who, step_id)


def _do(operation: Callable[..., Any], who: Person, **given: Any) -> Any:
    at = who.story.a_minute_later()
    try:
        return operation(actor=actor(who), at=at, key=None, **given)
    except Refused as refused:
        if who.story.hands.trying:
            is_refused_by_post(who, operation.__name__, given, refused)
        raise _not_allowed(who, refused) from refused
    except Stale as stale:
        raise NotAllowed(stale.sentence) from stale


def _not_allowed(who: Person, refused: Refused) -> NotAllowed:
    sentences = tuple(reason.sentence for reason in refused.reasons)
    refusal = Refusal(who=who, status=refused.status, sentences=sentences)
    return NotAllowed("\n".join(sentences), refusal=refusal)


def _on(operation: Callable[..., Any], who: Person, step_id: UUID, **given: Any) -> Done:
    done: Done = _do(operation, who, step_id=step_id, version=_version(step_id), **given)
    return done


def _on_request(operation: Callable[..., Any], who: Person, step_id: UUID, title: str, **given: Any) -> None:
    request = Request.objects.filter(step_id=step_id, title=title).latest("sent_at")
    _do(operation, who, request_id=request.id, version=_version(step_id), **given)


def _version(step_id: UUID) -> int:
    return Workstep.objects.values_list("version", flat=True).get(id=step_id)


def proposal_on(step_id: UUID, title: str) -> UUID:
    return next(proposal.id for proposal in proposals_on(step_id) if proposal.title == title)


def _to(who: Person, name: str) -> dict[str, UUID]:
    if not name:
        return {}
    person = next((each for each in who.story.people.values() if each.name == name), None)
    if person:
        return {"to_worker": person.worker_id}
    return {"to_inbox": inbox_called(who.story, name).id}
