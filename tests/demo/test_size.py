"""A large authority, made small: its children are as acts would have left them, each with words of their own."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.apps import apps
from pytest_django.plugin import DjangoDbBlocker

from permanence.demo import make_demo
from permanence.demo.authority import read_people
from permanence.demo.house import real_now
from permanence.demo.making import CLOCK
from permanence.demo.size import ONE_IN_CARE_OF
from permanence.demo.size_blocks import TABLES
from permanence.demo.size_hashes import hashed_texts
from permanence.demo.size_names import TOLD_ENDED, TOLD_FIRST
from permanence.kernel.london import london_date
from permanence.operations.worksteps import start_step
from permanence.outside.postgres import superuser_url
from permanence.queries.actors import worker_acting
from permanence.queries.audit import verify
from permanence.queries.finding_children import found_page
from permanence.queries.person_summary import person_summary
from permanence.queries.worksteps import step_page
from permanence.records.authorities import Authority
from permanence.records.children import Child
from permanence.records.requests import Request
from permanence.records.worksteps import Workstep
from tests.kills.half_done import broken_references, half_done
from tests.support.database import Databases, point_django_at

CHILDREN, TOLD = 30, 4
BEFORE = len(read_people("children")["children"])
"""Children of a small demo: here they are known, and nothing more is told of them."""
OF_NO_CHILD = {
    *(
        "auditrow",
        "audithead",
        "authority",
        "team",
        "inbox",
        "inboxmember",
        "worker",
        "membership",
        "roleheld",
        "leave",
    ),
    *("user", "processversion", "candidate", "outboxmail", "doneact", "parkedtext", "democlock"),
}
"""Tables whose rows are nobody's or a worker's. A new table of a child's is added to `size_blocks.TABLES` instead."""


@pytest.fixture(scope="module")
def made(test_server: Databases, django_db_setup: str, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database with a large authority of 30 children."""
    name = f"size_{uuid4().hex}"
    test_server.clone(name)
    with django_db_blocker.unblock():
        point_django_at(test_server.app_url(name))
        make_demo(seed=1, size="authority", children=CHILDREN, only=())
        yield name
        point_django_at(test_server.app_url(django_db_setup))
    test_server.drop(name)


def likes() -> "list[Child]":
    """Return the children made like others, oldest number first."""
    found = Child.objects.filter(authority__key="westmere").select_related("person").order_by("person__number")
    return list(found)[BEFORE + TOLD :]


def test_as_many_as_asked_for_one_in_five_in_care(made: str) -> None:
    children = list(Child.objects.filter(authority__key="westmere").order_by("person__number"))[BEFORE:]
    closed = [child for child in children if not child.worksteps.filter(closed_at=None).exists()]
    assert (len(children), len(children) - len(closed)) == (CHILDREN, CHILDREN // ONE_IN_CARE_OF)
    assert all(child.pathways.filter(closed_at=None).count() == 0 for child in closed)
    numbers = [int(child.person.number or "") for child in children]
    assert numbers == list(range(numbers[0], numbers[0] + CHILDREN))
    assert Authority.objects.get(key="westmere").next_person_number == numbers[-1] + 1


def test_the_audit_verifies_and_nothing_is_half_done(made: str, test_server: Databases) -> None:
    for authority in Authority.objects.all():
        assert verify(authority.id).first_bad is None
    with psycopg.connect(superuser_url(test_server.data_dir, database=made)) as database:
        assert list(half_done(database)) == []
        assert list(broken_references(database)) == []


def test_each_hash_is_that_of_the_childs_own_words(made: str) -> None:
    hashed = [each for child in likes() for each in hashed_texts(child.id)]
    assert len(hashed) > CHILDREN
    assert [each.kept for each in hashed if not each.is_kept()] == []
    finished = [each.kept for each in hashed if each.form is None]
    assert len(set(finished)) == len(finished)


def test_nothing_of_the_child_told_stands_with_a_like_one(made: str, test_server: Databases) -> None:
    told = [name for names in TOLD_FIRST.values() for name in names]
    with psycopg.connect(superuser_url(test_server.data_dir, database=made)) as database:
        for child in likes():
            given = {"child": child.id, "person": child.person_id}
            said = ""
            for table, which in TABLES.items():
                rows = f"SELECT coalesce(string_agg(to_jsonb(r)::text, ' '), '') FROM {table} r WHERE {which}"
                said += str((database.execute(rows.encode(), given).fetchone() or ("",))[0])
            assert [name for name in (*told, "Grace Bello") if name in said] == []
            assert not [end for end in TOLD_ENDED if f"{end} " in child.person.name]
            assert child.person.name.split()[0] in said


def test_work_goes_on_with_a_like_child_as_with_any(made: str) -> None:
    step = Workstep.objects.filter(child__in=likes(), state="incoming", assigned_worker__isnull=False).first()
    assert step
    assert step.assigned_worker_id
    today = london_date(CLOCK)
    given: dict[str, Any] = {"real_at": real_now(), "request_id": "test"}
    actor = worker_acting(worker_id=step.assigned_worker_id, today=today, **given)
    here: dict[str, Any] = {"actor": actor, "at": CLOCK}
    name = step.child.person.name
    assert step.child_id in found_page(typed=name, **here).child_ids
    assert person_summary(child_id=step.child_id, **here).name == name
    assert step_page(step_id=step.id, **here).title == step.title
    start_step(step_id=step.id, version=step.version, **here)
    assert Workstep.objects.get(id=step.id).state == "started"


def test_every_table_of_a_childs_is_copied(made: str) -> None:
    tables = {model._meta.db_table.removeprefix("records_") for model in apps.get_app_config("records").get_models()}
    copied = {table.removeprefix("records_") for table in TABLES if table.startswith("records_")}
    assert tables - copied == OF_NO_CHILD - copied
    assert Request.objects.filter(child__in=likes()).exists()
