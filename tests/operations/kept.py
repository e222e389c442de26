"""What a mending must leave: every row there was, an audit that verifies, a pathway that is carried on or has ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps

from permanence.queries.audit import verify
from permanence.records.audit import AuditHead
from permanence.records.pathways import Pathway
from permanence.records.worksteps import Workstep
from tests.factories import World

NOT_KEPT = {"Draft", "DoneAct", "OutboxMail"}
"""What is private or passing: a draft that was saved, a key that has served, a mail of the demonstration."""


def rows() -> dict[str, set[Any]]:
    """Return the key of every row there is, by table."""
    models = [model for model in apps.get_app_config("records").get_models() if model.__name__ not in NOT_KEPT]
    # The public name of its manager is not on the base class.
    return {model.__name__: set(model._default_manager.values_list("pk", flat=True)) for model in models}


@contextmanager
def nothing_is_lost(here: World) -> Iterator[None]:
    """See that what is done inside removes no row, that the audit verifies, and that no pathway is left by itself."""
    before = rows()
    yield
    after = rows()
    gone = {table: keys - after[table] for table, keys in before.items() if keys - after[table]}
    assert not gone
    assert_audit_verifies(here)
    assert_every_pathway_is_carried_on()


def assert_audit_verifies(here: World) -> None:
    """See that the audit's chain is whole."""
    months = list(AuditHead.objects.filter(authority_id=here.authority_id).values_list("month", flat=True))
    assert months
    found = verify(here.authority_id, sorted(months))
    assert not found.first_bad, found


def assert_every_pathway_is_carried_on() -> None:
    """See that a pathway has an open workstep, or its end is on record: never neither, never both."""
    for pathway in Pathway.objects.all():
        is_open = Workstep.objects.filter(pathway=pathway, closed_at=None).exists()
        ended = pathway.closed_at is not None and bool(pathway.outcome)
        assert is_open is not ended, (pathway.id, pathway.outcome)
