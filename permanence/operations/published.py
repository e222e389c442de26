"""What an authority has published."""

from uuid import UUID

from permanence.records.definitions import ProcessVersion


def published_keys(authority_id: UUID) -> list[str]:
    """Return the keys of the processes that the authority has published, in order."""
    versions = ProcessVersion.objects.filter(authority_id=authority_id).order_by("process_key")
    return list(versions.values_list("process_key", flat=True).distinct())
