"""Django for django-viewflow: its tables in a database of its own."""

from typing import Any

from psycopg.conninfo import conninfo_to_dict

APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "viewflow",
    "viewflow.workflow",
    "bench.with_viewflow",
]


def set_up(address: str) -> None:
    """Set Django up for this database, and make its tables: what has no migrations of its own points at what has."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    parts: dict[str, Any] = dict(conninfo_to_dict(address))
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    database = {key: parts.get(name, "") for key, name in names.items()}
    database |= {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": None}
    fixed = {"USE_TZ": True, "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField", "SECRET_KEY": "for this alone"}
    settings.configure(INSTALLED_APPS=APPS, DATABASES={"default": database}, **fixed)
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("migrate", run_syncdb=True, verbosity=0)
