"""Why a finish cannot be undone now: others have gone on from it, or it is not the actor's (ADR 30)."""

from collections.abc import Iterator

from permanence.kernel.actors import Actor
from permanence.kernel.facts import StepFacts
from permanence.kernel.mending import DoneSince, manager_words, mends_as_manager, reasons_work_has_begun
from permanence.kernel.reasons import Reason
from permanence.kernel.taking_part import is_me, reasons_against_the_reason


def reasons_against_undoing(
    facts: StepFacts, actor: Actor, *, reason: str, since: tuple[DoneSince, ...] = (), begun_anew: str = ""
) -> Iterator[Reason]:
    """Yield why the actor cannot undo the finish of the workstep.

    Args:
        since: what was done with the work that the finish passed on.
        begun_anew: what was begun on the child since the finish ended the pathway, "" for nothing.
    """
    yield from reasons_it_is_not_theirs_to_undo(facts, actor)
    if facts.state != "finished":
        yield Reason(sentence="This workstep is not finished, so there is no finish to undo.")
        return
    so = "so this finish stands. A manager may reopen the workstep instead"
    yield from reasons_work_has_begun(since, today=facts.today, so=so)
    if begun_anew:
        sentence = f"{begun_anew} since this finish ended the pathway, so the finish stands."
        yield Reason(sentence=sentence, whose="others")
    if facts.assigned_worker and facts.assigned_worker.disabled:
        name = facts.assigned_worker.name
        yield Reason(sentence=f"{name}, who had this workstep, no longer works here. Reopen it for somebody else.")
    yield from reasons_against_the_reason(reason)


def reasons_it_is_not_theirs_to_undo(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    """Yield that neither whoever finished the workstep nor a manager asks."""
    if is_me(actor, facts.finished_by) or mends_as_manager(facts, actor):
        return
    who = f"{facts.finished_by.name}, who finished it, or " if facts.finished_by else ""
    sentence = f"Only {who}{manager_words(facts)} undoes this finish."
    yield Reason(sentence=sentence, whose="others", status=403)
