"""What is shown of like matters at the door, where staff enter one, and when one is looked at."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from studios.enums import StudioStatus
from tests.builders.consultations import make_issue, make_topic
from tests.builders.directory import join_studio

TYPED = {"title": "西关河堤护栏坏了", "body": "西关桥往下走的护栏断了。", "place": "西关桥"}


@pytest.fixture
def url(studio):
    return f"/s/{studio.code}/like/"


def test_the_door_says_that_somebody_has_raised_the_same(client, studio, url, frozen):
    frozen("2026-03-02T09:00:00")
    issue = make_issue(studio, accepted=True, may_publish=True, place="西关桥下游第三个台阶")

    page = client.post(url, TYPED).content.decode()

    for words in ("已有人反映过同类事项", issue.title, studio.name, "2026年3月", "已受理", "护栏"):
        assert words in page
    for secret in (issue.number, issue.body, "第三个台阶", f"/issues/{issue.pk}/", "地点都有"):
        assert secret not in page


def test_the_door_says_nothing_of_what_was_not_to_be_published(client, studio, url):
    issue = make_issue(studio, accepted=True)

    assert issue.title not in client.post(url, TYPED).content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"title": ""},
        {"title": "桥"},
        {"title": "\x00"},
        {"title": "😀" * 99, "body": "长" * 9999},
    ],
)
def test_whatever_is_typed_the_door_keeps_quiet_and_does_not_break(client, studio, url, typed):
    make_issue(studio, accepted=True, may_publish=True)

    answer = client.post(url, typed)

    assert answer.status_code == 200
    assert answer.content.decode().strip() == ""


def test_a_studio_that_is_not_open_tells_nothing(client, studio, url):
    make_issue(studio, accepted=True, may_publish=True)
    studio.status = StudioStatus.SUSPENDED
    studio.save()

    assert client.post(url, TYPED).content.decode().strip() == ""


def test_who_asks_all_the_time_is_turned_away_and_can_still_submit(client, studio, url, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "like": (2, 300)}

    answers = [client.post(url, TYPED, REMOTE_ADDR="192.0.2.77").status_code for _ in range(3)]

    assert answers == [200, 200, 429]
    assert client.get(f"/s/{studio.code}/", REMOTE_ADDR="192.0.2.77").status_code == 200


def test_a_stranger_page_cannot_ask_in_the_readers_name(studio, url):
    assert Client(enforce_csrf_checks=True).post(url, TYPED).status_code == 403


def test_without_the_script_the_form_is_whole(client, studio, url):
    page = client.get(f"/s/{studio.code}/").content.decode()

    assert f'data-likes="{url}" aria-live="polite"' in page
    # Where files are collected, the name carries a mark of the content.
    assert re.search(r"likeness(\.\w+)?\.js", page)
    assert page.index("</form>") < page.index("data-likes")


def test_staff_are_told_with_links_of_what_they_may_see(studio, convener, stranger, sign_in):
    issue = make_issue(studio)  # even before anybody has looked at it
    asked = TYPED | {"studio": studio.pk}

    own = sign_in(convener).post("/issues/like/", asked).content.decode()
    others = sign_in(stranger).post("/issues/like/", asked).content.decode()

    assert issue.number in own
    assert f'href="{issue.get_absolute_url()}"' in own
    assert issue.title not in others


def test_who_may_not_register_is_not_told_either(studio, office, sign_in):
    make_issue(studio, accepted=True)

    answer = sign_in(office).post("/issues/like/", TYPED)

    assert answer.status_code == 403


def test_a_member_who_registers_is_told_too(studio, sign_in):
    issue = make_issue(studio, accepted=True)
    member = join_studio(studio, "王建国").user

    assert issue.number in sign_in(member).post("/issues/like/", TYPED).content.decode()


@pytest.fixture
def newcomer(studio):
    """A matter that awaits triage, told in other words."""
    return make_issue(studio, **TYPED)


def test_at_triage_like_matters_are_shown_with_reason_and_state(
    studio, convener, sign_in, newcomer
):
    like = make_issue(studio, accepted=True)

    page = sign_in(convener).get(newcomer.get_absolute_url()).content.decode()

    assert "同类意见（可能）" in page
    assert like.number in page
    assert "都提到：" in page
    assert f"/issues/{newcomer.pk}/merge/?into={like.pk}" in page


def test_where_nothing_is_alike_there_is_no_box(studio, convener, sign_in, newcomer):
    make_issue(studio, title="小区电梯停运", body="老人上下楼非常不便，盼修。", accepted=True)

    page = sign_in(convener).get(newcomer.get_absolute_url()).content.decode()

    assert "同类意见（可能）" not in page


@pytest.mark.parametrize("state", ["answered", "declined"])
def test_with_an_answered_one_nothing_is_merged(studio, convener, sign_in, newcomer, state):
    like = make_issue(
        studio, **{state: True}, **({"accepted": True} if state == "answered" else {})
    )

    page = sign_in(convener).get(newcomer.get_absolute_url()).content.decode()

    assert like.number in page
    assert "?into=" not in page


def test_who_only_reads_gets_no_links(studio, office, sign_in, newcomer):
    like = make_issue(studio, accepted=True)

    page = sign_in(office).get(newcomer.get_absolute_url()).content.decode()

    assert like.number in page
    assert "?into=" not in page


def test_an_accepted_one_may_join_the_topic_of_its_like(studio, convener, sign_in):
    topic = make_topic(studio)
    make_issue(studio, accepted=True, joined=topic)
    newcomer = make_issue(studio, accepted=True, **TYPED)
    browser = sign_in(convener)

    page = browser.get(newcomer.get_absolute_url()).content.decode()
    step = f"/issues/{newcomer.pk}/join/?topic={topic.pk}"

    assert step in page
    form = browser.get(step).context["form"]
    assert str(form["topic"].value()) == str(topic.pk)


@pytest.mark.parametrize("asked", ["abc", "", "999999999999999999999", "٣"])
def test_a_topic_that_is_none_is_overlooked(studio, convener, sign_in, asked):
    issue = make_issue(studio, accepted=True)

    assert sign_in(convener).get(f"/issues/{issue.pk}/join/?topic={asked}").status_code == 200


def test_a_matter_in_a_members_hands_has_no_box(studio, convener, member, sign_in):
    make_issue(studio, accepted=True)
    claimed = make_issue(studio, claimed_by=member, **TYPED)

    page = sign_in(convener).get(claimed.get_absolute_url()).content.decode()

    assert "同类意见（可能）" not in page


def test_many_like_matters_cost_no_more_than_one(studio, convener, sign_in, newcomer):
    browser = sign_in(convener)

    def cost():
        browser.get(newcomer.get_absolute_url())
        with CaptureQueriesContext(connection) as seen:
            browser.get(newcomer.get_absolute_url())
        return len([q for q in seen if "core_version" not in q["sql"]])

    make_issue(studio, accepted=True)
    one = cost()
    for n in range(6):
        make_issue(studio, title=f"西关河堤护栏损坏{'了' * n}", accepted=True)

    assert cost() == one
