"""A list from Excel becomes members, members get accounts, and one of them signs in."""

import pytest

from accounts.models import User
from core import clock
from studios.models import Member
from tests.builders.people import make_user
from tests.builders.rolls import sheet
from tests.journeys.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEADS = ["姓名", "性别", "单位及职务", "界别", "手机", "所在工作室"]
ROWS = [
    ["曾广明", "男", "县医院院长", "农业", "13900000001", "老城社区委员工作室"],
    ["何小梅", "女", "县文化馆馆长", "教育界", "13900000002", "老城社区委员工作室"],
    ["王委员", "男", "县农技站站长", "教育界", "13900000003", "老城社区委员工作室"],
]
NEW_PASSWORD = "qing-shan-lv-shui-9"


def upload(reader, folder, rows, name="委员名单.xlsx"):
    file = folder / name
    file.write_bytes(sheet(rows, HEADS).getvalue())
    reader.open("/studios/members/import/").fits()
    reader.page.set_input_files("[name=file]", str(file))
    return reader.press("上传并预览").fits()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_list_becomes_members_and_a_member_signs_in(county, reader, tmp_path, width):
    make_user("高管理", username="admin", password=PASSWORD, committee=county.committee, admin=True)
    office = reader(width).sign_in("office")
    office.open("/studios/members/").step("导入名单")

    upload(office, tmp_path, ROWS).sees("有1行、1处错误", "D列“界别”", "是否想写“农业界”？")
    assert Member.objects.filter(name="曾广明").count() == 0

    mended = [[*ROWS[0][:3], "农业界", *ROWS[0][4:]], *ROWS[1:]]
    upload(office, tmp_path, mended).sees("有1人可能已经在名录里", "县一中教师", "姓名相同")
    office.page.get_by_label("确认是不同的人，新增").check()
    office.press("保存选择").sees("没有发现错误", "新增3人、更新0人").fits()
    with office.page.expect_navigation():
        office.page.click(".page-actions button:text-is('确认导入')")
    office.sees("名单已导入", "3人").fits()

    upload(office, tmp_path, mended).sees("没有变化")

    slip = hand_out(reader(width).sign_in("admin"))
    first_sign_in(reader(width), *slip)


def hand_out(admin):
    """Accounts for all who have none; returns what one of them is handed."""
    admin.open("/studios/members/accounts/").sees("曾广明", "何小梅").fits()
    admin.page.on("dialog", lambda dialog: dialog.accept())
    admin.page.click("button[name=everybody]")
    admin.page.wait_for_url("**/slips/")
    admin.sees("已为3人开通账号", "zengguangming").fits()
    strip = admin.page.locator(".strip", has_text="曾广明")
    account, password = strip.locator(".strip-code").all_inner_texts()
    admin.page.reload()
    admin.sees("密码条已经显示过").fits()
    return account, password


def first_sign_in(member, account, password):
    """The password on the slip opens the door once, and only to a new password."""
    member.open("/accounts/login/").fill(username=account, password=password).press("登录")
    member.sees("设置新密码").fits()
    member.fill(new1=NEW_PASSWORD, new2=NEW_PASSWORD).press("保存新密码")
    member.page.wait_for_url("**/desk/")
    member.sees("曾广明" if member.page.viewport_size["width"] > 768 else "工作台").fits()
    person = User.objects.get(username=account)
    assert not person.must_change_password
    assert not person.check_password(password)
    assert person.last_login.date() <= clock.today()
