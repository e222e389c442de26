"""Who acts at the command line: the operator of the installation, named as such in the audit."""

from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from permanence.cli.sentences import Unable
from permanence.kernel.actors import Actor, Held


def operator(authority_id: UUID) -> Actor:
    """Return the actor of an act done at the command line: a system administrator without an account."""
    return Actor(
        user_id=None,
        worker_id=None,
        authority_id=authority_id,
        name="the operator at the command line",
        held=(Held(role="system_administrator"),),
        real_at=datetime.now(UTC),
        request_id=str(uuid7()),
    )


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
