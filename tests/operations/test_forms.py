"""Writing forms: what can be read is stored, nothing typed is lost, an edit voids what was authorised (P11)."""

from typing import Any

import pytest

from permanence.kernel.reasons import Hidden, Refused, Stale
from permanence.operations import finishing, forms, next_actions, worksteps
from permanence.records.forms import Draft, Revision, SectionAnswers
from permanence.records.notices import Notice
from permanence.records.people import Person, Relationship
from permanence.records.requests import Request
from permanence.records.worksteps import StepEvent
from tests.factories import WORDS, World, asked, inbox, proposal, section_version, step, version, world


def answers(step_id: Any, section: str = "details") -> dict[str, Any]:
    return dict(SectionAnswers.objects.get(step_id=step_id, section=section).answers)


def test_a_save_keeps_answers_a_revision_and_who(here: World) -> None:
    report = here.started_report()
    saved = here.saves("Priya Nair", report, "details", words="One.", seen_on=here.today)
    assert (saved.says, saved.version, saved.errors) == ("Saved 09:00.", 1, {})
    saved = here.reaches("16 Nov 2026 14:05").saves("Priya Nair", report, "details", words="Two.")
    assert (saved.says, saved.version) == ("Saved 14:05.", 2)
    assert answers(report) == {"words": "Two."}
    kept = (
        Revision.objects.filter(step_id=report).order_by("number").values_list("number", "section_version", "answers")
    )
    assert [*kept] == [(1, 1, {"words": "One.", "seen_on": "2026-11-16"}), (2, 2, {"words": "Two."})]
    assert step(report).form_version == 2
    assert (
        StepEvent.objects.filter(step_id=report, act="save_section").latest("id").said == "Priya Nair saved section 1."
    )


def test_saving_the_same_again_changes_nothing(here: World) -> None:
    report = here.started_report()
    here.saves("Priya Nair", report, "details", **WORDS)
    before = version(report)
    assert here.saves("Priya Nair", report, "details", **WORDS).version == 1
    assert (version(report), Revision.objects.filter(step_id=report).count()) == (before, 1)


def test_what_cannot_be_read_stays_in_the_draft_and_is_named(here: World) -> None:
    report = here.started_report()
    typed = {"words": "Kept.", "seen_on-day": "31", "seen_on-month": "2", "seen_on-year": "2027", "_version": "0"}
    saved = here.does("Priya Nair", forms.save_section, step_id=report, section="details", version=0, typed=typed)
    assert saved.says == "Saved as a draft. One answer needs mending before the section is complete."
    assert saved.errors["seen_on"].startswith("31 February 2027 does not exist. ")
    assert answers(report) == {"words": "Kept."}
    draft = Draft.objects.get(step_id=report)
    assert draft.typed == {key: value for key, value in typed.items() if not key.startswith("_")}
    here.saves("Priya Nair", report, "details", words="Kept.", seen_on=here.today)
    assert not Draft.objects.filter(step_id=report).exists()


def test_a_stale_save_keeps_both_texts(here: World) -> None:
    report = here.started_report()
    here.saves("Priya Nair", report, "details", words="First.")
    here.reaches("16 Nov 2026 11:40").saves("Priya Nair", report, "details", words="Second.")
    with pytest.raises(Stale) as stale:
        here.does(
            "Priya Nair", forms.save_section, step_id=report, section="details", version=1, typed={"words": "Late."}
        )
    assert stale.value.sentence == "Priya Nair saved this section while you were writing."
    assert (stale.value.by, stale.value.at) == ("Priya Nair", "11:40")
    assert answers(report) == {"words": "Second."}
    draft = Draft.objects.get(step_id=report)
    assert (draft.typed, draft.base_version) == ({"words": "Late."}, 1)


@pytest.mark.parametrize(
    ("name", "section", "says"),
    [
        ("Joan Ellery", "details", "Only a Social worker writes this section."),
        ("Priya Nair", "check", "Only a Qaag worker writes this section."),
        ("Una Tait", "details", "There is nothing here, or you may not see it."),
        ("Priya Nair", "no_such", "There is nothing here, or you may not see it."),
    ],
)
def test_who_writes_what(here: World, name: str, section: str, says: str) -> None:
    report = here.started_report()
    typed = {"checked" if section == "check" else "words": "No."}
    with pytest.raises(Refused) as refused:
        here.does(name, forms.save_section, step_id=report, section=section, version=0, typed=typed)
    assert str(refused.value) == says
    assert not SectionAnswers.objects.filter(step_id=report).exists()
    hidden = isinstance(refused.value, Hidden)
    assert Draft.objects.filter(typed=typed).exists() is not hidden


def test_a_draft_is_its_writers_own_and_changes_nothing(here: World) -> None:
    report = here.started_report()
    before = version(report)
    done = here.reaches("16 Nov 2026 14:32").does(
        "Priya Nair", forms.save_draft, step_id=report, section="details", version=0, typed={"words": "Half a sent"}
    )
    assert done.says == "Draft kept 14:32:00. Only you see a draft."
    assert (version(report), SectionAnswers.objects.filter(step_id=report).count()) == (before, 0)
    assert Draft.objects.get().worker_id == here.people["Priya Nair"]


def test_a_finished_form_is_locked_but_for_what_is_still_told(here: World) -> None:
    report = here.checked_report()
    here.saves("Lena Voss", report, "check", checked="All of it.")
    here.on("Lena Voss", finishing.finish_step, report)
    with pytest.raises((Refused, Stale), match="Lena Voss finished this workstep at 09:00"):
        here.saves("Priya Nair", report, "details", words="Too late.")
    assert Draft.objects.get(step_id=report, worker_id=here.people["Priya Nair"]).typed == {"words": "Too late."}
    here.saves("Lena Voss", report, "check", checked="Something else.", told="Maya was told on the day.")
    assert answers(report, "check") == {"checked": "All of it.", "told": "Maya was told on the day."}


def test_a_new_person_is_added_and_pointed_to(here: World) -> None:
    report = here.started_report()
    typed = {
        "words": "Her aunt wrote.",
        "relative": "",
        "relative-new-name": " Bea  Carrow ",
        "relative-new-relation": "aunt_or_uncle",
        "people.r1.who-new-name": "Bea Carrow",
        "people.r1.who-new-relation": "aunt_or_uncle",
        "people.r1.said": "She may come.",
    }
    saved = here.does("Priya Nair", forms.save_section, step_id=report, section="details", version=0, typed=typed)
    assert not saved.errors
    aunt = Person.objects.get(name="Bea Carrow")
    assert answers(report)["relative"] == str(aunt.id)
    assert answers(report)["people"] == [{"id": "r1", "who": str(aunt.id), "said": "She may come."}]
    related = Relationship.objects.get(person=aunt)
    assert (related.relation, related.of.child.id) == ("aunt_or_uncle", here.child_id)


def test_a_new_person_without_a_relation_is_named(here: World) -> None:
    report = here.started_report()
    typed = {"words": "Her aunt wrote.", "relative-new-name": "Bea Carrow"}
    saved = here.does("Priya Nair", forms.save_section, step_id=report, section="details", version=0, typed=typed)
    assert saved.errors == {"relative": "Choose what Bea Carrow is to Maya."}
    assert not Person.objects.filter(name="Bea Carrow").exists()


def test_an_id_of_another_authority_points_nowhere(here: World) -> None:
    report = here.started_report()
    other = world()
    theirs = Person.objects.get(worker__id=other.people["Una Tait"])
    saved = here.saves("Priya Nair", report, "details", words="x", relative=str(theirs.id), paper=str(theirs.id))
    assert saved.errors == {
        "relative": "Choose a person from those found, or add a new one.",
        "paper": "Attach the file again.",
    }
    assert answers(report) == {"words": "x"}


def test_editing_what_was_authorised_voids_it_and_asks_again(here: World) -> None:
    report = here.report_to_qaag()
    first = asked(report, "authorise")
    here.reaches("17 Nov 2026 10:00").saves("Priya Nair", report, "details", words="Changed.")
    states = Request.objects.filter(step_id=report).order_by("sent_at", "id").values_list("key", "state")
    assert [*states] == [("authorise", "voided"), ("check", "withdrawn"), ("authorise", "sent")]
    again = asked(report, "authorise")
    assert (again.to_worker_id, again.sent_by_id, again.sent_at) == (first.completed_by_id, first.sent_by_id, here.at)
    first.refresh_from_db()
    assert first.reason == (
        "Section 1 was changed after Joan Ellery authorised version 1. The authorisation no longer stands."
    )
    told = Notice.objects.filter(kind="voided").order_by("worker_id").values_list("worker_id", flat=True)
    assert {*told} == {here.people["Priya Nair"], here.people["Joan Ellery"]}
    assert "Joan Ellery has been asked again." in Notice.objects.filter(kind="voided")[0].says
    assert step(report).move == "Joan Ellery: Manager authorises"


def test_next_actions_and_later_sections_void_nothing(here: World) -> None:
    report = here.report_to_qaag()
    here.does("Lena Voss", worksteps.pick_up, inbox_id=inbox("cs_qaag"), requests=[asked(report, "check").id])
    here.saves("Lena Voss", report, "check", checked="Read twice.")
    given: dict[str, Any] = {
        "action_key": "no_longer",
        "reason_text": "Home",
        "replaces": proposal(report, "search").id,
    }
    here.on("Joan Ellery", next_actions.add_next_action, report, **given)
    assert asked(report, "authorise").state == "completed"


def test_authorising_freezes_the_answers_as_they_were(here: World) -> None:
    report = here.report_to_manager()
    here.completes("Joan Ellery", report, "authorise")
    request = asked(report, "authorise")
    assert request.covered == {"sections": ["details"], "answers": {"details": WORDS}}
    assert len(request.covered_hash) == 64
    assert request.form_version == 1


def test_what_is_authorised_is_what_was_shown(here: World) -> None:
    report = here.report_to_manager()
    shown = version(report)
    here.saves("Priya Nair", report, "details", words="Slipped in.")
    from permanence.operations.requests import complete_request

    with pytest.raises(Stale, match="Priya Nair changed this workstep"):
        here.does("Joan Ellery", complete_request, request_id=asked(report, "authorise").id, version=shown)
    assert asked(report, "authorise").state == "sent"
    assert section_version(report, "details") == 2
