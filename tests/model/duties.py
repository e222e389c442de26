"""Separation of duties: what somebody has done that keeps them from doing something else (R97, R173, A8, Q18, B5.5)."""

from tests.model.law import REQUESTS, RequestLaw
from tests.model.state import Child, Pathway, Request, Step

Names = frozenset[str]
LINE: tuple[str, ...] = ("SW", "TM")  # of the workers a child has here, those in the line of the case (B5.5)


def covered(law: RequestLaw) -> tuple[int, ...]:
    """Return the sections an authorisation freezes: the worker's own, section 1 of a referral, none of a choice."""
    from tests.model.law import STEPS

    if not law.authorises or law.only_with:
        return ()
    return (1,) if law.completed_with else STEPS[law.step].own


def may_authorise(step: Step, law: RequestLaw, names: Names) -> bool:
    """Return whether nothing keeps them from authorising: nobody does their own work, nor twice in a row (A8)."""
    if covered(law) and (_wrote(step, covered(law), names) or step.worker in names):
        return False
    before = REQUESTS.get((law.step, law.after))
    sent = step.latest(law.after) if before else None
    if before and sent and sent.state == "completed":
        return names.isdisjoint({sent.completed_by, sent.completed_for}) and may_authorise_before(step, before, names)
    return True


def may_authorise_before(step: Step, law: RequestLaw, names: Names) -> bool:
    """Return whether they completed none of the requests that come before this one."""
    sent = step.latest(law.after) if law.after else None
    return not (sent and sent.state == "completed" and names & {sent.completed_by, sent.completed_for})


def may_send_on(step: Step, law: RequestLaw, names: Names) -> bool:
    """Return whether a manager may send on what was authorised: not what they wrote, nor their own step (R97)."""
    return not law.after or not (_wrote(step, covered(law), names) or step.worker in names)


def _wrote(step: Step, sections: tuple[int, ...], names: Names) -> bool:
    return any(not names.isdisjoint(step.wrote.get(number, ())) for number in sections)


def sent_by(request: Request, names: Names) -> bool:
    """Return whether they sent the request, or a deputy in their name (R173)."""
    return not names.isdisjoint({request.sent_by, request.sent_for} - {""})


def conflict(child: Child, pathway: Pathway, step: Step, name: str) -> bool:
    """Return whether somebody may not decide (B5.5).

    Who sat in the meeting that recommended, wrote or authorised the report it rests on, or is in the line of the case.
    """
    if not name:
        return False
    reports = [each for each in pathway.steps if each.state == "finished" and each is not step and _authorised(each)]
    wrote = {who for each in reports for names in each.wrote.values() for who in names}
    authorised = {who for each in reports for who in _authorised(each)}
    in_line = {child.workers[role] for role in LINE}
    return name in {*step.answer("sat").split()} | wrote | authorised | in_line


def _authorised(step: Step) -> set[str]:
    """Return who authorised a report; a decision is none."""
    if step.law.is_decided:
        return set()
    sent = [each for each in step.requests if each.law.authorises and each.state == "completed"]
    return {name for each in sent for name in (each.completed_by, each.completed_for)} - {""}
