"""What was typed on a page whose reader had been signed out, sealed until the same account signs in (P11, P21)."""

from django.db import models

from permanence.records.base import Row


class ParkedText(Row):
    """A text that waits for its writer: nobody can open it without the cookie of the browser that sent it.

    `cookie` and `page` are SHA-256; `parked_at` is the real instant. It goes to the writer's drafts, or after a day.
    """

    user = models.ForeignKey("records.User", on_delete=models.PROTECT, related_name="+")
    page = models.CharField(max_length=64)
    cookie = models.CharField(max_length=64)
    sealed = models.BinaryField()
    parked_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "user", "page", "cookie"], name="parked_once")]
