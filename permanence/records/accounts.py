"""An account that signs in; apart from the worker it belongs to."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from permanence.records.base import UuidV7, new_id


class UserManager(BaseUserManager["User"]):
    """Finds accounts by user name, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the account of that name. Raises DoesNotExist."""
        return self.get(username__iexact=username or "")


class User(AbstractBaseUser):
    """An account: it signs in, and acts as its worker. `sessions_end_at` ends every session begun before it (P21).

    `views` is how its holder looks at folders of Current work: folder -> the query string they kept (pages, 10.1).
    """

    id = models.UUIDField(primary_key=True, default=new_id, db_default=UuidV7(), editable=False)
    authority = models.ForeignKey("records.Authority", on_delete=models.PROTECT, related_name="users")
    username = models.CharField(max_length=150, unique=True)
    email = models.EmailField(unique=True)
    worker = models.OneToOneField("records.Worker", null=True, on_delete=models.PROTECT, related_name="user")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField()
    situation = models.CharField(max_length=200, blank=True)
    shortcuts = models.BooleanField(default=False)
    views = models.JSONField(default=dict)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email"]
    objects: ClassVar[UserManager] = UserManager()

    def get_full_name(self) -> str:
        """Return the user name: names stand on the person."""
        return self.username

    def get_short_name(self) -> str:
        """Return the user name."""
        return self.username
