"""What would be half done is noticed: each line of the promise broken by hand, where no trigger stands in the way."""

from uuid import UUID

import psycopg

from permanence.operations import finishing
from permanence.outside.postgres import superuser_url
from tests.factories import WORDS, world
from tests.kills.half_done import HALF_DONE, LOCKED, Database, broken_references, half_done, is_finished, is_saved
from tests.kills.prepare import another, to_be_finished, with_two_next_actions
from tests.support.database import Databases

FINISHED = "state = 'finished' AND step_type = 'report'"
# What stands half done, and how it came to be so.
BROKEN = {
    "a section whose version is not the number of its saves": "UPDATE records_sectionanswers SET version = version + 1",
    "a section that is not its newest save": "UPDATE records_sectionanswers SET answers = '{}'",
    "a save without its audit row, or the other way round": "DELETE FROM records_revision",
    "a form whose version is not the number of its saves": "UPDATE records_workstep SET form_version = 0",
    "one text saved twice": """
        INSERT INTO records_revision SELECT * FROM jsonb_populate_recordset(NULL::records_revision, (
            SELECT jsonb_agg(to_jsonb(r) || jsonb_build_object('id', gen_random_uuid(), 'number', r.number + n,
                'answers', '{"words": "Words 1"}'::jsonb)) FROM records_revision r, generate_series(7, 8) n))""",
    "a finish without its finisher, or the other way round": f"""
        UPDATE records_workstep SET finished_by_id = NULL WHERE {FINISHED}""",
    "a finish without its time, or the other way round": f"""
        UPDATE records_workstep SET finished_at = NULL WHERE {FINISHED}""",
    "a finish without its audit row, or the other way round": """
        DELETE FROM records_auditrow WHERE act = 'finish_step'""",
    "a finish without its event, or the other way round": "DELETE FROM records_stepevent WHERE act = 'finish_step'",
    "a finish without both its worksteps, or the other way round": """
        DELETE FROM records_workstep WHERE step_type = 'meeting'""",
    "a finish without its next actions sent, or the other way round": """
        UPDATE records_nextaction SET created_step_id = NULL WHERE key = 'meet'""",
    "somebody told whose mail neither waits nor went": "DELETE FROM procrastinate_jobs",
    LOCKED: 'UPDATE records_sectionanswers SET answers = answers || \'{"words": "Other words."}\'',
}
REFUSING = "SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = 'records_workstep'::regclass"


def test_each_half_is_noticed_by_its_sentence(own_database: str, test_server: Databases) -> None:
    made = world(process=with_two_next_actions())
    done, _ = to_be_finished(another(made, 1))
    made.on("Lena Voss", finishing.finish_step, UUID(done))
    waiting, _ = to_be_finished(another(made, 2))
    with psycopg.connect(superuser_url(test_server.data_dir, database=own_database)) as database:
        assert list(half_done(database)) == []
        assert list(broken_references(database)) == []
        assert set(BROKEN) == {*HALF_DONE, LOCKED}
        assert [what for what, act in BROKEN.items() if what not in noticed(database, act)] == []
        assert (is_finished(database, done), is_finished(database, waiting)) == (True, False)
        assert (is_saved(database, WORDS["words"]), is_saved(database, "Words 1")) == (True, False)


def noticed(database: Database, act: str) -> set[str]:
    """Return the sentences that are broken once that was done, and undo it."""
    database.execute("SET LOCAL session_replication_role = replica")  # no trigger, no foreign key
    for (constraint,) in database.execute(REFUSING).fetchall():
        database.execute(f'ALTER TABLE records_workstep DROP CONSTRAINT "{constraint}"'.encode())
    database.execute(act.encode())
    found = {said.split(": ")[0] for said in half_done(database)}
    database.rollback()
    return found


def test_a_row_that_names_none_is_noticed(own_database: str, test_server: Databases) -> None:
    world()
    with psycopg.connect(superuser_url(test_server.data_dir, database=own_database)) as database:
        database.execute("SET LOCAL session_replication_role = replica")
        database.execute("DELETE FROM records_person")
        assert [said.split(" of ")[1] for said in broken_references(database) if "worker" in said] == [
            "records_worker.person_id"
        ]
        database.rollback()
