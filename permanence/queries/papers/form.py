"""The paper of a form: every section as its page shows it to this reader, at the newest version or an earlier one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.facts import ProposalFacts, RequestFacts
from permanence.kernel.form_definitions import Section
from permanence.kernel.papers import Block, Grid, Heading, Words
from permanence.outside.letters import in_word
from permanence.queries.access import see_facts
from permanence.queries.child_bars import child_bar
from permanence.queries.finding import files_of
from permanence.queries.papers.blocks import is_said, question_blocks
from permanence.queries.papers.making import Made, day_and_time, file_name, paper_about
from permanence.queries.papers.versions import AtVersion, at_version
from permanence.queries.section_answers import FormRead
from permanence.queries.section_pages import QuestionShown
from permanence.queries.statuses import request_status
from permanence.records.names import names_of
from permanence.records.prefill import prefilled_of
from permanence.records.step_facts import step_facts

NOTHING_YET = "Nothing is written in this section yet."
NOT_KEPT = (
    "What this section takes from elsewhere on the record is not kept with an earlier version, and is left out here."
)
REQUEST_HEAD = ("Request", "Sent by", "To", "How it stands")
ACTION_HEAD = ("Next action", "To", "Added by", "How it stands")


def form_paper(*, step_id: UUID, number: int | None, actor: Actor, at: datetime) -> Made:
    """Return the paper of a workstep's form. A fixed number of queries, whatever it holds.

    Args:
        number: of the version, None for the newest.

    Raises:
        Hidden: there is no such workstep or version for the actor. Refused: the record is restricted.
    """
    facts = step_facts(step_id, actor=actor, at=at)
    seen = see_facts(facts, actor=actor)
    stood = at_version(facts, number)
    version = f"Version {stood.number}" if stood.number else "Nothing saved yet"
    form = facts.form
    return Made(
        paper=paper_about(
            facts.child,
            title=form.title,
            form=form.title,
            standing=stood.standing,
            version=version,
            about=_about(stood, version),
            blocks=tuple(_Form.of(stood).blocks()),
            actor=actor,
            at=at,
        ),
        key=form.key,
        name=file_name(facts.child.person_number, form.title, version),
        bar=child_bar(facts.child, today=facts.today),
        object_type="workstep",
        object_id=step_id,
        why=seen.why,
        version=stood.number,
        back=(f"/steps/{step_id}/", "Workstep summary"),
        in_word=form.key in in_word(facts.process.key),
    )


def _about(stood: AtVersion, version: str) -> tuple[tuple[str, str], ...]:
    facts = stood.facts
    process = facts.process
    found = [
        ("Workstep", facts.step.title),
        ("Process", f"{process.title}, version {process.version}"),
        ("Version of the form", version),
        ("How it stands", stood.says),
    ]
    if facts.finished_hash and stood.standing == "final":
        found.append(("Locked at the finish (SHA-256)", facts.finished_hash))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    stood: AtVersion
    read: FormRead

    @classmethod
    def of(cls, stood: AtVersion) -> "_Form":
        facts, sources = stood.facts, prefilled_of(stood.facts)
        if not stood.is_newest:
            names = names_of(dict(facts.answers), authority_id=facts.child.authority_id)
            sources = replace(sources, names={**sources.names, **names}, sections={})
        return cls(stood=stood, read=FormRead(facts=facts, sources=sources, files=files_of(facts.id)))

    def blocks(self) -> Iterator[Block]:
        for section in self.stood.facts.form.sections:
            yield Heading(text=f"{section.number}. {section.title}")
            yield from self._section(section)
        if self.stood.is_newest and self.stood.facts.requests:
            yield Heading(text="Requests and authorisations")
            rows = tuple(_request(each) for each in self.stood.facts.requests)
            yield Grid(name="Requests and authorisations", head=REQUEST_HEAD, rows=rows)

    def _section(self, section: Section) -> Iterator[Block]:
        last = self.stood.saved.get(section.key)
        if last:
            yield Words(text=f"Saved by {last.by}, {day_and_time(last.at)}, as version {last.number}.", aside=True)
        shown = self._shown(section)
        if section.is_next_actions:
            yield from self._next_actions()
        if last or any(map(is_said, shown)):
            yield from question_blocks(shown)
        elif not section.is_next_actions:
            yield Words(text=NOTHING_YET, aside=True)
        if not self.stood.is_newest and (section.copied_section or _taken(section)):
            yield Words(text=NOT_KEPT, aside=True)

    def _shown(self, section: Section) -> tuple[QuestionShown, ...]:
        """Return the questions; of an earlier version, only those whose answers were kept with it."""
        shown = self.read.section(section)
        if self.stood.is_newest:
            return shown
        return tuple(each for each in shown if each.key not in _taken(section))

    def _next_actions(self) -> Iterator[Block]:
        proposals = self.stood.facts.proposals
        if not self.stood.is_newest:
            return
        if proposals:
            rows = tuple(self._action(each) for each in proposals)
            yield Grid(name="Next actions", head=ACTION_HEAD, rows=rows)
        else:
            yield Words(text="No next action is added.", aside=True)

    def _action(self, action: ProposalFacts) -> tuple[str, ...]:
        reasons = self.stood.facts.step.next_action(action.key).reasons
        label = next((option.label for option in reasons if option.key == action.reason), "")
        said = "\n".join(each for each in (action.title, label, action.reason_text) if each)
        return (said, action.to_name, action.added_by.name, "Sent" if action.is_sent else "Proposal")


def _taken(section: Section) -> frozenset[str]:
    """Return the keys of the questions that are copied or computed."""
    return frozenset(each.key for each in section.questions if each.copied or each.kind == "calc")


def _request(request: RequestFacts) -> tuple[str, ...]:
    sent = f"{request.sent_by.name}, {day_and_time(request.sent_at)}"
    stands = request_status(request.state).text
    if request.completed_by and request.completed_at:
        stands = f"{stands} by {request.completed_by.name}, {day_and_time(request.completed_at)}"
    version = f", version {request.form_version}" if request.form_version else ""
    return (request.title, sent, request.to_name, f"{stands}{version}. {request.reason}".strip())
