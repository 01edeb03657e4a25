"""Pages of plans and summaries: from the button 起草 to the filed paper, and who still owes one."""

import pytest
from django.urls import reverse

from studios.enums import PaperStatus
from studios.models import Paper
from tests.builders.people import make_committee, make_user
from tests.builders.studios import make_area, make_member, make_studio
from tests.studios.test_papers import BODY, JULY, make_paper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _july(frozen):
    frozen(JULY)


@pytest.fixture
def studio():
    return make_studio("城关镇委员工作室", area=make_area("城关镇"))


@pytest.fixture
def convener(studio, client):
    user = make_user("李召集", convener=studio)
    client.force_login(user)
    return user


def draft_url(studio, kind="half", year=2026):
    return reverse("studios:draft_paper", args=[studio.code, kind, year])


def test_a_convener_drafts_completes_and_hands_in(client, studio, convener):
    shown = client.get(reverse("studios:studio_papers", args=[studio.code])).text
    assert draft_url(studio) in shown

    page = client.post(draft_url(studio), follow=True)
    assert "最新数据" in page.text
    paper = Paper.objects.get()
    assert "没有写完" in client.get(paper.get_absolute_url()).text
    refused = client.post(f"{paper.get_absolute_url()}submit/").text
    assert "还有“（请补充……）”没有写完" in refused
    typed = {"title": paper.title, "body": BODY, "version": 1}
    client.post(f"{paper.get_absolute_url()}edit/", typed)
    client.post(f"{paper.get_absolute_url()}submit/")

    paper.refresh_from_db()
    assert (paper.body, paper.status) == (BODY, PaperStatus.SUBMITTED)


def test_who_presses_twice_goes_on_with_the_same_paper(client, studio, convener):
    for _ in range(2):
        answer = client.post(draft_url(studio))
        assert answer.url == reverse("studios:edit_paper", args=[Paper.objects.get().pk])


def test_a_paper_that_is_handed_in_is_shown_and_not_edited(client, studio, convener):
    paper = make_paper(studio, convener, submitted=True)

    assert client.post(draft_url(studio)).url == paper.get_absolute_url()
    assert client.get(f"{paper.get_absolute_url()}edit/").status_code == 409


@pytest.mark.parametrize(
    ("kind", "year", "status"), [("half", 1999, 404), ("zzz", 2026, 404), ("year", 2026, 409)]
)
def test_a_paper_that_is_not_asked_for_is_not_begun(client, studio, convener, kind, year, status):
    assert client.post(draft_url(studio, kind, year)).status_code == status
    assert not Paper.objects.exists()


def test_too_long_a_text_is_said_and_kept(client, studio, convener):
    paper = make_paper(studio, convener)
    typed = {"title": paper.title, "body": "长" * 10_001, "version": 2}

    shown = client.post(f"{paper.get_absolute_url()}edit/", typed).text

    assert "正文最多10000字，现在有10001字。" in shown
    assert "长" * 10_001 in shown


def test_the_township_reviews_what_its_studios_hand_in(client, studio, convener):
    paper = make_paper(studio, convener, submitted=True)
    client.force_login(make_user(township=studio.area))

    assert paper.title in client.get("/studios/papers/").text
    client.post(f"{paper.get_absolute_url()}endorse/", {"remark": "同意。"})

    shown = client.get(paper.get_absolute_url()).text
    assert "同意。" in shown
    assert "2026年7月6日由" in shown


def test_the_office_sees_who_still_owes_what(client, studio, convener):
    make_paper(studio, convener, submitted=True)
    make_studio("迟报工作室")
    client.force_login(make_user(office=True))

    shown = client.get("/studios/papers/").text

    assert "2026年半年小结" in shown
    assert "迟报工作室" in shown
    assert "7月31日" in shown


def test_a_studio_that_owes_nothing_is_not_in_the_list_of_those_who_do(client, studio, convener):
    late = make_studio("迟报工作室")
    make_paper(studio, convener)
    client.force_login(make_user(office=True))

    shown = client.get("/studios/papers/owing/?tab=half-2026").text

    assert reverse("studios:studio_papers", args=[late.code]) in shown
    assert "城关镇委员工作室" not in shown


def test_papers_are_found_by_year_kind_and_word_and_exported(client, studio, convener):
    paper = make_paper(studio, convener, submitted=True)
    client.force_login(make_user(office=True))

    for query in ("year=2026", "kind=half", "q=城关"):
        assert paper.title in client.get(f"/studios/papers/?tab=all&{query}").text
    for query in ("year=2025", "kind=plan", "q=没有"):
        assert paper.title not in client.get(f"/studios/papers/?tab=all&{query}").text
    assert client.get("/studios/papers/?format=xlsx").content.startswith(b"PK")


def test_the_word_file_is_named_after_the_paper(client, studio, convener):
    paper = make_paper(studio, convener)

    answer = client.get(reverse("studios:print_paper", args=[paper.pk]))

    assert answer.content.startswith(b"PK")
    assert "filename*=" in answer.headers["Content-Disposition"]


def test_a_draft_is_hidden_from_others_and_all_from_other_counties(client, studio, convener):
    draft, filed = make_paper(studio, convener), make_paper(studio, convener, kind="plan")
    Paper.objects.filter(pk=filed.pk).update(status=PaperStatus.SUBMITTED)
    elsewhere = make_user(committee=make_committee("elsewhere"), office=True)

    for user, seen in ((make_member().user, {404, 200}), (elsewhere, {404})):
        client.force_login(user)
        answers = [client.get(paper.get_absolute_url()).status_code for paper in (draft, filed)]
        assert set(answers) == seen


def test_the_desk_says_what_is_owed_and_what_waits_for_review(client, studio, convener):
    desk = client.get("/desk/").text
    assert "2026年半年小结待起草（7月31日前）" in desk
    make_paper(studio, convener)
    assert "计划总结待报送" in client.get("/desk/").text
    Paper.objects.update(status=PaperStatus.SUBMITTED)
    client.force_login(make_user(township=studio.area))

    assert "计划总结待审核" in client.get("/desk/").text
