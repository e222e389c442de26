"""Each *Blocked* line of scenario C1 (domain.md, part C), and what it lets through, as pure rules."""

from dataclasses import replace
from datetime import date

from permanence.kernel.facts import StepFacts
from permanence.kernel.next_actions import asked_now, onward, reasons_against_adding, reasons_against_sending_now
from permanence.kernel.requests import reasons_against_completing, reasons_against_sending
from permanence.kernel.worksteps import reasons_against_finishing
from tests.kernel.facts_builder import AGREED, adding, done, finishing, request_id, said, sent, standing, step
from tests.kernel.filling import answering
from tests.kernel.people import DEE, FINDERS, JOAN, KIT, LENA, PRIYA, QAAG, RUTH, SAM, actor, to

ANCHOR = {"family_finding_started": date(2027, 1, 13)}
N5 = "n5_family_finding_meeting"
N6 = "n6_information_sharing"
FFM = "SC Permanence Family Finding Meeting / Review"


# Step 2: 23 November, Priya has sent request 1 to Joan.


def planning_sent() -> StepFacts:
    facts = step("permanency_planning", PRIYA, today=date(2026, 11, 24))
    return sent(facts, "manager_authorise", PRIYA, JOAN, on=date(2026, 11, 23))


def test_request_2_waits_for_request_1() -> None:
    assert (
        "The report goes to QAAG after your manager has authorised it. Joan Ellery has had it since Mon 23 Nov."
        in said(reasons_against_sending(planning_sent(), actor(JOAN), "qaag_quality", QAAG))
    )


def test_nobody_finishes_before_both_requests() -> None:
    reasons = finishing(planning_sent(), PRIYA)
    assert any("Joan Ellery has had" in reason and "since Mon 23 Nov" in reason for reason in reasons)
    assert "Only a QAAG worker finishes this workstep. It is with Priya Nair." in reasons


def test_priya_does_not_complete_the_request_she_sent() -> None:
    facts = planning_sent()
    reasons = list(reasons_against_completing(facts, actor(PRIYA), request_id("manager_authorise", 0)))
    assert [(str(reason), reason.status) for reason in reasons] == [
        ("You sent this request, so someone else completes it.", 403)
    ]


# Step 3: both completed, N1 proposed: Lena finishes, and exactly one step comes of it.


def planning_done() -> StepFacts:
    facts = done(step("permanency_planning", PRIYA, today=date(2026, 12, 9)), "manager_authorise", PRIYA, JOAN)
    facts = done(facts, "qaag_quality", JOAN, QAAG, completed_by=LENA)
    return adding(facts, "n1_adm_decision", JOAN, QAAG)


def test_lena_finishes_and_one_step_goes_to_the_inbox() -> None:
    assert finishing(planning_done(), LENA) == []
    created = [one for one in onward(planning_done()) if one.kind == "create_step"]
    assert [(one.step_type, one.to) for one in created] == [("adm_permanence_decision", QAAG)]


# Step 4: the QA meeting.


def test_section_1_needs_legal_status_and_date_of_meeting() -> None:
    facts = step("adm_permanence_decision", LENA, today=date(2026, 12, 18))
    facts = adding(facts, "n3_adm_agrees", LENA, PRIYA)
    for key, sentence in (
        ("legal_status", "choose the child's legal status on the day of the meeting."),
        ("meeting_date", "enter the date of Meeting."),
    ):
        without = answering(facts, **{key: None})
        assert f"Section 1: {sentence}" in said(reasons_against_sending(without, actor(LENA), "refer_to_adm", to(RUTH)))
    assert said(reasons_against_sending(facts, actor(LENA), "refer_to_adm", to(RUTH))) == []


def test_lena_does_not_finish_step_2() -> None:
    facts = adding(step("adm_permanence_decision", LENA, today=date(2026, 12, 18)), "n3_adm_agrees", LENA, PRIYA)
    facts = sent(facts, "refer_to_adm", LENA, RUTH)
    reasons = list(reasons_against_finishing(facts, actor(LENA)))
    assert (reasons[-1].sentence, reasons[-1].status) == (
        "Only the Agency Decision Maker finishes this workstep. It is with Ruth Calloway.",
        403,
    )


# Step 6: the notification must be sent, and need not be read.


def request_step() -> StepFacts:
    facts = step("family_finding_request", PRIYA, today=date(2027, 1, 8), others=(AGREED,))
    return adding(facts, N5, PRIYA, FINDERS)


def test_the_notification_must_be_sent() -> None:
    assert finishing(request_step(), PRIYA) == [
        '"Required CS Manager: Please Review and Acknowledge Request" has not been sent. You send it.'
    ]
    assert finishing(sent(request_step(), "manager_acknowledge", PRIYA, JOAN), PRIYA) == []


def test_joan_acknowledges_after_the_finish() -> None:
    facts = sent(request_step(), "manager_acknowledge", PRIYA, JOAN)
    finished = replace(facts, state="finished", today=date(2027, 1, 12))
    assert said(reasons_against_completing(finished, actor(JOAN), request_id("manager_acknowledge", 0))) == []


# Step 7: three meetings; at the third, two next actions.


def meeting(day: date, next_on: date) -> StepFacts:
    answers = {"held_on": day.isoformat(), "next_meeting_on": next_on.isoformat()}
    return step("family_finding_meeting", DEE, today=day, anchors=ANCHOR, answers=answers)


def authorised(facts: StepFacts) -> StepFacts:
    return done(facts, "manager_authorise", DEE, SAM)


def test_one_at_the_first_two_meetings() -> None:
    for day, next_on in ((date(2027, 1, 13), date(2027, 2, 10)), (date(2027, 2, 10), date(2027, 3, 10))):
        facts = authorised(meeting(day, next_on))
        one = adding(facts, N5, DEE, FINDERS, purpose="family_finding_meeting", due_on=next_on)
        assert finishing(one, DEE) == finishing(one, SAM) == []


def three_months_on() -> StepFacts:
    return meeting(date(2027, 3, 10), date(2027, 4, 14))


def with_review(facts: StepFacts) -> StepFacts:
    return adding(facts, N5, DEE, FINDERS, purpose="3_month_review", due_on=date(2027, 4, 13))


def with_meeting(facts: StepFacts) -> StepFacts:
    return adding(facts, N5, DEE, FINDERS, purpose="family_finding_meeting", due_on=date(2027, 4, 14))


def test_the_two_that_are_due_are_offered_with_their_arithmetic() -> None:
    asked = asked_now(three_months_on(), actor(DEE))
    assert asked is not None
    assert asked.says == (
        "Family finding for Maya started on 13 January 2027. Three months on is Tue 13 April 2027, and your next "
        f"meeting, Wed 14 April 2027, falls on or after it. So two {FFM} go to CS Permanence Family Finders – Inbox: "
        "one for the review team, one for you as usual."
    )
    assert [(offer.purpose, offer.due_on, offer.to) for offer in asked.offers] == [
        ("3_month_review", date(2027, 4, 13), FINDERS),
        ("family_finding_meeting", date(2027, 4, 14), FINDERS),
    ]


def test_finish_with_one_is_refused() -> None:
    wanted = (
        f"A 3-month review falls due on 13 April 2027, before the next meeting on 14 April 2027: add two {FFM} actions."
    )
    assert finishing(with_meeting(authorised(three_months_on())), DEE) == [wanted]
    assert finishing(authorised(three_months_on()), DEE) == [wanted]


def test_a_third_is_refused() -> None:
    both = with_meeting(with_review(authorised(three_months_on())))
    assert finishing(both, DEE) == []
    third = f"{FFM} is added 2 times already, and one more is refused."
    for purpose in (None, "family_finding_meeting", "3_month_review"):
        assert said(reasons_against_adding(both, actor(DEE), N5, FINDERS, purpose=purpose)) == [third]
    assert any("3 times, and 2 is the most" in reason for reason in finishing(with_meeting(both), DEE))


def test_one_sent_to_priya_is_refused() -> None:
    assert f"{FFM} goes to CS Permanence Family Finders – Inbox, so it cannot go to Priya Nair." in said(
        reasons_against_adding(three_months_on(), actor(DEE), N5, to(PRIYA))
    )
    crooked = adding(with_review(authorised(three_months_on())), N5, DEE, PRIYA, purpose="family_finding_meeting")
    crooked = replace(
        crooked, proposals=(*crooked.proposals[:1], replace(crooked.proposals[1], to_inbox_key="elsewhere"))
    )
    assert any("not to Priya Nair" in reason for reason in finishing(crooked, DEE))


def test_before_sam_authorises_is_refused() -> None:
    both = sent(with_meeting(with_review(three_months_on())), "manager_authorise", DEE, SAM)
    waits = 'Sam Orr has had "Required CS Manager: Please review and authorise" since Wed 10 Mar'
    assert finishing(both, DEE) == [f"{waits}, and has not completed it yet."]


def test_the_pair_is_created_together_one_as_the_review() -> None:
    created = [one for one in onward(with_meeting(with_review(three_months_on()))) if one.kind == "create_step"]
    assert [(one.purpose, one.review_due_on, one.in_pair) for one in created] == [
        ("3_month_review", date(2027, 4, 13), True),
        ("family_finding_meeting", None, True),
    ]
    assert created[0].sentence == (
        f"Put {FFM} in CS Permanence Family Finders – Inbox, marked 3 month review, for Tue 13 Apr 2027."
    )


# Step 8: the review ends where it is; the other of the pair goes on.

TWIN = standing("family_finding_meeting", "incoming", purpose="family_finding_meeting")


def review() -> StepFacts:
    facts = step(
        "family_finding_meeting",
        KIT,
        today=date(2027, 4, 13),
        anchors=ANCHOR,
        purpose="3_month_review",
        review_due_on=date(2027, 4, 13),
        others=(TWIN,),
        answers={"purpose": "3_month_review", "review_progress": "Two families were seen.", "review_advice": "Go on."}
        | {"review_plan_right": "yes", "review_plan_right_detail": "It is."},
    )
    return done(facts, "manager_authorise", KIT, SAM)


def test_a_review_adds_no_next_action() -> None:
    assert finishing(review(), KIT) == []
    assert "A 3 month review adds no next action." in said(reasons_against_adding(review(), actor(SAM), N5, FINDERS))
    assert "A 3 month review adds no next action." in finishing(with_meeting(review()), KIT)


# Step 9: a match is found; the information sharing meeting is sent at once.


def matched() -> StepFacts:
    facts = meeting(date(2027, 4, 12), date(2027, 5, 12))
    facts = answering(facts, match_found="yes", matched_household="3", matched_household_detail="They fit.")
    return adding(facts, N6, DEE, PRIYA)


def test_the_next_step_is_sent_at_once_and_not_made_twice() -> None:
    facts = matched()
    assert said(reasons_against_sending_now(facts, actor(DEE), facts.proposals[0].id)) == []
    at_once = replace(facts, proposals=(replace(facts.proposals[0], is_sent=True),))
    assert [one for one in onward(at_once) if one.kind == "create_step"] == []
    step_5 = standing("information_sharing_meeting", "incoming", with_name="Priya Nair")
    at_once = replace(at_once, pathway=replace(at_once.pathway, steps=(step_5,)))
    assert finishing(authorised(at_once), SAM) == []


def test_a_meeting_and_the_information_sharing_meeting_exclude_each_other() -> None:
    refused = "SC Permanence Information Sharing Meeting is added, and "
    reasons = said(reasons_against_adding(matched(), actor(DEE), N5, FINDERS, purpose="family_finding_meeting"))
    assert [reason for reason in reasons if reason.startswith(refused)]
    assert any("cannot stand beside each other" in reason for reason in finishing(with_meeting(matched()), DEE))


def test_the_open_review_is_cancelled_when_a_match_is_found() -> None:
    review_step = standing("family_finding_meeting", "incoming", purpose="3_month_review", with_name=FINDERS.inbox_name)
    facts = matched()
    facts = replace(facts, pathway=replace(facts.pathway, steps=(review_step,)))
    cancelled = [(one.step_id, one.reason) for one in onward(facts) if one.kind == "cancel_step"]
    assert cancelled == [(review_step.id, "Match identified")]


# Step 10: the match is approved, for a reason that is chosen.


def test_match_agreed_needs_its_reason() -> None:
    facts = step("panel_and_matching_decision", LENA, today=date(2027, 5, 11))
    title = "SC Permanence Match Agreed"
    assert said(reasons_against_adding(facts, actor(LENA), "n10_match_agreed", to(PRIYA))) == [
        f"Choose the reason for {title}."
    ]
    assert not said(
        reasons_against_adding(
            facts, actor(LENA), "n10_match_agreed", to(PRIYA), reason="cs_long_term_fostering_agreed"
        )
    )
    facts = done(facts, "refer_to_adm", LENA, RUTH)
    assert finishing(adding(facts, "n10_match_agreed", LENA, PRIYA), RUTH) == [f"Choose the reason for {title}."]


# Step 11: the child is placed, and the pathway ends.


def test_placed_closes_the_pathway() -> None:
    facts = adding(step("permanence_placement", PRIYA, today=date(2027, 6, 1)), "n13_child_placed", PRIYA)
    assert finishing(facts, PRIYA) == []
    ends = onward(facts)
    assert [(one.kind, one.outcome) for one in ends if one.kind == "close_pathway"] == [
        ("close_pathway", "Child placed")
    ]
    assert [one.kind for one in ends if one.kind == "create_step"] == []
