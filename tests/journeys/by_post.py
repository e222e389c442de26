"""An act as a page posts it: what an operation refuses is refused over HTTP too, with the same sentences (C05)."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID, uuid4

from django.test import Client

from permanence.kernel.actors import operator
from permanence.kernel.covering import covered_hashes
from permanence.kernel.reasons import Refused
from permanence.operations.clock import set_clock
from permanence.records.accounts import User
from permanence.records.requests import Request
from tests.journeys.definitions import form_of, step_of
from tests.journeys.real_time import now
from tests.journeys.seen import answers_of
from tests.journeys.story import Person
from tests.web.office import reasons, words

HIDDEN = 404

Posted = tuple[str, dict[str, Any]]


def _whom(given: Mapping[str, Any]) -> str:
    if given.get("to_worker"):
        return f"worker:{given['to_worker']}"
    return f"inbox:{given['to_inbox']}" if given.get("to_inbox") else ""


def _at_step(act: str, given: Mapping[str, Any], **fields: Any) -> Posted:
    return f"/steps/{given['step_id']}/{act}", {"_version": given["version"], **fields}


def _at_request(act: str, given: Mapping[str, Any], **fields: Any) -> Posted:
    return f"/requests/{given['request_id']}/{act}", {"_version": given["version"], **fields}


def _send(given: Mapping[str, Any]) -> Posted:
    return _at_step("requests/send", given, request_key=given["request_key"], to=_whom(given))


def _add(given: Mapping[str, Any]) -> Posted:
    typed = {"action": given["action_key"], "reason": given["reason"], "reason_text": given["reason_text"]}
    return _at_step("next-actions/add", given, to=_whom(given), then="close", **typed)


def _complete(act: str, given: Mapping[str, Any]) -> Posted:
    return _at_request(act, given, _covered=_covered(given["request_id"]))


def _covered(request_id: UUID) -> str:
    """Return the hash of what the request covers, as its card carries it; "" where it covers nothing."""
    request = Request.objects.select_related("step").get(id=request_id)
    hashes = covered_hashes(step_of(request.step_id), form_of(request.step_id), answers_of(request.step))
    return hashes.get(request.key, "")


def _save(given: Mapping[str, Any]) -> Posted:
    known = Request.objects.filter(step_id=given["step_id"], state="completed").values_list("id", flat=True)
    page = {"_section": given["section"], "_act": "close", "_authorised": " ".join(map(str, known))}
    return _at_step("save", given, **page, **given["typed"])


# What each act's page posts, by the name of its operation. To change one next action into another, a page posts twice:
# it is told as removing and adding.
POSTS: Final[Mapping[str, Callable[[Mapping[str, Any]], Posted]]] = {
    "begin_step": lambda given: (
        f"/children/{given['child_id']}/begin",
        {"_version": "", "step_type": given["step_type"]},
    ),
    "save_section": _save,
    "send_request": _send,
    "complete_request": lambda given: _complete("complete", given),
    "complete_and_finish": lambda given: _complete("complete-and-finish", given),
    "decline_request": lambda given: _at_request("decline", given, reason=given["reason"]),
    "add_next_action": _add,
    "remove_next_action": lambda given: _at_step("next-actions/remove", given, proposal=given["proposal_id"]),
    "send_now": lambda given: _at_step("next-actions/send", given, proposal=given["proposal_id"]),
    "finish_step": lambda given: _at_step("finish", given),
}


def is_refused_by_post(who: Person, act: str, given: Mapping[str, Any], refusal: Refused) -> None:
    """Fail unless a POST of the act is refused with the status and every sentence of the operation's own refusal.

    What is hidden (404) is answered by a page of its own; any other refusal stands among the reasons on its page.
    """
    path, fields = POSTS[act](given)
    answer = _browser_of(who).post(path, {"_key": str(uuid4()), **fields})
    assert answer.status_code == refusal.status, (path, answer.status_code, refusal.reasons)
    said = [words(answer)] if refusal.status == HIDDEN else reasons(answer)
    left_out = [each.sentence for each in refusal.reasons if not any(each.sentence in line for line in said)]
    assert not left_out, (path, left_out)


def _browser_of(who: Person) -> Client:
    """Return somebody's browser, signed in, with the demo clock at the time of the story."""
    story = who.story
    keeper = operator(authority_id=story.authority_id, real_at=now())
    set_clock(practice_at=story.at, actor=keeper, at=story.at)
    browser = Client()
    browser.force_login(_account(who.worker_id, who))
    return browser


def _account(worker_id: UUID, who: Person) -> User:
    first_name = who.part.first_name
    given = {"authority_id": who.story.authority_id, "email": f"{first_name}@example.org", "date_joined": now()}
    found, _ = User.objects.get_or_create(worker_id=worker_id, defaults={"username": first_name, **given})
    return found
