"""Every form is sent in every wrong way, right, and again (C05, P04, P16), by a clerk; and pages carry whole forms.

`_version` and `_key` missing, doubled or changed: 422. An id swapped for one that is not theirs: refused, and nothing
changed. The same again: the same answer, one effect. The same key with something else in it: 422.
"""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve

from permanence.records.children import Child
from permanence.records.documents import StoredFile
from permanence.records.forms import SectionAnswers
from permanence.records.worksteps import Workstep
from permanence.web.routes import routes
from tests.access.clerk import Clerk, is_a_page
from tests.access.house import write_report
from tests.factories import World, asked, meet_the_child, newest, proposal, section_version, version
from tests.support.proof import Proof
from tests.web.office import Office, open_office, text, words

FORM = re.compile(r'<form[^>]*method="post"[^>]*action="([^"#]*)[^"]*"[^>]*>(.*?)</form>', re.DOTALL)
LINK = re.compile(r'href="(/[^"#]*)"')
OF_DETAILS = {"_version": 0, "_authorised": "", "_section": "details"}
HELD = {"held_on-day": "16", "held_on-month": "11", "held_on-year": "2026", "agreed": "yes"}


@pytest.fixture
def clerk(db: None, settings: Any, proof: Proof) -> Clerk:
    settings.DEMO = True
    office, other = open_office(), open_office()
    forbidden = (*not_theirs(office.world), *elsewhere(other.world))
    return Clerk(office=office, forbidden=forbidden, most=proof.size(3, len(forbidden)))


def not_theirs(w: World) -> tuple[Any, ...]:
    """Return ids of a sealed child of the same authority, nobody's to know of; the world's child is another then."""
    report = w.report_to_manager()
    sealed = (report, asked(report, "authorise").id, w.child_id)
    Workstep.objects.filter(child_id=w.child_id).update(access_class="sealed")
    Child.objects.filter(id=w.child_id).update(access_class="sealed")
    meet_the_child(w)
    return sealed


def elsewhere(w: World) -> tuple[Any, ...]:
    """Return ids of another authority: a workstep, its request, its child, a worker, an inbox."""
    report = w.report_to_manager()
    return (report, asked(report, "authorise").id, w.child_id, w.people["Priya Nair"])


def test_a_pathway_is_walked_by_a_clerk(clerk: Clerk, proof: Proof) -> None:
    review = begins_review(clerk)
    finishes_review(clerk, review)
    report = writes_report(clerk)
    is_answered(clerk, report)
    assert clerk.sent["right"] >= 13
    assert clerk.sent["wrong"] >= 140
    assert clerk.sent["swapped"] >= 50
    proof.found("P16", what="forms with an id swapped", n=clerk.sent["swapped"], result="0 effects")


def begins_review(clerk: Clerk) -> Any:
    w = clerk.office.world
    path = f"/children/{w.child_id}/begin"
    clerk.sends("Tom Askew", path, other={"step_type": "report"}, _version="", step_type="review")
    return newest("review")


def finishes_review(clerk: Clerk, review: Any) -> None:
    w = clerk.office.world
    first = {"_version": 0, "_authorised": "", "_section": "review", "_act": "close", **HELD}
    clerk.sends("Tom Askew", f"/steps/{review}/save", other={"agreed": "no"}, **first)
    action = {"action": "write_report", "to": f"worker:{w.people['Priya Nair']}"}
    adding = f"/steps/{review}/next-actions/add"
    clerk.sends("Tom Askew", adding, other={"to": ""}, _version=version(review), **action)
    removing = {"_version": version(review), "proposal": str(proposal(review, "write_report").id)}
    clerk.sends("Tom Askew", f"/steps/{review}/next-actions/remove", other={"_version": 99}, **removing)
    clerk.sends("Tom Askew", adding, other={"to": ""}, _version=version(review), **action)
    clerk.sends("Tom Askew", f"/steps/{review}/finish", other={"_version": 99}, _version=version(review))


def writes_report(clerk: Clerk) -> Any:
    report = newest("report")
    clerk.sends("Priya Nair", f"/steps/{report}/start", other={"_version": 99}, _version=version(report))
    words_now = {"_authorised": "", "_section": "details", "_act": "close", "words": "Maya likes to paint."}
    saving = f"/steps/{report}/save"
    clerk.sends("Priya Nair", saving, other={"words": "Something else."}, _version=0, **words_now)
    to_joan = {"request_key": "authorise", "to": f"worker:{clerk.office.world.people['Joan Ellery']}"}
    sending = f"/steps/{report}/requests/send"
    clerk.sends("Priya Nair", sending, other={"note": "Soon."}, _version=version(report), **to_joan)
    request = f"/requests/{asked(report, 'authorise').id}"
    clerk.sends("Priya Nair", f"{request}/withdraw", other={"_version": 99}, _version=version(report))
    clerk.sends("Priya Nair", sending, other={"note": "Soon."}, _version=version(report), **to_joan)
    return report


def is_answered(clerk: Clerk, report: Any) -> None:
    request = f"/requests/{asked(report, 'authorise').id}/decline"
    declined = {"_version": version(report), "reason": "Say more."}
    clerk.sends("Joan Ellery", request, other={"reason": "Say less."}, **declined)
    away = {"to": f"worker:{clerk.office.world.people['Una Tait']}", "reason": "On a course."}
    moving = f"/steps/{report}/reassign"
    clerk.sends("Joan Ellery", moving, other={"reason": "On leave."}, _version=version(report), **away)


def test_a_file_that_is_sent_twice_is_kept_once(clerk: Clerk) -> None:
    w = clerk.office.world
    report = w.started_report()
    for _ in range(3):
        paper = SimpleUploadedFile("Letter.txt", b"A letter from school.\n", content_type="text/plain")
        form = {
            "_key": "once",
            "_version": 0,
            "_authorised": "",
            "_section": "details",
            "_act": "close",
            "words": "x",
            "paper": paper,
        }
        answer = clerk.post("Priya Nair", f"/steps/{report}/save", form)
        assert (answer.status_code, answer["Location"]) == (303, f"/steps/{report}/"), words(answer)
    assert StoredFile.objects.filter(step_id=report).count() == 1
    assert section_version(report, "details") == 1


def test_another_childs_file_does_not_answer_a_question(clerk: Clerk) -> None:
    """P16: the id of a file, in the body."""
    w = clerk.office.world
    theirs = write_report(w)
    file_id = StoredFile.objects.get(step_id=theirs).id
    meet_the_child(w)
    report = w.started_report()
    form = {
        "_key": "k",
        "_version": 0,
        "_authorised": "",
        "_section": "details",
        "_act": "close",
        "words": "x",
        "paper": str(file_id),
    }
    answer = clerk.post("Priya Nair", f"/steps/{report}/save", form)
    assert answer.status_code == 422, words(answer)
    saved = SectionAnswers.objects.filter(step_id=report, section="details").values_list("answers", flat=True).first()
    assert str(file_id) not in str(saved)


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"words": "x" * (6 * 1024 * 1024)}, "More was sent at once than a form holds"),
        ({f"people.{number}.who": "x" for number in range(5_100)}, "More was sent at once than a form holds"),
    ],
    ids=["six megabytes", "too many fields"],
)
def test_a_body_that_is_too_long_is_refused_in_words(clerk: Clerk, form: dict[str, str], says: str) -> None:
    report = clerk.office.world.started_report()
    whole = {"_key": "k", "_version": "0", "_authorised": "", "_section": "details", **form}
    answer = clerk.post("Priya Nair", f"/steps/{report}/save", whole)
    assert answer.status_code == 413
    assert is_a_page(answer)
    assert says in words(answer)


def test_every_form_of_an_act_carries_its_version_and_its_key(clerk: Clerk) -> None:
    """Each follows every link that a page shows them, from their first page on."""
    write_report(clerk.office.world)
    clerk.office.world.begins_review()
    acts = {route.name for route in routes() if route.methods == ("POST",) and route.acts} - {"address", "show_answer"}
    met = set[str]()
    for name in ("Priya Nair", "Joan Ellery", "Lena Voss", "Tom Askew"):
        for path, page in pages(clerk.office, name):
            for action, inside in FORM.findall(page):
                found = resolve(action.split("?")[0] or path.split("?")[0]).url_name
                if found and found in acts:
                    met.add(found)
                    assert inside.count('name="_version"') == 1, (path, action)
                    assert len(re.findall(r'name="_key" value="[^"]+"', inside)) == 1, (path, action)
    assert len(met) >= 10, sorted(met)


def pages(office: Office, name: str) -> Any:
    """Yield every page that somebody is led to, each address once, with its text."""
    waiting, met = ["/work/incoming/", "/children/", "/notices/"], set[str]()
    while waiting:
        path = waiting.pop()
        if path in met or re.match(r"/(sign-|account|gallery|demo|static|files)", path) or len(met) > 60:
            continue
        met.add(path)
        answer = office.get(name, path)
        if answer.status_code == 302:
            waiting.append(answer["Location"])
        elif answer["Content-Type"].startswith("text/html"):
            assert answer.status_code < 500, path
            waiting += LINK.findall(text(answer))
            yield path, text(answer)
