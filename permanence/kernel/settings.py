"""Settings of an authority: numbers that the source leaves to it, each with its default, its source and its bounds.

A setting is a number that a named rule counts with. What else an authority sets (whom something goes to, what is
offered, how long a timescale is) is said where it stands: in the step, the list or the register of timescales.
Source: rulebook A6, readings marked *; B5.4.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from permanence.kernel.dates import count_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What may be set.

    Args:
        key: stable for ever. title: what it is, as a sentence calls it.
        unit: what is counted, one of it: "year", "member".
        default: what holds where an authority says nothing.
        low, high: bounds, both included. limit: whose bounds they are, in a whole sentence.
    """

    key: str
    title: str
    unit: str
    default: int
    low: int
    high: int
    source: str
    limit: str

    def refusal(self, value: int) -> str:
        """Return why a value is refused, in whole sentences; "" where it is within the bounds."""
        if self.low <= value <= self.high:
            return ""
        return (
            f"{self.title} is {count_of(value, self.unit)}; it is {self.low} at least and {self.high} at most. "
            f"{self.limit}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingValue:
    """What a process or an authority has set: the key of a setting, and its number."""

    key: str
    value: int


_ALL: Final = (
    Setting(
        key="older_teenager_from",
        title="The age from which the route for older teenagers is open",
        unit="year",
        default=16,
        low=16,
        high=17,
        source="Q23; R125",
        limit="Younger children's plans are decided at panel, and at 18 nobody is a child in care any more.",
    ),
    Setting(
        key="panel_quorum",
        title="The number of members without whom a panel is not quorate",
        unit="member",
        default=5,
        low=3,
        high=12,
        source="B5.4",
        limit="Three is the fewest that any published policy names: chair or vice-chair, a social worker, one more.",
    ),
    Setting(
        key="child_heard_within",
        title="How old the last recorded conversation with the child may be",
        unit="day",
        default=90,
        low=1,
        high=96,
        source="forms.md 1, rule_child_heard",
        limit="The source calls a conversation of 97 days ago too long ago.",
    ),
    Setting(
        key="photograph_within",
        title="How old the photograph in the report may be",
        unit="month",
        default=12,
        low=1,
        high=12,
        source="forms.md 1.1",
        limit="The source asks for a photograph of the last 12 months.",
    ),
)
SETTINGS: Final[Mapping[str, Setting]] = MappingProxyType({setting.key: setting for setting in _ALL})
