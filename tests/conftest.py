"""What every test may ask for: a frozen day, a browser, a mail server, real worker processes.

Plain `pytest` runs on SQLite with whatever the machine has. `make test` brings real servers and
a browser, and then nothing that needs them may be left out (`REQUIRE_REAL`).
"""

import os
import shutil
import tempfile
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from core import clock

pytest_plugins = ["tests.plugins.browser", "tests.plugins.servers"]

TEMPORARY = Path(tempfile.mkdtemp(prefix="portal-tests-"))
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


def pytest_configure(config):
    """Keep tests away from var/ and from each other; cheap passwords, because thousands sign in."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright's loop runs beside the ORM
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CONTACT_KEY = "only-for-tests"
    settings.MEDIA_ROOT = TEMPORARY / "media"
    settings.WHITENOISE_AUTOREFRESH = True  # else every test client scans all static files
    use_own_broker()
    if "COLLECTED_STATICS" in os.environ:
        # WhiteNoise serves the live server, as in production: Django's handler knows no hashes.
        import django.contrib.staticfiles.handlers as handlers

        handlers.StaticFilesHandler = lambda app: app
    else:
        plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
        settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": plain}}
        settings.STATIC_ROOT.mkdir(exist_ok=True)


def use_own_broker():
    """Each pytest worker has a cache and a queue of its own."""
    if settings.REDIS_URL:
        base = settings.REDIS_URL.partition("?")[0]
        settings.CACHES["default"]["LOCATION"] = f"{base}?db={2 * WORKER}"
        settings.CELERY_BROKER_URL = (
            f"{base.replace('unix://', 'redis+socket://')}?virtual_host={2 * WORKER + 1}"
        )
        return
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    folders = {
        "data_folder_in": str(TEMPORARY / "queue"),
        "data_folder_out": str(TEMPORARY / "queue"),
        "control_folder": str(TEMPORARY / "control"),
    }
    (TEMPORARY / "queue").mkdir()
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {
        **settings.CELERY_BROKER_TRANSPORT_OPTIONS,
        **folders,
    }


def pytest_unconfigure(config):
    shutil.rmtree(TEMPORARY, ignore_errors=True)


# Few tests, and each of them takes long: begun last, one worker would wait for the other.
LONG = ("journeys", "test_access_matrix", "test_bad_input", "test_query_budgets", "test_seed_demo")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Plain `pytest` leaves out, and counts, what this machine lacks; `make test` never does.
    What takes longest comes first, whatever order the rest is shuffled into."""
    items.sort(key=lambda item: not any(word in item.nodeid for word in LONG))
    if "REQUIRE_REAL" in os.environ:
        return
    from tests.plugins.browser import chromium

    missing = set()
    if not settings.REDIS_URL:
        missing.add("real")
    if not chromium():
        missing.add("browser")
    left_out = [item for item in items if any(item.get_closest_marker(m) for m in missing)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture(autouse=True)
def _forgets_what_was_cached():
    """Rate limits and cached wording never leak from one test into the next."""
    yield
    cache.clear()


@pytest.fixture
def frozen():
    """`frozen("2026-03-02")` lets the portal live on that day until the test ends."""
    with ExitStack() as stack:

        def on(moment: str | date | datetime):
            if isinstance(moment, str):
                moment = (
                    datetime.fromisoformat(moment) if "T" in moment else date.fromisoformat(moment)
                )
            return stack.enter_context(clock.at(moment))

        yield on


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Threads and killed processes of tests may leave a connection behind; end them before the
    test database is dropped."""
    yield
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
