"""A form of a published version, read in plain words: each question with how, when and from where it is answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from permanence.kernel.actors import Actor
from permanence.kernel.conditions import Condition, Need
from permanence.kernel.definitions import Process
from permanence.kernel.form_definitions import Column, Form, Kind, Question, Section
from permanence.kernel.reasons import Hidden
from permanence.kernel.wording import listed
from permanence.queries.listings import Heading
from permanence.queries.process_lists import VersionLine
from permanence.queries.process_versions import found_version

HEAD = tuple(Heading(text=text) for text in ("Question", "Answered by", "When", "Comes from", "Source"))
KINDS: Mapping[Kind, str] = {
    "st": "a line of text",
    "lt": "text",
    "lt+": "long text",
    "num": "a number",
    "date": "a date",
    "time": "a time",
    "yn": "yes or no",
    "one": "one choice",
    "many": "one or more choices",
    "worker": "a worker",
    "person": "a person",
    "inbox": "a team inbox",
    "file": "a file",
    "tbl": "a table of rows",
    "fix": "a table with fixed rows",
    "calc": "what is worked out",
}
YES_NO = {"yes": "yes", "no": "no"}


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLine:
    """A question in words. `choices` are its options; of a table, `parts` are its columns."""

    key: str
    ask: str
    help: str
    kind: str
    choices: tuple[str, ...]
    parts: tuple[str, ...]
    asked: str
    comes_from: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLines:
    """A section: who writes it, and what it asks."""

    key: str
    title: str
    written_by: str
    questions: tuple[QuestionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """A form of a version."""

    line: VersionLine
    process_title: str
    title: str
    code: str
    source: str
    sections: tuple[SectionLines, ...]
    head: tuple[Heading, ...] = HEAD


def form_page(*, process_key: str, number: int, form_key: str, actor: Actor) -> FormPage:
    """Return a form of a version. Raises Hidden where there is no such version or form."""
    found = found_version(process_key, number, actor=actor)
    form = next((each for each in found.process.forms if each.key == form_key), None)
    if form is None:
        raise Hidden
    return FormPage(
        line=found.line(number),
        process_title=found.process.title,
        title=form.title,
        code=form.code,
        source=form.source,
        sections=tuple(_section(found.process, form, section) for section in form.sections),
    )


def _section(process: Process, form: Form, section: Section) -> SectionLines:
    titles = {role.key: role.title for role in process.roles}
    writers = listed([titles.get(key, key.replace("_", " ")) for key in section.writers], last="or")
    written = f"Written by {writers}." if section.writers else "Copied whole; nobody writes it."
    asked = {question.key: question for _, question in form.questions()}
    return SectionLines(
        key=section.key,
        title=f"{section.number}. {section.title}",
        written_by="Next actions, added as the workstep allows." if section.is_next_actions else written,
        questions=tuple(_question(question, asked) for question in section.questions),
    )


def _question(question: Question, asked: Mapping[str, Question]) -> QuestionLine:
    return QuestionLine(
        key=question.key,
        ask=question.ask,
        help=question.help,
        kind=KINDS[question.kind],
        choices=tuple(option.label for option in question.options),
        parts=tuple(f"{column.ask}: {KINDS[column.kind]}{_choices_of(column)}" for column in question.columns),
        asked=need_in_words(question.need, asked),
        comes_from="; ".join(_comes_from(question)),
        source=question.source,
    )


def _choices_of(column: Column) -> str:
    return f" ({listed([option.label for option in column.options], last='or')})" if column.options else ""


def _comes_from(question: Question) -> Iterator[str]:
    if question.copied:
        yield f"Copied from {_source(question.copied)}"
    if question.prefilled:
        yield f"Filled in from {_source(question.prefilled)}, and may be changed"
    if question.calc:
        yield f"Worked out: {question.calc.replace('_', ' ')}"
    if question.feeds:
        yield f"Changes elsewhere: {'; '.join(question.feeds)}"


def _source(name: str) -> str:
    return name.replace("_", " ").replace(".", ": ", 1)


def need_in_words(need: Need, asked: Mapping[str, Question]) -> str:
    """Return when an answer is asked for, with questions in their own words."""
    if need.nothing_to_answer:
        return "Not asked"
    words = "Required" if need.required else "Optional"
    if need.or_why:
        words += ", or why it is missing"
    if need.shown_if:
        words += f"; shown only when {_condition(need.shown_if, asked)}"
    if need.required_if:
        words += f" when {_condition(need.required_if, asked)}"
    return words


def _condition(condition: Condition, asked: Mapping[str, Question]) -> str:
    question = asked.get(condition.field)
    if question is None:
        return f"{condition.field.replace('_', ' ')} is {listed(condition.values, last='or')}"
    labels = {**YES_NO, **{option.key: option.label for option in question.options}}
    answers = listed([f"“{labels.get(value, value)}”" for value in condition.values], last="or")
    return f"“{question.ask}” is {answers}"
