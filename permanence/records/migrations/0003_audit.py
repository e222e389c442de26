"""The audit's table: partitioned by month, each month made when its first row comes, its rows never changed."""

from django.db import migrations

TABLE = """
    CREATE TABLE records_auditrow (
        authority_id uuid NOT NULL,
        month date NOT NULL CHECK (extract(day FROM month) = 1),
        seq bigint NOT NULL CHECK (seq > 0),
        at timestamptz NOT NULL,
        real_at timestamptz NOT NULL,
        act text NOT NULL,
        user_id uuid,
        worker_id uuid,
        acting_for_id uuid,
        child_id uuid,
        object_type text NOT NULL,
        object_id uuid,
        why text NOT NULL,
        ids jsonb NOT NULL,
        said jsonb NOT NULL,
        request_id text NOT NULL,
        previous_hash text NOT NULL,
        hash text NOT NULL,
        PRIMARY KEY (authority_id, month, seq),
        CHECK (month >= date_trunc('month', real_at AT TIME ZONE 'UTC'))
    ) PARTITION BY RANGE (month)
"""

# Who has seen this child, what has this worker seen, and which lists showed this child (P19).
INDEXES = (
    "CREATE INDEX audit_of_child ON records_auditrow (authority_id, child_id, real_at) WHERE child_id IS NOT NULL",
    "CREATE INDEX audit_of_worker ON records_auditrow (authority_id, worker_id, real_at)",
    "CREATE INDEX audit_shown ON records_auditrow USING gin (ids jsonb_path_ops)",
)

NEVER_CHANGED = """
    CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON records_auditrow
    FOR EACH ROW EXECUTE FUNCTION records_refuse_change()
"""
NEVER_EMPTIED = """
    CREATE TRIGGER never_emptied BEFORE TRUNCATE ON records_auditrow
    FOR EACH STATEMENT EXECUTE FUNCTION records_refuse_change()
"""

# It runs as the owner, so that the application can have a month made without being able to make or change tables.
# A month is made apart and then attached: rows may be written meanwhile, which CREATE ... PARTITION OF would not allow.
# Whatever default privileges give on a new table is taken away again: a month is reached through the whole table alone.
MAKE_MONTH = """
    CREATE FUNCTION records_audit_make_month(wanted date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
    DECLARE
        first date := date_trunc('month', wanted)::date;
        name text := 'records_auditrow_' || to_char(first, 'YYYYMM');
        grantee text;
    BEGIN
        IF EXISTS (SELECT FROM pg_class WHERE relname = name AND relnamespace = 'public'::regnamespace) THEN
            RETURN;
        END IF;
        PERFORM pg_advisory_xact_lock(hashtext('records_audit_make_month'));
        IF EXISTS (SELECT FROM pg_class WHERE relname = name AND relnamespace = 'public'::regnamespace) THEN
            RETURN;
        END IF;
        EXECUTE format('CREATE TABLE public.%I (LIKE public.records_auditrow INCLUDING ALL)', name);
        FOR grantee IN
            SELECT DISTINCT acl.grantee::regrole::text FROM pg_class, aclexplode(relacl) AS acl
            WHERE oid = ('public.' || quote_ident(name))::regclass AND acl.grantee NOT IN (0, relowner)
        LOOP
            EXECUTE format('REVOKE ALL ON public.%I FROM %s', name, grantee);
        END LOOP;
        EXECUTE format(
            'CREATE TRIGGER never_emptied BEFORE TRUNCATE ON public.%I '
            'FOR EACH STATEMENT EXECUTE FUNCTION public.records_refuse_change()', name);
        EXECUTE format(
            'ALTER TABLE public.records_auditrow ATTACH PARTITION public.%I FOR VALUES FROM (%L) TO (%L)',
            name, first, (first + interval '1 month')::date);
    END $$
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0002_integrity")]
    operations = [
        migrations.RunSQL(statement)
        for statement in (
            TABLE,
            *INDEXES,
            NEVER_CHANGED,
            NEVER_EMPTIED,
            MAKE_MONTH,
            "REVOKE ALL ON FUNCTION records_audit_make_month(date) FROM PUBLIC",
        )
    ]
