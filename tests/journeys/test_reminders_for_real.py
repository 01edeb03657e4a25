"""Late units are reminded by a real worker and a real beat, through a real mail server."""

import re
from collections import defaultdict
from datetime import timedelta

import pytest

from core import clock
from notices.models import Delivery, Notice
from petitions.models import Reminder
from tests.builders.consultations import make_issue
from tests.builders.directory import open_studio
from tests.builders.people import make_unit, make_user
from tests.builders.petitions import make_assignment, make_ladder
from tests.plugins.servers import wait_until

pytestmark = [pytest.mark.real, pytest.mark.django_db(transaction=True)]

LATE, NEAR = 24, 6
KEY = re.compile(r"催办号:(\S+)")


def late_and_near_duties():
    """Thirty duties of one unit, dispatched on days gone by."""
    make_ladder()
    unit = make_unit("县水利局")
    handler = make_user("吴经办", unit=unit)
    for number in range(LATE + NEAR):
        gone = 60 if number < LATE else 7
        with clock.at(clock.today() - timedelta(days=gone)):
            make_assignment(lead_unit=unit, acknowledged=True)
    return handler


def ids_by_key(sink):
    """The ids under which each reminder reached the mail server."""
    found = defaultdict(list)
    for message in list(sink.messages):
        body = message.get_body().get_content()
        if key := KEY.search(body):
            found[key.group(1)].append(message["Message-ID"])
    return found


def expected_keys(handler):
    return set(Reminder.objects.filter(to=handler).values_list("key", flat=True))


def test_each_reminder_comes_once_although_the_worker_is_killed(celery_processes, smtp_sink):
    handler = late_and_near_duties()
    first = celery_processes.worker()
    celery_processes.beat()
    wait_until(lambda: ids_by_key(smtp_sink), what="the first reminders arrive")

    celery_processes.kill(first)
    # A dead sender's claim is taken over after two minutes: let them have passed.
    Delivery.objects.filter(state="sending").update(claimed_at=clock.now() - timedelta(minutes=3))
    celery_processes.worker()
    wait_until(lambda: len(expected_keys(handler)) >= LATE, what="every rung is climbed")
    wait_until(
        lambda: not Delivery.objects.filter(state__in=["pending", "sending"]).exists(),
        seconds=60,
        what="everything has left",
    )

    arrived = ids_by_key(smtp_sink)
    mine = expected_keys(handler)
    assert len(mine) >= LATE
    assert mine <= set(arrived)
    assert {len(set(ids)) for ids in arrived.values()} == {1}  # nothing under a second id
    assert Notice.objects.filter(to=handler, key__in=mine).count() == len(mine)


def test_a_matter_raised_while_the_broker_is_down_is_kept_and_told_later(
    celery_processes, smtp_sink, settings
):
    studio = open_studio()
    convener = make_user("李召集", convener=studio)
    good = settings.CELERY_BROKER_URL
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"

    issue = make_issue(studio)

    settings.CELERY_BROKER_URL = good
    assert Notice.objects.filter(to=convener, subject_id=issue.pk).exists()
    celery_processes.worker()
    celery_processes.beat()
    wait_until(
        lambda: any(
            issue.title in str(m["Subject"]) + m.get_body().get_content()
            for m in list(smtp_sink.messages)
        ),
        what="the convener's mail arrives",
    )
