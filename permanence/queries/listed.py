"""Somebody or something that may be named in an answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A worker, person or inbox by id.

    Args:
        id: as it stands in an answer.
        detail: what tells two of one name apart (job and team; what they are to the child).
    """

    id: str
    name: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.name}, {self.detail}" if self.detail else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredName:
    """A stored file as an answer shows it: its name, size in words and where it is read (`/files/<id>/`)."""

    id: str
    name: str
    size: str
    href: str
