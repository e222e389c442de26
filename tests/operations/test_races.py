"""Races on real connections, let go at one moment: one winner, and a sentence for everybody else (P08 to P11)."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from permanence.operations import commenting, finishing, forms, next_actions, requests, worksteps
from permanence.records.audit import AuditRow
from permanence.records.comments import SectionComment
from permanence.records.forms import Draft, Revision, SectionAnswers
from permanence.records.pathways import Pathway
from permanence.records.requests import Request
from permanence.records.worksteps import StepEvent, Workstep
from tests.factories import WORDS, World, asked, inbox, proposal, step, version, with_login
from tests.shown import covered
from tests.support.race import race, sentences, winners

MANY = 50


def test_of_fifty_finishers_one_finishes(committed: World) -> None:
    here = committed
    report = here.checked_report()
    here.reaches("9 Dec 2026 10:42")
    given: dict[str, Any] = {"step_id": report, "version": version(report), "actor": here.actor("Lena Voss")}
    results = race(*[lambda: finishing.finish_step(at=here.at, **given)] * MANY)
    assert len(winners(results)) == 1
    assert sentences(results) == {"Lena Voss finished this workstep at 10:42."}
    assert len(results) == MANY
    assert Workstep.objects.filter(step_type="search").count() == 1
    assert AuditRow.objects.filter(act="finish_step", object_id=report).count() == 1
    assert StepEvent.objects.filter(step_id=report, act="finish_step").count() == 1


def test_of_fifty_picking_up_one_has_it(committed: World) -> None:
    here = committed
    search = here.incoming_search()
    here.reaches("16 Nov 2026 09:04")
    names = ["Dee Marlow", "Kit Hale"] * (MANY // 2)
    given: dict[str, Any] = {"inbox_id": inbox("cs_family_finders"), "steps": [search], "at": here.at}
    actors = [here.actor(name) for name in names]
    results = race(*(lambda actor=actor: worksteps.pick_up(actor=actor, **given) for actor in actors))
    assert len(winners(results)) == 1
    owner = step(search).assigned_worker_id
    name = next(name for name, worker_id in here.people.items() if worker_id == owner)
    assert sentences(results) == {f"{name} picked this up at 09:04, a moment before you."}
    assert StepEvent.objects.filter(step_id=search, act="pick_up").count() == 1


def test_of_two_who_start_from_the_inbox_one_starts(committed: World) -> None:
    here = committed
    search = here.incoming_search()
    given: dict[str, Any] = {"step_id": search, "version": version(search), "at": here.at}
    both = [here.actor(name) for name in ("Dee Marlow", "Kit Hale")]
    results = race(*(lambda actor=actor: worksteps.start_step(actor=actor, **given) for actor in both))
    assert len(winners(results)) == 1
    (said,) = sentences(results)
    assert said.endswith("picked this up at 09:00, a moment before you.")


@pytest.mark.parametrize("second", ["complete", "decline"])
def test_two_answers_to_one_request_are_one_decision(committed: World, second: str) -> None:
    here = committed
    report = here.report_to_qaag()
    given: dict[str, Any] = {"request_id": asked(report, "check").id, "version": version(report), "at": here.at}
    lena, gita = here.actor("Lena Voss"), here.actor("Gita Rao")
    other: Callable[[], Any] = lambda: requests.complete_request(actor=gita, **given)  # noqa: E731
    if second == "decline":
        other = lambda: requests.decline_request(actor=gita, reason="Thin.", **given)  # noqa: E731
    results = race(lambda: requests.complete_request(actor=lena, **given), other)
    assert len(winners(results)) == 1
    row = asked(report, "check")
    assert row.state in {"completed", "declined"}
    assert Request.objects.filter(step_id=report, key="check").count() == 1
    assert AuditRow.objects.filter(act__in=["complete_request", "decline_request"], object_id=row.id).count() == 1


def test_of_two_saves_one_stands_and_the_other_is_a_draft(committed: World) -> None:
    here = committed
    report = here.started_report()
    given: dict[str, Any] = {"step_id": report, "section": "details", "version": 0, "at": here.at}
    actor = here.actor("Priya Nair")
    texts = [f"Text {number}." for number in range(8)]
    results = race(
        *(lambda text=text: forms.save_section(typed={"words": text}, actor=actor, **given) for text in texts)
    )
    assert len(winners(results)) == 1
    assert sentences(results) == {"Priya Nair saved this section while you were writing."}
    kept = SectionAnswers.objects.get(step_id=report)
    assert kept.version == 1
    assert Revision.objects.filter(step_id=report).count() == 1
    assert Draft.objects.get(step_id=report).typed["words"] in set(texts) - {kept.answers["words"]}


def test_of_two_who_begin_at_once_one_opens_the_pathway(committed: World) -> None:
    here = committed
    given: dict[str, Any] = {"child_id": here.child_id, "step_type": "review", "at": here.at}
    actor = here.actor("Tom Askew")
    results = race(*[lambda: worksteps.begin_step(actor=actor, **given)] * 8)
    assert len(winners(results)) == 1
    assert (Pathway.objects.count(), Workstep.objects.count()) == (1, 1)
    assert all("Tom Askew" in said for said in sentences(results))


def test_one_key_at_once_is_one_act_with_one_result(committed: World) -> None:
    here = committed
    report = here.started_report()
    actor = with_login(here, "Priya Nair")
    given: dict[str, Any] = {"step_id": report, "section": "details", "version": 0, "at": here.at, "actor": actor}
    key = str(uuid4())
    results = race(*[lambda: forms.save_section(typed=WORDS, key=key, **given)] * 20)
    assert len({result.version for result in results}) == 1
    assert len(winners(results)) == len(results)
    assert Revision.objects.filter(step_id=report).count() == 1


def test_nothing_is_born_on_a_pathway_that_ends_at_that_moment(committed: World) -> None:
    """Tom's review would add to the pathway that Lena's finish ends; whichever comes first, nothing is left on it."""
    here = committed
    report = here.report_to_qaag()
    replacing: dict[str, Any] = {
        "action_key": "no_longer",
        "reason_text": "Home.",
        "replaces": proposal(report, "search").id,
    }
    here.on("Joan Ellery", next_actions.add_next_action, report, **replacing)
    lena, tom = here.actor("Lena Voss"), here.actor("Tom Askew")
    race(
        lambda: finishing.finish_step(step_id=report, version=version(report), actor=lena, at=here.at),
        lambda: worksteps.begin_step(child_id=here.child_id, step_type="review", actor=tom, at=here.at),
    )
    left = Workstep.objects.filter(closed_at=None)
    assert all(one.pathway.closed_at is None for one in left.select_related("pathway"))


def test_of_two_who_authorise_what_they_read_one_does(committed: World) -> None:
    """P10: one decision, and a sentence for the other."""
    here = committed
    report = here.report_to_qaag()
    request = asked(report, "check").id
    given: dict[str, Any] = {"request_id": request, "version": version(report), "covered": covered(request)}
    both = [here.actor(name) for name in ("Lena Voss", "Gita Rao")]
    results = race(*(lambda actor=actor: requests.complete_request(actor=actor, at=here.at, **given) for actor in both))
    assert len(winners(results)) == 1
    (said,) = sentences(results)
    assert said.startswith(("Lena Voss", "Gita Rao"))
    row = asked(report, "check")
    assert (row.state, row.covered_hash) == ("completed", covered(request))
    assert AuditRow.objects.filter(act="complete_request", object_id=request).count() == 1


@pytest.mark.parametrize("number", range(4))
def test_of_an_author_who_saves_and_a_manager_who_authorises_one_wins(committed: World, number: int) -> None:
    """Never is a text authorised that nobody read, nor an authorisation voided that its author knew not of."""
    here = committed
    report = here.report_to_manager()
    request = asked(report, "authorise").id
    read = covered(request)
    joan, priya = here.actor("Joan Ellery"), here.actor("Priya Nair")
    completing: dict[str, Any] = {"request_id": request, "version": version(report), "covered": read}
    saving: dict[str, Any] = {"step_id": report, "section": "details", "version": 1, "authorised": ()}
    acts = [
        lambda: requests.complete_request(actor=joan, at=here.at, **completing),
        lambda: forms.save_section(typed={"words": "Changed."}, actor=priya, at=here.at, **saving),
    ]
    results = race(*(acts if number % 2 else reversed(acts)))
    assert len(winners(results)) == 1
    (said,) = sentences(results)
    row = asked(report, "authorise")
    if row.state == "completed":
        assert said.startswith("Joan Ellery authorised version 1 at 09:00, while you were writing.")
        assert (row.covered_hash, SectionAnswers.objects.get(step_id=report).version) == (read, 1)
        assert Draft.objects.get(step_id=report).typed == {"words": "Changed."}
    else:
        assert said.startswith("What you read is not what stands there now: Priya Nair saved section 1 at 09:00.")
        assert (row.state, SectionAnswers.objects.get(step_id=report).version) == ("sent", 2)


def test_of_two_who_settle_a_comment_one_does(committed: World) -> None:
    here = committed
    report = here.report_to_manager()
    given: dict[str, Any] = {"step_id": report, "section": "details", "version": 1, "text": "How often?"}
    here.does("Joan Ellery", commenting.comment_on_section, **given)
    row, priya = SectionComment.objects.get(), here.actor("Priya Nair")
    settling: dict[str, Any] = {"comment_id": row.id, "version": 1, "actor": priya, "at": here.at}
    words = ["Weekly.", "Monthly."]
    results = race(*(lambda word=word: commenting.settle_comment(word=word, **settling) for word in words))
    assert len(winners(results)) == 1
    assert sentences(results) == {"Priya Nair settled this comment already."}
