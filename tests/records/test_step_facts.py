"""What rules see of a workstep, its child and its workers (architecture.md 3, points 2 and 13)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from permanence.kernel.actors import Actor
from permanence.kernel.covering import covered_sections
from permanence.kernel.reasons import Hidden
from permanence.records import catalogue
from permanence.records.child_facts import child_facts
from permanence.records.children import Child, Review
from permanence.records.people import Leave, Worker
from permanence.records.prefill import prefilled_of
from permanence.records.requests import NextAction
from permanence.records.step_facts import as_it_stands, step_facts
from permanence.records.worker_facts import worker_facts
from permanence.records.worksteps import Workstep
from tests.records.case import LOOKED_AFTER, PROCESS, REPORT, Case, publish, write
from tests.records.world import NOW, TODAY, World

pytestmark = pytest.mark.django_db

# Statements of a load: the step, then all around it and the workers it names; of what is looked at
# later: record and names, holders and workers; of what is read anew: the step, requests, next actions, workers.
AT_FIRST, COPIED, HOLDERS, ANEW = 2, 2, 2, 2


@pytest.fixture
def case() -> Case:
    return Case()


@pytest.fixture
def actor(case: Case) -> Actor:
    return case.world.actor(case.priya)


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


def test_everybody_who_ever_was_the_social_worker_is_there(case: Case, actor: Actor) -> None:
    """forms.md 1.5: how many there were so far, and since when the present one."""
    earlier = case.world.worker("Una Tait", "social_worker")
    case.world.allocate(case.child, earlier, "social_worker", from_on=LOOKED_AFTER, to_on=date(2026, 5, 1))
    step = case.started("permanency_planning", case.priya, form_version=3)
    facts = step_facts(step.id, actor=actor, at=NOW)
    ever = {each.worker_id: (each.name, each.to_on) for each in facts.child.social_workers}
    assert ever == {earlier.id: ("Una Tait", date(2026, 5, 1)), case.priya.id: ("Priya Nair", None)}
    assert (facts.form_version, facts.finished_hash) == (3, "")


def test_a_finished_step_keeps_the_hash_of_what_it_showed(case: Case, actor: Actor) -> None:
    done = case.finished("permanency_planning", case.priya, REPORT, finished_hash="4f" * 32)
    assert step_facts(done.id, actor=actor, at=NOW).finished_hash == "4f" * 32


def test_a_step_that_sent_on_what_follows_it_is_known_by_it(case: Case, actor: Actor) -> None:
    """R127, Q17: what is only proposed, or was taken back, sends nothing on."""
    states = {"sent": True, "proposal": False, "removed": False}
    meetings = {state: case.started("family_finding_meeting", case.finder) for state in states}
    added = {"authority": case.world.authority, "added_by": case.finder, "added_at": NOW, "title": "N6"}
    for state, meeting in meetings.items():
        NextAction.objects.create(**added, step=meeting, key="n6_information_sharing", state=state)
    facts = step_facts(meetings["sent"].id, actor=actor, at=NOW)
    sent_on = {each.id: each.sent_on for each in facts.pathway.steps}
    assert sent_on == {meetings[state].id: is_sent for state, is_sent in states.items()}


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
    assert counts == [AT_FIRST, AT_FIRST]


def test_what_is_copied_is_asked_for_when_somebody_looks(case: Case, actor: Actor) -> None:
    facts = step_facts(case.started("family_finding_request", case.priya).id, actor=actor, at=NOW)
    with CaptureQueriesContext(connection) as looking:
        assert facts.copied["person.full_name"] == "Maya Thornbury"
        assert facts.names[str(case.priya.id)] == "Priya Nair"
    with CaptureQueriesContext(connection) as again:
        assert dict(facts.copied)
        assert prefilled_of(replace(facts, version=2)).values() == facts.copied
    with CaptureQueriesContext(connection) as who:
        assert facts.holders["team_manager"]
    assert (len(looking), len(again), len(who)) == (COPIED, 0, HOLDERS)


def test_what_an_act_changed_is_read_anew_and_the_rest_is_kept(case: Case, actor: Actor) -> None:
    step = case.started("family_finding_request", case.priya)
    before = step_facts(step.id, actor=actor, at=NOW)
    request = case.world.request(step, sent_by=case.priya, to_worker=case.joan)
    Workstep.objects.filter(id=step.id).update(version=2, passed_over={"rule_x": "Agreed"}, assigned_worker=case.joan)
    with CaptureQueriesContext(connection) as captured:
        after = as_it_stands(before, at=NOW)
    assert len(captured) == ANEW
    assert (after.version, after.passed_over) == (2, {"rule_x": "Agreed"})
    assert [(each.id, each.to_name) for each in after.requests] == [(request.id, "Joan Ellery")]
    assert after.assigned_worker is not None
    assert after.assigned_worker.name == "Joan Ellery"
    assert (after.child, after.pathway, after.answers) == (before.child, before.pathway, before.answers)


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
    assert locking[0].endswith(" FOR UPDATE")
    assert 'FROM "records_workstep" WHERE' in locking[0]


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
    assert (workers[case.priya.id].cover_id, workers[case.priya.id].cover_name) == (case.joan.id, "Joan Ellery")
    assert (workers[case.joan.id].roles, workers[case.joan.id].teams) == (frozenset(), frozenset())
    assert workers[case.joan.id].disabled
    assert worker_facts([case.priya.id], back)[case.priya.id].away_until is None


def test_a_child_without_a_date_of_birth_is_said(case: Case) -> None:
    person = Child.objects.get(id=case.child.id).person
    person.date_of_birth = None
    person.save()
    with pytest.raises(LookupError, match="has no date of birth"):
        child_facts([case.child.id], TODAY)
