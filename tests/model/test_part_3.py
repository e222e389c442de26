"""The product refuses exactly what A9 and A10 refuse, and does what they say (P39, P40): the third part."""

from tests.model.parts import agree
from tests.model.stages import Stage
from tests.support.proof import Proof


def test_model_and_product_agree_after_every_act(stage: Stage, proof: Proof) -> None:
    agree(stage, proof, part=3)
