"""One act ends a pathway, and all that stands open on it ends with it, saying why (ADR 30; Q18, R177)."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from permanence.kernel.reasons import Refused, Stale
from permanence.operations import finishing, forms, next_actions, requests, worksteps
from permanence.operations.ending import authorise_end, decline_end, end_pathway
from permanence.queries.ending import end_page
from permanence.records.notices import Notice
from permanence.records.pathways import Pathway, PathwayEnding
from permanence.records.requests import NextAction, Request
from permanence.records.timescales import Due
from permanence.records.worksteps import Workstep
from tests.factories import World, asked, newest, proposal, step
from tests.operations.kept import nothing_is_lost

TODAY = date(2026, 11, 16)
SAID: dict[str, Any] = {"reason": "Home with her mother.", "evidence": "Order of 13 November 2026."}


def pathway_version(here: World) -> int:
    return Pathway.objects.get(child_id=here.child_id, closed_at=None).version


def ends(here: World, name: str, ground: str, *, on: date | None = TODAY, **more: Any) -> Any:
    given = {"version": pathway_version(here), "ground": ground, "on": on, **SAID, **more}
    return here.does(name, end_pathway, child_id=here.child_id, **given)


def busy(here: World) -> UUID:
    """Return a report with a request at QAAG, a proposal, dates that run, and Tom's review beside it."""
    report = here.report_to_qaag()
    here.begins_review()
    return report


OUTCOMES = {"ceased": "Ceased to be looked after", "died": "Died", "moved": "Moved to another authority"}


@pytest.mark.parametrize("ground", sorted(OUTCOMES))
def test_everything_open_ends_with_it_and_says_why(here: World, ground: str) -> None:
    report = busy(here)
    why = f"{OUTCOMES[ground]}, 16 November 2026"
    with nothing_is_lost(here):
        done = ends(here, "Joan Ellery", ground)
    assert done.says.startswith(f'The pathway is ended: "{OUTCOMES[ground]}". With it ended 2 worksteps, 1 request, ')
    pathway = Pathway.objects.get(child_id=here.child_id)
    assert (pathway.outcome, pathway.outcome_reason) == (OUTCOMES[ground], SAID["reason"])
    assert {each.cancel_reason for each in Workstep.objects.filter(state="cancelled")} == {why}
    assert not Workstep.objects.filter(closed_at=None).exists()
    assert (asked(report, "check").state, asked(report, "check").reason) == ("withdrawn", why)
    assert proposal(report, "search").state == "withdrawn"
    stopped = Due.objects.filter(child_id=here.child_id, stopped_at__isnull=False)
    assert {each.stop_reason for each in stopped} == {why}
    assert not Due.objects.filter(superseded_by=None, met_on=None, stopped_at=None).exists()
    row = PathwayEnding.objects.get()
    assert (row.state, row.on, row.evidence, row.answered_by_id) == (
        "ended",
        TODAY,
        SAID["evidence"],
        here.people["Joan Ellery"],
    )


def test_work_in_progress_keeps_its_text_and_takes_no_more(here: World) -> None:
    report = busy(here)
    ends(here, "Joan Ellery", "ceased")
    assert step(report).sections.get(section="details").answers["words"].startswith("Maya likes to paint")
    acts: list[tuple[str, Any, dict[str, Any]]] = [
        ("Priya Nair", forms.save_section, {"section": "details", "version": 1, "typed": {"words": "More."}}),
        ("Joan Ellery", finishing.finish_step, {}),
        ("Joan Ellery", next_actions.add_next_action, {"action_key": "no_longer", "reason_text": "x"}),
        ("Joan Ellery", requests.send_request, {"request_key": "ask", "to_worker": here.people["Ravi Menon"]}),
    ]
    for name, act, given in acts:
        with pytest.raises((Refused, Stale)):
            here.on(name, act, report, **given)
    assert NextAction.objects.filter(state="proposal").count() == 0


def test_everybody_concerned_is_told_once(here: World) -> None:
    busy(here)
    ends(here, "Joan Ellery", "ceased")
    told = list(Notice.objects.filter(kind="pathway_ended").values_list("worker_id", flat=True))
    assert len(told) == len(set(told))
    assert {here.people[name] for name in ("Priya Nair", "Tom Askew", "Ravi Menon", "Lena Voss")} <= set(told)
    assert not Notice.objects.filter(kind__in=["cancelled", "withdrawn"]).exists()


def test_what_it_closes_stands_on_the_page_before_by_count_and_name(here: World) -> None:
    report = busy(here)
    page = end_page(child_id=here.child_id, chosen="", actor=here.actor("Joan Ellery"), at=here.at)
    counts = [each.count for each in page.endings]
    assert counts[:3] == ["2 worksteps", "1 request", "1 next action"]
    lines = [line for each in page.endings for line in each.lines]
    assert "Report, started, with Priya Nair" in lines
    assert "Review, started, with Tom Askew" in lines
    assert "QAAG checks, with CS QAAG – Inbox" in lines
    done = ends(here, "Joan Ellery", "died")
    assert all(count in done.says for count in counts)
    assert step(report).closed_at


@pytest.mark.parametrize(
    ("name", "ground", "given", "status", "says"),
    [
        ("Joan Ellery", "", {}, 409, "Choose why the pathway ends."),
        ("Joan Ellery", "ceased", {"reason": " "}, 409, "Spaces alone are not kept."),
        ("Joan Ellery", "ceased", {"evidence": ""}, 409, "Write what shows it"),
        ("Joan Ellery", "ceased", {"on": None}, 409, "Enter the day from which it is so."),
        ("Joan Ellery", "ceased", {"on": date(2026, 11, 17)}, 409, "17 November 2026 has not come yet."),
        ("Joan Ellery", "ceased", {"on": date(2026, 11, 1)}, 409, "The pathway began on 16 November 2026"),
        ("Joan Ellery", "turned_18", {}, 409, "Maya is 18 on 4 May 2036, and not before."),
        ("Priya Nair", "ceased", {}, 403, "Only a Practice Supervisor or Team Manager of Maya's team"),
        ("Tom Askew", "ceased", {}, 403, "Only a Practice Supervisor or Team Manager of Maya's team"),
        ("Una Tait", "ceased", {}, 404, "There is nothing here"),
        ("Joan Ellery", "no_longer_required", {}, 409, 'Report is open, so "No longer required" is chosen there'),
    ],
)
def test_who_ends_it_on_which_ground(
    here: World, name: str, ground: str, given: dict[str, Any], status: int, says: str
) -> None:
    """R177: a manager, a reason. Q18: as long as the report is open, no longer required is a next action of it."""
    busy(here)
    with pytest.raises(Refused, match=says) as refused:
        ends(here, name, ground, **given)
    assert refused.value.status == status
    assert Pathway.objects.get(child_id=here.child_id).closed_at is None


def searching(here: World) -> UUID:
    """Return a search that is under way: the report is finished."""
    search = here.incoming_search()
    here.on("Dee Marlow", worksteps.start_step, search)
    return search


def test_no_longer_required_is_asked_for_and_authorised_by_another_manager(here: World) -> None:
    """Q18, R173."""
    search = searching(here)
    with nothing_is_lost(here):
        assert ends(here, "Joan Ellery", "no_longer_required").says.startswith("Asked.")
        assert step(search).state == "started"
        given: dict[str, Any] = {"child_id": here.child_id, "version": pathway_version(here)}
        with pytest.raises(Refused, match="You asked for this, so someone else authorises it"):
            here.does("Joan Ellery", authorise_end, **given)
        with pytest.raises(Refused, match="Only a Practice Supervisor or Team Manager"):
            here.does("Priya Nair", authorise_end, **given)
        here.does("Ravi Menon", authorise_end, **given)
    row = PathwayEnding.objects.get()
    assert (row.state, row.asked_by_id, row.answered_by_id) == (
        "ended",
        here.people["Joan Ellery"],
        here.people["Ravi Menon"],
    )
    assert step(search).pathway.outcome == "No longer required"
    assert step(search).cancel_reason == "No longer required, 16 November 2026"


def test_dates_of_care_itself_run_on_while_the_child_stays_in_care(here: World) -> None:
    """C2: the drift timers stop; the child is still looked after, so reviews still fall due."""
    searching(here)
    care = Due.objects.create(
        authority_id=here.authority_id,
        child_id=here.child_id,
        rule_id="later_review",
        title="Next review",
        start_event="review_held",
        start_on=here.today,
        due_on=date(2027, 5, 10),
        raw_on=date(2027, 5, 10),
        arithmetic="6 months",
        made_at=here.at,
    )
    ends(here, "Priya Nair", "no_longer_required")
    here.does("Ravi Menon", authorise_end, child_id=here.child_id, version=pathway_version(here))
    care.refresh_from_db()
    assert care.stopped_at is None
    running = Due.objects.filter(superseded_by=None, met_on=None, stopped_at=None)
    assert [each.rule_id for each in running] == ["later_review"]


def test_every_other_manager_of_the_team_is_asked(here: World) -> None:
    """Joan, the child's own manager, asks: Ravi is the one who can answer."""
    searching(here)
    ends(here, "Joan Ellery", "no_longer_required")
    asked_of = Notice.objects.filter(kind="end_asked", is_alert=True).values_list("worker_id", flat=True)
    assert [*asked_of] == [here.people["Ravi Menon"]]


@pytest.mark.parametrize(
    ("name", "state", "says"), [("Ravi Menon", "declined", "Declined."), ("Priya Nair", "withdrawn", "Withdrew.")]
)
def test_declined_or_withdrawn_it_goes_on(here: World, name: str, state: str, says: str) -> None:
    search = searching(here)
    ends(here, "Priya Nair", "no_longer_required")
    assert Notice.objects.filter(kind="end_asked", is_alert=True, ended_at=None).exists()
    given: dict[str, Any] = {"child_id": here.child_id, "version": pathway_version(here)}
    with nothing_is_lost(here):
        assert here.does(name, decline_end, reason="The review did not say so.", **given).says.startswith(says)
    assert PathwayEnding.objects.get().state == state
    assert not Notice.objects.filter(kind="end_asked", ended_at=None).exists()
    assert step(search).state == "started"
    assert ends(here, "Priya Nair", "no_longer_required")


def test_one_end_is_asked_for_at_a_time_and_another_ground_withdraws_it(here: World) -> None:
    searching(here)
    ends(here, "Priya Nair", "no_longer_required")
    with pytest.raises(Refused, match="Priya Nair asked for this on 16 November 2026 already"):
        ends(here, "Joan Ellery", "no_longer_required")
    ends(here, "Joan Ellery", "died")
    assert sorted(PathwayEnding.objects.values_list("ground", "state")) == [
        ("died", "ended"),
        ("no_longer_required", "withdrawn"),
    ]


def test_an_older_page_ends_nothing(here: World) -> None:
    busy(here)
    with pytest.raises(Stale, match="The pathway was changed while you had this page open"):
        ends(here, "Joan Ellery", "ceased", version=pathway_version(here) + 1)


def test_without_an_open_pathway_there_is_nothing_to_end(here: World) -> None:
    with pytest.raises(Refused, match="Maya has no open pathway, so there is nothing to end"):
        here.does("Joan Ellery", end_pathway, child_id=here.child_id, version=1, ground="died", on=TODAY, **SAID)


def test_a_notification_nobody_read_is_withdrawn_too(here: World) -> None:
    here.incoming_search()
    report = newest("report")
    Request.objects.filter(step_id=report, key="check").update(state="sent", closed_at=None)
    ends(here, "Joan Ellery", "moved")
    assert asked(report, "check").state == "withdrawn"
