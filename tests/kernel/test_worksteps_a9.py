"""The workstep matrix of domain.md A9, row by row, against every role; who acts (Q9, Q14, Q25, Q26)."""

from dataclasses import replace
from datetime import date

import pytest

from permanence.kernel.facts import PassedTo, StepFacts, WorkerFacts
from permanence.kernel.requests import (
    reasons_against_completing,
    reasons_against_sending,
    reasons_against_withdrawing,
)
from permanence.kernel.worksteps import (
    reasons_against_writing,
)
from tests.kernel.facts_builder import AGREED, adding, done, finishing, request_id, said, sent, step
from tests.kernel.filling import process
from tests.kernel.people import (
    DEE,
    EVERYBODY,
    FINDERS,
    GRETA,
    JOAN,
    KIT,
    LENA,
    MORAG,
    OMAR,
    PRIYA,
    QAAG,
    RUTH,
    SAM,
    actor,
    to,
)

Gate = tuple[str, WorkerFacts, WorkerFacts | PassedTo]

# Workstep; form and number of sections; starts with; gating requests in order (key, sent by, to); finisher (A9).
A9 = [
    (
        "permanency_planning",
        ("C0054", 18),
        PRIYA,
        [("manager_authorise", PRIYA, JOAN), ("qaag_quality", JOAN, QAAG)],
        {LENA, OMAR},
    ),
    ("adm_permanence_decision", ("C0051", 3), QAAG, [("refer_to_adm", LENA, RUTH)], {RUTH}),
    ("family_finding_request", ("C0057", 5), PRIYA, [("manager_acknowledge", PRIYA, JOAN)], {PRIYA}),
    ("family_finding_meeting", ("C1235", 6), FINDERS, [("manager_authorise", DEE, SAM)], {DEE, SAM}),
    ("information_sharing_meeting", ("C1231", 2), PRIYA, [("manager_authorise", PRIYA, JOAN)], {PRIYA, JOAN, MORAG}),
    ("panel_and_matching_decision", ("C0065", 3), QAAG, [("refer_to_adm", LENA, RUTH)], {RUTH}),
    ("permanence_placement", ("C1122", 2), PRIYA, [], {PRIYA}),
]
WORKER = {"qaag_worker": LENA, "social_worker": PRIYA, "family_finder": DEE}
NEXT: dict[str, tuple[str, WorkerFacts | PassedTo | None, dict[str, str]]] = {
    "permanency_planning": ("n1_adm_decision", QAAG, {}),
    "adm_permanence_decision": ("n3_adm_agrees", PRIYA, {}),
    "family_finding_request": ("n5_family_finding_meeting", FINDERS, {}),
    "family_finding_meeting": ("n5_family_finding_meeting", FINDERS, {"purpose": "family_finding_meeting"}),
    "information_sharing_meeting": ("n7_panel_and_matching", QAAG, {}),
    "panel_and_matching_decision": ("n10_match_agreed", PRIYA, {"reason": "cs_long_term_fostering_agreed"}),
    "permanence_placement": ("n13_child_placed", None, {}),
}


def begun(key: str) -> StepFacts:
    """Return the step complete, with its next action, and no request sent."""
    its_worker = WORKER[process().step(key).worked_by[0]]
    facts = step(key, its_worker, others=(AGREED,), anchors={"family_finding_started": date(2027, 1, 13)})
    if key == "information_sharing_meeting":
        facts = shared(facts)
    action, whom, also = NEXT[key]
    by = JOAN if key == "permanency_planning" else its_worker
    return adding(facts, action, by, whom, **also)


def shared(facts: StepFacts) -> StepFacts:
    answers = {key: dict(section) for key, section in facts.answers.items()}
    section = answers["information_sharing_meeting"]
    section["shared"] = {row: {"shared": "in_writing"} for row in section["shared"]}
    return replace(facts, answers=answers)


@pytest.mark.parametrize(("key", "form", "starts_with", "gating", "finishers"), A9, ids=[row[0] for row in A9])
def test_the_matrix(
    key: str,
    form: tuple[str, int],
    starts_with: WorkerFacts | PassedTo,
    gating: list[Gate],
    finishers: set[WorkerFacts],
) -> None:
    its_step = process().step(key)
    its_form = process().form(its_step.form)
    assert (its_form.code, len(its_form.sections)) == form
    assert its_step.passed_to.inbox == (starts_with.inbox_key if isinstance(starts_with, PassedTo) else None)
    assert [one.key for one in its_step.requests if one.must_be_sent and not one.only_with] == [
        one[0] for one in gating
    ]
    facts = begun(key)
    for request, sender, whom in gating:
        assert any(finishing(facts, who) for who in finishers), f"{request} gates nothing"
        facts = done(facts, request, sender, whom, completed_by=LENA if whom is QAAG else None)
    assert {who.name for who in EVERYBODY if finishing(facts, who) == []} == {who.name for who in finishers}


@pytest.mark.parametrize("row", [row for row in A9 if row[3]], ids=lambda row: str(row[0]))
def test_a_gate_is_shut_until_it_is_answered(
    row: tuple[str, object, object, list[Gate], set[WorkerFacts]],
) -> None:
    """R84, R85, Q26: an authorisation must be completed, a notification sent; declined or voided it stays shut."""
    facts, gating = begun(row[0]), row[3]
    for request, sender, whom in gating[:-1]:
        facts = done(facts, request, sender, whom)
    request, sender, whom = gating[-1]
    notification = process().step(row[0]).request(request).kind == "notification"
    who = next(iter(row[4]))
    opens = {
        "sent": notification,
        "completed": True,
        "declined": False,
        "withdrawn": False,
        "voided": False,
        "waived": False,
    }
    for state, is_open in opens.items():
        stood = sent(facts, request, sender, whom, state=state, completed_by=JOAN)  # type: ignore[arg-type]
        assert (finishing(stood, who) == []) is is_open, state


def test_what_had_to_be_sent_before_the_finish_is_not_taken_back_after_it() -> None:
    """R84, R111, Q26: the manager may read it after the finish; an optional request is withdrawn at any time."""
    acknowledge = '"Required CS Manager: Please Review and Acknowledge Request"'
    stays = f"{acknowledge} had to be sent before this workstep was finished, so it stays."
    asked = sent(begun("family_finding_request"), "manager_acknowledge", PRIYA, JOAN)
    report = sent(begun("permanency_planning"), "please_action", PRIYA, JOAN)
    for facts, key, after in ((asked, "manager_acknowledge", [stays]), (report, "please_action", [])):
        its_id = request_id(key, 0)
        assert said(reasons_against_withdrawing(facts, actor(PRIYA), its_id)) == []
        finished = replace(facts, state="finished")
        assert said(reasons_against_withdrawing(finished, actor(PRIYA), its_id)) == after


def test_an_edit_after_the_authorisation_shuts_its_gate() -> None:
    facts = done(begun("family_finding_meeting"), "manager_authorise", DEE, SAM)
    assert finishing(facts, SAM) == []
    edited = replace(facts, covered_hashes={"manager_authorise": "another"})
    request = '"Required CS Manager: Please review and authorise"'
    assert finishing(edited, SAM) == [
        f"What Sam Orr authorised was changed afterwards, so {request} no longer stands. Send it again."
    ]


@pytest.mark.parametrize(
    ("key", "senders"),
    [
        ("manager_authorise", {PRIYA}),
        ("qaag_quality", {JOAN, MORAG}),
        ("allocate_parallel", {PRIYA, JOAN, MORAG, LENA, OMAR}),
        ("please_action", {PRIYA, JOAN, MORAG, LENA, OMAR}),
        ("panel_date", {PRIYA, JOAN, MORAG, LENA, OMAR}),
    ],
)
def test_who_sends_what_in_step_1(key: str, senders: set[WorkerFacts]) -> None:
    """R93 to R97 and A8: the social worker does not send request 2; the manager does not send request 1."""
    facts = begun("permanency_planning")
    if key == "qaag_quality":
        facts = done(facts, "manager_authorise", PRIYA, JOAN)
    request = facts.step.request(key)
    whom = QAAG if request.to.inbox else next(one for one in EVERYBODY if one.roles & set(request.to.roles))
    may = {
        who.name
        for who in EVERYBODY
        if who is not whom and not said(reasons_against_sending(facts, actor(who), key, to(whom)))
    }
    assert may == {who.name for who in senders if who is not whom}


def test_only_whoever_was_asked_completes() -> None:
    """R95, R99, R173: the person asked; for an inbox, any of its members; never the sender."""
    facts = sent(begun("permanency_planning"), "manager_authorise", PRIYA, JOAN)
    may = [
        who.name
        for who in EVERYBODY
        if not said(reasons_against_completing(facts, actor(who), request_id("manager_authorise", 0)))
    ]
    assert may == ["Joan Ellery"]
    facts = sent(done(begun("permanency_planning"), "manager_authorise", PRIYA, JOAN), "qaag_quality", JOAN, QAAG)
    may = [
        who.name
        for who in EVERYBODY
        if not said(reasons_against_completing(facts, actor(who), request_id("qaag_quality", 1)))
    ]
    assert may == ["Lena Voss", "Omar Reyes"]


def test_a_deputy_answers_for_a_manager_and_never_for_a_decision_maker() -> None:
    """B5.5: none may delegate the decision. R173: nor does a deputy answer what the one they act for has sent."""
    facts = sent(begun("family_finding_meeting"), "manager_authorise", DEE, SAM)
    asked = request_id("manager_authorise", 0)
    assert said(reasons_against_completing(facts, actor(KIT, acting_for=SAM), asked)) == []
    assert said(reasons_against_completing(facts, actor(SAM, acting_for=DEE), asked)) == [
        "You sent this request, so someone else completes it."
    ]
    referred = sent(begun("adm_permanence_decision"), "refer_to_adm", LENA, RUTH)
    assert "Only an Agency Decision Maker completes this request." in said(
        reasons_against_completing(referred, actor(MORAG, acting_for=RUTH), request_id("refer_to_adm", 0))
    )


@pytest.mark.parametrize(
    ("key", "section", "writers"),
    [
        ("permanency_planning", "childs_details", {PRIYA}),
        ("adm_permanence_decision", "panel_information", {LENA}),
        ("adm_permanence_decision", "agency_decision_maker", {RUTH}),
        ("panel_and_matching_decision", "agency_decision_maker", {RUTH}),
        ("family_finding_meeting", "family_finding_plan", {DEE}),
        ("information_sharing_meeting", "information_sharing_meeting", {PRIYA, GRETA}),
        ("permanence_placement", "permanence_placement_record", {PRIYA}),
    ],
)
def test_who_writes_which_section(key: str, section: str, writers: set[WorkerFacts]) -> None:
    """A8: QAAG never writes the decision-maker's section, the decision-maker never section 1."""
    facts = begun(key)
    if key in {"adm_permanence_decision", "panel_and_matching_decision"}:
        facts = sent(facts, "refer_to_adm", LENA, RUTH)
    may = {who.name for who in EVERYBODY if not said(reasons_against_writing(facts, actor(who), section))}
    assert may == {who.name for who in writers}


def test_the_decision_maker_writes_only_once_referred_to() -> None:
    facts = begun("adm_permanence_decision")
    assert said(reasons_against_writing(facts, actor(RUTH), "agency_decision_maker")) == [
        "This has not been referred to you. It is with Lena Voss."
    ]


def test_what_is_told_afterwards_is_written_after_the_finish() -> None:
    facts = replace(
        done(begun("adm_permanence_decision"), "refer_to_adm", LENA, RUTH), state="finished", finished_by=RUTH
    )
    assert said(reasons_against_writing(facts, actor(RUTH), "agency_decision_maker")) == []
    assert said(reasons_against_writing(facts, actor(LENA), "panel_information")) == [
        "Ruth Calloway finished this workstep. Your text is kept as a draft."
    ]
