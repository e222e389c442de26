"""The demo authority: every situation is there, nothing of it is real, and the audit holds (issue 2, point 10; C04)."""

import re
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Q

from permanence.demo import make_demo
from permanence.demo.logins import logins
from permanence.outside.unable import Unable
from permanence.queries.audit import verify
from permanence.records.accounts import User
from permanence.records.audit import AuditRow
from permanence.records.authorities import Authority, DemoClock
from permanence.records.children import Child
from permanence.records.notices import Notice
from permanence.records.pathways import Pathway
from permanence.records.people import Leave, Person, Relationship, Worker
from permanence.records.requests import NextAction, Request
from permanence.records.timescales import Due
from permanence.records.worksteps import Workstep

# One worker makes the demo and runs all that look at it.
pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.xdist_group("demo")]

CLOCK = datetime(2026, 11, 16, 9, tzinfo=UTC)
TODAY = date(2026, 11, 16)

# Every state that a page has something to show of: issue 2, points 6, 8 and 10, with one query that counts it.
open_steps = Q(closed_at__isnull=True)
SITUATIONS = {
    "incoming, of each kind of step on the way": ("step", Q(state="incoming") & open_steps, 20),
    "started and half written": (
        "step",
        Q(step_type="permanency_planning", state="started", form_version__range=(1, 10)),
        4,
    ),
    "waiting for a manager to authorise": ("request", Q(key="manager_authorise", state="sent"), 4),
    "declined, its gate still shut": ("request", Q(state="declined", step__closed_at__isnull=True), 2),
    "in the QAAG inbox, picked up by nobody": (
        "request",
        Q(to_inbox__key="cs_qaag", state="sent", picked_up_by=None),
        2,
    ),
    "in the QAAG inbox for 9 working days": (
        "request",
        Q(key="qaag_quality", state="sent", sent_at__date=date(2026, 11, 3)),
        1,
    ),
    "decision incoming in the QAAG inbox": (
        "step",
        Q(step_type="adm_permanence_decision", assigned_inbox__key="cs_qaag"),
        3,
    ),
    "referred to the Agency Decision Maker": ("request", Q(key="refer_to_adm", state="sent"), 4),
    "disputed: the ADM disagreed": ("pathway", Q(outcome="Plan not agreed"), 2),
    "an alert that stands": ("notice", Q(is_alert=True, ended_at=None), 2),
    "a decision that is overdue": ("due", Q(rule_id="adm_decision", due_on__lt=TODAY, met_on=None, stopped_at=None), 2),
    "a workstep overdue by its own day": (
        "step",
        Q(due_on__lt=TODAY, title="SC Child in Care Planning") & open_steps,
        1,
    ),
    "the notification unread after the finish": (
        "request",
        Q(key="manager_acknowledge", state="sent", step__state="finished"),
        1,
    ),
    "family finding that recurs": ("step", Q(step_type="family_finding_meeting", state="finished"), 10),
    "a pair at three months": ("step", Q(purpose="3_month_review", pair__isnull=False) & open_steps, 2),
    "a review that was done": ("step", Q(purpose="3_month_review", state="finished"), 1),
    "sent early, its parent still open": ("step", Q(sent_early=True, state="incoming"), 1),
    "a panel that was deferred": (
        "step",
        Q(step_type="panel_and_matching_decision", sections__answers__recommendation="deferred") & open_steps,
        2,
    ),
    "a match that was not agreed": (
        "step",
        Q(step_type="update_permanence_plan", created_by_action__reason="carer_not_suitable"),
        2,
    ),
    "care planning incoming": ("step", Q(step_type="child_in_care_planning", state="incoming"), 2),
    "placement incoming": ("step", Q(step_type="permanence_placement", state="incoming"), 1),
    "placement started": ("step", Q(step_type="permanence_placement", state="started"), 1),
    "finished: child placed": ("pathway", Q(outcome="Child placed"), 4),
    "no longer required": ("pathway", Q(outcome="No longer required"), 2),
    "requests waived, not completed": ("request", Q(state="waived"), 1),
    "not agreed yet": ("pathway", Q(outcome__startswith="No plan for permanence"), 4),
    "a next action changed by the ADM": ("action", Q(replaces__isnull=False), 2),
    "a next action proposed": ("action", Q(state="proposal"), 6),
    "told that nobody picks something up": ("notice", Q(kind="not_picked_up"), 1),
    "somebody on leave, with cover": ("leave", Q(covered_by__isnull=False), 1),
    "restricted": ("child", Q(access_class="restricted"), 1),
    "sealed": ("child", Q(access_class="sealed"), 1),
}
TABLES = {
    "step": Workstep,
    "request": Request,
    "pathway": Pathway,
    "notice": Notice,
    "due": Due,
    "action": NextAction,
    "leave": Leave,
    "child": Child,
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_each_situation_is_there(situation: str) -> None:
    table, which, at_least = SITUATIONS[situation]
    assert TABLES[table].objects.filter(which).distinct().count() >= at_least  # type: ignore[attr-defined]


# Scenario, child, number, born, what stands open, with whom (domain.md C1, C2, C3, C5; mocks 01 and 02).
CHILDREN = [
    ("C1", "Maya Thornbury", "3900001", date(2018, 5, 4), "SC Permanency Planning Process", "Priya Nair"),
    ("C2", "Theo Marsden", "3900002", date(2016, 2, 11), "SC Permanency Planning Process", "Priya Nair"),
    (
        "C3",
        "Aisha Rahman",
        "3900003",
        date(2014, 8, 30),
        "SC Agency Decision Maker Permanence Decision",
        "CS QAAG – Inbox",
    ),
    ("C5", "Jaden Okoro", "3900005", date(2010, 9, 9), "SC Permanence Information Sharing Meeting", "Priya Nair"),
]


@pytest.mark.parametrize(("scenario", "name", "number", "born", "title", "with_whom"), CHILDREN)
def test_the_children_of_the_scenarios_are_ready(
    scenario: str, name: str, number: str, born: date, title: str, with_whom: str
) -> None:
    step = Workstep.objects.get(child_number=number, closed_at=None)
    assert (step.child_name, step.child_born_on, step.title, step.state) == (name, born, title, "incoming"), scenario
    holder = (
        step.assigned_worker.person.name if step.assigned_worker else step.assigned_inbox and step.assigned_inbox.title
    )
    assert holder == with_whom


def test_maya_is_where_scenario_c1_begins() -> None:
    """C1, step 1: reviews held 17 August and 10 November 2026; planning passed on by Tom Askew on 10 November."""
    maya = Child.objects.get(authority__key="westmere", person__number="3900001")
    assert list(maya.reviews.order_by("held_on").values_list("held_on", "permanence_agreed")) == [
        (date(2026, 8, 17), False),
        (date(2026, 11, 10), True),
    ]
    step = Workstep.objects.get(child=maya, step_type="permanency_planning")
    assert (step.passed_at.date(), step.passed_by and step.passed_by.person.name) == (date(2026, 11, 10), "Tom Askew")
    dues = dict(Due.objects.filter(child=maya, superseded_by=None).values_list("rule_id", "due_on"))
    assert (dues["first_review"], dues["second_review"], dues["later_review"]) == (
        date(2026, 8, 24),
        date(2026, 11, 17),
        date(2027, 5, 10),
    )
    home, status = maya.placements.get(), maya.legal_statuses.get()
    assert (home.code, home.provider, home.from_on, status.code) == ("U6", "PR1", date(2026, 7, 27), "C1")
    assert {row.person.name.split()[0] for row in Relationship.objects.filter(of=maya.person)} >= {"Inês", "Tiago"}


def test_nothing_lies_after_the_clock() -> None:
    assert not AuditRow.objects.filter(at__gt=CLOCK).exists()
    assert not Workstep.objects.filter(Q(passed_at__gt=CLOCK) | Q(finished_at__gt=CLOCK)).exists()
    assert not Notice.objects.filter(at__gt=CLOCK).exists()
    clocks = DemoClock.objects.all()
    assert {clock.practice_at for clock in clocks} == {CLOCK}
    assert clocks.count() == 2


def test_acts_are_on_record_in_the_order_of_their_time() -> None:
    """True time order: of each authority every row of the audit is no earlier than the one before it."""
    for authority in Authority.objects.all():
        times = list(AuditRow.objects.filter(authority_id=authority.id).order_by("seq").values_list("at", flat=True))
        assert times == sorted(times), authority.key


def test_each_act_was_done_by_somebody_who_may() -> None:
    rows = AuditRow.objects.exclude(child_id=None)
    assert rows.count() > 1500
    assert not rows.filter(why="").exists()
    assert not rows.filter(worker_id=None).exists()


def test_the_audit_verifies() -> None:
    for authority in Authority.objects.all():
        found = verify(authority.id)
        assert found.first_bad is None
        assert found.rows == AuditRow.objects.filter(authority_id=authority.id).count() > 0


def test_hard_names_are_among_the_children() -> None:
    """P30: O'Brien-Ng, Zoë, Nguyễn, one letter, 80 letters, Arabic, "Null", "True"."""
    names = set(Person.objects.filter(child__isnull=False).values_list("name", flat=True))
    assert {"Amelia O'Brien-Ng", "Zoë Nguyễn", "Oluwaseun Adebayo-Fitzwilliam", "Null", "Ø"} <= names
    assert max(map(len, names)) == 80
    assert any(re.search("[\u0600-\u06ff]", name) for name in names)
    assert any(name.startswith("True ") for name in names)


def test_brothers_and_sisters_know_each_other() -> None:
    brannigans = Person.objects.filter(name__endswith="Brannigan", child__isnull=False)
    ids = list(brannigans.values_list("id", flat=True))
    assert Relationship.objects.filter(person__in=ids, of__in=ids).count() == 6


def test_the_other_authority_has_a_worker_and_two_children() -> None:
    eastholm = Authority.objects.get(key="eastholm")
    assert Child.objects.filter(authority=eastholm).count() == 2
    assert Worker.objects.filter(authority=eastholm).count() == 1


# promises.md, "Demo logins, at least one each".
ROLES = [
    "Social worker",
    "Team manager",
    "QAAG worker",
    "Agency Decision Maker",
    "Family finder",
    "Family finders' manager",
    "Review team worker",
    "Independent Reviewing Officer",
    "Supervising social worker",
    "Fostering team manager",
    "Fostering Assessment Team Manager",
    "Service manager",
    "Team administrator",
    "Permanence Panel administrator",
    "Panel chair",
    "Professional advisor to panel",
    "Reviewing team manager",
    "Data analyst",
    "Information governance officer",
    "System administrator",
    "Practice supervisor",
]
PLACES = [
    "social worker A",
    "social worker B",
    "social worker C",
    "related worker",
    "on leave",
    "leaver",
    "another authority",
]


def test_there_is_a_login_for_each_role_and_place() -> None:
    found = logins()
    assert found[0].username == "priya.nair"
    assert {login.role for login in found} >= set(ROLES)
    situations = " ".join(login.situation.lower() for login in found)
    assert [place for place in PLACES if place.lower() not in situations] == []
    assert all(login.team and login.situation and login.name for login in found)
    assert [login.username for login in found] == [login.name.lower().replace(" ", ".") for login in found]


def test_the_logins_sign_in_with_the_password_shown_but_for_the_leaver() -> None:
    for login in (found := logins())[0], found[-1]:
        user = User.objects.get(username=login.username)
        assert user.check_password(login.password)
        assert user.is_active
    assert not User.objects.get(username="derek.stone").is_active


def all_texts() -> str:
    with connection.cursor() as cursor:
        said = []
        for model in apps.get_app_config("records").get_models():
            cursor.execute(f"SELECT coalesce(string_agg(row::text, E'\\n'), '') FROM {model._meta.db_table} AS row")
            said.append(cursor.fetchone()[0])
    return "\n".join(said)


POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?[0-9][A-Z]{2}\b")
PHONE = re.compile(r"(?<![\w-])(?:\+44 ?|0)(?:7\d{3}|1\d{2,3}|2\d) ?\d{3} ?\d{3,4}(?![\w-])")
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Ofcom's numbers for drama; ZZ99 is no postcode area; example.org is nobody's (P29).
DRAMA = ("01632960", "07700900")


def test_no_postcode_telephone_number_or_address_of_anybody_real() -> None:
    texts = all_texts()
    assert len(texts) > 1_000_000
    assert {found for found in POSTCODE.findall(texts) if found != "ZZ99"} == set()
    assert [found for found in PHONE.findall(texts) if not found.replace(" ", "").startswith(DRAMA)] == []
    assert {found for found in MAIL.findall(texts) if not found.endswith("@example.org")} == set()
    assert MAIL.search(texts)


def test_ids_are_of_the_one_shape() -> None:
    """C07: UUIDv7, deterministic ones too."""
    ids = [UUID(str(found)) for found in Workstep.objects.values_list("id", flat=True)]
    assert {(each.version, each.variant) for each in ids} == {(7, "specified in RFC 4122")}


@pytest.mark.parametrize("size", ["authority", "decade"])
def test_larger_sizes_are_refused_with_a_sentence(size: str) -> None:
    with pytest.raises(Unable, match="comes with a later release"):
        make_demo(seed=1, size=size)
