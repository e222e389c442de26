"""Clicks from list to list, by workstep, beside the bar of pages.md section 8 (the guide's own count stands first)."""

from collections import Counter
from dataclasses import dataclass, field

from tests.journeys import titles as t

# Pages section 8. Three meetings stand on the way of C1, and a review; the bar is for one.
GUIDE_AND_OURS = {
    t.PLANNING: (32, 10),
    t.ADM_DECISION: (21, 9),
    t.FAMILY_FINDING_REQUEST: (13, 4),
    t.FAMILY_FINDING_MEETING: (20, 6),
    t.INFORMATION_SHARING: (20, 6),
    t.PANEL_AND_MATCHING: (22, 8),
    t.PLACEMENT: (6, 3),
}


@dataclass
class Clicks:
    """What was clicked or chosen, by workstep; answering questions and moving between sections is not counted."""

    of: dict[str, Counter[str]] = field(default_factory=dict)
    steps: dict[str, set[str]] = field(default_factory=dict)

    def count(self, title: str, step_id: object, what: str) -> None:
        """Count one click on a workstep."""
        self.of.setdefault(title, Counter())[what] += 1
        self.steps.setdefault(title, set()).add(str(step_id))

    def table(self) -> str:
        """Return the figures, a line a workstep: how many worksteps, clicks of one, the bar, the guide's count."""
        lines = [f"{'Workstep':58} {'n':>2} {'clicks':>6} {'each':>5} {'bar':>4} {'guide':>5}"]
        for title, counted in self.of.items():
            number, total = len(self.steps[title]), counted.total()
            guide, ours = GUIDE_AND_OURS.get(title, ("", ""))
            lines.append(f"{title:58} {number:>2} {total:>6} {total / number:>5.1f} {ours:>4} {guide:>5}")
        return "\n".join(lines)
