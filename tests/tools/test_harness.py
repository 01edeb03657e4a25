"""The real things that other tests lean on are really there."""

import smtplib

import pytest
from django.conf import settings
from django.db import connection

from studioportal.celery import app
from tests.plugins.servers import wait_until


@pytest.mark.real
def test_the_servers_are_real(real_services):
    with connection.cursor() as cursor:
        cursor.execute("SELECT version()")
        assert cursor.fetchone()[0].startswith("PostgreSQL")
    with app.connection_for_write() as broker:
        assert broker.ensure_connection(max_retries=1).connected


@pytest.mark.real
def test_a_real_worker_hears_a_real_beat(celery_processes):
    worker, beat = celery_processes.worker(), celery_processes.beat()

    wait_until(lambda: "notices.tasks.deliver" in celery_processes.log(beat), what="beat ticks")
    wait_until(lambda: "succeeded" in celery_processes.log(worker), what="the worker answers")


@pytest.mark.real
def test_a_killed_worker_leaves_nobody_behind(celery_processes):
    worker = celery_processes.worker()

    celery_processes.kill(worker)

    assert worker.returncode == -9
    assert celery_processes.worker().poll() is None


def test_the_sink_keeps_what_is_sent(smtp_sink):
    with smtplib.SMTP("127.0.0.1", smtp_sink.port) as sender:
        sender.sendmail(
            "a@example.org",
            ["b@example.org"],
            "To: b@example.org\r\nSubject: 催办\r\n\r\nx".encode(),
        )
    assert smtp_sink.messages[0]["To"] == "b@example.org"


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_a_page_comes_with_its_style_and_without_errors(chromium_page, width):
    page = chromium_page(width=width)

    page.goto(settings.LOGIN_URL)

    assert page.locator("input[name=username]").is_visible()
    rules = "() => Array.from(document.styleSheets).reduce((n, s) => n + s.cssRules.length, 0)"
    assert page.evaluate(rules) > 1000
