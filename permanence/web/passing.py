"""Whom a form passes something to: `worker:<id>` or `inbox:<id>`, nobody for nothing chosen."""

from uuid import UUID

from permanence.web.acting import NotAsSent, id_of


def passed_to_of(value: str, *, prefix: str = "") -> dict[str, UUID | None]:
    """Return the arguments of an act that pass it on. Raises NotAsSent for what no page of ours sends.

    >>> passed_to_of("")
    {'to_worker': None, 'to_inbox': None}
    """
    kind, _, chosen = value.partition(":")
    if kind not in {"", "worker", "inbox"} or (kind and not chosen):
        raise NotAsSent
    return {
        f"{prefix}to_worker": id_of(chosen) if kind == "worker" else None,
        f"{prefix}to_inbox": id_of(chosen) if kind == "inbox" else None,
    }


def words_of(given: str, *, most: int = 4000) -> str:
    """Return words as typed, line ends as one kind, no further than fits."""
    return given.replace("\r\n", "\n").replace("\x00", "")[:most]
