"""Settings, all from the environment; docs/operating.md lists them in one page.

In demonstration mode (`AROUEZ_DEMO=true`) none is needed: secrets are made on the first run and kept in the
data folder, mail stays readable in the site. Elsewhere a missing or wrong setting stops the start by its name.
"""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env, EnvError

env = Env()


def required_outside_demo(name: str, demo_default: str) -> str:
    """The setting `name`, which only the demonstration may leave out."""
    value = env.str(name, "")
    if value or DEMO:
        return value or demo_default
    raise ImproperlyConfigured(f"{name} is not set. See docs/operating.md, or set AROUEZ_DEMO=true to try the site.")


def secret_kept_in(file: Path, made_by=lambda: secrets.token_urlsafe(48)) -> str:
    """A secret made once, kept in a file that only its owner may read."""
    try:
        return file.read_text()
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(made_by())
        return file.read_text()


# ---------------------------------------------------------------- the place and the mode

PACKAGE = Path(__file__).resolve().parent.parent
try:
    DEMO = env.bool("AROUEZ_DEMO", False)
    DEBUG = env.bool("AROUEZ_DEBUG", False)
    DATA_DIR = env.path("AROUEZ_DATA_DIR", Path("var")).resolve()
    BASE_URL = required_outside_demo("AROUEZ_BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    DATABASES = {
        # Opening a connection costs as much as a short request: a thread keeps its own for a minute.
        "default": env.dj_db_url(
            "DATABASE_URL", f"sqlite:///{DATA_DIR}/arouez.sqlite3", conn_max_age=60, conn_health_checks=True
        )
    }
except EnvError as error:
    raise ImproperlyConfigured(f"A setting is wrong: {error}") from error

_base = urlsplit(BASE_URL)
if _base.scheme not in ("http", "https") or not _base.hostname or _base.path:
    raise ImproperlyConfigured(f"AROUEZ_BASE_URL is {BASE_URL!r}; it should look like https://badges.example.org.")

# ---------------------------------------------------------------- secrets

SECRET_KEY = required_outside_demo("AROUEZ_SECRET_KEY", "") or secret_kept_in(DATA_DIR / "secret_key")
# Encrypts the issuers' signing keys at rest, and nothing else: it can be backed up and changed on its own.
KEYS_SECRET = required_outside_demo("AROUEZ_KEYS_SECRET", "") or secret_kept_in(DATA_DIR / "keys_secret")

# ---------------------------------------------------------------- the house

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    # ours before allauth: our templates win
    "arouez.web",
    "arouez.mailbox",
    "arouez.people",
    "arouez.network",
    "arouez.charter",
    "arouez.canvases",
    "arouez.badges",
    "arouez.verification",
    "arouez.passport",
    "arouez.requests",
    "arouez.workshops",
    "arouez.machines",
    "arouez.demo",
    "allauth",
    "allauth.account",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "arouez.web.middleware.content_security_policy",
    "arouez.web.middleware.refuse_oversized",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "arouez.network.current.which_network",
    "arouez.web.middleware.domain_errors",
]

ROOT_URLCONF = "arouez.config.urls"
WSGI_APPLICATION = "arouez.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "arouez.web.context.site",
            ],
        },
    },
]

# ---------------------------------------------------------------- data

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A writer takes its turn at BEGIN and waits; readers never wait (WAL).
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA temp_store=MEMORY;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

MEDIA_ROOT = DATA_DIR / "media"
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# The development server and the tests read static files where they stand.
WHITENOISE_USE_FINDERS = DEBUG

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # form fields; files have limits of their own, said in words

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# ---------------------------------------------------------------- mail

EMAIL_URL = required_outside_demo("EMAIL_URL", "")
if EMAIL_URL:
    try:
        _mail = env.dj_email_url("EMAIL_URL")
    except EnvError as error:
        raise ImproperlyConfigured(f"A setting is wrong: {error}") from error
    EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_BACKEND"], _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail["EMAIL_USE_TLS"], _mail["EMAIL_USE_SSL"]
    EMAIL_TIMEOUT = _mail["EMAIL_TIMEOUT"] or 15
else:
    EMAIL_BACKEND = "arouez.mailbox.backend.MailboxBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("AROUEZ_MAIL_FROM", f"Arouez <badges@{_base.hostname}>")

# ---------------------------------------------------------------- people and sign-in

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "passport:mine"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "arouez.people.adapter.AccountAdapter"
ACCOUNT_FORMS = {"request_login_code": "arouez.people.forms.RequestLoginCodeForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = None  # addresses are rows of their own: a person may have several, or none
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 10
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _base.scheme
ACCOUNT_SESSION_REMEMBER = True

# ---------------------------------------------------------------- languages and time

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("Français")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "web" / "locale"]
FORMAT_MODULE_PATH = "arouez.web.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

# ---------------------------------------------------------------- the browser's side

ALLOWED_HOSTS = [_base.hostname, *env.list("AROUEZ_EXTRA_HOSTS", [])]
if DEMO:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _base.scheme == "https"
CSRF_COOKIE_HTTPONLY = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _base.scheme == "https" else None
SECURE_HSTS_SECONDS = 31_536_000 if _base.scheme == "https" else 0
SECURE_REFERRER_POLICY = "same-origin"  # a claim link must not travel in a Referer
X_FRAME_OPTIONS = "DENY"
# Everything comes from this site; nothing runs inline, nothing frames us. Pages with a map open it to its tiles.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
MAP_TILES = env.str("AROUEZ_MAP_TILES", "https://tile.openstreetmap.org/{z}/{x}/{y}.png")
MAP_ATTRIBUTION = env.str("AROUEZ_MAP_ATTRIBUTION", "© OpenStreetMap")
if MAP_TILES and not MAP_TILES.startswith("https://"):
    raise ImproperlyConfigured(
        "AROUEZ_MAP_TILES should look like https://tile.example.org/{z}/{x}/{y}.png, or be empty."
    )

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.log_level("AROUEZ_LOG_LEVEL", "WARNING")},
}
