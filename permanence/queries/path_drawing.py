"""A child's way as a drawing: stops on a line, those reached thick and in the child's own colour (pages, section 7)."""

from dataclasses import dataclass

WIDTH, LEFT, STOP_Y, LINE_CHARACTERS = 1000, 70, 40, 19


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A stage on the line: where it stands, its words, and whether it is done, now or next."""

    x: int
    title: str
    lines: tuple[str, ...]
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The drawing: its finding in a sentence, its stops, and how far the thick line goes."""

    says: str
    stops: tuple[Stop, ...]
    first_x: int
    walked_to: int
    last_x: int


def drawn(stages: list[tuple[str, str, str]], *, name: str) -> Drawing:
    """Return the drawing of these stages (title, detail, state), in order."""
    gap = (WIDTH - 2 * LEFT) // max(len(stages) - 1, 1)
    stops = tuple(
        Stop(x=LEFT + number * gap, title=title, lines=tuple(_wrapped(detail)), state=state)
        for number, (title, detail, state) in enumerate(stages)
    )
    reached = [stop for stop in stops if stop.state != "next"]
    return Drawing(
        says=_says(stops, name=name),
        stops=stops,
        first_x=LEFT,
        walked_to=reached[-1].x if reached else LEFT,
        last_x=stops[-1].x if stops else LEFT,
    )


def _says(stops: tuple[Stop, ...], *, name: str) -> str:
    done = [stop.title for stop in stops if stop.state == "done"]
    now = [stop.title for stop in stops if stop.state == "now"]
    words = f"{len(done)} of {len(stops)} stages are done"
    return f"{name}: {words}" + (f"; now at {' and '.join(now)}." if now else ".")


def _wrapped(text: str) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > LINE_CHARACTERS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
