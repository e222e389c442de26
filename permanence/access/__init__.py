"""The table of who may do what, as data that anybody can read, and the one place that loads it (C09)."""

from functools import cache
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from permanence.kernel.permission_table import faults_of, permissions_from_plain
from permanence.kernel.permissions import Permissions

TABLE = Path(__file__).with_name("table.yaml")


class BrokenTable(Exception):
    """The table cannot be used; its text says in whole sentences what is wrong with it."""


@cache
def permissions() -> Permissions:
    """Return who may do what. Raises BrokenTable: then nothing is served."""
    return read_permissions(TABLE)


def read_permissions(path: Path) -> Permissions:
    """Return the table of a file.

    Raises:
        BrokenTable: the file is missing, is not YAML, says a key twice, or says what cannot be.
    """
    try:
        plain = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as reason:
        raise BrokenTable(f"{path.name} cannot be read: {' '.join(str(reason).split())}") from reason
    faults = list(faults_of(plain))
    if faults:
        raise BrokenTable(f"Who may do what is not clear, so nothing is opened. {path.name}: " + " ".join(faults))
    return permissions_from_plain(plain)
