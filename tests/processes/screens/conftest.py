"""An office whose small process is published, with a system administrator and somebody of information governance."""

from typing import Any

import pytest

from tests.processes.screens.administrators import hire_administrators
from tests.web.office import Office, open_office


@pytest.fixture
def office(db: None, settings: Any) -> Office:
    settings.DEMO = True
    made = open_office()
    hire_administrators(made.world)
    return made
