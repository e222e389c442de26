"""What asks for a proof is run by `make prove`."""

import pytest

from tests.support.proof import Proof


def test_whatever_asks_for_a_proof_is_marked_as_one(request: pytest.FixtureRequest, proof: Proof) -> None:
    """`make prove` chooses by the mark: without it a proof would stay small for ever, and docs/proof.md without row."""
    assert request.node.get_closest_marker("proof"), proof


def test_no_other_test_is(request: pytest.FixtureRequest) -> None:
    assert not request.node.get_closest_marker("proof")
