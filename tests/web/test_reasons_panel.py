"""Reasons as the panel shows them: split by whose move it is, numbered through, each a link to what mends it."""

from uuid import UUID

import pytest

from permanence.kernel.reasons import Reason
from permanence.web.reasons_panel import reasons_panel, where_href

STEP = UUID(int=1)
# kernel.reasons.Reason.where, and the page that mends it (pages, section 2).
WHERE = [
    ("section:health", f"/steps/{STEP}/sections/health/"),
    ("section:health#allergies", f"/steps/{STEP}/sections/health/#allergies"),
    ("requests", f"/steps/{STEP}/requests/"),
    ("requests:manager", f"/steps/{STEP}/requests/#manager"),
    ("next-actions", f"/steps/{STEP}/next-actions/"),
    ("", ""),
]


@pytest.mark.parametrize(("where", "href"), WHERE)
def test_each_reason_leads_to_what_mends_it(where: str, href: str) -> None:
    assert where_href(where, step_id=STEP) == href


def test_numbers_run_on_from_yours_to_others() -> None:
    panel = reasons_panel(
        [Reason(sentence="a"), Reason(sentence="b", whose="others"), Reason(sentence="c")], step_id=STEP
    )
    assert [each.sentence for each in panel.yours] == ["a", "c"]
    assert (panel.others_start, panel.count) == (3, 3)
