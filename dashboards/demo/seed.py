"""A whole demo county in one go: the cast takes office, then a year goes by (演示数据)."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import connection, transaction
from django.db.models import F, OuterRef, Subquery

from accounts.models import Committee
from audit import seals
from consultations.models import Issue, Topic
from core import clock
from core.workdays import calendar
from dashboards.demo import cast, texts
from dashboards.demo.county import County
from dashboards.demo.stories import (
    claiming,
    decisions,
    duty,
    files,
    issues,
    likes,
    members,
    relays,
    river,
    santi,
    standing,
    topics,
)
from dashboards.demo.year import Story, Year, moment
from notices.enums import State
from notices.models import Delivery, Notice
from petitions.actions import ladder

DAYS = 365
# Working days before the end on which nobody was reminded: that is left to the real worker.
UNSWEPT = 9
UNREAD_DAYS = 3


@transaction.atomic
def seed(committee: Committee) -> County:
    """Live through the year that ended yesterday; all of it, or nothing."""
    last = clock.today() - timedelta(days=1)
    county = County(committee, Year(last - timedelta(days=DAYS - 1), last))
    opening = county.year.first - timedelta(days=30)
    with _in_one_piece():
        with clock.at(opening):
            cast.take_office(county, opening)
        with clock.at(county.year.first):
            _write_the_calendar(county)
        county.year.live()
        _settle_messages(last)
        _seal_the_days()
    return county


@contextmanager
def _in_one_piece() -> Iterator[None]:
    """No save point for each small step: the year stands or falls as a whole, and loads faster."""
    features = connection.features
    features.uses_savepoints = False
    try:
        yield
    finally:
        del features.uses_savepoints


def has_matters(committee: Committee) -> bool:
    """Somebody has worked here: a demo is never poured over real matters."""
    return Issue.objects.filter(committee=committee).exists()


def codes_to_show(county: County) -> list[tuple[str, str, str]]:
    """A few tracking codes worth trying: number, title and code of telling matters."""
    showcase = Topic.objects.get(title=texts.read("showcase")["title"])
    wanted = {"answered", "dispatched", "rehandling", "joined", "closed"}
    shown = []
    for issue, code in reversed(county.codes):
        issue.refresh_from_db()
        is_river = issue.topic_id == showcase.pk
        if is_river or issue.status in wanted:
            wanted -= set() if is_river else {issue.status}
            shown.append((issue.number, f"{issue.title}（{issue.get_status_display()}）", code))
    return shown


def _write_the_calendar(county: County) -> None:
    year = county.year
    river.begin(county)
    duty.begin(county, texts.read("duty")["studios"])
    standing.begin(county)
    santi.begin(county)
    files.begin(county)
    claiming.begin(county)
    likes.begin(county)
    relays.begin(county)
    decisions.begin(county)
    for row in texts.read("issues")["issues"]:
        issues.begin(county, row)
    for row in texts.read("topics")["topics"]:
        topics.begin(county, row)
    for row in texts.read("reports")["reports"]:
        members.begin_report(county, row)
    for row in texts.read("proposals")["proposals"]:
        members.begin_proposal(county, row)
    for row in texts.read("activities")["activities"]:
        members.begin_activity(county, row)
    until = calendar().add(year.last, -UNSWEPT)
    year.begin(_sweep_each_morning(until), moment(year.first, 8 * 60 + 30))


def _sweep_each_morning(until: date) -> Story:
    """The ladder of reminders, as the worker climbs it on real days."""
    while clock.today() <= until:
        ladder.climb(clock.today(), now=clock.now())
        yield moment(calendar().add(clock.today(), 1), 8 * 60 + 30)


def _seal_the_days() -> None:
    """Each ended day gets its seal; a year of lines in the log would help nobody."""
    logging.disable(logging.INFO)
    try:
        seals.seal_until(clock.today())
    finally:
        logging.disable(logging.NOTSET)


def _settle_messages(last: date) -> None:
    """Nobody gets a year of old mail: what the simulated year wrote counts as sent in its time.

    These messages were never sent by any server; only the demo county may do this.
    """
    written = Notice.objects.filter(pk=OuterRef("notice_id")).values("created_at")[:1]
    Delivery.objects.filter(state=State.PENDING).update(
        state=State.SENT, sent_at=Subquery(written), attempts=1
    )
    recent = moment(calendar().add(last, -UNREAD_DAYS), 0)
    Notice.objects.filter(created_at__lt=recent, read_at=None).update(
        read_at=F("created_at") + timedelta(hours=2)
    )
