"""Settings. What differs between two machines comes from the environment: docs/operate/settings.md lists it."""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from cordata.config.secret import secret_key

PACKAGE = Path(__file__).resolve().parent.parent
FRONTEND = PACKAGE.parent / "frontend" if (PACKAGE.parent / "frontend").is_dir() else PACKAGE / "frontend"

CORDATA_DATA = Path(os.environ.get("CORDATA_DATA", "data")).resolve()
CORDATA_DEMO = os.environ.get("CORDATA_DEMO", "0") == "1"
CORDATA_DEMO_PASSWORD = "in cordata si sale insieme"  # of every made-up person; the demo's sign-in page offers it
CORDATA_RETENTION = dict(pair.split("=", 1) for pair in os.environ.get("CORDATA_RETENTION", "").split())
DEBUG = os.environ.get("CORDATA_DEBUG", "0") == "1"
SECRET_KEY = os.environ.get("CORDATA_SECRET_KEY") or secret_key(CORDATA_DATA)
ALLOWED_HOSTS = os.environ.get("CORDATA_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

ROOT_URLCONF = "cordata.config.urls"
WSGI_APPLICATION = "cordata.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_cotton",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "cordata.ui",
    "cordata.accounts",
    "cordata.places",
    "cordata.workforce",
    "cordata.people",
    "cordata.care",
    "cordata.rounds",
    "cordata.day",
    "cordata.exchange",
    "cordata.desk",
    "cordata.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cordata.people.middleware.AuditMiddleware",  # last: one transaction with the view, and with nothing else
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cordata.ui.context.shell",
                "cordata.accounts.context.membership",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{CORDATA_DATA / 'cordata.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON",
    }
    # A file, not memory, so that the live server's threads and WAL are as in production.
    DATABASES["default"]["TEST"] = {"NAME": str(CORDATA_DATA / "test.sqlite3")}

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "it"
LANGUAGES = [("it", _("Italian")), ("fr", _("French")), ("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_NAME = "cordata_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("CORDATA_TIME_ZONE", "Europe/Rome")

STATIC_URL = "/static/"
STATIC_ROOT = CORDATA_DATA / "static"
STATICFILES_DIRS = [("app", FRONTEND), ("vendor", PACKAGE / "vendor")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "cordata.ui.assets.HashedStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],  # the nonce is for the import map, our only inline script
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],  # maplibre-gl.css has data: icons; the map makes blob: sprites
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
CORDATA_HTTPS = os.environ.get("CORDATA_HTTPS", "0") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CORDATA_HTTPS
if CORDATA_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("CORDATA_LOG_LEVEL", "WARNING")},
}
