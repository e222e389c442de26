"""Mendings against whoever acts at the same moment, on real connections: one winner, a sentence for the other (P09)."""

from collections.abc import Callable
from typing import Any

import pytest

from permanence.operations import finishing, worksteps
from permanence.operations.ending import authorise_end, decline_end, end_pathway
from permanence.operations.reopening import reopen_step
from permanence.operations.replacing import replace_step
from permanence.operations.taking_back import take_back_next_action
from permanence.operations.undoing import undo_finish
from permanence.operations.wrong_child import close_wrong_child
from permanence.records.audit import AuditRow
from permanence.records.pathways import Pathway, PathwayEnding
from permanence.records.worksteps import Workstep
from tests.factories import World, inbox, newest, step, version
from tests.operations.kept import assert_audit_verifies, assert_every_pathway_is_carried_on
from tests.operations.test_replacing import sent_early
from tests.support.race import race, sentences, winners

WHY = "The wrong version was authorised."
END: dict[str, Any] = {"reason": "Home.", "evidence": "Order of 13 November 2026."}


def by(here: World, name: str, act: Callable[..., Any], **given: Any) -> Callable[[], Any]:
    """Return the act, ready to be let go, with its actor as they are before it."""
    actor, at = here.actor(name), here.at
    return lambda: act(actor=actor, at=at, **given)


def one_wins(here: World, *acts: Callable[[], Any]) -> str:
    """Let all go at once, see that one of them was done, and return what the others were told."""
    results = race(*acts)
    assert len(winners(results)) == 1, results
    assert_audit_verifies(here)
    assert_every_pathway_is_carried_on()
    return " ".join(sorted(sentences(results)))


@pytest.mark.parametrize("began", ["start", "pick_up"])
def test_a_finish_is_undone_or_gone_on_from_never_both(committed: World, began: str) -> None:
    here = committed
    search = here.incoming_search()
    report = newest("report")
    here.reaches("16 Nov 2026 09:04")
    undoes = by(here, "Lena Voss", undo_finish, step_id=report, version=version(report), reason=WHY)
    starts = by(here, "Dee Marlow", worksteps.start_step, step_id=search, version=version(search))
    if began == "pick_up":
        starts = by(here, "Dee Marlow", worksteps.pick_up, inbox_id=inbox("cs_family_finders"), steps=[search])
    said = one_wins(here, undoes, starts)
    states = (step(report).state, step(search).state)
    if states[0] == "started":
        assert states == ("started", "cancelled")
        assert "Lena Voss cancelled this workstep at 09:04" in said
    else:
        assert states[1] in {"started", "incoming"}
        assert "Dee Marlow " in said
        assert "so this finish stands" in said


def test_of_eight_who_undo_one_does(committed: World) -> None:
    here = committed
    here.incoming_search()
    report = newest("report")
    names = ["Lena Voss", "Joan Ellery", "Ravi Menon", "Joan Ellery"] * 2
    given = {"step_id": report, "version": version(report), "reason": WHY}
    one_wins(here, *(by(here, name, undo_finish, **given) for name in names))
    assert AuditRow.objects.filter(act="undo_finish", object_id=report).count() == 1
    assert Workstep.objects.filter(step_type="search", closed_at=None).count() == 0


def test_undone_or_reopened_never_both(committed: World) -> None:
    here = committed
    here.incoming_search()
    report = newest("report")
    given: dict[str, Any] = {"step_id": report, "version": version(report), "reason": WHY}
    one_wins(
        here,
        by(here, "Lena Voss", undo_finish, **given),
        by(here, "Joan Ellery", reopen_step, to_worker=here.people["Priya Nair"], **given),
    )
    assert step(report).state == "started"
    assert Workstep.objects.filter(step_type="search", closed_at=None).count() <= 1


def test_taken_back_or_started_never_both(committed: World) -> None:
    here = committed
    search, sent = sent_early(here)
    meeting = newest("meeting")
    one_wins(
        here,
        by(
            here,
            "Dee Marlow",
            take_back_next_action,
            step_id=search,
            version=version(search),
            proposal_id=sent,
            reason=WHY,
        ),
        by(here, "Priya Nair", worksteps.start_step, step_id=meeting, version=version(meeting)),
    )
    assert step(meeting).state in {"started", "cancelled"}


def test_replaced_or_finished_never_both(committed: World) -> None:
    here = committed
    report = here.checked_report()
    given: dict[str, Any] = {"step_id": report, "version": version(report)}
    to = {"step_type": "report", "to_worker": here.people["Una Tait"]}
    one_wins(
        here,
        by(here, "Joan Ellery", replace_step, reason=WHY, **given, **to),
        by(here, "Lena Voss", finishing.finish_step, **given),
    )
    assert Workstep.objects.filter(closed_at=None).count() == 1


def test_closed_on_the_wrong_child_once(committed: World) -> None:
    here = committed
    report = here.started_report()
    given: dict[str, Any] = {"step_id": report, "version": version(report)}
    one_wins(
        here,
        by(here, "Priya Nair", close_wrong_child, **given),
        by(here, "Joan Ellery", close_wrong_child, **given),
    )
    assert Workstep.objects.filter(replaces=report).count() == 1


def test_a_pathway_ends_and_nothing_is_passed_on_beside_it(committed: World) -> None:
    """Whichever comes first, an ended pathway has nothing open, and an open one something."""
    here = committed
    report = here.checked_report()
    pathway = Pathway.objects.get()
    race(
        by(
            here,
            "Joan Ellery",
            end_pathway,
            child_id=here.child_id,
            version=pathway.version,
            ground="ceased",
            on=here.today,
            **END,
        ),
        by(here, "Lena Voss", finishing.finish_step, step_id=report, version=version(report)),
        by(here, "Tom Askew", worksteps.begin_step, child_id=here.child_id, step_type="review"),
    )
    assert_audit_verifies(here)
    assert_every_pathway_is_carried_on()


def test_of_two_who_end_it_one_does(committed: World) -> None:
    here = committed
    here.report_to_manager()
    given = {
        "child_id": here.child_id,
        "version": Pathway.objects.get().version,
        "ground": "died",
        "on": here.today,
        **END,
    }
    one_wins(here, by(here, "Joan Ellery", end_pathway, **given), by(here, "Ravi Menon", end_pathway, **given))
    assert PathwayEnding.objects.filter(state="ended").count() == 1


def test_authorised_or_declined_never_both(committed: World) -> None:
    here = committed
    here.on("Dee Marlow", worksteps.start_step, here.incoming_search())
    given: dict[str, Any] = {"ground": "no_longer_required", "on": here.today, **END}
    here.does("Priya Nair", end_pathway, child_id=here.child_id, version=Pathway.objects.get().version, **given)
    asked: dict[str, Any] = {"child_id": here.child_id, "version": Pathway.objects.get().version}
    one_wins(
        here,
        by(here, "Joan Ellery", authorise_end, **asked),
        by(here, "Ravi Menon", decline_end, reason="Not so.", **asked),
    )
    assert PathwayEnding.objects.get().state in {"ended", "declined"}
