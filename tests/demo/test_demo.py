"""The demo authority: every situation is there, nothing of it is real, and the audit holds (C04)."""

import re
from datetime import UTC, date, datetime, timedelta
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
from tests.demo.situations import SITUATIONS

pytestmark = pytest.mark.usefixtures("demo")

CLOCK = datetime(2026, 11, 16, 9, tzinfo=UTC)

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


def test_only_notices_of_the_last_days_are_unread_but_by_whoever_was_away() -> None:
    here = User.objects.filter(worker__leave=None, worker__disabled_at=None).values("worker_id")
    unread = Notice.objects.filter(read_at=None, worker_id__in=here)
    assert unread.exists()
    assert not unread.filter(at__lt=CLOCK - timedelta(days=4)).exists()


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


def test_a_size_that_is_not_made_yet_is_refused_with_a_sentence() -> None:
    with pytest.raises(Unable, match="comes with a later release"):
        make_demo(seed=1, size="decade")
