"""Forms of sections: saved, drafted, compared, commented on, brought back; and of what is one's own."""

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile

from permanence.operations import commenting
from permanence.records.comments import SectionComment
from permanence.records.forms import SectionAnswers
from permanence.records.notices import Notice
from tests.access.every.sheet import Sheet
from tests.factories import WORDS, World, section_version
from tests.web.office import Office

TEXT, LATER = "Maya sees her aunt on Sundays.", "Maya sees her aunt and her cousins on Sundays."
SECTION = "sections/details/"


def saving(o: Office, act: str = "close", **typed: Any) -> Sheet:
    """Priya saves the section, which she saved before."""
    report = _saved_twice(o.world)
    given: dict[str, Any] = {"typed": {"words": LATER, "_act": act, **typed}, "other": {"words": TEXT}, "words": LATER}
    return _of_details(report, "save", SECTION, **given)


def saving_and_going_on(o: Office) -> Sheet:
    """Save and continue, with a person who is new to the record."""
    more: dict[str, Any] = {"relative-new-name": "Blessing Okafor", "relative-new-relation": "aunt"}
    return saving(o, "continue", **more)


def saving_with_a_file(o: Office) -> Sheet:
    """The section with a file that comes with it."""
    paper = SimpleUploadedFile("Letter.txt", b"A letter from school.\n", content_type="text/plain")
    return saving(o, "close", paper=paper)


def keeping_a_draft(o: Office) -> Sheet:
    """Save draft: what is kept again is the same draft."""
    report = _saved_twice(o.world)
    typed = {"words": LATER, "_act": "draft"}
    action, page = f"/steps/{report}/save", f"/steps/{report}/{SECTION}"
    return Sheet(by="Priya Nair", page=page, action=action, typed=typed, words=LATER, once=False, keyed=False)


def attaching(o: Office) -> Sheet:
    """A file that the page's script sends on its own."""
    report = _saved_twice(o.world)
    typed = {"_field": "paper", "file": SimpleUploadedFile("Letter.txt", b"A letter from school.\n")}
    other = {"file": SimpleUploadedFile("Other.txt", b"Another letter.\n")}
    given: dict[str, Any] = {"typed": typed, "other": other, "leads": 201, "form": f"/steps/{report}/save"}
    given |= {"version_of": None, "once": False, "steers": frozenset({"_authorised"})}
    return _of_details(report, "attach", SECTION, **given)


def choosing_between_two(o: Office) -> Sheet:
    """Priya saved on one page while another lay open, and settles which words stand."""
    w = o.world
    report = w.started_report()
    w.saves("Priya Nair", report, "details", words=TEXT)
    old = section_version(report, "details")
    w.saves("Priya Nair", report, "details", words=LATER)
    typed = {"words": "Maya sees her aunt.", "_section": "details", "_act": "close", "_authorised": ""}
    stale = o.post("Priya Nair", f"/steps/{report}/save", _version=old, **typed)
    assert stale.status_code == 409
    page = "compare/?section=details"
    chosen = {"choice.words": "mine", "_act": "close"}
    return _of_details(report, "compare", page, typed=chosen, other={"choice.words": "theirs"})


def bringing_back(o: Office) -> Sheet:
    """Priya brings back what she had written; of somebody else the address takes a reason."""
    report = _saved_twice(o.world)
    return _of_details(report, "versions/1/restore", "versions/1/", takes=frozenset({"reason"}))


def commenting_on_it(o: Office) -> Sheet:
    """Joan comments on the section where she reads it."""
    report = o.world.report_to_manager()
    given: dict[str, Any] = {"typed": {"text": TEXT}, "words": TEXT, "other": {"text": "Why?"}, "once": False}
    return _of_details(report, "comment", SECTION, by="Joan Ellery", **given)


def settling(o: Office) -> Sheet:
    """Priya settles the comment with a word."""
    w = o.world
    report = w.report_to_manager()
    said = {"section": "details", "text": TEXT, "version": section_version(report, "details")}
    w.does("Joan Ellery", commenting.comment_on_section, step_id=report, **said)
    comment = SectionComment.objects.get(step_id=report).id
    here = f"/steps/{report}/comments/"
    given: dict[str, Any] = {"typed": {"word": LATER}, "words": LATER, "other": {"word": "No."}}
    version_of = (SectionComment, comment)
    return Sheet(by="Priya Nair", page=here, action=f"/comments/{comment}/settle", version_of=version_of, **given)


def reading_one(o: Office) -> Sheet:
    """Priya marks one notice as read; read again, it is read."""
    o.world.incoming_report()
    holds, other = {"notice": str(_notice(o.world))}, {"notice": None, "all": "yes"}
    return Sheet(by="Priya Nair", page="/notices/", action="/notices/read", holds=holds, other=other, once=False)


def reading_all(o: Office) -> Sheet:
    """Priya marks all as read."""
    o.world.incoming_report()
    other = {"notice": str(_notice(o.world)), "all": None}
    holds = {"all": "yes"}
    return Sheet(by="Priya Nair", page="/notices/", action="/notices/read", holds=holds, other=other, once=False)


def choosing_shortcuts(o: Office) -> Sheet:
    """Priya turns her keyboard shortcuts on."""
    holds, other = {"shortcuts": "on"}, {"shortcuts": "off"}
    page = "/account/keyboard/"
    return Sheet(by="Priya Nair", page=page, action=f"{page}choose", holds=holds, other=other, once=False)


def keeping_a_view(o: Office) -> Sheet:
    """Priya keeps her folder in the order of the children."""
    o.world.incoming_report()
    holds, other = {"view": "sort=child"}, {"view": "sort=-child"}
    page, action = "/work/incoming/?sort=child", "/work/incoming/view"
    return Sheet(by="Priya Nair", page=page, action=action, holds=holds, other=other, once=False)


def going_back_to_the_usual_view(o: Office) -> Sheet:
    """Priya goes back to the usual view of her folder."""
    o.post("Priya Nair", "/work/incoming/view", view="sort=child")
    holds, other = {"usual": "yes"}, {"usual": None, "view": "sort=child"}
    page, action = "/work/incoming/", "/work/incoming/view"
    return Sheet(by="Priya Nair", page=page, action=action, holds=holds, other=other, once=False)


def setting_the_clock(o: Office) -> Sheet:
    """Joan sets the clock of the demonstration."""
    typed, other = {"at": "2026-11-20T09:00"}, {"at": "2026-11-21T09:00"}
    page, action = "/demo/outbox", "/demo/clock"
    return Sheet(by="Joan Ellery", page=page, action=action, typed=typed, other=other, words=typed["at"], once=False)


def _saved_twice(w: World) -> UUID:
    report = w.started_report()
    w.saves("Priya Nair", report, "details", **WORDS)
    w.saves("Priya Nair", report, "details", words=TEXT)
    return report


def _of_details(report: UUID, act: str, page: str, *, by: str = "Priya Nair", **more: Any) -> Sheet:
    here = f"/steps/{report}/"
    answers = SectionAnswers.objects.get(step_id=report, section="details").id
    given: dict[str, Any] = {"version_of": (SectionAnswers, answers), **more}
    return Sheet(by=by, page=f"{here}{page}", action=f"{here}{act}", **given)


def _notice(w: World) -> UUID:
    found: UUID = Notice.objects.filter(worker_id=w.people["Priya Nair"], child_id=w.child_id).latest("id").id
    return found


ON_FORMS = {
    "save": saving,
    "save, and go on": saving_and_going_on,
    "save, with a file": saving_with_a_file,
    "save, as a draft": keeping_a_draft,
    "attach": attaching,
    "save_comparison": choosing_between_two,
    "restore": bringing_back,
    "comment": commenting_on_it,
    "settle_comment": settling,
    "read_notices": reading_one,
    "read_notices, all": reading_all,
    "choose_keyboard": choosing_shortcuts,
    "keep_view": keeping_a_view,
    "keep_view, the usual": going_back_to_the_usual_view,
    "demo_clock": setting_the_clock,
}
