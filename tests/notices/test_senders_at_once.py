"""Several senders run at once: each message leaves once."""

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connection

from notices import sender
from notices.enums import State
from notices.models import Delivery
from tests.builders.people import make_user
from tests.notices.letters import tell

SENDERS, LETTERS = 6, 90

pytestmark = pytest.mark.django_db(transaction=True)


def run_together(deed, times: int) -> list:
    """The same deed in several threads with a connection each; one after another on SQLite."""
    if connection.vendor != "postgresql":
        if {"REQUIRE_REAL", "STUDIOPORTAL_REAL"} & set(os.environ):
            pytest.fail("senders race on a real PostgreSQL only: run `make test`", pytrace=False)
        return [deed() for _ in range(times)]

    def run(_):
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


@pytest.mark.parametrize("digest", [False, True])
def test_each_message_leaves_once(settings, digest):
    people = [make_user() for _ in range(LETTERS // 3)]
    for _ in range(3):
        tell(*people)
    Delivery.objects.update(in_digest=digest)

    counts = run_together(sender.deliver_due, SENDERS)

    ids = Counter(message.extra_headers["Message-ID"] for message in mail.outbox)
    assert sum(counts) == len(mail.outbox) == len(ids)
    assert sum(m.body.count("已逾期") for m in mail.outbox) == LETTERS  # nothing left out
    assert not Delivery.objects.exclude(state=State.SENT).exists()
