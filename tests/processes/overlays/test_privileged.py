"""An authority makes a kind of workstep privileged in its folder; it opens none that the process closes."""

from pathlib import Path

from permanence.kernel.differences import differences
from permanence.kernel.privileged import PrivilegedGroup
from permanence.outside.checking import check
from permanence.outside.definitions import load_process
from permanence.outside.overlays import load_under
from tests.processes.overlays.conftest import put

OURS, VISIT = "hillside/home_visits.yaml", "processes/home_visits/steps/visit.yaml"
GROUP = "{key: calls, title: Calls, roles: [team_manager], coordinator: link_worker}"
CLOSED = "    finisher_words: a worker or the manager\n    privileged: calls\n"


def closes(copy: Path, *, group: str = GROUP) -> None:
    """Say in the authority's folder that its calls are privileged."""
    put(copy / OURS, "    finisher_words: a worker or the manager\n", CLOSED)
    put(copy / OURS, "add_roles:", f"add_privileged_groups: [{group}]\nadd_roles:")


def said(copy: Path) -> list[str]:
    processes = copy / "processes"
    return [found.says for found in check(processes / "home_visits", processes, authority=copy / "hillside")]


def test_a_group_of_its_own_closes_a_workstep_of_the_process(copy: Path) -> None:
    closes(copy)
    processes = copy / "processes"
    here = load_under(processes / "home_visits", copy / "hillside", processes)
    of_its_own = PrivilegedGroup(key="calls", title="Calls", roles=("team_manager",), coordinator="link_worker")
    assert (here.step("visit").privileged, here.privileged_groups) == ("calls", (of_its_own,))
    told = [change.says for change in differences(load_process(processes / "home_visits", processes), here)]
    assert 'The privileged group "Calls" is new.' in told
    assert any("is now opened by the people of Calls alone" in each for each in told)


def test_a_group_that_nobody_has_is_a_fault_where_it_is_named(copy: Path) -> None:
    closes(copy)
    put(copy / OURS, "privileged: calls", "privileged: inquiries")
    assert any('There is no privileged group "inquiries". There are: calls.' in each for each in said(copy))


def test_what_the_process_closes_stays_closed(copy: Path) -> None:
    closes(copy)
    put(copy / VISIT, "cancelled_by: [team_manager]\n", "cancelled_by: [team_manager]\nprivileged: visits_only\n")
    with (copy / "processes/home_visits/process.yaml").open("a", encoding="utf-8") as process:
        of_process = "key: visits_only, title: Visits only, roles: [team_manager], coordinator: team_manager"
        process.write(f"privileged_groups: [{{{of_process}}}]\n")
    assert any("An authority closes more, not less." in each for each in said(copy))
