"""What rules see of a workstep, and what its form need not ask (architecture.md 3, points 10 and 13; R113, R176)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from permanence.kernel.actors import Actor
from permanence.kernel.canonical import digest, to_plain
from permanence.kernel.covering import covered_sections
from permanence.kernel.definitions import Process
from permanence.kernel.reasons import Hidden
from permanence.outside.definitions import PROCESSES, load_process
from permanence.records import catalogue
from permanence.records.child_facts import child_facts
from permanence.records.children import CarePeriod, Child, LegalStatus, Placement, Review
from permanence.records.definitions import ProcessVersion
from permanence.records.people import Leave, Worker
from permanence.records.prefill import AVAILABLE, Prefilled, prefilled
from permanence.records.requests import NextAction
from permanence.records.step_facts import step_facts
from permanence.records.worker_facts import worker_facts
from permanence.records.worksteps import Workstep
from tests.records.world import NOW, TODAY, World

pytestmark = pytest.mark.django_db

PROCESS = load_process(PROCESSES / "long_term_fostering")
FINISHED = datetime(2027, 1, 8, 15, 0, tzinfo=UTC)
LOOKED_AFTER = date(2026, 3, 3)


class Case:
    """Maya, whose plan was agreed and whose family is being sought."""

    def __init__(self) -> None:
        self.world = World()
        self.version = publish(self.world, PROCESS, number=1)
        self.priya = self.world.worker("Priya Nair", "social_worker", team=self.world.team)
        self.joan = self.world.worker("Joan Ellery", "team_manager", team=self.world.team)
        self.ruth = self.world.worker("Ruth Calloway", "agency_decision_maker", everywhere=True)
        self.finder = self.world.worker("Lena Voss", "family_finder", team=self.world.other_team)
        self.child = self.world.child()
        self.world.allocate(self.child, self.priya)
        self.record()

    def record(self) -> None:
        begun = {"authority": self.world.authority, "child": self.child, "from_on": LOOKED_AFTER}
        CarePeriod.objects.create(**begun, category_of_need="N1")
        LegalStatus.objects.create(**begun, code="V2", to_on=date(2026, 9, 1))
        LegalStatus.objects.create(**{**begun, "from_on": date(2026, 9, 1)}, code="C2")
        Placement.objects.create(**begun, code="U6", provider="PR1", carers="Asha and Tom Bright")
        for held_on, agreed in ((date(2026, 3, 25), False), (date(2026, 6, 20), True)):
            Review.objects.create(
                authority=self.world.authority,
                child=self.child,
                kind="first",
                held_on=held_on,
                iro=self.ruth,
                permanence_agreed=agreed,
            )

    def finished(self, step_type: str, by: Worker, answers: dict[str, dict[str, Any]], **more: Any) -> Workstep:
        done = {"state": "finished", "finished_at": FINISHED, "finished_by": by, "closed_at": FINISHED}
        step = self.world.step(
            self.child,
            step_type=step_type,
            title=PROCESS.step(step_type).title,
            process_version=self.version,
            started_at=NOW,
            **{**done, **more},
        )
        write(step, answers, by)
        return step

    def started(self, step_type: str, by: Worker, **more: Any) -> Workstep:
        begun = {"state": "started", "started_at": NOW, "started_by": by, "assigned_worker": by}
        title = PROCESS.step(step_type).title
        return self.world.step(
            self.child, step_type=step_type, title=title, process_version=self.version, **{**begun, **more}
        )


def publish(world: World, process: Process, *, number: int) -> ProcessVersion:
    plain = to_plain(process)
    return ProcessVersion.objects.create(
        authority=world.authority,
        process_key=process.key,
        number=number,
        version=process.version,
        digest=digest(plain),
        definition=plain,
        published_at=NOW,
    )


def write(step: Workstep, answers: dict[str, dict[str, Any]], by: Worker) -> None:
    for number, (section, given) in enumerate(answers.items(), start=step.revisions.count() + 1):
        saved = {"authority_id": step.authority_id, "section": section, "answers": given}
        step.sections.create(**saved, saved_at=NOW, saved_by=by)
        step.revisions.create(**saved, number=number, section_version=1, saved_at=NOW, saved_by=by)


def prefilled_for(step: Workstep, *, process: Process = PROCESS) -> Prefilled:
    child = child_facts([step.child_id], TODAY)[step.child_id]
    form = process.form(process.step(step.step_type).form)
    return prefilled(step, process=process, form=form, child=child, answers={}, today=TODAY)


@pytest.fixture
def case() -> Case:
    return Case()


@pytest.fixture
def actor(case: Case) -> Actor:
    return case.world.actor(case.priya)


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


REPORT = {
    "proposed_plan": {
        "plan.best_option": "long_term_fostering",
        "fallback.achievable": "yes",
        "fallback.parallel_needed": "no",
        "fallback.contingency_needed": "yes",
        "fallback.contingency_plan": "Her aunt Ines would be asked again.",
    },
    "identity": {"ethnicity": "WBRI", "religion": "None"},
}


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


def test_the_newest_finished_form_is_taken(case: Case) -> None:
    case.finished("permanency_planning", case.priya, REPORT)
    newer = {"proposed_plan": {"plan.best_option": "kinship"}}
    later = {"finished_at": FINISHED + timedelta(days=1), "closed_at": FINISHED + timedelta(days=1)}
    case.finished("permanency_planning", case.joan, newer, **later)
    found = prefilled_for(case.started("family_finding_request", case.priya))
    assert found.sources["form.c0054.plan.best_option"].value == "kinship"


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


def test_facts_hold_all_that_stands_on_the_step(case: Case, actor: Actor) -> None:
    first = case.finished("permanency_planning", case.priya, REPORT)
    step = case.started("family_finding_request", case.priya, passed_over={"rule_x": "Agreed with Joan"})
    write(step, {"the_child_and_the_decision": {"decided_on": "2026-07-01"}}, case.priya)
    request = case.world.request(step, sent_by=case.priya, to_worker=case.joan)
    added = {"authority": case.world.authority, "step": step, "added_by": case.priya, "added_at": NOW}
    NextAction.objects.create(**added, key="n5_family_finding_meeting", title="N5", to_inbox=case.world.inbox)
    NextAction.objects.create(**added, key="gone", title="Gone", to_worker=case.joan, state="removed")
    facts = step_facts(step.id, actor=actor, at=NOW)
    assert (facts.form.key, facts.state, facts.today) == ("c0057", "started", TODAY)
    assert facts.answers == {"the_child_and_the_decision": {"decided_on": "2026-07-01"}}
    assert [(each.id, each.to_name) for each in facts.requests] == [(request.id, "Joan Ellery")]
    assert [(each.key, each.to_inbox_key) for each in facts.proposals] == [("n5_family_finding_meeting", "cs_qaag")]
    assert facts.passed_over == {"rule_x": "Agreed with Joan"}
    assert facts.assigned_worker is not None
    assert facts.assigned_worker.roles == {"social_worker"}
    assert [each.id for each in facts.pathway.steps] == [first.id, step.id]
    assert facts.pathway.steps[0].written_by == {case.priya.id}
    assert facts.pathway.steps[0].finished_on == date(2027, 1, 8)
    assert facts.inboxes["cs_qaag"].inbox_name == "CS QAAG – Inbox"
    assert [each.name for each in facts.holders["team_manager"]] == ["Joan Ellery"]
    assert facts.copied["person.full_name"] == "Maya Thornbury"


def test_the_child_is_as_today(case: Case, actor: Actor) -> None:
    iro = case.world.worker("Ines Okoro")
    case.world.allocate(case.child, iro, "independent_reviewing_officer", to_on=date(2026, 8, 1))
    step = case.started("information_sharing_meeting", case.priya)
    write(step, {"information_sharing_meeting": {"ratified_on": "2026-06-20", "next_on": "2027-03-01"}}, case.priya)
    review = Review.objects.get(held_on=date(2026, 6, 20))
    Review.objects.filter(id=review.id).update(step=step)
    child = step_facts(step.id, actor=actor, at=NOW).child
    assert (child.known_as, child.legal_status, child.looked_after_from) == ("Maya", "C2", LOOKED_AFTER)
    assert {role: worker.name for role, worker in child.allocated.items()} == {"social_worker": "Priya Nair"}
    assert child.iro_on == {date(2026, 6, 20): iro.id}
    assert child.reviews_held == (date(2026, 3, 25),), "this step's own review is not among those held before"


def test_authorisations_are_hashed_as_the_form_stands(case: Case, actor: Actor) -> None:
    step = case.started("permanency_planning", case.priya)
    before = step_facts(step.id, actor=actor, at=NOW).covered_hashes
    write(step, {"identity": {"religion": "None"}}, case.priya)
    after = step_facts(step.id, actor=actor, at=NOW).covered_hashes
    planning, form = PROCESS.step("permanency_planning"), PROCESS.form("c0054")
    covers = {each.key: covered_sections(planning, form, each) for each in planning.requests}
    assert set(before) == {each.key for each in planning.requests if each.kind == "authorisation"}
    changed = {key for key in before if before[key] != after[key]}
    assert changed == {key for key in before if "identity" in covers[key]} != set()


def test_it_takes_the_same_queries_however_much_stands_on_it(case: Case, actor: Actor) -> None:
    step = case.started("family_finding_request", case.priya)
    step_facts(step.id, actor=actor, at=NOW)
    counts = []
    for number in (1, 3):
        for each in range(number):
            case.finished("permanency_planning", case.priya, REPORT)
            sender = case.world.worker(f"Worker {number} {each}", "team_manager", team=case.world.team)
            case.world.request(step, sent_by=sender, to_worker=sender, kind="plain")
        write(step, {f"section_{number}": {"seen_on": "2027-01-01", "by": str(case.joan.id)}}, case.joan)
        with CaptureQueriesContext(connection) as captured:
            step_facts(step.id, actor=actor, at=NOW)
        counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[0] <= 40


def test_a_step_of_another_authority_is_not_there(case: Case) -> None:
    step = case.started("family_finding_request", case.priya)
    other = World(key="southfield")
    stranger = other.actor(other.worker("Ines Okoro", "service_manager", everywhere=True))
    for step_id in (step.id, uuid4()):
        with pytest.raises(Hidden):
            step_facts(step_id, actor=stranger, at=NOW)


def test_locking_locks_the_step_alone(case: Case, actor: Actor) -> None:
    step = case.started("family_finding_request", case.priya)
    with transaction.atomic(), CaptureQueriesContext(connection) as captured:
        step_facts(step.id, actor=actor, at=NOW, lock=True)
    locking = [each["sql"] for each in captured if "FOR UPDATE" in each["sql"]]
    assert len(locking) == 1
    assert locking[0].endswith('FOR UPDATE OF "records_workstep"')


def test_incoming_work_follows_the_newest_version_and_start_pins_it(case: Case, actor: Actor) -> None:
    publish(case.world, replace(PROCESS, version="4.3"), number=2)
    begun = case.started("family_finding_request", case.priya)
    incoming = case.world.step(case.child, assigned_worker=case.priya)
    assert step_facts(begun.id, actor=actor, at=NOW).process.version == "4.2"
    assert step_facts(incoming.id, actor=actor, at=NOW).process.version == "4.3"


def test_a_version_is_read_once(case: Case) -> None:
    catalogue.process_version(case.version.id)
    with CaptureQueriesContext(connection) as captured:
        assert catalogue.process_version(case.version.id) is catalogue.process_version(case.version.id)
    assert len(captured) == 0
    assert catalogue.process_version(case.version.id) == PROCESS


def test_nothing_published_is_said(case: Case) -> None:
    with pytest.raises(LookupError, match="No version of adoption is published"):
        catalogue.process(case.world.authority.id, "adoption")


def test_a_worker_away_or_disabled_is_named_as_such(case: Case) -> None:
    back = TODAY + timedelta(days=3)
    Leave.objects.create(
        authority=case.world.authority, worker=case.priya, from_on=TODAY, to_on=back, covered_by=case.joan
    )
    Worker.objects.filter(id=case.joan.id).update(disabled_at=NOW)
    workers = worker_facts([case.priya.id, case.joan.id, None], TODAY)
    assert (workers[case.priya.id].away_until, workers[case.priya.id].disabled) == (back, False)
    assert (workers[case.joan.id].roles, workers[case.joan.id].teams) == (frozenset(), frozenset())
    assert workers[case.joan.id].disabled
    assert worker_facts([case.priya.id], back)[case.priya.id].away_until is None


def test_a_child_without_a_date_of_birth_is_said(case: Case) -> None:
    person = Child.objects.get(id=case.child.id).person
    person.date_of_birth = None
    person.save()
    with pytest.raises(LookupError, match="has no date of birth"):
        child_facts([case.child.id], TODAY)
