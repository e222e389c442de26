"""What an authorisation covers, frozen by its hash (architecture.md section 3, point 6)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from permanence.kernel.canonical import digest
from permanence.kernel.definitions import RequestType, StepType
from permanence.kernel.facts import RequestFacts, StepFacts
from permanence.kernel.form_definitions import Form, Section

EVERYTHING = "*"


def covered_sections(step: StepType, form: Form, request: RequestType) -> tuple[str, ...]:
    """Return the keys of the sections that completing the request freezes, in the form's order."""
    return sections_named(step, form, request.covers)


def sections_named(step: StepType, form: Form, names: Iterable[str]) -> tuple[str, ...]:
    """Return the sections that a request names; `*` is all but Next actions and the sections of later roles."""
    named = set(names)
    return tuple(
        section.key
        for section in form.sections
        if section.key in named or (EVERYTHING in named and belongs_to_the_worker(step, section))
    )


def belongs_to_the_worker(step: StepType, section: Section) -> bool:
    """Return whether whoever works the step answers for the section: written by that role, or copied whole."""
    if section.is_next_actions:
        return False
    return not section.writers or not set(section.writers).isdisjoint(step.worked_by)


def covered_hash(form: Form, answers: Mapping[str, Mapping[str, Any]], sections: Iterable[str]) -> str:
    """Return the SHA-256 of the answers of these sections, or "" for no section.

    What is still answered after the finish is not part of what was authorised.
    """
    keys = list(sections)
    if not keys:
        return ""
    return digest({key: _frozen(form.section(key), answers.get(key, {})) for key in keys})


def covered_hashes(step: StepType, form: Form, answers: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """Return, for each authorisation of the step, the hash of what it covers as the form stands."""
    return {
        request.key: covered_hash(form, answers, covered_sections(step, form, request))
        for request in step.requests
        if request.kind == "authorisation"
    }


def is_outdated(facts: StepFacts, sent: RequestFacts) -> bool:
    """Return whether the answers a completed request covers have changed since."""
    return bool(sent.covered_hash) and sent.covered_hash != facts.covered_hashes.get(sent.key)


def broken_authorisations(facts: StepFacts) -> tuple[RequestFacts, ...]:
    """Return the completed authorisations whose answers are no longer the form's.

    One that followed from another of them is not among them: it is withdrawn with what it followed from.
    """
    broken = {sent.key: sent for sent in facts.requests if sent.state == "completed" and is_outdated(facts, sent)}
    return tuple(sent for sent in broken.values() if not follows(facts.step, sent.key, broken.keys()))


def standing_authorisations(facts: StepFacts, section: str) -> tuple[RequestFacts, ...]:
    """Return the completed authorisations that cover a section and stand: a change to it voids them."""
    covering = {
        request.key for request in facts.step.requests if section in covered_sections(facts.step, facts.form, request)
    }
    return tuple(
        sent
        for sent in facts.requests
        if sent.key in covering and sent.state == "completed" and sent.covered_hash and not is_outdated(facts, sent)
    )


def follows(step: StepType, key: str, others: Collection[str]) -> bool:
    """Return whether a request is sent after one of the others, or after one that is."""
    return any(earlier in others or follows(step, earlier, others) for earlier in step.request(key).after)


def answered(facts: StepFacts, *, section: str, answers: Mapping[str, Any]) -> StepFacts:
    """Return the facts as they are once a section has these answers."""
    written = {**facts.answers, section: answers}
    return replace(facts, answers=written, covered_hashes=covered_hashes(facts.step, facts.form, written))


def _frozen(section: Section, answers: Mapping[str, Any]) -> dict[str, Any]:
    later = tuple(question.key for question in section.questions if question.kept_after_finish)
    names = {name for key in later for name in (key, f"{key}_missing", f"{key}_missing_why")}
    return {key: answer for key, answer in answers.items() if key not in names}
