"""What stays of a form's answers when its workstep goes on under a later version: equal keys with equal meaning."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from permanence.kernel.form_definitions import Column, Form, Option, Question, Section

COMPANIONS: Final = ("_missing_why", "_missing")
Answers = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """An answer, or part of one, that the later version does not take: where it stood, and why it stays behind."""

    section: str
    question: str
    ask: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedOn:
    """Answers by section as the later version has them, and those it does not take.

    Args:
        answers: every section that has answers before or after; one that is emptied is there with none.
        kept: how many answers stay.
    """

    answers: dict[str, dict[str, Any]]
    left: tuple[Left, ...]
    kept: int


def carried_on(answers: Answers, old: Form, new: Form) -> CarriedOn:
    """Return what stays of the answers of a form under another version of it."""
    after: dict[str, dict[str, Any]] = {section: {} for section in answers}
    left, kept = list[Left](), 0
    places, new_places = _places(old), _places(new)
    for section, given in answers.items():
        for name, answer in given.items():
            key = _question_of(name, places, section)
            was = places.get((section, key))
            target = _target(section, key, places, new_places)
            now = new_places.get((target, key)) if target else None
            taken = _taken(was, now, name, answer)
            if taken.value is not None and target:
                after.setdefault(target, {})[name] = taken.value
                kept += name == key
            if taken.why and was is not None and name == key:
                left.append(Left(section=section, question=key, ask=was.ask, why=taken.why))
    return CarriedOn(answers=after, left=tuple(left), kept=kept)


@dataclass(frozen=True, slots=True)
class _Taken:
    value: Any = None
    why: str = ""


def _places(form: Form) -> dict[tuple[str, str], Question]:
    return {(section.key, question.key): question for section, question in form.questions()}


def _question_of(name: str, places: Mapping[tuple[str, str], Question], section: str) -> str:
    """Return the key of the question that an answer, or a companion of one, belongs to."""
    if (section, name) in places:
        return name
    for ending in COMPANIONS:
        if name.endswith(ending) and (section, name.removesuffix(ending)) in places:
            return name.removesuffix(ending)
    return name


def _target(
    section: str, key: str, old: Mapping[tuple[str, str], Question], new: Mapping[tuple[str, str], Question]
) -> str:
    """Return the section in which the question stands now; one that moved is known by a key that is there once."""
    if (section, key) in new:
        return section
    was, now = ([place for place, each in places if each == key] for places in (old, new))
    return now[0] if len(was) == len(now) == 1 else ""


def _taken(was: Question | None, now: Question | None, name: str, answer: Any) -> _Taken:
    if now is None:
        return _Taken(why="It is no longer asked.")
    if was is None:
        return _Taken(value=answer)
    why = _other_meaning(was, now)
    if why:
        return _Taken(why=why)
    if name != now.key:
        return _Taken(value=answer)
    if now.kind in {"tbl", "fix"}:
        return _table(was, now, answer)
    return _Taken(why=NOT_OFFERED) if _not_offered(now.options, answer, now) else _Taken(value=answer)


NOT_OFFERED = "What was chosen is no longer offered."


def _other_meaning(was: Question | Column, now: Question | Column) -> str:
    if was.kind != now.kind or set(was.classes) != set(now.classes):
        return "It means something else under the same key."
    if isinstance(now, Question) and isinstance(was, Question) and now.copied and now.copied != was.copied:
        return "It is copied from the record now."
    return ""


def _not_offered(options: tuple[Option, ...], answer: Any, asked: Question | Column) -> bool:
    """Return whether a choice is no longer there; choices that are rows of a table are looked at by nobody here."""
    if asked.kind not in {"one", "many"} or not options:
        return False
    chosen = answer if isinstance(answer, list) else [answer]
    return any(each not in {option.key for option in options} for each in chosen)


def _table(was: Question, now: Question, answer: Any) -> _Taken:
    """Return the rows with the cells of columns that stay; a fixed table keeps the rows that it still has."""
    if isinstance(answer, Mapping):
        stay = {row.key for row in now.rows} if now.rows else set(answer)
        rows = {key: _cells(was, now, cells) for key, cells in answer.items() if key in stay}
        return _Taken(value=rows, why=_some_lost(answer.values(), rows.values()))
    if not isinstance(answer, list):
        return _Taken(value=answer)
    kept = [_cells(was, now, row) for row in answer]
    return _Taken(value=kept, why=_some_lost(answer, kept))


def _some_lost(before: Any, after: Any) -> str:
    def filled(rows: Any) -> int:
        return sum(1 for row in rows for value in row.values() if value not in (None, ""))

    return "Some of its columns or rows are no longer there." if filled(before) != filled(after) else ""


def _cells(was: Question, now: Question, row: Mapping[str, Any]) -> dict[str, Any]:
    old, new = ({column.key: column for column in each.columns} for each in (was, now))
    return {key: cell for key, cell in row.items() if key not in old or _cell_stays(old[key], new.get(key), cell)}


def _cell_stays(was: Column, now: Column | None, cell: Any) -> bool:
    return now is not None and not _other_meaning(was, now) and not (cell and _not_offered(now.options, cell, now))


def shape(form: Form, sections: tuple[str, ...]) -> tuple[Any, ...]:
    """Return what these sections ask, without the words: where it is equal, what was authorised is what is asked."""
    return tuple((key, tuple(_asked(form.section(key)))) for key in sections)


def _asked(section: Section) -> Iterator[tuple[Any, ...]]:
    yield (section.copied_section,)
    for question in section.questions:
        columns = tuple(
            (each.key, each.kind, frozenset(each.classes), _keys(each.options)) for each in question.columns
        )
        options, rows = _keys(question.options), _keys(question.rows)
        yield question.key, question.kind, frozenset(question.classes), options, rows, columns, question.copied


def _keys(options: tuple[Option, ...]) -> tuple[str, ...]:
    return tuple(sorted(option.key for option in options))
