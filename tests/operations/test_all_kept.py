"""A pathway on which every mistake is made and mended: no row is lost, and something always carries it on (R177)."""

from uuid import UUID

from permanence.operations import finishing, next_actions, worksteps
from permanence.operations.ending import authorise_end, decline_end, end_pathway
from permanence.operations.reopening import reopen_step
from permanence.operations.replacing import replace_step
from permanence.operations.taking_back import take_back_next_action
from permanence.operations.undoing import undo_finish
from permanence.operations.wrong_child import close_wrong_child
from permanence.records.audit import AuditRow
from permanence.records.pathways import Pathway
from permanence.records.worksteps import Workstep
from tests.factories import World, asked, inbox, newest, proposal, step
from tests.operations.kept import nothing_is_lost

WHY = "A mistake."
END = {"ground": "no_longer_required", "reason": "Home.", "evidence": "Review of 18 November 2026."}
MENDED = [
    *("close_wrong_child", "undo_finish", "replace_step", "take_back_next_action", "reopen_step"),
    *("answer_the_end", "end_pathway"),
]


def test_every_mistake_mended_on_one_pathway(here: World) -> None:
    report = _begun_on_the_wrong_child(here)
    _finished_too_soon(here, report)
    search = _passed_on_by_mistake(here)
    _sent_too_soon(here, search)
    with nothing_is_lost(here):  # what has gone on is reopened, and what followed stays
        here.on("Joan Ellery", reopen_step, report, to_worker=here.people["Priya Nair"], reason=WHY)
    assert (step(search).state, asked(report, "authorise").state) == ("started", "voided")
    _ends(here)
    assert set(MENDED) <= set(AuditRow.objects.values_list("act", flat=True))


def _begun_on_the_wrong_child(here: World) -> UUID:
    """It is put again, empty."""
    first = here.report_to_manager()
    with nothing_is_lost(here):
        here.on("Priya Nair", close_wrong_child, first)
    return newest("report")


def _finished_too_soon(here: World, report: UUID) -> None:
    """Undone, and finished again."""
    here.on("Priya Nair", worksteps.start_step, report)
    here.saves("Priya Nair", report, "details", words="Maya likes to paint.")
    here.sends("Priya Nair", report, "authorise", to_worker=here.people["Joan Ellery"])
    here.completes("Joan Ellery", report, "authorise")
    to = {"to_inbox": inbox("cs_family_finders")}
    here.on("Joan Ellery", next_actions.add_next_action, report, action_key="search", **to)
    here.sends("Joan Ellery", report, "check", to_inbox=inbox("cs_qaag"))
    here.completes("Lena Voss", report, "check")
    here.on("Lena Voss", finishing.finish_step, report)
    with nothing_is_lost(here):
        here.on("Lena Voss", undo_finish, report, reason=WHY)
    here.on("Lena Voss", finishing.finish_step, report)


def _passed_on_by_mistake(here: World) -> UUID:
    """Another takes its place, and is started."""
    with nothing_is_lost(here):
        to = {"to_inbox": inbox("cs_family_finders")}
        here.on("Joan Ellery", replace_step, newest("search"), step_type="search", reason=WHY, **to)
    search = newest("search")
    here.reaches("17 Nov 2026 09:00").on("Dee Marlow", worksteps.start_step, search)
    return search


def _sent_too_soon(here: World, search: UUID) -> None:
    """The wrong next action, sent at once, is taken back."""
    given = {"action_key": "meet", "to_worker": here.people["Priya Nair"]}
    here.on("Dee Marlow", next_actions.add_next_action, search, **given)
    sent = proposal(search, "meet").id
    here.on("Dee Marlow", next_actions.send_now, search, proposal_id=sent)
    with nothing_is_lost(here):
        here.on("Dee Marlow", take_back_next_action, search, proposal_id=sent, reason=WHY)


def _ends(here: World) -> None:
    """While the report is open its own next action ends the way, so it is cancelled first; then another authorises."""
    with nothing_is_lost(here):
        report = Workstep.objects.get(step_type="report", closed_at=None)
        here.on("Joan Ellery", worksteps.cancel_step, report.id, reason=WHY)
        here.does("Priya Nair", end_pathway, child_id=here.child_id, version=_version(), on=here.today, **END)
        here.does("Joan Ellery", decline_end, child_id=here.child_id, version=_version(), reason=WHY)
    with nothing_is_lost(here):
        here.does("Priya Nair", end_pathway, child_id=here.child_id, version=_version(), on=here.today, **END)
        here.does("Joan Ellery", authorise_end, child_id=here.child_id, version=_version())
    assert not Workstep.objects.filter(closed_at=None).exists()


def _version() -> int:
    return Pathway.objects.get(closed_at=None).version
