"""Each page: who sees it, what it does, in as few queries as today."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import citizen
from consultations.actions import issues
from consultations.enums import ActivityStatus, IssueStatus, ReasonKind, TopicStatus, Urgency
from consultations.models import Activity, Issue, Topic
from core import clock
from tests.builders.consultations import (
    a_day_after,
    make_activity,
    make_category,
    make_issue,
    make_item_fields,
    make_mechanism,
    make_reason,
    make_topic,
)
from tests.builders.directory import join_studio
from tests.builders.people import make_committee, make_unit, make_user

LISTS = ["/issues/?tab=all", "/topics/", "/activities/"]


@pytest.mark.parametrize("url", [*LISTS, "/issues/new/", "/topics/new/", "/activities/new/"])
def test_nobody_reads_on_without_signing_in(client, db, url):
    assert client.get(url).status_code == 302


@pytest.mark.parametrize("url", LISTS)
def test_an_empty_list_says_what_to_do(studio, convener, sign_in, url):
    assert "这里没有" in sign_in(convener).get(url).content.decode()


@pytest.mark.parametrize("url", LISTS)
def test_a_list_costs_the_same_however_long(studio, convener, office, sign_in, url):
    browser = sign_in(convener)
    fill(studio, 2)
    browser.get(url)
    few = queries(browser, url)

    fill(studio, 6)

    assert queries(browser, url) <= few


def test_pages_cost_the_same_however_much_hangs_on_them(studio, convener, member, sign_in):
    make_mechanism()
    browser = sign_in(convener)
    topic = make_topic(studio, designated=True)
    issue = make_issue(studio, claimed_by=member, joined=topic)
    activity = make_activity(studio, topic=topic, items=[make_item_fields(studio)])
    pages = [issue, topic, activity]
    for page in pages:
        browser.get(page.get_absolute_url())
    few = [queries(browser, page.get_absolute_url()) for page in pages]

    for _ in range(4):
        issues.tell(issue, "还在办理。")
        Issue.objects.filter(pk=make_issue(studio, accepted=True).pk).update(
            topic=topic, status=IssueStatus.JOINED
        )
        activity.consensus_items.create(
            no=activity.consensus_items.count() + 1, text="加装路灯", unit=make_unit(), topic=topic
        )
        activity.attendances.create(member=join_studio(studio))

    assert [queries(browser, page.get_absolute_url()) for page in pages] == few


def test_the_tabs_are_words_of_the_queryset(studio, convener, member, sign_in):
    make_issue(studio, title="路灯不亮")
    make_issue(studio, title="井盖松动", accepted=True)
    make_issue(studio, title="公交太少", claimed_by=member)
    make_issue(studio, title="垃圾外溢", answered=True)
    make_issue(studio, title="油烟扰民", closed=True)
    tabs = {
        "triage": "路灯不亮",
        "claimable": "井盖松动",
        "rating": "垃圾外溢",
        "ended": "油烟扰民",
    }

    for tab, title in tabs.items():
        page = sign_in(convener).get(f"/issues/?tab={tab}").content.decode()
        found = [
            t for t in ("路灯不亮", "井盖松动", "公交太少", "垃圾外溢", "油烟扰民") if t in page
        ]
        assert found == [title]


def test_a_member_finds_what_they_took_on(studio, member, sign_in):
    make_issue(studio, title="公交太少", claimed_by=member)
    make_issue(studio, title="井盖松动", accepted=True)

    page = sign_in(member).get("/issues/?tab=mine").content.decode()

    assert "公交太少" in page
    assert "井盖松动" not in page


def test_a_list_can_be_searched_and_filtered(studio, convener, sign_in):
    make_issue(studio, title="路灯不亮")
    make_issue(studio, title="井盖松动", source="phone", by=convener)
    browser = sign_in(convener)

    by_word = browser.get("/issues/?tab=all&q=路灯").content.decode()
    by_source = browser.get("/issues/?tab=all&source=phone").content.decode()

    assert "路灯不亮" in by_word
    assert "井盖松动" not in by_word
    assert "井盖松动" in by_source
    assert "路灯不亮" not in by_source


@pytest.mark.parametrize("query", ["q=%00", "source=x", "since=x", "studio=x", "after=x", "tab=x"])
def test_a_crooked_address_is_no_error(studio, convener, sign_in, query):
    make_issue(studio)

    assert sign_in(convener).get(f"/issues/?{query}").status_code == 200


@pytest.mark.parametrize("url", LISTS)
def test_a_list_can_be_taken_away_as_excel(studio, convener, sign_in, url):
    fill(studio, 1)

    answer = sign_in(convener).get(f"{url}{'&' if '?' in url else '?'}format=xlsx")

    assert "attachment" in answer["Content-Disposition"]
    assert "xl/workbook.xml" in ZipFile(BytesIO(answer.content)).namelist()


def test_no_telephone_leaves_by_the_list(studio, convener, sign_in):
    make_issue(studio, contact_name="张小明", contact_phone="13800138000")

    page = sign_in(convener).get("/issues/?tab=all").content.decode()

    assert "13800138000" not in page
    assert "张小明" not in page


def test_a_telephone_is_read_for_a_purpose_and_for_ten_minutes(studio, convener, sign_in, frozen):
    frozen("2026-03-02T09:00:00")
    issue = make_issue(studio, contact_name="张小明", contact_phone="13800138000")
    browser, url = sign_in(convener), issue.get_absolute_url()
    assert "138****8000" in browser.get(url).content.decode()

    browser.post(f"{url}reveal_contact/", {"remark": "核实地点"})

    assert "13800138000" in browser.get(url).content.decode()
    frozen("2026-03-02T09:11:00")
    assert "13800138000" not in browser.get(url).content.decode()


def test_a_stranger_does_not_find_the_page(studio, stranger, sign_in):
    issue = make_issue(studio)

    assert sign_in(stranger).get(issue.get_absolute_url()).status_code == 404
    assert sign_in(stranger).get(f"{issue.get_absolute_url()}accept/").status_code == 404


def test_another_county_finds_nothing(studio, sign_in):
    topic = make_topic(studio, designated=True)
    activity = make_activity(studio)
    browser = sign_in(make_user(office=True, committee=make_committee("jintai")))

    for page in (make_issue(studio), topic, activity):
        assert browser.get(page.get_absolute_url()).status_code == 404


def test_the_convener_triages_in_the_browser(studio, convener, sign_in):
    issue = make_issue(studio)
    category = make_category()

    answer = sign_in(convener).post(
        f"{issue.get_absolute_url()}accept/",
        {"category": category.pk, "urgency": Urgency.PRESSING, "remark": ""},
    )

    issue.refresh_from_db()
    assert answer.status_code == 302
    assert (issue.status, issue.category) == (IssueStatus.ACCEPTED, category)


def test_a_refusal_without_reason_is_asked_for_one(studio, convener, sign_in):
    issue = make_issue(studio)

    answer = sign_in(convener).post(f"{issue.get_absolute_url()}decline/", {"reason": ""})

    assert answer.status_code == 200
    assert "请选择理由" in answer.content.decode()


def test_the_reasons_offered_are_those_of_the_step(studio, convener, sign_in):
    issue = make_issue(studio)
    make_reason(ReasonKind.ISSUE_DECLINED, name="个人民事")
    make_reason(ReasonKind.ISSUE_REFERRED, name="属于12345")

    page = sign_in(convener).get(f"{issue.get_absolute_url()}decline/").content.decode()

    assert "个人民事" in page
    assert "属于12345" not in page


def test_a_promise_must_lie_ahead(studio, member, sign_in):
    issue = make_issue(studio, accepted=True)
    browser, url = sign_in(member), f"{issue.get_absolute_url()}claim/"

    for day in (clock.today(), a_day_after(61)):
        answer = browser.post(url, {"promised_on": day.isoformat()})
        assert answer.status_code == 200
        assert "承诺答复日期应在" in answer.content.decode()

    assert browser.post(url, {"promised_on": a_day_after(60).isoformat()}).status_code == 302


def test_the_second_to_claim_is_told_who_was_first(studio, member, sign_in):
    issue = make_issue(studio, accepted=True)
    other = join_studio(studio).user
    browser = sign_in(other)
    issues.claim(issue, by=member, promised_on=a_day_after(5))

    answer = browser.post(
        f"{issue.get_absolute_url()}claim/", {"promised_on": a_day_after(5).isoformat()}
    )

    assert answer.status_code == 409
    assert "王建国" in answer.content.decode()


def test_a_locked_issue_leaves_the_studios_sight(studio, convener, office, sign_in):
    issue = make_issue(studio, title="某工程图纸")
    url = issue.get_absolute_url()

    answer = sign_in(convener).post(f"{url}lock/", {"remark": "可能涉密"})

    assert answer.url == "/issues/"
    assert sign_in(convener).get(url).status_code == 404
    assert "疑似涉密" in sign_in(office).get(url).content.decode()
    assert sign_in(office).post(f"{url}unlock/", {}).status_code == 302
    assert sign_in(convener).get(url).status_code == 200


def test_ticked_issues_become_a_topic(studio, convener, sign_in):
    ticked = [make_issue(studio, accepted=True, title=f"第{n}处护栏") for n in range(3)]
    query = "&".join(f"issue={issue.pk}" for issue in ticked)
    browser = sign_in(convener)
    assert "第0处护栏" in browser.get(f"/topics/new/?{query}").content.decode()

    browser.post(
        f"/topics/new/?{query}",
        {
            "studio": studio.pk,
            "issues": [i.pk for i in ticked],
            "title": "关于护栏",
            "background": "多处断裂。",
        },
    )

    topic = Topic.objects.get()
    assert set(topic.issues.all()) == set(ticked)
    assert topic.status == TopicStatus.PROPOSED


def test_an_issue_joins_a_topic_that_is_there(studio, convener, sign_in):
    topic, issue = make_topic(studio), make_issue(studio, accepted=True)

    sign_in(convener).post(f"{issue.get_absolute_url()}join/", {"topic": topic.pk})

    issue.refresh_from_db()
    assert issue.topic == topic


def test_the_party_office_designates_in_the_browser(studio, party, sign_in):
    topic = make_topic(studio)

    sign_in(party).post(
        f"{topic.get_absolute_url()}designate/",
        {"requirement": "汛期前完成", "answer_due_on": a_day_after(30).isoformat()},
    )

    topic.refresh_from_db()
    assert topic.status == TopicStatus.DESIGNATED


def test_two_editors_of_a_topic_both_keep_their_words(studio, convener, sign_in):
    topic = make_topic(studio)
    browser, url = sign_in(convener), f"{topic.get_absolute_url()}revise/"
    first = {"title": "关于护栏加固", "background": "先写的。", "version": 1}

    assert browser.post(url, first).status_code == 302
    answer = browser.post(url, first | {"background": "后写的。"})

    assert answer.status_code == 409
    assert "先写的。" in answer.content.decode()
    assert "后写的。" in answer.content.decode()


def test_a_consultation_is_recorded_in_one_screen(studio, convener, member, sign_in):
    topic, unit = make_topic(studio, claimed_by=member), make_unit("县水利局")
    browser = sign_in(convener)
    url = f"/activities/new/?topic={topic.pk}"
    assert "县水利局" in browser.get(url).content.decode()

    answer = browser.post(
        url,
        minute(
            topic,
            member,
            **{
                "items-0-text": "更换护栏",
                "items-0-unit": unit.pk,
                "items-0-due_on": a_day_after(30).isoformat(),
                "items-0-exit": "dispatch",
                "items-1-text": "村里轮流巡查",
                "items-1-exit": "self",
            },
        ),
    )

    activity = Activity.objects.get()
    assert answer.url == activity.get_absolute_url()
    assert activity.title == topic.title
    assert [item.unit for item in activity.consensus_items.all()] == [unit, None]
    topic.refresh_from_db()
    assert topic.status == TopicStatus.CONCLUDED


def test_an_item_for_a_unit_names_it(studio, convener, member, sign_in):
    topic = make_topic(studio, claimed_by=member)

    answer = sign_in(convener).post(
        f"/activities/new/?topic={topic.pk}",
        minute(topic, member, **{"items-0-text": "更换护栏", "items-0-exit": "dispatch"}),
    )

    assert answer.status_code == 200
    assert "请选择建议承办单位" in answer.content.decode()
    assert "更换护栏" in answer.content.decode()
    assert not Activity.objects.exists()


def test_an_activity_of_tomorrow_cannot_be_recorded(studio, convener, member, sign_in):
    answer = sign_in(convener).post(
        "/activities/new/", minute(None, member, held_on=a_day_after(1).isoformat())
    )

    assert answer.status_code == 200
    assert "不能在今天以后" in answer.content.decode()


def test_a_record_is_sent_back_and_amended(studio, convener, liaison, sign_in):
    activity = make_activity(studio)
    url = activity.get_absolute_url()
    sign_in(liaison).post(f"{url}send_back/", {"remark": "缺人数"})

    sign_in(convener).post(
        f"{url}amend/",
        {
            "title": "",
            "held_on": clock.today().isoformat(),
            "place": "村委会",
            "others_count": 12,
            "summary": "补充后的记录。",
            "dissent": "",
            "version": 1,
        },
    )

    activity.refresh_from_db()
    assert (activity.status, activity.others_count) == (ActivityStatus.RECORDED, 12)
    assert sign_in(liaison).post(f"{url}confirm/", {}).status_code == 302


def test_the_studio_settles_what_needs_no_unit(studio, convener, sign_in):
    topic = make_topic(studio, designated=True)
    row = {"text": "村里轮流巡查", "exit": "self"}
    activity = make_activity(studio, topic=topic, items=[row])
    assert "记录落实" in sign_in(convener).get(activity.get_absolute_url()).content.decode()

    sign_in(convener).post(f"/activities/{activity.pk}/items/1/settle/", {"outcome": "已排班巡查"})

    topic.refresh_from_db()
    assert topic.status == TopicStatus.COMPLETED


def test_only_the_office_is_offered_to_dispatch(studio, convener, office, sign_in):
    topic = make_topic(studio, concluded=True)
    item = topic.consensus_items.get()
    url = f"/assignments/new/consensus_item/{item.pk}/"

    assert url in sign_in(office).get(topic.get_absolute_url()).content.decode()
    assert url not in sign_in(convener).get(topic.get_absolute_url()).content.decode()


def test_an_unrated_issue_is_closed_when_the_time_is_over(studio, convener, sign_in, frozen):
    frozen("2026-03-02")
    issue = make_issue(studio, answered=True)
    url = f"{issue.get_absolute_url()}close/"
    assert sign_in(convener).get(url).status_code == 403

    frozen(issue.rating_due_on + timedelta(days=1))

    assert sign_in(convener).post(url, {}).status_code == 302


def test_somebody_else_is_registered_for(studio, convener, sign_in):
    browser = sign_in(convener)
    answer = browser.post(
        "/issues/new/",
        {
            "studio": studio.pk,
            "source": "visit",
            "title": "五保户房屋漏雨",
            "body": "入户走访时反映屋顶漏雨。",
            "name": "李大爷",
            "phone": "13900139000",
            "consent": "on",
        },
    )

    issue = Issue.objects.get()
    assert answer.url == f"/s/{studio.code}/raised/"
    assert (issue.registered_by, issue.source) == (convener, "visit")
    assert issue.number in browser.get(answer.url).content.decode()


def test_a_file_is_given_to_keep_and_never_to_run(studio, convener, stranger, sign_in, photo):
    issue = make_issue(studio, files=[photo])
    file = issue.attachments.get()
    url = f"{issue.get_absolute_url()}files/{file.pk}/"

    answer = sign_in(convener).get(url)

    assert b"GPS" not in b"".join(answer.streaming_content)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert sign_in(stranger).get(url).status_code == 404


def test_a_closed_issue_shows_its_end(studio, convener, sign_in):
    issue = make_issue(studio, answered=True)
    issues.close(issue, by=citizen())

    page = sign_in(convener).get(issue.get_absolute_url()).content.decode()

    assert "已办结" in page
    assert "接单</a>" not in page


def fill(studio, count):
    """So many rows in each of the three lists."""
    for _ in range(count):
        make_issue(studio, accepted=True)
        topic = make_topic(studio, designated=True)
        make_activity(studio, topic=topic)


def queries(browser, url):
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert browser.get(url).status_code == 200
    return len(found)


def minute(topic, member, **changes):
    """What the one-minute form sends."""
    fields = {
        "kind": "micro_consultation" if topic else "reception",
        "topic": topic.pk if topic else "",
        "held_on": clock.today().isoformat(),
        "place": "会议室",
        "host": member.member.pk,
        "members": [member.member.pk],
        "summary": "各方同意。",
        "title": "",
        "others_count": "3",
        "writer": "",
        "dissent": "",
        "items-TOTAL_FORMS": "6",
        "items-INITIAL_FORMS": "0",
    }
    rows = {f"items-{n}-exit": "dispatch" for n in range(6)}
    return fields | rows | changes
