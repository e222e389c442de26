"""Grouping a folder of Current work: by child, or by the stage of the pathway (pages, 10.1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Concat

from permanence.queries.worklist_rows import Row
from permanence.records import catalogue
from permanence.records.definitions import ProcessVersion

GROUPS: Final[Mapping[str, str]] = MappingProxyType({"": "Nothing", "child": "Child", "stage": "Stage"})
NAMELESS = "Restricted records"
ELSEWHERE = "99 Other work"
NUMBERED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Rows that stand together; `title` is "" where nothing is grouped."""

    title: str
    rows: tuple[Row, ...]


def stages(authority_id: UUID) -> dict[str, str]:
    """Return the stage of each kind of workstep the authority has published, in order: "02 ADM decision"."""
    versions = ProcessVersion.objects.filter(authority_id=authority_id).values_list("process_key", flat=True)
    processes = [catalogue.process(authority_id, key)[1] for key in versions.distinct()]
    return {step.key: f"{step.stage:02d} {step.stage_title}" for process in processes for step in process.steps}


def group_key(by: str, *, step: str, stage_of: Mapping[str, str]) -> Any:
    """Return what rows of one group have in common, in the order of the groups; a restricted child names no group.

    Args:
        step: how a row leads to its workstep: "" or "step__".
    """
    words = CharField()
    if by == "child":
        named = Concat(F(f"{step}child_name"), Value(", "), F(f"{step}child_number"), output_field=words)
        return Case(When(**{f"{step}access_class": "open"}, then=named), default=Value(NAMELESS), output_field=words)
    if by == "stage":
        known = [When(**{f"{step}step_type": key}, then=Value(stage)) for key, stage in stage_of.items()]
        return Case(*known, default=Value(ELSEWHERE), output_field=words)
    return Value("", words)


def grouped(by: str, rows: Iterable[tuple[str, Row]]) -> tuple[Group, ...]:
    """Return rows that come in the order of their groups, each with its key, as groups with a title."""
    found = groupby(rows, key=lambda each: each[0])
    cut = NUMBERED if by == "stage" else 0
    return tuple(Group(title=key[cut:], rows=tuple(row for _, row in each)) for key, each in found)
