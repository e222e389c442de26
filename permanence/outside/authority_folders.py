"""The folder of an authority: what it calls its teams, inboxes and roles, and which folder it lies over."""

from dataclasses import dataclass
from pathlib import Path

from permanence.outside.yaml_files import read_yaml
from permanence.outside.yaml_nodes import Node, Reading

AUTHORITY = "authority.yaml"
FIELDS = ("authority", "name", "over", "source", "teams", "inboxes", "roles")


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxNamed:
    """A team inbox as the authority calls it; `team` is the key of the team it belongs to, where that is said."""

    title: str
    team: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityFolder:
    """What an authority states for all its processes.

    Args:
        key: as in the database, such as `westmere`. name: in full.
        teams: what each is called, by key. inboxes: the same; those named here and not in the process stay unused.
        node: the file, for what an overlay reads of it.
    """

    folder: Path
    key: str
    name: str
    teams: dict[str, str]
    inboxes: dict[str, InboxNamed]
    node: Node


def is_authority(folder: Path) -> bool:
    """Return whether it is the folder of an authority."""
    return (folder / AUTHORITY).is_file()


def read_authority(folder: Path, reading: Reading | None = None) -> AuthorityFolder:
    """Return what an authority states for all its processes.

    Raises:
        BrokenDefinition: naming file, line and reason.
    """
    node = read_yaml(folder / AUTHORITY, reading).only(*FIELDS)
    inboxes = {key: _inbox(each) for key, each in node.mapped("inboxes")}
    teams = {key: each.as_text() for key, each in node.mapped("teams")}
    for key, each in node.mapped("inboxes"):
        if inboxes[key].team and inboxes[key].team not in teams:
            raise each.broken(f'There is no team "{inboxes[key].team}" here. There are: {", ".join(teams) or "none"}.')
    return AuthorityFolder(
        folder=folder, key=node.text("authority"), name=node.text("name"), teams=teams, inboxes=inboxes, node=node
    )


def _inbox(node: Node) -> InboxNamed:
    if isinstance(node.value, dict):
        node.only("title", "team")
        return InboxNamed(title=node.text("title", ""), team=node.text("team", ""))
    return InboxNamed(title=node.as_text())


def authority_chain(folder: Path) -> list[AuthorityFolder]:
    """Return an authority's folder and those it lies over, the lowest first.

    Raises:
        BrokenDefinition: a folder is missing or broken, or lies over itself.
    """
    chain: list[AuthorityFolder] = []
    seen: dict[Path, str] = {}
    while True:
        here = read_authority(folder, Reading())
        seen[folder.resolve()] = here.key
        chain.append(here)
        below = here.node.get("over")
        if below is None:
            return chain[::-1]
        folder = here.folder / below.as_text()
        if folder.resolve() in seen:
            round_and_round = [*list(seen.values())[list(seen).index(folder.resolve()) :], seen[folder.resolve()]]
            raise below.broken(
                f"This lies over itself: {', over '.join(round_and_round)}. Take one over: out, so that one folder "
                "lies over the process alone."
            )
        if not is_authority(folder):
            raise below.broken(f'"{below.value}" is no folder of an authority: it has no {AUTHORITY}.')
