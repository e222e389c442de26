"""The register of timescales, read from its file (processes/common/timescales.yaml)."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from permanence.kernel.timescale_rules import TimescaleRule
from permanence.outside.unable import Unable

KIND_WORDS = {str: "text", int: "a whole number", bool: "true or false", list: "a list of role keys"}
KINDS: dict[str, type] = {each.name: str for each in fields(TimescaleRule)} | {
    "amount": int,
    "told": list,
    "repeats": bool,
    "least": int,
    "most": int,
}
REGISTER = Path(__file__).parent.parent / "processes" / "common" / "timescales.yaml"


@cache
def load_timescales(path: Path = REGISTER) -> Mapping[str, TimescaleRule]:
    """Return every rule of the register by its rule id, in the order of the file.

    Raises:
        Unable: the file is missing, is not YAML, or a rule in it is incomplete, unknown in a field, or there twice.
    """
    rules: dict[str, TimescaleRule] = {}
    for number, entry in enumerate(_entries(path), start=1):
        rule = _rule(entry, where=f"{path.name}, timescale {number}")
        if rule.rule_id in rules:
            raise Unable(f'{path.name} holds the timescale "{rule.rule_id}" twice. Keep one.')
        rules[rule.rule_id] = rule
    return MappingProxyType(rules)


def _entries(path: Path) -> list[Any]:
    try:
        content = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as reason:
        raise Unable(f"{path.name} cannot be read: {' '.join(str(reason).split())}") from reason
    entries = content.get("timescales") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        raise Unable(f'{path.name} has no list "timescales".')
    return entries


def _rule(entry: object, *, where: str) -> TimescaleRule:
    if not isinstance(entry, dict):
        raise Unable(f"{where} is no list of fields and values.")
    for reason in _reasons_against(entry):
        raise Unable(f"{where}: {reason}")
    try:
        return TimescaleRule(**{**entry, "told": tuple(entry["told"])})
    except ValueError as reason:
        raise Unable(f"{where}: {reason}") from reason


def _reasons_against(entry: dict[str, Any]) -> Iterator[str]:
    if unknown := entry.keys() - KINDS.keys():
        yield f"there is no field {', '.join(sorted(map(str, unknown)))}."
    if missing := {each.name for each in fields(TimescaleRule) if each.default is MISSING} - entry.keys():
        yield f"the field {', '.join(sorted(missing))} is missing."
    for name, given in entry.items():
        if type(given) is not KINDS[name]:
            yield f'"{name}" is {given!r}; give {KIND_WORDS[KINDS[name]]}.'
