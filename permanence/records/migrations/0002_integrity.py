"""What the tables refuse, whoever asks: overlaps, half-closed rows, rows of two authorities, changes to what is kept."""

from django.db import migrations

EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent", "fuzzystrmatch")

DATED = (
    "careperiod", "legalstatus", "placement", "allocation", "inboxmember", "membership", "roleheld", "leave",
    "personname", "relationship",
)  # fmt: skip

# Table, columns that must be equal for two rows to compete, and which rows compete.
NO_OVERLAP = (
    ("careperiod", ("child_id",), "true"),
    ("legalstatus", ("child_id",), "true"),
    ("placement", ("child_id",), "code NOT LIKE 'T%'"),  # a temporary move (T0 to T4) leaves the home in place
    ("allocation", ("child_id", "role", "worker_id"), "true"),
    ("membership", ("worker_id", "team_id"), "true"),
    ("inboxmember", ("inbox_id", "worker_id"), "true"),
    ("leave", ("worker_id",), "true"),
)

HEX = "~ '^[0-9a-f]{64}$'"
CHECKS = (
    ("person", "person_number_is_digits", "number ~ '^[0-9]{1,12}$'"),
    ("workstep", "step_is_with_one", "closed_at IS NOT NULL OR num_nonnulls(assigned_worker_id, assigned_inbox_id) = 1"),
    ("workstep", "step_closed_when_ended", "(closed_at IS NOT NULL) = (state IN ('finished', 'cancelled'))"),
    ("workstep", "step_finished_by_somebody", "(state = 'finished') = (num_nonnulls(finished_at, finished_by_id) = 2)"),
    ("workstep", "step_cancelled_by_somebody", "(state = 'cancelled') = (num_nonnulls(cancelled_at, cancelled_by_id) = 2)"),
    ("workstep", "step_pinned_once_started", "state NOT IN ('started', 'finished') OR num_nonnulls(started_at, process_version_id) = 2"),
    ("workstep", "step_state_known", "state IN ('incoming', 'started', 'finished', 'cancelled')"),
    ("workstep", "step_access_known", "access_class IN ('open', 'restricted', 'sealed')"),
    ("leave", "leave_says_when_back", "to_on IS NOT NULL"),
    ("child", "child_access_known", "access_class IN ('open', 'restricted', 'sealed')"),
    ("request", "request_closed_unless_sent", "(closed_at IS NULL) = (state = 'sent')"),
    ("request", "request_completed_by_somebody", "state <> 'completed' OR num_nonnulls(completed_at, completed_by_id) = 2"),
    ("request", "request_state_known", "state IN ('sent', 'completed', 'declined', 'withdrawn', 'waived', 'voided')"),
    ("nextaction", "action_state_known", "state IN ('proposal', 'sent', 'removed', 'withdrawn')"),
    ("processversion", "version_digest_is_sha256", f"digest {HEX}"),
    ("candidate", "candidate_digest_is_sha256", f"digest {HEX}"),
    ("storedfile", "file_is_sha256", f"sha256 {HEX}"),
    ("doneact", "act_body_is_sha256", f"body_digest {HEX}"),
    ("audithead", "head_is_first_of_month", "extract(day FROM month) = 1 AND seq >= 0"),
)  # fmt: skip

# Table to its columns and the tables they point to: what they point to belongs to the same authority.
ONE_AUTHORITY = {
    "child": {"person_id": "person", "team_id": "team"},
    "careperiod": {"child_id": "child"},
    "legalstatus": {"child_id": "child"},
    "placement": {"child_id": "child"},
    "allocation": {"child_id": "child", "worker_id": "worker"},
    "review": {"child_id": "child", "step_id": "workstep", "iro_id": "worker"},
    "personname": {"person_id": "person"},
    "relationship": {"person_id": "person", "of_id": "person"},
    "worker": {"person_id": "person"},
    "membership": {"worker_id": "worker", "team_id": "team"},
    "roleheld": {"worker_id": "worker", "team_id": "team"},
    "leave": {"worker_id": "worker", "covered_by_id": "worker"},
    "inbox": {"team_id": "team", "owner_id": "worker", "deputy_id": "worker"},
    "inboxmember": {"inbox_id": "inbox", "worker_id": "worker"},
    "user": {"worker_id": "worker"},
    "pathway": {"child_id": "child"},
    "pathwayending": {"pathway_id": "pathway", "asked_by_id": "worker", "answered_by_id": "worker"},
    "workstep": {
        "child_id": "child",
        "pathway_id": "pathway",
        "replaces_id": "workstep",
        "process_version_id": "processversion",
        "assigned_worker_id": "worker",
        "assigned_inbox_id": "inbox",
        "passed_by_id": "worker",
        "finished_by_id": "worker",
    },
    "stepevent": {"step_id": "workstep", "by_id": "worker"},
    "stepviewed": {"step_id": "workstep", "worker_id": "worker"},
    "request": {
        "step_id": "workstep",
        "child_id": "child",
        "sent_by_id": "worker",
        "to_worker_id": "worker",
        "to_inbox_id": "inbox",
        "picked_up_by_id": "worker",
        "completed_by_id": "worker",
    },
    "nextaction": {
        "step_id": "workstep",
        "to_worker_id": "worker",
        "to_inbox_id": "inbox",
        "created_step_id": "workstep",
    },
    "sectionanswers": {"step_id": "workstep"},
    "sectioncomment": {"step_id": "workstep", "by_id": "worker", "settled_by_id": "worker"},
    "revision": {"step_id": "workstep"},
    "draft": {"step_id": "workstep", "worker_id": "worker"},
    "storedfile": {"child_id": "child", "step_id": "workstep"},
    "due": {"child_id": "child", "step_id": "workstep"},
    "notice": {"worker_id": "worker", "child_id": "child", "step_id": "workstep"},
    "doneact": {"user_id": "user"},
    "parkedtext": {"user_id": "user"},
    "admission": {"child_id": "child", "worker_id": "worker", "admitted_by_id": "worker", "ended_by_id": "worker"},
    "candidate": {"laid_out_by_id": "worker"},
}

# A step's pathway, the step it replaces, and a request's step, are of the same child.
ONE_CHILD = (
    ("workstep", "pathway_id", "pathway"),
    ("workstep", "replaces_id", "workstep"),
    ("request", "step_id", "workstep"),
)

NEVER_CHANGED = ("stepevent", "revision", "processversion")

REFUSE_CHANGE = """
    CREATE FUNCTION records_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'Rows of % are never changed or removed.', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
    END $$
"""

# An act begins with one statement: it goes on beside the others or alone, sees whether its worker was disabled, and
# claims its key; then it locks the workstep it is about, named itself or by a request on it, and before it the pathway
# where work is born, passed on or ended: the pathway's key is left free, for acts that change the step without it. Each
# query within sees what was committed while the one before it waited.
ENTER = """
    CREATE FUNCTION records_enter(
        whose uuid, worker uuid, alone boolean, act uuid, by_user uuid, act_key text, body text, at timestamptz,
        INOUT step uuid, asked uuid, pathway_first boolean,
        OUT disabled boolean, OUT standing uuid, OUT digest text, OUT result jsonb, OUT pathway uuid, OUT child uuid
    ) LANGUAGE plpgsql VOLATILE AS $$
    BEGIN
        IF alone THEN
            PERFORM pg_advisory_xact_lock(hashtext('who works in ' || whose));
        ELSE
            PERFORM pg_advisory_xact_lock_shared(hashtext('who works in ' || whose));
        END IF;
        disabled := EXISTS (SELECT FROM records_worker WHERE id = worker AND disabled_at IS NOT NULL);
        IF act_key IS NOT NULL AND NOT disabled THEN
            INSERT INTO records_doneact (id, authority_id, user_id, key, body_digest, result, done_at)
                VALUES (act, whose, by_user, act_key, body, '{}', at) ON CONFLICT DO NOTHING;
            SELECT done.id, done.body_digest, done.result INTO standing, digest, result FROM records_doneact AS done
                WHERE done.authority_id = whose AND done.user_id = by_user AND done.key = act_key;
        END IF;
        IF disabled OR standing <> act THEN
            RETURN;
        END IF;
        IF asked IS NOT NULL THEN
            SELECT request.step_id INTO step FROM records_request AS request
                WHERE request.id = asked AND request.authority_id = whose;
        END IF;
        IF pathway_first THEN
            PERFORM FROM records_pathway AS way WHERE way.id = (
                SELECT here.pathway_id FROM records_workstep AS here WHERE here.id = step AND here.authority_id = whose
            ) FOR NO KEY UPDATE;
        END IF;
        SELECT here.pathway_id, here.child_id INTO pathway, child FROM records_workstep AS here
            WHERE here.id = step AND here.authority_id = whose FOR UPDATE;
    END $$
"""


def statements() -> list[str]:
    return [
        *(f"CREATE EXTENSION IF NOT EXISTS {name}" for name in EXTENSIONS),
        *(_check(table, f"{table}_ends_after_it_begins", "to_on >= from_on") for table in DATED),
        *(_check(*each) for each in CHECKS),
        *(_no_overlap(*each) for each in NO_OVERLAP),
        *(_add(table, f"{table}_of_authority", "UNIQUE (authority_id, id)") for table in _pointed_to()),
        *(_add(table, f"{table}_of_child", "UNIQUE (id, child_id)") for table in ("pathway", "workstep")),
        *(
            _one_authority(table, column, to)
            for table, to_whom in ONE_AUTHORITY.items()
            for column, to in to_whom.items()
        ),
        *(_one_child(*each) for each in ONE_CHILD),
        REFUSE_CHANGE,
        ENTER,
        *(statement for table in NEVER_CHANGED for statement in _never_changed(table)),
    ]


def _add(table: str, name: str, constraint: str) -> str:
    return f"ALTER TABLE records_{table} ADD CONSTRAINT {name} {constraint}"


def _check(table: str, name: str, condition: str) -> str:
    return _add(table, name, f"CHECK ({condition})")


def _no_overlap(table: str, columns: tuple[str, ...], which: str) -> str:
    equal = ", ".join(f"{column} WITH =" for column in ("authority_id", *columns))
    rule = f"EXCLUDE USING gist ({equal}, daterange(from_on, to_on, '[)') WITH &&) WHERE ({which})"
    return _add(table, f"{table}_does_not_overlap", rule)


def _pointed_to() -> list[str]:
    return sorted({to for to_whom in ONE_AUTHORITY.values() for to in to_whom.values()})


def _one_authority(table: str, column: str, to: str) -> str:
    rule = (
        f"FOREIGN KEY (authority_id, {column}) REFERENCES records_{to} (authority_id, id) DEFERRABLE INITIALLY DEFERRED"
    )
    return _add(table, f"{table}_{column}_same_authority", rule)


def _one_child(table: str, column: str, to: str) -> str:
    rule = f"FOREIGN KEY ({column}, child_id) REFERENCES records_{to} (id, child_id) DEFERRABLE INITIALLY DEFERRED"
    return _add(table, f"{table}_{column}_same_child", rule)


def _never_changed(table: str) -> tuple[str, str]:
    refuse = "EXECUTE FUNCTION records_refuse_change()"
    return (
        f"CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON records_{table} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER never_emptied BEFORE TRUNCATE ON records_{table} FOR EACH STATEMENT {refuse}",
    )


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunSQL(statement) for statement in statements()]
