"""Rules across the questions of the Child's Permanence Report (forms.md 1)."""

from collections import Counter
from collections.abc import Iterator

from permanence.kernel.dates import count_of
from permanence.kernel.facts import StepFacts
from permanence.kernel.months import add_months
from permanence.kernel.rule_help import day_of, fixed_rows, name_of, option_label, rows_of
from permanence.kernel.wording import listed


def rule_plan_agrees(facts: StepFacts) -> Iterator[str]:
    """The proposed plan is an option that section 15 does not rule out."""
    plan = facts.answer("plan.best_option")
    if plan and fixed_rows(facts, "options").get(plan, {}).get("conclusion") == "ruled_out":
        label = option_label(facts, "plan.best_option", plan)
        yield f"The proposed plan is {label}, but section 15 concludes that {label} is ruled out."


def rule_all_options(facts: StepFacts) -> Iterator[str]:
    """Each of the five options has a conclusion, and exactly one is primary (forms.md 0.3, OPTIONS)."""
    rows = fixed_rows(facts, "options")
    for key, row in rows.items():
        if not row.get("conclusion"):
            yield f"Section 15: {option_label(facts, 'options', key)} has no conclusion."
    primary = [option_label(facts, "options", key) for key, row in rows.items() if row.get("conclusion") == "primary"]
    if not primary and rows and all(row.get("conclusion") for row in rows.values()):
        yield "Section 15 concludes that no option is the primary one. Exactly one is."
    if len(primary) > 1:
        yield f"Section 15 concludes that {listed(primary)} are each the primary option. Exactly one is."


def rule_siblings(facts: StepFacts) -> Iterator[str]:
    """Where brothers or sisters are named, the report says whether the family sought is for them together."""
    siblings = rows_of(facts, "siblings") if facts.answer("has_siblings") == "yes" else []
    if siblings and not facts.answer("together_or_apart"):
        counted = Counter(_kind_of_sibling(str(row.get("relation"))) for row in siblings)
        named = listed(count_of(number, kind) for kind, number in sorted(counted.items()))
        yield f"Section 4 names {named}; the family sought does not say whether they live together."


def _kind_of_sibling(relation: str) -> str:
    return next((kind for kind in ("brother", "sister") if kind in relation), "other sibling")


def rule_medical(facts: StepFacts) -> Iterator[str]:
    """When adoption is the primary or the parallel plan, the medical adviser's summary is there."""
    plans = {facts.answer("plan.best_option"), facts.answer("fallback.parallel_plan")}
    conclusion = fixed_rows(facts, "options").get("adoption", {}).get("conclusion")
    if ("adoption" in plans or conclusion in {"primary", "parallel"}) and not facts.answer("medical_summary"):
        yield "The medical adviser's summary is missing."


def rule_child_heard(facts: StepFacts) -> Iterator[str]:
    """The last recorded conversation with the child is recent on the date of the report."""
    days = [row["on"] for row in rows_of(facts, "conversations") if row.get("on")]
    ago = (facts.today - facts.today.fromisoformat(max(days))).days if days else 0
    if ago > facts.process.setting("child_heard_within"):
        said = count_of(ago, "day")
        yield f"The last recorded conversation with {facts.child.known_as} was {said} before the report."


def rule_contact_people(facts: StepFacts) -> Iterator[str]:
    """Everybody whom section 3 names as important is spoken of in section 14."""
    tables = (("contact_now", "contact_with"), ("contact_proposed", "contact_with"), ("contact_reasons", "person"))
    spoken_of = {row.get(column) for table, column in tables for row in rows_of(facts, table)}
    for row in rows_of(facts, "significant_people"):
        if row.get("person") and row["person"] not in spoken_of:
            name = name_of(facts, row["person"])
            yield f"{name} is in section 3 as important; section 14 says nothing about {name}."


def rule_views_agree(facts: StepFacts) -> Iterator[str]:
    """All parties are said to agree in section 17 only when nobody disagrees in section 13."""
    if facts.answer("plan.all_agree") != "yes":
        return
    for key, row in fixed_rows(facts, "views").items():
        if row.get("about_plan") == "does_not_agree":
            who = option_label(facts, "views", key)
            said = who[:1].upper() + who[1:]
            yield f"{said} does not agree (section 13), but all parties are said to agree (section 17)."


def rule_parallel_differs(facts: StepFacts) -> Iterator[str]:
    """The parallel plan is never equal to the primary one (forms.md 0.3, FALLBACK)."""
    plan = facts.answer("plan.best_option")
    if plan and plan == facts.answer("fallback.parallel_plan"):
        label = option_label(facts, "plan.best_option", plan)
        yield f"The parallel plan is {label}, as the primary plan is. Choose another, or say that none is needed."


def rule_declared(facts: StepFacts) -> Iterator[str]:
    """The author has met the child, seen the sources named, and told fact from opinion (forms.md 1.17)."""
    if facts.answer("declaration") == "no":
        yield "The declaration in section 17 says No. The report waits until it is true and says Yes."


def rule_photograph(facts: StepFacts) -> Iterator[str]:
    """The photograph is at most 12 months old, or as many as the authority sets (forms.md 1.1)."""
    taken_on, months = day_of(facts, "photograph_on"), facts.process.setting("photograph_within")
    if taken_on and add_months(taken_on, months) < facts.today:
        yield f"The photograph is more than {count_of(months, 'month')} old."
