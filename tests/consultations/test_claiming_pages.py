"""The pages on which matters change hands, and on which somebody asks how it went."""

import pytest

from consultations.models import FollowUp, Issue
from tests.builders.claiming import make_assign_limit, make_interest, make_usual_unit
from tests.builders.consultations import a_day_after, make_issue, make_topic
from tests.builders.directory import make_special_committee, open_studio
from tests.builders.mechanisms import make_shipped
from tests.builders.people import make_committee, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(frozen):
    frozen("2026-03-04")


def text(answer):
    return answer.content.decode()


def at(issue, verb=""):
    return f"/issues/{issue.pk}/{verb}"


def test_whoever_assigns_sees_whom_one_would_ask_and_why(studio, convener, wang, li, sign_in):
    wang.post = "县水利勘测队高级工程师"
    wang.save()
    issue = make_issue(studio, accepted=True)

    page = text(sign_in(convener).get(at(issue, "assign/")))

    assert "推荐人选" in page
    assert page.index("岗位：县水利勘测队高级工程师") < page.index("李秀英</b>")
    assert "手上没有在办事项" in page


def test_a_refused_choice_keeps_what_was_typed(studio, convener, wang, sign_in):
    make_usual_unit()
    wang.post = "县水利局局长"
    wang.save()
    issue = make_issue(studio, accepted=True)
    sent = {"member": wang.pk, "promised_on": a_day_after(7).isoformat()}

    answer = sign_in(convener).post(at(issue, "assign/"), sent)

    assert answer.status_code == 200
    assert "须回避，请选择其他委员" in text(answer)
    assert a_day_after(7).isoformat() in text(answer)


def test_a_tie_is_asked_for_beside_its_field(studio, convener, wang, sign_in):
    make_interest(wang)
    issue = make_issue(studio, accepted=True, place="鸿顺商贸门口")
    sent = {"member": wang.pk, "promised_on": a_day_after(7).isoformat()}
    page = sign_in(convener)

    answer = page.post(at(issue, "assign/"), sent)

    assert "请核实后填写利害关系说明" in text(answer)
    assert "鸿顺商贸有限" not in text(answer)
    assert (
        page.post(at(issue, "assign/"), sent | {"interest_note": "只是邻居。"}).status_code == 302
    )


def test_a_member_is_asked_at_once_about_their_own_tie(studio, wang, sign_in):
    make_interest(wang)
    issue = make_issue(studio, accepted=True, place="鸿顺商贸门口")
    sent = {"promised_on": a_day_after(7).isoformat()}
    page = sign_in(wang.user)

    assert "可能与您申报的“本人经营或持股的企业：青溪县鸿顺商贸有限公司”有关" in text(
        page.get(at(issue, "claim/"))
    )
    assert "请填写利害关系说明" in text(page.post(at(issue, "claim/"), sent))
    page.post(at(issue, "claim/"), sent | {"interest_note": "只是邻居。"})

    assert Issue.objects.get().claimed_by == wang


def test_who_must_stand_aside_reads_why_and_has_no_button(studio, wang, sign_in):
    make_usual_unit()
    wang.post = "县水利局局长"
    wang.save()
    issue = make_issue(studio, accepted=True)
    page = sign_in(wang.user)

    shown = text(page.get(at(issue)))
    refused = page.get(at(issue, "claim/"))

    assert "按回避规定不由您办理" in shown
    assert "/claim/" not in shown
    assert refused.status_code == 409
    assert "请由老城社区委员工作室其他委员办理" in text(refused)


def test_a_topic_is_claimed_under_the_same_rule(studio, wang, li, sign_in):
    category, _ = make_usual_unit()
    wang.post = "县水利局局长"
    wang.save()
    topic = make_topic(studio, designated=True, category=category)

    assert sign_in(wang.user).get(f"/topics/{topic.pk}/claim/").status_code == 409
    page = text(sign_in(li.user).get(f"/topics/{topic.pk}/claim/"))
    assert "利害关系说明" in page


def test_a_matter_is_handed_over_on_its_page(studio, wang, li, sign_in):
    issue = make_issue(studio, claimed_by=wang.user)
    page = sign_in(wang.user)

    assert "转交给" in text(page.get(at(issue, "hand_over/")))
    page.post(at(issue, "hand_over/"), {"member": li.pk, "remark": "出差"})

    assert Issue.objects.get().claimed_by == li


def test_a_second_time_the_page_sends_to_the_convener(studio, convener, wang, sign_in):
    issue = make_issue(studio, claimed_by=wang.user)
    page = sign_in(wang.user)
    page.post(at(issue, "release/"), {"remark": "出差"})
    sent = {"member": wang.pk, "promised_on": a_day_after(7).isoformat()}
    sign_in(convener).post(at(issue, "assign/"), sent)

    refused = page.get(at(issue, "release/"))

    assert refused.status_code == 403
    assert "请召集人另行安排" in text(refused)
    assert "您已退过一次" in text(page.get(at(issue)))


def test_what_was_found_stands_on_the_page_and_leads_on(studio, convener, wang, li, sign_in):
    issue = make_issue(studio, claimed_by=wang.user, answered=True)
    found = {"done_on": "2026-03-04", "way": "phone", "result": "unsolved", "is_reached": "on"}
    member, clerk = sign_in(li.user), sign_in(convener)

    refused = member.post(at(issue, "follow_up/"), found)
    assert "没有完全解决或没有联系上反映人的，请写明情况" in text(refused)
    member.post(at(issue, "follow_up/"), found | {"remark": "还缺一段护栏。"})

    assert FollowUp.objects.get().done_by == li.user
    assert "还缺一段护栏" in text(member.get(at(issue)))
    assert "handle_again/" not in text(member.get(at(issue)))
    assert "handle_again/" in text(clerk.get(at(issue)))
    clerk.post(at(issue, "handle_again/"), {"remark": "补齐护栏。"})
    assert Issue.objects.get().status == "rehandling"


def test_a_topic_is_asked_after_on_its_page(studio, li, sign_in):
    topic = make_topic(studio, completed=True)
    found = {"done_on": "2026-03-04", "way": "site", "result": "solved", "is_reached": "on"}
    page = sign_in(li.user)

    page.post(f"/topics/{topic.pk}/follow_up/", found)

    shown = text(page.get(f"/topics/{topic.pk}/"))
    assert "现场查看" in shown
    assert FollowUp.objects.get().topic == topic


def test_the_page_says_in_the_countys_words_what_is_missing(studio, convener, wang, sign_in):
    make_shipped(make_committee(), "jintai", "sidan", default=True)
    issue = make_issue(studio, claimed_by=wang.user, answered=True)

    shown = text(sign_in(convener).get(at(issue)))

    assert "销单前须先由另一人查单" in shown


def test_tabs_speak_of_what_was_left_and_of_broken_promises(
    studio, convener, wang, frozen, sign_in
):
    make_shipped(make_committee(), "jintai", "sidan", default=True)
    left = make_issue(studio, accepted=True, title="没有人接的意见")
    make_issue(studio, claimed_by=wang.user, title="过了承诺的意见")
    frozen("2026-04-20")
    page = sign_in(convener)

    late = text(page.get("/issues/?tab=unclaimed"))
    broken = text(page.get("/issues/?tab=broken"))

    assert "逾期无人买单" in late
    assert left.title in late
    assert "过了承诺的意见" in broken
    assert left.title not in broken


def test_the_list_says_until_when_somebody_promised(studio, convener, wang, sign_in):
    make_issue(studio, claimed_by=wang.user)

    assert "承诺</span>" in text(sign_in(convener).get("/issues/?tab=awaiting"))


def test_desks_show_what_was_left_lying(studio, convener, wang, frozen, sign_in):
    make_assign_limit()
    make_issue(studio, accepted=True)
    orphan = open_studio("无对口工作室")
    make_issue(orphan, accepted=True)
    studio.special_committee = make_special_committee()
    studio.save()
    guide, office = make_user(committee_staff=studio.special_committee), make_user(office=True)

    frozen("2026-03-10")
    assert "请指派" in text(sign_in(convener).get("/desk/"))
    assert "逾期无人接单" not in text(sign_in(guide).get("/desk/"))
    frozen("2026-03-13")
    for person, mine, other in ((guide, studio, orphan), (office, orphan, studio)):
        desk = text(sign_in(person).get("/desk/"))
        assert "逾期无人接单" in desk
        assert mine.name in desk
        assert other.name not in desk


def test_a_members_desk_shows_what_suits_them(studio, wang, li, sign_in):
    make_issue(studio, accepted=True)
    wang.post = "县水利勘测队高级工程师"
    wang.save()

    assert "适合您的意见" in text(sign_in(wang.user).get("/desk/"))
    assert "西关河堤护栏损坏" in text(sign_in(wang.user).get("/issues/?tab=suited"))
    assert "适合您的意见" not in text(sign_in(li.user).get("/desk/"))
