"""The small process with a rule that asks, so that every act of the product stands in it."""

from dataclasses import replace

from permanence.kernel.conditions import Need
from permanence.kernel.definitions import Process
from permanence.kernel.form_definitions import Column, Form, Question, RuleUse, Section
from permanence.kernel.privileged import PrivilegedGroup
from tests.small_forms import MANAGER, QAAG
from tests.small_process import small_process

HEARD = "rule_child_heard"
LONG_AGO = {
    "conversations.r1.on-day": "3",
    "conversations.r1.on-month": "2",
    "conversations.r1.on-year": "2026",
}
"""As typed: more than ninety days before the report."""


def with_all_acts() -> Process:
    """Return the process; its report asks whether the child was heard, which may be passed over with a reason.

    Its meeting is of a privileged kind; a sheet that admits somebody makes one of the report.
    """
    plain = small_process()
    forms = [_asking(form) if form.key == "report" else form for form in plain.forms]
    group = PrivilegedGroup(key="inquiries", title="Inquiries", roles=(QAAG,), coordinator=MANAGER)
    steps = tuple(replace(each, privileged=group.key) if each.key == "meeting" else each for each in plain.steps)
    return replace(plain, forms=tuple(forms), steps=steps, privileged_groups=(group,))


def _asking(form: Form) -> Form:
    spoken = Question(
        key="conversations",
        ask="Conversations",
        kind="tbl",
        need=Need(),
        columns=(Column(key="on", ask="On", kind="date", need=Need()),),
    )
    sections = (_with(form.sections[0], spoken), *form.sections[1:])
    return replace(form, sections=sections, rules=(RuleUse(rule=HEARD, effect="asks", sections=(1,)),))


def _with(section: Section, question: Question) -> Section:
    return replace(section, questions=(*section.questions, question))
