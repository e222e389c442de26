"""Doing something to see what comes of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from tests.web.office import Office


def sign_everybody_in(office: Office) -> None:
    """Sign everybody in before anything is undone, so that undoing signs nobody out."""
    for name in office.world.people:
        office.at(name)


@contextmanager
def undone_afterwards() -> Iterator[None]:
    """Undo whatever is done inside."""
    place = transaction.savepoint()
    yield
    transaction.savepoint_rollback(place)
