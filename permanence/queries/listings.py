"""A page of a long list: how many there are, which are shown, and the pages before and after."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

SIZES = (25, 50, 100)
COUNTED_TO = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the query string asks of a list: filters, sort and page. Anything odd in it counts as not asked."""

    filters: Mapping[str, str] = field(default_factory=dict)
    sort: str = ""
    page: int = 1
    size: int = SIZES[0]

    @classmethod
    def of(cls, given: Mapping[str, str], *filters: str) -> "Asked":
        """Read a query string; `filters` are the names of the filters of this list."""
        page, size = (int(each) if each.isdecimal() and len(each) < 7 else 0 for each in _paging(given))
        chosen = {name: given.get(name, "").strip().replace("\x00", "")[:200] for name in filters}
        return cls(
            filters={name: value for name, value in chosen.items() if value},
            sort=given.get("sort", ""),
            page=max(page, 1),
            size=size if size in SIZES else SIZES[0],
        )

    def address(self, **changed: object) -> str:
        """Return the query string of this list with something changed."""
        size = self.size if self.size != SIZES[0] else ""
        whole: dict[str, object] = {**self.filters, "sort": self.sort, "page": self.page, "size": size, **changed}
        return "?" + urlencode({name: value for name, value in whole.items() if value not in ("", None)})


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """One page of the list, as pagination shows it."""

    number: int = 0
    href: str = ""
    current: bool = False
    ellipsis: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pager:
    """What the list says about itself, and its other pages."""

    says: str
    items: tuple[PageLink, ...] = ()
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A column's head: a link that sorts by it, or words alone. `sorted` is the value of aria-sort."""

    text: str
    href: str = ""
    sorted: str = ""
    hidden: bool = False


def count_words(count: int) -> str:
    """Return a count as folders show it: exact to 500, then "500+".

    >>> count_words(48), count_words(501)
    ('48', '500+')
    """
    return str(count) if count <= COUNTED_TO else f"{COUNTED_TO}+"


def window(asked: Asked, *, count: int) -> slice:
    """Return which rows are shown; a page beyond the end shows the last one."""
    last = max((count - 1) // asked.size, 0)
    first = min(asked.page - 1, last) * asked.size
    return slice(first, first + asked.size)


def pager(asked: Asked, *, count: int, order: str) -> Pager:
    """Return the line under the filter and the links to the other pages."""
    shown = window(asked, count=count)
    number, last = shown.start // asked.size + 1, max((count - 1) // asked.size, 0) + 1
    says = f"Showing {shown.start + 1} to {min(shown.stop, count)} of {count_words(count)}. {order}" if count else ""
    if last == 1:
        return Pager(says=says)
    return Pager(
        says=says,
        items=tuple(_links(asked, number=number, last=last)),
        previous=asked.address(page=number - 1) if number > 1 else "",
        next=asked.address(page=number + 1) if number < last else "",
    )


def heading(asked: Asked, *, text: str, key: str, default: str = "") -> Heading:
    """Return the head of a column that can be sorted by; a second click turns the order round."""
    up = (asked.sort or default) == key
    down = (asked.sort or default) == f"-{key}"
    direction = "ascending" if up else "descending" if down else ""
    return Heading(text=text, href=asked.address(sort=f"-{key}" if up else key, page=""), sorted=direction)


def sort_fields(asked: Asked, columns: Mapping[str, str], *, default: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return what to order by: the column asked for, or the list's own order."""
    column = columns.get(asked.sort.removeprefix("-"))
    if column is None:
        return default
    return (f"-{column}" if asked.sort.startswith("-") else column, "id")


def _paging(given: Mapping[str, str]) -> tuple[str, str]:
    return given.get("page", ""), given.get("size", "")


def _links(asked: Asked, *, number: int, last: int) -> list[PageLink]:
    near = sorted({1, last, *range(max(number - 1, 1), min(number + 1, last) + 1)})
    found: list[PageLink] = []
    for before, page in zip([0, *near], near, strict=False):
        if page - before > 1:
            found.append(PageLink(ellipsis=True))
        found.append(PageLink(number=page, href=asked.address(page=page), current=page == number))
    return found
