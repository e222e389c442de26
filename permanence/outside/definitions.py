"""Processes read from their files, resolved and checked; only checking and publishing read files (docs/notation.md)."""

from pathlib import Path
from typing import Any

from permanence.kernel.definitions import InboxUse, Process, RoleUse
from permanence.kernel.settings import SettingValue
from permanence.outside.definition_names import check_names
from permanence.outside.form_reading import Common
from permanence.outside.group_reading import read_group
from permanence.outside.help_reading import read_procedure
from permanence.outside.option_reading import local_lists, read_lists
from permanence.outside.step_reading import read_step
from permanence.outside.timescale_register import load_timescales
from permanence.outside.whole_forms import read_whole_form
from permanence.outside.yaml_files import file_within, read_yaml
from permanence.outside.yaml_nodes import BrokenDefinition, Node, Reading

PROCESSES = Path(__file__).parent.parent / "processes"
FIELDS = (
    *("process", "title", "version", "source", "roles", "inboxes", "steps", "forms", "procedures", "settings"),
    "privileged_groups",
)

__all__ = ["PROCESSES", "BrokenDefinition", "load_common", "load_process", "process_folders", "read_process"]


def process_folders(root: Path = PROCESSES) -> list[Path]:
    """Return the folder of each process, in order of name."""
    return sorted(file.parent for file in root.glob("*/process.yaml"))


def load_common(root: Path = PROCESSES) -> Common:
    """Return the shared lists and blocks.

    Raises:
        BrokenDefinition: a file cannot be used, or two files define the same list or block.
    """
    lists: dict[str, Any] = {}
    blocks: dict[str, Any] = {}
    local: set[str] = set()
    for file in sorted((root / "common").glob("*.yaml")):
        node = read_yaml(file)
        local.update(local_lists(node))
        for found, known in ((read_lists(node["lists"]) if node.has("lists") else {}, lists), (_blocks(node), blocks)):
            for name, value in found.items():
                if name in known:
                    raise node.broken(f'"{name}" is defined twice in common/.')
                known[name] = value
    return Common(lists=lists, blocks=blocks, local=frozenset(local))


def _blocks(node: Node) -> dict[str, Node]:
    return {name: node["blocks"][name] for name in node["blocks"].value} if node.has("blocks") else {}


def load_process(folder: Path, root: Path = PROCESSES) -> Process:
    """Return the process of a folder, every list and block written out, its names checked.

    Raises:
        BrokenDefinition: naming file, line and reason.
    """
    return read_process(folder, root)[0]


def read_process(folder: Path, root: Path = PROCESSES) -> tuple[Process, Reading]:
    """Return the process of a folder as `load_process` does, and where each part of it stands."""
    common, reading = load_common(root), Reading()
    node = read_yaml(folder / "process.yaml", reading)
    node.only(*FIELDS)
    process = Process(
        key=node.text("process"),
        title=node.text("title"),
        version=node.text("version"),
        source=node.text("source"),
        roles=tuple(RoleUse(key=item.text("key"), title=item.text("title")) for item in node.items("roles")),
        inboxes=tuple(_inbox(item) for item in node.items("inboxes")),
        steps=tuple(
            read_step(read_yaml(file_within(folder, item), reading), common.lists) for item in node.items("steps")
        ),
        forms=tuple(read_whole_form(folder, item, common, reading) for item in node.items("forms")),
        timescales=tuple(load_timescales().values()),
        settings=tuple(_setting(key, item) for key, item in node.mapped("settings")),
        procedures=tuple(read_procedure(item) for item in node.items("procedures")),
        privileged_groups=tuple(read_group(item) for item in node.items("privileged_groups")),
    )
    check_names(process, reading.references)
    return process, reading


def _setting(key: str, node: Node) -> SettingValue:
    node.stands_for("setting", key)
    return SettingValue(key=key, value=node.as_number(key))


def _inbox(node: Node) -> InboxUse:
    return InboxUse(key=node.text("key"), title=node.text("title"), roles=node.texts("roles", refers="role"))
