"""The next-action catalogue of domain.md A10 and the readings of Q10 to Q23, as tables."""

from dataclasses import replace
from datetime import date

import pytest

from permanence.kernel.facts import PassedTo, StepFacts, WorkerFacts
from permanence.kernel.next_actions import (
    offered,
    onward,
    reasons_against_adding,
    reasons_against_removing,
    reasons_against_sending_now,
)
from tests.kernel.facts_builder import adding, done, finishing, said, standing, step
from tests.kernel.filling import answering, process
from tests.kernel.people import DEE, EVERYBODY, FINDERS, JOAN, LENA, MORAG, PRIYA, QAAG, RUTH, SAM, TOM, actor, to

TITLES = {
    "n0_permanency_planning": "SC Permanency Planning Process",
    "n1_adm_decision": "SC Agency Decision Maker Permanence Decision",
    "n2_no_longer_required": "SC Permanency Planning No Longer Required (NFA)",
    "n3_adm_agrees": "SC ADM Agrees Permanence Plan, Start Family Finding",
    "n4_adm_disagrees": "SC Agency Decision Maker Disagrees Permanence Plan (NFA)",
    "n5_family_finding_meeting": "SC Permanence Family Finding Meeting / Review",
    "n6_information_sharing": "SC Permanence Information Sharing Meeting",
    "n7_panel_and_matching": "SC Permanence Panel and Matching Decision",
    "n8_child_in_care_planning": "SC Child in Care Planning",
    "n9_permanence_placement": "SC Permanence Placement",
    "n10_match_agreed": "SC Permanence Match Agreed",
    "n11_match_not_agreed": "SC Permanence Match Not Agreed (NFA)",
    "n12_update_permanence_plan": "SC Update Permanence Plan",
    "n13_child_placed": "SC Permanence Placement Complete – Child Placed (NFA)",
}
REVIEW, PLANNING = "child_in_care_review", "permanency_planning"
DECISION, REQUEST, MEETING = "adm_permanence_decision", "family_finding_request", "family_finding_meeting"
SHARING, PANEL, PLACEMENT = "information_sharing_meeting", "panel_and_matching_decision", "permanence_placement"

# Where it is added; key; added by; passed to; creates; outcome that ends the pathway (A10, A9).
Row = tuple[str, str, set[WorkerFacts], WorkerFacts | PassedTo | None, str | None, str | None]
A10: list[Row] = [
    (REVIEW, "n0_permanency_planning", {TOM}, PRIYA, PLANNING, None),
    (PLANNING, "n1_adm_decision", {JOAN, MORAG}, QAAG, DECISION, None),
    (PLANNING, "n2_no_longer_required", {PRIYA, JOAN, MORAG, LENA}, None, None, "No longer required"),
    (DECISION, "n3_adm_agrees", {LENA, RUTH}, PRIYA, REQUEST, None),
    (DECISION, "n4_adm_disagrees", {LENA, RUTH}, None, None, "Plan not agreed"),
    (REQUEST, "n5_family_finding_meeting", {PRIYA}, FINDERS, MEETING, None),
    (MEETING, "n5_family_finding_meeting", {DEE, SAM}, FINDERS, MEETING, None),
    (MEETING, "n6_information_sharing", {DEE, SAM}, PRIYA, SHARING, None),
    (SHARING, "n7_panel_and_matching", {PRIYA}, QAAG, PANEL, None),
    (SHARING, "n8_child_in_care_planning", {PRIYA}, PRIYA, "child_in_care_planning", None),
    (SHARING, "n9_permanence_placement", {PRIYA}, PRIYA, PLACEMENT, None),
    (SHARING, "n5_family_finding_meeting", {PRIYA}, FINDERS, MEETING, None),
    (PANEL, "n10_match_agreed", {LENA, RUTH}, PRIYA, PLACEMENT, None),
    (PANEL, "n11_match_not_agreed", {LENA, RUTH}, None, None, None),
    (PANEL, "n5_family_finding_meeting", {LENA, RUTH}, FINDERS, MEETING, None),
    (PANEL, "n12_update_permanence_plan", {LENA, RUTH}, FINDERS, "update_permanence_plan", None),
    (PLACEMENT, "n13_child_placed", {PRIYA}, None, None, "Child placed"),
]
WITH = {"child_in_care_review": TOM, "qaag_worker": LENA, "social_worker": PRIYA, "family_finder": DEE}
REASONS = {"n10_match_agreed": "cs_long_term_fostering_agreed", "n12_update_permanence_plan": "carer_withdrew"}


def begun(key: str, **answers: object) -> StepFacts:
    its_worker = WITH.get(key) or WITH[process().step(key).worked_by[0]]
    return step(key, its_worker, anchors={"family_finding_started": date(2027, 1, 13)}, answers=answers)


@pytest.mark.parametrize("row", A10, ids=lambda row: f"{row[0]}-{row[1]}")
def test_the_catalogue(
    row: Row,
) -> None:
    where, key, added_by, whom, creates, outcome = row
    facts = begun(where)
    action = facts.step.next_action(key)
    assert (action.title, action.creates, action.ends_pathway) == (TITLES[key], creates, outcome)
    passed_to = to(whom) if whom else None
    near = [who for who in EVERYBODY if who.name not in {"Omar Reyes", "Noor Haddad"}]
    given = {"reason": REASONS.get(key, ""), "reason_text": "Because the plan changed."}
    may = {who.name for who in near if not said(reasons_against_adding(facts, actor(who), key, passed_to, **given))}
    assert may == {who.name for who in added_by}


@pytest.mark.parametrize("row", [row for row in A10 if row[3]], ids=lambda row: f"{row[0]}-{row[1]}")
def test_it_goes_nowhere_else(row: Row) -> None:
    where, key, added_by, whom, *_ = row
    facts, who = begun(where), next(iter(added_by))
    elsewhere = [to(TOM), FINDERS if whom is QAAG else QAAG, None]
    for other in elsewhere:
        assert any(
            "goes to" in reason
            for reason in said(reasons_against_adding(facts, actor(who), key, other, reason=REASONS.get(key, "")))
        ), other


@pytest.mark.parametrize("row", [row for row in A10 if row[3]], ids=lambda row: f"{row[0]}-{row[1]}")
def test_the_likely_worker_is_filled_in(
    row: Row,
) -> None:
    """The child's own worker, or the inbox (A10, column "Pass to")."""
    where, key, added_by, whom, *_ = row
    offers = {offer.action.key: offer.to for offer in offered(begun(where), actor(next(iter(added_by))))}
    assert whom
    assert offers[key] == to(whom)


EXCLUDE = [  # Q17, Q22, A9 column "Allowed next actions"
    (PLANNING, "n1_adm_decision", "n2_no_longer_required", False),
    (DECISION, "n3_adm_agrees", "n4_adm_disagrees", False),
    (MEETING, "n5_family_finding_meeting", "n6_information_sharing", False),
    (SHARING, "n7_panel_and_matching", "n8_child_in_care_planning", True),
    (SHARING, "n7_panel_and_matching", "n9_permanence_placement", False),
    (SHARING, "n8_child_in_care_planning", "n9_permanence_placement", False),
    (SHARING, "n7_panel_and_matching", "n5_family_finding_meeting", False),
    (SHARING, "n8_child_in_care_planning", "n5_family_finding_meeting", True),
    (PANEL, "n10_match_agreed", "n11_match_not_agreed", False),
    (PANEL, "n10_match_agreed", "n5_family_finding_meeting", False),
    (PANEL, "n10_match_agreed", "n12_update_permanence_plan", False),
    (PANEL, "n11_match_not_agreed", "n5_family_finding_meeting", True),
    (PANEL, "n11_match_not_agreed", "n12_update_permanence_plan", True),
    (PANEL, "n5_family_finding_meeting", "n12_update_permanence_plan", False),
    (PLACEMENT, "n13_child_placed", "n14_placement_did_not_happen", False),
]


@pytest.mark.parametrize(("where", "one", "other", "together"), EXCLUDE)
def test_which_stand_together(where: str, one: str, other: str, together: bool) -> None:
    for first, second in ((one, other), (other, one)):
        facts = adding(begun(where), first, LENA)
        refused = f"{facts.step.next_action(first).title} is added, and "
        who = facts.step.next_action(second).added_by
        adder = next(each for each in EVERYBODY if each.roles & set(who))
        reasons = said(reasons_against_adding(facts, actor(adder), second, None))
        assert any(reason.startswith(refused) for reason in reasons) is not together
        both = adding(facts, second, LENA)
        assert any("beside each other" in reason for reason in finishing(both, RUTH)) is not together


# Section 2 against section 3 (Q10); conclusion against next action (Q21 to Q23); which action each answer asks for.
MISMATCHED = [
    (DECISION, {"decision": "agree_the_plan"}, "n4_adm_disagrees", "n3_adm_agrees"),
    (DECISION, {"decision": "do_not_agree_the_plan"}, "n3_adm_agrees", "n4_adm_disagrees"),
    (PANEL, {"decision": "approve_the_match"}, "n11_match_not_agreed", "n10_match_agreed"),
    (PANEL, {"decision": "approve_the_match"}, "n5_family_finding_meeting", "n10_match_agreed"),
    (PANEL, {"decision": "approve_the_match"}, "n12_update_permanence_plan", "n10_match_agreed"),
    (PANEL, {"decision": "do_not_approve_the_match"}, "n10_match_agreed", "n11_match_not_agreed"),
    (MEETING, {"match_found": "yes"}, "n5_family_finding_meeting", "n6_information_sharing"),
    (SHARING, {"view_of_meeting": "not_suitable"}, "n7_panel_and_matching", "n5_family_finding_meeting"),
    (SHARING, {"view_of_meeting": "go_to_panel"}, "n9_permanence_placement", "n7_panel_and_matching"),
    (SHARING, {"view_of_meeting": "go_to_panel"}, "n5_family_finding_meeting", "n7_panel_and_matching"),
]


@pytest.mark.parametrize(("where", "answers", "added", "wanted"), MISMATCHED)
def test_answers_and_next_actions_agree(where: str, answers: dict[str, str], added: str, wanted: str) -> None:
    facts = adding(begun(where, **answers), added, LENA)
    reasons = finishing(facts, RUTH)
    assert facts.step.next_action(added).mismatch in reasons
    assert any(f"so {TITLES[wanted]} is needed. Add it." in reason for reason in reasons)
    undecided = answering(facts, **dict.fromkeys(answers))
    assert facts.step.next_action(added).mismatch not in finishing(undecided, RUTH)


def test_match_not_agreed_goes_on_one_way_exactly() -> None:
    """Q17: R131 or R132, one of them."""
    facts = begun(PANEL, decision="do_not_approve_the_match", recommendation="match_not_approved")
    facts = adding(done(facts, "refer_to_adm", LENA, RUTH), "n11_match_not_agreed", LENA)
    wanted = (
        "SC Permanence Match Not Agreed (NFA) needs exactly one of these beside it: "
        "SC Permanence Family Finding Meeting / Review or SC Update Permanence Plan."
    )
    assert finishing(facts, RUTH) == [wanted]
    one = adding(facts, "n12_update_permanence_plan", LENA, FINDERS, reason="carer_withdrew")
    assert finishing(one, RUTH) == finishing(adding(facts, "n5_family_finding_meeting", LENA, FINDERS), RUTH) == []
    assert wanted in finishing(adding(one, "n5_family_finding_meeting", LENA, FINDERS), RUTH)


def test_an_open_family_finding_step_is_linked_to() -> None:
    """Q17: no second chain."""
    open_one = standing(MEETING, "started", with_name="Dee Marlow")
    facts = begun(PANEL, decision="do_not_approve_the_match")
    facts = replace(facts, pathway=replace(facts.pathway, steps=(open_one,)))
    facts = adding(adding(facts, "n11_match_not_agreed", LENA), "n5_family_finding_meeting", LENA, FINDERS)
    assert [(one.kind, one.step_id) for one in onward(facts)] == [("link_step", open_one.id)]


@pytest.mark.parametrize(
    ("reason", "text", "refused"),
    [
        ("", "", True),
        ("carer_withdrew", "", False),
        ("other", "", True),
        ("other", "The carers moved away.", False),
        ("made_up", "", True),
    ],
)
def test_update_permanence_plan_needs_its_reason(reason: str, text: str, refused: bool) -> None:
    """Q15."""
    facts = begun(PANEL)
    reasons = reasons_against_adding(
        facts, actor(LENA), "n12_update_permanence_plan", FINDERS, reason=reason, reason_text=text
    )
    assert bool(said(reasons)) is refused


def test_the_update_is_told_to_social_worker_and_iro() -> None:
    """Q15."""
    facts = adding(begun(PANEL), "n12_update_permanence_plan", LENA, FINDERS, reason="carer_withdrew")
    assert [one.sentence for one in onward(facts) if one.kind == "tell"] == ["Tell Priya Nair and Tom Askew."]


def test_nothing_else_is_sent_early() -> None:
    """R135: the information sharing meeting is the only one."""
    for where, key, added_by, whom, *_ in A10:
        facts = adding(begun(where, **({"match_found": "yes"} if key.startswith("n6") else {})), key, LENA, whom)
        reasons = said(reasons_against_sending_now(facts, actor(next(iter(added_by))), facts.proposals[0].id))
        assert (reasons == []) is (key == "n6_information_sharing"), key


def test_what_was_sent_is_not_removed_here() -> None:
    facts = adding(begun(MEETING), "n6_information_sharing", DEE, PRIYA, is_sent=True)
    assert said(reasons_against_removing(facts, actor(DEE), facts.proposals[0].id)) == [
        f"{TITLES['n6_information_sharing']} was sent at once and is with Priya Nair, so it cannot be removed here."
    ]
