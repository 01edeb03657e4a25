"""The database itself refuses to change the record."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from audit import guard, trail
from audit.models import Entry, Seal
from audit.tasks import seal_yesterday

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "deed",
    [
        lambda: Entry.objects.update(remark="改"),
        lambda: Entry.objects.all()._raw_delete(using="default"),
        lambda: Seal.objects.update(count=0),
        lambda: Seal.objects.all()._raw_delete(using="default"),
    ],
)
def test_no_line_and_no_seal_is_changed_or_deleted(matter, clerk, deed):
    trail.advance(matter, "open", by=clerk)
    seal_yesterday("2099-01-01")

    with pytest.raises(DatabaseError, match=guard.SENTENCE), transaction.atomic():
        deed()

    assert trail.verify() == []


@pytest.mark.django_db(transaction=True)
def test_the_record_is_not_emptied_either(matter, clerk):
    trail.advance(matter, "open", by=clerk)
    word = "TRUNCATE" if connection.vendor == "postgresql" else "DELETE FROM"

    with connection.cursor() as cursor, pytest.raises(DatabaseError, match=guard.SENTENCE):
        cursor.execute(f"{word} audit_entry")

    assert Entry.objects.exists()


def test_an_open_lock_is_reported(matter):
    guard.unlock(connection)

    assert trail.verify() == ["数据库未上锁：流转记录可被改动，请重新执行迁移"]

    guard.lock(connection)
    assert trail.verify() == []


@pytest.mark.django_db(transaction=True)
def test_emptying_the_whole_database_leaves_it_locked(matter, clerk):
    trail.advance(matter, "open", by=clerk)

    call_command("flush", interactive=False, verbosity=0)

    assert not Entry.objects.exists()
    assert guard.is_locked(connection)
