"""Whoever must hear of a deed hears of it, once, and only if it was done."""

import pytest
from django.db import IntegrityError, transaction

from core import clock
from notices import outbox
from notices.enums import Channel, State
from notices.models import Delivery, Notice
from notices.outbox import Letter
from tests.builders.people import make_committee, make_user
from tests.notices.letters import VALUES, delivery_to, tell

pytestmark = pytest.mark.django_db


def test_each_person_finds_it_in_the_inbox_and_in_the_mail():
    one, two = make_user(), make_user()

    notices = tell(one, two, one, about=make_committee(), url="/desk/", urgent=True)

    assert [notice.to for notice in notices] == [one, two]
    notice = Notice.objects.get(to=one)
    assert (notice.title, notice.scope) == ("“龙泉路修补”请于3月2日前办理", "qingxi")
    assert (notice.subject_label, notice.url) == ("accounts.Committee", "/desk/")
    assert (notice.urgent, notice.read_at) == (True, None)
    mail = notice.deliveries.get()
    assert (mail.channel, mail.address, mail.state) == (Channel.EMAIL, one.email, State.PENDING)
    assert mail.message_id == f"<notice.{notice.pk}@portal.test>"


def test_who_left_is_not_told_and_who_has_no_mail_is_told_inside():
    tell(make_user(is_active=False), make_user(email=""))

    assert Notice.objects.count() == 1
    assert not Delivery.objects.exists()


def test_nobody_hears_of_what_was_not_done(nudges):
    with transaction.atomic():
        tell(make_user())
        transaction.set_rollback(True)

    assert not Notice.objects.exists()
    assert nudges == []


def test_a_key_is_told_once_to_each_person_ever(frozen):
    one, two = make_user(), make_user()
    frozen("2026-03-02")  # both calls within one moment

    first = tell(one, key="assignment:7:E1:2026-03-02")
    again = tell(one, two, key="assignment:7:E1:2026-03-02")

    assert [notice.to for notice in first] == [one]
    assert [notice.to for notice in again] == [two]
    assert Notice.objects.count() == Delivery.objects.count() == 2


def test_the_message_id_is_made_from_key_and_person_alone():
    one, two = make_user(), make_user()

    ids = {delivery_to(person, key="催办 7:E1").message_id for person in (one, two)}
    twin = delivery_to(one, key="催办 7/E1").message_id

    assert len(ids | {twin}) == 3
    Delivery.objects.all().delete()
    Notice.objects.all().delete()
    assert delivery_to(one, key="催办 7:E1").message_id in ids


def test_two_tellers_of_one_key_do_not_disturb_each_other(monkeypatch):
    person = make_user()
    letter, now = Letter([person], "tests/hello", key="k", context=VALUES), clock.now()
    drafts = list(outbox._drafts(letter, now))
    beside_a_rival = outbox._store_beside_a_rival

    def refuse(rows):
        if rows:
            raise IntegrityError
        return rows

    def after_the_rival(*told):
        monkeypatch.undo()  # the rival wrote after we looked and before we did
        assert len(tell(person, key="k")) == 1
        return beside_a_rival(*told)

    monkeypatch.setattr(outbox.bulk, "insert", refuse)
    monkeypatch.setattr(outbox, "_store_beside_a_rival", after_the_rival)

    assert outbox._store(drafts, now) == []
    assert Notice.objects.count() == Delivery.objects.count() == 1


def test_many_letters_take_few_queries(django_assert_max_num_queries):
    people = [make_user() for _ in range(3)]
    letters = [
        Letter([person], "tests/hello", key=f"k{n}", context=VALUES | {"days": n})
        for n in range(40)
        for person in people
    ]
    outbox.post(letters[:1])

    with django_assert_max_num_queries(9):
        fresh = outbox.post(letters)

    assert len(fresh) == 119
    assert Delivery.objects.count() == 120


def test_the_robot_says_a_thing_once_and_nothing_private(settings):
    settings.NOTICE_WEBHOOK_URL = "http://robot.test/send?key=secret"
    people = [make_user(), make_user()]

    tell(*people)
    tell(*people, private=True)

    robots = Delivery.objects.filter(channel=Channel.WEBHOOK)
    assert [robot.address for robot in robots] == ["robot.test"]


@pytest.mark.parametrize("url", ["https://elsewhere.cn/", "//elsewhere.cn/", "/\\elsewhere.cn"])
def test_a_notice_links_into_the_portal_only(url):
    with pytest.raises(ValueError, match="a page of the portal"):
        tell(make_user(), url=url)


def test_what_has_not_left_can_be_stopped(nudges):
    matter = make_committee()
    stopped, other = delivery_to(make_user(), about=matter), delivery_to(make_user())
    gone = delivery_to(make_user(), about=matter)
    Delivery.objects.filter(pk=gone.pk).update(state=State.SENDING)

    assert outbox.withdraw(matter, "tests/other") == 0
    assert outbox.withdraw(matter, "tests/hello") == 1

    states = dict(Delivery.objects.values_list("pk", "state"))
    assert states == {
        stopped.pk: State.WITHDRAWN, other.pk: State.PENDING, gone.pk: State.SENDING
    }  # fmt: skip
