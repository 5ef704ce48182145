"""One settings file for every deployment; what differs comes from the environment (``cites/env.py``)."""

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from cites.accounts.conf import *  # noqa: F403 - how people sign in
from cites.env import read_env
from cms.conf import *  # noqa: F403 - the front door
from cms.conf import CMS_APPS
from localization.conf import *  # noqa: F403 - languages and formats

ROOT = Path(__file__).resolve().parents[2]
env = read_env()
VAR_DIR = env.VAR_DIR.resolve()


# --- who we are -------------------------------------------------------------------------------
ENVIRONMENT = env.ENVIRONMENT
DEVELOPMENT = env.development
DEBUG = False  # error pages are ours in every environment; tracebacks go to the log
SECRET_KEY = env.SECRET_KEY
FIELD_KEY = env.FIELD_KEY
BASE_HOST = env.BASE_HOST
PORT = env.PORT
TRUSTED_PROXIES = env.TRUSTED_PROXIES
REMOVAL_WAIT_DAYS = env.REMOVAL_WAIT_DAYS
SIGNING_CONFIRMED_SECONDS = env.SIGNING_CONFIRMED_MINUTES * 60
ALLOWED_HOSTS = ["*"]  # the host look-up refuses unknown names with a page of its own
ROOT_URLCONF = "cites.urls"
PUBLIC_SCHEMA_URLCONF = "cites.urls_public"
WSGI_APPLICATION = "cites.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

# --- which tables lie where (design: three groups) --------------------------------------------
IN_BOTH = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "cites.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "tenants.audit",
]
IN_PUBLIC = [
    "tenants",
    "cites.species",
    "cites.dev",
    *CMS_APPS,
]
IN_PARTIES = [
    "tenants.releases",
    "workflows",
    "billing",
    "cites.permits",
    "cites.administration",
    "cites.casework",
    "cites.practice",
]
WITHOUT_TABLES = [
    "cites",
    "localization",
    "cites.look",
    "cites.operations",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]
SHARED_APPS = IN_BOTH + IN_PUBLIC
TENANT_APPS = IN_BOTH + IN_PARTIES
INSTALLED_APPS = WITHOUT_TABLES + IN_PUBLIC + IN_BOTH + IN_PARTIES
TENANT_MODEL = "tenants.Party"
TENANT_DOMAIN_MODEL = "tenants.HostName"
SILENCED_SYSTEM_CHECKS = ["django_tenants.W003"]


# --- the database -----------------------------------------------------------------------------
def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    return {
        "ENGINE": "tenants.database",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parse_qs(parts.query).get("host", [parts.hostname or ""])[0],
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": env.DATABASE_CONNECTION_AGE,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": False,
        "OPTIONS": {"connect_timeout": 10},
    }


DATABASES = {"default": _database(env.DATABASE_URL)}
DATABASE_ROUTERS = ["tenants.routers.SchemaRouter"]
DATABASE_ROLE_KEY = env.DATABASE_ROLE_KEY
DATABASE_ROLE_PREFIX = env.DATABASE_ROLE_PREFIX
DATABASE_PARKED_CONNECTIONS = env.DATABASE_PARKED_CONNECTIONS
DATABASE_IDLE_TIME = env.DATABASE_IDLE_TIME
TENANT_LIMIT_SET_CALLS = True

# --- Redis: cache and tasks -------------------------------------------------------------------
_redis = env.REDIS_URL
_celery_redis = _redis.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=", 1)
CACHES = {
    "default": {
        "BACKEND": "tenants.cache.RedisCache",
        "LOCATION": _redis,
        "KEY_FUNCTION": "tenants.cache.make_key",
        "OPTIONS": {"health_check_interval": 5, "retry_on_timeout": True, "socket_timeout": 5},
    }
}
CELERY_BROKER_URL = _celery_redis
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 600
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,  # above the longest task
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "health_check_interval": 5,
}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "tenants.beat.PartyScheduler"  # sends each entry once to every open Party
CELERY_BEAT_SCHEDULE = {
    # Messages that were lost with Redis or a worker: what they asked for is still waiting in the tables.
    "seal the audit trail": {"task": "audit.seal", "schedule": 60, "options": {"expires": 50}},
    "publish issued permits": {
        "task": "permits.publish_the_rest",
        "schedule": 60,
        "options": {"expires": 50},
    },
    "make copies": {"task": "permits.make_copies_of_the_rest", "schedule": 60, "options": {"expires": 50}},
    "make letters": {"task": "permits.make_letters_of_the_rest", "schedule": 60, "options": {"expires": 50}},
    "replace many permits": {"task": "permits.reissue_the_rest", "schedule": 60, "options": {"expires": 50}},
    "remove papers": {"task": "permits.remove_the_rest", "schedule": 60, "options": {"expires": 50}},
    "send on paid cases": {"task": "permits.settle_the_rest", "schedule": 60, "options": {"expires": 50}},
    "send news of cases": {"task": "casework.send_the_rest", "schedule": 60, "options": {"expires": 50}},
    "scan attachments": {"task": "casework.scan_the_rest", "schedule": 60, "options": {"expires": 50}},
    "read sheets of lines": {"task": "permits.read_the_rest", "schedule": 60, "options": {"expires": 50}},
    "make files of the register": {"task": "casework.keep_register_files", "schedule": 60, "options": {"expires": 50}},
    "index applications": {"task": "permits.index_the_rest", "schedule": 60, "options": {"expires": 50}},
    "enter permits in the register": {"task": "permits.enter_the_rest", "schedule": 600, "options": {"expires": 500}},
    # What happens at midnight, wherever that is: within ten minutes.
    "book quotas": {"task": "permits.book_quotas", "schedule": 600, "options": {"expires": 500}},
    "move overdue cases": {"task": "workflows.move_overdue_cases", "schedule": 600, "options": {"expires": 500}},
    "remind of waiting cases": {
        "task": "workflows.remind_of_waiting_cases",
        "schedule": 600,
        "options": {"expires": 500},
    },
    "tell of overdue cases": {"task": "workflows.tell_of_overdue_cases", "schedule": 600, "options": {"expires": 500}},
    "tell deputies": {"task": "casework.tell_deputies", "schedule": 600, "options": {"expires": 500}},
    "remind bodies outside": {"task": "workflows.remind_bodies", "schedule": 600, "options": {"expires": 500}},
    "reckon due dates": {"task": "workflows.reckon_due_dates", "schedule": 600, "options": {"expires": 500}},
}

# --- files ------------------------------------------------------------------------------------
STORAGES = {
    "default": {"BACKEND": "tenants.files.PartyFiles", "OPTIONS": {"location": str(VAR_DIR / "files")}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if ENVIRONMENT == "test":  # pages are tested without collecting files first
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
CLAMAV_URL = env.CLAMAV_URL
TIMESTAMP_URL = env.TIMESTAMP_URL
TIMESTAMP_ROOTS = env.TIMESTAMP_ROOTS
HSM_MODULE = env.HSM_MODULE
HSM_TOKEN = env.HSM_TOKEN
HSM_PIN = env.HSM_PIN
SPECIES_PLUS_URL = env.SPECIES_PLUS_URL
SPECIES_PLUS_TOKEN = env.SPECIES_PLUS_TOKEN
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [("build", ROOT / "platform" / "cites" / "static" / "build")]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # the page of texts has one for each text of each stage in each language
REQUEST_MAX_SIZE = 12 * 1024 * 1024  # a paper of 10 MB and the form around it
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = ENVIRONMENT == "test"  # found when asked for, not for each client
WHITENOISE_MAX_AGE = 3600

# --- pages ------------------------------------------------------------------------------------
MIDDLEWARE = [
    "cites.middleware.requests.RequestLog",
    "cites.middleware.headers.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # adds random bytes and masks tokens, so that lengths tell nothing
    "tenants.middleware.PartyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "localization.middleware.LanguageMiddleware",
    "tenants.middleware.PartyStatus",
    "cites.middleware.size.RequestSize",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cites.accounts.middleware.OldCodes",
    "cites.accounts.middleware.LastSeen",
    "cites.accounts.middleware.MfaRequired",
    "cites.practice.middleware.PracticeSite",
    "cites.middleware.errors.DomainErrors",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "platform" / "cites" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "cites.context.site",
            ],
        },
    }
]
FORM_RENDERER = "cites.look.renderer.GovukRenderer"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_ENGINE = "tenants.sessions"
CSRF_FAILURE_VIEW = "cites.errors.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
if env.production:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^\.well-known/signing-authority"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # A browser takes these names from this very host only, so no sibling can plant one for another Party.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"

# --- languages and time -----------------------------------------------------------------------
LANGUAGES_OFFERED_BY = "tenants.languages.offered_languages"
TIME_ZONE = "UTC"
USE_TZ = True
SERVICE_NAME = _("CITES permit service")

# --- the front door --------------------------------------------------------------------------
WAGTAILADMIN_BASE_URL = f"https://{BASE_HOST}" if env.production else f"http://{BASE_HOST}:{PORT}"

# --- people -----------------------------------------------------------------------------------
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = env.development  # http://bb.localhost has no certificate
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- audit ------------------------------------------------------------------------------------
AUDIT_KEY = env.AUDIT_KEY
AUDIT_HEADS_DIR = (env.AUDIT_HEADS_DIR or VAR_DIR / "audit-heads").resolve()

# --- mail -------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.MAIL_FROM
if env.EMAIL_URL:
    _mail = urlsplit(env.EMAIL_URL)
    EMAIL_BACKEND_OUTSIDE = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname, _mail.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_TLS = parse_qs(_mail.query).get("tls", ["1"])[0] == "1"
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND_OUTSIDE = "cites.dev.mail.EmailBackend"
EMAIL_BACKEND = "cites.practice.mail.EmailBackend"  # keeps what practice twins send, and hands on the rest

# --- operations -------------------------------------------------------------------------------
LOGGING_CONFIG = None
__import__("cites.logs", fromlist=["configure"]).configure(env.LOG_FORMAT, env.LOG_LEVEL)
__import__("cites.sentry", fromlist=["configure"]).configure(env.SENTRY_DSN, ENVIRONMENT)
