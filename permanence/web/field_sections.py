"""From a section of a form to its fields."""

from collections.abc import Iterator
from dataclasses import replace

from permanence.kernel.answers import MISSING_OPTIONS
from permanence.kernel.form_definitions import Question, Section
from permanence.web.field_kinds import NOTHING_CHOSEN, make_field
from permanence.web.field_tables import table_field
from permanence.web.fields import Choice, Copied, Field, Filling, Why


def section_fields(section: Section, filling: Filling) -> tuple[Field, ...]:
    """Return the fields of a section's questions, in order; those asked in no case are left out."""
    return tuple(field for question in section.questions for field in _asked(question, section, filling))


def _asked(question: Question, section: Section, filling: Filling) -> Iterator[Field]:
    shown_if = question.need.shown_if
    field = question_field(question, filling)
    if shown_if is None:
        yield field
        return
    holds = shown_if.holds({**filling.known, **filling.typed})
    if shown_if.field in {each.key for each in section.questions}:
        yield replace(field, shown_field=shown_if.field, shown_values=" ".join(shown_if.values), hidden=not holds)
    elif holds:
        yield field


def question_field(question: Question, filling: Filling) -> Field:
    """Return the field of one question, with its help, companions, provenance and previous answer."""
    made = _of_kind(question, filling)
    hint = question.help or made.hint
    ask = f"{question.ask} (optional)" if _is_optional(question, filling) else question.ask
    why = _why(question, filling) if question.need.or_why else None
    return replace(
        made,
        ask=ask,
        hint=hint,
        why=why,
        previous=filling.previous.get(question.key),
        note=filling.notes.get(question.key, ""),
    )


def _of_kind(question: Question, filling: Filling) -> Field:
    if question.key in filling.copied or question.kind == "calc":
        return Field(
            name=question.key,
            widget="copied",
            ask=question.ask,
            copied=filling.copied.get(question.key, Copied(text="")),
        )
    if question.kind in {"tbl", "fix"}:
        return table_field(question, filling)
    return make_field(question, question.key, filling)


def _is_optional(question: Question, filling: Filling) -> bool:
    """Return whether no answer is ever required; one that is required in some cases is not called optional."""
    need = question.need
    return not (need.required or need.nothing_to_answer or question.key in filling.copied)


def _why(question: Question, filling: Filling) -> Why:
    name = f"{question.key}_missing"
    chosen, words = filling.text(name), filling.text(f"{name}_why")
    choices = tuple(
        Choice(value=option.key, text=option.label.capitalize(), checked=option.key == chosen)
        for option in MISSING_OPTIONS
    )
    error, words_error = filling.errors.get(name, ""), filling.errors.get(f"{name}_why", "")
    return Why(
        name=name,
        choices=(NOTHING_CHOSEN, *choices),
        words=words,
        error=error,
        words_error=words_error,
        is_open=bool(chosen or words or error or words_error),
    )


def focus_target(name: str, fields: tuple[Field, ...]) -> str:
    """Return the id that an error's link leads to: a date's first box, else the field itself."""
    for field in fields:
        cells = [cell for row in field.rows for cell in row.cells]
        for each in (field, *cells):
            if each.name == name and each.widget == "date":
                return f"{name}-day"
            if each.name == name and each.widget == "find":
                return f"{name}-find"
    return name
