"""Reading what an overlay states of forms: names, how questions are asked, and questions of the authority's own."""

from permanence.outside.form_reading import Common, read_questions, read_section
from permanence.outside.overlay_fields import FORM, QUESTION, SECTION
from permanence.outside.overlay_statements import Statements
from permanence.outside.overlay_steps import state_rules
from permanence.outside.yaml_nodes import Node, Reading

OF_FORM = (*FORM, "sections", "questions", "add_sections", "add_rules", "take_away_rules")
OF_SECTION = (*SECTION, "add_questions")


def state_forms(node: Node, statements: Statements, common: Common) -> None:
    """Take up what is stated of each form. Raises BrokenDefinition."""
    for key, said in node.mapped("forms"):
        # The conditions of a form name its own questions, so they are noted apart.
        its_own = Reading(places=statements.reading.places)
        form = Node(said.value, said.file, said.line, its_own).only(*OF_FORM)
        at = ("form", key)
        statements.change(form, at, FORM)
        for question, each in form.mapped("questions"):
            statements.change(each.only(*QUESTION), (*at, "question", question), QUESTION)
        for section, each in form.mapped("sections"):
            _section(each.only(*OF_SECTION), key, section, statements, common)
        for item in form.items("add_sections"):
            statements.add(item, at, "section", read_section(item, common, form=key))
        state_rules(form, statements, at)
        statements.of_forms.setdefault(key, []).extend(its_own.references)
        statements.reading.references.extend(
            each for each in its_own.references if each.kind not in ("condition", "section")
        )


def _section(node: Node, form: str, section: str, statements: Statements, common: Common) -> None:
    at = ("form", form, "section", section)
    statements.change(node, at, SECTION)
    for group in node.items("add_questions"):
        group.only("after", "questions")
        after = group.text("after", "")
        for item in group.items("questions"):
            for question in read_questions(item, common):
                item.stands_for("form", form, "question", question.key)
                statements.add(item, at, "question", question, after=after)
                after = question.key if after else ""
