"""A story told by operations, in a database of its own, since its acts commit."""

from collections.abc import Callable
from datetime import datetime

import pytest

from permanence.kernel.london import LONDON
from tests.journeys.by_operations import ByOperations
from tests.journeys.cast import CHILDREN
from tests.journeys.founding import found
from tests.journeys.story import Story

Tell = Callable[[str, str], Story]


@pytest.fixture
def tell(own_database: str) -> Tell:
    """Tell the story of a child, by first name, who is looked after from a day: `tell("maya", "27 Jul 2026")`."""

    def begin(first_name: str, looked_after_from: str) -> Story:
        at = datetime.strptime(f"{looked_after_from} 09:00", "%d %b %Y %H:%M").replace(tzinfo=LONDON)
        return found(ByOperations(), CHILDREN[first_name], looked_after_from=at)

    return begin
