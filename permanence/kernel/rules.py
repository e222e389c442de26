"""The named rules, by name: forms and steps refer to them as data (forms.md 0.6)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from permanence.kernel import (
    rules_decision,
    rules_family_finding,
    rules_matching,
    rules_placement,
    rules_report,
    rules_review,
)
from permanence.kernel.facts import StepFacts
from permanence.kernel.form_definitions import RuleUse
from permanence.kernel.reasons import Reason

Rule = Callable[[StepFacts], Iterator[str]]

_MODULES = (
    rules_report,
    rules_decision,
    rules_family_finding,
    rules_matching,
    rules_placement,
    rules_review,
)
RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {name: rule for module in _MODULES for name, rule in vars(module).items() if name.startswith("rule_")}
)

# Answers of finished steps that rules and computed facts look back at: what StandingStep.answers must hold.
LOOKED_BACK_AT: Final = frozenset(
    {
        "carers_are_current",
        "decision",
        "decision_date",
        "disability",
        "families_considered",
        "final_hearing_listed",
        "has_siblings",
        "match_found",
        "needs",
        "proceedings_open",
        "sen",
        "setting_kind",
        "setting_now",
    }
)


def broken(facts: StepFacts, uses: Iterable[RuleUse]) -> Iterator[Reason]:
    """Yield what the rules in use say against the step as it stands.

    A rule that asks says nothing more once it was passed over with a reason. A rule used with certain next actions
    looks only while one of them is added.
    """
    added = {proposal.key for proposal in facts.proposals}
    for use in uses:
        if use.with_actions and added.isdisjoint(use.with_actions):
            continue
        if use.effect == "asks" and use.rule in facts.passed_over:
            continue
        for sentence in RULES[use.rule](facts):
            yield Reason(sentence=sentence, where=_where(facts, use), rule=use.rule if use.effect == "asks" else "")


def _where(facts: StepFacts, use: RuleUse) -> str:
    sections = [section for section in facts.form.sections if section.number in use.sections]
    # Where the rule looks at several, the last of them is where its answer is usually mended; a rule of the step that
    # names none is about what follows from it.
    at_next_actions = not sections or sections[-1].is_next_actions
    return "next-actions" if at_next_actions else f"section:{sections[-1].key}"
