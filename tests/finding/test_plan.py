"""A search reads the indexes of how names are spelt and sound, not every name (P35; bench/finding.py at size)."""

from datetime import date

import psycopg

from permanence.demo.size_names import BEGUN, ENDED, FIRST
from permanence.kernel.actors import Actor
from permanence.kernel.finding import read_sought
from permanence.queries.finding_children import found
from tests.factories import world
from tests.support.database import Databases

TODAY = date(2026, 11, 16)
CHILDREN = 12_000
EVERY = [f"{first} {begun}{ended}" for first in FIRST["F"] for begun in BEGUN for ended in ENDED]
NAMES = EVERY[::3][:CHILDREN]
FILLED = """
    WITH made AS (SELECT uuidv7() AS id, name, n FROM unnest(%(names)s::text[]) WITH ORDINALITY AS named (name, n)),
    persons AS (
        INSERT INTO records_person
            (id, authority_id, number, name, known_as, date_of_birth, sex, gender_described, agency)
        SELECT id, %(authority)s, (5000000 + n)::text, name, '', date '2008-01-01' + (n %% 5000)::int, 'F', '', ''
        FROM made),
    names AS (
        INSERT INTO records_personname (id, authority_id, person_id, kind, name)
        SELECT uuidv7(), %(authority)s, id, 'current', name FROM made)
    INSERT INTO records_child (id, authority_id, person_id, team_id, access_class, version, facts_from_forms)
    SELECT uuidv7(), %(authority)s, id, %(team)s, 'open', 1, '{}' FROM made
"""
LOOKED_FOR = (
    ("Maya Thornberry", {"name_spelling", "name_sound"}),
    ("bury", {"name_spelling", "name_sound"}),
    ("5000123", {"person_number_once"}),
    ("4 May 2018", {"person_born"}),
)


def test_what_is_looked_for_is_read_from_its_index(own_database: str, test_server: Databases) -> None:
    here = world()
    team, authority = here.teams["east"], here.authority_id
    with psycopg.connect(test_server.owner_url(own_database), autocommit=True) as owner:
        owner.execute(FILLED.encode(), {"names": NAMES, "authority": authority, "team": team})
        owner.execute("VACUUM ANALYZE records_person, records_personname, records_child")
    actor = here.actor("Joan Ellery")
    for typed, indexes in LOOKED_FOR:
        said = plan(typed, actor)
        assert "Seq Scan on records_personname" not in said, said
        assert {index for index in indexes if index not in said} == set(), said


def plan(typed: str, actor: Actor) -> str:
    """Return how PostgreSQL would look for it."""
    return str(found(read_sought(typed, today=TODAY), actor=actor, today=TODAY).values_list("id")[:26].explain())
