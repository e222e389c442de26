"""Who is let near a child's record: every act x relation x record state (architecture.md section 4)."""

from dataclasses import replace
from uuid import UUID

import pytest

from permanence.access import permissions
from permanence.kernel.actors import ADMINISTRATOR, Actor, Held
from permanence.kernel.permissions import RESTRICTED
from tests.kernel.facts_builder import child
from tests.kernel.people import JOAN, PRIYA, actor

TABLE = permissions()
RELATIONS = TABLE.relations
reasons_against, why_allowed = TABLE.reasons_against, TABLE.why_allowed
READS = ["see_child", "see_file"]
STEP_ACTS = [
    *("resume_step", "reassign_step", "cancel_step", "finish_step", "save_section"),
    *("pass_over_rule", "attach_file", "send_request", "send_request_and_add"),
    *("complete_request", "decline_request", "withdraw_request", "add_next_action", "add_both", "remove_next_action"),
    "send_now",
]
OF_A_CHILD = [*READS, *STEP_ACTS, "begin_step", "start_step", "pick_up", "put_back_step"]
ADMINISTRATION = [
    *("found_authority", "add_team", "add_inbox", "add_worker", "add_login", "move_worker", "worker_on_leave"),
    "take_names",
    *("disable_worker", "publish_process"),
]
RELATED = {name if name != "allocated" else "allocated:social_worker" for name in RELATIONS}
AT_WORK = {"allocated:social_worker", "team_manager", "has_workstep", "in_inbox", "has_request", "took_part"}
ALLOWED = {
    **dict.fromkeys(READS, RELATED),
    **dict.fromkeys(STEP_ACTS, AT_WORK),
    "begin_step": {"allocated:social_worker"},
    "start_step": {"has_workstep", "in_inbox"},
    "pick_up": {"in_inbox", "has_workstep", "took_part"},
    "put_back_step": {"has_workstep"},
}


def statuses(act: str, who: Actor, relations: set[str], **about: object) -> list[int]:
    its_child = replace(child(), **about)  # type: ignore[arg-type]
    return [reason.status for reason in reasons_against(act, who, its_child, frozenset(relations))]


@pytest.mark.parametrize("act", OF_A_CHILD)
@pytest.mark.parametrize("relation", sorted(RELATED))
def test_act_by_relation(act: str, relation: str) -> None:
    allowed = relation in ALLOWED[act]
    assert statuses(act, actor(PRIYA), {relation}) == ([] if allowed else [403])
    why = why_allowed(act, actor(PRIYA), child(), frozenset({relation}))
    assert bool(why) is allowed


@pytest.mark.parametrize("act", OF_A_CHILD)
@pytest.mark.parametrize("relations", [set(), {"allocated:social_worker"}, RELATED])
def test_hidden_before_forbidden(act: str, relations: set[str]) -> None:
    """Another authority's, sealed or unrelated: 404. Restricted: its existence alone, 403 (pages, words 22, 23)."""
    priya = actor(PRIYA)
    assert statuses(act, priya, relations, authority_id=UUID(int=7)) == [404]
    assert statuses(act, priya, relations, access_class="sealed") == [404]
    assert statuses(act, priya, relations, access_class="restricted") == ([403] if relations else [404])
    assert not relations or RESTRICTED in [
        str(reason) for reason in reasons_against(act, priya, child(access_class="restricted"), frozenset(relations))
    ]
    assert statuses(act, replace(priya, worker_id=None), relations) == [404]


@pytest.mark.parametrize("act", ADMINISTRATION)
def test_administration_takes_an_administrator(act: str) -> None:
    admin = replace(actor(JOAN), worker_id=None, held=(Held(role=ADMINISTRATOR),))
    assert list(reasons_against(act, admin, None)) == []
    assert [reason.status for reason in reasons_against(act, actor(JOAN), None)] == [403]
    assert why_allowed(act, admin, None) == "system administrator"


def test_an_administrator_reads_no_childs_record() -> None:
    admin = replace(actor(JOAN), held=(Held(role=ADMINISTRATOR),))
    assert all(statuses(act, admin, set()) == [404] for act in OF_A_CHILD)


def test_why_is_said_in_words() -> None:
    said = why_allowed("see_child", actor(PRIYA), child(), frozenset({"allocated:social_worker", "team"}))
    assert said == "allocated to the child as social worker"


def test_every_act_is_granted_to_somebody_and_an_unknown_one_is_a_fault() -> None:
    assert all(grant.lines for grant in TABLE.grants.values())
    with pytest.raises(KeyError):
        list(reasons_against("fly", actor(PRIYA), child(), frozenset({"team"})))
