"""Each *Blocked* line of scenarios C2, C3 and C5 (domain.md, part C), and what they let through, as pure rules."""

from dataclasses import replace
from datetime import date

from permanence.kernel.facts import StepFacts
from permanence.kernel.next_actions import onward, reasons_against_adding, reasons_against_removing
from permanence.kernel.requests import reasons_against_completing, reasons_against_sending
from tests.kernel.facts_builder import adding, child, done, finishing, request_id, said, sent, standing, step
from tests.kernel.filling import answering
from tests.kernel.people import JOAN, LENA, MEERA, MORAG, NOOR, PRIYA, QAAG, RUTH, TOM, actor, to

N1, N2 = "n1_adm_decision", "n2_no_longer_required"
N3, N4 = "n3_adm_agrees", "n4_adm_disagrees"
NO_LONGER = "SC Permanency Planning No Longer Required (NFA)"
OWN_REQUEST = "Required CS Manager: Please review and authorise"

# C2. Permanence no longer applies. 14 December: authorised, request 2 sent, N1 queued.


def theo() -> StepFacts:
    facts = step("permanency_planning", PRIYA, today=date(2026, 12, 16), of=child("Theo Marsden", date(2016, 2, 11)))
    facts = done(facts, "manager_authorise", PRIYA, JOAN, on=date(2026, 12, 14))
    facts = sent(facts, "qaag_quality", JOAN, QAAG, on=date(2026, 12, 14))
    return adding(facts, N1, JOAN, QAAG)


def without_n1(facts: StepFacts) -> StepFacts:
    return replace(facts, proposals=())


def told(facts: StepFacts) -> StepFacts:
    return answering(
        facts, no_longer_required_why="The court discharged the order.", plan_now="reunification", told_child="yes"
    )


def ended(facts: StepFacts, by: object = LENA) -> StepFacts:
    chose = LENA if by is LENA else JOAN
    return told(adding(facts, N2, chose, reason_text="The plan changed to reunification."))


def test_c2_no_longer_required_needs_a_reason() -> None:
    facts = without_n1(theo())
    assert f"Write the reason for {NO_LONGER}." in said(reasons_against_adding(facts, actor(LENA), N2, None))
    blank = said(reasons_against_adding(facts, actor(LENA), N2, None, reason_text="   "))
    assert blank == ["Write the reason. Spaces alone are not kept."]
    assert said(reasons_against_adding(facts, actor(LENA), N2, None, reason_text="Going home.")) == []


def test_c2_any_of_the_three_may_choose_it_and_nobody_else() -> None:
    for who, allowed in ((PRIYA, True), (JOAN, True), (LENA, True), (TOM, False), (RUTH, False)):
        reasons = said(reasons_against_adding(without_n1(theo()), actor(who), N2, None, reason_text="Going home."))
        assert (reasons == []) is allowed, who.name


def test_c2_it_is_refused_while_n1_is_queued_naming_it() -> None:
    reasons = said(reasons_against_adding(theo(), actor(LENA), N2, None, reason_text="Going home."))
    queued = "SC Agency Decision Maker Permanence Decision"
    assert reasons == [f"{queued} is added, and {NO_LONGER} cannot stand beside it. Remove it first."]


def test_c2_it_needs_an_authorisation_of_its_own() -> None:
    facts = ended(without_n1(theo()))
    assert finishing(facts, LENA) == [f'"{OWN_REQUEST}" has not been sent. You send it.']
    facts = done(facts, "no_longer_required_authorise", LENA, JOAN)
    assert finishing(facts, LENA) == []


def test_c2_the_manager_who_chose_it_does_not_authorise_it() -> None:
    facts = ended(without_n1(theo()), by=JOAN)
    refused = f"Joan Ellery chose {NO_LONGER}, so another manager authorises it."
    key = "no_longer_required_authorise"
    assert refused in said(reasons_against_sending(facts, actor(LENA), key, to(JOAN)))
    assert refused not in said(reasons_against_sending(facts, actor(LENA), key, to(MORAG)))
    to_joan = sent(facts, key, LENA, JOAN)
    number = len(facts.requests)
    assert refused in said(reasons_against_completing(to_joan, actor(JOAN), request_id(key, number)))


def test_c2_what_finishing_does() -> None:
    facts = done(ended(without_n1(theo())), "no_longer_required_authorise", LENA, JOAN)
    does = onward(facts)
    assert [one.kind for one in does] == ["waive_request", "close_pathway", "tell"]
    assert does[0].request_id == request_id("qaag_quality", 1)
    assert (does[1].outcome, does[1].reason) == ("No longer required", "The plan changed to reunification.")
    assert does[2].roles == ("social_worker", "team_manager", "independent_reviewing_officer")


def test_c2_before_request_2_the_manager_who_authorised_finishes() -> None:
    facts = step("permanency_planning", PRIYA, today=date(2026, 12, 16), empty=True)
    facts = told(adding(facts, N2, PRIYA, reason_text="Going home."))
    who = "a Practice Supervisor or Team Manager who did not choose it"
    assert f"Only {who} finishes this workstep. It is with Priya Nair." in finishing(facts, LENA)
    facts = done(facts, "no_longer_required_authorise", PRIYA, JOAN)
    assert finishing(facts, JOAN) == []
    for other in (LENA, MORAG, PRIYA):
        assert any(reason.startswith("Only Joan Ellery, who authorised it,") for reason in finishing(facts, other))


# C3. The ADM disagrees with the plan.


def aisha() -> StepFacts:
    facts = step(
        "adm_permanence_decision",
        LENA,
        today=date(2027, 3, 31),
        of=child("Aisha Rahman", date(2014, 8, 30)),
        answers={"meeting_date": "2027-03-17", "recommendation": "plan_agreed", "minutes_final_on": "2027-03-22"}
        | {"decision": "do_not_agree_the_plan", "decision_date": "2027-03-31", "differs_why": "Too early."},
    )
    return done(adding(facts, N3, LENA, PRIYA), "refer_to_adm", LENA, RUTH, on=date(2027, 3, 22))


def test_c3_decision_and_next_action_do_not_match() -> None:
    assert (
        "You disagree with the plan, but the next action says it is agreed. Decision and next action do not match. "
        "Change one of them."
    ) in finishing(aisha(), RUTH)


def replaced() -> StepFacts:
    facts = replace(aisha(), proposals=())
    return answering(adding(facts, N4, RUTH), what_next="A review looks at the plan again.")


def test_c3_the_adm_replaces_what_was_proposed() -> None:
    facts = aisha()
    assert said(reasons_against_removing(facts, actor(RUTH), facts.proposals[0].id)) == []
    assert said(reasons_against_adding(replace(facts, proposals=()), actor(RUTH), N4, None)) == []
    assert finishing(replaced(), RUTH) == []


def test_c3_differing_needs_its_reasons() -> None:
    reasons = finishing(answering(replaced(), differs_why=None), RUTH)
    assert reasons == [
        'Section 2: enter an answer to "Why the decision differs from the recommendation".',
    ]


def test_c3_what_finishing_does() -> None:
    does = onward(replaced())
    assert [one.kind for one in does] == ["close_pathway", "alert", "tell"]
    assert does[0].outcome == "Plan not agreed"
    assert does[1].text == "No agreed permanence plan. A review or care planning meeting is needed."
    assert does[1].roles == ("social_worker", "team_manager", "independent_reviewing_officer")


def test_c3_an_adm_who_sat_in_the_meeting_is_not_asked() -> None:
    facts = step("adm_permanence_decision", LENA, today=date(2026, 12, 18), answers={"meeting_date": "2026-12-16"})
    sat = [{"id": "r1", "role": "other", "attendee": str(RUTH.person_id), "outcome": "attended"}]
    facts = adding(answering(facts, members=sat), N3, LENA, PRIYA)
    refused = "Ruth Calloway sat on the QA meeting of 16 December 2026. Another appointed decision-maker must decide."
    assert said(reasons_against_sending(facts, actor(LENA), "refer_to_adm", to(RUTH))) == [refused]
    assert said(reasons_against_sending(facts, actor(LENA), "refer_to_adm", to(NOOR))) == []
    assert refused in finishing(done(facts, "refer_to_adm", LENA, RUTH), RUTH)


def test_c3_another_adm_does_not_finish_what_was_not_referred_to_them() -> None:
    assert finishing(replaced(), NOOR) == [
        "Only the Agency Decision Maker finishes this workstep. It is with Ruth Calloway."
    ]


# C5. Older teenager, IRO has ratified the placement.

RATIFIED = {"ratified_by": str(MEERA.id), "ratified_on": "2027-03-02", "ratified_minute": "CIC 14/27"}
N9 = "n9_permanence_placement"


def jaden(born: date = date(2010, 9, 9), **answers: object) -> StepFacts:
    its_child = child("Jaden Okoro", born, iro_on={date(2027, 3, 2): MEERA.id})
    view = {"view_of_meeting": "iro_has_already_ratified_the_present_home"}
    facts = step(
        "information_sharing_meeting", PRIYA, today=date(2027, 3, 9), of=its_child, answers=view | RATIFIED | answers
    )
    return adding(done(facts, "manager_authorise", PRIYA, JOAN), N9, PRIYA, PRIYA)


def test_c5_the_route_skips_panel_and_adm() -> None:
    assert finishing(jaden(), JOAN) == finishing(jaden(), PRIYA) == []
    assert [one.step_type for one in onward(jaden()) if one.kind == "create_step"] == ["permanence_placement"]


def test_c5_n9_stands_alone() -> None:
    beside = adding(jaden(), "n7_panel_and_matching", PRIYA, QAAG)
    assert any("cannot stand beside each other" in reason for reason in finishing(beside, JOAN))
    assert [
        reason
        for reason in said(reasons_against_adding(jaden(), actor(PRIYA), "n7_panel_and_matching", QAAG))
        if reason.startswith("SC Permanence Placement is added")
    ]


def test_c5_each_of_the_three_evidences_is_needed() -> None:
    for key, words in (
        ("ratified_by", "the Independent Reviewing Officer who ratified the present home"),
        ("ratified_on", "the date of the review"),
        ("ratified_minute", "the minute reference"),
    ):
        reasons = finishing(answering(jaden(), **{key: None}), JOAN)
        assert f"The route for older teenagers needs evidence. Enter {words}." in reasons


def test_c5_under_16_is_refused() -> None:
    assert finishing(jaden(born=date(2011, 9, 9)), JOAN) == ["Jaden is 15; the route for older teenagers begins at 16."]


def test_c5_another_iro_did_not_ratify() -> None:
    assert finishing(jaden(ratified_by=str(TOM.id)), JOAN) == ["Tom Askew was not Jaden's IRO on 2 March 2027."]


def test_an_information_sharing_meeting_with_n8_alone_says_what_carries_family_finding_on() -> None:
    view = {"view_of_meeting": None, "needs_new_plan": "yes", "needs_new_plan_detail": "Contact changed."}
    facts = step("information_sharing_meeting", PRIYA, answers=view)
    facts = adding(done(facts, "manager_authorise", PRIYA, JOAN), "n8_child_in_care_planning", PRIYA, PRIYA)
    dead_end = (
        "Nothing would carry on the way to a permanent home for Maya. Add a next action that does, or one that ends it."
    )
    assert dead_end in finishing(facts, JOAN)
    open_one = standing("family_finding_meeting", "incoming")
    carried = replace(facts, pathway=replace(facts.pathway, steps=(open_one,)))
    assert dead_end not in finishing(carried, JOAN)
