"""Every component and every kind of answer in each state, in a demonstration only: what is looked at first."""

from datetime import date
from types import SimpleNamespace
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from permanence.kernel.comparing import compare_texts
from permanence.kernel.reasons import Reason
from permanence.queries.child_bar import ChildBar
from permanence.web.context import Frame, Item
from permanence.web.field_sections import focus_target, section_fields
from permanence.web.flash import Flash
from permanence.web.gallery_form import EMPTY, FAULTY, FILLED, SECTION
from permanence.web.pages import page
from permanence.web.reasons_panel import reasons_panel

NOBODY = UUID(int=1)
CHILD = ChildBar(
    id=NOBODY,
    name="Maya Thornbury",
    number="3900001",
    known_as="May",
    born=date(2018, 5, 4),
    age="8",
    legal_status="Interim care order",
    home="Foster carers since 27 Jul 2026",
    workers="SW Priya Nair, IRO Tom Askew",
    safety="Address confidential",
)
FRAME = Frame(
    is_demo=True,
    authority="Westmere Council",
    worker="Priya Nair",
    job="Social worker",
    today=date(2026, 11, 23),
    sign_out="/sign-out/",
    navigation=(
        Item(text="Current work", href="/work/incoming/", current=True),
        Item(text="Children", href="/children/"),
        Item(text="Notices", href="/notices/", count=3),
    ),
)
REASONS = (
    Reason(sentence="Section 9 has 2 required answers missing.", where="section:development"),
    Reason(sentence="The manager's authorisation has not been sent.", where="requests"),
    Reason(sentence="A QAAG worker finishes this workstep. You do not.", whose="others"),
)
THEIRS = "Maya wants to stay at Hazel Road school and to see her Nan on Sundays."
MINE = "Maya wants to stay at the same school and to see her Nan on Sundays. She asked about her dog."
STATUSES = (
    ("Incoming", ""),
    ("Incoming, sent early", "govuk-tag--purple"),
    ("Started", "govuk-tag--teal"),
    ("Finished", "govuk-tag--green"),
    ("Cancelled", "govuk-tag--grey"),
    ("Nobody", "govuk-tag--red"),
    ("2 answers missing", "govuk-tag--yellow"),
    ("Declined", "govuk-tag--orange"),
    ("Completed", None),
)
HANDOFFS = (
    ("done", "Priya Nair completes the report", "16 to 23 Nov"),
    ("now", "Manager authorises", "Now, sent 23 Nov"),
    ("next", "QAAG confirms quality", "After 2"),
    ("next", "QAAG finishes", "Passes it on to the ADM decision"),
)


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component, and every kind of answer filled in. Raises Http404 outside a demonstration."""
    if not settings.DEMO:
        raise Http404
    said = Flash(says="Finished. SC Permanence Family Finding Request is with Priya Nair.")
    forms = {"filled": section_fields(SECTION, FILLED)}
    return page(request, "gallery/gallery.html", _parts(), child=CHILD, frame=FRAME, forms=forms, flash=said)


@require_safe
def gallery_states(request: HttpRequest, state: str) -> HttpResponse:
    """Show every kind of answer empty, or in error. Raises Http404 outside a demonstration."""
    fillings = {"empty": EMPTY, "faulty": FAULTY}
    if not settings.DEMO or state not in fillings:
        raise Http404
    fields = section_fields(SECTION, fillings[state])
    errors = [{"text": said, "href": f"#{focus_target(name, fields)}"} for name, said in fillings[state].errors.items()]
    title, sections = f"Every kind of answer, {state}", _lists()["sections"]
    shown = SimpleNamespace(title=title, sections=sections, errors=errors)
    return page(request, "gallery/states.html", shown, child=CHILD, frame=FRAME, fields=fields)


def _parts() -> SimpleNamespace:
    """Return what the components are shown with."""
    return SimpleNamespace(
        panel=reasons_panel(REASONS, step_id=NOBODY),
        nothing=reasons_panel(()),
        statuses=[SimpleNamespace(text=text, tag=tag, is_done=tag is None) for text, tag in STATUSES],
        stages=[SimpleNamespace(state=state, title=title, detail=detail) for state, title, detail in HANDOFFS],
        theirs=compare_texts(THEIRS, MINE),
        mine=compare_texts(MINE, THEIRS),
        **_lists(),
    )


def _lists() -> dict[str, object]:
    sections = [
        ("Child's details", "✓", "Completed"),
        ("Health", "–", "2 answers missing"),
        ("Next actions", "", "For your manager"),
    ]
    return {
        "tabs": [
            {"text": "Incoming work (48)", "href": "#", "current": True},
            {"text": "Incoming requests (6)", "href": "#"},
        ],
        "head": [
            {"text": "Child", "href": "?sort=child", "sorted": "ascending"},
            {"text": "Workstep"},
            {"text": "Due"},
            {"text": "Status"},
            {"text": "What you can do", "hidden": True},
        ],
        "pager": SimpleNamespace(
            says="Showing 1 to 25 of 48. Due soonest first, then the longest waiting.",
            next="?page=2",
            previous="",
            items=[{"number": 1, "href": "?page=1", "current": True}, {"number": 2, "href": "?page=2"}],
        ),
        "tasks": [
            {"title": "1. Child's details", "href": "#", "status": "Completed", "tag": None},
            {"title": "9. Development", "href": "#", "status": "2 answers missing", "tag": "govuk-tag--yellow"},
        ],
        "rows": [
            {"key": "Legal status", "value": "Interim care order since 27 July 2026"},
            {
                "key": "Home",
                "value": "Foster carers, 119 days",
                "actions": [{"text": "Change", "href": "#", "hidden": "home"}],
            },
        ],
        "sections": [
            SimpleNamespace(number=number, title=title, mark=mark, status=status, href="#", is_here=number == 2)
            for number, (title, mark, status) in enumerate(sections, start=1)
        ],
        "facts": [
            SimpleNamespace(name="Owner", text="Lena Voss, here today"),
            SimpleNamespace(name="Oldest", text="9 working days"),
        ],
        "asks": SimpleNamespace(
            title="Two are due from this meeting",
            says="Three months on is Tue 13 April 2027.",
            parts=[SimpleNamespace(act="Send request", what="Required CS Manager, to Joan Ellery")],
        ),
        "card": SimpleNamespace(
            id="1",
            title="Required CS Manager: Please review and authorise prior to QAAG",
            note="Ready for you.",
            from_words="From Priya Nair, Mon 23 Nov 2026 16:20.",
            version_words="Version 14, nothing changed since.",
            read_href="#",
        ),
        "answers": [
            SimpleNamespace(key="said", ask="What does Maya say?", is_voice=True, text="I want to stay at Hazel Road."),
            SimpleNamespace(key="lives", ask="Where does Maya live?", may_show=True),
            SimpleNamespace(
                key="contact", ask="Contact", head=["Contact with", "How often"], rows=[["Nan", "Sundays"]]
            ),
            SimpleNamespace(key="none", ask="Anything else?", text=""),
        ],
    }
