"""What the procedure asks next, of whom, and when one act may do both parts (pages, sections 5 and 8; A9, A10)."""

from collections.abc import Callable
from datetime import date

import pytest

from permanence.kernel.asked_now import asked_now
from permanence.kernel.asking import asked_next
from permanence.kernel.facts import StepFacts, WorkerFacts
from permanence.kernel.offers import as_if_added
from permanence.kernel.requests import reasons_against_sending
from tests.kernel.facts_builder import AGREED, adding, done, said, sent, standing, step
from tests.kernel.filling import answering
from tests.kernel.people import DEE, FINDERS, JOAN, LENA, PRIYA, QAAG, RUTH, SAM, TOM, actor
from tests.kernel.test_next_actions_a10 import DECISION, MEETING, PANEL, PLACEMENT, PLANNING, REQUEST, REVIEW, SHARING

N0, N1, N3, N4, N5 = (
    "n0_permanency_planning",
    "n1_adm_decision",
    "n3_adm_agrees",
    "n4_adm_disagrees",
    "n5_family_finding_meeting",
)
N7, N8, N10, N11, N12, N13 = (
    "n7_panel_and_matching",
    "n8_child_in_care_planning",
    "n10_match_agreed",
    "n11_match_not_agreed",
    "n12_update_permanence_plan",
    "n13_child_placed",
)
CARE_PLANNING = "child_in_care_planning"


def planning() -> StepFacts:
    return step(PLANNING, PRIYA, today=date(2026, 11, 23))


def authorised() -> StepFacts:
    return done(planning(), "manager_authorise", PRIYA, JOAN)


def undecided(key: str) -> StepFacts:
    """Section 1 is written, and the decision is still to come."""
    return answering(step(key, LENA, today=date(2027, 5, 11)), decision=None)


def request() -> StepFacts:
    return step(REQUEST, PRIYA, today=date(2027, 1, 8), others=(AGREED,))


def meeting(next_on: str) -> StepFacts:
    anchors = {"family_finding_started": date(2027, 1, 13)}
    answers = {"held_on": "2027-03-10", "next_meeting_on": next_on, "match_found": "no"}
    return step(MEETING, DEE, today=date(2027, 3, 10), anchors=anchors, answers=answers)


def sharing(view: str, *, new_plan: str = "no") -> StepFacts:
    answers = {"view_of_meeting": view, "needs_new_plan": new_plan, "needs_new_plan_detail": "She asked for it."}
    return step(SHARING, PRIYA, answers=answers)


# State, who asks, request asked next, next actions that go with it: one is filled in, of several one is chosen.
Row = tuple[Callable[[], StepFacts], WorkerFacts, str | None, tuple[str, ...]]
ASKED_NEXT: list[Row] = [
    (planning, PRIYA, "manager_authorise", ()),
    (planning, JOAN, None, ()),
    (authorised, JOAN, "qaag_quality", (N1,)),
    (authorised, PRIYA, None, ()),
    (lambda: adding(authorised(), N1, JOAN, QAAG), JOAN, "qaag_quality", ()),
    (lambda: answering(planning(), declaration=None), PRIYA, None, ()),
    (lambda: undecided(DECISION), LENA, "refer_to_adm", (N3, N4)),
    (lambda: undecided(DECISION), RUTH, None, ()),
    (request, PRIYA, "manager_acknowledge", (N5,)),
    (lambda: meeting("2027-04-12"), DEE, "manager_authorise", (N5,)),
    (lambda: meeting("2027-04-14"), DEE, "manager_authorise", ()),
    (lambda: meeting("2027-04-14"), SAM, None, ()),
    (
        lambda: adding(meeting("2027-04-14"), N5, DEE, FINDERS, purpose="3_month_review"),
        DEE,
        "manager_authorise",
        (N5,),
    ),
    (lambda: sent(meeting("2027-04-12"), "manager_authorise", DEE, SAM), DEE, None, ()),
    (lambda: sharing("go_to_panel"), PRIYA, "manager_authorise", (N7,)),
    (lambda: sharing("go_to_panel", new_plan="yes"), PRIYA, "manager_authorise", ()),
    (
        lambda: adding(sharing("go_to_panel", new_plan="yes"), N7, PRIYA, QAAG),
        PRIYA,
        "manager_authorise",
        (N8,),
    ),
    (lambda: undecided(PANEL), LENA, None, ()),
    (lambda: adding(undecided(PANEL), N10, LENA, PRIYA), LENA, "refer_to_adm", ()),
    (lambda: adding(undecided(PANEL), N11, LENA), LENA, "refer_to_adm", (N5, N12)),
    (lambda: step(PLACEMENT, PRIYA), PRIYA, None, ()),
]


@pytest.mark.parametrize(("state", "who", "key", "with_it"), ASKED_NEXT)
def test_the_request_that_is_asked_next_and_what_goes_with_it(
    state: Callable[[], StepFacts], who: WorkerFacts, key: str | None, with_it: tuple[str, ...]
) -> None:
    asked = asked_next(state(), actor(who))
    assert (asked and asked.request.key, tuple(o.action.key for o in asked.offers) if asked else ()) == (key, with_it)


@pytest.mark.parametrize(("state", "who", "key", "with_it"), [row for row in ASKED_NEXT if row[2]])
def test_each_part_alone_would_be_allowed(
    state: Callable[[], StepFacts], who: WorkerFacts, key: str | None, with_it: tuple[str, ...]
) -> None:
    """Pages, section 5: a composite is offered only where its parts are, one after the other."""
    facts, asked = state(), asked_next(state(), actor(who))
    assert asked is not None
    for after in [as_if_added(facts, actor(who), offer) for offer in asked.offers] or [facts]:
        assert said(reasons_against_sending(after, actor(who), asked.request.key, asked.to)) == []


# State, who asks, what they are asked to add, whether they choose one of it.
ASKED_NOW: list[tuple[Callable[[], StepFacts], WorkerFacts, tuple[str, ...], bool]] = [
    (lambda: step(REVIEW, TOM, answers={"permanence_agreed": "agreed"}), TOM, (N0,), False),
    (lambda: step(REVIEW, TOM, answers={"permanence_agreed": "not_yet"}), TOM, (), False),
    (planning, PRIYA, (), False),
    (planning, LENA, (), False),
    (planning, JOAN, (N1,), False),
    (lambda: undecided(DECISION), LENA, (N3, N4), True),
    (lambda: answering(undecided(DECISION), decision="do_not_agree_the_plan"), RUTH, (N4,), False),
    (lambda: meeting("2027-04-14"), DEE, (N5, N5), False),
    (lambda: undecided(PANEL), LENA, (N10, N11), True),
    (lambda: adding(undecided(PANEL), N11, LENA), LENA, (N5, N12), True),
    (lambda: adding(undecided(PANEL), N10, LENA, PRIYA), LENA, (), False),
    (lambda: step(PLACEMENT, PRIYA), PRIYA, (N13,), False),
    (lambda: step(CARE_PLANNING, PRIYA), PRIYA, (N5, N0, "n2_no_longer_required"), True),
]


@pytest.mark.parametrize(("state", "who", "keys", "choose"), ASKED_NOW)
def test_what_is_asked_to_be_added_now(
    state: Callable[[], StepFacts], who: WorkerFacts, keys: tuple[str, ...], choose: bool
) -> None:
    asked = asked_now(state(), actor(who))
    assert tuple(offer.action.key for offer in asked.offers) == keys if asked else not keys
    assert asked is None or asked.choose == choose


def test_a_review_while_a_step_on_the_way_is_open_asks_for_nothing() -> None:
    """R91: family finding is under way, so nothing new starts."""
    facts = step(REVIEW, TOM, answers={"permanence_agreed": "agreed"}, others=(standing(MEETING, "started"),))
    assert asked_now(facts, actor(TOM)) is None
