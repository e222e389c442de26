"""Planning and the decision: the report, authorised, of confirmed quality, and decided by the Agency Decision Maker."""

from permanence.demo.case import Case
from permanence.operations.composites import send_request_and_add
from permanence.operations.finishing import complete_and_finish, finish_step
from permanence.operations.next_actions import add_next_action, remove_next_action
from permanence.operations.requests import complete_request, decline_request, send_request
from permanence.operations.seeing import mark_seen
from permanence.operations.worksteps import resume_step, start_step

PLANNING, DECISION = "permanency_planning", "adm_permanence_decision"
FIRST_PART = range(1, 7)
REPORT = range(7, 18)
N1, N2, N3, N4 = "n1_adm_decision", "n2_no_longer_required", "n3_adm_agrees", "n4_adm_disagrees"
HOME_AGAIN = "The court has discharged the order and the child goes home with support."


def start_report(case: Case) -> None:
    """The social worker starts, and the report opens (R92)."""
    start_step(**case.on(case.step(PLANNING)), **case.told("social_worker"))


def write_first_part(case: Case) -> None:
    """A third of the report is written."""
    case.write(case.step(PLANNING), by="social_worker", only=FIRST_PART)


def write_the_rest(case: Case) -> None:
    """The rest of the report is written."""
    case.write(case.step(PLANNING), by="social_worker", only=REPORT, **{"plan.best_option": "long_term_fostering"})


def ask_manager(case: Case) -> None:
    """The social worker sends the report to the manager (R94)."""
    step = case.step(PLANNING)
    send_request(
        request_key="manager_authorise",
        to_worker=case.worker_id("manager"),
        note="Ready for you. Section 16 was the hardest.",
        **case.on(step),
        **case.told("social_worker"),
    )


def manager_looks(case: Case) -> None:
    """The manager opens it and does not get to it yet."""
    mark_seen(step_id=case.step(PLANNING).id, **case.told("manager"))


def manager_declines(case: Case) -> None:
    """The manager sends it back with a reason."""
    step = case.step(PLANNING)
    reason = "Section 15 does not say why the aunt's offer ended. Please add it and send it again."
    decline_request(reason=reason, **case.request(step, "manager_authorise"), **case.told("manager"))


def manager_authorises(case: Case) -> None:
    """The manager authorises, sends the report to QAAG and adds what follows (R95 to R98)."""
    step = case.step(PLANNING)
    resume_step(step_id=step.id, **case.told("manager"))
    complete_request(**case.request(step, "manager_authorise"), **case.told("manager"))
    send_request_and_add(
        request_key="qaag_quality",
        to_inbox=case.house.inboxes["cs_qaag"],
        action_key=N1,
        action_to_inbox=case.house.inboxes["cs_qaag"],
        **case.on(step),
        **case.told("manager"),
    )


def quality_confirmed(case: Case) -> None:
    """QAAG confirms the quality and finishes (R99, R100)."""
    step = case.step(PLANNING)
    complete_and_finish(**case.request(step, "qaag_quality"), **case.told("qaag"))


def plan_changes_after_authorising(case: Case) -> None:
    """The plan changes: the manager takes back what follows, the social worker chooses No Longer Required (Q18)."""
    step = case.step(PLANNING)
    remove_next_action(proposal_id=case.proposal(step, N1), **case.on(step), **case.told("manager"))
    choose_no_longer_required(case)


def choose_no_longer_required(case: Case) -> None:
    """The social worker chooses No Longer Required and asks the manager to authorise that (R101, Q18)."""
    step = case.step(PLANNING)
    add_next_action(action_key=N2, reason_text=HOME_AGAIN, **case.on(step), **case.told("social_worker"))
    case.write(step, by="social_worker", only=[18])
    send_request(
        request_key="no_longer_required_authorise",
        to_worker=case.worker_id("manager"),
        **case.on(step),
        **case.told("social_worker"),
    )


def end_authorised_by_manager(case: Case) -> None:
    """The manager authorises the end and, QAAG never having been asked, finishes (Q18)."""
    step = case.step(PLANNING)
    complete_and_finish(**case.request(step, "no_longer_required_authorise"), **case.told("manager"))


def end_finished_by_qaag(case: Case) -> None:
    """The manager authorises the end; QAAG, who had been asked, finish (Q18)."""
    step = case.step(PLANNING)
    complete_request(**case.request(step, "no_longer_required_authorise"), **case.told("manager"))
    finish_step(**case.on(step), **case.told("qaag"))


def start_decision(case: Case) -> None:
    """QAAG take it from their inbox (R102)."""
    start_step(**case.on(case.step(DECISION)), **case.told("qaag"))


def write_recommendation(case: Case) -> None:
    """QAAG write down the QA meeting and what it recommends (R103)."""
    case.write(case.step(DECISION), by="qaag", only=[1], recommendation="plan_agreed", minutes_final_on=_iso(case))


def refer_plan(case: Case) -> None:
    """QAAG propose what follows and refer the recommendation to the Agency Decision Maker (R104, R106)."""
    step = case.step(DECISION)
    add_next_action(action_key=N3, to_worker=case.worker_id("social_worker"), **case.on(step), **case.told("qaag"))
    send_request(request_key="refer_to_adm", to_worker=case.worker_id("adm"), **case.on(step), **case.told("qaag"))


def agree_plan(case: Case) -> None:
    """The Agency Decision Maker agrees and finishes (R107, R108)."""
    step = case.step(DECISION)
    resume_step(step_id=step.id, **case.told("adm"))
    case.write(step, by="adm", only=[2], decision="agree_the_plan", decision_date=_iso(case))
    complete_and_finish(**case.request(step, "refer_to_adm"), **case.told("adm"))
    case.decided_on = case.today


def disagree_with_plan(case: Case) -> None:
    """The Agency Decision Maker disagrees, changes what follows and finishes (R105, Q10, Q28)."""
    step = case.step(DECISION)
    case.write(step, by="adm", only=[2], decision="do_not_agree_the_plan", decision_date=_iso(case))
    add_next_action(action_key=N4, replaces=case.proposal(step, N3), **case.on(step), **case.told("adm"))
    case.write(step, by="adm", only=[3])
    complete_and_finish(**case.request(step, "refer_to_adm"), **case.told("adm"))


def _iso(case: Case) -> str:
    return case.today.isoformat()
