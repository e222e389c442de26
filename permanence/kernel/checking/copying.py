"""Prepopulation without a source, or from a source of another kind (R113, R176)."""

from collections.abc import Iterator, Mapping

from permanence.kernel.checking.fault import Fault, question_at
from permanence.kernel.definitions import Process
from permanence.kernel.form_definitions import Form, Question

Sources = Mapping[str, frozenset[str]]
"""What the record keeps, or will: the name of each source, and the kinds of question that its answer fits."""

ALIKE = (frozenset({"st", "lt", "lt+", "calc"}), frozenset({"tbl", "fix"}), frozenset({"date", "calc"}))
WORDS = frozenset({"st", "lt", "lt+"})


def copying_faults(process: Process, sources: Sources) -> Iterator[Fault]:
    """Yield questions and sections that are copied or prefilled from what does not exist, or does not fit.

    Args:
        sources: of the record (`outside.source_register`).
    """
    forms = {form.key: form for form in process.forms}
    for form in process.forms:
        for section in form.sections:
            if section.copied_section and not _is_section(section.copied_section, forms, of=form):
                yield Fault(
                    ("form", form.key, "section", section.key),
                    f'"{section.title}" is copied from "{section.copied_section}", and no other form has that section.',
                )
        for _, question in form.questions():
            for source in filter(None, (question.copied, question.prefilled)):
                says = _against(question, source, _kinds(source, form, process, forms, sources))
                if says:
                    yield Fault(question_at(form.key, question.key), f'"{question.ask}" {says}')


def _is_section(name: str, forms: Mapping[str, Form], *, of: Form) -> bool:
    form, _, section = name.partition(".")
    return form in forms and form != of.key and section in {each.key for each in forms[form].sections}


def _against(question: Question, source: str, kinds: frozenset[str] | None) -> str:
    if kinds is None:
        return f'is filled in from "{source}", and there is no such source.'
    if not any(_alike(question.kind, kind) for kind in kinds):
        return (
            f'is of kind {question.kind} and is filled in from "{source}", which is of kind '
            f"{' or '.join(sorted(kinds))}. Make them the same."
        )
    return ""


def _kinds(
    source: str, form: Form, process: Process, forms: Mapping[str, Form], sources: Sources
) -> frozenset[str] | None:
    """Return the kinds of what a source says, or None where there is no such source."""
    if source in sources:
        return sources[source]
    head, _, rest = source.partition(".")
    if head == "form":
        other, _, key = rest.partition(".")
        return _kind_in(forms.get(other), key)
    if head == "previous":
        return _kind_in(form, rest)
    if head == "timescale":
        return frozenset({"date"}) if rest in {rule.rule_id for rule in process.timescales} else None
    if head == "next_action":
        leading = (action.key for step in process.steps for action in step.next_actions)
        return WORDS if rest in leading else None
    return None


def _kind_in(form: Form | None, key: str) -> frozenset[str] | None:
    kinds = {question.key: question.kind for _, question in form.questions()} if form else {}
    if key in kinds:
        return frozenset({kinds[key]})
    return WORDS if any(each.startswith(f"{key}.") for each in kinds) else None  # a whole block is told in words


def _alike(one: str, other: str) -> bool:
    return one == other or any(one in kinds and other in kinds for kinds in ALIKE)
