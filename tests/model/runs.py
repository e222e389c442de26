"""Many chapters by one seed; what fails is shortened to the fewest acts that still fail."""

from collections.abc import Iterable, Mapping
from itertools import count
from random import Random
from time import monotonic
from typing import Final

from tests.model.acts import Act
from tests.model.chapters import Chapter, Tally
from tests.model.seen import Disagreement
from tests.model.stages import BEFORE, Stage

A_CHAPTER: Final = 500
PARTS: Final = 4
WITH_DEPUTIES: Final = 7
SHORTENING_SECONDS: Final = 180


class Failed(AssertionError):
    """Model and product disagree; it says by which seed, where, and after which acts."""


def randomness(seed: int, chapter: int) -> Random:
    """Return what a chapter's chances follow from."""
    return Random(f"{seed} {chapter}")  # noqa: S311  # it is to be repeated


def play(played: Chapter, *, seed: int, chapter: int, acts: int) -> None:
    """Play a chapter; every seventh is one of deputies. Raises Disagreement."""
    played.run(randomness(seed, chapter), acts, deputies=chapter % WITH_DEPUTIES == 0, first=BEFORE + 1)


def run(stage: Stage, *, seed: int, acts: int, part: int = 1) -> Tally:
    """Try that many acts, in the chapters of a part.

    Raises:
        Failed: with the seed and the shortened list of acts.
    """
    tally = Tally()
    for chapter in count(part, PARTS):
        if tally.acts >= acts:
            break
        with stage.chapter(tally) as played:
            try:
                play(played, seed=seed, chapter=chapter, acts=min(A_CHAPTER, acts - tally.acts))
            except Exception as reason:  # noqa: BLE001  # whatever the product raises is shortened, too
                tried, said = played, f"{type(reason).__name__}: {reason}"
            else:
                continue
        raise Failed(_told(stage, tried, said, seed=seed, chapter=chapter))
    return tally


def _told(stage: Stage, tried: Chapter, said: str, *, seed: int, chapter: int) -> str:
    short = shorten(stage, tried.acts, of_one_child(tried.acts, tried.about))
    lines = "\n".join(f"  {act.to_plain()}" for act in short)
    return f"{said}\nSeed {seed}, chapter {chapter}. It takes {len(short)} of {len(tried.acts)} acts:\n{lines}"


def is_noticed(stage: Stage, *, seed: int, chapters: Iterable[int]) -> bool:
    """Return whether a planted fault leads to a disagreement in one of these chapters."""
    for chapter in chapters:
        with stage.chapter(Tally()) as played:
            try:
                play(played, seed=seed, chapter=chapter, acts=A_CHAPTER)
            except Disagreement:
                return True
    return False


def fails(stage: Stage, acts: list[Act]) -> bool:
    """Return whether these acts lead to a disagreement, whichever."""
    with stage.chapter(Tally()) as played:
        try:
            played.replay(acts)
        except Disagreement:
            return True
        except Exception:  # noqa: BLE001  # another failure, of an act that lacks what came before it
            return False
        return False


def shorten(stage: Stage, acts: list[Act], own: list[Act]) -> list[Act]:
    """Return fewer acts that still fail: those of one child if they do, then with pieces left out, large ones first."""
    until = monotonic() + SHORTENING_SECONDS
    kept = own if fails(stage, own) else acts
    size = max(1, len(kept) // 2)
    while size and monotonic() < until:
        place = 0
        while place < len(kept) - 1 and monotonic() < until:
            shorter = [*kept[:place], *kept[place + size :]] if place + size < len(kept) else kept
            if len(shorter) < len(kept) and fails(stage, shorter):
                kept = shorter
            else:
                place += size
        size //= 2
    return kept


def of_one_child(acts: list[Act], about: Mapping[int, str]) -> list[Act]:
    """Return the acts on the child of the last act, and what happened around them."""
    child = about.get(acts[-1].number, "")
    return [act for act in acts if about.get(act.number, "") in {"", child}]
