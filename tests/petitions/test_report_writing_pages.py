"""The pages on which a member writes a report."""

import pytest
from django.urls import reverse

from core import once
from petitions.enums import ReportStatus
from petitions.models import OpinionReport
from tests.builders.people import make_committee
from tests.builders.petitions import make_item
from tests.builders.reports import TEXTS, make_report
from tests.builders.studios import make_member

pytestmark = pytest.mark.django_db
LIST = "/reports/"


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen("2026-03-02")


@pytest.fixture
def author(client):
    member = make_member()
    client.force_login(member.user)
    return member


def test_a_member_writes_a_draft_and_finds_it(client, author):
    page = client.get(reverse("petitions:write_report"))
    answer = client.post(reverse("petitions:write_report"), TEXTS | {"once": once.new_key()})

    assert "保存并提交" in page.text
    report = OpinionReport.objects.get(author=author)
    assert answer.url == report.get_absolute_url()
    assert report.status == ReportStatus.DRAFT
    assert report.title in client.get(f"{LIST}?tab=drafts").text


def test_one_button_saves_and_hands_in(client, author):
    client.post(reverse("petitions:write_report"), TEXTS | {"then_submit": "1"})

    assert OpinionReport.objects.get().status == ReportStatus.SUBMITTED


def test_a_long_report_is_taken_with_a_warning(client, author):
    long = {"situation": "车" * 800, "analysis": "因" * 600, "suggestion": "建" * 200}

    answer = client.post(reverse("petitions:write_report"), TEXTS | long, follow=True)

    assert "正文共1600字" in answer.text


def test_too_long_a_text_is_refused_and_kept(client, author):
    answer = client.post(reverse("petitions:write_report"), TEXTS | {"situation": "车" * 801})

    assert answer.status_code == 200
    assert "情况反映最多800字，现在有801字" in answer.text
    assert "车" * 801 in answer.text


def test_a_report_written_from_a_consensus_item_links_back_to_it(client, author):
    item = make_item()
    url = f"{reverse('petitions:write_report')}?consensus_item={item.pk}"

    page = client.get(url)
    client.post(url, TEXTS)

    assert item.text in page.text
    report = OpinionReport.objects.get()
    assert report.consensus_item == item
    assert report.studio == item.activity.studio


def test_another_countys_consensus_item_is_not_found(client):
    client.force_login(make_member(committee=make_committee("elsewhere")).user)

    url = f"{reverse('petitions:write_report')}?consensus_item={make_item().pk}"

    assert client.get(url).status_code == 404


def test_a_stale_revision_shows_both_texts(client, author):
    report = make_report(author)
    url = reverse("petitions:revise_report", args=[report.pk])
    client.post(url, TEXTS | {"title": "第一个窗口的标题", "version": 1})

    answer = client.post(url, TEXTS | {"title": "第二个窗口的标题", "version": 1})

    assert answer.status_code == 409
    assert "第一个窗口的标题" in answer.text
    assert "第二个窗口的标题" in answer.text
