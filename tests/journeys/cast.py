"""Who the journeys are about (domain rulebook, Part C): every person invented, known in the story by first name."""

from dataclasses import dataclass
from datetime import date

from tests.journeys.titles import FAMILY_FINDERS_INBOX, QAAG_INBOX


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A worker of the story: roles are held in their team; `inbox` is the team inbox they pick up from."""

    name: str
    job_title: str
    roles: tuple[str, ...]
    team: str
    inbox: str = ""

    @property
    def first_name(self) -> str:
        """Return what the story calls them: `priya`."""
        return self.name.split()[0].lower()


TEAMS = (
    "Children in Care Team 1",
    "QAAG",
    "Family Finders",
    "Independent Reviewing Officers",
    "Decision makers",
    "Elsewhere",
)

_WORKERS = """
    Priya Nair      | Social Worker                    | social_worker                 | Children in Care Team 1
    Joan Ellery     | Practice Supervisor, Manager     | practice_supervisor team_manager | Children in Care Team 1
    Ravi Menon      | Team Manager                     | team_manager                  | Children in Care Team 1
    Tom Askew       | Independent Reviewing Officer    | independent_reviewing_officer | Independent Reviewing Officers
    Meera Joshi     | Independent Reviewing Officer    | independent_reviewing_officer | Independent Reviewing Officers
    Lena Voss       | QAAG worker                      | qaag_worker                   | QAAG
    Nora Finch      | QAAG worker                      | qaag_worker                   | QAAG
    Ruth Calloway   | Agency Decision Maker            | agency_decision_maker         | Decision makers
    Helen Abara     | Agency Decision Maker            | agency_decision_maker         | Decision makers
    Dee Marlow      | Family Finder                    | family_finder                 | Family Finders
    Kit Hale        | Review team                      | review_team_worker            | Family Finders
    Sam Orr         | Family Finders' manager          | family_finding_manager        | Family Finders
    Gwen Pryce      | Panel chair                      | service_manager               | QAAG
    Omar Siddiqui   | Panel administrator              | panel_administrator           | QAAG
    Una Tait        | Social Worker                    | social_worker                 | Elsewhere
"""
_PICKS_UP = {"lena": QAAG_INBOX, "nora": QAAG_INBOX, "dee": FAMILY_FINDERS_INBOX, "kit": FAMILY_FINDERS_INBOX}
INBOXES = {QAAG_INBOX: ("cs_qaag", "QAAG"), FAMILY_FINDERS_INBOX: ("cs_family_finders", "Family Finders")}
OWNERS = {QAAG_INBOX: "lena", FAMILY_FINDERS_INBOX: "sam"}


def _part(line: str) -> Part:
    name, job_title, roles, team = (cell.strip() for cell in line.split("|"))
    inbox = _PICKS_UP.get(name.split()[0].lower(), "")
    return Part(name=name, job_title=job_title, roles=tuple(roles.split()), team=team, inbox=inbox)


WORKERS = tuple(_part(line) for line in _WORKERS.strip().splitlines())


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildPart:
    """The child of a story. `people` are first names by the role in which they work with the child."""

    name: str
    sex: str
    born: date
    people: tuple[tuple[str, str], ...]


WITH_HER = (("social_worker", "priya"), ("team_manager", "joan"), ("independent_reviewing_officer", "tom"))
MAYA = ChildPart(name="Maya Thornbury", sex="F", born=date(2018, 5, 4), people=WITH_HER)
THEO = ChildPart(name="Theo Marsden", sex="M", born=date(2016, 2, 11), people=WITH_HER)
AISHA = ChildPart(name="Aisha Rahman", sex="F", born=date(2014, 8, 30), people=WITH_HER)
JADEN = ChildPart(
    name="Jaden Okoro",
    sex="M",
    born=date(2010, 9, 9),
    people=(*WITH_HER[:2], ("independent_reviewing_officer", "meera")),
)
CHILDREN = {child.name.split()[0].lower(): child for child in (MAYA, THEO, AISHA, JADEN)}
