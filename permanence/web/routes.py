"""Every address with its methods and the act it checks: the resolver's, beside the table of who may do what (C02)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from permanence.access import permissions
from permanence.kernel.permissions import Address
from permanence.web.opening import methods_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """An address.

    Args:
        pattern: its path with parameters as the resolver names them: `/steps/<uuid:step_id>/finish`.
        acts: the acts it checks, of which the table says who is let near them; () where it is public.
        object_type: what it is about.
        public: why anybody may ask, signed in or not; "" where an act is checked.
        example: a path of the demo authority; "" where its data holds no such thing.
    """

    name: str
    pattern: str
    methods: tuple[str, ...]
    acts: tuple[str, ...]
    object_type: str
    public: str
    example: str = ""


def routes(examples: Mapping[str, Mapping[str, object]] | None = None) -> tuple[Route, ...]:
    """Return every address of the resolver, in its order.

    Args:
        examples: by kind of object, the parameters of one (`queries.examples`).

    Raises:
        KeyError: an address is not in the table.
    """
    found = []
    for way, pattern in patterns(get_resolver().url_patterns):
        address = permissions().address(pattern.name or "")
        found.append(_route(address, way, pattern, examples or {}))
    return tuple(found)


def patterns(urls: Iterable[Any], before: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Yield every pattern under a list of addresses, with its whole path."""
    for each in urls:
        way = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns, way)
        else:
            yield way, each


def _route(address: Address, way: str, pattern: URLPattern, examples: Mapping[str, Mapping[str, object]]) -> Route:
    parameters = pattern.pattern.converters
    given = examples.get(address.object_type) or examples.get(address.name, {})
    return Route(
        name=address.name,
        pattern=way,
        methods=address.methods or methods_of(pattern.callback),
        acts=address.acts,
        object_type=address.object_type,
        public=address.public,
        example=_filled(way, given) if parameters.keys() <= given.keys() else "",
    )


def _filled(way: str, given: Mapping[str, object]) -> str:
    """Return the path with its parameters filled in: `<uuid:step_id>` by the step's id."""
    parts = [part.partition(">") for part in way.split("<")]
    filled = [f"{given[name.rpartition(':')[2]]}{rest}" for name, _, rest in parts[1:]]
    return "".join((parts[0][0], *filled))
