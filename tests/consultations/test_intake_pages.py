"""Every way in through the pages: sent on by another body, a call for matters, and what follows."""

from datetime import timedelta
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from accounts.models import citizen
from consultations.actions import issues, likes, reviewing
from consultations.enums import IssueStatus, PostingKind, Source
from consultations.models import Issue, Posting
from core import clock
from studios.models import Studio
from tests.builders.consultations import (
    make_category,
    make_issue,
    make_issue_and_code,
    staff,
)
from tests.builders.directory import open_studio

TYPED = {
    "title": "菜市场门口占道",
    "body": "菜市场门口早上占道，公交车进不了站。",
    "consent": "on",
    "source": "referral",
}
SENT = {"sent_by": "县12345热线", "sent_number": "QX2026-31"}
STREET = {"title": "路灯不亮", "body": "巷口三盏路灯坏了半个月。", "consent": "on"}


@pytest.fixture(autouse=True)
def _second_of_march(frozen):
    frozen("2026-03-02T10:00")


def text(response):
    return response.content.decode()


def register(browser, studio, **changes):
    return browser.post("/issues/new/", TYPED | {"studio": studio.pk} | changes)


def follow(client, code):
    return client.post("/track/", {"code": code}, follow=True)


def make_call(studio, *, days=5, **changes):
    today = clock.today()
    fields = {
        "committee": studio.committee, "studio": studio, "kind": PostingKind.CALL,
        "title": "您身边的路灯", "text": "哪里的路灯不亮？", "opens_on": today - timedelta(days=1),
        "closes_on": today + timedelta(days=days), "posted_by": staff(studio),
    }  # fmt: skip
    return Posting.objects.create(**fields | changes)


def test_what_another_body_sent_on_says_whose_it_was_and_under_which_number(
    studio, convener, sign_in
):
    browser = sign_in(convener)

    register(browser, studio, **SENT)

    issue = Issue.objects.get()
    assert (issue.source, issue.sent_by, issue.sent_number) == (Source.REFERRAL, *SENT.values())
    page = text(browser.get(issue.get_absolute_url()))
    assert "县12345热线" in page
    assert "QX2026-31" in page


@pytest.mark.parametrize("missing", ["sent_by", "sent_number"])
def test_without_them_it_is_not_taken_and_nothing_typed_is_lost(studio, convener, sign_in, missing):
    page = register(sign_in(convener), studio, **SENT | {missing: ""})

    assert not Issue.objects.exists()
    assert page.context["form"].errors.keys() == {missing}
    assert "菜市场门口占道" in text(page)
    assert '<details class="more" open>' in text(page)


def test_for_any_other_source_they_are_overlooked(studio, convener, sign_in):
    register(sign_in(convener), studio, **SENT | {"source": "phone"})

    assert Issue.objects.get().sent_by == ""


@pytest.mark.parametrize("again", [SENT, {"sent_by": "县12345热线", "sent_number": "qx2026-31"}])
def test_the_same_paper_is_refused_with_a_link_to_the_first(studio, convener, sign_in, again):
    browser = sign_in(convener)
    register(browser, studio, **SENT)

    page = register(browser, studio, **again)

    first = Issue.objects.get()
    assert f'<a href="{first.get_absolute_url()}">{first.number}</a>' in text(page)


def test_of_a_paper_that_is_with_another_studio_only_the_number_is_said(
    studio, convener, stranger, sign_in
):
    register(sign_in(convener), studio, **SENT)
    elsewhere = Issue.objects.get().get_absolute_url()

    page = register(sign_in(stranger), Studio.objects.run_by(stranger).get(), **SENT)

    assert Issue.objects.get().number in text(page)
    assert elsewhere not in text(page)


def test_a_word_brought_up_is_not_entered_here(studio, convener, sign_in):
    page = register(sign_in(convener), studio, source="relay")

    assert "source" in page.context["form"].errors


def test_the_list_finds_what_was_sent_and_the_sheet_has_its_columns(studio, convener, sign_in):
    browser = sign_in(convener)
    register(browser, studio, **SENT)
    make_issue(studio, title="别的事")

    page = browser.get("/issues/?tab=all&sent_by=12345")
    found = browser.get("/issues/?tab=all&q=QX2026")
    sheet = browser.get("/issues/?tab=all&format=xlsx&sent_by=12345")

    assert [issue.title for issue in page.context["listing"].rows] == ["菜市场门口占道"]
    assert [issue.title for issue in found.context["listing"].rows] == ["菜市场门口占道"]
    rows = CalamineWorkbook.from_filelike(BytesIO(sheet.content)).get_sheet_by_index(0)
    row = dict(zip(*rows.to_python()[:2], strict=True))
    assert (row["来源"], row["转来单位"], row["来件编号"]) == (
        "12345或其他转来", *SENT.values(),
    )  # fmt: skip


def sent_from_the_door(client, studio, query=""):
    url = f"{studio.public_url}{query}"
    page = client.get(url)
    with clock.at(clock.now() + timedelta(seconds=30)):
        client.post(url, STREET | {"opened": page.context["form"]["opened"].value()})
    return page


def test_a_call_is_named_above_the_form_and_kept_with_the_matter(studio, convener, client):
    call = make_call(studio)

    page = sent_from_the_door(client, studio, f"?posting={call.pk}")

    issue = Issue.objects.get()
    assert "网上征集：您身边的路灯" in text(page)
    assert (issue.posting, issue.source) == (call, Source.WEB)


@pytest.mark.parametrize("why", ["over", "foreign", "withdrawn", "garbage"])
def test_a_call_that_is_not_open_here_is_overlooked(studio, convener, client, why):
    call = make_call(
        open_studio() if why == "foreign" else studio,
        days=-1 if why == "over" else 5,
        withdrawn_at=clock.now() if why == "withdrawn" else None,
    )
    asked = "9" * 40 if why == "garbage" else call.pk

    page = sent_from_the_door(client, studio, f"?posting={asked}")

    issue = Issue.objects.get()
    assert "网上征集：您身边的路灯" not in text(page)
    assert (issue.posting, issue.source) == (None, Source.QR)


def test_a_refused_raiser_asks_for_a_second_look_from_the_tracking_page(studio, party, client):
    issue, code = make_issue_and_code(studio, declined=True)
    assert "申请复核" in text(follow(client, code))

    client.post("/track/matter/appeal/", {"why": "我没有信访过，是第一次反映。"})

    issue.refresh_from_db()
    assert issue.status == IssueStatus.REVIEWING
    assert "/track/matter/appeal/" not in text(client.get("/track/matter/"))
    assert client.get("/track/matter/appeal/").status_code == 403


def test_a_second_look_needs_a_reason_and_keeps_what_was_typed(studio, client):
    issue, code = make_issue_and_code(studio, declined=True)
    follow(client, code)

    page = client.post("/track/matter/appeal/", {"why": "不服"})

    assert "至少5字" in text(page)
    assert "不服" in text(page)
    issue.refresh_from_db()
    assert issue.status == IssueStatus.DECLINED


def test_who_does_not_follow_a_matter_asks_for_nothing(client, db):
    for url in ("/track/matter/appeal/", "/track/matter/part/"):
        assert client.post(url, {"part": "1", "why": "x"}).headers["Location"] == "/track/"


def test_the_township_has_a_tab_and_a_heap_and_decides(studio, party, sign_in):
    issue = make_issue(studio, declined=True)
    reviewing.appeal(issue, by=citizen(), why="我没有信访过，是第一次反映。")
    browser = sign_in(party)

    assert "申请复核" in text(browser.get("/desk/"))
    assert issue.title in text(browser.get("/issues/?tab=review"))
    category = make_category(committee=studio.committee).pk
    browser.post(f"/issues/{issue.pk}/overturn/", {"category": category, "urgency": "normal"})
    issue.refresh_from_db()
    assert issue.status == IssueStatus.ACCEPTED


def test_a_hint_of_a_like_matter_preselects_it(studio, convener, sign_in):
    issue, into = make_issue(studio), make_issue(studio, accepted=True, title="河堤护栏断了")
    browser = sign_in(convener)

    page = text(browser.get(f"/issues/{issue.pk}/merge/?into={into.pk}"))
    browser.post(f"/issues/{issue.pk}/merge/", {"into": into.pk})

    assert f'<option value="{into.pk}" selected>' in page
    assert "并入1件" in text(browser.get("/issues/?tab=all"))
    assert "并入本件" in text(browser.get(into.get_absolute_url()))
    assert "河堤护栏断了" in text(browser.get(issue.get_absolute_url()))


def test_the_raiser_follows_the_parts_of_a_letter(studio, convener, client):
    issue, code = make_issue_and_code(studio)
    part = likes.split(issue, by=convener, title="河堤路灯不亮", body="三盏路灯坏了半个月了。")
    stranger = make_issue(studio, title="别人的事")

    assert "河堤路灯不亮" in text(follow(client, code))
    page = text(client.post("/track/matter/part/", {"part": part.pk}, follow=True))
    assert part.number in page
    assert "查看原件" in page
    page = text(client.post("/track/matter/part/", {"part": stranger.pk}, follow=True))
    assert "别人的事" not in page


def test_a_locked_matter_tells_its_raiser_one_thing_only(studio, convener, client):
    issue, code = make_issue_and_code(studio, answered=True)
    issues.lock(issue, by=convener, remark="提到未公开设施")

    page = text(follow(client, code))

    assert "已转线下渠道办理" in page
    hidden = (issue.title, issue.answer, "评价", "涉密", "现在轮到")
    assert [word for word in hidden if word in page] == []


def test_the_slip_is_printed_by_the_office_alone(studio, convener, office, sign_in):
    issue = make_issue(studio, locked=True)

    page = text(sign_in(office).get(issue.get_absolute_url()))
    slip = sign_in(office).get(f"/issues/{issue.pk}/slip/")

    assert "打印纸质渠道转办单" in page
    assert "转线下办理" in page
    assert slip.headers["Content-Type"].endswith("wordprocessingml.document")
    assert sign_in(convener).get(f"/issues/{issue.pk}/slip/").status_code == 404
