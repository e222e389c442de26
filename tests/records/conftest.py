"""What tests of the tables may ask for besides."""

import pytest

from tests.support.database import Databases


@pytest.fixture
def owner_address(test_server: Databases, own_database: str) -> str:
    """The address of the test's own database as the role that owns the tables: whoever has that may do anything."""
    return test_server.owner_url(own_database)
