"""The door of a studio: what a citizen sees, sends and gets back, and all that can go wrong."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from audit import trail
from consultations.actions import issues
from consultations.forms.door import MOST_PHOTOS
from consultations.models import Issue
from core import clock
from notices.models import Notice
from studios.enums import StudioStatus
from tests.builders.consultations import make_jpeg
from tests.builders.directory import join_studio

NINE = "2026-03-02T09:00:00"
MATTER = {
    "title": "西关河堤护栏损坏",
    "body": "西关桥下游约五十米的护栏断裂，小孩经过很危险。",
    "place": "西关桥",
    "name": "张小明",
    "phone": "13800138000",
    "may_publish": "on",
    "consent": "on",
}


@pytest.fixture
def url(studio):
    return f"/s/{studio.code}/"


@pytest.fixture
def send(client, url, frozen):
    """Open the page at nine, fill it in for a minute, send it."""
    frozen(NINE)

    def send(**changes):
        hidden = opened(client, url)
        frozen("2026-03-02T09:01:00")
        return client.post(url, without_empty(MATTER | hidden | changes))

    return send


def opened(client, url):
    """The hidden fields of the page as it was opened."""
    page = client.get(url).content.decode()
    return {
        name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("opened", "once")
    }


def without_empty(fields):
    return {name: value for name, value in fields.items() if value is not None}


def test_the_door_says_who_sits_there_and_when(client, studio, url):
    join_studio(studio, "王建国", post="县第二中学校长")

    page = client.get(url).content.decode()

    for words in (
        "王建国",
        "县第二中学校长",
        "每周三 9:00—11:30",
        "城关镇老街12号",
        "0917-3521234",
    ):
        assert words in page


def test_the_door_shows_at_most_eight_fields(client, url):
    page = client.get(url).content.decode()

    fields = re.findall(r'<(?:input|textarea|select)[^>]*name="(\w+)"', page)
    hidden = {"csrfmiddlewaretoken", "once", "opened", "website"}
    assert len([name for name in fields if name not in hidden]) == 8


def test_an_unknown_door_is_not_found(client, db):
    assert client.get("/s/nowhere/").status_code == 404


def test_a_studio_that_is_not_open_takes_nothing(client, studio, url):
    studio.status = StudioStatus.SUSPENDED
    studio.save()

    answer = client.post(url, MATTER)

    assert "目前不接收意见" in answer.content.decode()
    assert not Issue.objects.exists()


def test_a_matter_comes_in_and_its_code_is_shown_once(client, studio, convener, url, send):
    answer = send()

    issue = Issue.objects.get()
    slip = client.get(answer.url).content.decode()
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", slip)[0]
    assert issue.number in slip
    assert issues.find_by_code(code) == issue
    assert code not in client.get(answer.url).content.decode()
    assert Notice.objects.filter(to=convener, title__contains=issue.title).exists()


def test_the_slip_is_nobody_elses(client, studio, send):
    answer = send()

    assert Issue.objects.get().number not in Client().get(answer.url).content.decode()


def test_what_is_stored_does_not_give_the_code_away(client, studio, send):
    slip = client.get(send().url).content.decode()
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", slip)[0]

    issue = Issue.objects.get()

    assert code not in issue.tracking_digest
    assert code not in "".join(issue.tellings.values_list("text", flat=True))


def test_a_qr_matter_has_its_own_shorter_limit(send):
    send()

    assert str(Issue.objects.get().triage_due_on) == "2026-03-04"


def test_whoever_leaves_no_telephone_is_told_what_that_means(client, send):
    answer = send(name="", phone="")

    assert not hasattr(Issue.objects.get(), "contact")
    assert "只能凭查询码查看" in client.get(answer.url).content.decode()


def test_the_telephone_is_unreadable_in_the_database(send):
    from django.db import connection

    send()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone FROM consultations_contact")
        stored = "".join(cursor.fetchone())

    assert "13800138000" not in stored
    assert "张小明" not in stored


def test_a_double_click_makes_one_matter(client, url, frozen):
    frozen(NINE)
    fields = MATTER | opened(client, url)
    frozen("2026-03-02T09:01:00")

    first, second = client.post(url, fields), client.post(url, fields)

    assert Issue.objects.count() == 1
    assert first.url == second.url
    assert Issue.objects.get().number in client.get(second.url).content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "请填写标题。"),
        ({"title": "题" * 51}, "标题最多50字"),
        ({"body": "太短了"}, "至少10字"),
        ({"body": "长" * 1001}, "最多1000字"),
        ({"phone": "12345"}, "11位手机号"),
        ({"phone": ""}, "请一并留下电话"),
        ({"consent": None}, "勾选同意"),
        ({"website": "http://spam"}, "隐藏栏"),
        ({"opened": "forged"}, "已经过期"),
    ],
)
def test_bad_input_is_named_and_nothing_typed_is_lost(send, changes, sentence):
    answer = send(**changes)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert sentence in page
    assert "西关桥" in page
    assert not Issue.objects.exists()


def test_a_page_of_yesterday_has_expired_and_goes_through_at_the_second_press(client, url, frozen):
    frozen(NINE)
    hidden = opened(client, url)
    frozen("2026-03-02T21:00:01")
    refused = client.post(url, MATTER | hidden).content.decode()
    renewed = re.search(r'name="opened" value="([^"]+)"', refused)[1]
    frozen("2026-03-02T21:00:20")

    answer = client.post(url, MATTER | hidden | {"opened": renewed})

    assert "已经过期" in refused
    assert answer.status_code == 302


def test_what_comes_quicker_than_anybody_types_is_asked_again(client, url, frozen):
    frozen(NINE)

    answer = client.post(url, MATTER | opened(client, url))

    assert "太快" in answer.content.decode()
    assert not Issue.objects.exists()


def test_photos_are_kept_without_the_place_where_they_were_taken(send, photo):
    send(photos=[photo])

    kept = Issue.objects.get().attachments.get()
    with kept.file.open("rb") as file:
        content = file.read()
    assert b"GPS" not in content
    assert content == make_jpeg()
    assert kept.name == "现场.jpg"


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("病毒.exe", b"MZ", "不能上传"),
        ("假图.jpg", b"<script>alert(1)</script>", "内容与扩展名不符"),
        ("空的.jpg", b"", "空的"),
        ("太大.jpg", make_jpeg() + b"0" * (10 * 1024 * 1024), "10MB"),
    ],
)
def test_a_file_that_is_no_photo_is_refused_by_name(send, name, content, sentence):
    answer = send(photos=[SimpleUploadedFile(name, content)])

    assert sentence in answer.content.decode()
    assert "西关桥" in answer.content.decode()
    assert not Issue.objects.exists()


def test_no_more_than_three_photos(send):
    photos = [SimpleUploadedFile(f"{n}.jpg", make_jpeg()) for n in range(MOST_PHOTOS + 1)]

    assert "最多上传3个" in send(photos=photos).content.decode()


def test_a_crowd_behind_one_address_passes_and_a_flood_does_not(client, url, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "submit": (3, 300)}

    answers = [client.post(url, {"title": "试一试"}) for _ in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert "试一试" in answers[-1].content.decode()


def test_three_hundred_telephones_in_five_minutes_are_within_the_limit(settings):
    limit, seconds = settings.RATE_LIMITS["submit"]

    assert limit * 300 / seconds > 300


def test_the_record_names_no_citizen(send):
    send()

    line = trail.history_of(Issue.objects.get()).get()

    assert line.by_name == "反映人"
    assert line.public


def test_the_matter_carries_the_moment_of_consent(send):
    send()

    issue = Issue.objects.get()
    assert issue.consent_version
    assert clock.now() - issue.consent_at < timedelta(minutes=1)
    assert issue.may_publish
