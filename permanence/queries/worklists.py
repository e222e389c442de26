"""Current work: what has been passed to me, asked of me, begun by me, and what I wait for (R79)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.london import london_date
from permanence.outside.bank_holidays import england
from permanence.queries.folder_catalogue import FOLDERS
from permanence.queries.folder_counts import folder_counts
from permanence.queries.folders import COUNTED, DUES, Folder
from permanence.queries.grouping import GROUPS, Group
from permanence.queries.listings import SIZES, Asked, Heading, Pager, count_words, heading, pager, window
from permanence.queries.notices import Told, standing_notices
from permanence.queries.work_views import Viewed, viewed
from permanence.queries.worklist_rows import Reader, Row

NONE_MATCH = "Nothing in this folder matches. Take the filter away to see all of it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A folder as the sub navigation names it: "Incoming work (48)"."""

    text: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option of a filter."""

    value: str
    text: str
    checked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderPage:
    """A folder of Current work: its neighbours with their counts, its filter, one page of its rows, and what is new.

    `sort` and `size` are what else the address asks, so that filtering leaves them as they are.
    """

    key: str
    title: str
    tabs: tuple[Tab, ...]
    told: Told
    child: str
    steps: tuple[Choice, ...]
    dues: tuple[Choice, ...]
    groups_by: tuple[Choice, ...]
    sort: str
    size: str
    view: Viewed
    head: tuple[Heading, ...]
    groups: tuple[Group, ...]
    pager: Pager
    empty: str
    filtered: bool

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows of every group."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def person_label(self) -> str:
        """Return what the third column is called."""
        return self.head[2].text

    @property
    def moment_label(self) -> str:
        """Return what the fourth column is called."""
        return self.head[3].text

    @property
    def shows_due(self) -> bool:
        """Return whether the folder has due dates."""
        return self.head[4].text == "Due"

    @property
    def child_ids(self) -> tuple[UUID, ...]:
        """Return whom the page shows, for its audit row."""
        listed = [row.child_id for row in self.rows if not row.restricted]
        return tuple(dict.fromkeys([*listed, *self.told.child_ids]))


def folder(*, key: str, asked: Asked, kept: str = "", actor: Actor, at: datetime) -> FolderPage:
    """Return a folder of Current work.

    Args:
        kept: the view of it that the actor kept (`work_views.kept_view`).

    Raises:
        KeyError: there is no folder of that key.
    """
    shown = FOLDERS[key]
    today = london_date(at)
    reader = Reader(today=today, holidays=england())
    ids = shown.ids(actor, asked, today)
    counts = folder_counts(actor)
    filtered = bool(asked.filters.keys() - {"group"})
    count = ids[:COUNTED].count() if filtered else counts[key]
    return FolderPage(
        key=key,
        title=shown.title,
        tabs=tuple(_tab(each, count=counts[each.key], key=key) for each in FOLDERS.values()),
        told=standing_notices(actor=actor),
        child=asked.filters.get("child", ""),
        steps=_steps(shown.step_choices(actor), chosen=asked.filters.get("step", "")),
        dues=_choices(DUES, chosen=asked.filters.get("due", "")),
        groups_by=_choices(GROUPS, chosen=asked.filters.get("group", "")),
        sort=asked.sort,
        size=str(asked.size) if asked.size != SIZES[0] else "",
        view=viewed(asked, folder=key, kept=kept, shown=count, all_of_it=counts[key]),
        head=_head(shown, asked),
        groups=shown.groups(ids[window(asked, count=count)], reader, by=asked.filters.get("group", "")),
        pager=pager(asked, count=count, order=shown.order_words(asked)),
        empty=NONE_MATCH if filtered else shown.empty,
        filtered=filtered,
    )


def _tab(each: Folder, *, count: int, key: str) -> Tab:
    return Tab(text=f"{each.title} ({count_words(count)})", href=f"/work/{each.key}/", current=each.key == key)


def _steps(options: Mapping[str, str], *, chosen: str) -> tuple[Choice, ...]:
    """Return the kinds of workstep to filter by; what is filtered by is among them, though nothing here is of it."""
    ours = {} if chosen in options else {chosen: chosen.replace("_", " ").capitalize()}
    return _choices({**options, **ours}, chosen=chosen)


def _choices(options: Mapping[str, str], *, chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(value=value, text=text, checked=value == chosen) for value, text in options.items())


def _head(shown: Folder, asked: Asked) -> tuple[Heading, ...]:
    columns = [
        heading(asked, text=text, key=key, default=shown.default_sort) if key in shown.sorts else Heading(text=text)
        for text, key in shown.columns
    ]
    return (*columns, Heading(text="What you can do", hidden=True))
