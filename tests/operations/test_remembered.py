"""What an act remembers of a workstep, with what it wrote since, is what the tables say (docs/adr/0044)."""

from datetime import datetime

import pytest

from permanence.kernel.facts import StepFacts
from permanence.operations import answering, finishing, next_actions, worksteps, writing
from permanence.records.gathered import memory
from permanence.records.step_facts import as_it_stands
from tests.factories import World, asked, inbox, newest, proposal, version


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Have every act compare both; the states of the steps that were compared."""
    found: list[str] = []

    def both(facts: StepFacts, *, at: datetime) -> StepFacts:
        kept, here = as_it_stands(facts, at=at), memory()
        assert here
        here.forget()
        assert as_it_stands(facts, at=at) == kept
        found.append(kept.state)
        return kept

    monkeypatch.setattr(writing, "as_it_stands", both)
    return found


def test_from_the_first_page_to_the_next_workstep(here: World, compared: list[str]) -> None:
    report = here.report_to_manager()
    given = {"request_id": asked(report, "authorise").id, "version": version(report), "reason": "Write more."}
    here.does("Joan Ellery", answering.decline_request, **given)
    here.reaches("16 Nov 2026 10:00")
    here.sends("Priya Nair", report, "authorise", to_worker=here.people["Joan Ellery"])
    here.completes("Joan Ellery", report, "authorise")
    search = {"action_key": "search", "to_inbox": inbox("cs_family_finders")}
    here.on("Joan Ellery", next_actions.add_next_action, report, **search)
    removed = {"proposal_id": proposal(report, "search").id}
    here.on("Joan Ellery", next_actions.remove_next_action, report, **removed)
    here.on("Joan Ellery", next_actions.add_next_action, report, **search)
    here.sends("Joan Ellery", report, "check", to_inbox=inbox("cs_qaag"))
    here.completes("Lena Voss", report, "check")
    here.on("Lena Voss", finishing.finish_step, report)
    here.does("Dee Marlow", worksteps.pick_up, inbox_id=inbox("cs_family_finders"), steps=[newest("search")])
    here.on("Dee Marlow", worksteps.start_step, newest("search"))
    assert {"incoming", "started", "finished"} == set(compared)
    assert len(compared) > 12
