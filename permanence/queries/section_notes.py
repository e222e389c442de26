"""What stands around a section besides its questions: what a change voids, what changed since, what reviewers say."""

from dataclasses import dataclass
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.covering import standing_authorisations
from permanence.kernel.facts import RequestFacts, StepFacts
from permanence.kernel.form_definitions import Section
from permanence.kernel.wording import listed, quoted, since
from permanence.queries.comments import Commenting, CommentShown, commenting_on, comments_on
from permanence.queries.returned import Returned, returned_to


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionNotes:
    """What stands around a section.

    Args:
        voids: for whoever may write it: which authorisation a change here voids, in words, or "".
        authorised: ids of those authorisations, which the page carries: a later one is not voided unawares.
        commenting: the form of a comment, where the reader may comment and not write.
    """

    voids: str
    authorised: tuple[UUID, ...]
    returned: Returned | None
    comments: tuple[CommentShown, ...]
    commenting: Commenting | None

    @property
    def authorised_words(self) -> str:
        """Return the ids as a hidden field carries them."""
        return ids_in_words(self.authorised)


def ids_in_words(ids: tuple[UUID, ...]) -> str:
    """Return ids as a hidden field carries them."""
    return " ".join(str(each) for each in ids)


def what_a_change_voids(facts: StepFacts, *, section: Section) -> tuple[str, tuple[UUID, ...]]:
    """Return which authorisations a change of the section voids: in words, "" for none, and their ids."""
    standing = standing_authorisations(facts, section.key) if facts.state == "started" else ()
    return _voids(facts, standing), tuple(each.id for each in standing)


def section_notes(facts: StepFacts, actor: Actor, *, section: Section, may_write: bool) -> SectionNotes:
    """Return what stands around a section for this reader."""
    voids, authorised = what_a_change_voids(facts, section=section)
    return SectionNotes(
        voids=voids if may_write else "",
        authorised=authorised,
        returned=returned_to(facts, actor, section=section),
        comments=comments_on(facts, actor, only=section),
        commenting=None if may_write else commenting_on(facts, actor, section.key),
    )


def _voids(facts: StepFacts, standing: tuple[RequestFacts, ...]) -> str:
    if not standing:
        return ""
    first, following = standing[0], _following(facts, standing[0].key)
    who = first.completed_by.name if first.completed_by else first.to_name
    on = f" on {since(first.completed_at, today=facts.today)}" if first.completed_at else ""
    withdrawn = f" {listed(following)} {'is' if len(following) == 1 else 'are'} withdrawn." if following else ""
    return (
        f"{who} authorised version {first.form_version}{on}. If you change an answer here, that authorisation no "
        f"longer stands and {who} is asked again.{withdrawn}"
    )


def _following(facts: StepFacts, key: str) -> list[str]:
    """Return the titles of the requests that stand and were sent after this one."""
    after = [request for request in facts.step.requests if key in request.after]
    standing = [
        quoted(request.title)
        for request in after
        if any(sent.key == request.key and sent.state in {"sent", "completed"} for sent in facts.requests)
    ]
    return standing + [title for request in after for title in _following(facts, request.key)]
