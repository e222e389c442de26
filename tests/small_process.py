"""A process of four short worksteps for tests of the engine: every act of practice, forms one reads at a glance.

review (IRO) -> report (social worker; manager authorises, QAAG checks and finishes) -> search (family finders; recurs)
-> meeting (social worker; ends the pathway).
"""

from permanence.kernel.conditions import Condition, Need
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
from permanence.kernel.form_definitions import Column, Form, Option, Question, Section
from permanence.outside.timescale_register import load_timescales

WORKER, MANAGER, QAAG, FINDER, IRO = (
    "social_worker",
    "team_manager",
    "qaag_worker",
    "family_finder",
    "independent_reviewing_officer",
)
REQUIRED, OPTIONAL = Need(required=True), Need()
TO_WORKER = PassTo(roles=(WORKER,), likely="allocated:social_worker")


def _question(key: str, kind: str, need: Need = REQUIRED, **more: object) -> Question:
    return Question(key=key, ask=key.replace("_", " ").capitalize(), kind=kind, need=need, **more)  # type: ignore[arg-type]


def _next(number: int, *writers: str) -> Section:
    return Section(key="next_actions", number=number, title="Next actions", writers=writers, is_next_actions=True)


FORMS = (
    Form(
        key="review",
        code="",
        title="Review",
        sections=(
            Section(
                key="review",
                number=1,
                title="Review",
                writers=(IRO,),
                questions=(_question("held_on", "date"), _question("agreed", "yn")),
            ),
            _next(2, IRO),
        ),
    ),
    Form(
        key="report",
        code="R1",
        title="Report",
        sections=(
            Section(
                key="details",
                number=1,
                title="Details",
                writers=(WORKER,),
                questions=(
                    _question("words", "lt"),
                    _question("seen_on", "date", OPTIONAL),
                    _question("relative", "person", OPTIONAL),
                    _question("paper", "file", OPTIONAL),
                    _question(
                        "people",
                        "tbl",
                        OPTIONAL,
                        columns=(
                            Column(key="who", ask="Who", kind="person", need=OPTIONAL),
                            Column(key="said", ask="Said", kind="st", need=OPTIONAL),
                        ),
                    ),
                ),
            ),
            Section(
                key="check",
                number=2,
                title="Check",
                writers=(QAAG,),
                questions=(
                    _question("checked", "lt", OPTIONAL),
                    _question("told", "lt", OPTIONAL, kept_after_finish=True),
                ),
            ),
            _next(3, WORKER, MANAGER, QAAG),
        ),
    ),
    Form(
        key="search",
        code="S1",
        title="Search",
        sections=(
            Section(
                key="plan",
                number=1,
                title="Plan",
                writers=(FINDER,),
                questions=(
                    _question(
                        "purpose",
                        "one",
                        options=(Option(key="meeting", label="Meeting"), Option(key="review", label="Review")),
                    ),
                    _question("found", "yn"),
                    _question("next_on", "date", OPTIONAL),
                ),
            ),
            _next(2, FINDER),
        ),
    ),
    Form(
        key="meeting",
        code="M1",
        title="Meeting",
        sections=(
            Section(key="notes", number=1, title="Notes", writers=(WORKER,), questions=(_question("notes", "lt"),)),
            _next(2, WORKER),
        ),
    ),
)

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
