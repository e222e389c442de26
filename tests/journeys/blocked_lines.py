"""Every *Blocked* line of C1, C2, C3 and C5, by the name under which a journey tells it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tests.journeys.blocked_c1 import C1
from tests.journeys.blocked_c2_c3_c5 import C2, C3, C5
from tests.journeys.line import Line

LINES: Final[Mapping[str, Line]] = MappingProxyType({**C1, **C2, **C3, **C5})
