"""The forms of the small process: a question or two each, of every kind that acts treat apart."""

from permanence.kernel.conditions import Need
from permanence.kernel.form_definitions import Column, Form, Option, Question, Section

WORKER, MANAGER, QAAG, FINDER, IRO = (
    "social_worker",
    "team_manager",
    "qaag_worker",
    "family_finder",
    "independent_reviewing_officer",
)
REQUIRED, OPTIONAL = Need(required=True), Need()


def _question(key: str, kind: str, need: Need = REQUIRED, **more: object) -> Question:
    return Question(key=key, ask=key.replace("_", " ").capitalize(), kind=kind, need=need, **more)  # type: ignore[arg-type]


def _next(number: int, *writers: str) -> Section:
    return Section(key="next_actions", number=number, title="Next actions", writers=writers, is_next_actions=True)


FORMS = (
    Form(
        key="review",
        code="",
        title="Review",
        sections=(
            Section(
                key="review",
                number=1,
                title="Review",
                writers=(IRO,),
                questions=(_question("held_on", "date"), _question("agreed", "yn")),
            ),
            _next(2, IRO),
        ),
    ),
    Form(
        key="report",
        code="R1",
        title="Report",
        sections=(
            Section(
                key="details",
                number=1,
                title="Details",
                writers=(WORKER,),
                questions=(
                    _question("words", "lt"),
                    _question("seen_on", "date", OPTIONAL),
                    _question("relative", "person", OPTIONAL),
                    _question("paper", "file", OPTIONAL),
                    _question(
                        "people",
                        "tbl",
                        OPTIONAL,
                        columns=(
                            Column(key="who", ask="Who", kind="person", need=OPTIONAL),
                            Column(key="said", ask="Said", kind="st", need=OPTIONAL),
                        ),
                    ),
                ),
            ),
            Section(
                key="check",
                number=2,
                title="Check",
                writers=(QAAG,),
                questions=(
                    _question("checked", "lt", OPTIONAL),
                    _question("told", "lt", OPTIONAL, kept_after_finish=True),
                ),
            ),
            _next(3, WORKER, MANAGER, QAAG),
        ),
    ),
    Form(
        key="search",
        code="S1",
        title="Search",
        sections=(
            Section(
                key="plan",
                number=1,
                title="Plan",
                writers=(FINDER,),
                questions=(
                    _question(
                        "purpose",
                        "one",
                        options=(Option(key="meeting", label="Meeting"), Option(key="review", label="Review")),
                    ),
                    _question("found", "yn"),
                    _question("next_on", "date", OPTIONAL),
                ),
            ),
            _next(2, FINDER),
        ),
    ),
    Form(
        key="meeting",
        code="M1",
        title="Meeting",
        sections=(
            Section(key="notes", number=1, title="Notes", writers=(WORKER,), questions=(_question("notes", "lt"),)),
            _next(2, WORKER),
        ),
    ),
)
