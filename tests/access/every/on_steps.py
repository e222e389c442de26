"""Forms on a workstep: started, resumed, put back, finished, passed over, handed on, cancelled."""

from typing import Any
from uuid import UUID

from permanence.operations import finishing, worksteps
from permanence.records.worksteps import Workstep
from tests.access.every.process import LONG_AGO
from tests.access.every.sheet import Sheet
from tests.factories import WORDS, World, asked, inbox, newest
from tests.web.office import Office

WHY = "She knows the family from before."


def step_sheet(step_id: UUID, act: str, *, by: str, page: str = "", **more: Any) -> Sheet:
    """Return a sheet of an act on a workstep, on its summary unless said otherwise."""
    here = f"/steps/{step_id}/"
    more = {"version_of": (Workstep, step_id), **more}
    return Sheet(by=by, page=f"{here}{page}", action=f"{here}{act}", **more)


def searching(w: World) -> UUID:
    """Return a search that Dee has picked up and started."""
    search = picked_up(w)
    w.on("Dee Marlow", worksteps.start_step, search)
    return search


def picked_up(w: World) -> UUID:
    """Return a search that Dee has picked up."""
    search = w.incoming_search()
    w.does("Dee Marlow", worksteps.pick_up, inbox_id=inbox("cs_family_finders", w.authority_id), steps=(search,))
    return search


def starting(o: Office) -> Sheet:
    """Priya starts her report from its summary."""
    return step_sheet(o.world.incoming_report(), "start", by="Priya Nair")


def starting_from_the_list(o: Office) -> Sheet:
    """Priya starts her report from Current work."""
    report = o.world.incoming_report()
    version_of = (Workstep, report)
    return Sheet(by="Priya Nair", page="/work/incoming/", action=f"/steps/{report}/start", version_of=version_of)


def resuming(o: Office) -> Sheet:
    """Priya goes on with her report: nothing is written, so it may be done again."""
    return step_sheet(o.world.started_report(), "resume", by="Priya Nair", version_of=None, once=False)


def putting_back(o: Office) -> Sheet:
    """Dee puts the search back into the inbox."""
    return step_sheet(picked_up(o.world), "put-back", by="Dee Marlow")


def finishing_it(o: Office) -> Sheet:
    """Lena finishes the report."""
    return step_sheet(o.world.checked_report(), "finish", by="Lena Voss")


def passing_over(o: Office) -> Sheet:
    """Priya goes on although the last conversation was long ago."""
    report = o.world.started_report()
    o.world.saves("Priya Nair", report, "details", **WORDS, **LONG_AGO)
    other = {"reason": "She was ill."}
    return step_sheet(report, "pass-over", by="Priya Nair", typed={"reason": WHY}, words=WHY, other=other)


def handing_on(o: Office) -> Sheet:
    """Joan passes the report to Una."""
    report = o.world.started_report()
    typed = {"to": f"worker:{o.world.people['Una Tait']}", "reason": WHY}
    page = "reassign/?find=una"
    return step_sheet(report, "reassign", by="Joan Ellery", page=page, typed=typed, words=WHY, other={"reason": "Ill."})


def cancelling(o: Office) -> Sheet:
    """Joan cancels a report; a search beside it carries the pathway on."""
    report = o.world.report_to_manager()
    o.world.another_search(report)
    other = {"reason": "Not needed."}
    typed = {"reason": WHY}
    return step_sheet(report, "cancel", by="Joan Ellery", page="cancel/", typed=typed, words=WHY, other=other)


def picking_up(o: Office) -> Sheet:
    """Dee picks a search up by the button of its row."""
    search, w = o.world.incoming_search(), o.world
    here = f"/inboxes/{inbox('cs_family_finders', w.authority_id)}/"
    other = w.another_search(newest("report"))
    return Sheet(
        by="Dee Marlow",
        page=here,
        action=f"{here}pick-up",
        typed={"steps": str(search)},
        other={"steps": str(other)},
    )


def picking_up_a_request(o: Office) -> Sheet:
    """Lena picks a request up with what is chosen."""
    report, w = o.world.report_to_qaag(), o.world
    here = f"/inboxes/{inbox('cs_qaag', w.authority_id)}/"
    typed = {"requests": str(asked(report, "check").id)}
    return Sheet(by="Lena Voss", page=here, action=f"{here}pick-up", typed=typed, other={"steps": str(report)})


def beginning(o: Office) -> Sheet:
    """Tom begins a review from the child's page."""
    child = f"/children/{o.world.child_id}/"
    holds = {"step_type": "review"}
    return Sheet(by="Tom Askew", page=child, action=f"{child}begin", holds=holds, other={"step_type": "report"})


def naming(o: Office) -> Sheet:
    """Priya writes down another name of the child."""
    here = f"/children/{o.world.child_id}/names/"
    typed = {"other_name": "Maya Carrow", "kind": "former", "until-day": "3", "until-month": "2", "until-year": "2020"}
    other = {"other_name": "Maya Quill"}
    return Sheet(by="Priya Nair", page=here, action=f"{here}add", typed=typed, words="Maya Carrow", other=other)


def undone(w: World) -> UUID:
    """Return a report that Lena has finished, and from which nobody has gone on."""
    w.on("Lena Voss", finishing.finish_step, w.checked_report())
    return newest("report")


ON_STEPS = {
    "start": starting,
    "start, from the list": starting_from_the_list,
    "resume": resuming,
    "put_back": putting_back,
    "finish": finishing_it,
    "pass_over": passing_over,
    "reassign": handing_on,
    "cancel": cancelling,
    "pick_up": picking_up,
    "pick_up, a request": picking_up_a_request,
    "begin": beginning,
    "add_name": naming,
}
