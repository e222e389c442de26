"""One next action or two, and what follows at the finish: the readings of Q11 to Q13, and the ends of a pathway."""

from dataclasses import replace
from datetime import date

import pytest

from permanence.kernel.next_actions import asked_now, not_offered, offered, onward, reasons_against_adding
from tests.kernel.facts_builder import adding, done, finishing, said, standing, step
from tests.kernel.filling import answering
from tests.kernel.people import DEE, FINDERS, JOAN, KIT, PRIYA, QAAG, SAM, actor
from tests.kernel.test_next_actions_a10 import MEETING, PANEL, PLACEMENT, PLANNING, REVIEW, TITLES, begun

# Q12: planned next meeting, review dates stood for, how many are due. The anchor is 13 January 2027 (Q11).
DUE = [
    (date(2027, 3, 10), date(2027, 4, 12), [], 1),
    (date(2027, 3, 10), date(2027, 4, 13), [], 2),
    (date(2027, 3, 10), date(2027, 4, 14), [], 2),
    (date(2027, 4, 14), date(2027, 5, 12), [], 2),
    (date(2027, 4, 14), date(2027, 5, 12), [date(2027, 4, 13)], 1),
    (date(2027, 6, 16), date(2027, 7, 14), [date(2027, 4, 13)], 2),
    (date(2027, 6, 16), date(2027, 7, 14), [date(2027, 4, 13), date(2027, 7, 13)], 1),
]


@pytest.mark.parametrize(("today", "next_on", "stood_for", "number"), DUE)
@pytest.mark.parametrize("state", ["incoming", "started", "finished"])
def test_an_uncovered_review_date_makes_two(
    today: date, next_on: date, stood_for: list[date], number: int, state: str
) -> None:
    reviews = tuple(
        standing(MEETING, state, number=each.month, purpose="3_month_review", review_due_on=each)  # type: ignore[arg-type]
        for each in stood_for
    )
    anchors = {"family_finding_started": date(2027, 1, 13)}
    answers = {"next_meeting_on": next_on.isoformat()}
    facts = step(MEETING, DEE, today=today, anchors=anchors, answers=answers, others=reviews)
    asked = asked_now(facts, actor(DEE))
    assert asked is not None
    assert len(asked.offers) == number
    cancelled = tuple(replace(each, state="cancelled") for each in reviews)
    facts = replace(facts, pathway=replace(facts.pathway, steps=cancelled))
    again = asked_now(facts, actor(DEE))
    assert again is not None
    assert len(again.offers) == (2 if stood_for else number), "a cancelled review stands for nothing"


def test_a_second_where_one_is_due_is_refused() -> None:
    """Q12: exactly one, unless a review falls due by the next meeting."""
    anchors = {"family_finding_started": date(2027, 1, 13)}
    facts = step(MEETING, DEE, today=date(2027, 1, 13), anchors=anchors, answers={"next_meeting_on": "2027-02-10"})
    facts = adding(facts, "n5_family_finding_meeting", DEE, FINDERS, purpose="family_finding_meeting")
    key, title = "n5_family_finding_meeting", TITLES["n5_family_finding_meeting"]
    assert said(reasons_against_adding(facts, actor(DEE), key, FINDERS, purpose="family_finding_meeting")) == [
        f"No 3 month review falls due by the next meeting on 10 February 2027: one {title} is enough."
    ]


def test_the_default_next_meeting_is_one_month_on() -> None:
    """Q12."""
    facts = answering(begun(MEETING), next_meeting_on=None)
    asked = asked_now(facts, actor(DEE))
    assert asked is not None
    assert [offer.due_on for offer in asked.offers] == [date(2027, 2, 13)]


@pytest.mark.parametrize(
    ("mine", "other", "sentence"),
    [
        ("3_month_review", "family_finding_meeting", ""),
        ("family_finding_meeting", "3_month_review", ""),
        ("3_month_review", "3_month_review", "is the 3 month review already. Mark this one as the meeting."),
        ("family_finding_meeting", "family_finding_meeting", "is the meeting. Mark this one as the 3 month review."),
    ],
)
def test_exactly_one_of_a_pair_is_the_review(mine: str, other: str, sentence: str) -> None:
    """Q13: marking the second so, or unmarking the only one, is refused, naming the other."""
    twin = standing(MEETING, "started", purpose=other, pair_id=FINDERS.inbox_id, with_name="Kit Hale")
    facts = replace(begun(MEETING, purpose=mine), pair_id=FINDERS.inbox_id)
    facts = replace(facts, pathway=replace(facts.pathway, steps=(twin,)))
    found = [reason for reason in finishing(facts, DEE) if "The other of this pair" in reason]
    whole = f"The other of this pair, {TITLES['n5_family_finding_meeting']} with Kit Hale, {sentence}"
    assert found == ([whole] if sentence else [])


def test_a_review_that_found_a_match_still_finishes() -> None:
    """Q13: the match is carried on by the meeting of the pair."""
    facts = begun(MEETING, purpose="3_month_review", match_found="yes", matched_household="x")
    facts = done(facts, "manager_authorise", KIT, SAM)
    assert not any("is needed" in reason for reason in finishing(facts, SAM))


def test_what_is_not_offered_says_why() -> None:
    """Pages, section 10.5."""
    facts = adding(begun(MEETING), "n6_information_sharing", DEE, PRIYA)
    found = {each.action.key: [str(reason) for reason in each.reasons] for each in not_offered(facts, actor(DEE))}
    assert set(found) == {"n5_family_finding_meeting", "n6_information_sharing"}
    assert all(reasons for reasons in found.values())
    assert offered(facts, actor(DEE)) == ()


def test_a_review_without_a_plan_ends_the_pathway_it_opened() -> None:
    facts = begun(REVIEW, permanence_agreed="not_yet")
    assert [one.outcome for one in onward(facts) if one.kind == "close_pathway"] == [
        "No plan for permanence agreed yet"
    ]
    carried = replace(facts, pathway=replace(facts.pathway, steps=(standing(PANEL, "started"),)))
    assert [one for one in onward(carried) if one.kind == "close_pathway"] == []


def test_the_end_of_a_pathway_cancels_what_is_open_on_it() -> None:
    facts = adding(begun(PLACEMENT), "n13_child_placed", PRIYA)
    left = standing("child_in_care_planning", "started", with_name="Priya Nair")
    facts = replace(facts, pathway=replace(facts.pathway, steps=(left,)))
    assert [(one.step_id, one.reason) for one in onward(facts) if one.kind == "cancel_step"] == [
        (left.id, "Child placed")
    ]


def test_nothing_is_added_to_a_pathway_that_has_ended() -> None:
    facts = begun(PLANNING)
    facts = replace(facts, pathway=replace(facts.pathway, is_open=False))
    assert "The pathway has ended, so nothing more is added." in said(
        reasons_against_adding(facts, actor(JOAN), "n1_adm_decision", QAAG)
    )
