"""Faults that a tired engineer could make, each with the test that is to notice it (promises, P08)."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault: in which file which words become which others, and the tests that turn red.

    Attributes:
        changes: file, words that stand there exactly once, and what they become.
        red: the test, as pytest names it.
    """

    what: str
    changes: tuple[tuple[str, str, str], ...]
    red: str


OPERATIONS, KERNEL, RECORDS = "permanence/operations", "permanence/kernel", "permanence/records"
DUELS = "tests/duels/test_duels.py"

FAULTS: tuple[Fault, ...] = (
    Fault(
        what="A permission check is dropped",
        changes=(
            (
                f"{OPERATIONS}/allowed.py",
                "    refuse_hiding(permissions().reasons_against(act, actor, child, relations))\n",
                "",
            ),
        ),
        red="tests/operations/test_worksteps.py::test_who_begins",
    ),
    Fault(
        what="The version of a section is not checked",
        changes=((f"{OPERATIONS}/forms.py", "if saving.version != version:", "if saving.version < version:"),),
        red="tests/operations/test_forms.py::test_a_stale_save_keeps_both_texts",
    ),
    Fault(
        what="The version of a workstep is not checked",
        changes=(
            (
                f"{OPERATIONS}/writing.py",
                "if version is not None and version != facts.version:",
                "if version is not None and version > facts.version:",
            ),
        ),
        red="tests/operations/test_worksteps.py::test_starting_an_older_version_says_who_changed_it",
    ),
    Fault(
        what="Read, then write: no lock and no compare-and-swap",
        changes=(
            (f"{OPERATIONS}/writing.py", 'expected={"version": facts.version}', "expected={}"),
            (f"{OPERATIONS}/acting.py", "about=_about(kwargs, locks)", "about=None"),
            (f"{OPERATIONS}/loading.py", "at=at, lock=True)", "at=at)"),
            (f"{OPERATIONS}/loading.py", "    if pathway_first and not", "    if False and not"),
        ),
        red=f"{DUELS}::test_of_a_hundred_finishers_one_finishes",
    ),
    Fault(
        what="The audit row is written after the commit",
        changes=(
            (
                f"{OPERATIONS}/acting.py",
                "            for write in rows:\n                write()\n",
                "        for write in rows:\n            write()\n",
            ),
        ),
        red="tests/operations/test_once.py::test_without_its_audit_row_the_act_does_not_happen",
    ),
    Fault(
        what="A gate is ignored",
        changes=((f"{KERNEL}/gates.py", "        if not is_met(facts, request):\n", "        if False:\n"),),
        red="tests/operations/test_requests.py::test_declined_keeps_the_gate_shut_until_sent_again",
    ),
    Fault(
        what="The hash of what was authorised is not compared with the text as it is",
        changes=(
            (
                f"{KERNEL}/covering.py",
                "return bool(sent.covered_hash) and sent.covered_hash != facts.covered_hashes.get(sent.key)",
                "return False",
            ),
        ),
        red="tests/operations/test_forms.py::test_editing_what_was_authorised_voids_it_and_asks_again",
    ),
    Fault(
        what="The text that was read is not compared with the text that is authorised",
        changes=(
            (
                f"{OPERATIONS}/answering.py",
                'if covered == facts.covered_hashes.get(sent.key, ""):',
                "if covered is not None:",
            ),
        ),
        red="tests/operations/test_voiding.py::test_what_the_page_showed_is_what_is_authorised",
    ),
    Fault(
        what="A key is taken for another act",
        changes=((f"{OPERATIONS}/acting.py", "if standing.body_digest != self.digest:", "if False:"),),
        red="tests/operations/test_once.py::test_the_same_key_with_another_body_is_refused",
    ),
    Fault(
        what="A key is forgotten",
        changes=(
            (f"{OPERATIONS}/acting.py", "                if earlier is not None:\n", "                if False:\n"),
        ),
        red="tests/operations/test_once.py::test_the_same_key_twice_is_one_act_with_one_result",
    ),
    Fault(
        what="An act goes on beside a change of who works here",
        changes=((f"{OPERATIONS}/workers.py", '"disable_worker", alone=True', '"disable_worker"'),),
        red=f"{DUELS}::test_who_is_disabled_while_picking_up_holds_nothing_afterwards",
    ),
    Fault(
        what="A proposal is lost at the finish",
        changes=((f"{OPERATIONS}/carrying_out.py", "    for each in onward(facts):\n", "    for each in ():\n"),),
        red="tests/operations/test_finishing.py::test_a_proposal_becomes_one_workstep_at_the_finish_and_not_before",
    ),
    Fault(
        what="A list is not filtered by who may see",
        changes=(
            (
                f"{RECORDS}/relations.py",
                "return self.filter(any_relation, authority_id",
                "return self.filter(authority_id",
            ),
        ),
        red="tests/records/test_relations.py::test_the_list_and_the_object_check_are_one_rule",
    ),
    Fault(
        what="A refused save throws away what was typed",
        changes=(
            (
                f"{OPERATIONS}/forms.py",
                "        keep_draft(**kept, key=key, over=over, **given)\n        raise\n    except KeyReused",
                "        raise\n    except KeyReused",
            ),
        ),
        red="tests/operations/test_forms.py::test_a_stale_save_keeps_both_texts",
    ),
    Fault(
        what="The audit's hashes are not worked out again",
        changes=(
            (
                "permanence/queries/audit.py",
                "if not (follows and in_turn and sha256(text).hexdigest().encode() == digest):",
                "if not (follows and in_turn):",
            ),
        ),
        red="tests/records/test_audit_verify.py::test_any_column_altered_is_found",
    ),
    Fault(
        what="A checkpoint is not looked at",
        changes=(
            (
                "permanence/queries/audit.py",
                "if expected in marks and marks[expected].encode() != digest:",
                "if False:",
            ),
        ),
        red="tests/records/test_audit_checkpoints.py::test_what_the_chain_alone_cannot_show_a_checkpoint_shows",
    ),
    Fault(
        what="The job of a killed process is left where it is",
        changes=((f"{OPERATIONS}/jobs.py", "            await jobs.retry_job(job)\n", "            pass\n"),),
        red="tests/operations/test_jobs.py::test_a_mail_whose_process_was_killed_is_sent_by_another",
    ),
    Fault(
        what="A page does not say in the audit whom its notices name",
        changes=(
            (
                "permanence/queries/worklists.py",
                "return tuple(dict.fromkeys([*listed, *self.told.child_ids]))",
                "return tuple(dict.fromkeys(listed))",
            ),
        ),
        red="tests/web/test_on_record.py::test_every_page_that_shows_a_child_is_on_record_with_the_child",
    ),
    Fault(
        what="A save is acknowledged before it is on the disk",
        changes=(
            ("permanence/outside/postgres_process.py", '"synchronous_commit": "on"', '"synchronous_commit": "off"'),
        ),
        red="tests/outside/test_postgres.py::test_nothing_listens_on_the_network_and_nobody_enters_without_the_password",
    ),
    Fault(
        what="The name of a kept file is not forced to the disk",
        changes=(("permanence/outside/files.py", "        _force(place.parent)\n", ""),),
        red="tests/outside/test_files.py::test_bytes_and_name_are_forced_to_disk_before_the_file_is_there",
    ),
    Fault(
        what="The page that says the database is gone asks it who reads",
        changes=(
            ("permanence/web/errors.py", '{"page": page, "frame": Frame(is_demo=settings.DEMO)}', '{"page": page}'),
        ),
        red="tests/web/test_errors.py::test_where_the_database_is_gone_the_page_says_so_and_asks_it_nothing",
    ),
)
