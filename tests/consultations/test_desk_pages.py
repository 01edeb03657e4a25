"""The pages of the duty desk: from a visitor at the door to the slip in their hand."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from consultations.actions import desk
from consultations.enums import IssueStatus, ReasonKind, ShiftStatus
from consultations.models import HandOver, Issue
from tests.builders.consultations import make_issue, make_reason
from tests.builders.directory import join_studio, open_studio
from tests.builders.duty import make_hand_over, make_shift
from tests.builders.people import make_user

WEDNESDAY = date(2026, 3, 4)
MATTER = {
    "title": "巷口路灯不亮",
    "body": "巷口三盏路灯坏了半个多月，晚上看不见路。",
    "outcome": "keep",
    "read_back": "on",
    "consent": "on",
}


@pytest.fixture(autouse=True)
def _a_wednesday(frozen):
    frozen(WEDNESDAY)


@pytest.fixture
def sitter(studio):
    return join_studio(studio, "李值班").user


@pytest.fixture
def shift(studio, sitter):
    return make_shift(studio, seats=[sitter.member])


@pytest.fixture
def browser(sitter, sign_in):
    return sign_in(sitter)


def at(shift, verb):
    return f"/duty/shifts/{shift.pk}/{verb}/"


def text_of(answer):
    return answer.content.decode()


# Which desk


def test_the_one_shift_of_today_is_opened_at_once(shift, browser):
    page = text_of(browser.get("/duty/desk/"))

    assert "老城社区委员工作室值班台" in page
    assert at(shift, "register") in page


def test_of_several_shifts_the_reader_chooses(studio, shift, convener, sign_in):
    other = make_shift(studio, period="afternoon")

    page = text_of(sign_in(convener).get("/duty/desk/"))

    assert "今天有2个班" in page
    assert at(shift, "desk") in page
    assert at(other, "desk") in page


def test_without_a_shift_today_one_may_still_register(studio, member, sign_in):
    make_shift(studio, on=WEDNESDAY + timedelta(days=7), seats=[member.member])

    page = text_of(sign_in(member).get("/duty/desk/"))

    assert "今天没有您的班次" in page
    assert "2026年3月11日" in page
    assert "/issues/new/" in page


def test_who_belongs_to_no_studio_is_offered_nothing_that_fails(db, sign_in):
    page = text_of(sign_in(make_user(unit=True)).get("/duty/desk/"))

    assert "今天没有您的班次" in page
    assert "/issues/new/" not in page


def test_a_draft_and_a_cancelled_shift_are_no_desk(studio, member, sign_in):
    make_shift(studio, seats=[member.member], published=False)
    make_shift(open_studio(), seats=[], status=ShiftStatus.CANCELLED)

    assert "今天没有您的班次" in text_of(sign_in(member).get("/duty/desk/"))


@pytest.mark.parametrize("verb", ["desk", "register", "log", "hand_over"])
def test_the_desk_is_for_the_shift(shift, member, sign_in, verb):
    answer = sign_in(member).get(at(shift, verb))

    assert answer.status_code == 403
    assert "值班委员或本工作室召集人、联络员" in text_of(answer)


def test_a_cancelled_desk_says_so_and_offers_no_button(shift, browser):
    shift.status = ShiftStatus.CANCELLED
    shift.save()

    page = text_of(browser.get(at(shift, "desk")))

    assert "已经取消" in page
    assert at(shift, "register") not in page


def test_a_desk_to_come_offers_no_button(studio, sitter, browser):
    tomorrow = make_shift(studio, on=WEDNESDAY + timedelta(days=1), seats=[sitter.member])

    page = text_of(browser.get(at(tomorrow, "desk")))

    assert "当天可以登记" in page
    assert at(tomorrow, "register") not in page


# A visitor


def test_a_visitor_is_registered_in_one_form_and_gets_a_slip(shift, browser):
    answer = browser.post(at(shift, "register"), MATTER, follow=True)

    issue = Issue.objects.get()
    assert (issue.duty_shift, issue.status) == (shift, IssueStatus.REGISTERED)
    page = text_of(answer)
    assert issue.number in page
    assert at(shift, "register") in page  # the next one
    assert at(shift, "desk") in page


def test_the_slip_names_the_door_to_which_a_visitor_was_shown(shift, browser):
    reason = make_reason(ReasonKind.ISSUE_REFERRED, guidance="请到信访局窗口。")
    sent = MATTER | {"outcome": "refer", "reason": reason.pk}

    page = text_of(browser.post(at(shift, "register"), sent, follow=True))

    assert "请到信访局窗口。" in page
    assert "县信访局 0917-3520000" in page


def test_every_case_of_the_county_can_be_read_out(shift, browser):
    make_reason(ReasonKind.ISSUE_REFERRED, name="检举控告", guidance="请向纪检监察机关反映。")
    make_reason(ReasonKind.ISSUE_DECLINED, name="不在此列")

    for url in (at(shift, "register"), "/duty/guide/"):
        page = text_of(browser.get(url))
        assert "检举控告" in page
        assert "请向纪检监察机关反映。" in page
        assert "0917-3520000" in page
        assert "不在此列" not in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"read_back": ""}, "读给来访人听"),
        ({"consent": ""}, "征得来访人同意"),
        ({"outcome": "answer"}, "请填写答复内容"),
        ({"outcome": "answer", "answer": "好"}, "答复内容至少5字"),
        ({"outcome": "refer"}, "请选择一种情形"),
        ({"outcome": "refer", "reason": "999999"}, "选择"),
        ({"title": ""}, "请填写标题"),
        ({"body": "路灯"}, "至少10字"),
        ({"phone": "12345"}, "11位手机号"),
        ({"outcome": ""}, "请选择怎么处理"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(shift, browser, changes, sentence):
    answer = browser.post(at(shift, "register"), MATTER | {"place": "老街东口"} | changes)

    assert answer.status_code == 200
    assert sentence in text_of(answer)
    assert "老街东口" in text_of(answer)
    assert not Issue.objects.exists()


def test_a_name_without_a_telephone_will_do_at_the_desk(shift, browser):
    browser.post(at(shift, "register"), MATTER | {"name": "赵秀兰"})

    assert Issue.objects.get().contact.name == "赵秀兰"


def test_a_double_tap_makes_one_record(shift, browser):
    key = browser.get(at(shift, "register")).context["form"]["once"].value()
    sent = MATTER | {"once": key}

    first, second = (browser.post(at(shift, "register"), sent) for _ in range(2))

    assert Issue.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]


def test_the_form_asks_for_eight_things_and_hides_what_is_not_needed(shift, browser):
    form = browser.get(at(shift, "register")).context["form"]

    hidden = {"answer", "reason", *form.more}
    assert len([field for field in form.visible_fields() if field.name not in hidden]) == 8


def test_the_matter_leads_to_its_shift_and_offers_who_sat_there_an_answer(shift, sitter, browser):
    browser.post(at(shift, "register"), MATTER)

    page = text_of(browser.get(Issue.objects.get().get_absolute_url()))

    assert shift.get_absolute_url() in page
    assert "answer/" in page
    assert "refer/" in page
    assert "accept/" not in page


def test_figures_and_matters_stand_on_the_desk(shift, sitter, browser):
    fields = {"title": "怎么办居住证", "body": "刚搬来，要带什么材料。", "consent_version": "1"}
    desk.receive(shift, by=sitter, outcome="answer", answer="请到三号窗口。", **fields)

    answer = browser.get(at(shift, "desk"))

    assert tuple(answer.context["tally"]) == (1, 1, 0)
    assert "怎么办居住证" in text_of(answer)


def test_a_matter_that_may_be_secret_is_neither_counted_nor_shown(studio, shift, convener, browser):
    make_issue(studio, by=convener, duty_shift=shift, title="某涉密事", locked=True)

    answer = browser.get(at(shift, "desk"))

    assert answer.context["tally"].registered == 0
    assert "某涉密事" not in text_of(answer)


# Hand-over


def test_what_earlier_shifts_left_stands_on_top_until_it_is_read(studio, shift, sitter, browser):
    note = make_hand_over(make_shift(studio, on=WEDNESDAY - timedelta(days=7)), note="待回电")
    see = reverse("consultations:see_hand_over", args=[shift.pk, note.pk])
    assert see in text_of(browser.get(at(shift, "desk")))

    page = text_of(browser.post(see, follow=True))

    note.refresh_from_db()
    assert note.seen_by == sitter
    assert "待回电" in page  # still to be read today
    assert see not in page


def test_who_wrote_the_note_is_not_asked_to_read_it(studio, shift, convener, sign_in):
    note = make_hand_over(make_shift(studio, on=WEDNESDAY - timedelta(days=7)))

    page = text_of(sign_in(convener).get(at(shift, "desk")))

    assert "由下一班的值班委员阅知" in page
    assert reverse("consultations:see_hand_over", args=[shift.pk, note.pk]) not in page


def test_a_note_of_a_later_shift_or_another_studio_is_not_found(studio, shift, browser):
    later = make_hand_over(make_shift(studio, period="afternoon"))
    foreign = make_hand_over(make_shift(open_studio(), on=WEDNESDAY - timedelta(days=1)))

    for note in (later, foreign):
        url = reverse("consultations:see_hand_over", args=[shift.pk, note.pk])
        assert browser.post(url).status_code == 404


def test_nobody_fills_in_a_hand_over_before_reading_what_was_left(studio, shift, browser):
    make_hand_over(make_shift(studio, on=WEDNESDAY - timedelta(days=7)))

    answer = browser.get(at(shift, "hand_over"))

    assert answer.status_code == 409
    assert "还没有人阅知" in text_of(answer)


def test_visitors_are_filled_in_from_what_was_registered(studio, shift, convener, browser):
    make_issue(studio, by=convener, duty_shift=shift)

    assert browser.get(at(shift, "hand_over")).context["form"]["visitors"].value() == 1


def test_one_page_writes_the_log_and_hands_over(shift, sitter, browser):
    sent = {"visitors": "4", "highlights": "路灯", "note": "待回电", "version": shift.version}

    answer = browser.post(at(shift, "hand_over"), sent)

    shift.refresh_from_db()
    assert answer.headers["Location"] == at(shift, "desk")
    assert (shift.visitors, shift.highlights) == (4, "路灯")
    assert HandOver.objects.get().note == "待回电"


def test_the_note_that_stands_is_shown_for_mending(shift, browser):
    make_hand_over(shift, note="原来的话")

    assert "原来的话" in text_of(browser.get(at(shift, "hand_over")))


def test_a_note_that_was_read_is_not_offered_for_mending(shift, browser):
    make_hand_over(shift, seen=True)

    assert browser.get(at(shift, "hand_over")).status_code == 409


@pytest.mark.parametrize(
    ("visitors", "sentence"), [("-1", "小于0"), ("1000", "大于999"), ("x", "整数")]
)
def test_visitors_are_a_number_that_can_be(shift, browser, visitors, sentence):
    sent = {"visitors": visitors, "highlights": "路灯", "version": shift.version}

    answer = browser.post(at(shift, "log"), sent)

    assert sentence in text_of(answer)
    assert "路灯" in text_of(answer)


def test_nobody_overwrites_what_another_has_just_written(shift, sitter, convener, browser):
    desk.log(shift, by=convener, visitors=3, highlights="先写的话", version=1)

    sent = {"visitors": "4", "highlights": "后写的话", "version": 1}
    answer = browser.post(at(shift, "log"), sent)

    assert answer.status_code == 409
    assert "先写的话" in text_of(answer)
    assert "后写的话" in text_of(answer)
