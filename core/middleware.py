"""What surrounds every request: number, content policy, idle sign-out, refusals, one-time forms."""

import secrets
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render

from core import once, trace
from core.models import FormKey
from core.refusals import Refusal

GetResponse = Callable[[HttpRequest], HttpResponse]

CONTENT_POLICY = (
    "default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; "
    "img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
NOT_SHOWN_AGAIN = {"csrfmiddlewaretoken", "version", once.FIELD}


class _Middleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response


class RequestIdMiddleware(_Middleware):
    """Gives each request a number (请求编号) that its log lines and its answer carry."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = trace.adopt(request.headers.get("X-Request-Id", ""))
        request.id = number  # type: ignore[attr-defined]
        token = trace.request_id.set(number)
        try:
            response = self.get_response(request)
        finally:
            trace.request_id.reset(token)
        response["X-Request-Id"] = number
        return response


class CspMiddleware(_Middleware):
    """Scripts and styles come from this portal or not at all; `request.csp_nonce` for the rare
    inline script."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        nonce = secrets.token_urlsafe(16)
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", CONTENT_POLICY.format(nonce=nonce))
        return response


class IdleMiddleware(_Middleware):
    """Signs out who has been idle for 30 minutes or signed in for 8 hours (超时退出).

    Real time on purpose, not `core.clock`: a simulated day must not sign anybody out.
    """

    seconds_between_marks = 60

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        now, session = int(time.time()), request.session
        began, seen = session.setdefault("signed_in", now), session.get("seen", now)
        idle, longest = settings.SESSION_IDLE_SECONDS, settings.SESSION_COOKIE_AGE
        if now - seen > idle or now - began > longest:
            return self._sign_out(request)
        if "seen" not in session or now - seen > self.seconds_between_marks:
            session["seen"] = now
        return self.get_response(request)

    def _sign_out(self, request: HttpRequest) -> HttpResponse:
        logout(request)
        sentence = "您已较长时间没有操作，为安全起见已退出登录，请重新登录。"
        if request.method == "POST":
            sentence += "您填写的内容还在下面，请先复制保存。"
            return refused_page(request, heading="登录已超时", sentence=sentence, status=403)
        messages.warning(request, sentence)
        return redirect_to_login(request.get_full_path())


class RefusalMiddleware(_Middleware):
    """Turns a refusal into a page that says who may, when, and keeps what was typed."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refusal):
            return None
        _unsay(request)
        return refused_page(
            request,
            heading=error.heading,
            sentence=error.sentence,
            status=error.http_status,
            differences=getattr(error, "differences", []),
        )


class OnceMiddleware(_Middleware):
    """Lets a form that creates something take effect once, however often it is sent.

    Must stand after the middlewares that may turn a request away. The key and all that the view
    writes are one transaction: only an answer that redirects commits it, so an invalid form or a
    refusal leaves nothing behind, and the same page can be sent again.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with ExitStack() as stack:
            request.once = _Once(stack)  # type: ignore[attr-defined]
            response = self.get_response(request)
            request.once.finish(request, response)  # type: ignore[attr-defined]
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        key = request.POST.get(once.FIELD) if request.method == "POST" else None
        if not key or len(key) > once.LONGEST:
            return None
        return request.once.begin(request, key)  # type: ignore[attr-defined]


class _Once:
    """The one-time key of one request, from its claim to the commit."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._claimed: FormKey | None = None

    def begin(self, request: HttpRequest, key: str) -> HttpResponse | None:
        """Open the transaction and claim the key; the answer, when somebody had claimed it."""
        self._stack.enter_context(transaction.atomic())
        self._claimed = once.claim(key)
        if self._claimed:
            return None
        first = FormKey.objects.get(key=key)
        messages.info(request, "这张表单已经提交过，下面是第一次提交的结果。")
        return redirect(first.location)

    def finish(self, request: HttpRequest, response: HttpResponse) -> None:
        """Keep where the sender goes, or take everything back."""
        if not self._claimed:
            return
        if isinstance(response, HttpResponseRedirect):
            self._claimed.location = response.url
            self._claimed.save(update_fields=["location"])
        else:
            transaction.set_rollback(True)
            _unsay(request)


def _unsay(request: HttpRequest) -> None:
    """Drop the success that a view announced before it was refused or rolled back."""
    storage: Any = messages.get_messages(request)
    storage._queued_messages = [m for m in storage._queued_messages if m.level != messages.SUCCESS]


def refused_page(
    request: HttpRequest, *, heading: str, sentence: str, status: int, differences: Any = ()
) -> HttpResponse:
    """The page that says no: why, who may instead, and everything that was typed."""
    page = {
        "heading": heading,
        "sentence": sentence,
        "differences": differences,
        "typed": _typed(request),
        "status": status,
    }
    return render(request, "core/refused.html", page, status=status)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What the reader wrote, under the labels of the form when they are known."""
    form = getattr(request, "portal_form", None)
    labels = {name: str(field.label) for name, field in form.fields.items()} if form else {}
    return [
        (labels.get(name, ""), text)
        for name, texts in request.POST.lists()
        for text in texts
        if text.strip() and name not in NOT_SHOWN_AGAIN and "password" not in name
    ]
