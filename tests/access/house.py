"""A house of everybody whom the table tells apart, around one report of Maya's with a request, a file and a comment."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client

from permanence.kernel.actors import ADMINISTRATOR
from permanence.operations import attaching, authorities, commenting, next_actions
from permanence.operations import workers as staff
from permanence.operations.definitions import lay_out_process
from permanence.queries.examples import examples
from permanence.records.authorities import Inbox
from permanence.records.children import Child
from permanence.records.requests import Request
from permanence.records.worksteps import Workstep
from permanence.web.routes import Route, routes
from tests.factories import WORDS, World, version, when
from tests.small_forms import MANAGER, QAAG, WORKER
from tests.small_process import small_process
from tests.web.office import Office, account, open_office

INBOXES = ("cs_family_finders", "cs_qaag")
STATES = ("open", "restricted", "sealed")
# Beside the people of tests.factories (promises.md, demo logins).
MORE = {
    "Dai Prosser": (WORKER, "east"),  # of the child's team
    "Ruth Calloway": ("service_manager", "services"),
    "Ada Quill": (ADMINISTRATOR, "office"),
    "Ivo Marsh": ("information_governance", "office"),
    "Dora Fenn": ("data_analyst", "office"),
    "Nell Fry": (QAAG, "qaag"),  # has left
    "Ola Reed": (WORKER, "east"),  # was of the team
    "Max Lund": (MANAGER, "west"),
}
ELSEWHERE = "Zoe Farr"


@dataclass(kw_only=True)
class House:
    """The office with everybody in it, somebody of another authority, and the addresses with an example of each."""

    office: Office
    other: Office
    report: UUID
    found: tuple[Route, ...]

    @property
    def everybody(self) -> tuple[str, ...]:
        """Return every login by name."""
        return (*self.office.world.people, ELSEWHERE)

    def browser(self, name: str) -> Client:
        """Return somebody's browser, signed in."""
        return self.other.at("Priya Nair") if name == ELSEWHERE else self.office.at(name)

    def actor(self, name: str) -> Any:
        """Return somebody as operations know them."""
        return self.other.world.actor("Priya Nair") if name == ELSEWHERE else self.office.world.actor(name)

    def puts_record(self, state: str) -> None:
        """Open, restrict or seal Maya's record."""
        Child.objects.filter(id=self.office.world.child_id).update(access_class=state)
        Workstep.objects.filter(child_id=self.office.world.child_id).update(access_class=state)

    def asks(self, name: str, route: Route, method: str) -> Any:
        """Return what an address answers; whatever it did is undone."""
        browser = self.browser(name)
        place = transaction.savepoint()
        try:
            if method == "POST":
                return browser.post(route.example, self.body(route))
            return browser.generic(method, route.example)
        finally:
            transaction.savepoint_rollback(place)

    def body(self, route: Route) -> dict[str, Any]:
        """Return a form as its page would send it to that address."""
        more: dict[str, Any] = dict(BODIES.get(route.name, {}))
        if route.name == "attach":
            more["file"] = SimpleUploadedFile("Letter.txt", b"A letter from school.\n")
        if route.name == "pick_up":
            more["requests"] = str(Request.objects.get(step_id=self.report, key="check").id)
        return {"_key": str(uuid4()), "_version": version(self.report), **more}


BODIES: dict[str, dict[str, Any]] = {
    "answer_request": {"answer": "completed", "_covered": ""},
    "complete_request": {"_covered": ""},
    "complete_and_finish": {"_covered": ""},
    "attach": {"_section": "details", "_field": "paper"},
    "comment": {"_section": "details", "text": "Say when."},
    "settle_comment": {"word": "Said."},
    "save": {"_section": "details", "_authorised": "", **WORDS},
    "restore": {"_authorised": ""},
    "save_comparison": {"_section": "details", "_authorised": ""},
    "begin": {"step_type": "review"},
    "remove_next_action": {"proposal": "00000000-0000-7000-8000-000000000000"},
    "send_now": {"proposal": "00000000-0000-7000-8000-000000000000"},
    "end_admission": {"worker": "00000000-0000-7000-8000-000000000000"},
    "add_next_action": {"action": "search"},
    "send_request": {"request_key": "check"},
    "reassign": {"reason": "On leave."},
    "cancel": {"reason": "Not needed."},
    "publish": {"reason": "Agreed."},
    "move": {"to": "1", "reason": "Agreed."},
    "move_all": {"step": "report", "to": "1", "reason": "Agreed."},
}


def build() -> House:
    """Return the house on the morning of 16 November 2026."""
    office, other = open_office(), open_office()
    hire_more(office.world)
    report = write_report(office.world)
    here: dict[str, Any] = {"actor": office.world.founder, "at": office.world.at}
    lay_out_process(process=small_process(version="2"), source="this release", **here)
    return House(office=office, other=other, report=report, found=routes(examples()))


def hire_more(w: World) -> None:
    """Hire the rest, and let those go who once were near."""
    here: dict[str, Any] = {"actor": w.founder, "at": when("1 Jul 2026 09:00")}
    for name, (role, team) in MORE.items():
        if team not in w.teams:
            w.teams[team] = authorities.add_team(name=team.title(), slug=team, **here).team_id or uuid4()
        held = None if role in {"service_manager", ADMINISTRATOR} else w.teams[team]
        given: dict[str, Any] = {"job_title": role, "roles": [(role, held)], "teams": [w.teams[team]]}
        w.people[name] = staff.add_worker(name=name, **given, **here).worker_id or uuid4()
    now: dict[str, Any] = {"actor": w.founder, "at": w.at}
    west: dict[str, Any] = {"roles": [(WORKER, w.teams["west"])], "teams": [w.teams["west"]]}
    staff.move_worker(worker_id=w.people["Ola Reed"], **west, **now)
    account(w, "Nell Fry")
    staff.disable_worker(worker_id=w.people["Nell Fry"], **now)


def write_report(w: World) -> UUID:
    """Priya's report: saved twice, with a file and a comment; authorised by Joan, and asked of QAAG."""
    step_id = w.started_report()
    w.saves("Priya Nair", step_id, "details", **WORDS)
    paper = {"section": "details", "field": "paper", "name": "Letter.txt", "content": b"A letter from school.\n"}
    kept = attaching.attach_file(step_id=step_id, actor=w.actor("Priya Nair"), at=w.at, **paper)  # type: ignore[arg-type]
    w.saves("Priya Nair", step_id, "details", paper=str(kept.file_id), **WORDS)
    w.sends("Priya Nair", step_id, "authorise", to_worker=w.people["Joan Ellery"])
    said = {"section": "details", "text": "Say when you saw her."}
    w.does("Joan Ellery", commenting.comment_on_section, step_id=step_id, version=2, **said)
    w.completes("Joan Ellery", step_id, "authorise")
    finders, qaag = (Inbox.objects.get(key=key, authority_id=w.authority_id).id for key in INBOXES)
    w.on("Joan Ellery", next_actions.add_next_action, step_id, action_key="search", to_inbox=finders)
    w.sends("Joan Ellery", step_id, "check", to_inbox=qaag)
    return step_id
