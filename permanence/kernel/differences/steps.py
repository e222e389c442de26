"""What changes about worksteps, their requests, next actions and timescales."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from permanence.kernel.definitions import StepType
from permanence.kernel.differences.change import Change, Titled, Titles, fresh, gone, kept

# Field of the definition, and what is said of it; {now} and {before} are its values in words.
STEP: Final[Mapping[str, str]] = {
    "title": 'is now called "{now}"; it was "{before}"',
    "form": "uses another form: {now} instead of {before}",
    "stage_title": 'stands on the way as "{now}"; before as "{before}"',
    "stage": "is number {now} on the way; it was {before}",
    "worked_by": "is now worked on by {now}; before by {before}",
    "passed_to": "now goes to {now}; before to {before}",
    "finished_by": "is now finished by {now}; before by {before}",
    "begun_by": "is now begun from the child's page by {now}; before by {before}",
    "cancelled_by": "is now cancelled by {now}; before by {before}",
    "needs_next_action": "needs a next action: {now}; before: {before}",
    "no_next_action_if": "needs no next action when: {now}; before: {before}",
    "ends_pathway_if_nothing_follows": 'ends the pathway when nothing follows, as "{now}"; before: "{before}"',
    "finisher_words": 'now names who finishes it as "{now}"; before as "{before}"',
    "tells_on_finish": "now tells {now} of its finish; before {before}",
    "privileged": "is now opened by the people of {now} alone; before: {before}",
    "recurrence": "recurs otherwise than before",
    "rules": "has other rules for its finish than before",
    "help": "has other help than before",
    "anchors": "begins the count of months on {now}; before on {before}",
}
REQUEST: Final[Mapping[str, str]] = {
    "title": 'is now called "{now}"; it was "{before}"',
    "kind": "is now of kind {now}; before {before}",
    "sent_by": "is now sent by {now}; before by {before}",
    "to": "now goes to {now}; before to {before}",
    "must_be_sent": "must be sent: {now}; before: {before}",
    "must_be_completed": "must be completed before the finish: {now}; before: {before}",
    "after": "is now sent after {now}; before after {before}",
    "needs_next_action": "is sent with its next action added: {now}; before: {before}",
    "needs_sections": "now needs these sections before it is sent: {now}; before: {before}",
    "covers": "now freezes these sections: {now}; before: {before}",
    "only_with": "is now asked for only with {now}; before with {before}",
    "completed_with_sections": "is now completed with these sections: {now}; before: {before}",
    "rules": "is held to other rules than before",
}
NEXT_ACTION: Final[Mapping[str, str]] = {
    "title": 'is now called "{now}"; it was "{before}"',
    "creates": "now creates {now}; before {before}",
    "pass_to": "is now passed to {now}; before to {before}",
    "added_by": "is now added by {now}; before by {before}",
    "only_if": "may be there only when: {now}; before: {before}",
    "mandatory_if": "must be there when: {now}; before: {before}",
    "exclusive_with": "cannot stand beside: {now}; before: {before}",
    "requires_one_of": "stands beside one of: {now}; before: {before}",
    "requires_all_of": "stands beside all of: {now}; before: {before}",
    "due_in_working_days": "is to be done within {now} working days; before {before}",
    "at_most": "may stand {now} times; before {before}",
    "immediate": "may be sent before the finish: {now}; before: {before}",
    "ends_pathway": 'ends the pathway as "{now}"; before: "{before}"',
    "waives": "now waives {now}; before {before}",
    "tells": "now tells {now}; before {before}",
    "reasons": "offers other reasons than before",
    "reason_text_required": "asks for a reason in words: {now}; before: {before}",
    "links_open": "links to an open workstep of its kind instead of a second one: {now}; before: {before}",
    "rules": "is held to other rules than before",
    "finisher_rule": "is finished by another rule than before",
    "alert": 'now raises the alert "{now}"; before "{before}"',
    "opens_pathway": "opens the pathway: {now}; before: {before}",
    "mismatch": 'now says "{now}" where the answers do not agree; before "{before}"',
    "local": "is the authority's own: {now}; before: {before}",
}
TIMESCALE: Final[Mapping[str, str]] = {
    "on": "now starts when {now}; before when {before}",
    "start": "now counts from {now}; before from {before}",
    "met_on": "is now met on {now}; before on {before}",
    "only_if": "now starts only when: {now}; before: {before}",
    "sets_step_due": "is the workstep's own due date: {now}; before: {before}",
}


def step_changes(old: StepType, new: StepType, before: Titles, after: Titles) -> Iterator[Change]:
    """Yield what changes about one workstep that both versions have."""
    for line in (
        *(f"The workstep {line}" for line in field_lines(STEP, old, new, before, after)),
        *part_lines("The request", REQUEST, old.requests, new.requests, before, after),
        *part_lines("The next action", NEXT_ACTION, old.next_actions, new.next_actions, before, after),
        *_timescales(old, new, before, after),
    ):
        yield Change(new.title, f"{line}.")


def part_lines(
    noun: str, words: Mapping[str, str], old: Iterable[Titled], new: Iterable[Titled], before: Titles, after: Titles
) -> Iterator[str]:
    """Yield a line for each part that is gone, new, or says something else now."""
    yield from (f'{noun} "{part.title}" is no longer there' for part in gone(old, new))
    yield from (f'{noun} "{part.title}" is new' for part in fresh(old, new))
    for was, now in kept(old, new):
        yield from (f'{noun} "{was.title}" {line}' for line in field_lines(words, was, now, before, after))


def field_lines(words: Mapping[str, str], old: Any, new: Any, before: Titles, after: Titles) -> Iterator[str]:
    """Yield a line for each field that says something else now."""
    for field, line in words.items():
        was, now = getattr(old, field), getattr(new, field)
        if was != now:
            yield line.format(now=after.say(now), before=before.say(was))


def _timescales(old: StepType, new: StepType, before: Titles, after: Titles) -> Iterator[str]:
    was, now = ({use.rule_id: use for use in step.timescales} for step in (old, new))
    yield from (f'The timescale "{rule}" is no longer counted' for rule in was if rule not in now)
    yield from (f'The timescale "{rule}" is now counted' for rule in now if rule not in was)
    for rule in (rule for rule in now if rule in was):
        yield from (
            f'The timescale "{rule}" {line}' for line in field_lines(TIMESCALE, was[rule], now[rule], before, after)
        )
