"""A reader who asks the portal in its own process: the whole WSGI application, no network."""

from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.handlers.wsgi import WSGIHandler
from django.middleware.csrf import _get_new_csrf_string
from django.test import RequestFactory, override_settings

from accounts.models import User
from bench.anchors import PLAIN_MIDDLEWARE


def bare(middleware: list[str]) -> WSGIHandler:
    """The same Django with less in the way."""
    with override_settings(MIDDLEWARE=middleware):
        return WSGIHandler()


def plain() -> WSGIHandler:
    return bare(PLAIN_MIDDLEWARE)


class Wrong(Exception):
    """The answer is not the one that was to be measured."""


class Reader:
    """Somebody signed in (or nobody), with the cookies of a browser."""

    def __init__(self, application: WSGIHandler, user: User | None = None) -> None:
        self._application = application
        self._token = _get_new_csrf_string()
        self._cookies = {settings.CSRF_COOKIE_NAME: self._token}
        if user:
            self._cookies[settings.SESSION_COOKIE_NAME] = _session_of(user)

    def get(self, url: str) -> dict[str, Any]:
        """What a web server would hand over; made beforehand, so that it is not measured."""
        return self._environ(RequestFactory().get(url).environ)

    def post(self, url: str, data: dict[str, str], address: str) -> dict[str, Any]:
        """The same for a filled form."""
        body = urlencode(data | {"csrfmiddlewaretoken": self._token}).encode()
        kind = "application/x-www-form-urlencoded"
        request = RequestFactory().post(url, body, content_type=kind, REMOTE_ADDR=address)
        return self._environ(request.environ)

    def ask(self, environ: dict[str, Any]) -> tuple[int, str, str]:
        """Status, place to go on to, and the page."""
        seen: list[Any] = []
        begin: Any = lambda *said: seen.extend(said[:2])  # noqa: E731
        answer = self._application(environ, begin)
        body = b"".join(answer)
        answer.close()
        status, headers = seen
        return int(status.split()[0]), dict(headers).get("Location", ""), body.decode()

    def _environ(self, environ: dict[str, Any]) -> dict[str, Any]:
        cookies = SimpleCookie(self._cookies)
        environ["HTTP_COOKIE"] = "; ".join(f"{m.key}={m.coded_value}" for m in cookies.values())
        return environ | {"HTTP_HOST": "127.0.0.1", "SERVER_NAME": "127.0.0.1"}


def _session_of(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "accounts.backends.PortalBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)
