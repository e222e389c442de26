"""Model and product that agree after every act agree for a reason: each planted fault of the product is noticed."""

import pytest

from tests.model.faults import FAULTS, Fault
from tests.model.runs import is_noticed
from tests.model.stages import Stage
from tests.support.proof import SMALL_SEED

CHAPTERS = range(1, 7)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_noticed(stage: Stage, fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    fault.plant(monkeypatch)
    assert is_noticed(stage, seed=SMALL_SEED, chapters=(fault.chapter, *CHAPTERS))
