"""Information shared, the panel, the match decided, the child placed (R122 to R137)."""

from datetime import date, timedelta
from typing import Any

from permanence.demo.case import Case
from permanence.operations.children import set_placement
from permanence.operations.finishing import complete_and_finish, finish_step
from permanence.operations.next_actions import add_next_action
from permanence.operations.requests import send_request
from permanence.operations.worksteps import start_step

SHARING, PANEL, PLACEMENT = "information_sharing_meeting", "panel_and_matching_decision", "permanence_placement"
N7, N8, N10 = "n7_panel_and_matching", "n8_child_in_care_planning", "n10_match_agreed"
N11, N12, N13 = "n11_match_not_agreed", "n12_update_permanence_plan", "n13_child_placed"
AGREED_REASON = "cs_long_term_fostering_agreed"
PAPERS_BEFORE = timedelta(days=14)


def start_sharing(case: Case) -> None:
    """The social worker starts the record of the meetings."""
    start_step(**case.on(case.step(SHARING)), **case.told("social_worker"))


def go_to_panel(case: Case) -> None:
    """The family agree, and it goes to panel (R123)."""
    _conclude(case, needs_new_plan="no")


def go_to_panel_with_new_plan(case: Case) -> None:
    """It goes to panel, and the care plan is to be updated as well (R124, Q22)."""
    _conclude(case, needs_new_plan="yes")


def _conclude(case: Case, *, needs_new_plan: str) -> None:
    step = case.step(SHARING)
    case.write(step, by="social_worker", view_of_meeting="go_to_panel", needs_new_plan=needs_new_plan)
    on, by = case.on, case.told
    add_next_action(action_key=N7, to_inbox=case.house.inboxes["cs_qaag"], **on(step), **by("social_worker"))
    if needs_new_plan == "yes":
        sw, due = case.worker_id("social_worker"), case.entry.get("due")
        add_next_action(action_key=N8, to_worker=sw, due_on=due, **on(step), **by("social_worker"))
    send_request(
        request_key="manager_authorise", to_worker=case.worker_id("manager"), **on(step), **by("social_worker")
    )


def sharing_authorised(case: Case) -> None:
    """The manager authorises and finishes (R126)."""
    step = case.step(SHARING)
    complete_and_finish(**case.request(step, "manager_authorise"), **case.told("manager"))


def start_panel(case: Case) -> None:
    """QAAG take it from their inbox (R128)."""
    start_step(**case.on(case.step(PANEL)), **case.told("qaag"))


def panel_defers(case: Case) -> None:
    """The panel wants more: the step stays open until it has it (B5.8)."""
    _minutes(case, recommendation="deferred")


def panel_recommends(case: Case) -> None:
    """The panel recommends the match, and QAAG refer it (R129, R133)."""
    step = _minutes(case, recommendation="match_approved")
    add_next_action(
        action_key=N10,
        to_worker=case.worker_id("social_worker"),
        reason=AGREED_REASON,
        **case.on(step),
        **case.told("qaag"),
    )
    _refer(case, step)


def panel_advises_against(case: Case) -> None:
    """The panel does not recommend the match; the plan is to be updated (R130, R132)."""
    step = _minutes(case, recommendation="match_not_approved")
    inbox = case.house.inboxes["cs_family_finders"]
    add_next_action(action_key=N11, **case.on(step), **case.told("qaag"))
    add_next_action(action_key=N12, to_inbox=inbox, reason="carer_not_suitable", **case.on(step), **case.told("qaag"))
    _refer(case, step)


def _minutes(case: Case, *, recommendation: str) -> Any:
    step = case.step(PANEL)
    held_on = case.today - timedelta(days=2)
    case.write(
        step,
        by="qaag",
        only=[1],
        recommendation=recommendation,
        meeting_date=held_on.isoformat(),
        papers_sent_on=(held_on - PAPERS_BEFORE).isoformat(),
        minutes_final_on=case.today.isoformat(),
    )
    return step


def _refer(case: Case, step: Any) -> None:
    send_request(request_key="refer_to_adm", to_worker=case.worker_id("adm"), **case.on(step), **case.told("qaag"))


def approve_match(case: Case) -> None:
    """The Agency Decision Maker approves the match and finishes (R134)."""
    _decide(case, "approve_the_match")


def not_approve_match(case: Case) -> None:
    """The Agency Decision Maker does not approve the match and finishes (R130, R134)."""
    _decide(case, "do_not_approve_the_match")


def _decide(case: Case, decision: str) -> None:
    step = case.step(PANEL)
    case.write(step, by="adm", only=[2], decision=decision, decision_date=case.today.isoformat())
    complete_and_finish(**case.request(step, "refer_to_adm"), **case.told("adm"))
    case.decided_on = case.today


def start_placement(case: Case) -> None:
    """The social worker starts the placement record (R136)."""
    start_step(**case.on(case.step(PLACEMENT)), **case.told("social_worker"))


def child_moves(case: Case) -> None:
    """The child moves to the family that was found."""
    home = case.people["match"]
    set_placement(
        child_id=case.child_id,
        code="U4",
        provider="PR1",
        from_on=case.today,
        carers=home.name,
        address=f"{case.number} Harbour Road, Westmere, ZZ99 {case.number % 9 + 1}WM",
        is_permanent=True,
        **case.told("social_worker"),
    )
    case.entry = {**case.entry, "moved_on": case.today}


def child_is_placed(case: Case) -> None:
    """The record is written and the pathway ends: Child Placed (R137)."""
    step = case.step(PLACEMENT)
    moved_on: date = case.entry["moved_on"]
    before = moved_on - timedelta(days=6)
    agreed: dict[str, Any] = {"ltf_in_care_plan_on": before.isoformat(), "ltf_carer_agreed_on": before.isoformat()}
    case.write(
        step,
        by="social_worker",
        agreed_when=(case.decided_on or before).isoformat(),
        starts_on=moved_on.isoformat(),
        same_carers="no",
        **agreed,
    )
    add_next_action(action_key=N13, **case.on(step), **case.told("social_worker"))
    finish_step(**case.on(step), **case.told("social_worker"))
