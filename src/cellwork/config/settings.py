"""All settings, in one file, read from the environment once.

CELLWORK_HOME           folder for everything that is kept (default ./var)
DATABASE_URL            a PostgreSQL server of yours, 18 or newer; absent: the embedded one in CELLWORK_HOME
DATABASE_OWNER_URL      the owner's login on that server, for `init`, imports and restore (default: DATABASE_URL)
CELLWORK_SECRET_KEY     default: made once and kept in CELLWORK_HOME
CELLWORK_HOSTS          names under which the pages are reached, separated by commas
CELLWORK_HTTPS          "1" when a proxy in front speaks TLS: cookies become secure
CELLWORK_EMAIL_URL      smtp://user:password@host:port; absent: letters are files in CELLWORK_HOME/outbox
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import structlog

from cellwork.kernel.embedded import Cluster

HOME = Path(os.environ.get("CELLWORK_HOME", "var")).absolute()
AS_OWNER = os.environ.get("CELLWORK_AS_OWNER") == "1"
DATABASE_URL = os.environ.get("DATABASE_URL", "")
EMBEDDED = not DATABASE_URL


def _from_url(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def _from_embedded() -> dict[str, Any]:
    info = Cluster(HOME / "postgres").conninfo(role="cellwork_owner" if AS_OWNER else "cellwork")
    return {
        "NAME": info["dbname"],
        "USER": info["user"],
        "HOST": info["host"],
        "PORT": info.get("port", ""),
        "OPTIONS": {},
    }


def _database() -> dict[str, Any]:
    owner_url = os.environ.get("DATABASE_OWNER_URL", DATABASE_URL)
    found = _from_embedded() if EMBEDDED else _from_url(owner_url if AS_OWNER else DATABASE_URL)
    # Commands and the worker have one connection each; only the threads of the web server share a pool.
    pool = {"pool": {"min_size": 1, "max_size": 16, "timeout": 20}} if os.environ.get("CELLWORK_SERVING") == "1" else {}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **found,
        "OPTIONS": {"application_name": "cellwork", **found["OPTIONS"], **pool},
        # The worker looks for work several times a second: a fresh connection for each look would cost more than the work.
        "CONN_MAX_AGE": 0 if pool else 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }


def _secret_key() -> str:
    if given := os.environ.get("CELLWORK_SECRET_KEY"):
        return given
    kept = HOME / "secret-key"
    if not kept.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text().strip()


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = [name for name in os.environ.get("CELLWORK_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if name]
DATABASES = {"default": _database()}

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.admin",
    "django.contrib.postgres",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "axes",
    "cellwork.kernel",
    "cellwork.live",
    "cellwork.web",
    "cellwork.people",
    "cellwork.statutes",
    "cellwork.organisation",
    "cellwork.offices",
    "cellwork.meetings",
    "cellwork.decisions",
    "cellwork.reports",
    "cellwork.voices",
    "cellwork.shortcomings",
    "cellwork.consultations",
    "cellwork.conferences",
    "cellwork.seats",
    "cellwork.draws",
    "cellwork.participants",
    "cellwork.accreditation",
    "cellwork.review",
    "cellwork.home",
]

MIDDLEWARE = [
    "cellwork.web.nameless.Nameless",
    "cellwork.web.middleware.Headers",
    "cellwork.web.middleware.Compressed",
    "django.middleware.security.SecurityMiddleware",
    "cellwork.web.middleware.Whole",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "cellwork.web.middleware.Lengths",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "cellwork.web.middleware.SentDrafts",
    "cellwork.web.middleware.Refusals",
    "cellwork.web.middleware.Access",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "cellwork.config.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": [str(folder) for folder in sorted(Path(__file__).parent.parent.glob("*/templates"))],
        "OPTIONS": {
            "environment": "cellwork.web.templating.environment",
            "context_processors": ["cellwork.web.templating.page"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

AUTH_USER_MODEL = "people.Account"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
CSRF_FAILURE_VIEW = "cellwork.web.refusing.stale_form"
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
OTP_TOTP_ISSUER = "Cellwork"

# As `authenticate` is called; axes would otherwise look under the name of the model field and count for nobody.
AXES_USERNAME_FORM_FIELD = "username"
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "cellwork.people.views.too_many_tries"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False

SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
LONGEST_REQUEST = 32 * 1024 * 1024
"""Bytes. Well above the largest file that may be kept, so that a page can say what is too large and keep the rest."""
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if os.environ.get("CELLWORK_HTTPS") == "1":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in ALLOWED_HOSTS]

EMAIL_URL = urlsplit(os.environ.get("CELLWORK_EMAIL_URL", ""))
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_URL.hostname else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = str(HOME / "outbox")
EMAIL_HOST = EMAIL_URL.hostname or ""
EMAIL_PORT = EMAIL_URL.port or 587
EMAIL_HOST_USER = unquote(EMAIL_URL.username or "")
EMAIL_HOST_PASSWORD = unquote(EMAIL_URL.password or "")
EMAIL_USE_TLS = True
DEFAULT_FROM_EMAIL = os.environ.get("CELLWORK_EMAIL_FROM", "cellwork@localhost")

STATIC_URL = "/static/"
# Served from the packages as they are: nothing to collect, nothing to forget after an upgrade.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False


def _keep_for_a_year(headers: Any, _path: str, url: str) -> None:
    # Pages name these files with a fingerprint (web/assets.py): what is under one address never changes.
    if url.startswith(("/static/web/", "/static/django_htmx/")):
        headers["Cache-Control"] = "public, max-age=31536000, immutable"


WHITENOISE_ADD_HEADERS_FUNCTION = _keep_for_a_year

LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SILENCED_SYSTEM_CHECKS = ["axes.W003"]
TEST_RUNNER = "django.test.runner.DiscoverRunner"

# A fault is told by where it happened. What stood in variables at that moment (somebody's words, a code) is in no log.
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="%Y-%m-%d %H:%M:%S", utc=False),
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"nameless": {"()": "cellwork.web.nameless.LeaveOut"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["nameless"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
