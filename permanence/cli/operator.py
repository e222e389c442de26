"""Who acts at the command line: the operator of the installation, named as such in the audit."""

from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from permanence.cli.sentences import Unable
from permanence.kernel.actors import Actor, operator


def operator_of(authority_id: UUID) -> Actor:
    """Return the operator, with the time and an id of a request of their own."""
    return operator(authority_id=authority_id, real_at=datetime.now(UTC), request_id=str(uuid7()))


def the_authority(key: str | None) -> UUID:
    """Return the id of the authority of that key, or of the only one.

    Raises:
        Unable: there is none, or several and no key was given.
    """
    from permanence.queries.authorities import authorities

    found = {authority.key: authority.id for authority in authorities()}
    if key is not None and key in found:
        return found[key]
    if key is None and len(found) == 1:
        return next(iter(found.values()))
    names = ", ".join(sorted(found)) or "none yet: permanence worker add makes the first"
    raise Unable(f"Say which authority with --authority. There are: {names}.")
