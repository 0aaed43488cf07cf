"""One settings file; what differs between machines comes from the environment (see .env.example)."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key

from portal import env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR") or BASE_DIR / "var")

DEMO = env.flag("DEMO")
DEBUG = env.flag("DEBUG")
TESTING = env.flag("TESTING")
LOCAL = DEMO or DEBUG or TESTING
SECRET_KEY = env.text("SECRET_KEY") or (get_random_secret_key() if LOCAL else "")
if not SECRET_KEY:
    raise env.BadSetting("SECRET_KEY is not set: give it a long random value.")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ("127.0.0.1", "localhost", "[::1]") if LOCAL else ())
BASE_URL = env.text("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "portal",
    "articles",
    "listings",
    "django_filters",
    "axes",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]
BEHIND_PROXY = env.flag("BEHIND_PROXY")
MIDDLEWARE = [
    "portal.client_address.client_address",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "portal.same_origin.SameOriginMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.views.site",
            ],
        },
    }
]

DATABASES = {"default": env.database("DATABASE_URL") | ({"CONN_MAX_AGE": 0} if TESTING else {})}
WEB_TIME_LIMITS = {
    "statement_timeout": env.number("WEB_STATEMENT_TIMEOUT", 10, 0, 3_600),
    "lock_timeout": env.number("WEB_LOCK_TIMEOUT", 5, 0, 3_600),
    "idle_in_transaction_session_timeout": env.number("WEB_IDLE_TRANSACTION_TIMEOUT", 60, 0, 3_600),
}
"""Seconds; 0 sets none. See portal/time_limits.py."""
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.redis_url("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "portal.cache.ForgivingRedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 0.5},
    }
}

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SOFT_TIME_LIMIT, CELERY_TASK_TIME_LIMIT = 25 * 60, 30 * 60
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 2 * CELERY_TASK_TIME_LIMIT, "socket_keepalive": True,
                                   "socket_connect_timeout": 3, "health_check_interval": 30}  # fmt: skip
"""What a worker took and did not finish comes back after the visibility timeout: longer than any task may run."""
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 2, "interval_start": 0, "interval_step": 0.1}
"""A page that calls a worker does not wait for a broker that is away; the timetable finds the work in the database."""
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 60
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_TIMEZONE = "Europe/Berlin"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1
AXES_CLIENT_IP_CALLABLE = "portal.client_address.address_of"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_ENABLE_ACCESS_FAILURE_LOG = False
AXES_VERBOSE = False

LANGUAGE_CODE = "de"
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT") or BASE_DIR / "staticfiles")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if LOCAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = LOCAL

EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.number("EMAIL_PORT", 587, 1, 65535)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Frühdienst <post@fruehdienst.example>")
EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "script-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SECURE_HSTS_SECONDS = 0 if LOCAL else env.number("HSTS_SECONDS", 31_536_000, 0, 63_072_000)
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_HANDLERS = [
    "portal.upload_limit.KeepOnlyTheBeginning",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

SEARCH_IN_MEMORY = env.flag("SEARCH_IN_MEMORY", True)
"""Web workers keep a few numbers of each live listing, about 50 bytes, and count with them."""
ALLOW_PRIVATE_FEEDS = LOCAL
"""Feeds may come from this machine: only in the demo and in tests."""
BA_ALLOWED = env.flag("BA_ALLOWED")
"""The Bundesagentur's terms exclude automated use: only with its written permission."""
INDEXNOW_KEY = env.key("INDEXNOW_KEY")
"""Tells search engines about new, changed and ended listings; empty switches it off."""
INDEXNOW_ENDPOINT = env.text("INDEXNOW_ENDPOINT", "https://api.indexnow.org/indexnow")
OPERATOR_ALERTS = env.words("OPERATOR_ALERTS")
"""Addresses that get a mail for each new alarm."""
OPERATOR = {
    "name": env.text("OPERATOR_NAME", "[Name des Betreibers]"),
    "address": env.text("OPERATOR_ADDRESS", "[Straße, Postleitzahl, Ort]"),
    "email": env.text("OPERATOR_EMAIL", "[E-Mail des Betreibers]"),
    "phone": env.text("OPERATOR_PHONE", "[Telefon des Betreibers]"),
    "register": env.text("OPERATOR_REGISTER", "[Registergericht und Nummer, Umsatzsteuer-ID]"),
}
