"""A studio from its first look at 六有 to the printed result, in the browser, by each in turn."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from studios.models import StandardCheck
from tests.builders.consultations import make_jpeg

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def answer_screen(reader):
    """Everything on this screen is there, and the first of it is shown on a photo."""
    page = reader.page
    for box in page.locator("main .asked").all():
        box.locator("input[value=yes]").check()
    page.locator("main .asked summary").first.click()
    photo = SimpleUploadedFile("门牌.jpg", make_jpeg(b"GPS"), "image/jpeg")
    page.locator("main input[type=file]").first.set_input_files(
        {"name": photo.name, "mimeType": "image/jpeg", "buffer": photo.read()}
    )
    reader.fits()
    with page.expect_navigation():
        page.locator("main form button.btn-primary").click()


@pytest.mark.parametrize("width", [390, 1280])
def test_self_check_then_check_then_result(county, reader, width):
    office = reader(width).sign_in("office").open("/studios/checks/").step("布置自查")
    office.press("布置自查").sees("已通知1家工作室", "老城社区委员工作室").fits()

    liaison = reader(width).sign_in("liaison").sees("标准自查待完成")
    check = StandardCheck.objects.get(standard__code="liuyou")
    liaison.open(check.get_absolute_url()).sees("接待时间已公布", "没有填写").fits().step(
        "填写自查"
    )
    while "/mark/" in liaison.page.url:
        answer_screen(liaison)
    liaison.sees("各项已填好").step("提交核验").press("提交核验").sees("待核验").fits()

    township = reader(width).sign_in("township").sees("待核验的自查")
    township.open(check.get_absolute_url()).step("核验").page.wait_for_url("**/conclude/")
    township.fits()
    township.page.locator("main .asked summary").first.click()
    item = check.standard.items.first()
    given = {
        f"points_{item.pk}": "1",
        f"finding_{item.pk}": "周末不开放",
        "opinion": "年度计划要补。",
    }
    township.fill(**given).press("核验").sees("已核验", "周末不开放", "年度计划要补。").fits()

    check.refresh_from_db()
    convener = reader(width).sign_in("convener").open(f"/studios/{county.studio.code}/")
    convener.sees("达标情况", f"{check.score.normalize():f}/30").fits()
    convener.open(f"/studios/{county.studio.code}/standards/").sees("还差这些", "未达到").fits()
    convener.open(check.get_absolute_url())
    with convener.page.expect_download() as sheet:
        convener.page.click(".page-actions a:has-text('导出评分表')")
    assert sheet.value.suggested_filename.endswith("评分表.docx")
