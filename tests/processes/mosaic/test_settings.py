"""Each setting of Mosaic as it is said here holds where it is said, and does not where it is taken out."""

import pytest

from permanence.kernel.definitions import Process
from permanence.outside.checking import check
from tests.processes.mosaic.conftest import KEY, ROOT, Otherwise
from tests.processes.mosaic.examples import EXAMPLES
from tests.processes.mosaic.trying import Example


def test_the_process_of_the_examples_has_no_fault() -> None:
    assert [str(fault) for fault in check(ROOT / KEY, ROOT)] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: str(example.name))
def test_it_holds_because_it_is_said(example: Example, stands: Process, otherwise: Otherwise) -> None:
    assert example.shows(stands)
    assert not example.shows(otherwise(example.file, example.says, example.without))
