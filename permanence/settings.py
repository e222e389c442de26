"""Django's settings. What a deployment may choose is read from the environment; docs/configuration.md lists it.

`PERMANENCE_DATA` names the data directory and is set by the permanence command; `DATABASE_URL` names a PostgreSQL 18
instead of the private one in it. Nothing here starts a server or writes a file.
"""

import os
from pathlib import Path

import environ

from permanence.outside.database import application_role, connection_settings
from permanence.outside.headers import CONTENT_SECURITY, PERMISSIONS
from permanence.outside.logs import logging_settings
from permanence.outside.secret_key import secret_key

env = environ.Env()
HERE = Path(__file__).resolve().parent

DATA_DIR = Path(env("PERMANENCE_DATA")) if "PERMANENCE_DATA" in os.environ else None
DEMO = env.bool("PERMANENCE_DEMO", default=False)
DEBUG = False
SECRET_KEY = secret_key(environ=os.environ, data_dir=DATA_DIR)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.list("PERMANENCE_HOSTS", default=[])]
CSRF_TRUSTED_ORIGINS = env.list("PERMANENCE_ORIGINS", default=[])

INSTALLED_APPS = [
    "permanence.records",
    "permanence.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "django_cotton.apps.SimpleAppConfig",
    "csp",
]

MIDDLEWARE = [
    "permanence.web.request_id.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "permanence.web.session_limit.SessionLimitMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "permanence.web.session_activity.SessionActivityMiddleware",
    "permanence.web.errors.RefusalPages",
]

ROOT_URLCONF = "permanence.urls"
WSGI_APPLICATION = "permanence.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "permanence.web.context.frame",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
        },
    }
]
COTTON_DIR = "components"

DATABASES = {"default": connection_settings(environ=os.environ, data_dir=DATA_DIR)}
APP_DATABASE_ROLE = application_role(environ=os.environ)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

AUTH_USER_MODEL = "records.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "permanence.web.account_adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_SESSION_REMEMBER = False
# P20: at most 10 guesses in 5 minutes an account, and a budget of its own for an address.
ACCOUNT_RATE_LIMITS = {"login_failed": "30/5m/ip,10/5m/key"}
USERSESSIONS_TRACK_ACTIVITY = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO

# P21: idle 30 minutes, absolute 12 hours; secure host-only cookies, but for the demo on plain http (C04).
SECURE_COOKIES = not DEMO
SESSION_COOKIE_AGE = env.int("PERMANENCE_IDLE_SECONDS", default=30 * 60)
SESSION_ABSOLUTE_AGE = env.int("PERMANENCE_SESSION_SECONDS", default=12 * 60 * 60)
SESSION_SAVE_EVERY_REQUEST = True
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-session" if SECURE_COOKIES else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE_COOKIES else "csrf"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

CONTENT_SECURITY_POLICY = CONTENT_SECURITY
PERMISSIONS_POLICY = PERMISSIONS
CSRF_FAILURE_VIEW = "permanence.web.csrf.failed"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 0 if DEMO else 31_536_000
# Whether its other names are served by TLS alone is the authority's to say, not ours.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_SSL_REDIRECT = env.bool("PERMANENCE_BEHIND_TLS", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_SSL_REDIRECT else None
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

STATIC_URL = "/static/"
STATICFILES_DIRS = [HERE / "static" / "build"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 300

PROCRASTINATE_IMPORT_PATHS = ["permanence.operations.jobs"]

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
BASE_URL = env("PERMANENCE_URL", default="http://localhost:8000")  # where links in mail lead
ACCESSIBILITY_CONTACT = env("PERMANENCE_ACCESSIBILITY_CONTACT", default="")
# The folders of authorities whose own letters are made here (docs/notation.md, papers).
AUTHORITY_FOLDERS = [Path(each) for each in env.list("PERMANENCE_AUTHORITY_FOLDERS", default=[])]
DEFAULT_FROM_EMAIL = env("PERMANENCE_FROM_EMAIL", default="permanence@example.org")
LOGGING_CONFIG = "permanence.outside.logs.configure"
LOGGING = logging_settings()
