"""The folders of Current work: what is in each, in which order, and its columns (pages, 10.1)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, IntegerField, Q, QuerySet, Value

from permanence.kernel.actors import Actor
from permanence.queries.grouping import GROUPS, Group, group_key, grouped, stages
from permanence.queries.listings import COUNTED_TO, Asked
from permanence.queries.worklist_rows import Reader, Row
from permanence.records.requests import Request
from permanence.records.worksteps import Workstep

COUNTED = COUNTED_TO + 1
DUES = {"": "Any time", "overdue": "Overdue", "week": "In the next 7 days", "none": "None set"}
A_WEEK = timedelta(days=7)
STEP_PEOPLE = ("passed_by__person", "assigned_worker__person", "assigned_inbox", "finished_by__person")
REQUEST_PEOPLE = (
    "step", "sent_by__person", "to_worker__person", "to_inbox", "picked_up_by__person", "completed_by__person"
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some of a folder's rows: worksteps, or requests. `moment` is the field that the list counts waiting from."""

    kind: str
    found: Callable[[Actor], "QuerySet[Any]"]
    moment: str
    row: Callable[[Reader, Any], Row]

    def filtered(self, actor: Actor, asked: Asked, today: date) -> "QuerySet[Any]":
        """Return its rows as far as the filters leave them."""
        step = "" if self.kind == "step" else "step__"
        found = self.found(actor)
        if "child" in asked.filters:
            words = asked.filters["child"]
            named = Q(**{f"{step}child_name__icontains": words}) | Q(**{f"{step}child_number__startswith": words})
            found = found.filter(named, **{f"{step}access_class": "open"})
        if "step" in asked.filters:
            found = found.filter(**{f"{step}step_type": asked.filters["step"]})
        return found.filter(_due(asked.filters.get("due", ""), today))

    def keyed(
        self, found: "QuerySet[Any]", *, rank: int, by: str = "", stage_of: Mapping[str, str] | None = None
    ) -> "QuerySet[Any]":
        """Return what every part can be ordered by. `by` is what the rows are grouped by, "" for nothing."""
        step = "" if self.kind == "step" else "step__"
        keys = {
            "kind": Value(self.kind, CharField()),
            "rank": Value(rank, IntegerField()),
            "moment": F(self.moment),
            "child": F(f"{step}child_name"),
            "what": F("title"),
            "due": F("due_on"),
            "group": group_key(by, step=step, stage_of=stage_of or {}),
        }
        names = {f"by_{name}": value for name, value in keys.items()}
        keyed: QuerySet[Any] = found.order_by().annotate(**names).values_list("id", *names)
        return keyed


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """A folder: its name, parts, columns (words and sort key, "" for none), order and what it says when it is empty."""

    key: str
    title: str
    empty: str
    columns: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    order: tuple[str, ...]
    order_says: str
    default_sort: str = ""

    @property
    def sorts(self) -> frozenset[str]:
        """Return the columns that can be sorted by."""
        return frozenset(key for _, key in self.columns if key)

    def ids(self, actor: Actor, asked: Asked, today: date) -> "QuerySet[Any]":
        """Return what the filters leave, in order; grouped, the groups come in order first."""
        by = asked.filters.get("group", "")
        given: dict[str, Any] = {"by": by, "stage_of": stages(actor.authority_id) if by == "stage" else {}}
        found = [
            part.keyed(part.filtered(actor, asked, today), rank=rank, **given) for rank, part in enumerate(self.parts)
        ]
        first = (F("by_group").asc(),) if by in GROUPS and by else ()
        return self._joined(found).order_by(*first, *self._order(asked))

    def groups(self, ids: "QuerySet[Any]", reader: Reader, *, by: str) -> tuple[Group, ...]:
        """Return the rows of some of `ids`, in their groups. Three queries however many."""
        wanted = [(rank, id_, group) for id_, _, rank, *_, group in ids]
        found = _fetched([(rank, id_) for rank, id_, _ in wanted], self.parts)
        rows = [(group, self.parts[rank].row(reader, found[id_])) for rank, id_, group in wanted if id_ in found]
        return grouped(by, rows)

    def step_choices(self, actor: Actor) -> Mapping[str, str]:
        """Return the kinds of workstep in it, for the filter."""
        steps = [_step_types(part, actor) for part in self.parts]
        found = steps[0].union(*steps[1:]) if len(steps) > 1 else steps[0].distinct()
        return {"": "All worksteps", **dict(sorted(found, key=lambda each: each[1]))}

    def order_words(self, asked: Asked) -> str:
        """Return how the list is grouped and sorted, in words."""
        chosen = {key: words for words, key in self.columns if key}.get(asked.sort.removeprefix("-"))
        by = GROUPS.get(asked.filters.get("group", ""), "")
        grouped_by = f"Grouped by {by.lower()}. " if asked.filters.get("group") and by else ""
        if chosen is None:
            return f"{grouped_by}{self.order_says}"
        return f"{grouped_by}Sorted by {chosen.lower()}{', last first' if asked.sort.startswith('-') else ''}."

    def _order(self, asked: Asked) -> tuple[Any, ...]:
        key = asked.sort.removeprefix("-")
        if key not in self.sorts:
            return tuple(_ordering(each) for each in self.order)
        return (_ordering(asked.sort), _ordering("moment"))

    def _joined(self, parts: list["QuerySet[Any]"]) -> "QuerySet[Any]":
        return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


def _ordering(key: str) -> Any:
    column = F(f"by_{key.removeprefix('-')}")
    return column.desc(nulls_last=True) if key.startswith("-") else column.asc(nulls_last=True)


def _due(due: str, today: date) -> Q:
    if due == "overdue":
        return Q(due_on__lt=today)
    if due == "week":
        return Q(due_on__gte=today, due_on__lte=today + A_WEEK)
    return Q(due_on__isnull=True) if due == "none" else Q()


def _fetched(wanted: Iterable[tuple[int, UUID]], parts: tuple[Part, ...]) -> dict[UUID, Any]:
    ids: dict[str, list[UUID]] = {"step": [], "request": []}
    for rank, id_ in wanted:
        ids[parts[rank].kind].append(id_)
    steps = Workstep.objects.filter(id__in=ids["step"]).select_related(*STEP_PEOPLE)
    requests = Request.objects.filter(id__in=ids["request"]).select_related(*REQUEST_PEOPLE)
    return {each.id: each for each in (*steps, *requests)}


def _step_types(part: Part, actor: Actor) -> "QuerySet[Any]":
    step = "" if part.kind == "step" else "step__"
    found = part.found(actor).order_by().filter(**{f"{step}access_class": "open"})
    named: QuerySet[Any] = found.annotate(of_type=F(f"{step}step_type"), type_title=F(f"{step}title"))
    return named.values_list("of_type", "type_title")
