"""What a form need not ask, with where it comes from (architecture.md 3, point 10; R113, R176, Q16)."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from permanence.records.children import LegalStatus, Placement
from permanence.records.people import RoleHeld
from permanence.records.prefill import AVAILABLE
from permanence.records.requests import NextAction
from permanence.records.worksteps import Workstep
from tests.records.case import FINISHED, PROCESS, REPORT, Case, prefilled_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return Case()


def test_a_report_starts_with_what_the_record_says(case: Case) -> None:
    found = prefilled_for(case.started("permanency_planning", case.priya))
    shown = {source: copied.shown for source, copied in found.sources.items()}
    expected = {
        "person.full_name": "Maya Thornbury",
        "person.date_of_birth": "9 March 2018",
        "person.sex": "Female",
        "legal.status_now": "Full care order",
        "legal.since": "1 September 2026",
        "care.looked_after_since": "3 March 2026",
        "placement.carers": "Asha and Tom Bright",
        "placement.since": "3 March 2026",
    }
    assert {source: shown[source] for source in expected} == expected
    assert "not long term" in shown["placement.living_now"]
    assert "Priya Nair" in shown["workers.team_around"]
    assert "Joan Ellery" in shown["workers.team_around"]
    assert "20 June 2026" in shown["review.agreed_plan"]
    assert "Single period of accommodation" in shown["legal.history"]
    assert found.sources["legal.status_now"].on == date(2026, 9, 1)
    assert found.sources["legal.status_now"].where_from == "From the child's record"


def test_what_the_record_does_not_say_is_asked(case: Case) -> None:
    Placement.objects.all().delete()
    found = prefilled_for(case.started("permanency_planning", case.priya))
    assert not {source for source in found.sources if source.startswith("placement.")}
    assert not {source.partition(".")[0] for source in found.sources} & {"court", "health", "education"}


def test_the_childs_own_team_manager_comes_before_the_teams_and_stays_when_they_move(case: Case) -> None:
    """A form that had its team manager from the record does not ask for one because somebody moved (R176)."""
    request = case.started("family_finding_request", case.priya)
    assert prefilled_for(request).sources["workers.team_manager"].value == str(case.joan.id)
    ravi = case.world.worker("Ravi Menon", "team_manager", team=case.world.other_team)
    case.world.allocate(case.child, ravi, "team_manager")
    RoleHeld.objects.filter(worker=case.joan).delete()
    assert prefilled_for(request).sources["workers.team_manager"].value == str(ravi.id)


def test_a_referral_takes_from_the_report_and_the_decision_with_where_it_comes_from(case: Case) -> None:
    case.finished("permanency_planning", case.priya, REPORT)
    case.finished(
        "adm_permanence_decision",
        case.ruth,
        {"agency_decision_maker": {"decision": "agree_the_plan", "decision_date": "2027-01-07"}},
    )
    found = prefilled_for(case.started("family_finding_request", case.priya))
    plan = found.sources["form.c0054.plan.best_option"]
    assert (plan.value, plan.on) == ("long_term_fostering", date(2027, 1, 8))
    assert plan.where_from.endswith("finished on 8 January 2027 by Priya Nair")
    assert found.sources["form.c0051.decision_date"].shown == "7 January 2027"
    assert found.sources["decision.decided_by"].value == str(case.ruth.id)
    assert found.sources["decision.decided_by"].shown == "Ruth Calloway"
    assert "Her aunt Ines would be asked again." in found.sources["form.c0054.fallback"].value
    assert found.sources["workers.social_worker"].shown == "Priya Nair"


def test_the_reason_said_with_a_next_action_is_not_asked_again(case: Case) -> None:
    """R101, Q18: why planning is no longer required is written once, and stands in section 18."""
    report = case.started("permanency_planning", case.priya)
    source = "next_action.n2_no_longer_required"
    assert source not in prefilled_for(report).sources
    given = {"step": report, "title": "No longer required", "added_by": case.priya, "added_at": FINISHED}
    kept = {"key": "n2_no_longer_required", "reason_text": "The court discharged the order."}
    NextAction.objects.create(authority_id=report.authority_id, **kept, **given)
    copied = prefilled_for(report).sources[source]
    assert (copied.value, copied.on) == ("The court discharged the order.", date(2027, 1, 8))
    assert copied.where_from == "Said by Priya Nair when No longer required was added"
    NextAction.objects.update(removed_at=FINISHED)
    assert source not in prefilled_for(report).sources


def test_the_newest_finished_form_is_taken(case: Case) -> None:
    case.finished("permanency_planning", case.priya, REPORT)
    newer = {"proposed_plan": {"plan.best_option": "kinship"}}
    later = {"finished_at": FINISHED + timedelta(days=1), "closed_at": FINISHED + timedelta(days=1)}
    case.finished("permanency_planning", case.joan, newer, **later)
    found = prefilled_for(case.started("family_finding_request", case.priya))
    assert found.sources["form.c0054.plan.best_option"].value == "kinship"


def test_a_review_that_names_no_family_leaves_the_match_of_an_earlier_meeting(case: Case) -> None:
    """Q13: the three-month review may be finished after the meeting that found the match; it did not ask which."""
    household = str(case.joan.person_id)
    matched = {"family_finding_plan": {"match_found": "yes", "matched_household": household}}
    case.finished("family_finding_meeting", case.finder, matched)
    later = {"finished_at": FINISHED + timedelta(days=1), "closed_at": FINISHED + timedelta(days=1)}
    case.finished("family_finding_meeting", case.finder, {"family_finding_plan": {"match_found": "no"}}, **later)
    meeting = case.started("information_sharing_meeting", case.priya)
    assert prefilled_for(meeting).sources["form.c1235.matched_household"].value == household
    unsaid = {"finished_at": FINISHED + timedelta(days=2), "closed_at": FINISHED + timedelta(days=2)}
    case.finished("family_finding_meeting", case.finder, {"family_finding_plan": {"match_found": "yes"}}, **unsaid)
    assert "form.c1235.matched_household" not in prefilled_for(meeting).sources, "asked, and not answered"


REFERRAL = {
    "the_child_and_the_decision": {"why_referred": "She needs a family near her school."},
    "who_the_child_is": {"profile": "Maya laughs easily."},
    "contact_and_support": {},
}


def test_the_search_shows_the_referral_read_only_and_from_whom(case: Case) -> None:
    """R113: sections 1 to 4 of C1235 are the whole of C0057."""
    copied = {"legal.status_now": {"value": "C2", "shown": "Full care order", "where_from": "x", "on": None}}
    case.finished("family_finding_request", case.priya, REFERRAL, head={"copied": copied})
    sections = prefilled_for(case.started("family_finding_meeting", case.finder)).sections
    assert list(sections) == [
        "the_child_and_the_decision",
        "who_the_child_is",
        "what_the_child_needs",
        "contact_and_support",
    ]
    first = sections["the_child_and_the_decision"]
    assert first.where_from == "From Request finished on 8 January 2027 by Priya Nair"
    assert first.answers["why_referred"] == "She needs a family near her school."
    assert first.answers["legal_status"] == "C2"
    assert "why_referred" in {question.key for question in first.section.questions}
    assert sections["what_the_child_needs"].answers == {}


def test_the_next_meeting_stands_beside_the_last_plan(case: Case) -> None:
    """Q16: the previous plan is shown beside the new one."""
    row = {"id": str(uuid4()), "what": "Ask the agencies in the north", "due": "2027-02-01", "other": "dropped"}
    case.finished("family_finding_meeting", case.finder, {"family_finding_plan": {"plan_actions": [row]}})
    found = prefilled_for(case.started("family_finding_meeting", case.finder))
    previous = found.sources["previous.plan_actions"]
    assert previous.value == [{key: row[key] for key in ("id", "what", "due")}]
    assert previous.where_from.endswith("finished on 8 January 2027 by Lena Voss")


def test_what_a_workstep_was_passed_on_with_is_taken(case: Case) -> None:
    more = {"passed_reason": "Carer withdrew", "passed_by": case.joan, "purpose": "3_month_review"}
    update = prefilled_for(case.started("update_permanence_plan", case.finder, **more))
    assert update.sources["step.passed_reason"].value == "carer_withdrew"
    assert update.sources["step.passed_reason"].where_from == "Said when this workstep was passed on by Joan Ellery"
    assert prefilled_for(case.started("family_finding_meeting", case.finder, **more)).sources["step.purpose"].shown


def test_what_was_copied_is_frozen_with_the_finish(case: Case) -> None:
    """R176: a finished form keeps who the child and the workers were then."""
    step = case.started("permanency_planning", case.priya)
    Workstep.objects.filter(id=step.id).update(head={"copied": prefilled_for(step).to_plain()})
    LegalStatus.objects.filter(to_on=None).update(to_on=date(2026, 12, 1))
    step.refresh_from_db()
    frozen = prefilled_for(step)
    assert frozen.sources["legal.status_now"].shown == "Full care order"
    assert frozen.sources["legal.status_now"].on == date(2026, 9, 1)


def test_every_source_kept_is_one_that_a_form_names() -> None:
    named = {q.copied or q.prefilled for form in PROCESS.forms for _, q in form.questions()}
    assert AVAILABLE - named == set()


def test_a_referral_chooses_from_the_childs_own_brothers_and_sisters_by_name(case: Case) -> None:
    siblings = [{"id": "r1", "person": str(case.priya.person_id)}, {"id": "r2", "relation": "half_brother"}]
    report: dict[str, dict[str, Any]] = {**REPORT, "brothers_and_sisters": {"siblings": siblings}}
    case.finished("permanency_planning", case.priya, report)
    found = prefilled_for(case.started("family_finding_request", case.priya))
    assert found.sources["form.c0054.siblings"].value == siblings
    assert (found.names["r1"], found.names["r2"]) == ("Priya Nair", "half_brother")
