"""Forms that mend a mistake, and that end a pathway."""

from typing import Any
from uuid import UUID

from permanence.operations import worksteps
from permanence.operations.ending import end_pathway
from permanence.operations.wrong_child import close_wrong_child
from permanence.records.pathways import Pathway
from tests.access.every.on_steps import step_sheet, undone
from tests.access.every.sheet import Sheet
from tests.factories import World, newest
from tests.operations.test_wrong_child import another_child, written_on_maya
from tests.web.office import Office

WHY, EVIDENCE = "The wrong version was authorised.", "Order of 13 November 2026."
ON = {"on-day": "16", "on-month": "11", "on-year": "2026"}
SAID = {"typed": {"reason": WHY}, "words": WHY, "other": {"reason": "It was too soon."}}


def undoing(o: Office) -> Sheet:
    """Lena undoes her finish."""
    return step_sheet(undone(o.world), "undo-finish", by="Lena Voss", page="undo-finish/", **SAID)


def reopening(o: Office) -> Sheet:
    """Joan reopens a report from which Dee has gone on."""
    report = undone(o.world)
    o.world.on("Dee Marlow", worksteps.start_step, newest("search"))
    typed = {"to": f"worker:{o.world.people['Una Tait']}", "reason": WHY}
    return step_sheet(report, "reopen", by="Joan Ellery", page="reopen/?find=una", **{**SAID, "typed": typed})


def replacing(o: Office) -> Sheet:
    """Joan cancels a report and puts another in its place."""
    report = o.world.report_to_manager()
    typed = {"step_type": "report", "to": f"worker:{o.world.people['Priya Nair']}", "reason": WHY}
    return step_sheet(report, "replace", by="Joan Ellery", page="replace/", **{**SAID, "typed": typed})


def closing_on_the_wrong_child(o: Office) -> Sheet:
    """Priya closes what she wrote on the wrong child."""
    return step_sheet(written_on_maya(o.world), "wrong-child", by="Priya Nair", page="wrong-child/")


def bringing_over(o: Office) -> Sheet:
    """Priya brings its text over to the right child."""
    w = o.world
    maya, w.child_id = w.child_id, another_child(w)
    w.started_report()
    daniel, w.child_id = w.child_id, maya
    report = written_on_maya(w)
    w.on("Priya Nair", close_wrong_child, report)
    typed, page = {"child": str(daniel), "find": "okafor"}, "withheld/?find=okafor"
    given: dict[str, Any] = {"typed": typed, "other": {"child": str(maya)}, "version_of": None, "once": False}
    return step_sheet(report, "bring-over", by="Priya Nair", page=page, **given)


def ending(o: Office) -> Sheet:
    """Joan ends the pathway: Maya is looked after no longer."""
    o.world.report_to_qaag()
    typed = {"ground": "ceased", "reason": WHY, "evidence": EVIDENCE, **ON}
    return _end(o.world, "", by="Joan Ellery", **{**SAID, "typed": typed})


def authorising_the_end(o: Office) -> Sheet:
    """Joan authorises the end that Priya asked for."""
    _asked_for(o.world)
    return _end(o.world, "/authorise", by="Joan Ellery", other={"_version": "99"})


def declining_the_end(o: Office) -> Sheet:
    """Joan declines it."""
    _asked_for(o.world)
    typed = {"why_not": WHY}
    return _end(o.world, "/decline", by="Joan Ellery", typed=typed, words=WHY, other={"why_not": "It goes on."})


def _end(w: World, act: str, *, by: str, **more: Any) -> Sheet:
    here = f"/children/{w.child_id}/end-pathway"
    version_of = (Pathway, _pathway(w))
    return Sheet(by=by, page=f"{here}/", action=f"{here}{act}", version_of=version_of, **more)


def _asked_for(w: World) -> None:
    undone(w)
    w.on("Dee Marlow", worksteps.start_step, newest("search"))
    version = Pathway.objects.get(id=_pathway(w)).version
    given: dict[str, Any] = {"child_id": w.child_id, "version": version, "ground": "no_longer_required", "on": w.today}
    w.does("Priya Nair", end_pathway, reason=WHY, evidence=EVIDENCE, **given)


def _pathway(w: World) -> UUID:
    found: UUID = Pathway.objects.get(child_id=w.child_id, closed_at=None).id
    return found


ON_MENDING = {
    "undo_finish": undoing,
    "reopen": reopening,
    "replace": replacing,
    "wrong_child": closing_on_the_wrong_child,
    "bring_over": bringing_over,
    "end_pathway": ending,
    "authorise_end": authorising_the_end,
    "decline_end": declining_the_end,
}
