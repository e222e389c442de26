"""A process of four short worksteps for tests of the engine: every act of practice, forms one reads at a glance.

review (IRO) -> report (social worker; manager authorises, QAAG checks and finishes) -> search (family finders; recurs)
-> meeting (social worker; ends the pathway).
"""

from permanence.kernel.conditions import Condition
from permanence.kernel.definitions import (
    InboxUse,
    NextActionType,
    PassTo,
    Process,
    Recurrence,
    RequestType,
    RoleUse,
    StepType,
    TimescaleUse,
)
from permanence.outside.timescale_register import load_timescales
from tests.small_forms import FINDER, FORMS, IRO, MANAGER, QAAG, WORKER

TO_WORKER = PassTo(roles=(WORKER,), likely="allocated:social_worker")

REVIEW = StepType(
    key="review",
    title="Review",
    form="review",
    stage=0,
    stage_title="Review",
    begun_by=(IRO,),
    worked_by=(IRO,),
    passed_to=PassTo(roles=(IRO,)),
    finished_by=(IRO,),
    finisher_words="the Independent Reviewing Officer",
    needs_next_action=False,
    ends_pathway_if_nothing_follows="Nothing agreed",
    tells_on_finish=(WORKER,),
    next_actions=(
        NextActionType(
            key="write_report",
            title="Write report",
            creates="report",
            pass_to=TO_WORKER,
            added_by=(IRO,),
            links_open=True,
        ),
    ),
)
REPORT = StepType(
    key="report",
    title="Report",
    form="report",
    stage=1,
    stage_title="Report",
    worked_by=(WORKER,),
    passed_to=TO_WORKER,
    finished_by=(QAAG,),
    finisher_words="a QAAG worker",
    cancelled_by=(MANAGER,),
    requests=(
        RequestType(
            key="authorise",
            title="Manager authorises",
            kind="authorisation",
            must_be_sent=True,
            must_be_completed=True,
            sent_by=(WORKER,),
            to=PassTo(roles=(MANAGER,), likely="manager"),
            needs_sections=("*",),
            covers=("*",),
        ),
        RequestType(
            key="check",
            title="QAAG checks",
            kind="authorisation",
            must_be_sent=True,
            must_be_completed=True,
            sent_by=(MANAGER,),
            to=PassTo(inbox="cs_qaag"),
            after=("authorise",),
            covers=("*",),
        ),
        RequestType(
            key="ask", title="Please action", kind="plain", sent_by=(WORKER, MANAGER), to=PassTo(roles=(MANAGER,))
        ),
    ),
    next_actions=(
        NextActionType(
            key="search",
            title="Search",
            creates="search",
            pass_to=PassTo(inbox="cs_family_finders"),
            added_by=(MANAGER, QAAG),
            exclusive_with=("no_longer",),
        ),
        NextActionType(
            key="no_longer",
            title="No longer required (NFA)",
            added_by=(WORKER, MANAGER, QAAG),
            reason_text_required=True,
            exclusive_with=("search",),
            waives=("authorise", "check"),
            ends_pathway="No longer required",
            tells=(WORKER, IRO),
            alert="There is no plan. A review is needed.",
        ),
    ),
    timescales=(
        TimescaleUse(
            rule_id="adm_decision",
            on="sent:check",
            start=("today", "answer:seen_on"),
            met_on="finished",
            sets_step_due=True,
        ),
        TimescaleUse(rule_id="adm_told_orally", on="finished"),
        TimescaleUse(rule_id="panel_papers", on="saved", start=("answer:seen_on",)),
    ),
)
SEARCH = StepType(
    key="search",
    title="Search",
    form="search",
    stage=2,
    stage_title="Search",
    worked_by=(FINDER,),
    passed_to=PassTo(inbox="cs_family_finders"),
    finished_by=("step_worker",),
    finisher_words="whoever has it",
    cancelled_by=(MANAGER,),
    anchors="family_finding_started",
    no_next_action_if=Condition(field="purpose", values=("review",)),
    recurrence=Recurrence(
        next_action="search",
        anchor="family_finding_started",
        months=3,
        timescale="family_finding_review",
        purpose_field="purpose",
        meeting_value="meeting",
        review_value="review",
        next_date_field="next_on",
        stops_if=Condition(field="found", values=("yes",)),
        cancels_review_reason="Match identified",
    ),
    next_actions=(
        NextActionType(
            key="search",
            title="Search",
            creates="search",
            pass_to=PassTo(inbox="cs_family_finders"),
            added_by=(FINDER,),
            exclusive_with=("meet",),
            at_most=2,
        ),
        NextActionType(
            key="meet",
            title="Meet",
            creates="meeting",
            pass_to=TO_WORKER,
            added_by=(FINDER,),
            exclusive_with=("search",),
            immediate=True,
        ),
    ),
)
MEETING = StepType(
    key="meeting",
    title="Meeting",
    form="meeting",
    stage=3,
    stage_title="Meeting",
    worked_by=(WORKER,),
    passed_to=TO_WORKER,
    finished_by=(WORKER,),
    finisher_words="the child's social worker",
    cancelled_by=(MANAGER,),
    next_actions=(NextActionType(key="placed", title="Placed (NFA)", added_by=(WORKER,), ends_pathway="Child placed"),),
)


def small_process(*, version: str = "1") -> Process:
    """Return the process."""
    roles = (WORKER, MANAGER, QAAG, FINDER, IRO)
    return Process(
        key="small",
        title="Small process",
        version=version,
        source="tests",
        roles=tuple(RoleUse(key=role, title=role.replace("_", " ").capitalize()) for role in roles),
        inboxes=(
            InboxUse(key="cs_qaag", title="CS QAAG – Inbox", roles=(QAAG,)),
            InboxUse(key="cs_family_finders", title="CS Permanence Family Finders – Inbox", roles=(FINDER,)),
        ),
        steps=(REVIEW, REPORT, SEARCH, MEETING),
        forms=FORMS,
        timescales=tuple(load_timescales().values()),
    )
