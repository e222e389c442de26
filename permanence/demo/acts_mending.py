"""Mistakes, and how they are mended: undone, reopened, replaced, taken back, closed; and a way that is ended."""

from permanence.demo.acts_finding import FINDING, N6
from permanence.demo.acts_planning import DECISION, PLANNING
from permanence.demo.case import Case
from permanence.kernel.dates import plain_date
from permanence.operations.ending import end_pathway
from permanence.operations.reopening import reopen_step
from permanence.operations.replacing import replace_step
from permanence.operations.taking_back import take_back_next_action
from permanence.operations.undoing import undo_finish
from permanence.operations.wrong_child import close_wrong_child
from permanence.records.pathways import Pathway
from permanence.records.requests import NextAction
from permanence.records.worksteps import Workstep

REQUEST = "family_finding_request"


def undo_the_finish(case: Case) -> None:
    """QAAG finished too soon, and nobody has picked the decision up."""
    reason = "Section 12 still says that the aunt is being assessed. It goes back before anybody decides on it."
    undo_finish(reason=reason, **case.on(_newest(case, PLANNING)), **case.told("qaag"))


def reopen_the_request(case: Case) -> None:
    """Family finding has begun, and the profile lacks something: the manager reopens the request."""
    reopen_step(
        to_worker=case.worker_id("social_worker"),
        reason="The profile does not say that a shared bedroom would be hard. Please add it; the search goes on.",
        **case.on(_newest(case, REQUEST)),
        **case.told("manager"),
    )


def close_on_the_wrong_child(case: Case) -> None:
    """The social worker finds that the report was written on another child's record."""
    close_wrong_child(**case.on(case.step(PLANNING)), **case.told("social_worker"))


def take_sharing_back(case: Case) -> None:
    """The finder sent the Information Sharing Meeting at once, and the family has withdrawn."""
    step = case.step(FINDING)
    sent = NextAction.objects.get(step=step, key=N6, state="sent").id
    reason = "The family rang this morning: they need until the new year."
    take_back_next_action(proposal_id=sent, reason=reason, **case.on(step), **case.told("finder"))


def replace_the_decision(case: Case) -> None:
    """The decision goes back to planning: the report was authorised before the sibling assessment came."""
    replace_step(
        step_type=PLANNING,
        to_worker=case.worker_id("social_worker"),
        reason="The sibling assessment came after the report. The report is written anew with it.",
        **case.on(case.step(DECISION)),
        **case.told("manager"),
    )


def move_to_another_authority(case: Case) -> None:
    """Another authority takes over, and the way ends with everything open on it."""
    _end(case, by="manager", ground="moved", reason="Northmoor took over the care order with the family's move.")


def ask_to_end(case: Case) -> None:
    """The social worker asks to end the way; a manager has not answered yet (Q18)."""
    _end(case, by="social_worker", ground="no_longer_required", reason="The grandparents have applied for an order.")


def _end(case: Case, *, by: str, ground: str, reason: str) -> None:
    pathway = Pathway.objects.get(child_id=case.child_id, closed_at=None)
    end_pathway(
        child_id=case.child_id,
        version=pathway.version,
        ground=ground,
        on=case.today,
        reason=reason,
        evidence=f"Letter of {plain_date(case.today)}, in the child's file.",
        **case.told(by),
    )


def _newest(case: Case, step_type: str) -> Workstep:
    return Workstep.objects.filter(child_id=case.child_id, step_type=step_type).latest("id")
