"""Trying doors: one browser for each person, and an ear for everything that is written."""

import logging
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from copy import copy
from http.cookies import SimpleCookie
from pathlib import Path
from unittest.mock import patch

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.urls.resolvers import URLResolver

from accounts.backends import PortalBackend
from core.models import Version

ANONYMOUS = "anonymous"
# Addresses that name something that is no object of a county.
SPECIAL = {"dashboards:figure": ["raised"]}
# What a request may write although it is refused: when its sender was last seen.
ALWAYS_WRITTEN = ("django_session", "SAVEPOINT", "RELEASE", "ROLLBACK")


def sign_in_all(people) -> dict[str, Client]:
    """A browser for everybody, and one for somebody who has not signed in."""
    browsers = {ANONYMOUS: Client()}
    for name, person in people.items():
        browsers[name] = Client()
        browsers[name].force_login(person, backend="accounts.backends.PortalBackend")
        # Seen just now and for some time to come, so that no request has to write it down.
        session = browsers[name].session
        session.update({"signed_in": int(time.time()), "seen": int(time.time()) + 3600})
        session.save()
    for browser in browsers.values():
        browser.pass_card = browser.cookies.get(settings.SESSION_COOKIE_NAME)
    return browsers


def knock(browser: Client, url: str, data=None, method: str = "get"):
    """Ask as this person, with a fresh pocket of cookies."""
    browser.cookies = SimpleCookie()
    if browser.pass_card:
        browser.cookies[settings.SESSION_COOKIE_NAME] = browser.pass_card.value
    answer = getattr(browser, method)(url, data)
    if answer.streaming:
        answer.content_of_file = b"".join(answer.streaming_content)
    return answer


def address(name: str, door, county) -> str:
    """Where the door stands in `county`."""
    return reverse(name, args=door.args(county) if door.args else SPECIAL.get(name, []))


@contextmanager
def writes() -> Iterator[list[str]]:
    """Everything that is written into the county's tables meanwhile."""
    heard: list[str] = []

    def listen(execute, sql, params, many, context):
        if not sql.startswith("SELECT") and not any(word in sql for word in ALWAYS_WRITTEN):
            heard.append(sql[:120])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        yield heard


@contextmanager
def plain_refusals(people) -> Iterator[None]:
    """Thousands are turned away here: a bare answer will do, without page, copy and log line,
    and the porter knows everybody by sight."""
    known = {person.pk: PortalBackend().get_user(person.pk) for person in people.values()}
    for person in known.values():
        assert person.current_grants is not None  # looked up here, and copied with the person

    def bare(request, *args, status=404, **kwargs):
        return HttpResponse(status=status)

    def handler(self, view_type):
        return lambda request, **kwargs: HttpResponse(status=view_type)

    with ExitStack() as stack:
        stack.enter_context(patch("core.middleware.render", bare))
        stack.enter_context(patch("django.test.client.store_rendered_templates", bare))
        stack.enter_context(patch.object(URLResolver, "resolve_error_handler", handler))
        known_by_sight = patch.object(
            PortalBackend, "get_user", lambda self, user_id: copy(known[int(user_id)])
        )
        stack.enter_context(known_by_sight)
        logger = logging.getLogger("django.request")
        before, logger.disabled = logger.disabled, True
        stack.callback(setattr, logger, "disabled", before)
        yield


def unrendered():
    """The answer without its page: who gets in is known before anything is drawn."""
    return patch("django.shortcuts.loader.render_to_string", return_value="")


def everything() -> dict[str, list]:
    """All rows of all our tables, to see that nothing has changed."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for app in apps.get_app_configs()
        if Path(app.path).parent == Path(settings.BASE_DIR)
        for model in app.get_models()
        if model is not Version  # counts what is kept in memory, and nothing of the county
    }
