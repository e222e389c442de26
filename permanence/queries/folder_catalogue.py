"""The five folders of Current work, as the source names them (R79, R83)."""

from typing import Any

from permanence.queries.folders import Folder, Part
from permanence.queries.worklist_rows import Reader, Row, name_of
from permanence.records.requests import Request
from permanence.records.worksteps import Workstep


def _passed(reader: Reader, step: Workstep) -> Row:
    return reader.step(step, person=name_of(step.passed_by), moment=step.passed_at, verb="Start")


def _started(reader: Reader, step: Workstep) -> Row:
    return reader.step(step, person=step.move, moment=step.started_at or step.passed_at, verb="Resume")


def _finished(reader: Reader, step: Workstep) -> Row:
    return reader.step(step, person=name_of(step.finished_by), moment=step.finished_at or step.passed_at)


def _not_sealed(steps: Any, step: str = "") -> Any:
    return steps.exclude(**{f"{step}access_class": "sealed"})


FOLDERS = {
    folder.key: folder
    for folder in (
        Folder(
            key="incoming",
            title="Incoming work",
            empty="No incoming work. What others hand you appears here.",
            columns=(
                ("Child", "child"),
                ("Workstep", "what"),
                ("Passed by", ""),
                ("Passed on", "moment"),
                ("Due", "due"),
                ("Status", ""),
            ),
            parts=(
                Part(
                    kind="step",
                    found=lambda actor: _not_sealed(Workstep.objects.incoming_for(actor)),
                    moment="passed_at",
                    row=_passed,
                ),
            ),
            order=("due", "moment"),
            order_says="Due soonest first, then the longest waiting.",
            default_sort="due",
        ),
        Folder(
            key="requests",
            title="Incoming requests",
            empty="No incoming requests. What others ask of you appears here.",
            columns=(
                ("Child", "child"),
                ("Request", "what"),
                ("From", ""),
                ("Sent", "moment"),
                ("Due", "due"),
                ("Status", ""),
            ),
            parts=(
                Part(
                    kind="request",
                    found=lambda actor: _not_sealed(Request.objects.declined_to(actor), "step__"),
                    moment="closed_at",
                    row=Reader.asked_of_you,
                ),
                Part(
                    kind="request",
                    found=lambda actor: _not_sealed(Request.objects.incoming_for(actor), "step__"),
                    moment="sent_at",
                    row=Reader.asked_of_you,
                ),
            ),
            order=("rank", "due", "moment"),
            order_says="What came back to you first, then the longest waiting.",
        ),
        Folder(
            key="started",
            title="In progress",
            empty="Nothing in progress. What you start appears here until it is finished.",
            columns=(
                ("Child", "child"),
                ("Workstep", "what"),
                ("Whose move", ""),
                ("Started", "moment"),
                ("Due", "due"),
                ("Status", ""),
            ),
            parts=(
                Part(
                    kind="step",
                    found=lambda actor: _not_sealed(Workstep.objects.in_progress_for(actor)),
                    moment="started_at",
                    row=_started,
                ),
            ),
            order=("due", "moment"),
            order_says="Due soonest first, then the longest in progress.",
            default_sort="due",
        ),
        Folder(
            key="waiting",
            title="Waiting on others",
            empty="You wait for nobody. What you pass on or ask for appears here until it is done.",
            columns=(
                ("Child", "child"),
                ("Workstep or request", "what"),
                ("With", ""),
                ("Passed on", "moment"),
                ("Due", "due"),
                ("Status", ""),
            ),
            parts=(
                Part(
                    kind="request",
                    found=lambda actor: _not_sealed(Request.objects.sent_by_actor(actor), "step__"),
                    moment="sent_at",
                    row=Reader.sent_to_others,
                ),
                Part(
                    kind="step",
                    found=lambda actor: _not_sealed(Workstep.objects.passed_on_by(actor)),
                    moment="passed_at",
                    row=Reader.with_others,
                ),
            ),
            order=("moment",),
            order_says="Longest waiting first.",
            default_sort="moment",
        ),
        Folder(
            key="finished",
            title="Finished",
            empty="Nothing finished yet. What you finish appears here.",
            columns=(
                ("Child", "child"),
                ("Workstep", "what"),
                ("Finished by", ""),
                ("Finished", "moment"),
                ("Status", ""),
            ),
            parts=(
                Part(
                    kind="step",
                    found=lambda actor: _not_sealed(Workstep.objects.finished_by_actor(actor)),
                    moment="finished_at",
                    row=_finished,
                ),
            ),
            order=("-moment",),
            order_says="Newest first.",
            default_sort="-moment",
        ),
    )
}
