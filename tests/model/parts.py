"""The random acts in parts of equal size, a file each, so that two may run at once: chapters know nothing of others."""

from typing import Final

from tests.model.coverage import lacking
from tests.model.runs import PARTS, run
from tests.model.stages import Stage
from tests.support.proof import Proof

ACTS, ACTS_TO_PROVE = 10_000, 100_000
"""Of all the parts."""
LEAST: Final = 20
"""How often everything is met in the whole, at least."""
WHAT: Final = "Random acts by random people, clock jumps, leavers and restarts, against a model written from A9 and A10"


def agree(stage: Stage, proof: Proof, *, part: int) -> None:
    """Try a part's acts: model and product agree after each."""
    acts = proof.size(ACTS, ACTS_TO_PROVE) // PARTS
    tally = run(stage, seed=proof.seed, acts=acts, part=part)
    if proof.whole:
        assert list(lacking(tally, least=LEAST // PARTS)) == []
    refused = tally.acts - sum(tally.done.values())
    result = f"0 disagreements, {refused:,} of them refused by both"
    proof.found("P40", what=f"{WHAT}: part {part} of {PARTS}", n=tally.acts, result=result)
