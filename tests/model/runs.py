"""Many chapters by one seed; what fails is shortened to the fewest acts that still fail."""

from collections.abc import Mapping
from random import Random
from time import monotonic
from typing import Final

from tests.model.acts import Act
from tests.model.chapters import Chapter, Tally
from tests.model.seen import Disagreement
from tests.model.stages import BEFORE, Stage

A_CHAPTER: Final = 500
SHORTENING_SECONDS: Final = 180


class Failed(AssertionError):
    """Model and product disagree; it says by which seed, where, and after which acts."""


def randomness(seed: int, chapter: int) -> Random:
    """Return what a chapter's chances follow from."""
    return Random(f"{seed} {chapter}")  # noqa: S311  # it is to be repeated


def run(stage: Stage, *, seed: int, acts: int) -> Tally:
    """Try that many acts, in chapters.

    Raises:
        Failed: with the seed and the shortened list of acts.
    """
    tally, chapter = Tally(), 0
    while tally.acts < acts:
        chapter += 1
        with stage.chapter(tally) as played:
            try:
                played.run(randomness(seed, chapter), min(A_CHAPTER, acts - tally.acts), first=BEFORE + 1)
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


def is_noticed(stage: Stage, *, seed: int, acts: int) -> bool:
    """Return whether a planted fault leads to a disagreement within that many acts."""
    tally, chapter = Tally(), 0
    while tally.acts < acts:
        chapter += 1
        with stage.chapter(tally) as played:
            try:
                played.run(randomness(seed, chapter), A_CHAPTER, first=BEFORE + 1)
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
