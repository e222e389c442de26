"""Settings and timescales outside their bounds, and a cadence that its timescale does not say."""

from collections.abc import Iterator

from permanence.kernel.checking.fault import Fault, step_at
from permanence.kernel.definitions import Process
from permanence.kernel.settings import SETTINGS
from permanence.kernel.timescale_rules import TimescaleRule


def setting_faults(process: Process) -> Iterator[Fault]:
    """Yield settings that do not exist or are outside their bounds, and timescales longer than they may be."""
    for each in process.settings:
        if each.key not in SETTINGS:
            yield Fault(("setting", each.key), f'There is no setting "{each.key}".')
        elif says := SETTINGS[each.key].refusal(each.value):
            yield Fault(("setting", each.key), says)
    for rule in process.timescales:
        if says := rule.against(rule.amount):
            yield Fault(("register", rule.rule_id), f'"{rule.title}" {says}')
    yield from _of_cadence(process)


def _of_cadence(process: Process) -> Iterator[Fault]:
    rules: dict[str, TimescaleRule] = {rule.rule_id: rule for rule in process.timescales}
    for step in process.steps:
        recurs = step.recurrence
        rule = rules.get(recurs.timescale) if recurs else None
        if recurs and rule and (rule.unit != "months" or rule.amount != recurs.months):
            yield Fault(
                step_at(step.key),
                f'"{step.title}" recurs every {recurs.months} months, and its timescale "{rule.title}" says '
                f"{rule.counted}. Say them alike.",
            )
        if recurs and not 1 <= recurs.default_months <= recurs.months:
            yield Fault(
                step_at(step.key, "recurrence"),
                f'"{step.title}" plans its next meeting {recurs.default_months} months ahead where nobody says when: '
                f"it is 1 at least, and {recurs.months} at most, since it recurs so often.",
            )
