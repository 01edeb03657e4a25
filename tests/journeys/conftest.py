"""A county as its profile makes it, the people of one township, and days that pass."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page

from accounts.models import Committee, Unit
from studios.enums import AffiliationRole
from studios.models import Area, Studio
from tests.builders.directory import join_studio, open_studio
from tests.builders.people import make_user

PASSWORD = "a-long-enough-password"


@pytest.fixture
def days_pass(monkeypatch):
    """`days_pass(12)` moves every clock of this process, the live server's too."""
    real, gone = timezone.now, [timedelta()]
    monkeypatch.setattr("django.utils.timezone.now", lambda: real() + gone[0])

    def move(days: int) -> None:
        gone[0] += timedelta(days=days)

    return move


@dataclass
class County:
    """The township of a story."""

    committee: Committee
    studio: Studio

    def unit(self, code: str) -> Unit:
        return Unit.objects.get(committee=self.committee, code=code)


@pytest.fixture
def county(live_server):
    """The default profile's county, one studio in one township, and a person for every part."""
    year = timezone.localdate().year
    call_command("load_calendar", years=[year - 1, year, year + 1], verbosity=0)
    call_command("load_profile", str(settings.BASE_DIR / "profiles/default.toml"), verbosity=0)
    committee = Committee.objects.get(code="qingxi")
    area = Area.objects.filter(committee=committee, level="township").first()
    studio = open_studio("老城社区委员工作室", committee=committee, area=area, code="laocheng")
    county = County(committee, studio)
    units = list(Unit.objects.of(committee).filter(system="government")[:2])
    county.lead, county.support = units
    _people(county, area)
    return county


def _people(county: County, area: Area) -> None:
    def person(username, name, **roles):
        return make_user(
            name, username=username, password=PASSWORD, committee=county.committee, **roles
        )

    person("office", "何办", office=True)
    person("signer", "钱签", signer=True)
    person("leader", "孙主席", leader=True)
    person("township", "赵镇", township=area)
    person("unit", "吴经办", unit=county.lead)
    person("unit2", "郑会办", unit=county.support)
    convener = person("convener", "李召集", convener=county.studio)
    join_studio(county.studio, user=convener, role=AffiliationRole.CONVENER)
    liaison = person("liaison", "周联络", liaison=county.studio)
    join_studio(county.studio, user=liaison, role=AffiliationRole.LIAISON, is_cppcc_member=False)
    for username, name in (("member", "王委员"), ("member2", "冯委员")):
        join_studio(county.studio, user=person(username, name), post="县一中教师")


@dataclass
class Reader:
    """A person in front of a browser."""

    page: Page

    def sign_in(self, username: str) -> "Reader":
        self.page.goto("/accounts/login/")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("main button:has-text('登录')")
        self.page.wait_for_url("**/desk/")
        return self

    def open(self, address: str) -> "Reader":
        self.page.goto(address)
        return self

    def step(self, label: str) -> "Reader":
        """Press a step's button, wherever the page keeps it."""
        link = self.page.locator(f".page-actions a:text-is('{label}')").first
        if not link.is_visible():
            self.page.locator(".page-actions details.menu summary").first.click()
        # The next question must find the next page, not the one that is just going away.
        with self.page.expect_navigation():
            link.click()
        return self

    def fill(self, **values) -> "Reader":
        for name, value in values.items():
            field = self.page.locator(f"main [name={name}]").first
            kind = field.evaluate("e => e.tagName + ':' + (e.type || '')")
            if kind.startswith("SELECT"):
                field.select_option(**value) if isinstance(value, dict) else (
                    field.select_option(value)
                )
            elif kind.endswith("radio"):
                self.page.locator(f"main [name={name}][value={value}]").check()
            else:
                field.fill(str(value))
        return self

    def press(self, label: str) -> "Reader":
        button = (
            self.page.locator("main form button, main form input[type=submit]")
            .locator("visible=true")
            .and_(
                self.page.locator(f"button:text-is('{label}'), input[type=submit][value='{label}']")
            )
            .first
        )
        with self.page.expect_navigation():
            button.click()
        return self

    def sees(self, *words: str) -> "Reader":
        shown = self.page.locator("body").inner_text()
        missing = [word for word in words if word not in shown]
        assert not missing, f"{missing} not on {self.page.url}:\n{shown[:2000]}"
        return self

    def fits(self) -> "Reader":
        """Nothing sticks out sideways."""
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 1, f"{self.page.url} is {wide}px too wide"
        return self


@pytest.fixture
def reader(chromium_page):
    """`reader(390)` is somebody new in front of a telephone."""
    return lambda width=1280, **kwargs: Reader(chromium_page(width, **kwargs))
