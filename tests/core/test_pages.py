"""The views that every app shares, through their pages."""

from io import BytesIO
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core import health, once, views
from core.models import FormKey, NumberPattern
from tests.core.files import PDF, PNG
from tests.core.world import Matter, S

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.core.world")]


@pytest.fixture
def matter(stranger):
    return Matter.objects.create(title="修桥", status=S.SENT, edited_by=stranger.username)


def conclude(matter, **data):
    return f"/matters/{matter.pk}/conclude/", data


# One step


def test_a_step_asks_for_what_it_needs(signed_in, matter):
    response = signed_in.get(f"/matters/{matter.pk}/conclude/")

    assert response.status_code == 200
    assert "审核意见" in response.text
    assert ">办结</button>" in response.text
    assert f'href="/matters/{matter.pk}/"' in response.text


def test_a_step_is_taken_announced_and_left(signed_in, matter):
    response = signed_in.post(*conclude(matter, remark="已修好"))

    assert response["Location"] == matter.get_absolute_url()
    assert "已办理。" in signed_in.get("/matters/").text
    matter.refresh_from_db()
    assert (matter.status, matter.body) == (S.DONE, "已修好")


def test_a_step_without_questions_asks_for_a_yes(client, stranger, matter):
    Matter.objects.update(status=S.DRAFT)
    client.force_login(stranger)
    address = f"/matters/{matter.pk}/submit/"

    assert "确定要提交“修桥”吗？" in client.get(address).text
    assert Matter.objects.get().status == S.DRAFT
    client.post(address)
    assert Matter.objects.get().status == S.SENT


def test_what_was_typed_wrong_is_said_and_kept(signed_in, matter):
    response = signed_in.post(*conclude(matter, remark="一二三四五六七八九十一"))

    assert "审核意见最多10字，现在有11字。" in response.text
    assert "一二三四五六七八九十一" in response.text


def test_what_the_action_finds_wrong_is_said_on_the_form(signed_in, matter):
    response = signed_in.post(f"/matters/{matter.pk}/conclude/?taken", {"remark": "好"})

    assert "这一期已经截止。" in response.text


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_strangers_step_is_refused_before_it_is_asked(client, stranger, matter, method):
    client.force_login(stranger)

    response = getattr(client, method)(*conclude(matter, remark="好"))

    assert response.status_code == 403
    assert "由提案委办理" in response.text


def test_a_step_from_the_wrong_state_is_refused_with_its_text(signed_in, matter):
    Matter.objects.update(status=S.DONE)

    response = signed_in.post(*conclude(matter, remark="已修好"))

    assert response.status_code == 409
    assert "当前为“已办结”，不能办结" in response.text
    assert "已修好" in response.text


# One list


@pytest.fixture
def matters():
    return Matter.objects.bulk_create(Matter(title=f"第{n}件") for n in range(1, 8))


def test_a_list_shows_tabs_rows_and_pages(signed_in, matters):
    page = signed_in.get("/matters/?q=第")

    assert [row.title for row in page.context["listing"].rows] == ["第7件", "第6件", "第5件"]
    for text in ("全部", "已提交", "下一页", "共7条", "导出Excel", "清除条件", "第7件"):
        assert text in page.text


def test_a_list_without_rows_says_so(signed_in, matters):
    assert "没有符合条件的记录" in signed_in.get("/matters/?q=没有").text
    Matter.objects.all().delete()
    assert "empty-box" in signed_in.get("/matters/").text


def test_a_list_page_takes_eight_queries_at_most(signed_in, matters, django_assert_max_num_queries):
    signed_in.get("/matters/")

    with django_assert_max_num_queries(8):
        signed_in.get("/matters/")


def test_the_excel_file_holds_the_rows_of_every_page(signed_in, matters):
    response = signed_in.get("/matters/?q=第&format=xlsx")

    xml = ZipFile(BytesIO(response.content)).read("xl/worksheets/sheet1.xml").decode()
    assert all(f"第{n}件" in xml for n in range(1, 8))
    assert response["Content-Type"] == views.EXCEL
    assert unquote(response["Content-Disposition"]).startswith("attachment; filename*=utf-8''事项")


def test_an_excel_file_that_is_cut_says_so(signed_in, matters, monkeypatch):
    monkeypatch.setattr(views, "MOST_EXCEL_ROWS", 2)

    response = signed_in.get("/matters/?format=xlsx")

    xml = ZipFile(BytesIO(response.content)).read("xl/worksheets/sheet1.xml").decode()
    assert "第6件" in xml
    assert "第5件" not in xml
    assert "本表只含前2条" in xml


# One upload


def test_an_upload_passes_through_a_form_that_is_taken_once(client):
    key = once.new_key()
    for _ in range(2):
        photo = SimpleUploadedFile("桥.png", PNG)
        response = client.post("/files/new/", {"file": photo, "once": key})
        assert response["Location"] == "/matters/"

    assert NumberPattern.objects.get().code == "桥.png"
    assert FormKey.objects.count() == 1


def test_a_wrong_upload_is_told_and_can_be_sent_again(client):
    key = once.new_key()

    response = client.post("/files/new/", {"file": SimpleUploadedFile("a.pdf", PDF), "once": key})

    assert "只接受图片" in response.text
    assert "multipart/form-data" in response.text
    photo = SimpleUploadedFile("桥.png", PNG)
    assert client.post("/files/new/", {"file": photo, "once": key}).status_code == 302


# Is the portal well?


def test_a_healthy_portal_says_ok_to_anybody(client):
    response = client.get("/healthz")

    assert (response.status_code, response.text) == (200, "ok")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("name", ["database", "broker"])
def test_a_sick_portal_names_what_does_not_answer(client, monkeypatch, name):
    monkeypatch.setattr(health, f"{name}_answers", lambda: False)

    response = client.get("/healthz")

    assert (response.status_code, response.text) == (503, f"failing: {name}")


def test_a_broker_folder_that_is_gone_is_a_broker_that_does_not_answer(settings, tmp_path):
    settings.REDIS_URL = ""
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = options | {"data_folder_out": str(tmp_path / "no")}
    assert not health.broker_answers()

    (tmp_path / "no").mkdir()

    assert health.broker_answers()


@pytest.mark.parametrize("address", ["redis://127.0.0.1:1/0", "unix:///nowhere/redis.sock?db=0"])
def test_a_dead_redis_is_found_out(settings, address):
    settings.REDIS_URL = address

    assert not health.broker_answers()


def test_a_living_redis_answers(settings, monkeypatch):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr("redis.Redis.ping", lambda self: True)

    assert health.broker_answers()


def test_a_dead_database_is_found_out(monkeypatch):
    def no_cursor():
        raise views.health.DatabaseError

    monkeypatch.setattr(health.connection, "cursor", no_cursor)

    assert not health.database_answers()
