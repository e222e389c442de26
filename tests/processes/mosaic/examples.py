"""Mosaic's settings, each as it is said here: what the process says, and what it would say without it."""

from typing import Final

from permanence.kernel.passing import likely
from permanence.kernel.reopening import reasons_it_stays_closed
from permanence.kernel.scheduling import falls_due
from permanence.kernel.worksteps import (
    reasons_against_beginning,
    reasons_against_cancelling,
    reasons_against_starting,
    reasons_against_writing,
)
from tests.kernel.facts_builder import child
from tests.kernel.people import FINDERS, JOAN, MORAG, PRIYA, TOM, actor, to
from tests.processes.mosaic.facts import adding, against_the_finish, asking, standing, step
from tests.processes.mosaic.trying import (
    AGREE,
    ASK,
    FORM,
    NIGHT,
    STAY,
    Example,
    adding_refused,
    does,
    is_told,
    missing_keys,
    read,
    says,
    sending_refused,
    sent_at_once,
)

EXAMPLES: Final = (
    # Next action settings
    Example(
        name="target step",
        file=ASK,
        says="    creates: stay\n    pass_to: {inbox: cs_family_finders}\n",
        without="",
        shows=lambda process: bool(does(adding(step(process), "book"), "create_step", title="Stay")),
    ),
    Example(
        name="send a next action to a team",
        file=ASK,
        says="creates: stay\n    pass_to: {inbox: cs_family_finders}",
        without="creates: stay\n    pass_to: {roles: [social_worker]}",
        shows=lambda process: adding_refused(process, "book", PRIYA, "so it cannot go to Priya Nair"),
    ),
    Example(
        name="send a next action to a worker",
        file=ASK,
        says='pass_to: {roles: [independent_reviewing_officer], likely: "allocated:independent_reviewing_officer"}',
        without="pass_to: {inbox: cs_family_finders}",
        shows=lambda process: adding_refused(process, "look", FINDERS, "so it cannot go to CS Permanence"),
    ),
    Example(
        name="the worker a next action starts with",
        file=ASK,
        says=', likely: "allocated:independent_reviewing_officer"}',
        without="}",
        shows=lambda process: (
            likely(step(process), process.step("ask").next_action("look").pass_to, actor(PRIYA)) == to(TOM)
        ),
    ),
    Example(
        name="delay days",
        file=ASK,
        says="    due_in_working_days: 10\n",
        without="",
        shows=lambda process: falls_due(step(process), "book", None) is not None,
    ),
    # Next action rules
    Example(
        name="immediate option",
        file=ASK,
        says="    immediate: true\n    requires",
        without="    requires",
        shows=sent_at_once,
    ),
    Example(
        name="mandatory if a form answer",
        file=ASK,
        says="    mandatory_if: kind=night\n",
        without="",
        shows=lambda process: (
            "so Book the stay is needed" in against_the_finish(adding(step(process, answers=NIGHT), "look"))
        ),
    ),
    Example(
        name="requires all",
        file=ASK,
        says="    requires_all_of: [look]\n",
        without="",
        shows=lambda process: (
            "Book the stay needs beside it what is not added yet: Look at it again."
            in against_the_finish(adding(step(process), "book"))
        ),
    ),
    Example(
        name="requires one of",
        file=ASK,
        says="    requires_one_of: [look, stop]\n",
        without="",
        shows=lambda process: "needs exactly one of these" in against_the_finish(adding(step(process), "rest")),
    ),
    Example(
        name="max one of",
        file=ASK,
        says="    exclusive_with: [stop]\n",
        without="",
        shows=lambda process: "cannot stand beside each other" in against_the_finish(
            adding(step(process), "look", "stop")
        ),
    ),
    Example(
        name="how often a next action may stand",
        file=ASK,
        says="    at_most: 1\n",
        without="    at_most: 2\n",
        shows=lambda process: "is added 2 times" in against_the_finish(adding(step(process), "look", "look")),
    ),
    # Tasks
    Example(
        name="task mandatory",
        file=ASK,
        says=AGREE,
        without="sent_by",
        shows=lambda process: '"Please agree the break" has not been sent' in against_the_finish(step(process)),
    ),
    Example(
        name="task response required",
        file=ASK,
        says=AGREE,
        without="must_be_sent: true\n    sent_by",
        shows=lambda process: "has not completed it yet" in against_the_finish(asking(step(process), "agree")),
    ),
    Example(
        name="send a task to a team",
        file=ASK,
        says="sent_by: [social_worker]\n    to: {inbox: cs_family_finders}",
        without="sent_by: [social_worker]\n    to: {roles: [team_manager]}",
        shows=lambda process: sending_refused(process, "find", JOAN),
    ),
    Example(
        name="task recipient group",
        file=ASK,
        says="to: {roles: [team_manager], likely: manager}",
        without="to: {roles: [independent_reviewing_officer], likely: manager}",
        shows=lambda process: not sending_refused(process, "agree", MORAG),
    ),
    # Flags of a step
    Example(
        name="may initiate",
        file=ASK,
        says="begun_by: [social_worker]\n",
        without="",
        shows=lambda process: not any(
            reasons_against_beginning(process.step("ask"), child=child(), pathway=None, actor=actor(PRIYA))
        ),
    ),
    Example(
        name="always terminator",
        file=STAY,
        says="needs_next_action: false\nends_pathway_if_nothing_follows: Stayed\n",
        without="",
        shows=lambda process: bool(does(step(process, "stay"), "close_pathway")),
    ),
    Example(
        name="not duplicable",
        file=ASK,
        says="    links_open: true\n",
        without="",
        shows=lambda process: bool(
            does(adding(step(process, others=(standing(process, "stay"),)), "book"), "link_step")
        ),
    ),
    Example(
        name="notifiable",
        file=ASK,
        says="tells_on_finish: [independent_reviewing_officer]\n",
        without="",
        shows=is_told,
    ),
    Example(
        name="alert",
        file=ASK,
        says="    alert: No break is wanted.\n",
        without="",
        shows=lambda process: bool(does(adding(step(process), "stop"), "alert")),
    ),
    Example(
        name="case closing",
        file=ASK,
        says="    ends_pathway: Not wanted\n",
        without="",
        shows=lambda process: bool(does(adding(step(process), "stop"), "close_pathway")),
    ),
    # Role permissions per step type
    Example(
        name="add",
        file=ASK,
        says="    added_by: [social_worker]\n    mandatory_if",
        without="    added_by: [team_manager]\n    mandatory_if",
        shows=lambda process: not adding_refused(process, "book", FINDERS, "Only"),
    ),
    Example(
        name="edit",
        file=FORM,
        says="    writers: [social_worker]\n",
        without="    writers: [team_manager]\n",
        shows=lambda process: not any(reasons_against_writing(step(process), actor(PRIYA), "the_break")),
    ),
    Example(
        name="start",
        file=ASK,
        says="worked_by: [social_worker]",
        without="worked_by: [team_manager]",
        shows=lambda process: not any(reasons_against_starting(step(process, state="incoming"), actor(PRIYA))),
    ),
    Example(
        name="finish",
        file=ASK,
        says="finished_by: [step_worker]",
        without="finished_by: [team_manager]",
        shows=lambda process: "finishes this workstep" not in against_the_finish(step(process)),
    ),
    Example(
        name="delete",
        file=ASK,
        says="cancelled_by: [independent_reviewing_officer]\n",
        without="",
        shows=lambda process: not says(
            reasons_against_cancelling(step(process), actor(TOM), "It is not wanted."), "cancels this workstep"
        ),
    ),
    Example(
        name="reopen",
        file=ASK,
        says="cancelled_by: [independent_reviewing_officer]\n",
        without="",
        shows=lambda process: not says(
            reasons_it_stays_closed(step(process, state="finished"), actor(TOM)), "reopens this workstep"
        ),
    ),
    # Form template
    Example(
        name="version",
        file="process.yaml",
        says='version: "1.0"',
        without='version: ""',
        shows=lambda process: bool(process.version),
    ),
    Example(
        name="question asked on a condition",
        file=FORM,
        says="need: S?kind=night",
        without="need: O",
        shows=lambda process: "why_night" in missing_keys(process, NIGHT),
    ),
    Example(
        name="required question",
        file=FORM,
        says="ask: When was it asked for?, kind: date, need: R",
        without="ask: When was it asked for?, kind: date, need: O",
        shows=lambda process: "asked_on" in missing_keys(process, {}),
    ),
    Example(
        name="repeating table",
        file=FORM,
        says="        kind: tbl\n        need: O\n        columns:\n          - {key: day, ask: Day, kind: date}\n",
        without="        kind: st\n        need: O\n",
        shows=lambda process: "days" in read(process, {"days.1.day-day": "3", "days.1.day-month": "2",
                                                        "days.1.day-year": "2027", "days.rows": ["1"]})[0],
    ),
    Example(
        name="find party",
        file=FORM,
        says="ask: With whom?, kind: person",
        without="ask: With whom?, kind: st",
        shows=lambda process: "carer" in read(process, {"carer": "somebody"})[1],
    ),
    Example(
        name="find worker",
        file=FORM,
        says="ask: Which worker takes the child there?, kind: worker",
        without="ask: Which worker takes the child there?, kind: st",
        shows=lambda process: "worker" in read(process, {"worker": "somebody"})[1],
    ),
    Example(
        name="view of next actions",
        file=FORM,
        says="title: Next actions, kind: next_actions,",
        without="title: Next actions,",
        shows=lambda process: any(section.is_next_actions for section in process.form("ask").sections),
    ),
)  # fmt: skip
