"""Who acts at the command line: the operator of the installation, named as such in the audit."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from uuid_utils.compat import uuid7

from permanence.cli.sentences import Unable
from permanence.kernel.actors import Actor, operator
from permanence.outside.authority_folders import AUTHORITY, is_authority, read_authority
from permanence.outside.yaml_nodes import BrokenDefinition


def operator_of(authority_id: UUID) -> Actor:
    """Return the operator, with the time and an id of a request of their own."""
    return operator(authority_id=authority_id, real_at=datetime.now(UTC), request_id=str(uuid7()))


def authority_folder(typed: str | None) -> Path | None:
    """Return the folder of an authority, where one was typed; None where it is a key, or nothing.

    Raises:
        Unable: it is a path, and no folder of an authority.
    """
    if typed is None:
        return None
    folder = Path(typed)
    if is_authority(folder):
        return folder
    if folder.is_dir() or len(folder.parts) > 1:
        raise Unable(f"{typed} is no folder of an authority: there is no {AUTHORITY} in it.")
    return None


def authority_key(typed: str | None) -> str | None:
    """Return the key of the authority that was typed, by its key or by its folder. Raises Unable."""
    folder = authority_folder(typed)
    try:
        return read_authority(folder).key if folder else typed
    except BrokenDefinition as broken:
        raise Unable(str(broken)) from broken


def the_authority(typed: str | None) -> UUID:
    """Return the id of the authority of that key, or of that folder, or of the only one.

    Raises:
        Unable: there is none, or several and no key was given.
    """
    from permanence.queries.authorities import authorities

    key = authority_key(typed)
    found = {authority.key: authority.id for authority in authorities()}
    if key is not None and key in found:
        return found[key]
    if key is None and len(found) == 1:
        return next(iter(found.values()))
    names = ", ".join(sorted(found)) or "none yet: permanence worker add makes the first"
    raise Unable(f"Say which authority with --authority. There are: {names}.")
