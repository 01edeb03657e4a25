"""What is due leaves once; what fails waits its turn, and in the end the office sees it."""

from datetime import timedelta

import pytest
from django.core import mail

from core import clock
from notices import channels, claims, sender
from notices.enums import Channel, State
from notices.models import CLAIM_LASTS, Delivery
from notices.tasks import deliver
from tests.builders.people import make_user
from tests.notices.letters import delivery_to, tell

pytestmark = pytest.mark.django_db


@pytest.fixture
def refuses(monkeypatch):
    """A mail server that says no to these errors in turn, and then takes everything."""
    errors = []
    send = channels.EmailMessage.send

    def attempt(message, *args):
        if errors:
            raise errors.pop(0)
        return send(message, *args)

    monkeypatch.setattr(channels.EmailMessage, "send", attempt)
    return errors


def state_of(delivery: Delivery) -> Delivery:
    return Delivery.objects.get(pk=delivery.pk)


def test_a_mail_says_what_is_due_where_and_under_which_number():
    delivery = delivery_to(make_user(email="li@example.cn"), key="assignment:7:E1:2026-03-02")

    assert deliver() == 1

    [sent] = mail.outbox
    assert sent.to == ["li@example.cn"]
    assert sent.subject == "【委员工作室】“龙泉路修补”请于3月2日前办理"
    assert sent.extra_headers["Message-ID"] == delivery.message_id
    assert "已逾期 2 天，请尽快答复。" in sent.body
    assert f"http://portal.test/notices/{delivery.notice_id}/" in sent.body
    assert sent.body.splitlines()[-1] == "催办号:assignment:7:E1:2026-03-02"
    delivery = state_of(delivery)
    assert (delivery.state, delivery.claim, delivery.last_error) == (State.SENT, "", "")
    assert delivery.sent_at


def test_what_was_sent_is_not_sent_again():
    tell(make_user(), make_user())

    assert [sender.deliver_due(), sender.deliver_due()] == [2, 0]


def test_a_private_message_leaves_without_its_words():
    delivery_to(make_user(), private=True)

    sender.deliver_due()

    [sent] = mail.outbox
    assert sent.subject == "【委员工作室】您有一条新消息"
    assert "龙泉路" not in sent.body


def test_an_urgent_message_says_so():
    delivery_to(make_user(), urgent=True)

    sender.deliver_due()

    assert mail.outbox[0].subject.startswith("【委员工作室】【紧急】")


def test_a_limit_is_kept():
    tell(*(make_user() for _ in range(3)))

    assert sender.deliver_due(limit=2) == 2


def test_a_failure_keeps_its_reason_backs_off_and_ends_with_the_office(refuses):
    delivery = delivery_to(make_user())
    refuses += [
        channels.smtplib.SMTPRecipientsRefused({"li@example.cn": (550, b"no <li@example.cn> here")})
        for _ in range(6)
    ]
    waits, moment = [], clock.now()

    for _ in range(6):
        with clock.at(moment):
            assert sender.deliver_due() == 0
            delivery = state_of(delivery)
            waits.append((delivery.not_before - moment) // timedelta(minutes=1))
            moment = delivery.not_before

    assert waits == [1, 5, 30, 120, 480, 0]
    assert (delivery.state, delivery.attempts) == (State.DEAD, 6)
    assert delivery.last_error == "收件人被拒 550 no … here"
    assert sender.deliver_due() == 0


def test_before_its_time_nothing_is_tried_again(refuses):
    delivery = delivery_to(make_user())
    refuses.append(channels.smtplib.SMTPDataError(451, "try later"))

    assert [sender.deliver_due(), sender.deliver_due()] == [0, 0]
    assert state_of(delivery).last_error == "邮件服务器答复 451 try later"

    with clock.at(clock.now() + timedelta(minutes=2)):
        assert sender.deliver_due() == 1


def test_one_bad_address_does_not_hold_up_the_others():
    bad = delivery_to(make_user(email="a@example.cn"))
    Delivery.objects.filter(pk=bad.pk).update(address="a@example.cn\nBcc: b@example.cn")
    good = delivery_to(make_user())

    assert sender.deliver_due() == 1

    assert (state_of(bad).state, state_of(good).state) == (State.FAILED, State.SENT)
    assert "@" not in state_of(bad).last_error


def test_when_nobody_answers_the_rest_waits_untried(refuses):
    tell(*(make_user() for _ in range(25)))
    refuses.append(ConnectionRefusedError("nobody there"))

    assert sender.deliver_due() == 0

    assert Delivery.objects.failing().count() == 1
    assert Delivery.objects.filter(state=State.PENDING, attempts=0, claim="").count() == 24
    assert sender.deliver_due() == 24


@pytest.mark.parametrize(
    ("age", "is_taken_up"),
    [
        (timedelta(seconds=30), False),  # still being sent
        (CLAIM_LASTS + timedelta(seconds=1), True),  # its sender was killed
        (-timedelta(minutes=9), True),  # somebody put the clock back
    ],
)
def test_what_a_killed_sender_held_is_taken_up(age, is_taken_up):
    tell(make_user())
    claims.claim(20, clock.now())
    Delivery.objects.update(claimed_at=clock.now() - age)

    assert bool(sender.deliver_due()) is is_taken_up


def test_a_claim_that_went_to_somebody_else_is_not_sent_twice(monkeypatch):
    delivery = delivery_to(make_user())
    [held] = claims.claim(20, clock.now())
    Delivery.objects.update(claim="another")

    assert sender._send([held], set()) == 0
    claims.sent(held, [held])

    assert mail.outbox == []
    assert state_of(delivery).state == State.SENDING


def test_nobody_is_woken_at_night(settings, frozen):
    settings.NOTICE_QUIET_HOURS = "21-8"
    frozen("2026-03-02T22:30")
    tell(make_user(), urgent=True)

    assert sender.deliver_due() == 0

    frozen("2026-03-03T08:00")
    assert sender.deliver_due() == 1


def test_a_day_of_messages_is_one_mail(settings, frozen):
    settings.NOTICE_DIGEST = True
    frozen("2026-03-02T10:00")
    person, other = make_user(), make_user()
    tell(person, other)
    tell(person, key="k1")
    tell(person, urgent=True)
    assert sender.deliver_due() == 1  # what is urgent does not wait

    frozen("2026-03-03T08:30")
    assert sender.deliver_due() == 2

    digest = next(message for message in mail.outbox if "2 条新消息" in message.subject)
    assert digest.to == [person.email]
    assert digest.body.count("龙泉路修补") == 2
    assert "催办号:k1" in digest.body
    assert not Delivery.objects.exclude(state=State.SENT).exists()


def test_a_digest_that_failed_is_repeated_with_the_same_content(settings, frozen, refuses):
    settings.NOTICE_DIGEST = True
    frozen("2026-03-02T10:00")
    person = make_user()
    tell(person)
    tell(person)
    refuses.append(channels.smtplib.SMTPDataError(451, "try later"))
    frozen("2026-03-03T09:00")
    sender.deliver_due()
    carrier = Delivery.objects.failing().get()

    frozen("2026-03-04T09:00")
    tell(person)
    frozen("2026-03-05T09:00")
    assert sender.deliver_due() == 2

    again = next(m for m in mail.outbox if m.extra_headers["Message-ID"] == carrier.message_id)
    assert "2 条新消息" in again.subject


def test_a_digest_given_up_is_sent_whole_when_the_office_asks(settings, frozen, refuses):
    settings.NOTICE_DIGEST = True
    frozen("2026-03-02T10:00")
    person = make_user()
    tell(person)
    tell(person)
    Delivery.objects.update(attempts=5)
    refuses.append(channels.smtplib.SMTPDataError(554, "no"))
    frozen("2026-03-03T09:00")
    sender.deliver_due()
    assert Delivery.objects.filter(state=State.DEAD).count() == 2
    assert Delivery.objects.given_up().count() == 1

    assert claims.retry(Delivery.objects.given_up()) == 1
    assert sender.deliver_due() == 1

    assert "2 条新消息" in mail.outbox[0].subject
    assert not Delivery.objects.exclude(state=State.SENT).exists()


def test_a_run_costs_few_queries_per_message(django_assert_max_num_queries):
    tell(*(make_user() for _ in range(20)))

    with django_assert_max_num_queries(20 * 4 + 12):
        assert sender.deliver_due() == 20


def test_the_robot_and_the_mail_fail_apart(settings, refuses):
    settings.NOTICE_WEBHOOK_URL = "http://127.0.0.1:9/robot"
    tell(make_user())

    assert sender.deliver_due() == 1

    robot = Delivery.objects.get(channel=Channel.WEBHOOK)
    assert (robot.state, robot.attempts) == (State.FAILED, 1)
    assert robot.last_error.startswith("群机器人未接收")
