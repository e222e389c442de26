"""Reading a form: its sections, questions, tables and blocks, every list and block written out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import get_args

from permanence.kernel.checking.questions import MOST_QUESTIONS, too_many
from permanence.kernel.conditions import Condition, Need
from permanence.kernel.form_definitions import Column, Form, Kind, Option, Question, RuleUse, Section
from permanence.outside.need_reading import read_need
from permanence.outside.option_reading import OptionLists, named_or_written
from permanence.outside.yaml_files import file_within, read_yaml
from permanence.outside.yaml_nodes import Node

QUESTION_FIELDS = (
    *(
        "key",
        "ask",
        "help",
        "error",
        "kind",
        "size",
        "low",
        "high",
        "options",
        "columns",
        "rows",
        "copied",
        "from",
        "feeds",
    ),
    *("calc", "need", "class", "source", "asked_with", "kept_after_finish"),
)
COLUMN_FIELDS = ("key", "ask", "kind", "options", "size", "need", "class", "help", "source", "copied", "from", "feeds")
BLOCK_USE_FIELDS = (*QUESTION_FIELDS, "block")
SECTION_FIELDS = ("key", "number", "title", "kind", "writers", "questions", "copied_section", "source")
RULE_FIELDS = ("rule", "effect", "says", "with", "sections", "source")


@dataclass(frozen=True, slots=True)
class Common:
    """The shared lists and blocks that forms use by name; `local` names the lists that an authority may change."""

    lists: OptionLists
    blocks: Mapping[str, Node]
    local: frozenset[str] = frozenset()


def read_form(node: Node, common: Common) -> Form:
    """Return a form, its section files read too. Raises BrokenDefinition naming file, line and reason."""
    node.only("form", "code", "title", "source", "sections", "rules")
    key = node.text("form")
    node.stands_for("form", key)
    sections = tuple(read_section(part, common, form=key) for part in _section_nodes(node))
    asked = sum(len(section.questions) for section in sections)
    if asked > MOST_QUESTIONS:
        raise node.broken(too_many(asked))
    return Form(
        key=key,
        code=node.text("code", ""),
        title=node.text("title"),
        source=node.text("source", ""),
        sections=sections,
        rules=tuple(read_rule(item) for item in node.items("rules")),
    )


def _section_nodes(node: Node) -> Iterator[Node]:
    for item in node.items("sections"):
        is_file = isinstance(item.value, str)
        yield read_yaml(file_within(item.file.parent, item), item.reading) if is_file else item


def read_section(node: Node, common: Common, *, form: str) -> Section:
    """Return a section of a form. Raises BrokenDefinition when a key comes twice."""
    node.only(*SECTION_FIELDS)
    node.stands_for("form", form, "section", node.text("key"))
    questions: dict[str, Question] = {}
    for item in node.items("questions"):
        for question in read_questions(item, common):
            if question.key in questions:
                raise item.broken(f'The key "{question.key}" stands twice in section "{node.text("key")}".')
            item.stands_for("form", form, "question", question.key)
            questions[question.key] = question
    return Section(
        key=node.text("key"),
        number=node.number("number") or 0,
        title=node.text("title"),
        writers=node.texts("writers", refers="role"),
        questions=tuple(questions.values()),
        is_next_actions=node.text("kind", "questions") == "next_actions",
        copied_section=node.text("copied_section", "") or None,
    )


def read_questions(node: Node, common: Common) -> Iterator[Question]:
    """Yield the question of an item, or those of the block that it uses. Raises BrokenDefinition."""
    if not isinstance(node.value, dict) or not node.has("block"):
        yield read_question(node, common)
        return
    node.only(*BLOCK_USE_FIELDS)
    name = node.text("block")
    if name not in common.blocks:
        raise node.broken(f'There is no block "{name}" in common/.')
    block = common.blocks[name].only(
        "questions", "kind", "columns", "rows", "need", "class", "source", "help", "error", "ask", "feeds"
    )
    if block.has("questions"):
        yield from _several(node, block, name, common)
    else:
        yield _one_table(node, block, name, common)


def _several(use: Node, block: Node, name: str, common: Common) -> Iterator[Question]:
    prefix = f"{use.text('key')}." if use.has("key") else ""
    parts = {part.text("key") for part in block.items("questions")}
    use_need = use.get("need")
    whole = read_need(use_need) if use_need else Need(required=True)
    for part in block.items("questions"):
        question = _overridden(_part(part, use, common), use.get("options"), common)
        yield replace(
            question,
            key=prefix + question.key,
            need=_within(_prefixed(question.need, prefix, parts), whole),
            block=name,
            use=use.text("key", "") or None,
            source=question.source or use.text("source", ""),
            copied=question.copied or _part_of(use, "copied", question.key),
            prefilled=question.prefilled or _part_of(use, "from", question.key),
            feeds=question.feeds or use.texts("feeds"),
        )


def _part_of(use: Node, field: str, key: str) -> str | None:
    """Return the source of one part: a use names that of the whole block, `form.c0054.plan`."""
    return f"{use.text(field)}.{key}" if use.has(field) else None


def _part(part: Node, use: Node, common: Common) -> Question:
    if part.has("block"):
        return next(read_questions(part, common))
    return read_question(part, common, classes=use.text("class", "P"), need=use.get("need"))


def _overridden(question: Question, options: Node | None, common: Common) -> Question:
    if options is None or not options.has(question.key):
        return question
    list_name, its_own = named_or_written(options[question.key], common.lists)
    return replace(question, list_name=list_name, options=its_own)


def _within(need: Need, whole: Need) -> Need:
    """Return a part's need within its block's: a part that is always asked is asked when the whole block is."""
    if need.shown_if or need.required_if or need.nothing_to_answer:
        return need
    required = need.required and whole.required
    return replace(
        need, required=required, shown_if=whole.shown_if, required_if=whole.required_if if required else None
    )


def _prefixed(need: Need, prefix: str, parts: set[str]) -> Need:
    def moved(condition: Condition | None) -> Condition | None:
        if condition is None or condition.field not in parts:
            return condition
        return replace(condition, field=prefix + condition.field)

    return replace(need, shown_if=moved(need.shown_if), required_if=moved(need.required_if))


def _one_table(use: Node, block: Node, name: str, common: Common) -> Question:
    classes = use.text("class", block.text("class", "P"))
    columns = (*block.items("columns"), *use.items("columns"))
    rows_name, rows = named_or_written(block.get("rows"), common.lists)
    need = use.get("need") or block.get("need")
    return Question(
        key=use.text("key"),
        ask=use.text("ask", block.text("ask", name)),
        kind=_kind(block["kind"]),
        need=read_need(need) if need else Need(required=True),
        classes=classes,
        help=use.text("help", block.text("help", "")),
        error=use.text("error", block.text("error", "")),
        source=use.text("source", block.text("source", "")),
        columns=tuple(
            _with_options_of(use, column, common) for column in read_columns(columns, common, classes=classes)
        ),
        rows=rows,
        rows_name=rows_name,
        feeds=use.texts("feeds") or block.texts("feeds"),
        copied=use.text("copied", "") or None,
        prefilled=use.text("from", "") or None,
        asked_with=use.text("asked_with", "") or None,
        kept_after_finish=use.flag("kept_after_finish"),
        block=name,
        use=use.text("key"),
    )


def _with_options_of(use: Node, column: Column, common: Common) -> Column:
    """Return the column with the options that the use of its block names for it, or as it is."""
    overrides = use.get("options")
    if overrides is None or not overrides.has(column.key):
        return column
    list_name, options = named_or_written(overrides[column.key], common.lists)
    return replace(column, list_name=list_name, options=options)


def read_question(node: Node, common: Common, *, classes: str = "P", need: Node | None = None) -> Question:
    """Return a question. Raises BrokenDefinition."""
    node.only(*QUESTION_FIELDS)
    kind = _kind(node["kind"])
    list_name, options = _options(node, common)
    rows_name, rows = named_or_written(node.get("rows"), common.lists)
    its_classes = node.text("class", classes)
    own_need = node.get("need") or need
    if own_need is None:
        raise node.broken(f'The question "{node.text("key")}" does not say its need.')
    return Question(
        key=node.text("key"),
        ask=node.text("ask"),
        kind=kind,
        need=read_need(own_need),
        classes=its_classes,
        help=node.text("help", ""),
        error=node.text("error", ""),
        source=node.text("source", ""),
        size=node.number("size"),
        low=node.number("low"),
        high=node.number("high"),
        options=options,
        list_name=list_name,
        columns=read_columns(node.items("columns"), common, classes=its_classes),
        rows=rows,
        rows_name=rows_name,
        calc=node.text("calc", "") or None,
        copied=node.text("copied", "") or None,
        prefilled=node.text("from", "") or None,
        feeds=node.texts("feeds"),
        asked_with=node.text("asked_with", "") or None,
        kept_after_finish=node.flag("kept_after_finish"),
    )


def _options(node: Node, common: Common) -> tuple[str | None, tuple[Option, ...]]:
    """Return the options; `rows:<table>` are the rows of a table of the same section, known only from the answers."""
    options = node.get("options")
    if options is not None and isinstance(options.value, str) and options.value.startswith("rows:"):
        return options.value, ()
    return named_or_written(options, common.lists)


def read_columns(nodes: Iterable[Node], common: Common, *, classes: str) -> tuple[Column, ...]:
    """Return the columns of a table.

    The first is required unless it says otherwise; none is address-confidential unless it says so.
    """
    plain = classes.replace("A", "") or "P"
    return tuple(_column(node, common, classes=plain, is_first=number == 0) for number, node in enumerate(nodes))


def _column(node: Node, common: Common, *, classes: str, is_first: bool) -> Column:
    node.only(*COLUMN_FIELDS)
    list_name, options = named_or_written(node.get("options"), common.lists)
    need = node.get("need")
    return Column(
        key=node.text("key"),
        ask=node.text("ask"),
        kind=_kind(node["kind"]),
        need=read_need(need, scope="row") if need else Need(required=is_first),
        classes=node.text("class", classes),
        options=options,
        list_name=list_name,
        size=node.number("size"),
    )


def _kind(node: Node) -> Kind:
    if node.value not in get_args(Kind):
        raise node.broken(f'"{node.value}" is not a kind of answer. The kinds are: {", ".join(get_args(Kind))}.')
    return node.value  # type: ignore[no-any-return]


def read_rule(node: Node) -> RuleUse:
    """Return the use of a named rule. Raises BrokenDefinition."""
    node.only(*RULE_FIELDS)
    effect = node.text("effect")
    if effect not in ("blocks", "asks"):
        raise node["effect"].broken(f'"{effect}" is not an effect. A rule blocks, or it asks.')
    sections = tuple(item.value for item in node.items("sections"))
    return RuleUse(
        rule=node.named("rule", "rule") or node.text("rule"),
        effect=effect,  # type: ignore[arg-type]
        says=node.text("says", ""),
        with_actions=node.texts("with"),
        sections=sections,
    )
