"""Requests that nobody can send or complete, and gates that can never open before the finish."""

from collections.abc import Iterator

from permanence.kernel.checking.fault import Fault, step_at
from permanence.kernel.definitions import InboxUse, Process, RequestType, StepType


def request_faults(process: Process) -> Iterator[Fault]:
    """Yield what is wrong with the requests of each step."""
    inboxes = {inbox.key: inbox for inbox in process.inboxes}
    for step in process.steps:
        for request in step.requests:
            for says in (*_of_people(request, inboxes), *_of_gate(request), *_of_order(request, step)):
                yield Fault(step_at(step.key, "request", request.key), f'"{request.title}" {says}')


def _of_people(request: RequestType, inboxes: dict[str, InboxUse]) -> Iterator[str]:
    if not request.sent_by:
        yield "can be sent by nobody. Name the roles in sent_by."
    to = request.to
    if to.inbox and not inboxes[to.inbox].roles:
        yield f'goes to "{inboxes[to.inbox].title}", which no role may answer for. Give the inbox its roles.'
    elif not to.inbox and not to.roles:
        yield "can be completed by nobody. Name roles or an inbox in to."


def _of_gate(request: RequestType) -> Iterator[str]:
    if request.kind == "notification" and request.must_be_completed:
        yield (
            "is a gate after the finish: a notification may be read when the workstep is finished, so its completing "
            "cannot be waited for. Make it an authorisation, or leave must_be_completed out."
        )
    if request.kind == "authorisation" and not request.must_be_sent and request.must_be_completed:
        yield "must be completed and need not be sent. Say must_be_sent: true too."


def _of_order(request: RequestType, step: StepType) -> Iterator[str]:
    if request.key in _all_before(request, step):
        yield "comes after itself: follow after from request to request. Nobody could ever send it."
    for action in request.only_with:
        if request.key in step.next_action(action).waives:
            title = step.next_action(action).title
            yield f'is asked for only with "{title}", which waives it. Take it out of only_with or of waives.'


def _all_before(request: RequestType, step: StepType) -> set[str]:
    found, waiting = set[str](), list(request.after)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(step.request(key).after)
    return found
