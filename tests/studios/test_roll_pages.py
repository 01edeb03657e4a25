"""The pages of an import and of accounts in bulk."""

import pytest
from django.test import Client

from accounts.models import User
from audit import trail
from studios.models import Member, Roll
from tests.builders.people import make_user
from tests.builders.rolls import found_words, people, sheet
from tests.builders.studios import make_member

pytestmark = pytest.mark.django_db
IMPORT = "/studios/members/import/"
ACCOUNTS = "/studios/members/accounts/"


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen("2026-03-02")
    found_words()


def browser_of(**office):
    browser = Client()
    browser.person = make_user(**office)
    browser.force_login(browser.person, backend="accounts.backends.PortalBackend")
    return browser


@pytest.fixture
def office():
    return browser_of(office=True)


@pytest.fixture
def admin():
    return browser_of(admin=True)


def bring(browser, rows, name="名单.xlsx"):
    file = sheet(rows)
    file.name = name
    return browser.post(IMPORT, {"file": file})


def brought(browser, rows):
    """The page on which the list is looked at."""
    return bring(browser, rows).headers["Location"]


def text(answer):
    return answer.content.decode()


def test_the_office_finds_template_and_upload(office):
    page = office.get(IMPORT)
    template = office.get(f"{IMPORT}template.xlsx")

    assert "下载模板" in text(page)
    assert "还没有上传过" in text(page)
    assert template.content.startswith(b"PK")
    assert ".xlsx" in template.headers["Content-Disposition"]


def test_what_is_wrong_with_the_file_is_said_beside_it(office):
    file = sheet([["13900000001"]], ["手机"])
    file.name = "名单.xlsx"

    answer = office.post(IMPORT, {"file": file})

    assert answer.status_code == 200
    assert "没有找到“姓名”这一列" in answer.context["form"].errors["file"][0]
    assert not Roll.objects.exists()


def test_faults_are_listed_with_row_and_column_and_nothing_can_be_confirmed(office):
    rows = people(3)
    rows[1][4] = "农业"
    place = brought(office, rows)

    page = text(office.get(place))

    assert "有1行、1处错误" in page
    assert "第3行" in page
    assert "E列“界别”" in page
    assert "是否想写“农业界”？" in page
    assert "/enter/" not in page
    marked = office.get(f"{place}faults.xlsx")
    assert marked.content.startswith(b"PK")
    answer = office.post(f"{place}enter/", follow=True)
    assert "还有1行有错误" in text(answer)
    assert not Member.objects.exists()


def test_a_list_is_confirmed_and_then_tells_what_it_did(office):
    place = brought(office, people(3))
    assert "确认后新增3人、更新0人" in text(office.get(place))

    answer = office.post(f"{place}enter/", follow=True)

    assert "已导入：新增3人，更新0人" in text(answer)
    assert "名单已导入" in text(answer)
    assert "名单.xlsx" in text(office.get(IMPORT))
    assert office.post(f"{place}enter/").status_code == 409


def test_the_same_list_again_says_that_nothing_changes(office):
    office.post(f"{brought(office, people(3))}enter/")

    page = text(office.get(brought(office, people(3))))

    assert "没有变化：名单与名录完全一致" in page
    assert "/enter/" not in page


@pytest.mark.parametrize("tab", ["new", "changed", "same", "faulty", "undecided", "zzz"])
def test_every_tab_opens_even_an_empty_one(office, tab):
    make_member("曾广明", post="县医院院长")
    row = ["曾广明", "男", "", "县医院院长", *[""] * 9]
    place = brought(office, [row, *people(60)])

    assert office.get(f"{place}?tab={tab}&page=2").status_code == 200


def test_who_follows_a_convener_is_shown_before_it_happens(office):
    office.post(f"{brought(office, people(3))}enter/")
    row = ["曾广明", *[""] * 7, "老城委员工作室", "召集人", "", "", ""]

    page = text(office.get(brought(office, [row])))

    assert "老城委员工作室（召集人，接替赵志志）" in page


def test_who_may_be_somebody_else_is_ticked_one_by_one(office):
    member = make_member("曾广明", post="县医院院长")
    place = brought(office, [["曾广明", "", "", "县农技站站长", *[""] * 9]])
    assert "更新已有档案：名录中的曾广明（县医院院长）" in text(office.get(place))

    answer = office.post(f"{place}decide/", {"shown": "2", "row-2": member.pk}, follow=True)

    assert "确认后新增0人、更新1人" in text(answer)
    assert "单位及职务" in text(answer)


def test_a_whole_page_can_be_said_to_be_other_people(office):
    make_member("曾广明", post="县医院院长")
    place = brought(office, [["曾广明", "", "", "县农技站站长", *[""] * 9]])

    answer = office.post(f"{place}decide/", {"shown": ["2", "x", ""], "all": "new"}, follow=True)

    assert "确认后新增1人、更新0人" in text(answer)


def test_a_list_is_seen_by_nobody_but_who_brought_it(office):
    place = brought(office, people(1))
    other = browser_of(office=True)

    assert other.get(place).status_code == 404
    assert other.get(f"{place}faults.xlsx").status_code == 404
    assert other.post(f"{place}enter/").status_code == 404


def test_a_forgotten_list_says_so(office):
    place = brought(office, people(1))
    Roll.objects.update(rows="")

    assert "名单内容已清除" in text(office.get(place))
    assert "已清除" in text(office.get(IMPORT))
    assert office.post(f"{place}enter/").status_code == 409


def test_the_administrator_opens_accounts_and_sees_the_passwords_once(admin):
    members = [make_member(name, has_account=False) for name in ("曾广明", "何小梅", "张伟")]
    page = text(admin.get(ACCOUNTS))
    assert "曾广明" in page

    answer = admin.post(ACCOUNTS, {"members": [members[0].pk, members[1].pk]}, follow=True)

    account = User.objects.get(username="zengguangming")
    shown = text(answer)
    assert answer.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert "hexiaomei" in shown
    password = shown.partition("zengguangming</dd>")[2].partition('strip-code">')[2][:19]
    assert account.check_password(password)
    assert password not in str(dict(admin.session))
    assert "密码条已经显示过" in text(admin.get(f"{ACCOUNTS}slips/"))
    assert "曾广明" not in text(admin.get(ACCOUNTS))
    assert trail.history_of(account).get().by == admin.person


def test_everybody_whom_the_filter_leaves_can_be_taken_at_once(admin):
    for name, party in (("曾广明", "民盟"), ("何小梅", "民盟"), ("张伟", "民建")):
        make_member(name, party=party, has_account=False)

    admin.post(f"{ACCOUNTS}?q=曾", {"everybody": "1"})

    assert [m.name for m in Member.objects.filter(user__isnull=False)] == ["曾广明"]


def test_nobody_ticked_is_said_kindly(admin):
    make_member("曾广明", has_account=False)

    assert "请至少勾选一个人" in text(admin.post(ACCOUNTS, {}))


def test_too_many_at_once_are_refused_with_the_limit(admin, monkeypatch):
    monkeypatch.setattr("studios.forms.rolls.MOST_AT_ONCE", 1)
    members = [make_member(name, has_account=False) for name in ("曾广明", "何小梅")]

    answer = admin.post(ACCOUNTS, {"members": [member.pk for member in members]})

    assert "一次最多为1人开通" in text(answer)
    assert "checked" in text(answer)


def test_who_has_left_and_who_has_an_account_are_not_offered(admin):
    make_member("曾广明")
    gone = make_member(
        "何小梅", has_account=False, status="archived", archived_on="2026-01-01", ending="term"
    )

    assert "都已开通" in text(admin.get(ACCOUNTS))
    assert "没有找到" in text(admin.get(f"{ACCOUNTS}?q=zzz"))
    assert admin.post(ACCOUNTS, {"members": [gone.pk]}).status_code == 200
    assert not Member.objects.get(pk=gone.pk).user_id


def test_a_double_click_opens_each_account_once(admin):
    member = make_member("曾广明", has_account=False)
    key = admin.get(ACCOUNTS).context["form"]["once"].value()

    first, second = (admin.post(ACCOUNTS, {"members": [member.pk], "once": key}) for _ in range(2))

    assert first.headers["Location"] == second.headers["Location"]
    assert User.objects.filter(username__startswith="zengguangming").count() == 1
