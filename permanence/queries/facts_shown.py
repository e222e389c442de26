"""A fact as a list of facts shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What, and the words; `href` where it leads, "" for nowhere."""

    name: str
    text: str
    href: str = ""
