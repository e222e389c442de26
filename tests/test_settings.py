"""A deployment behind TLS passes Django's own checks; the demo, and only the demo, may do without."""

import os
import subprocess
import sys

import pytest

SHOW = (
    "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_NAME)"
)


def python(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    given = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PERMANENCE_", "DATABASE_", "DJANGO_"))
    }
    given |= {"DJANGO_SETTINGS_MODULE": "permanence.settings", "PERMANENCE_SECRET_KEY": "a-key-for-this-test-" * 3}
    return subprocess.run([sys.executable, *words], env=given | environ, capture_output=True, text=True, check=False)


def test_a_deployment_passes_djangos_checks() -> None:
    check = ["-m", "django", "check", "--deploy", "--fail-level", "WARNING"]
    done = python(*check, PERMANENCE_BEHIND_TLS="1")
    assert done.returncode == 0, done.stderr
    assert python(*check).returncode == 1  # without TLS it does not


COOKIES = [("0", "__Host-session True __Host-csrf\n"), ("1", "session False csrf\n")]


@pytest.mark.parametrize(("demo", "cookies"), COOKIES)
def test_cookies_are_secure_but_in_a_demo(demo: str, cookies: str) -> None:
    assert python("-c", SHOW, PERMANENCE_DEMO=demo).stdout == cookies


def test_nothing_is_signed_without_a_key() -> None:
    done = python("-c", "from django.core.signing import dumps; dumps('x')", PERMANENCE_SECRET_KEY="")
    assert "SECRET_KEY setting must not be empty" in done.stderr


def test_every_migration_is_written() -> None:
    done = python("-W", "ignore", "-m", "django", "makemigrations", "--check", "--dry-run", "records")
    assert done.returncode == 0, done.stdout
