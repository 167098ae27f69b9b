"""Settings. What differs between two machines comes from the environment: docs/operate/settings.md lists it."""

import os
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from cordata.config.identity_providers import identity_providers
from cordata.config.mail import mail_server
from cordata.config.secret import secret_key

PACKAGE = Path(__file__).resolve().parent.parent
FRONTEND = PACKAGE.parent / "frontend" if (PACKAGE.parent / "frontend").is_dir() else PACKAGE / "frontend"

CORDATA_DATA = Path(os.environ.get("CORDATA_DATA", "data")).resolve()
CORDATA_DEMO = os.environ.get("CORDATA_DEMO", "0") == "1"
CORDATA_DEMO_PASSWORD = "in cordata si sale insieme"  # of every made-up person; the demo's sign-in page offers it
CORDATA_RETENTION = dict(pair.split("=", 1) for pair in os.environ.get("CORDATA_RETENTION", "").split())
DEBUG = os.environ.get("CORDATA_DEBUG", "0") == "1"
CORDATA_HTTPS = os.environ.get("CORDATA_HTTPS", "0") == "1"
SECRET_KEY = os.environ.get("CORDATA_SECRET_KEY") or secret_key(CORDATA_DATA)
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("CORDATA_EARLIER_SECRET_KEYS", "").split(",") if key]
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
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
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
    "cordata.config.headers.private_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cordata.accounts.sessions.SessionGuard",
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
                "cordata.people.context.banner",
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

CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cordata_cache"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: it refuses who is locked out before a password is looked at
    "allauth.account.auth_backends.AuthenticationBackend",
]
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
    {"NAME": "cordata.accounts.passwords.OwnWords"},
]

ACCOUNT_ADAPTER = "cordata.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up: the adapter closes it
ACCOUNT_EMAIL_VERIFICATION = "none"  # addresses are entered by whoever makes the account
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {"login_failed": "60/5m/ip,5/5m/key"}  # second factors; axes watches over passwords
MFA_ADAPTER = "cordata.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "preferred"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not CORDATA_HTTPS  # browsers then give passkeys to localhost alone
MFA_TOTP_ISSUER = "Cordata"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute out
SOCIALACCOUNT_ADAPTER = "cordata.accounts.adapters.IdentityAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": identity_providers(os.environ.get("CORDATA_OIDC", ""))}}

AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "email"
AXES_SENSITIVE_PARAMETERS = ["password", "csrfmiddlewaretoken"]
AXES_CLIENT_IP_CALLABLE = "cordata.accounts.requests.counted_address"
AXES_DISABLE_ACCESS_LOG = True  # the audit tells who signed in
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["axes.W002"]  # its middleware would answer with a page of its own; our sign-in page says it

SECOND_FACTOR_FOR = "" if CORDATA_DEMO else "coordinator,professional,doctor"
CORDATA_SECOND_FACTOR = frozenset(filter(None, os.environ.get("CORDATA_SECOND_FACTOR", SECOND_FACTOR_FOR).split(",")))
CORDATA_PROXIES = int(os.environ.get("CORDATA_PROXIES", "1" if CORDATA_HTTPS else "0"))
CORDATA_SESSION_HOURS = int(os.environ.get("CORDATA_SESSION_HOURS", "12"))
CORDATA_IDLE_MINUTES = int(os.environ.get("CORDATA_IDLE_MINUTES", "60"))
CORDATA_LOCK_MINUTES = int(os.environ.get("CORDATA_LOCK_MINUTES", "5"))

MAIL = mail_server(os.environ.get("CORDATA_MAIL", ""))
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = MAIL.backend, MAIL.host, MAIL.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL.user, MAIL.password
EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = MAIL.goes_over_to_tls, MAIL.is_tls, 10
DEFAULT_FROM_EMAIL = os.environ.get("CORDATA_MAIL_FROM", "cordata@localhost")

LANGUAGE_CODE = "it"
LANGUAGES = [("it", _("Italian")), ("fr", _("French")), ("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
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
        "object-src": [NONE],
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
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # bytes of a form; files have their own limits where they are read
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # what was done names people: no cookie

HOST_ONLY = "__Host-" if CORDATA_HTTPS else ""  # the browser then refuses such a cookie from any other host or path
SESSION_COOKIE_NAME = f"{HOST_ONLY}cordata_session"
CSRF_COOKIE_NAME = f"{HOST_ONLY}cordata_csrf"
LANGUAGE_COOKIE_NAME = f"{HOST_ONLY}cordata_language"
SESSION_COOKIE_AGE = CORDATA_SESSION_HOURS * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = CORDATA_HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
if CORDATA_HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"secrets": {"()": "cordata.config.lines.WithoutLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": os.environ.get("CORDATA_LOG_LEVEL", "WARNING")},
}
