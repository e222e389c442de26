"""The named rules, by name: forms and steps refer to them as data."""

from collections.abc import Callable, Iterator, Mapping

from permanence.kernel.facts import StepFacts

Rule = Callable[[StepFacts], Iterator[str]]


def _none(facts: StepFacts) -> Iterator[str]:
    yield from ()


RULES: Mapping[str, Rule] = dict.fromkeys(
    "rule_plan_agrees rule_all_options rule_siblings rule_medical rule_child_heard rule_contact_people rule_views_agree "
    "rule_decision_matches_actions rule_conflict rule_papers_unchanged rule_adm_agreed rule_profile_anonymous "
    "rule_needs_changed rule_one_or_two rule_review_ends rule_same_family_twice rule_shared_before_panel rule_gap_has_answer "
    "rule_teenager rule_three_confirmations rule_review_before_change rule_dates_in_order rule_change_reviewed "
    "rule_worker_agrees rule_trigger rule_second_review rule_must_gap rule_unknown rule_not_by_who_chose "
    "rule_decision_after_recommendation rule_deferred rule_one_review_of_a_pair rule_family_finding_goes_on "
    "rule_more_work_needed rule_ratified rule_reg22b".split(),
    _none,
)
