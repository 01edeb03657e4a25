"""The inbox and the list of what did not leave: who sees them, and what they do."""

import pytest
from django.urls import reverse

from notices import sender
from notices.enums import State
from notices.models import Delivery, Notice
from tests.builders.people import make_committee, make_user
from tests.notices.letters import delivery_to, tell

pytestmark = pytest.mark.django_db

INBOX = "/notices/"
UNDELIVERED = "/notices/undelivered/"


@pytest.fixture
def reader(client):
    reader = make_user()
    client.force_login(reader)
    return reader


@pytest.fixture
def office(client):
    office = make_user(office=True)
    client.force_login(office)
    return office


def undelivered(person=None, **changes) -> Delivery:
    """A mail that the portal has given up."""
    delivery = delivery_to(person or make_user("赵六"), **changes)
    Delivery.objects.filter(pk=delivery.pk).update(
        state=State.DEAD, attempts=6, last_error="收件人被拒 550"
    )
    return delivery


def test_the_inbox_asks_for_a_sign_in(client):
    assert client.get(INBOX).status_code == 302


def test_each_reads_their_own_messages_only(client, reader):
    tell(reader, title="我的路")
    tell(make_user(), title="别人的路")

    page = client.get(INBOX).content.decode()

    assert "我的路" in page
    assert "别人的路" not in page
    assert UNDELIVERED not in page


def test_an_empty_inbox_says_what_will_come(client, reader):
    assert "没有未读消息" in client.get(INBOX).content.decode()
    assert "还没有消息" in client.get(f"{INBOX}?tab=all").content.decode()
    assert "没有符合条件的消息" in client.get(f"{INBOX}?q=桥").content.decode()


def test_opening_a_message_marks_it_read_and_goes_to_the_matter(client, reader):
    [notice] = tell(reader, url="/desk/")

    response = client.get(reverse("notices:open", args=[notice.pk]))

    assert response.url == "/desk/"
    notice.refresh_from_db()
    assert notice.read_at
    first = notice.read_at
    client.get(notice.get_absolute_url())
    notice.refresh_from_db()
    assert notice.read_at == first


def test_a_message_without_a_matter_leads_back_to_the_inbox(client, reader):
    [notice] = tell(reader)

    assert client.get(notice.get_absolute_url()).url == INBOX


def test_the_message_of_another_does_not_exist(client, reader):
    [notice] = tell(make_user())

    assert client.get(notice.get_absolute_url()).status_code == 404
    assert not Notice.objects.exclude(read_at=None).exists()


def test_all_are_marked_read_at_once(client, reader):
    tell(reader)
    tell(reader)
    tell(make_user())

    response = client.post("/notices/read/", follow=True)

    assert "已将2条消息标为已读" in response.content.decode()
    assert Notice.objects.unread().count() == 1
    assert client.get("/notices/read/").status_code == 405


def test_pages_know_how_many_are_unread(client, reader):
    for _ in range(3):
        tell(reader)

    assert client.get(INBOX).context["unread_count"] == 3


def test_nobody_who_is_signed_out_has_messages(rf):
    from notices.context_processors import unread_count

    assert unread_count(rf.get("/"))["unread_count"] == 0


@pytest.mark.parametrize("rows", [1, 40])
def test_the_inbox_costs_the_same_however_full(client, reader, django_assert_max_num_queries, rows):
    for _ in range(rows):
        tell(reader)
    client.get(INBOX)

    with django_assert_max_num_queries(9):
        client.get(INBOX)


@pytest.mark.parametrize("path", ["", "retry/", "1/retry/"])
def test_the_undelivered_are_the_office_s_business(client, reader, path):
    method = client.post if path else client.get

    assert method(UNDELIVERED + path).status_code == 403


def test_the_office_sees_what_did_not_leave_and_why(client, office):
    undelivered(title="龙泉路")
    undelivered(title="秘密路", private=True)
    undelivered(make_user(committee=make_committee("other")), title="邻县的路")

    page = client.get(UNDELIVERED).content.decode()

    assert "龙泉路" in page
    assert "赵六" in page
    assert "收件人被拒 550" in page
    assert "秘密路" not in page
    assert "邻县的路" not in page
    assert "@example.cn" not in page


def test_the_office_finds_the_undelivered_from_its_inbox(client, office):
    assert UNDELIVERED in client.get(INBOX).content.decode()


def test_the_office_sees_what_is_still_being_tried(client, office):
    delivery = delivery_to(make_user(), title="龙泉路")
    Delivery.objects.filter(pk=delivery.pk).update(state=State.FAILED)

    assert "没有未送达的消息" in client.get(UNDELIVERED).content.decode()
    assert "龙泉路" in client.get(f"{UNDELIVERED}?tab=failing").content.decode()


def test_an_undelivered_message_is_sent_again_when_the_office_asks(client, office, mailoutbox):
    delivery, another = undelivered(), undelivered()

    client.post(f"{UNDELIVERED}{delivery.pk}/retry/")
    assert sender.deliver_due() == 1

    delivery.refresh_from_db()
    another.refresh_from_db()
    assert (delivery.state, another.state) == (State.SENT, State.DEAD)


def test_all_undelivered_messages_are_sent_again(client, office, mailoutbox):
    undelivered()
    undelivered()
    undelivered(make_user(committee=make_committee("other")))

    client.post(f"{UNDELIVERED}retry/")

    assert sender.deliver_due() == 2


def test_what_was_delivered_or_belongs_to_another_county_is_not_sent_again(client, office):
    sent = delivery_to(make_user())
    sender.deliver_due()
    foreign = undelivered(make_user(committee=make_committee("other")))

    for delivery in (sent, foreign):
        assert client.post(f"{UNDELIVERED}{delivery.pk}/retry/").status_code == 404


@pytest.mark.parametrize("page", [INBOX, UNDELIVERED])
def test_each_list_can_be_kept_as_excel(client, office, page):
    tell(office)
    undelivered()

    response = client.get(f"{page}?format=xlsx")

    assert response["Content-Type"].endswith("spreadsheetml.sheet")
