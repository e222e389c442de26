"""What an authority calls roles, where it has names of its own for them."""

from collections.abc import Mapping
from uuid import UUID

from permanence.records.catalogue import process_version
from permanence.records.definitions import ProcessVersion


def own_role_names(authority_id: UUID) -> Mapping[str, str]:
    """Return the names of the roles that the authority renamed in what it last published. One query."""
    versions = ProcessVersion.objects.filter(authority_id=authority_id).order_by("process_key", "-number")
    newest = versions.distinct("process_key").values_list("id", flat=True)
    laid_over = (process for process in map(process_version, newest) if process.overlays)
    return {role.key: role.title for process in laid_over for role in process.roles if role.short}
