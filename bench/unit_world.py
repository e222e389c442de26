"""The world of the unit of work: one authority, ten children, and a plan of 40 answers that leads to the next plan.

The workstep of each child lies in the inbox of the family finders. Dee picks it up, starts it, saves the 40 answers and
asks Joan, who authorises; Dee adds the next plan and finishes, which passes that into the inbox. So each unit begins
where the one before it ended, and everything that it writes was written by the acts that pages call.
"""

from dataclasses import replace
from typing import Any

from permanence.kernel.actors import Actor
from permanence.kernel.definitions import NextActionType, PassTo, Process, RequestType, StepType
from permanence.kernel.form_definitions import Form, Question, Section
from permanence.operations import finishing, next_actions
from tests.factories import World, inbox, meet_the_child, with_login, world
from tests.small_forms import FINDER, IRO, MANAGER, REQUIRED
from tests.small_process import REVIEW, small_process

CHILDREN, ANSWERS = 10, 40
INBOX = "cs_family_finders"
DEE, JOAN = "Dee Marlow", "Joan Ellery"
KEYS = [f"answer_{number:02}" for number in range(1, ANSWERS + 1)]
SENTENCE = (
    "Maya settles best where the evenings are quiet, her school is near, and she knows on Monday whom she will see on "
    "Friday. She says so herself."
)
TYPED = {key: f"{number}. {SENTENCE}" for number, key in enumerate(KEYS, 1)}
"""About 145 characters each: 6.6 kB in all, as JSON."""

PLAN = StepType(
    key="plan",
    title="Plan",
    form="plan",
    stage=1,
    stage_title="Plan",
    worked_by=(FINDER,),
    passed_to=PassTo(inbox=INBOX),
    finished_by=("step_worker",),
    finisher_words="whoever has it",
    requests=(
        RequestType(
            key="authorise",
            title="Manager authorises",
            kind="authorisation",
            must_be_sent=True,
            must_be_completed=True,
            sent_by=(FINDER,),
            to=PassTo(roles=(MANAGER,)),
            needs_sections=("*",),
            covers=("*",),
        ),
    ),
    next_actions=(
        NextActionType(
            key="plan",
            title="Plan",
            creates="plan",
            pass_to=PassTo(inbox=INBOX),
            added_by=(FINDER,),
            exclusive_with=("no_longer",),
        ),
        NextActionType(
            key="no_longer",
            title="No longer required (NFA)",
            added_by=(FINDER,),
            exclusive_with=("plan",),
            ends_pathway="No longer required",
        ),
    ),
)
FORM = Form(
    key="plan",
    code="P1",
    title="Plan",
    sections=(
        Section(
            key="answers",
            number=1,
            title="Answers",
            writers=(FINDER,),
            questions=tuple(
                Question(key=key, ask=key.replace("_", " ").capitalize(), kind="lt", need=REQUIRED) for key in KEYS
            ),
        ),
        Section(key="next_actions", number=2, title="Next actions", writers=(FINDER,), is_next_actions=True),
    ),
)


def process() -> Process:
    """Return the process: a review that an IRO begins, then plan after plan."""
    begins = NextActionType(key="plan", title="Plan", creates="plan", pass_to=PassTo(inbox=INBOX), added_by=(IRO,))
    small = small_process()
    steps = (replace(REVIEW, next_actions=(begins,)), PLAN)
    return replace(small, steps=steps, forms=(small.forms[0], FORM))


def made() -> tuple[World, dict[str, Actor]]:
    """Found the authority with its children, each with a plan in the inbox; return it, and who acts, with accounts."""
    here = world(process=process())
    for number in range(CHILDREN):
        if number:
            meet_the_child(here)
        first_plan(here)
    return here, {name: with_login(here, name) for name in (DEE, JOAN)}


def first_plan(here: World) -> None:
    """Have the child's review pass a first plan into the inbox."""
    review = here.begins_review()
    here.saves("Tom Askew", review, "review", held_on=here.today, agreed="yes")
    to: dict[str, Any] = {"to_inbox": inbox(INBOX, here.authority_id)}
    here.on("Tom Askew", next_actions.add_next_action, review, action_key="plan", **to)
    here.on("Tom Askew", finishing.finish_step, review)
