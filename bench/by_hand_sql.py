"""The rows of the unit of work, written by hand: one statement for what one act does to one table.

The same rows as our acts write (bench/unit.py counts them on both sides), in as few statements as come naturally: the
result of an act goes in with its key, and a workstep is changed once an act.
"""

ENTER = """
    INSERT INTO records_doneact (id, authority_id, user_id, key, body_digest, result, done_at)
    VALUES (uuidv7(), %(authority)s, %(user)s, %(key)s, %(digest)s, %(result)s, %(at)s)
    ON CONFLICT DO NOTHING RETURNING id
"""
MAY = """
    SELECT s.version, s.child_id, s.pathway_id, s.child_name FROM records_workstep s
    WHERE s.id = %(step)s AND s.authority_id = %(authority)s AND s.access_class = 'open'
    AND EXISTS (SELECT FROM records_worker w WHERE w.id = %(worker)s AND w.disabled_at IS NULL)
    AND (s.assigned_worker_id = %(worker)s
        OR s.assigned_inbox_id IN (SELECT inbox_id FROM records_inboxmember WHERE worker_id = %(worker)s)
        OR EXISTS (SELECT FROM records_request r WHERE r.step_id = s.id AND r.to_worker_id = %(worker)s
            AND r.closed_at IS NULL))
    FOR UPDATE OF s
"""
"""Whether the worker has to do with the workstep; it is locked, and its version is that of the page."""

PATHWAY = "SELECT id FROM records_pathway WHERE id = %(pathway)s FOR NO KEY UPDATE"
EVENT = """
    INSERT INTO records_stepevent (id, authority_id, step_id, at, act, by_id, said, detail)
    VALUES (uuidv7(), %(authority)s, %(step)s, %(at)s, %(act)s, %(worker)s, %(said)s, %(detail)s)
"""
NOTICE = """
    INSERT INTO records_notice (id, authority_id, worker_id, child_id, step_id, kind, is_alert, says, at)
    VALUES (uuidv7(), %(authority)s, %(told)s, %(child)s, %(step)s, 'request', false, %(says)s, %(at)s) RETURNING id
"""
MAIL = """
    SELECT procrastinate_defer_jobs_v1(ARRAY[ROW('mail', 'permanence.mail_notice', 0, NULL, NULL,
        jsonb_build_object('notice_id', %(notice)s::text), NULL)::procrastinate_job_to_defer_v1])
"""
AUDIT = """
    WITH head AS MATERIALIZED (
        SELECT month, seq, hash FROM records_audithead
        WHERE authority_id = %(authority)s AND is_end AND month >= %(month)s FOR UPDATE),
    given AS (
        SELECT %(authority)s::uuid AS authority_id, head.month, head.seq + 1 AS seq, %(at)s::timestamptz AS at,
            %(at)s::timestamptz AS real_at, %(act)s::text AS act, %(user)s::uuid AS user_id,
            %(worker)s::uuid AS worker_id, NULL::uuid AS acting_for_id, %(child)s::uuid AS child_id,
            'workstep'::text AS object_type,
            %(step)s::uuid AS object_id, 'has a workstep of the child'::text AS why, %(ids)s::jsonb AS ids,
            %(detail)s::jsonb AS said, 'bench'::text AS request_id, head.hash AS previous_hash
        FROM head),
    written AS (
        INSERT INTO records_auditrow SELECT given.*, encode(sha256(convert_to(json_build_array(
            authority_id, month, seq, at AT TIME ZONE 'UTC', real_at AT TIME ZONE 'UTC', act, user_id, worker_id,
            acting_for_id, child_id, object_type, object_id, why, ids, said, request_id, previous_hash)::text,
            'UTF8')), 'hex') FROM given
        RETURNING month, seq, hash)
    UPDATE records_audithead AS head SET seq = written.seq, hash = written.hash FROM written
    WHERE head.authority_id = %(authority)s AND head.month = written.month
"""
PICK_UP = """
    UPDATE records_workstep SET version = version + 1, assigned_worker_id = %(worker)s, assigned_inbox_id = NULL,
        came_from_inbox_id = %(inbox)s, picked_up_at = %(at)s, seen_at = %(at)s, seen_by_id = %(worker)s,
        move = 'Dee Marlow: start it', waits_since = %(at)s
    WHERE id = %(step)s AND version = %(version)s
"""
PICKED_UP = """
    UPDATE records_due SET met_on = %(today)s WHERE child_id = %(child)s AND rule_id = 'inbox_pick_up'
        AND met_on IS NULL AND stopped_at IS NULL AND superseded_by_id IS NULL AND start_event = %(put_in)s
"""
START = """
    UPDATE records_workstep SET version = version + 1, state = 'started', started_at = %(at)s,
        started_by_id = %(worker)s, process_version_id = %(process)s,
        move = 'Dee Marlow: write and send Manager authorises', waits_since = %(at)s
    WHERE id = %(step)s AND version = %(version)s
"""
SAVE = """
    UPDATE records_workstep SET version = version + 1, form_version = form_version + 1
    WHERE id = %(step)s AND version = %(version)s
"""
ANSWERS = """
    INSERT INTO records_sectionanswers (id, authority_id, step_id, section, version, answers, saved_at, saved_by_id)
    VALUES (uuidv7(), %(authority)s, %(step)s, 'answers', 1, %(answers)s, %(at)s, %(worker)s)
"""
REVISION = """
    INSERT INTO records_revision
        (id, authority_id, step_id, number, section, section_version, answers, saved_at, saved_by_id)
    VALUES (uuidv7(), %(authority)s, %(step)s, 1, 'answers', 1, %(answers)s, %(at)s, %(worker)s)
"""
SEND = """
    UPDATE records_workstep SET version = version + 1, move = 'Joan Ellery: Manager authorises', waits_since = %(at)s
    WHERE id = %(step)s AND version = %(version)s
"""
REQUEST = """
    INSERT INTO records_request (id, authority_id, step_id, child_id, key, title, kind, state, version, sent_by_id,
        sent_at, form_version, to_worker_id, note, covered_hash, reason)
    VALUES (uuidv7(), %(authority)s, %(step)s, %(child)s, 'authorise', 'Manager authorises', 'authorisation', 'sent', 1,
        %(worker)s, %(at)s, 1, %(told)s, '', '', '') RETURNING id
"""
COMPLETE = """
    UPDATE records_workstep SET version = version + 1, move = 'Dee Marlow: finish it', waits_since = %(at)s
    WHERE id = %(step)s AND version = %(version)s
"""
COVERED = "SELECT section, answers FROM records_sectionanswers WHERE step_id = %(step)s ORDER BY section"
ANSWERED = """
    UPDATE records_request SET state = 'completed', version = version + 1, completed_by_id = %(worker)s,
        completed_at = %(at)s, closed_at = %(at)s, covered_hash = %(covered_hash)s, covered = %(covered)s
    WHERE id = %(request)s AND closed_at IS NULL
"""
ADD = "UPDATE records_workstep SET version = version + 1 WHERE id = %(step)s AND version = %(version)s"
NEXT = """
    INSERT INTO records_nextaction (id, authority_id, step_id, key, title, state, position, to_inbox_id, reason,
        reason_text, note, purpose, added_by_id, added_at)
    VALUES (uuidv7(), %(authority)s, %(step)s, 'plan', 'Plan', 'proposal', 1, %(inbox)s, '', '', '', '', %(worker)s,
        %(at)s) RETURNING id
"""
MAY_FINISH = """
    SELECT count(*) FILTER (WHERE state = 'completed') = 1 AND count(*) FILTER (WHERE state = 'sent') = 0 AS may
    FROM records_request WHERE step_id = %(step)s
"""
FINISH = """
    UPDATE records_workstep SET version = version + 1, state = 'finished', finished_at = %(at)s,
        finished_by_id = %(worker)s, finished_hash = %(finished_hash)s, head = '{"copied": {}}', closed_at = %(at)s,
        move = 'Nobody: it is finished', waits_since = %(at)s
    WHERE id = %(step)s AND version = %(version)s
"""
ONWARD = """
    INSERT INTO records_workstep (id, authority_id, child_id, pathway_id, process_key, step_type, title, child_name,
        child_number, child_born_on, access_class, state, version, form_version, passed_by_id, passed_at, sent_early,
        passed_reason, assigned_inbox_id, finished_hash, cancel_reason, purpose, move, waits_since, head, passed_over,
        privileged)
    SELECT uuidv7(), authority_id, child_id, pathway_id, process_key, step_type, title, child_name,
        child_number, child_born_on, access_class, 'incoming', 1, 0, %(worker)s, %(at)s, false,
        '', %(inbox)s, '', '', '', %(inbox_name)s, %(at)s, '{}', '{}', ''
    FROM records_workstep WHERE id = %(step)s RETURNING id
"""
DUE = """
    INSERT INTO records_due (id, authority_id, child_id, step_id, rule_id, title, start_event, start_on, due_on, raw_on,
        inputs, arithmetic, told, made_at, stop_reason)
    VALUES (uuidv7(), %(authority)s, %(child)s, %(step)s, 'inbox_pick_up', 'Picked up from the inbox', %(put_in)s,
        %(today)s, %(due)s, %(due)s, %(inputs)s, %(arithmetic)s, '["inbox_owner", "inbox_deputy"]', %(at)s, '')
"""
SENT = """
    UPDATE records_nextaction SET state = 'sent', sent_at = %(at)s, created_step_id = %(created)s
    WHERE step_id = %(step)s AND state = 'proposal'
"""
MOVED = "UPDATE records_pathway SET position = 'plan', version = version + 1 WHERE id = %(pathway)s"
WORLD = """
    SELECT w.authority_id AS authority, w.id AS worker, u.id AS user FROM records_worker w
    JOIN records_person p ON p.id = w.person_id JOIN records_user u ON u.worker_id = w.id WHERE p.name = %s
"""
WAITING = """
    SELECT s.id, s.passed_at, s.assigned_inbox_id, i.title, v.id AS process
    FROM records_workstep s JOIN records_inbox i ON i.id = s.assigned_inbox_id
    JOIN records_processversion v ON v.process_key = s.process_key WHERE s.closed_at IS NULL ORDER BY s.id
"""
