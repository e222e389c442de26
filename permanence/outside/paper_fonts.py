"""The faces that papers are printed in: where they are, and which characters they draw (tools/frontend/fonts.py)."""

import json
from bisect import bisect_right
from functools import cache
from pathlib import Path

import typst

from permanence.outside.unable import Unable

FOLDER = Path(__file__).resolve().parents[1] / "fonts"
FIRST = ("Noto Sans", "Noto Sans CJK JP", "Noto Emoji")
NOT_INSTALLED = "The faces that papers are printed in are not installed. Run make setup."


@cache
def faces() -> typst.Fonts:
    """Return the faces; none of the machine's own, so that a paper looks the same wherever it is made.

    Raises:
        Unable: they are not installed.
    """
    if not (FOLDER / "characters.json").is_file():
        raise Unable(NOT_INSTALLED)
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])


@cache
def families() -> tuple[str, ...]:
    """Return the name of each script's family, in the order in which a character is looked for."""
    return (*FIRST, *sorted(set(faces().families()) - set(FIRST)))


def is_drawn(character: int) -> bool:
    """Return whether some face has the character. Raises Unable where no face is installed."""
    firsts, lasts = _ranges()
    place = bisect_right(firsts, character) - 1
    return place >= 0 and character <= lasts[place]


@cache
def _ranges() -> tuple[tuple[int, ...], tuple[int, ...]]:
    try:
        found = json.loads((FOLDER / "characters.json").read_text("utf-8"))
    except FileNotFoundError:
        raise Unable(NOT_INSTALLED) from None
    return tuple(first for first, _ in found), tuple(last for _, last in found)
