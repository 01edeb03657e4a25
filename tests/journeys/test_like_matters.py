"""A citizen types what somebody has raised before: they are told, and submit all the same."""

import pytest

from consultations.models import Issue
from tests.builders.consultations import make_issue

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NOTE = ".likes-typed .note"


@pytest.mark.parametrize("width", [390, 1280])
def test_who_types_the_same_is_told_and_goes_on(county, chromium_page, width):
    make_issue(county.studio, accepted=True, may_publish=True)
    page = chromium_page(width)
    page.goto(f"/s/{county.studio.code}/")

    page.locator("[name=title]").press_sequentially("小区电梯停运")
    page.wait_for_timeout(1500)
    assert page.locator(NOTE).count() == 0
    page.fill("[name=title]", "")
    page.locator("[name=title]").press_sequentially("西关河堤的护栏坏了")
    page.wait_for_selector(NOTE)
    assert "西关河堤护栏损坏" in page.locator(NOTE).inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.fill("[name=body]", "桥头往下走的一段护栏断了，小孩路过很危险。")
    page.check("[name=consent]")
    page.wait_for_timeout(2000)
    page.click("main button:has-text('提交')")
    page.wait_for_url("**/raised/")
    assert Issue.objects.count() == 2
