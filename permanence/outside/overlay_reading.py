"""Reading what an authority's folder states of one process: its overlay, statement by statement."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from permanence.kernel.definitions import InboxUse, Process, RoleUse
from permanence.kernel.overlaying import Changed, Offered, Overlay
from permanence.outside.authority_folders import AuthorityFolder
from permanence.outside.form_reading import Common
from permanence.outside.group_reading import read_group
from permanence.outside.help_reading import read_procedure
from permanence.outside.option_reading import read_lists, read_options
from permanence.outside.overlay_fields import INBOX, PROCESS, REGISTER, ROLE
from permanence.outside.overlay_forms import state_forms
from permanence.outside.overlay_statements import Statements
from permanence.outside.overlay_steps import state_steps
from permanence.outside.step_reading import read_step
from permanence.outside.whole_forms import read_whole_form
from permanence.outside.yaml_files import file_within, read_yaml
from permanence.outside.yaml_nodes import Node

FIELDS = (
    *("overlay", "over", "source", "title", "version", "settings", "timescales", "lists", "add_lists"),
    *("roles", "inboxes", "add_roles", "add_inboxes", "steps", "forms", "add_steps", "add_forms", "add_procedures"),
    "add_privileged_groups",
)


def overlay_file(authority: AuthorityFolder, process: str) -> Path:
    """Return where an authority states its changes of a process; there is no such file where it has none."""
    return authority.folder / f"{process}.yaml"


def read_overlay(
    authority: AuthorityFolder, base: Process, common: Common, statements: Statements
) -> tuple[Overlay, Common]:
    """Return what an authority states of a process, and the shared lists with its own.

    Args:
        statements: to be filled; they know where each stands.

    Raises:
        BrokenDefinition: naming file, line and reason.
    """
    reading, version, local = statements.reading, base.version, common.local
    _names(authority, base, statements)
    file = overlay_file(authority, base.key)
    if file.is_file():
        node = read_yaml(file, reading).only(*FIELDS)
        if node.text("overlay") != base.key:
            raise node["overlay"].broken(f'The file of what changes in {base.key} says overlay: "{base.key}".')
        version = node.text("over")
        over = node["over"]
        reading.places[("overlay", "over")] = (over.file, over.line)
        common = _with_lists(node, common)
        _parts(node, authority.folder / base.key, statements, common)
    overlay = Overlay(
        authority=authority.key,
        process=base.key,
        version=version,
        statements=tuple(statements.all),
        local_lists=local,
    )
    return overlay, common


def _names(authority: AuthorityFolder, base: Process, statements: Statements) -> None:
    """Take up what the authority calls the roles and inboxes of this process, for all its processes at once."""
    for kind, field, standing in (("role", "roles", base.roles), ("inbox", "inboxes", base.inboxes)):
        titles: Mapping[str, str] = {part.key: part.title for part in standing}
        for key, node in authority.node.mapped(field):
            title = authority.inboxes[key].title if kind == "inbox" else _title(node)
            fields = {"title": title}
            if kind == "role" and isinstance(node.value, dict) and node.has("short"):
                fields["short"] = node.text("short")
            if key in titles and title and title != titles[key]:
                statements.state(Changed(at=(kind, key), fields=fields), node)


def _title(node: Node) -> str:
    return node.only("title", "short").text("title") if isinstance(node.value, dict) else node.as_text()


def _with_lists(node: Node, common: Common) -> Common:
    if not node.has("add_lists"):
        return common
    own = read_lists(node["add_lists"])
    for name in own:
        if name in common.lists:
            raise node["add_lists"][name].broken(
                f'There is a list "{name}" in common/ already. Give yours another name.'
            )
    return replace(common, lists={**common.lists, **own})


def _parts(node: Node, folder: Path, statements: Statements, common: Common) -> None:
    statements.change(node, (), PROCESS)
    for key, each in node.mapped("settings"):
        statements.state(Changed(at=("setting", key), fields={"value": each.as_number(key)}), each)
    for key, each in node.mapped("timescales"):
        statements.change(each.only(*REGISTER), ("register", key), REGISTER)
    for name, each in node.mapped("lists"):
        statements.state(_offered(name, each), each)
    _people(node, statements)
    for item in node.items("add_forms"):
        statements.add(item, (), "form", read_whole_form(folder, item, common, statements.reading))
    for item in node.items("add_procedures"):
        statements.add(item, (), "procedure", read_procedure(item))
    for item in node.items("add_steps"):
        step = read_step(read_yaml(file_within(folder, item), statements.reading), common.lists)
        statements.add(item, (), "step", step)
    state_steps(node, statements, common)
    state_forms(node, statements, common)


def _people(node: Node, statements: Statements) -> None:
    for item in node.items("add_roles"):
        item.only("key", "title", "short")
        role = RoleUse(key=item.text("key"), title=item.text("title"), short=item.text("short", ""))
        statements.add(item, (), "role", role)
    for item in node.items("add_inboxes"):
        item.only("key", "title", "roles")
        inbox = InboxUse(key=item.text("key"), title=item.text("title"), roles=item.texts("roles", refers="role"))
        statements.add(item, (), "inbox", inbox)
    for item in node.items("add_privileged_groups"):
        statements.add(item, (), "privileged_group", read_group(item))
    for key, each in node.mapped("roles"):
        statements.change(each.only(*ROLE), ("role", key), ROLE)
    for key, each in node.mapped("inboxes"):
        statements.change(each.only(*INBOX), ("inbox", key), INBOX)


def _offered(name: str, node: Node) -> Offered:
    node.only("add", "take_away")
    more = node.get("add")
    return Offered(name=name, more=read_options(more) if more else (), less=node.texts("take_away"))
