"""The child bar: on every page about one child."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildBar:
    """Who the page is about.

    Args:
        age: as pages say it ("8", "6 months").
        legal_status, home, workers, safety: in words, "" where there is none; `home` is "Foster carers since
            27 Jul 2026", `workers` is "SW Priya Nair, IRO Tom Askew", `safety` such as "Address confidential".
    """

    id: UUID
    name: str
    number: str
    known_as: str
    born: date
    age: str
    legal_status: str = ""
    home: str = ""
    workers: str = ""
    safety: str = ""

    @property
    def href(self) -> str:
        """Return the address of the Person summary."""
        return f"/children/{self.id}/"
