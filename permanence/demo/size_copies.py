"""Writing children who are like a told one: the same rows, with ids, names, number and social worker of their own.

Each table's own rules hold for them as for any row: keys, constraints and triggers stay on.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from uuid import UUID

from django.db import connection

from permanence.demo.size_audit import add_to_chain
from permanence.demo.size_blocks import AUDIT, TABLES, Block, columns_of, filled, listed
from permanence.demo.size_hashes import Hashed

VERSION_AND_VARIANT = (0xF000_C000_0000_0000_0000, 0x7000_8000_0000_0000_0000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Like:
    """A child to be made: like which told one, and what is their own.

    Args:
        number: of the copy, from 1; its ids follow from it.
        own: the child's first name, surname, number, and what the social worker is known by, by the keys of the block.
    """

    block: Block
    hashed: tuple[Hashed, ...]
    number: int
    own: Mapping[str, str]

    def instead(self) -> dict[str, str]:
        """Return what stands in the rows of this child for each part of the told one's."""
        found = {id_: like_id(id_, self.number) for id_ in self.block.ids}
        found |= {self.block.keys[what]: own for what, own in self.own.items()}
        for each in self.hashed:
            found[each.kept] = each.hash_of(self.block.hashed[each.kept], found)
        return found


def like_id(id_: str, number: int) -> str:
    """Return the id that a copy of that number has for one of the told child's: of the same time, and no other's.

    >>> like_id("01a2008c-0000-7000-8000-000000000000", 1)[:15]
    '01a2008c-0000-7'
    """
    old = UUID(id_)
    drawn = int.from_bytes(blake2b(old.bytes + number.to_bytes(4, "big"), digest_size=10).digest(), "big")
    mask, fixed = VERSION_AND_VARIANT
    return str(UUID(int=(old.int >> 80 << 80) | (drawn & ~mask) | fixed))


def write_likes(likes: Iterable[Like], *, authority_id: UUID) -> None:
    """Write children, in one transaction of the caller's; the rows of their audit last."""
    texts: dict[str, list[str]] = {table: [] for table in TABLES}
    for like in likes:
        instead = like.instead()
        for table, parts in like.block.tables.items():
            texts[table].append(filled(parts, instead))
    audit = "".join(texts.pop(AUDIT)).splitlines()
    for table, rows in texts.items():
        _copy(table, columns_of(table), "".join(rows))
    add_to_chain(audit, authority_id=authority_id)


def _copy(table: str, columns: list[str], rows: str) -> None:
    if not rows:
        return
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({listed(columns)}) FROM STDIN") as copy:
        copy.write(rows)
