"""An office in which Priya wrote a report, to be printed."""

import pytest

from tests.web.office import Office, open_office


@pytest.fixture
def office(db: None) -> Office:
    """Browsers of everybody, on the morning of 16 November 2026."""
    return open_office()
