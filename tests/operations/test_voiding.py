"""An edit of what was authorised: who is told, who is asked again, what is withdrawn, who is asked first (words 13)."""

from dataclasses import replace
from typing import Any

import pytest

from permanence.kernel.definitions import Process
from permanence.kernel.form_definitions import RuleUse
from permanence.kernel.reasons import Refused
from permanence.operations import forms, next_actions, workers, worksteps
from permanence.operations import requests as asking
from permanence.records.audit import AuditRow
from permanence.records.forms import Draft, Revision, SectionAnswers
from permanence.records.requests import Request
from permanence.records.step_facts import step_facts
from tests.factories import World, asked, inbox, proposal, section_version, version, world
from tests.small_process import small_process

STANDS = "Section 1 was changed after Joan Ellery authorised version 1. The authorisation no longer stands."
AGAIN = "Joan Ellery has been asked again."


def states(step_id: Any) -> list[tuple[str, str]]:
    rows = Request.objects.filter(step_id=step_id).order_by("sent_at", "id")
    return [*rows.values_list("key", "state")]


def saves(here: World, report: Any, *, known: Any = None, words: str = "Changed.") -> forms.Saved:
    given = {"section": "details", "version": section_version(report, "details"), "typed": {"words": words}}
    saved: forms.Saved = here.does("Priya Nair", forms.save_section, step_id=report, authorised=known, **given)
    return saved


def test_the_save_says_so_and_its_audit_row_too(here: World) -> None:
    report = here.report_to_qaag()
    saved = saves(here.reaches("17 Nov 2026 14:05"), report)
    assert saved.says == f'Saved 14:05. {STANDS} {AGAIN} "QAAG checks" was withdrawn.'
    row = AuditRow.objects.filter(act="save_section", object_id=report).latest("seq")
    assert row.said["voided"] == ["authorise"]


def test_qaag_is_not_asked_again_before_the_manager(here: World) -> None:
    """R96: both had completed theirs; what followed is withdrawn, and asked for after the manager."""
    report = here.checked_report()
    saves(here.reaches("17 Nov 2026 10:00"), report)
    assert states(report) == [("authorise", "voided"), ("check", "withdrawn"), ("authorise", "sent")]
    with pytest.raises(Refused, match="Joan Ellery has had it since"):
        here.sends("Joan Ellery", report, "check", to_inbox=inbox("cs_qaag"))
    here.completes("Joan Ellery", report, "authorise")
    here.sends("Joan Ellery", report, "check", to_inbox=inbox("cs_qaag"))


def test_saving_the_same_voids_nothing(here: World) -> None:
    report = here.checked_report()
    words = SectionAnswers.objects.get(step_id=report, section="details").answers["words"]
    assert saves(here, report, words=words).says == "Saved 09:00."
    assert {state for _, state in states(report)} == {"completed"}


def test_nobody_is_asked_again_who_has_left(here: World) -> None:
    report = here.report_to_manager()
    here.completes("Joan Ellery", report, "authorise")
    leaving: dict[str, Any] = {"worker_id": here.people["Joan Ellery"], "work_to": here.people["Ravi Menon"]}
    workers.disable_worker(actor=here.founder, at=here.at, **leaving)
    saved = saves(here, report)
    assert "Joan Ellery no longer works here, so send it to somebody else." in saved.says
    assert states(report) == [("authorise", "voided")]
    here.sends("Priya Nair", report, "authorise", to_worker=here.people["Ravi Menon"])


def test_whoever_began_to_write_before_it_was_authorised_is_asked_first(here: World) -> None:
    """The page warned of nothing, so the save is refused and what was typed a draft; saved again, it goes through."""
    report = here.report_to_manager()
    here.reaches("16 Nov 2026 10:42").completes("Joan Ellery", report, "authorise")
    with pytest.raises(Refused) as refused:
        saves(here, report, known=())
    assert str(refused.value).startswith("Joan Ellery authorised version 1 at 10:42, while you were writing.")
    assert refused.value.status == 409
    assert states(report) == [("authorise", "completed")]
    assert Draft.objects.get(step_id=report).typed["words"] == "Changed."
    assert Revision.objects.filter(step_id=report).count() == 1
    assert AGAIN in saves(here, report, known=(asked(report, "authorise").id,)).says


def test_what_a_removed_next_action_had_authorised_goes_with_it(here: World) -> None:
    """Q18: whoever chooses again needs another authorisation."""
    process = _with_choice_authorised()
    made = world(process=process)
    report = made.started_report()
    added: dict[str, Any] = {"action_key": "no_longer", "reason_text": "Home."}
    made.on("Priya Nair", next_actions.add_next_action, report, **added)
    made.sends("Priya Nair", report, "agree", to_worker=made.people["Joan Ellery"])
    made.completes("Joan Ellery", report, "agree")
    given = {"proposal_id": proposal(report, "no_longer").id}
    made.on("Priya Nair", next_actions.remove_next_action, report, **given)
    assert states(report) == [("agree", "withdrawn")]
    made.on("Joan Ellery", next_actions.add_next_action, report, **added)
    with pytest.raises(Refused, match="to yourself"):
        made.sends("Joan Ellery", report, "agree", to_worker=made.people["Joan Ellery"])


def _with_choice_authorised() -> Process:
    process = small_process()
    report = process.step("report")
    agree = replace(
        report.request("authorise"),
        key="agree",
        title="Manager agrees",
        sent_by=("social_worker", "team_manager"),
        needs_sections=(),
        covers=(),
        only_with=("no_longer",),
    )
    steps = tuple(
        replace(each, requests=(*each.requests, agree)) if each.key == "report" else each for each in process.steps
    )
    return replace(process, steps=steps)


def test_what_was_changed_after_it_was_authorised_is_told_to_who_rests_on_it(db: None) -> None:
    """forms.md 2, `rule_papers_unchanged`: the search was sent on at once, and the report is edited behind it."""
    here = world(process=_with_papers())
    report = here.report_to_manager()
    here.completes("Joan Ellery", report, "authorise")
    here.on(
        "Joan Ellery",
        next_actions.add_next_action,
        report,
        action_key="search",
        to_inbox=inbox_of(here, "cs_family_finders"),
    )
    here.on("Joan Ellery", next_actions.send_now, report, proposal_id=proposal(report, "search").id)
    search = proposal(report, "search").created_step_id
    assert search is not None
    inbox_id = inbox_of(here, "cs_family_finders")
    here.does("Dee Marlow", worksteps.pick_up, inbox_id=inbox_id, steps=(search,))
    here.on("Dee Marlow", worksteps.start_step, search)
    says = "The form of Report was edited or reopened after it was authorised, and not authorised again."
    assert says not in why_not(here, search)
    saves(here, report)
    assert says in why_not(here, search)
    here.completes("Joan Ellery", report, "authorise")
    assert says not in why_not(here, search)


def why_not(here: World, step_id: Any) -> list[str]:
    from permanence.kernel.worksteps import reasons_against_finishing

    facts = step_facts(step_id, actor=here.actor("Dee Marlow"), at=here.at)
    return [reason.sentence for reason in reasons_against_finishing(facts, here.actor("Dee Marlow"))]


def inbox_of(here: World, key: str) -> Any:
    from permanence.records.authorities import Inbox

    return Inbox.objects.get(key=key, authority_id=here.authority_id).id


def _with_papers() -> Process:
    """Return the small process in which a search may be sent at once, and asks whether the report was changed."""
    process = small_process()
    report = process.step("report")
    actions = tuple(replace(each, immediate=True) if each.key == "search" else each for each in report.next_actions)
    steps = tuple(replace(each, next_actions=actions) if each.key == "report" else each for each in process.steps)
    rule = RuleUse(rule="rule_papers_unchanged", effect="asks", says="The report was not edited", sections=(1,))
    search_forms = tuple(
        replace(each, rules=(*each.rules, rule)) if each.key == "search" else each for each in process.forms
    )
    return replace(process, steps=steps, forms=search_forms)


def test_what_the_page_showed_is_what_is_authorised(here: World) -> None:
    """P10: the version may be the newest one; the hash of what was read is not."""
    report = here.report_to_manager()
    request = asked(report, "authorise").id
    facts = step_facts(report, actor=here.actor("Joan Ellery"), at=here.at)
    shown = facts.covered_hashes["authorise"]
    here.reaches("16 Nov 2026 10:00").saves("Priya Nair", report, "details", words="Slipped in.")
    given = {"request_id": request, "version": version(report), "covered": shown}
    from permanence.kernel.reasons import Stale

    with pytest.raises(Stale, match=r"Priya Nair saved section 1 at 10:00\. Read what changed, then answer again\."):
        here.does("Joan Ellery", asking.complete_request, **given)
    assert asked(report, "authorise").state == "sent"
    with pytest.raises(Refused, match="You sent this request"):
        here.does("Priya Nair", asking.complete_request, **given)


def test_the_form_version_answered_is_kept(here: World) -> None:
    report = here.report_to_manager()
    here.saves("Priya Nair", report, "details", words="Better.")
    given = {"request_id": asked(report, "authorise").id, "version": version(report)}
    here.does("Joan Ellery", asking.decline_request, reason="Ask the school.", **given)
    assert asked(report, "authorise").form_version == 2
