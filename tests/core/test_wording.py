from types import SimpleNamespace

import pytest
from django.db import transaction

from core import versions, wording
from core.models import Version, Wording
from core.wording import say, scope_of

pytestmark = pytest.mark.django_db

CODE = "verb.consultations.claim_issue"


def told_by_another_process(text):
    """Write a wording as another process would: this one does not hear of it."""
    own = Version.own_changes
    Wording.objects.update_or_create(scope="qingxi", code=CODE, defaults={"text": text})
    Version.own_changes = own


def test_our_word_stands_until_the_county_has_its_own():
    assert say("qingxi", CODE, "接单") == "接单"

    Wording.objects.create(scope="qingxi", code=CODE, text="买单")

    assert say("qingxi", CODE, "接单") == "买单"
    assert say("elsewhere", CODE, "接单") == "接单"


@pytest.mark.parametrize(
    "change",
    [
        lambda row: Wording.objects.filter(pk=row.pk).update(text="认领"),
        lambda row: Wording.objects.filter(pk=row.pk).delete(),
        lambda row: row.delete(),
        lambda row: Wording.objects.bulk_create([Wording(scope="x", code=CODE, text="y")]),
    ],
)
def test_however_rows_are_written_this_process_knows_at_once(change):
    row = Wording.objects.create(scope="qingxi", code=CODE, text="买单")
    say("qingxi", CODE, "接单")

    change(row)

    stored = dict(Wording.objects.values_list("scope", "text"))
    for scope in ("qingxi", "x"):
        assert say(scope, CODE, "接单") == stored.get(scope, "接单")


def test_words_are_read_once(django_assert_num_queries):
    say("qingxi", CODE, "接单")

    with django_assert_num_queries(0):
        for _ in range(100):
            say("qingxi", CODE, "接单")


def test_another_process_is_heard_within_seconds(monkeypatch):
    assert say("qingxi", CODE, "接单") == "接单"
    told_by_another_process("买单")
    assert say("qingxi", CODE, "接单") == "接单"

    monkeypatch.setattr(versions, "SECONDS_BETWEEN_CHECKS", 0)

    assert say("qingxi", CODE, "接单") == "买单"


def test_an_unchanged_table_is_asked_for_its_version_only(monkeypatch, django_assert_num_queries):
    say("qingxi", CODE, "接单")
    monkeypatch.setattr(versions, "SECONDS_BETWEEN_CHECKS", 0)

    with django_assert_num_queries(1):
        say("qingxi", CODE, "接单")


@pytest.mark.django_db(transaction=True)
def test_a_wording_that_was_rolled_back_is_never_said():
    with transaction.atomic():
        Wording.objects.create(scope="qingxi", code=CODE, text="买单")
        assert say("qingxi", CODE, "接单") == "买单"
        transaction.set_rollback(True)

    assert say("qingxi", CODE, "接单") == "接单"


@pytest.mark.django_db(transaction=True)
def test_reading_inside_a_transaction_does_not_make_later_readers_ask(django_assert_num_queries):
    say("qingxi", CODE, "接单")

    with transaction.atomic(), django_assert_num_queries(0):
        say("qingxi", CODE, "接单")
    with transaction.atomic():
        Wording.objects.create(scope="qingxi", code=CODE, text="买单")
        say("qingxi", CODE, "接单")
    with django_assert_num_queries(1):  # once, to learn that it was committed
        assert say("qingxi", CODE, "接单") == "买单"
        assert say("qingxi", CODE, "接单") == "买单"


def test_forgetting_reads_anew(django_assert_num_queries):
    say("qingxi", CODE, "接单")
    wording._texts.forget()

    with django_assert_num_queries(2):
        say("qingxi", CODE, "接单")


def test_the_scope_is_the_committee_of_a_thing():
    county = SimpleNamespace(code="qingxi")

    assert scope_of(SimpleNamespace(trail_scope="a", scope="b")) == "a"
    assert scope_of(SimpleNamespace(scope="b")) == "b"
    assert scope_of(SimpleNamespace(committee_id=1, committee=county)) == "qingxi"
    assert scope_of(SimpleNamespace()) == ""


def test_a_reader_of_the_same_committee_lends_it_to_a_row():
    class Row:
        committee_id = 1

        @property
        def committee(self):
            raise AssertionError("asked the database for each row")

    reader = SimpleNamespace(committee_id=1, committee=SimpleNamespace(code="qingxi"))

    assert scope_of(Row(), reader) == "qingxi"


def test_rows_say_what_they_are():
    row = Wording(scope="qingxi", code=CODE, text="买单")

    assert str(row) == f"qingxi {CODE}"
    assert str(Version(name="wording", token="t")) == "wording t"
