"""What somebody may be to a child, by the process's own list."""

from permanence.kernel.definitions import Process
from permanence.kernel.form_definitions import Column, Option, Question

RELATIONS = "RELATION"


def relations_of_list(process: Process) -> tuple[Option, ...]:
    """Return the relations that may be chosen; nothing where no form of the process asks for one."""
    for form in process.forms:
        for _, question in form.questions():
            asked: tuple[Question | Column, ...] = (question, *question.columns)
            for each in asked:
                if each.list_name == RELATIONS:
                    return each.options
    return ()
