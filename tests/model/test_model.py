"""The product refuses exactly what A9 and A10 refuse, and does what they say, whatever is tried by whom (P39, P40)."""

import pytest

from tests.model.coverage import lacking
from tests.model.faults import FAULTS, Plant
from tests.model.runs import is_noticed, run
from tests.model.stages import Stage
from tests.support.proof import Proof

SEED = 20261122
ACTS, ACTS_TO_PROVE = 1_000, 100_000
ACTS_UNTIL_NOTICED = 3_000


@pytest.mark.proof
def test_model_and_product_agree_after_every_act(stage: Stage, proof: Proof) -> None:
    acts = proof.size(ACTS, ACTS_TO_PROVE)
    tally = run(stage, seed=proof.seed if proof.whole else SEED, acts=acts)
    if proof.whole:
        assert list(lacking(tally, least=20)) == []
    refused = tally.acts - sum(tally.done.values())
    what = "Random acts by random people, clock jumps, leavers and restarts, against a model written from A9 and A10"
    proof.found("P40", what=what, n=tally.acts, result=f"0 disagreements, {refused:,} of them refused by both")


@pytest.mark.parametrize("plant", FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_noticed(stage: Stage, plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch)
    assert is_noticed(stage, seed=SEED, acts=ACTS_UNTIL_NOTICED)
