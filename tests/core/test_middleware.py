import threading
import time

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from core import once, trace
from core.middleware import RequestIdMiddleware
from core.models import FormKey, NumberPattern

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.world")]

NEW = "/patterns/new/"


@pytest.fixture(autouse=True)
def plain_answers(client):
    client.raise_request_exception = False


def pattern(code="yj", **extra):
    return {"scope": "qingxi", "code": code, "template": "{n}", **extra}


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


# One form, one record


def test_a_double_click_makes_one_record_and_shows_it_twice(client):
    data = pattern(once=once.new_key())

    first, second = client.post(NEW, data), client.post(NEW, data)

    assert NumberPattern.objects.count() == 1
    assert first["Location"] == second["Location"] == "/matters/?code=yj"
    assert "这张表单已经提交过，下面是第一次提交的结果。" in said(second)


def test_two_forms_make_two_records(client):
    client.post(NEW, pattern("a", once=once.new_key()))
    client.post(NEW, pattern("b", once=once.new_key()))

    assert NumberPattern.objects.count() == 2


def test_an_invalid_form_can_be_corrected_and_sent_with_the_same_key(client):
    key = once.new_key()

    assert client.post(NEW, pattern("", once=key)).status_code == 200
    assert client.post(NEW, pattern("yj", once=key)).status_code == 302
    assert FormKey.objects.count() == 1


@pytest.mark.parametrize(
    ("how", "status"), [("refusal", 403), ("limit", 429), ("crash", 500), ("answer", 200)]
)
def test_whatever_does_not_redirect_leaves_nothing_behind(client, how, status):
    key = once.new_key()

    response = client.post(f"{NEW}?fail={how}", pattern(once=key))

    assert response.status_code == status
    assert NumberPattern.objects.count() == FormKey.objects.count() == 0
    assert client.post(NEW, pattern(once=key)).status_code == 302


def test_a_success_that_was_rolled_back_is_not_announced(client):
    response = client.post(f"{NEW}?fail=refusal", pattern(once=once.new_key()))

    assert "已保存。" not in response.text
    assert "已保存。" not in client.get(NEW).text


def test_a_form_without_a_key_is_not_held_up(client):
    client.post(NEW, pattern("a"))
    client.post(NEW, pattern("b", once="x" * 300))

    assert FormKey.objects.count() == 0
    assert NumberPattern.objects.count() == 1  # a key we never gave out is refused by the form


def test_who_is_sent_to_sign_in_first_can_still_use_the_form(client, author):
    key = once.new_key()

    assert "/accounts/login/" in client.post("/private/", {"once": key})["Location"]
    client.force_login(author)
    assert client.post("/private/", {"once": key})["Location"] == "/public/"
    assert NumberPattern.objects.count() == 1


def test_a_forged_page_is_turned_away_before_its_key_is_used(db):
    strict = Client(enforce_csrf_checks=True)

    response = strict.post(NEW, pattern(once=once.new_key()))

    assert response.status_code == 403
    assert "表单已过期" in response.text
    assert "yj" in response.text  # what was typed can be copied
    assert FormKey.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_parallel_sendings_of_one_form_make_one_record(monkeypatch):
    """Real threads on PostgreSQL; one after the other on SQLite, which has one connection here."""
    data, answers = pattern(once=once.new_key()), []
    saved = NumberPattern.save

    def slow_save(self, *args, **kwargs):
        saved(self, *args, **kwargs)
        time.sleep(0.2)

    monkeypatch.setattr(NumberPattern, "save", slow_save)

    def send():
        try:
            answers.append(Client().post(NEW, data)["Location"])
        finally:
            if connection.vendor != "sqlite":
                connection.close()

    threads = [threading.Thread(target=send) for _ in range(5)]
    if connection.vendor == "sqlite":
        for _ in threads:
            send()
    else:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert answers == ["/matters/?code=yj"] * 5
    assert NumberPattern.objects.count() == 1


# Refusals


def test_a_refusal_says_why_and_keeps_what_was_typed(client):
    response = client.post(f"{NEW}?fail=refusal", pattern("很长的一段话", password="secret"))

    assert response.status_code == 403
    assert "这一步由提案委办理，您不能代办。" in response.text
    assert "很长的一段话" in response.text
    assert "secret" not in response.text


def test_too_many_knocks_are_told_to_wait(client):
    response = client.post(f"{NEW}?fail=limit", pattern())

    assert response.status_code == 429
    assert "操作太频繁" in response.text


def test_our_own_mistakes_are_not_dressed_up_as_refusals(client):
    assert client.post(f"{NEW}?fail=crash", pattern()).status_code == 500


# Request number and content policy


def test_every_answer_carries_a_strict_policy_and_a_fresh_nonce(client):
    first, second = client.get("/public/"), client.get("/public/")

    policy = first["Content-Security-Policy"]
    assert f"'nonce-{first.text}'" in policy
    assert first.text != second.text
    assert "unsafe" not in policy
    for rule in ("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'"):
        assert rule in policy


@pytest.mark.parametrize(
    ("given", "is_kept"),
    [("3f2a9c1e-77aa", True), ("bad\tvalue", False), ("x" * 100, False), ("", False)],
)
def test_a_request_has_one_number_from_proxy_to_log(rf, given, is_kept):
    seen = []

    def view(request):
        seen.append((request.id, trace.request_id.get()))
        return HttpResponse()

    response = RequestIdMiddleware(view)(rf.get("/", headers={"X-Request-Id": given}))

    number = response["X-Request-Id"]
    assert seen == [(number, number)]
    assert (number == given) == is_kept
    assert trace.request_id.get() == "-"


# Idle sign-out


def wind_back(client, **ages):
    session = client.session
    for name, age in ages.items():
        session[name] = int(time.time()) - age
    session.save()


@pytest.mark.parametrize("ages", [{"seen": 31 * 60}, {"signed_in": 8 * 3600 + 5}])
def test_who_was_away_too_long_signs_in_again(signed_in, ages):
    wind_back(signed_in, **ages)

    response = signed_in.get("/matters/?tab=sent")

    assert response["Location"] == "/accounts/login/?next=/matters/%3Ftab%3Dsent"
    assert "_auth_user_id" not in signed_in.session


def test_who_was_away_while_writing_keeps_the_text(signed_in):
    signed_in.get("/matters/")
    wind_back(signed_in, seen=31 * 60)

    response = signed_in.post(NEW, pattern("很长的一段话"))

    assert response.status_code == 403
    assert "登录已超时" in response.text
    assert "很长的一段话" in response.text
    assert NumberPattern.objects.count() == 0


def test_who_keeps_working_stays_signed_in_and_the_session_is_seldom_written(signed_in):
    signed_in.get("/public/")
    wind_back(signed_in, seen=120)
    signed_in.get("/public/")
    marked = signed_in.session["seen"]

    signed_in.get("/public/")

    assert time.time() - marked < 60
    assert signed_in.session["seen"] == marked
