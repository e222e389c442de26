"""What no authority may take away or weaken: the law, and what the procedure requires."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from permanence.kernel.conditions import Need
from permanence.kernel.definitions import NextActionType, RequestType, StepType, TimescaleUse
from permanence.kernel.form_definitions import Question, RuleUse
from permanence.kernel.timescale_rules import TimescaleRule

# Rules that rest on a statute or on what makes a decision lawful (B1.1, B2.2, B5.1, B5.5): named rule, and its law.
STATUTORY_RULES: Final[Mapping[str, str]] = {
    "rule_change_reviewed": "the Care Planning, Placement and Case Review (England) Regulations 2010, regulation 32",
    "rule_review_before_change": "the Care Planning, Placement and Case Review (England) Regulations 2010, "
    "regulation 32",
    "rule_three_confirmations": "the definition of a long-term foster placement in SI 2015/495, regulation 3",
    "rule_conflict": "the rule that nobody who recommended takes part in the decision",
    "rule_independent": "the rule that nobody who recommended takes part in the decision",
}
GATES: Final[Mapping[str, str]] = {
    "must_be_sent": "it must be sent before the workstep is finished",
    "must_be_completed": "it must be completed before the workstep is finished",
}


def against_taking(part: Any, *, rule: TimescaleRule | None = None) -> str:
    """Return why a part may not be taken away, or "".

    Args:
        rule: of the register, for the use of a timescale.
    """
    if isinstance(part, RuleUse):
        return _of_rule(part)
    if isinstance(part, RequestType) and part.must_be_sent:
        kind = {"notification": "a required notification", "authorisation": "a required authorisation"}
        return f"is {kind.get(part.kind, 'a required request')}{_by(part.source)}. Rename it, or pass it to others."
    if isinstance(part, NextActionType) and not part.local:
        return f"is a next action of the procedure{_by(part.source)}; only one that is local may be taken away."
    if isinstance(part, TimescaleUse) and rule is not None and rule.basis == "statute":
        return f"is a limit of the law ({rule.source}), and is counted for every child."
    return ""


def _of_rule(rule: RuleUse) -> str:
    if rule.rule in STATUTORY_RULES:
        return f"is the law: {STATUTORY_RULES[rule.rule]}."
    if rule.effect == "blocks":
        return "stops what the procedure does not allow; only a rule that asks may be taken away."
    return ""


def against_weakening(part: Any, fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the name of each field that would weaken a part, and why it may not."""
    if isinstance(part, RequestType):
        yield from _of_gates(part, fields)
    if isinstance(part, Question):
        yield from _of_question(part, fields)
    if isinstance(part, StepType) and part.privileged and fields.get("privileged", part.privileged) != part.privileged:
        yield "privileged", f"is opened by the people of {part.privileged} alone. An authority closes more, not less."
    if isinstance(part, TimescaleRule) and "amount" in fields:
        says = part.against(fields["amount"])
        if says:
            yield "amount", says


def _of_gates(request: RequestType, fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, says in GATES.items():
        if getattr(request, name) and fields.get(name) is False:
            yield name, f"is required{_by(request.source)}: {says}."
    lost = [key for key in request.after if key not in fields.get("after", request.after)]
    if lost:
        yield "after", f'comes after "{lost[0]}"{_by(request.source)}. Requests may be put before it, not taken away.'


def _of_question(question: Question, fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if "need" in fields and asks_less(fields["need"], question.need):
        yield "need", f"is asked for by the form{_by(question.source)}. It may be asked for more strictly, not less."
    before = question.characters()
    if before is not None and fields.get("size", before) < before:
        yield "size", f"takes {before:,} characters, and answers may be that long already. Give as many, or more."


def asks_less(now: Need, before: Need) -> bool:
    """Return whether a need asks for an answer in fewer cases than the one before it.

    >>> asks_less(Need(), Need(required=True)), asks_less(Need(required=True), Need())
    (True, False)
    """
    if before.nothing_to_answer != now.nothing_to_answer or before.shown_if != now.shown_if:
        return True
    if not before.required:
        return False
    return not now.required or (now.or_why and not before.or_why) or now.required_if not in (None, before.required_if)


def _by(source: str) -> str:
    return f" ({source})" if source else ""
