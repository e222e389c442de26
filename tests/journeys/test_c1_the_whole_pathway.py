"""C1 by operations: Maya Thornbury goes from the review to the placement, and every act is on record."""

from tests.journeys import c1
from tests.journeys.conftest import Tell


def test_maya_goes_from_the_review_to_the_placement(tell: Tell) -> None:
    s = tell("maya", "27 Jul 2026")
    for step in c1.STEPS:
        step(s)
