"""What is typed into a section: least answers that complete it, with those that the model's content names."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from permanence.kernel.completeness import Missing, missing
from permanence.kernel.covering import answered
from permanence.kernel.facts import StepFacts
from permanence.kernel.form_definitions import Column, Question, Section
from tests.kernel.filling import GOOD, PANEL
from tests.model.founding import Ids
from tests.model.state import Content

WORDS: Final = "As it was seen and told, {}."
# Under these nothing speaks against a form, and no section asks more because of what another section says.
QUIET: Final[Mapping[str, Any]] = {
    **{key: value for key, value in GOOD.items() if key != "agreed_by"},
    "immigration_status": "not_applicable",
    "report_for": "plan_decision",
}
CONDITIONS: Final = "reg22b"  # before a long-term placement, each met (B2.3)
RECOMMENDED: Final = {
    "2": {"agree": "plan_agreed", "disagree": "plan_not_agreed", "deferred": "deferred"},
    "6": {"agree": "match_approved", "disagree": "match_not_approved", "deferred": "deferred"},
}
DECIDED: Final = {
    "2": {"agree": "agree_the_plan", "disagree": "do_not_agree_the_plan"},
    "6": {"agree": "approve_the_match", "disagree": "do_not_approve_the_match"},
}
VIEWS: Final = {
    "panel": "go_to_panel",
    "more": "more_work_needed",
    "not_suitable": "not_suitable",
    "ratified": "iro_has_already_ratified_the_present_home",
}
OUTCOMES: Final = {"search_again": "search_again", "new_plan": "new_plan_to_review", "no_longer": "no_longer_required"}
PURPOSES: Final = {"meeting": "family_finding_meeting", "review": "3_month_review"}
AGREED: Final = {"yes": "agreed", "no": "not_yet"}


def named(step: str, content: Content, ids: Ids, child: str) -> dict[str, Any]:
    """Return the answers that the content names, by question key."""
    said = {key: NAMED[key](step, value, ids) for key, value in content.items() if key in NAMED}
    found = {question: answer for answers in said.values() for question, answer in answers.items()}
    if content.get("match") == "yes":
        found["matched_household"] = str(ids.families[child])
    return found


def _panel(step: str, name: str, ids: Ids) -> dict[str, Any]:
    """Say who sat: the chair of the QA meeting, or the first at the panel's table."""
    if step == "2":
        return {"chair": str(ids.workers[name])}
    sat = (*name.split(), *["omar"] * len(PANEL))
    return {"panel": [{**row, "attendee": str(ids.persons[who])} for row, who in zip(PANEL, sat, strict=False)]}


NAMED: Final[Mapping[str, Callable[[str, str, Ids], dict[str, Any]]]] = {
    "agreed": lambda _, value, __: {"permanence_agreed": AGREED[value]},
    "held": lambda _, value, __: {"held_on": value, "next_on": _later(value, 150)},
    "meeting": lambda _, value, __: {"meeting_date": value, "papers_sent_on": _later(value, -28)},
    "minutes": lambda _, value, __: {"minutes_final_on": value},
    "recommendation": lambda step, value, _: {"recommendation": RECOMMENDED[step][value]},
    "sat": _panel,
    "decision": lambda step, value, _: {"decision": DECIDED[step][value]},
    "decided": lambda _, value, __: {"decision_date": value},
    "differs_why": lambda _, value, __: {"differs_why": value},
    "purpose": lambda _, value, __: {"purpose": PURPOSES[value]},
    "match": lambda _, value, __: {"match_found": value},
    "next": lambda _, value, __: {"next_meeting_on": value},
    "view": lambda _, value, __: {"view_of_meeting": VIEWS[value]},
    "new_plan": lambda _, value, __: {"needs_new_plan": value},
    "ratified_by": lambda _, value, ids: {"ratified_by": str(ids.workers[value])},
    "ratified_on": lambda _, value, __: {"ratified_on": value},
    "placed": lambda _, value, __: {"agreed_when": value, "starts_on": value},
    "outcome": lambda _, value, __: {"outcome": OUTCOMES[value]},
    "agreed_by": lambda _, value, ids: {"agreed_by": str(ids.workers[value])},
}


def _later(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


class Answers:
    """Sections filled in once for each kind of content, and then again with other words and days."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids
        self.kept: dict[Any, tuple[dict[str, Any], str]] = {}

    def of(
        self,
        step: str,
        content: Content,
        *,
        child: str,
        key: tuple[Any, ...],
        section: Section,
        load: Callable[[], StepFacts],
    ) -> dict[str, Any]:
        """Return the answers that have this content, as they are kept.

        Args:
            key: what else the questions asked depend on. load: the step's facts, where it was never filled in so.
        """
        said = named(step, content, self.ids, child)
        told = sorted((name, value) for name, value in content.items() if name in KINDS)
        kind = (step, section.key, key, tuple(told))
        if kind not in self.kept:
            self.kept[kind] = self._filled(load(), section, said, child)
        filled, worded = self.kept[kind]
        to = {"@worker": self.ids.workers["omar"], "@person": self.ids.families[child]}
        answers = pointing(filled, {**to, "@file": self.ids.files.get(child)}) | said
        if worded:
            answers[worded] = WORDS.format(content.get("wording", ""))
        if content["complete"] == "no":
            answers.pop(worded, None)
        return dict(answers)

    def _filled(
        self, facts: StepFacts, section: Section, said: Mapping[str, Any], child: str
    ) -> tuple[dict[str, Any], str]:
        facts = replace(facts, copied={})  # what may be copied is answered, too, for when there is nothing to copy
        asked = {question.key: question for question in section.questions}
        answers = {key: value for key, value in QUIET.items() if key in asked} | dict(said)
        if CONDITIONS in asked:
            answers[CONDITIONS] = {row.key: {"met": "yes"} for row in asked[CONDITIONS].rows}
        worded = ""
        lacking: tuple[Missing, ...] = ()
        for _ in range(20):
            lacking = missing(section, answers, facts=answered(facts, section=section.key, answers=answers))
            if not lacking:
                return answers, worded
            for one in lacking:
                question = max((q for q in section.questions if _is_of(one.key, q)), key=lambda q: len(q.key))
                worded = worded or (question.key if _is_words(question) and not question.copied else "")
                self._fill(answers, question, one.key, facts, child)
        raise AssertionError(f"Still missing in {section.key}: {lacking}")

    def _fill(self, answers: dict[str, Any], question: Question, key: str, facts: StepFacts, child: str) -> None:
        if key == question.key and question.need.or_why and not _is_words(question):
            answers |= {f"{key}_missing": "not_known", f"{key}_missing_why": "Nobody could say yet."}
            return
        if key == question.key:
            answers[key] = self._value(question, facts, child)
            return
        row, _, column = key.removeprefix(f"{question.key}.").rpartition(".")
        asked = next(each for each in question.columns if each.key == column)
        if question.kind == "fix":
            cells = answers.setdefault(question.key, {}).setdefault(row, {})
        else:
            cells = next(each for each in answers[question.key] if each["id"] == row)
        cells[column] = self._value(asked, facts, child)

    def _value(self, asked: Question | Column, facts: StepFacts, child: str) -> Any:
        if asked.kind in {"worker", "person", "file"}:
            return f"@{asked.kind}"
        if asked.kind == "tbl":
            return [{"id": f"{1:016x}"}]
        if asked.kind == "fix" and isinstance(asked, Question):
            first = asked.columns[0]
            return {row.key: {first.key: self._value(first, facts, child)} for row in asked.rows}
        if asked.kind == "one":
            return asked.options[0].key
        if asked.kind == "many":
            return [asked.options[0].key]
        plain = {"yn": "yes", "date": facts.today.isoformat(), "num": 1, "time": "10:00"}
        return plain.get(asked.kind, "As it was seen and told.")


KINDS: Final = frozenset(
    {"agreed", "recommendation", "decision", "differs_why", "purpose", "match", "view", "new_plan", "outcome"}
)


def pointing(value: Any, to: Mapping[str, Any]) -> Any:
    """Return answers with what stands in them for somebody, or a file, put in its place."""
    if isinstance(value, dict):
        return {key: pointing(each, to) for key, each in value.items()}
    if isinstance(value, list):
        return [pointing(each, to) for each in value]
    return str(to[value]) if isinstance(value, str) and value in to else value


def _is_of(key: str, question: Question) -> bool:
    return key == question.key or key.startswith(f"{question.key}.")


def _is_words(question: Question) -> bool:
    return question.kind in {"lt", "lt+", "st"}
