"""Separation of duties: what somebody has done x what they would do next (R173, A8, R97, Q18, B5.5).

Forbidden pairs are refused with their sentence, also for one person with both roles, and for a deputy; whatever
domain.md allows is allowed (Q14, R97, R98, R106 to R108, R112).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from permanence.kernel.actors import Actor, Held
from permanence.kernel.facts import PassedTo, StepFacts, WorkerFacts
from permanence.kernel.next_actions import reasons_against_adding
from permanence.kernel.requests import (
    reasons_against_completing,
    reasons_against_declining,
    reasons_against_sending,
    reasons_against_withdrawing,
)
from permanence.kernel.separation import APART, conflicts_of
from permanence.kernel.worksteps import reasons_against_finishing, reasons_against_writing
from tests.kernel.facts_builder import adding, done, request_id, said, sent, standing, step
from tests.kernel.people import DEE, JOAN, KIT, LENA, MORAG, OMAR, PRIYA, QAAG, RUTH, SAM, actor, to

NINTH = date(2026, 12, 9)
MANAGES = ("social_worker", "team_manager")
"""Somebody who holds the worker's role and the manager's."""


def both(who: WorkerFacts, *roles: str) -> WorkerFacts:
    return replace(who, roles=who.roles | set(roles))


def as_both(
    who: WorkerFacts, *roles: str, acting_for: WorkerFacts | None = None, inbox: PassedTo | None = None
) -> Actor:
    made = actor(who, acting_for=acting_for)
    more = tuple(Held(role=role) for role in roles)
    inboxes = {**made.inboxes, **({inbox.inbox_id: inbox.inbox_name} if inbox and inbox.inbox_id else {})}
    return replace(made, held=(*made.held, *more), inboxes=inboxes)


def report(**also: object) -> StepFacts:
    return replace(step("permanency_planning", PRIYA, today=NINTH), **also)  # type: ignore[arg-type]


def written_by(facts: StepFacts, *who: WorkerFacts, sections: tuple[str, ...] = ("health",)) -> StepFacts:
    ids: frozenset[UUID] = frozenset(one.id for one in who)
    return replace(facts, saved_by=dict.fromkeys(sections, ids))


def completing(facts: StepFacts, key: str, who: Actor) -> list[str]:
    number = next(n for n, each in enumerate(facts.requests) if each.key == key and each.state == "sent")
    return said(reasons_against_completing(facts, who, request_id(key, number)))


BEFORE = "Required CS Manager: Please review and authorise prior to QAAG"
CONFIRMED = f'You completed "{BEFORE}", so someone else completes this one.'
AUTHORISES = sent(report(), "manager_authorise", PRIYA, MORAG)
TO_QAAG = sent(done(report(), "manager_authorise", PRIYA, JOAN), "qaag_quality", JOAN, QAAG)


def test_who_sent_it_neither_completes_nor_declines_it() -> None:
    """R173; words 11."""
    own = sent(report(), "manager_authorise", MORAG, MORAG)
    me = as_both(MORAG, *MANAGES)
    assert completing(own, "manager_authorise", me) == ["You sent this request, so someone else completes it."]
    asked = request_id("manager_authorise", 0)
    assert "You sent this request, so someone else declines it." in said(
        reasons_against_declining(own, me, asked, "Thin.")
    )
    assert said(reasons_against_withdrawing(own, me, asked)) == [], "whoever sent it withdraws it"


def test_who_wrote_it_does_not_authorise_it_whoever_sent_it() -> None:
    """A8: a social worker does not authorise their own work, nor a family finder their own plan."""
    facts = written_by(AUTHORISES, MORAG)
    assert completing(AUTHORISES, "manager_authorise", actor(MORAG)) == []
    assert completing(facts, "manager_authorise", actor(MORAG)) == [
        "You wrote section 7 of this form, so someone else authorises it."
    ]
    several = written_by(AUTHORISES, MORAG, sections=("health", "education", "identity"))
    assert completing(several, "manager_authorise", actor(MORAG)) == [
        "You wrote 3 sections of this form, so someone else authorises it."
    ]
    plan = sent(step("family_finding_meeting", DEE), "manager_authorise", DEE, SAM)
    assert completing(written_by(plan, SAM, sections=("family_finding_plan",)), "manager_authorise", actor(SAM)) == [
        "You wrote section 5 of this form, so someone else authorises it."
    ]


def test_who_wrote_only_what_it_does_not_cover_authorises_it() -> None:
    """R98: the manager writes the next actions; R107: the decision-maker writes section 2 and completes the request."""
    assert (
        completing(written_by(AUTHORISES, MORAG, sections=("next_actions",)), "manager_authorise", actor(MORAG)) == []
    )
    decision = sent(step("adm_permanence_decision", LENA), "refer_to_adm", LENA, RUTH)
    own = written_by(decision, RUTH, sections=("agency_decision_maker",))
    assert completing(own, "refer_to_adm", actor(RUTH)) == []


def test_whose_work_it_is_does_not_authorise_it() -> None:
    facts = replace(AUTHORISES, assigned_worker=both(MORAG, *MANAGES))
    assert completing(facts, "manager_authorise", as_both(MORAG, *MANAGES)) == [
        "This workstep is with you, so someone else authorises it."
    ]


def test_who_authorised_it_does_not_confirm_its_quality() -> None:
    """A8: PS/TM may not confirm QAAG quality; here one person is both, and another manager sent request 2."""
    facts = sent(done(report(), "manager_authorise", PRIYA, JOAN), "qaag_quality", MORAG, QAAG)
    assert completing(facts, "qaag_quality", as_both(JOAN, "qaag_worker", inbox=QAAG)) == [CONFIRMED]
    assert completing(facts, "qaag_quality", actor(LENA)) == []


def test_who_wrote_it_does_not_send_it_on() -> None:
    """R97: PS/TM, not the social worker, sends request 2."""
    facts = done(report(), "manager_authorise", PRIYA, JOAN)
    me = as_both(PRIYA, "team_manager")
    assert said(reasons_against_sending(written_by(facts, PRIYA), me, "qaag_quality", QAAG)) == [
        "You wrote section 7 of this form, so a manager who did not write it sends it on.",
        "This workstep is with you, so a manager who does not have it sends it on.",
    ]
    assert said(reasons_against_sending(facts, actor(JOAN), "qaag_quality", QAAG)) == [], (
        "who authorised it sends it on"
    )


def test_it_is_not_sent_to_whoever_wrote_it() -> None:
    facts = written_by(report(), JOAN)
    assert said(reasons_against_sending(facts, actor(PRIYA), "manager_authorise", to(JOAN))) == [
        "Joan Ellery wrote section 7 of this form, so someone else authorises it."
    ]
    assert said(reasons_against_sending(facts, actor(PRIYA), "manager_authorise", to(MORAG))) == []


def test_who_chose_no_longer_required_does_not_authorise_it() -> None:
    """Q18; here one manager chooses, and may neither be asked nor answer."""
    chosen = adding(report(), "n2_no_longer_required", JOAN, reason_text="Home.")
    key = "no_longer_required_authorise"
    says = "Joan Ellery chose SC Permanency Planning No Longer Required (NFA), so another manager authorises it."
    assert says in said(reasons_against_sending(chosen, actor(PRIYA), key, to(JOAN)))
    assert says in completing(sent(chosen, key, PRIYA, JOAN), key, actor(JOAN))
    assert completing(sent(chosen, key, PRIYA, MORAG), key, actor(MORAG)) == []


DECISIONS: list[tuple[Callable[[StepFacts], StepFacts], WorkerFacts, list[str]]] = [
    (lambda facts: facts, RUTH, []),
    (
        lambda facts: _with_report(facts, written=LENA),
        LENA,
        ["Lena Voss wrote in the report that this decision rests on."],
    ),
    (
        lambda facts: _with_report(facts, by=OMAR),
        OMAR,
        ["Omar Reyes authorised the report that this decision rests on."],
    ),
    (lambda facts: facts, JOAN, ["Joan Ellery is Maya's Team Manager."]),
    (lambda facts: facts, PRIYA, ["Priya Nair is Maya's Social Worker."]),
    (lambda facts: _agreed_before(facts, RUTH), RUTH, []),
]


def _with_report(facts: StepFacts, *, written: WorkerFacts = PRIYA, by: WorkerFacts = JOAN) -> StepFacts:
    report = standing(
        "permanency_planning",
        finished_on=NINTH,
        written_by=frozenset({written.id}),
        authorised_by=frozenset({by.id}),
    )
    return replace(facts, pathway=replace(facts.pathway, steps=(*facts.pathway.steps, report)))


def _agreed_before(facts: StepFacts, by: WorkerFacts) -> StepFacts:
    plan = standing(
        "adm_permanence_decision",
        finished_on=NINTH,
        written_by=frozenset({by.id}),
        authorised_by=frozenset({by.id}),
    )
    return replace(facts, pathway=replace(facts.pathway, steps=(*facts.pathway.steps, plan)))


@pytest.mark.parametrize(("history", "who", "says"), DECISIONS)
def test_who_decides(history: Callable[[StepFacts], StepFacts], who: WorkerFacts, says: list[str]) -> None:
    """B5.5; whoever agreed the plan may decide the match."""
    facts = history(step("panel_and_matching_decision", LENA, empty=True))
    assert [*conflicts_of(facts, who)] == says


def test_a_deputy_is_two_people() -> None:
    """What the deputy did counts, and what the one they act for did; what was done in somebody's name is theirs."""
    own = sent(report(), "manager_authorise", PRIYA, MORAG)
    wrote = written_by(own, JOAN)
    assert completing(wrote, "manager_authorise", actor(JOAN, acting_for=MORAG)) == [
        "You wrote section 7 of this form, so someone else authorises it."
    ]
    assert completing(written_by(own, MORAG), "manager_authorise", actor(JOAN, acting_for=MORAG)) == [
        "You wrote section 7 of this form, so someone else authorises it."
    ]
    assert completing(own, "manager_authorise", actor(JOAN, acting_for=MORAG)) == []
    (asked,) = own.requests
    in_her_name = replace(own, requests=(replace(asked, sent_by=KIT, sent_for=MORAG.id),))
    assert completing(in_her_name, "manager_authorise", actor(MORAG)) == [
        "You sent this request, so someone else completes it."
    ]
    first, second = TO_QAAG.requests
    deputised = replace(TO_QAAG, requests=(replace(first, completed_by=KIT, completed_for=LENA.id), second))
    assert completing(deputised, "qaag_quality", actor(OMAR)) == []
    assert completing(deputised, "qaag_quality", actor(LENA)) == [CONFIRMED]


def test_what_the_guide_allows_is_allowed() -> None:
    """An author sends and finishes, a manager who authorised adds the next action and finishes, QAAG refers."""
    assert said(reasons_against_sending(written_by(report(), PRIYA), actor(PRIYA), "manager_authorise", to(JOAN))) == []
    after = done(report(), "manager_authorise", PRIYA, JOAN)
    assert said(reasons_against_adding(after, actor(JOAN), "n1_adm_decision", QAAG)) == []
    meeting = step("information_sharing_meeting", PRIYA)
    told = done(written_by(meeting, PRIYA, sections=("information_sharing_meeting",)), "manager_authorise", PRIYA, JOAN)
    told = adding(told, "n7_panel_and_matching", PRIYA, QAAG)
    for who in (PRIYA, JOAN):
        roles = [reason for reason in reasons_against_finishing(told, actor(who)) if reason.status == 403]
        assert roles == [], "Q14: manager or worker, once authorised"
    decision = written_by(step("adm_permanence_decision", LENA), LENA, sections=("panel_information",))
    decision = adding(decision, "n3_adm_agrees", LENA, PRIYA)
    assert said(reasons_against_sending(decision, actor(LENA), "refer_to_adm", to(RUTH))) == []
    assert said(reasons_against_writing(decision, actor(LENA), "panel_information")) == []


def test_every_row_says_where_it_comes_from_and_no_pair_stands_twice() -> None:
    assert all(row.source and row.says.endswith(".") for row in APART)
    assert len({(row.done, row.does) for row in APART}) == len(APART)
