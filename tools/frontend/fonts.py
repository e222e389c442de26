"""Builds permanence/fonts: the faces that papers are printed in, and the list of the characters they hold.

Run by `make setup`, from the font packages of node_modules and of the environment. The result is never committed.
"""

import json
import shutil
import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ROOT / "node_modules" / "@expo-google-fonts"
FONTS = ROOT / "permanence" / "fonts"
WEIGHTS = ("400Regular", "700Bold")
EAST_ASIAN = "noto_cjk_sans_jp_regular"


def faces(packages: Path = PACKAGES) -> Iterator[Path]:
    """Yield the file of each face: regular and bold of every script, and one for Chinese, Japanese and Korean."""
    for weight in WEIGHTS:
        yield from sorted(packages.glob(f"*/{weight}/*.ttf"))
    found = find_spec(EAST_ASIAN)
    if found and found.origin:
        yield from sorted(Path(found.origin).parent.glob("*.otf"))


def characters(files: Iterable[Path]) -> set[int]:
    """Return every character that one face at least draws."""
    held: set[int] = set()
    for file in files:
        with TTFont(file, lazy=True) as font:
            held |= set(font.getBestCmap() or ())
    return held


def ranges(held: set[int]) -> list[tuple[int, int]]:
    """Return numbers as ranges, first and last, in order.

    >>> ranges({1, 2, 3, 7})
    [(1, 3), (7, 7)]
    """
    runs = [[one for _, one in run] for _, run in groupby(enumerate(sorted(held)), lambda pair: pair[1] - pair[0])]
    return [(run[0], run[-1]) for run in runs]


def build(*, target: Path = FONTS) -> None:
    """Build anew beside the old result, then put it in its place."""
    files = list(faces())
    fresh = target.with_name(target.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for file in files:
        shutil.copyfile(file, fresh / file.name)
    (fresh / "characters.json").write_text(json.dumps(ranges(characters(files))), "utf-8")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)


if __name__ == "__main__":
    if not PACKAGES.is_dir() or find_spec(EAST_ASIAN) is None:
        sys.exit("The font packages are not installed. Run: make setup")
    build()
