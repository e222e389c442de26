"""A section with a question of every kind, and what it is filled with."""

from typing import Any

from permanence.kernel.conditions import Condition, Need
from permanence.kernel.form_definitions import Column, Kind, Option, Question, Section
from permanence.queries.listed import Listed, StoredName
from permanence.web.fields import Copied, Filling, Previous

REQUIRED, OPTIONAL = Need(required=True), Need()
OR_WHY = Need(required=True, or_why=True)
IF_YES = Need(required=True, shown_if=Condition(field="moved", values=("yes",)))


def _asked(key: str, kind: Kind, ask: str, need: Need = REQUIRED, **more: Any) -> Question:
    return Question(key=key, kind=kind, ask=ask, need=need, **more)


def _options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(key=label.lower().replace(" ", "_"), label=label) for label in labels)


DAYS = _options("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Any day")
COLUMNS = (
    Column(key="who", ask="Contact with", kind="person", need=REQUIRED),
    Column(key="how", ask="Supervised?", kind="yn", need=REQUIRED),
    Column(key="on", ask="Since", kind="date", need=OPTIONAL),
    Column(key="notes", ask="How it goes", kind="lt", need=OPTIONAL),
)
ROWS = _options("Child", "Mother", "Father")
SECTION = Section(
    key="every_kind",
    number=1,
    title="Every kind of answer",
    questions=(
        _asked("full_name", "st", "Full name", copied="person.full_name"),
        _asked("school", "st", "Name of the school", help="As the school writes it."),
        _asked("why_now", "lt", "Why is the child being referred now?", help="Three or four lines. Panel reads this."),
        _asked("story", "lt+", "The child's story so far", OR_WHY),
        _asked("moves", "num", "How many homes has the child had?"),
        _asked("next_on", "date", "Date of the next meeting"),
        _asked("began_at", "time", "When did it begin?", OPTIONAL),
        _asked("moved", "yn", "Did the child move?"),
        _asked("moved_where", "st", "Where to?", IF_YES),
        _asked("plan", "one", "Which plan?", options=_options("Long-term fostering", "Adoption", "Kinship")),
        _asked("weekday", "one", "Which day of the week?", options=DAYS),
        _asked("present", "many", "Who was there?", options=_options("Child", "Carer", "Teacher")),
        _asked("visited_by", "worker", "Who visited?"),
        _asked("guardian", "person", "Who looks after the child?"),
        _asked("goes_to", "inbox", "Where does it go?"),
        _asked("genogram", "file", "Genogram", OPTIONAL),
        _asked("contact", "tbl", "Contact now", columns=COLUMNS),
        _asked("views", "fix", "Whose views", columns=COLUMNS[1:], rows=ROWS),
        _asked("age", "calc", "Age at referral", Need(nothing_to_answer=True)),
    ),
)

JOAN = Listed(id="00000000-0000-0000-0000-00000000000a", name="Joan Ellery", detail="Team Manager, Westmere East")
NAN = Listed(id="00000000-0000-0000-0000-00000000000b", name="Maureen Thornbury", detail="grandparent")
PLAN = StoredName(id="00000000-0000-0000-0000-00000000000c", name="genogram.pdf", size="212 KB", href="#")
RELATIONS = (Listed(id="mother", name="mother"), Listed(id="friend", name="friend"))
INBOXES = (Listed(id="00000000-0000-0000-0000-00000000000d", name="CS QAAG – Inbox"),)
COPIED = {
    "full_name": Copied(text="Maya Thornbury", provenance="From the child's record on 16 November 2026."),
    "age": Copied(text="8"),
}
AROUND: dict[str, Any] = {
    "listed": {JOAN.id: JOAN, NAN.id: NAN},
    "files": {PLAN.id: PLAN},
    "inboxes": INBOXES,
    "relations": RELATIONS,
    "copied": COPIED,
}
TYPED: dict[str, str | list[str]] = {
    "school": "Hazel Road",
    "why_now": "Two households visited.\n\nOne withdrew.",
    "story_missing": "not_yet_obtained",
    "story_missing_why": "The file has been asked for.",
    "moves": "3",
    "next_on-day": "10",
    "next_on-month": "3",
    "next_on-year": "2027",
    "began_at": "09:30",
    "moved": "yes",
    "moved_where": "Westmere",
    "plan": "adoption",
    "weekday": "friday",
    "present": ["child", "teacher"],
    "visited_by": JOAN.id,
    "guardian": NAN.id,
    "goes_to": INBOXES[0].id,
    "genogram": PLAN.id,
    "contact.a.who": NAN.id,
    "contact.a.how": "no",
    "contact.a.on-day": "1",
    "contact.a.on-month": "2",
    "contact.a.on-year": "2026",
    "contact.a.notes": "Sundays.",
    "contact.b.who": "",
    "views.child.how": "yes",
}
FILLED = Filling(
    typed=TYPED,
    previous={
        "why_now": Previous(when="Last meeting, 10 February 2027, Dee Marlow", text="Profile written with Maya."),
        "next_on": Previous(when="Last meeting, 10 February 2027, Dee Marlow", text="10 March 2027"),
    },
    **AROUND,
)
EMPTY = Filling(**AROUND)
FAULTY = Filling(
    typed={"next_on-day": "31", "next_on-month": "2", "next_on-year": "2027", "moves": "three", "visited_by-find": ""},
    errors={
        "next_on": "31 February 2027 does not exist. Enter the date of the next meeting.",
        "moves": '"three" is not a whole number. Enter it in figures, such as 3.',
        "contact": 'Add a row to "Contact now".',
        "plan": 'Choose an answer to "Which plan?"',
        "why_now": "This answer is 212 characters over the 4,000 that fit. Nothing was cut.",
        "genogram": "Attach a PDF, a Word document or a picture.",
        "visited_by": "Choose a worker from those found.",
    },
    searched={"visited_by": "Jaon"},
    **AROUND,
)
