"""A section of a form over HTTP: nothing typed is lost, whatever is answered (C05, C06, P11; pages, 10.4 and 10.4b)."""

import html
import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from permanence.records.forms import Draft, Revision, SectionAnswers
from permanence.records.people import Worker
from tests.web.conftest import Desk, Review

HELD: dict[str, Any] = {"held_on-day": "10", "held_on-month": "11", "held_on-year": "2026"}
WHY = "The court has not decided."


def post(
    review: Review,
    desk: Desk,
    act: str | None = "continue",
    *,
    version: int | str | None = 0,
    headers: Any = None,
    **typed: Any,
) -> HttpResponse:
    given = {"_section": "review", "_act": act, "_version": version, "_key": str(uuid4()), "_authorised": "", **typed}
    given = {name: value for name, value in given.items() if value is not None}
    return desk.browser.post(f"{review.href}save", given, headers=headers)  # type: ignore[return-value]


def text(response: Any) -> str:
    return html.unescape(response.content.decode())


def kept(review: Review) -> dict[str, Any]:
    return dict(SectionAnswers.objects.get(step_id=review.step_id, section="review").answers)


def test_its_writer_is_asked(review: Review) -> None:
    answer = review.sit("tom").browser.get(review.section("review"))
    assert answer.status_code == 200
    page = text(answer)
    assert page.count("<h1") == 1
    assert 'name="held_on-day"' in page
    assert 'name="_version" value="0"' in page


def test_another_role_reads_and_is_told_who_writes(review: Review) -> None:
    answer = review.sit("priya").browser.get(review.section("review"))
    assert answer.status_code == 200
    assert "writes this section." in text(answer)
    assert 'name="held_on-day"' not in text(answer)


def test_a_stranger_gets_the_same_bytes_as_for_nothing(review: Review) -> None:
    stranger = review.sit("dee")
    hidden = stranger.browser.get(review.section("review"))
    nothing = stranger.browser.get(
        review.section("review").replace(str(review.step_id), "01a2008c-0000-7000-8000-000000000000")
    )
    assert (hidden.status_code, nothing.status_code) == (404, 404)
    assert masked(hidden) == masked(nothing)


def masked(answer: Any) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def test_an_unknown_section_is_not_there(review: Review) -> None:
    assert review.sit("tom").browser.get(review.section("nonsense")).status_code == 404


def test_a_save_leads_on_to_the_next_section(review: Review) -> None:
    answer = post(review, review.sit("tom"), **HELD)
    assert (answer.status_code, answer["Location"]) == (303, f"{review.href}next-actions/#title")
    assert kept(review)["held_on"] == "2026-11-10"


def test_save_and_close_leads_to_the_workstep(review: Review) -> None:
    assert post(review, review.sit("tom"), "close", **HELD)["Location"] == review.href


def test_what_cannot_be_read_is_named_and_stays_and_the_rest_is_saved(review: Review) -> None:
    answer = post(
        review,
        review.sit("tom"),
        **{
            **HELD,
            "why_not_yet": WHY,
            "next_on-day": "31",
            "next_on-month": "2",
            "next_on-year": "2027",
            "permanence_agreed": "not_yet",
        },
    )
    page = text(answer)
    assert answer.status_code == 422
    assert "<title>Error: " in page
    assert "31 February 2027 does not exist." in page
    assert re.search(r'name="next_on-day"[^>]* value="31"', page)
    assert 'href="#next_on-day"' in page
    assert kept(review)["held_on"] == "2026-11-10"
    assert 'name="_version" value="1"' in page, "the rest is saved, so the next save checks that version"


def test_a_draft_is_kept_unread_and_only_its_writer_sees_it(review: Review) -> None:
    tom = review.sit("tom")
    answer = post(review, tom, "draft", **{"held_on-day": "the tenth"})
    assert (answer.status_code, answer["Location"]) == (303, review.section("review"))
    assert 'value="the tenth"' in text(tom.browser.get(review.section("review")))
    assert "the tenth" not in text(review.sit("priya").browser.get(review.section("review")))
    assert not SectionAnswers.objects.exists()


def test_the_script_is_told_in_one_line_when_the_draft_was_kept(review: Review) -> None:
    answer = post(review, review.sit("tom"), "draft", headers={"Accept": "application/json"}, why_not_yet=WHY)
    assert answer.status_code == 200
    assert re.fullmatch(r'\{"says": "Draft kept \d\d:\d\d:\d\d. Only you see a draft."\}', answer.content.decode())


def test_a_form_without_the_version_it_showed_is_not_saved(review: Review) -> None:
    tom = review.sit("tom")
    for version in (None, "", "one", "-1", "²"):
        assert post(review, tom, version=version, **HELD).status_code == 422
    assert not SectionAnswers.objects.exists()


def test_add_another_reads_nothing_and_puts_the_focus_into_the_new_row(review: Review) -> None:
    tom = review.sit("tom")
    answer = post(review, tom, None, _add="present", why_not_yet=WHY, **{"held_on-day": "the tenth"})
    assert answer.status_code == 303
    page = text(tom.browser.get(answer["Location"]))
    assert 'value="the tenth"' in page
    assert "does not exist" not in page
    focused = re.findall(r'name="(present\.\w+\.\w+)[^"]*"[^>]*autofocus', page)
    assert len(focused) == 1


def test_removing_a_row_leaves_the_others_with_their_ids(review: Review) -> None:
    tom = review.sit("tom")
    rows = {"present.a.agency": "School", "present.b.agency": "Health"}
    answer = post(review, tom, None, _remove="present.a", **rows)
    assert answer.status_code == 303
    assert Draft.objects.get().typed == {"present.b.agency": "Health"}


def test_a_save_of_something_else_meanwhile_shows_both_texts(review: Review) -> None:
    first, second = review.sit("tom"), review.sit("tom")
    assert post(review, first, why_not_yet="The court decides in June.", permanence_agreed="not_yet").status_code == 303
    answer = post(review, second, why_not_yet="The court decides in July.", permanence_agreed="not_yet")
    page = text(answer)
    assert answer.status_code == 409
    assert 'data-test="conflict"' in page
    assert "June" in page
    assert "July" in page
    assert 'name="_version" value="1"' in page
    assert page.count("checked") == 0, "nothing is chosen beforehand"


def compare(review: Review, desk: Desk, **typed: Any) -> HttpResponse:
    given = {"_section": "review", "_act": "save", "_version": 1, "_key": str(uuid4()), "_authorised": "", **typed}
    return desk.browser.post(f"{review.href}compare", given)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("choice", "stands"),
    [("theirs", "The court decides in June."), ("mine", "The court decides in July."), ("both", "In June or July.")],
)
def test_the_words_that_were_chosen_stand_and_no_revision_is_lost(review: Review, choice: str, stands: str) -> None:
    tom = review.sit("tom")
    post(review, tom, why_not_yet="The court decides in June.", permanence_agreed="not_yet", **HELD)
    post(review, tom, why_not_yet="The court decides in July.", permanence_agreed="not_yet", **HELD)
    unchosen = compare(review, tom)
    assert unchosen.status_code == 422
    assert "Choose which words stand" in text(unchosen)
    answer = compare(review, tom, **{"choice.why_not_yet": choice, "both.why_not_yet": "In June or July."})
    assert (answer.status_code, answer["Location"]) == (303, review.section("review"))
    assert kept(review)["why_not_yet"] == stands
    assert kept(review)["held_on"] == "2026-11-10", "what did not differ is as it was"
    texts = [each.answers.get("why_not_yet") for each in Revision.objects.order_by("number")]
    assert texts[0] == "The court decides in June."


def test_a_third_save_meanwhile_gives_the_comparison_again_with_all_words_kept(review: Review) -> None:
    tom = review.sit("tom")
    post(review, tom, why_not_yet="The court decides in June.", permanence_agreed="not_yet")
    post(review, tom, why_not_yet="The court decides in July.", permanence_agreed="not_yet")
    SectionAnswers.objects.update(version=2, answers={"why_not_yet": "In August.", "permanence_agreed": "not_yet"})
    answer = compare(review, tom, **{"choice.why_not_yet": "mine"})
    assert answer.status_code == 409
    assert 'name="_version" value="2"' in text(answer)
    assert "August" in text(answer)
    assert Draft.objects.get().typed["why_not_yet"] == "The court decides in July."


def test_one_key_saves_once_and_with_other_words_is_refused_with_them_still_there(review: Review) -> None:
    tom = review.sit("tom")
    for _ in range(2):
        assert post(review, tom, _key="k1", why_not_yet=WHY, permanence_agreed="not_yet").status_code == 303
    assert Revision.objects.count() == 1
    answer = post(review, tom, _key="k1", why_not_yet="Other words.", permanence_agreed="not_yet")
    assert answer.status_code == 422
    assert "Other words." in text(answer)


def test_words_in_a_find_box_search_before_anything_is_saved(review: Review) -> None:
    tom = review.sit("tom")
    page = text(tom.browser.get(review.section("review")))
    [name] = set(re.findall(r'name="(present\.\w+\.\w+)-find"', page))
    answer = post(review, tom, **{f"{name}-find": "iris"})
    assert answer.status_code == 303
    assert not SectionAnswers.objects.exists()
    assert "Iris Carrow" in text(tom.browser.get(answer["Location"]))


def test_whoever_came_to_a_meeting_as_a_worker_is_found_by_name_as_family_is(review: Review) -> None:
    """Who was there: the chair, the social worker and the child's family alike (forms.md, `present`)."""
    tom = review.sit("tom")
    page = text(tom.browser.get(review.section("review")))
    [name] = set(re.findall(r'name="(present\.\w+\.\w+)-find"', page))
    answer = post(review, tom, **{f"{name}-find": "gwen pryce"})
    person_id = Worker.objects.get(id=review.story.gwen.worker_id).person_id
    found = text(tom.browser.get(answer["Location"]))
    assert f'value="{person_id}"' in found
    assert "Gwen Pryce" in found
    assert post(review, tom, **HELD, **{name: str(person_id)}).status_code == 303
    assert kept(review)["present"][0]["attendee"] == str(person_id)


def test_a_file_is_kept_whole_and_stays_when_the_section_is_saved_again(review: Review) -> None:
    tom = review.sit("tom")
    row: dict[str, Any] = {"present.a.agency": "Hazel Road School"}
    notes = SimpleUploadedFile("notes.txt", b"Minutes of the review, agreed as a fair record by all who came.\n")
    answer = post(review, tom, **{**row, "present.a.contribution_file": notes})
    assert answer.status_code == 303, text(answer)[:2000]
    [stored] = kept(review)["present"]
    download = tom.browser.get(f"/files/{stored['contribution_file']}/")
    assert b"".join(download.streaming_content).startswith(b"Minutes of the review")  # type: ignore[attr-defined]
    assert download["Content-Disposition"].startswith("attachment")
    # A browser sends the id beside the file input that was left empty, under the same name.
    again = post(review, tom, version=1, **{**row, "present.a.contribution_file": [stored["contribution_file"], ""]})
    assert again.status_code == 303
    assert kept(review)["present"][0]["contribution_file"] == stored["contribution_file"]


def test_a_file_that_cannot_be_kept_is_named_and_the_rest_is_saved(review: Review) -> None:
    wrong = SimpleUploadedFile("run.exe", b"MZ\x90\x00\x03")
    row: dict[str, Any] = {"present.a.agency": "School", "present.a.contribution_file": wrong}
    answer = post(review, review.sit("tom"), **HELD, **row)
    assert answer.status_code == 422
    assert "The file cannot be kept" in text(answer)
    assert kept(review)["held_on"] == "2026-11-10"


def test_a_null_character_is_kept_as_a_mark_that_can_be_seen(review: Review) -> None:
    tom = review.sit("tom")
    assert post(review, tom, "draft", why_not_yet="a\x00b").status_code == 303
    assert Draft.objects.get().typed["why_not_yet"] == "a\ufffdb"


def test_who_wrote_it_is_the_present_day_in_london(review: Review) -> None:
    post(review, review.sit("tom"), **HELD)
    page = text(review.sit("tom").browser.get(review.section("review")))
    assert re.search(r"Section saved \d\d:\d\d by you\.", page)
    assert date.fromisoformat(kept(review)["held_on"]) == date(2026, 11, 10)
