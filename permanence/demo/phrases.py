"""The bank of invented answers (texts/README.md): found by question, taken at random, made to fit the child."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from ruamel.yaml import YAML

TEXTS = Path(__file__).parent / "texts"
MISSING = "missing"
IF = "if "
OF_ONE_CHILD = {"3900001": "maya_thornbury"}
EITHER = re.compile(r"\(([^()]*\|[^()]*)\)")
NAMED = re.compile(r"<(\w+)>")
AGES = {"young": range(5), "middle": range(5, 12), "older": range(12, 30)}


class NoAnswer(LookupError):
    """The bank holds no answer to a question that needs one."""


@cache
def bank() -> Mapping[str, Any]:
    """Return every answer by the key of its question."""
    found: dict[str, Any] = {}
    for file in sorted(TEXTS.glob("*.yaml")):
        if file.stem not in {MISSING, *OF_ONE_CHILD.values()}:
            held = _read(file)
            twice = sorted(found.keys() & held.keys())
            if twice:
                raise ValueError(f"{file.name} answers again what another file answers: {', '.join(twice)}.")
            found |= held
    return found


@cache
def why_missing() -> Mapping[str, list[str]]:
    """Return by reason what is said of an answer that is missing."""
    return _read(TEXTS / f"{MISSING}.yaml")


@cache
def of_one_child(number: str) -> Mapping[str, Any]:
    """Return the answers kept for one child alone, by person number; most children have none."""
    return _read(TEXTS / f"{OF_ONE_CHILD[number]}.yaml") if number in OF_ONE_CHILD else {}


def _read(file: Path) -> dict[str, Any]:
    return dict(YAML(typ="safe", pure=True).load(file.read_text("utf-8")))


def found_for(form: str, key: str, *, number: str) -> Any:
    """Return what the bank says of a question, or None."""
    own = of_one_child(number)
    for held, name in ((own, key), (bank(), f"{form}.{key}"), (bank(), key)):
        if name in held:
            return held[name]
    return None


def fitting(found: Any, *, age: int, there: Mapping[str, bool], known: Mapping[str, Any]) -> list[Any]:
    """Return the choices that fit the child's age and family, and what is answered already.

    Args:
        there: `father`, `sibling`: whether the child has one.
        known: answers by question key.
    """
    if isinstance(found, Mapping):
        names = {name for name, years in AGES.items() if age in years}
        names |= {f"{'with' if has else 'without'}_{alias}" for alias, has in there.items()}
        return next((list(found[name]) for name in found if name in names or _is_answered(name, known)), [])
    return list(found) if isinstance(found, list) else [found]


def _is_answered(name: str, known: Mapping[str, Any]) -> bool:
    question, _, answer = name.removeprefix(IF).partition("=")
    return name.startswith(IF) and known.get(question) == answer


def said(text: str, *, names: Mapping[str, str], rng: Random) -> str:
    """Return a text with one of each `(one|other)` taken and every `<name>` filled in."""
    while EITHER.search(text):
        text = EITHER.sub(lambda found: rng.choice(found[1].split("|")), text, count=1)
    return NAMED.sub(lambda found: names[found[1]], text)


def can_be_said(text: Any, *, names: Mapping[str, str]) -> bool:
    """Return whether everybody a text names is there to be named."""
    return not isinstance(text, str) or set(_named(text)) <= names.keys()


def _named(text: str) -> Iterator[str]:
    return (found[1] for found in NAMED.finditer(text))
