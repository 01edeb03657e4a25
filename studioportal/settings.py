"""Settings of the portal: what differs between machines comes from the environment or `.env`."""

from datetime import timedelta
from pathlib import Path

import environ
from celery.schedules import crontab

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# What the portal writes by itself: demo database, broker folder, cache, mail, keys.
VAR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
VAR.mkdir(parents=True, exist_ok=True)

# Safe by default: a machine must say that it is a developer's (DEBUG) or a demonstration (DEMO).
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="qingxi-demo-2026")

# `studioportal.checks` refuses to start a production server with this value.
DEFAULT_SECRET_KEY = "not-a-secret-only-for-tests-and-development"  # noqa: S105
SECRET_KEY = env.str("SECRET_KEY", default=DEFAULT_SECRET_KEY)
# Encrypts citizens' contact data at rest; several keys, newest first, separated by commas.
CONTACT_KEY = env.str("CONTACT_KEY", default="")

SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])

INSTALLED_APPS = [
    "dashboards",
    "petitions",
    "consultations",
    "scoring",
    "studios",
    "accounts",
    "notices",
    "audit",
    "core",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "rules",
    "axes",
]

MIDDLEWARE = [
    "core.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.CspMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "core.middleware.IdleMiddleware",
    "core.middleware.RefusalMiddleware",
    "core.middleware.OnceMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "studioportal.urls"
WSGI_APPLICATION = "studioportal.wsgi.application"

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
                "notices.context_processors.unread_count",
                "dashboards.views.nav.nav",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# Database ---------------------------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Without IMMEDIATE and WAL, two writers meet "database is locked" at once.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
    DATABASES["default"].setdefault("OPTIONS", {})["connect_timeout"] = 5
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Cache and broker: Redis where there is one, else folders that every process shares ---------------

REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        }
    }
    # Over a unix socket Django says unix://…?db=N where Celery says redis+socket://…?virtual_host=N.
    CELERY_BROKER_URL = REDIS_URL.replace("unix:", "redis+socket:").replace(
        "?db=", "?virtual_host="
    )
    CELERY_BROKER_TRANSPORT_OPTIONS: dict = {"socket_connect_timeout": 1, "socket_timeout": 5}
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR / "cache",
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    }
    CELERY_BROKER_URL = "filesystem://localhost"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR / "queue" / "messages"),
        "data_folder_out": str(VAR / "queue" / "messages"),
        "control_folder": str(VAR / "queue" / "control"),
        "polling_interval": 0.2,
    }
    for folder in ("messages", "control"):
        (VAR / "queue" / folder).mkdir(parents=True, exist_ok=True)
CELERY_TASK_IGNORE_RESULT = CELERY_TASK_ACKS_LATE = True
CELERY_TASK_PUBLISH_RETRY = False  # a dead broker must not hold up a citizen; the sweep catches up
CELERY_BROKER_CONNECTION_TIMEOUT = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE = env.str("TIME_ZONE", default="Asia/Shanghai")

# People and sign-in -----------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rules.permissions.ObjectPermissionBackend",
    "accounts.backends.PortalBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {},
        "MinimumLengthValidator": {"min_length": 10},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"

# A county office sits behind one address: lock the pair, never the address alone.
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False  # no greeting in the log of every command

SESSION_IDLE_SECONDS = env.int("SESSION_IDLE_SECONDS", default=30 * 60)
SESSION_COOKIE_AGE = env.int("SESSION_MAX_SECONDS", default=8 * 3600)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
CSRF_FAILURE_VIEW = "core.views.csrf_failure"
SECURE_HSTS_SECONDS = 365 * 86400 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
# Only our own nginx may speak for a visitor: it overwrites both headers (deploy/nginx.conf).
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
X_FRAME_OPTIONS = "DENY"

# (how many, within how many seconds) per address; 300 phones behind one address must pass.
RATE_LIMITS = {
    name: tuple(map(int, env.str(f"RATE_{name.upper()}", default=default).split("/")))
    for name, default in {
        "submit": "400/300",
        "track": "600/300",
        "sign_in": "120/300",
        "upload": "120/3600",
        "like": "2000/300",
    }.items()
}

# Words, files, mail -----------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
USE_TZ = True
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [d for d in (BASE_DIR / "static", BASE_DIR / "var" / "vendor") if d.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = Path(env.str("MEDIA_ROOT", default=str(VAR / "media")))
FILE_UPLOAD_PERMISSIONS = 0o640
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=20 * 1024 * 1024)

# A developer and a demonstration keep their mails as files that can be looked at.
_mail = f"filemail:///{VAR / 'mail'}" if DEBUG or DEMO else "smtp://localhost:25"
vars().update(env.email_url("EMAIL_URL", default=_mail))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("FROM_EMAIL", default="noreply@localhost")

NOTICE_QUIET_HOURS = env.str("NOTICE_QUIET_HOURS", default="" if DEBUG or DEMO else "21-8")
NOTICE_DIGEST = env.bool("NOTICE_DIGEST", default=False)
NOTICE_WEBHOOK_URL = env.str("NOTICE_WEBHOOK_URL", default="")
NOTICE_WEBHOOK_KIND = env.str("NOTICE_WEBHOOK_KIND", default="wecom")

LINE = "{asctime} {levelname} [{request_id}] {name}: {message}"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "studioportal.logs.RequestIdFilter"}},
    "formatters": {"line": {"format": LINE, "style": "{"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request_id"]}
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
}

# What beat ticks. A tick only nudges: the database knows what is due, a missed tick loses nothing.
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
TICK_SECONDS = env.float("TICK_SECONDS", default=20 if DEMO else 60)
CELERY_BEAT_SCHEDULE = {
    "deliver": {"task": "notices.tasks.deliver", "schedule": TICK_SECONDS},
    "sweep": {"task": "petitions.tasks.sweep", "schedule": TICK_SECONDS},
    "remind": {"task": "consultations.tasks.remind_of_duty", "schedule": TICK_SECONDS},
    "topics": {"task": "consultations.tasks.keep_topics", "schedule": crontab(hour=8, minute=30)},
    "unclaimed": {
        "task": "consultations.tasks.press_unclaimed",
        "schedule": crontab(hour=8, minute=40),
    },
    "relays": {"task": "consultations.tasks.keep_relays", "schedule": crontab(hour=8, minute=50)},
    "likes": {"task": "consultations.tasks.know_likes", "schedule": crontab(hour=3, minute=20)},
    "quotas": {"task": "scoring.tasks.remind_of_quotas", "schedule": crontab(hour=8, minute=20)},
    "forget_rolls": {"task": "studios.tasks.forget_rolls", "schedule": crontab(minute=30)},
    "seal": {"task": "audit.tasks.seal_yesterday", "schedule": crontab(hour=2, minute=0)},
}
