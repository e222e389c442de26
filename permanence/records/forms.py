"""What is written in a workstep's form: answers by section, every revision, private drafts."""

from django.db import models

from permanence.records.base import Row


class SectionAnswers(Row):
    """The answers of one section as they stand: question key to answer. A save checks `version`."""

    step = models.ForeignKey("records.Workstep", on_delete=models.PROTECT, related_name="sections")
    section = models.CharField(max_length=60)
    version = models.PositiveIntegerField(default=1)
    answers = models.JSONField(default=dict)
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("records.Worker", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "step", "section"], name="section_once_a_step")]


class Revision(Row):
    """A saved state of one section, kept for ever. `number` counts the saves of the whole form ("version 14").

    `acting_for` is the worker in whose name a deputy saved it.
    """

    step = models.ForeignKey("records.Workstep", on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    section = models.CharField(max_length=60)
    section_version = models.PositiveIntegerField()
    answers = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey("records.Worker", null=True, on_delete=models.PROTECT, related_name="+")
    acting_for = models.ForeignKey(
        "records.Worker", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "step", "number"], name="revision_number_once")]


class Draft(Row):
    """What somebody typed and has not saved, exactly as typed (field name to text); only they see it.

    One for each page it was typed on: `page` is the SHA-256 of that page's key, "" where it had none; `turn` is how
    often the page had sent what was typed, so that what arrives late changes nothing.
    """

    step = models.ForeignKey("records.Workstep", on_delete=models.PROTECT, related_name="drafts")
    section = models.CharField(max_length=60)
    worker = models.ForeignKey("records.Worker", on_delete=models.PROTECT, related_name="+")
    page = models.CharField(max_length=64, default="", blank=True)
    turn = models.PositiveIntegerField(default=0)
    base_version = models.PositiveIntegerField(default=0)
    typed = models.JSONField(default=dict)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "step", "section", "worker", "page"], name="draft_once_a_page")
        ]
