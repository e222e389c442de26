"""Which HTML fields a section has: what a page may send, and what belongs to which question (P23)."""

from collections.abc import Iterator, Mapping

from permanence.kernel.form_definitions import Column, Question, Section
from permanence.kernel.reading import BOXES, Typed
from permanence.kernel.reasons import Reason, Refused
from permanence.kernel.tables import ROW_ID

FIND = "-find"
NEW_PERSON = ("-new-name", "-new-relation")
OF_KIND: Mapping[str, tuple[str, ...]] = {
    "date": tuple(f"-{box}" for box in BOXES),
    "worker": ("", FIND),
    "person": ("", FIND, *NEW_PERSON),
}
HIDDEN = "_"
CELL = 3
UNKNOWN = (
    "Part of what came is no answer that section {number} asks for, so nothing is saved. "
    "The rest of what you typed is kept as a draft: open the section again."
)


class NotAsked(Refused):
    """What came holds answers that the section does not ask: a page that was tampered with, or of another form."""

    @property
    def status(self) -> int:
        """Return 422: it did not come as its page sends it (C05)."""
        return 422

    def __init__(self, section: Section) -> None:
        super().__init__([Reason(sentence=UNKNOWN.format(number=section.number), where=f"section:{section.key}")])


def belongs(name: str, key: str) -> bool:
    """Return whether an HTML name is one of a question's own: its boxes, cells and companions among them.

    >>> [belongs(name, "seen") for name in ("seen", "seen-day", "seen.a.who", "seen_missing", "seen_by")]
    [True, True, True, True, False]
    """
    return name in {key, f"{key}_missing", f"{key}_missing_why"} or name.startswith((f"{key}-", f"{key}."))


def own_names(section: Section, typed: Typed) -> dict[str, str | list[str]]:
    """Return what was typed into fields that the section has, in the order in which it came."""
    names = set(_of_questions(section))
    tables = {question.key: question for question in section.questions if question.columns}
    return {name: value for name, value in typed.items() if name in names or _is_cell(name, tables)}


def refuse_strangers(section: Section, typed: Typed) -> None:
    """Refuse answers the section does not ask. Empty fields and the hidden ones of every page are not looked at.

    Raises:
        NotAsked: something stands in a field that the section does not have.
    """
    own = own_names(section, typed)
    if any(value and name not in own and not name.startswith(HIDDEN) for name, value in typed.items()):
        raise NotAsked(section)


def _of_questions(section: Section) -> Iterator[str]:
    for question in section.questions:
        if question.kind == "calc" or question.need.nothing_to_answer:
            continue
        if not question.columns:
            yield from (f"{question.key}{ending}" for ending in OF_KIND.get(question.kind, ("",)))
        if question.need.or_why:
            yield from (f"{question.key}_missing", f"{question.key}_missing_why")


def _is_cell(name: str, tables: Mapping[str, Question]) -> bool:
    parts = name.rsplit(".", CELL - 1)
    table = tables.get(parts[0])
    if len(parts) != CELL or table is None or not _is_row(parts[1], table):
        return False
    return any(parts[2] in _of_column(column) for column in table.columns)


def _is_row(row_id: str, table: Question) -> bool:
    if table.kind == "fix":
        return any(row.key == row_id for row in table.rows)
    return bool(ROW_ID.fullmatch(row_id))


def _of_column(column: Column) -> Iterator[str]:
    if column.kind != "calc" and not column.need.nothing_to_answer:
        yield from (f"{column.key}{ending}" for ending in OF_KIND.get(column.kind, ("",)))
