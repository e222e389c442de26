"""Forms of requests and next actions: sent, answered, withdrawn, added, removed, sent at once."""

from datetime import date
from typing import Any
from uuid import UUID

from permanence.operations import next_actions
from permanence.records.worksteps import Workstep
from tests.access.every.on_steps import searching, step_sheet
from tests.access.every.sheet import Sheet
from tests.factories import WORDS, asked, inbox, proposal
from tests.operations.test_replacing import sent_early
from tests.web.office import Office

ANY = frozenset({"_covered"})
"""Declining says nothing of what was read."""
NOTE, WHY = "Look at the last page first.", "Say who told her."


def sending(o: Office) -> Sheet:
    """Priya asks Joan from the summary, with a note."""
    report = o.world.started_report()
    o.world.saves("Priya Nair", report, "details", **WORDS)
    more: dict[str, Any] = {
        "holds": {"_page": "summary"},
        "typed": {"note": NOTE},
        "other": {"note": "Soon."},
        "words": NOTE,
    }
    return step_sheet(report, "requests/send", by="Priya Nair", **more)


def sending_to_somebody(o: Office) -> Sheet:
    """Priya asks Ravi, whom she chooses, from the page of requests."""
    report = o.world.started_report()
    typed = {"to": f"worker:{o.world.people['Ravi Menon']}", "note": NOTE}
    page, other = "requests/?send=ask", {"note": "Soon."}
    return step_sheet(report, "requests/send", by="Priya Nair", page=page, typed=typed, words=NOTE, other=other)


def sending_and_adding(o: Office) -> Sheet:
    """Joan asks QAAG and adds the search in one act."""
    report = o.world.report_to_manager()
    o.world.completes("Joan Ellery", report, "authorise")
    more: dict[str, Any] = {
        "holds": {"_page": "summary"},
        "typed": {"note": NOTE},
        "other": {"note": "Soon."},
        "words": NOTE,
        "takes": frozenset({"reason_text"}),  # of the next action that goes with it, as its own page asks
    }
    return step_sheet(report, "requests/send", by="Joan Ellery", **more)


def answered(o: Office, act: str = "answer", **more: Any) -> Sheet:
    """Joan answers Priya's request by its card on the summary."""
    return _card(o.world.report_to_manager(), "authorise", act, by="Joan Ellery", **more)


def completing(o: Office) -> Sheet:
    """Completed."""
    return answered(o, typed={"answer": "completed"}, other={"answer": "declined", "reason": WHY})


def declining(o: Office) -> Sheet:
    """Declined, with a reason."""
    return answered(o, typed={"answer": "declined", "reason": WHY}, words=WHY, other={"reason": "No."}, steers=ANY)


def completing_by_its_address(o: Office) -> Sheet:
    """Completed, by the act's own address, which takes what the card sends."""
    return answered(o, "complete", by_name=True, other={"_version": "99"})


def declining_by_its_address(o: Office) -> Sheet:
    """Declined, by the act's own address."""
    return answered(o, "decline", by_name=True, typed={"reason": WHY}, words=WHY, other={"reason": "No."}, steers=ANY)


def completing_and_finishing(o: Office) -> Sheet:
    """Lena completes QAAG's request and finishes the report in one act."""
    return _card(o.world.report_to_qaag(), "check", "complete-and-finish", by="Lena Voss", other={"_version": "99"})


def withdrawing(o: Office) -> Sheet:
    """Priya withdraws her request."""
    return _card(o.world.report_to_manager(), "authorise", "withdraw", by="Priya Nair", page="requests/")


def _card(report: UUID, key: str, act: str, *, by: str, page: str = "", by_name: bool = False, **more: Any) -> Sheet:
    request = f"/requests/{asked(report, key).id}/"
    action, form = f"{request}{act}", f"{request}answer" if by_name else ""
    given: dict[str, Any] = {"version_of": (Workstep, report), "form": form, **more}
    return Sheet(by=by, page=f"/steps/{report}/{page}", action=action, **given)


def adding(o: Office) -> Sheet:
    """Joan adds that it is no longer required, with why, on the page of next actions."""
    report = o.world.report_to_manager()
    typed = {"action": "no_longer", "reason_text": NOTE, "then": "close"}
    more: dict[str, Any] = {
        "typed": typed,
        "other": {"reason_text": "He goes home."},
        "words": NOTE,
        "holds": {"find": ""},
    }
    return step_sheet(report, "next-actions/add", by="Joan Ellery", page="next-actions/", **more)


def adding_what_is_asked(o: Office) -> Sheet:
    """Joan adds what the procedure asks for, by its one button."""
    report = o.world.report_to_manager()
    given: dict[str, Any] = {"holds": {"then": "close"}, "other": {"reason_text": "Something else."}}
    return step_sheet(report, "next-actions/add", by="Joan Ellery", page="next-actions/", **given)


def adding_both(o: Office) -> Sheet:
    """Dee adds the two that are due at three months."""
    search = searching(o.world)
    o.world.saves("Dee Marlow", search, "plan", purpose="meeting", found="no", next_on=date(2027, 3, 1))
    return step_sheet(search, "next-actions/add-both", by="Dee Marlow")


def removing(o: Office) -> Sheet:
    """Joan removes the search that she added."""
    report, w = o.world.report_to_manager(), o.world
    finders = inbox("cs_family_finders", w.authority_id)
    w.on("Joan Ellery", next_actions.add_next_action, report, action_key="search", to_inbox=finders)
    holds = {"proposal": str(proposal(report, "search").id)}
    page = "next-actions/"
    return step_sheet(report, "next-actions/remove", by="Joan Ellery", page=page, holds=holds)


def sending_at_once(o: Office) -> Sheet:
    """Dee sends a meeting at once."""
    w, search = o.world, searching(o.world)
    priya = w.people["Priya Nair"]
    w.on("Dee Marlow", next_actions.add_next_action, search, action_key="meet", to_worker=priya)
    return step_sheet(search, "next-actions/send", by="Dee Marlow", page="next-actions/")


def taking_back(o: Office) -> Sheet:
    """Dee takes back the meeting that was sent at once."""
    search, sent = sent_early(o.world)
    place = f"next-actions/{sent}/take-back"
    more: dict[str, Any] = {"typed": {"reason": WHY}, "words": WHY, "other": {"reason": "No."}}
    return step_sheet(search, place, by="Dee Marlow", page=f"{place}/", **more)


ON_REQUESTS = {
    "send_request": sending,
    "send_request, to somebody": sending_to_somebody,
    "send_request, and add": sending_and_adding,
    "answer_request": completing,
    "answer_request, declined": declining,
    "complete_request": completing_by_its_address,
    "decline_request": declining_by_its_address,
    "complete_and_finish": completing_and_finishing,
    "withdraw_request": withdrawing,
    "add_next_action": adding,
    "add_next_action, as asked": adding_what_is_asked,
    "add_both": adding_both,
    "remove_next_action": removing,
    "send_now": sending_at_once,
    "take_back": taking_back,
}
