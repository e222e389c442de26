"""A *Blocked* line as a journey tells it: refused in its sentences, and said before anybody tried, where it can be."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from tests.journeys.blocked_lines import LINES
from tests.journeys.line import FINISH, NOT_OFFERED, REQUESTS
from tests.journeys.shown_before import not_offered, reasons_shown, why_not_sent
from tests.journeys.story import Person, Story, refused


@contextmanager
def blocked(story: Story, line: str) -> Iterator[None]:
    """What is done here is the line of that name: refused with its sentences, and nothing of it is kept.

    By operations the refusal says these sentences and no other, with the status of the line; by pages it says them.
    """
    told = LINES[line]
    says = tuple(story.say(said) for said in told.says)
    with refused(story, *says) as caught:
        yield
    story.told.setdefault("blocked", []).append(line)
    refusal = caught.value.refusal
    if refusal:
        assert (refusal.status, refusal.sentences) == (told.status, says)
        if told.shown:
            unsaid = [said for said in says if said not in SHOWN[told.shown](refusal.who)]
            assert not unsaid, f"{line}: {unsaid} is not said before."


SHOWN: Final[Mapping[str, Callable[[Person], list[str] | str]]] = {
    FINISH: reasons_shown,
    NOT_OFFERED: not_offered,
    REQUESTS: why_not_sent,
}
