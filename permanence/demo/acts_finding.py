"""The referral, and family finding: meetings, the pair at three months, the review, a match (R109 to R121)."""

from datetime import timedelta

from django.db.models import QuerySet

from permanence.demo.case import Case
from permanence.demo.families import household
from permanence.operations.finishing import complete_and_finish, finish_step
from permanence.operations.next_actions import add_both, add_next_action, send_now
from permanence.operations.requests import complete_request, send_request
from permanence.operations.worksteps import start_step
from permanence.records.requests import Request
from permanence.records.worksteps import Workstep

REQUEST, FINDING = "family_finding_request", "family_finding_meeting"
N5, N6 = "n5_family_finding_meeting", "n6_information_sharing"
MEETING, REVIEW = "family_finding_meeting", "3_month_review"
A_MONTH = timedelta(days=28)


def start_request(case: Case) -> None:
    """The social worker starts the referral."""
    start_step(**case.on(case.step(REQUEST)), **case.told("social_worker"))


def refer_to_finders(case: Case) -> None:
    """The social worker writes the referral, tells the manager and finishes (R109 to R112)."""
    step = case.step(REQUEST)
    current = "yes" if case.entry.get("carers_are_current") else "no"
    case.write(step, by="social_worker", carers_are_current=current)
    add_next_action(
        action_key=N5, to_inbox=case.house.inboxes["cs_family_finders"], **case.on(step), **case.told("social_worker")
    )
    send_request(
        request_key="manager_acknowledge",
        to_worker=case.worker_id("manager"),
        **case.on(step),
        **case.told("social_worker"),
    )
    finish_step(**case.on(step), **case.told("social_worker"))


def acknowledge(case: Case) -> None:
    """The manager reads the notification after the finish (R111)."""
    finished = Workstep.objects.filter(child_id=case.child_id, step_type=REQUEST).latest("id")
    complete_request(**case.request(finished, "manager_acknowledge"), **case.told("manager"))


def start_meeting(case: Case) -> None:
    """A family finder takes the meeting from the inbox."""
    start_step(**case.on(_meeting(case)), **case.told("finder"))


def search_goes_on(case: Case) -> None:
    """No match yet: the meeting is written down and the next one added (R115)."""
    step = _meeting(case)
    planned = (case.today + A_MONTH).isoformat()
    case.write(step, by="finder", purpose=MEETING, match_found="no", held_on=_iso(case), next_meeting_on=planned)
    add_next_action(
        action_key=N5, to_inbox=case.house.inboxes["cs_family_finders"], **case.on(step), **case.told("finder")
    )
    _ask(case, step, by="finder")


def three_months_have_passed(case: Case) -> None:
    """No match yet, and a review falls due before the next meeting: both are added at once (R117, Q12)."""
    step = _meeting(case)
    planned = (case.today + A_MONTH).isoformat()
    case.write(step, by="finder", purpose=MEETING, match_found="no", held_on=_iso(case), next_meeting_on=planned)
    add_both(**case.on(step), **case.told("finder"))
    _ask(case, step, by="finder")


def match_identified(case: Case) -> None:
    """A family is found, or the present carers are the family; the social worker is to share information (R116)."""
    _write_match(case)
    _ask(case, _meeting(case), by="finder")


def match_sent_early(case: Case) -> None:
    """A family is found, and the social worker hears before the meeting is finished (R127, R135)."""
    _write_match(case)
    step = _meeting(case)
    send_now(proposal_id=case.proposal(step, N6), **case.on(step), **case.told("finder"))


def _write_match(case: Case) -> None:
    step = _meeting(case)
    if case.entry.get("carers_are_current"):
        case.people["match"] = case.people["carer"]
    else:
        case.meet(household("match", case.rng), by="finder")
    case.write(step, by="finder", purpose=MEETING, match_found="yes", held_on=_iso(case))
    add_next_action(action_key=N6, to_worker=case.worker_id("social_worker"), **case.on(step), **case.told("finder"))


def authorise_meeting(case: Case) -> None:
    """The family finders' manager authorises and finishes (R119, R120, Q14)."""
    waiting = Request.objects.filter(child_id=case.child_id, key="manager_authorise", closed_at=None)
    step = waiting.select_related("step").get().step
    complete_and_finish(**case.request(step, "manager_authorise"), **case.told("finder_manager"))


def start_review(case: Case) -> None:
    """The review team take the review of the pair (R117, Q13)."""
    start_step(**case.on(_review(case)), **case.told("reviewer"))


def write_review(case: Case) -> None:
    """The review is written down and sent to be authorised; it adds nothing (Q13)."""
    step = _review(case)
    case.write(step, by="reviewer", purpose=REVIEW, match_found="no", held_on=_iso(case))
    _ask(case, step, by="reviewer")


def _ask(case: Case, step: Workstep, *, by: str) -> None:
    send_request(
        request_key="manager_authorise",
        to_worker=case.worker_id("finder_manager"),
        **case.on(step),
        **case.told(by),
    )


def _meeting(case: Case) -> Workstep:
    return _open(case).exclude(purpose=REVIEW).latest("id")


def _review(case: Case) -> Workstep:
    return _open(case).filter(purpose=REVIEW).latest("id")


def _open(case: Case) -> QuerySet[Workstep]:
    return Workstep.objects.filter(child_id=case.child_id, step_type=FINDING, closed_at=None)


def _iso(case: Case) -> str:
    return case.today.isoformat()
