"""The unit of work on SpiffWorkflow, in seven transactions, for information.

    python -m bench.with_spiff --database ADDRESS --answers FILE

A plan is a workflow of seven tasks. As its documentation has it, each act restores the whole workflow from its JSON,
does one task and stores it again. There is no worklist, permission, revision, key or audit: that flatters it.
"""

import argparse
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import psycopg
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from bench.turns import Act, answer

CHILDREN = 10
ACTS = ("pick_up", "start", "save", "send", "complete", "add", "finish")
TABLE = """
    CREATE TABLE IF NOT EXISTS plan (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, holder text NOT NULL, version int NOT NULL DEFAULT 1,
        closed_at timestamptz, state jsonb NOT NULL)
"""
READ = "SELECT state::text FROM plan WHERE id = %s FOR UPDATE"
KEEP = "UPDATE plan SET state = %s, holder = %s, version = version + 1 WHERE id = %s"
CLOSE = "UPDATE plan SET closed_at = now() WHERE id = %s"
BEGIN = "INSERT INTO plan (holder, state) VALUES ('the inbox', %s) RETURNING id"


class Plans:
    """The plan that each child has in the inbox."""

    def __init__(self, connection: "psycopg.Connection[Any]", answers: Mapping[str, str]) -> None:
        self.connection, self.answers, self.asked = connection, dict(answers), 0
        parser = BpmnParser()
        parser.add_bpmn_file(str(Path(__file__).with_name("plan.bpmn")))
        self.spec, self.serializer = parser.get_spec("plan"), BpmnWorkflowSerializer()
        connection.execute(TABLE)
        self.waiting = [self.begin() for _ in range(CHILDREN)]

    def unit(self) -> Iterator[Act]:
        """Yield the seven acts on the next child's plan."""
        plan = self.waiting.pop(0)
        yield from (self._act(plan, name) for name in ACTS)

    def _act(self, plan: int, name: str) -> Callable[[], None]:
        return lambda: self.do(plan, name)

    def do(self, plan: int, name: str) -> None:
        """Do the task of that name; a finish passes the next plan into the inbox."""
        with self.connection.transaction():
            workflow = self.serializer.deserialize_json(self.ask(READ, plan)[0])
            (task,) = [each for each in workflow.get_tasks(state=TaskState.READY) if each.task_spec.name == name]
            task.data.update({"answers": self.answers} if name == "save" else {name: True})
            task.run()
            workflow.do_engine_steps()
            self.ask(KEEP, self.serializer.serialize_json(workflow), "joan" if name == "send" else "dee", plan)
            if name == "finish":
                assert workflow.is_completed()
                self.ask(CLOSE, plan)
                self.waiting.append(self.begin())

    def begin(self) -> int:
        """Begin a plan in the inbox."""
        workflow = BpmnWorkflow(self.spec)
        workflow.do_engine_steps()
        return int(self.ask(BEGIN, self.serializer.serialize_json(workflow))[0])

    def ask(self, sql: Any, *given: object) -> Any:
        """Ask the database."""
        self.asked += 1
        found = self.connection.execute(sql, given)
        return found.fetchone() if found.description else None


def main() -> None:
    """Do units as they are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", required=True, help="address of its database, which is empty at first")
    parser.add_argument("--answers", type=Path, required=True, help="JSON file with the answers")
    args = parser.parse_args()
    with psycopg.connect(args.database, autocommit=True) as connection:
        plans = Plans(connection, json.loads(args.answers.read_text(encoding="utf-8")))
        answer(plans.unit, count=lambda: plans.asked, settle=lambda: None)


if __name__ == "__main__":
    main()
