"""What holds whatever was tried, asked of the product's own tables alone (P39, P40)."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.db import connection

from permanence.kernel.canonical import digest
from permanence.records.forms import SectionAnswers
from permanence.records.worksteps import Workstep
from tests.model import law
from tests.model.naming import request_key, step_type
from tests.model.seen import Disagreement

# Each must find nothing. Gated worksteps and their requests are filled in from A9.
NOTHING: Final[Mapping[str, str]] = {
    "finished with a required request that is not completed": """
        WITH gates AS (SELECT * FROM json_to_recordset(%(gates)s::json) AS
                                     g (step_type text, request text, enough text))
        SELECT s.id FROM records_workstep s JOIN gates g ON g.step_type = s.step_type
        WHERE s.state = 'finished' AND COALESCE((
            SELECT r.state FROM records_request r
            WHERE r.step_id = s.id AND r.key = g.request AND r.state <> 'withdrawn'
            ORDER BY r.sent_at DESC, r.id DESC LIMIT 1), '') <> ALL (string_to_array(g.enough, ' '))
          AND NOT EXISTS (SELECT FROM records_nextaction a WHERE a.step_id = s.id AND a.state = 'sent'
                          AND a.key = 'n2_no_longer_required' AND s.step_type = 'permanency_planning')""",
    "finished without a next action or a recorded end": """
        SELECT s.id FROM records_workstep s
        WHERE s.state = 'finished'
          AND NOT EXISTS (SELECT FROM records_sectionanswers f
                          WHERE f.step_id = s.id AND f.answers ->> 'purpose' = '3_month_review')
          AND s.step_type NOT IN ('child_in_care_review', 'child_in_care_planning')
          AND NOT EXISTS (SELECT FROM records_nextaction a WHERE a.step_id = s.id AND a.state = 'sent')""",
    "a panel before the information sharing was authorised": """
        SELECT p.id FROM records_workstep p WHERE p.step_type = 'panel_and_matching_decision'
          AND NOT EXISTS (SELECT FROM records_nextaction a
            JOIN records_workstep s ON s.id = a.step_id AND s.state = 'finished'
            JOIN records_request r ON r.step_id = s.id AND r.state = 'completed' AND r.kind = 'authorisation'
            WHERE a.created_step_id = p.id AND r.completed_at <= p.passed_at)""",
    "a placement without a decision": """
        SELECT p.id FROM records_workstep p WHERE p.step_type = 'permanence_placement'
          AND NOT EXISTS (SELECT FROM records_nextaction a
            JOIN records_workstep s ON s.id = a.step_id AND s.state = 'finished'
            JOIN records_sectionanswers f ON f.step_id = s.id
            WHERE a.created_step_id = p.id
              AND (f.answers ->> 'decision' = 'approve_the_match' OR f.answers ? 'ratified_by'))""",
    "an open workstep with nobody who answers for it": """
        SELECT s.id FROM records_workstep s
        LEFT JOIN records_worker w ON w.id = s.assigned_worker_id AND w.disabled_at IS NULL
        LEFT JOIN records_inbox i ON i.id = s.assigned_inbox_id
        LEFT JOIN records_worker o ON o.id IN (i.owner_id, i.deputy_id) AND o.disabled_at IS NULL
        WHERE s.closed_at IS NULL GROUP BY s.id
        HAVING COUNT(DISTINCT w.id) + LEAST(COUNT(DISTINCT o.id), 1) <> 1""",
    "an open request that nobody can see": """
        SELECT r.id FROM records_request r
        LEFT JOIN records_worker w ON w.id = COALESCE(r.picked_up_by_id, r.to_worker_id) AND w.disabled_at IS NULL
        WHERE r.closed_at IS NULL AND w.id IS NULL
          AND (r.to_inbox_id IS NULL OR r.picked_up_by_id IS NOT NULL)""",
    "two open pathways of a child": """
        SELECT child_id FROM records_pathway WHERE closed_at IS NULL GROUP BY child_id HAVING COUNT(*) > 1""",
    "a pathway that is open with no open workstep, or ended with one": """
        SELECT p.id FROM records_pathway p LEFT JOIN records_workstep s ON s.pathway_id = p.id AND s.closed_at IS NULL
        GROUP BY p.id HAVING (p.closed_at IS NULL) = (COUNT(s.id) = 0)""",
    "a proposal on a workstep that has ended": """
        SELECT a.id FROM records_nextaction a JOIN records_workstep s ON s.id = a.step_id
        WHERE a.state = 'proposal' AND s.closed_at IS NOT NULL""",
    "two worksteps made of one next action": """
        SELECT created_step_id FROM records_nextaction WHERE created_step_id IS NOT NULL
          AND key NOT IN ('n5_family_finding_meeting', 'n0_permanency_planning', 'n14_placement_did_not_happen')
        GROUP BY created_step_id HAVING COUNT(*) > 1""",
}


def hold() -> None:
    """Look at everything in the database.

    Raises:
        Disagreement: what must never be is.
    """
    with connection.cursor() as cursor:
        for what, query in NOTHING.items():
            cursor.execute(query, {"gates": json.dumps(list(_gates()))})
            if found := cursor.fetchall():
                raise Disagreement(f"There is {what}: {[str(row[0]) for row in found]}")
    _nothing_edited()


def _gates() -> Iterator[dict[str, str]]:
    for (step, key), each in law.REQUESTS.items():
        if each.gate != "none" and not each.only_with:
            enough = "completed" if each.gate == "completed" else "completed sent declined"
            yield {"step_type": step_type(step), "request": request_key(step, key), "enough": enough}


def _nothing_edited() -> None:
    """See that no finished form says anything else than at its finish: its hash is that of its answers."""
    answers: dict[Any, dict[str, Any]] = {}
    for step_id, section, said in SectionAnswers.objects.values_list("step_id", "section", "answers"):
        answers.setdefault(step_id, {})[section] = said
    for step in Workstep.objects.filter(state="finished"):
        if digest({"answers": answers.get(step.id, {}), "head": step.head}) != step.finished_hash:
            raise Disagreement(f"{step.title} was edited after its finish.")
