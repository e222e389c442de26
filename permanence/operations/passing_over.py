"""A rule that asks may be passed over with a reason that stays visible (forms.md 0.6)."""

from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.worksteps import reasons_against_finishing
from permanence.operations.acting import Acted, practice_act
from permanence.operations.allowed import refuse
from permanence.operations.done import Done
from permanence.operations.loading import load_step
from permanence.operations.writing import event, refuse_or_stale, show_move, swap


@practice_act("pass_over_rule")
def pass_over_rule(
    *,
    step_id: UUID,
    version: int,
    rule: str,
    reason: str,
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Acted[Done]:
    """Pass over a rule that only asks, with a reason; it is shown with the workstep from then on.

    Raises:
        Refused: the rule does not ask here, or there is no reason. Stale: the workstep was changed.
    """
    loaded = load_step("pass_over_rule", step_id=step_id, actor=actor, at=at)
    facts = loaded.facts
    refuse_or_stale(facts, (), version=version, at=at)
    asking = next((each for each in reasons_against_finishing(facts, actor) if each.rule == rule), None)
    if asking is None or not rule:
        raise refuse("This question does not stand here any more.")
    if not reason.strip():
        raise refuse("Write the reason. Spaces alone are not kept." if reason else "Write the reason.")
    swap(facts, at=at, passed_over={**facts.passed_over, rule: reason.strip()})
    said = f"{actor.name} went on although: {asking.sentence} Reason: {reason.strip()}"
    event(step_id, act="pass_over_rule", said=said, actor=actor, at=at, detail={"rule": rule})
    show_move(facts, at=at)
    return Acted(
        done=Done(says="The reason is kept.", step_id=step_id),
        child_id=facts.child.id,
        object_type="workstep",
        object_id=step_id,
        why=loaded.why,
        said={"rule": rule},
    )
