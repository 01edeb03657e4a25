"""A county's roll comes in from Excel, gets its accounts, and its members sign in."""

from io import BytesIO

import pytest
import xlsxwriter

from accounts.models import User
from studios.models import Member
from tests.builders.people import make_user
from tests.journeys.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HEADS = ["姓名", "性别", "单位及职务", "界别", "手机", "所在工作室"]
PEOPLE = [
    ["郝新", "女", "县二中教师", "教育界", "13900000001", "老城社区委员工作室"],
    ["曾文", "男", "县医院医师", "医药卫生界", "13900000002", "老城社区委员工作室"],
]


def roll(people) -> dict:
    """A list as an office keeps it, for the browser's file dialogue."""
    file = BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("委员名单")
        for line, row in enumerate([HEADS, *people]):
            sheet.write_row(line, 0, row)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": "名单.xlsx", "mimeType": kind, "buffer": file.getvalue()}


def brings(office, people):
    office.open("/studios/members/import/").fits()
    office.page.set_input_files("main [name=file]", files=[roll(people)])
    return office.press("上传并预览").fits()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_roll_comes_in_gets_accounts_and_its_members_sign_in(county, reader, width):
    make_user("高管", username="admin", password=PASSWORD, committee=county.committee, admin=True)
    office = reader(width).sign_in("office")
    wrong = [[*PEOPLE[0][:3], "教育届", *PEOPLE[0][4:]], PEOPLE[1]]
    brings(office, wrong).sees("教育届", "教育界", "一个人也没有写入")
    assert not Member.objects.filter(name="郝新").exists()

    brings(office, PEOPLE).sees("没有发现错误")
    office.page.click("button:text-is('确认导入')")
    office.page.wait_for_load_state()
    office.fits()
    assert Member.objects.filter(name__in=["郝新", "曾文"], user=None).count() == 2

    passwords = opens_accounts(reader(width).sign_in("admin"))
    signs_in(reader(width), "郝新", passwords["郝新"])


def opens_accounts(admin):
    """One strip of paper for each; who comes back later sees no password."""
    admin.open("/studios/members/accounts/").fits()
    for box in admin.page.locator("main [name=members]").all():
        box.check()
    admin.press("为勾选的人开通账号").sees("密码只在这一页显示这一次").fits()
    strips = admin.page.locator(".strip").all()
    found = {
        strip.locator("h2").evaluate("e => e.firstChild.textContent"): strip.locator(".strip-code")
        .nth(1)
        .inner_text()
        for strip in strips
    }
    admin.page.reload()
    assert not any(word in admin.page.content() for word in found.values())
    return found


def signs_in(member, name, password):
    """The first sign-in asks for a password of one's own."""
    account = User.objects.get(name=name)
    page = member.page
    page.goto("/accounts/login/")
    page.fill("input[name=username]", account.username)
    page.fill("input[name=password]", password)
    page.click("main button:has-text('登录')")
    page.wait_for_load_state()
    member.fits().fill(new1="老城桥头柳树下一九八八", new2="老城桥头柳树下一九八八").press(
        "保存新密码"
    )
    page.wait_for_url("**/desk/")
    member.sees("新密码已生效", "我的工作台").open("/duty/mine/").fits()
