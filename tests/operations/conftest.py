"""The authority that tests of acts work in."""

import pytest

from tests.factories import World, world


@pytest.fixture
def here(db: None) -> World:
    """An authority with its people and a child; it is 16 November 2026, 09:00."""
    return world()
