"""Signing in, and the administrator's pages."""

import pytest
from django.urls import reverse

from accounts.enums import Role
from accounts.models import User
from core.models import CalendarDay
from tests.builders.cost import queries_of
from tests.builders.people import make_committee, make_grant, make_unit, make_user
from tests.builders.reports import make_report
from tests.builders.studios import make_member, make_studio

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
PASSWORD = "qingxi-2026-ok"


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen("2026-03-02")


@pytest.fixture
def admin(client):
    user = make_user(admin=True, password=PASSWORD)
    client.force_login(user)
    return user


def sign_in(client, username, password=PASSWORD, **more):
    return client.post(LOGIN, {"username": username, "password": password, **more})


def test_the_right_password_leads_to_the_desk(client):
    person = make_user(password=PASSWORD)

    answer = sign_in(client, person.username)

    assert answer.url == "/desk/"
    assert client.get("/accounts/password/").status_code == 200


def test_one_is_led_back_to_where_one_came_from_and_nowhere_else(client):
    person = make_user(password=PASSWORD)

    assert sign_in(client, person.username, next="/points/").url == "/points/"
    client.logout()
    assert sign_in(client, person.username, next="https://evil.example/").url == "/desk/"


def test_an_unknown_account_hears_what_a_wrong_password_hears(client):
    person = make_user(password=PASSWORD)

    known = sign_in(client, person.username, "wrong").text
    unknown = sign_in(client, "nobody", "wrong").text

    assert "账号或密码不正确" in known
    assert known.replace(person.username, "X").count("账号或密码不正确") == unknown.count(
        "账号或密码不正确"
    )


def test_a_closed_account_hears_the_same(client):
    person = make_user(password=PASSWORD, is_active=False)

    assert "账号或密码不正确" in sign_in(client, person.username).text


@pytest.mark.parametrize("exists", [True, False])
def test_five_wrong_passwords_close_the_door_for_a_while(client, exists):
    username = make_user(password=PASSWORD).username if exists else "nobody"
    for _ in range(5):
        answer = sign_in(client, username, "wrong")

    assert answer.status_code == 429
    assert "已暂停登录十五分钟" in answer.text
    assert "已暂停登录十五分钟" in sign_in(client, username).text


def test_signing_out_is_a_post(client):
    client.force_login(make_user())

    assert client.get("/accounts/logout/").status_code == 405
    assert client.post("/accounts/logout/").url == "/"
    assert client.get("/accounts/password/").status_code == 302


def test_a_one_time_password_opens_nothing_but_the_way_to_a_new_one(client):
    person = make_user(password=PASSWORD, must_change_password=True)

    answer = sign_in(client, person.username)

    assert answer.url == reverse("accounts:first_password")
    assert client.get("/desk/").status_code == 302
    client.post(answer.url, {"new1": "shan-shui-2026", "new2": "shan-shui-2026"})
    assert client.get("/accounts/password/").status_code == 200
    person.refresh_from_db()
    assert not person.must_change_password


def test_without_a_one_time_password_nobody_sets_a_first_one(client):
    assert client.get(reverse("accounts:first_password")).url == LOGIN


def test_the_new_password_is_another_one(client):
    person = make_user(password=PASSWORD, must_change_password=True)
    url = sign_in(client, person.username).url

    assert "不能与现在的密码相同" in client.post(url, {"new1": PASSWORD, "new2": PASSWORD}).text


def test_a_password_is_changed_with_the_old_one(client):
    person = make_user(password=PASSWORD)
    client.force_login(person)
    url = reverse("accounts:password")

    wrong = client.post(url, {"old": "x", "new1": "shan-shui-2026", "new2": "shan-shui-2027"})
    assert "现在的密码不正确" in wrong.text
    assert "两次输入的密码不一致" in wrong.text
    client.post(url, {"old": PASSWORD, "new1": "shan-shui-2026", "new2": "shan-shui-2026"})

    assert User.objects.get(pk=person.pk).check_password("shan-shui-2026")
    assert client.get(url).status_code == 200  # this session goes on


def test_a_new_persons_password_is_shown_once(client, admin):
    answer = client.post("/accounts/people/add/", {"name": "王芳", "username": "wangfang"})

    first, second = client.get(answer.url).text, client.get(answer.url).text

    assert "一次性密码" in first
    assert "slip-code" in first
    assert "slip-code" not in second


def test_an_account_name_is_used_once(client, admin):
    make_user(username="wangfang")

    answer = client.post("/accounts/people/add/", {"name": "王芳", "username": "wangfang"})

    assert "已有人使用这个账号" in answer.text


def test_the_administrator_disables_enables_and_resets(client, admin):
    person = make_user("王芳")
    page = person.get_absolute_url()

    client.post(f"{page}disable/")
    assert "王芳" in client.get("/accounts/people/?tab=disabled").text
    client.post(f"{page}enable/")
    answer = client.post(f"{page}reset/", follow=True)

    assert "slip-code" in answer.text
    assert client.get(f"{page}disable/").status_code == 405


def test_the_administrator_grants_and_ends_an_office(client, admin):
    person, unit = make_user(), make_unit("县住建局")
    page = person.get_absolute_url()

    client.get(f"{page}grant/")
    client.post(f"{page}grant/", {"role": "unit", "unit": unit.pk, "starts_on": "2026-03-02"})
    assert "县住建局" in client.get(page).text
    url = reverse("accounts:end_grant", args=[person.grants.get().pk])
    client.get(url)
    client.post(url, {"on": "2026-03-01"})

    assert person.grants.get().ends_on is not None


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"role": "unit", "starts_on": "2026-03-02"}, "请选择承办单位"),
        ({"role": "convener", "starts_on": "2026-03-02"}, "请选择工作室"),
        ({"role": "office", "starts_on": "2026-03-02", "ends_on": "2026-03-01"}, "不能早于"),
        ({"role": "auditor", "starts_on": "2026-03-02"}, "三员分立"),
    ],
)
def test_a_wrong_grant_is_explained_on_the_form(client, admin, asked, said):
    person = make_user(office=True)

    assert said in client.post(f"{person.get_absolute_url()}grant/", asked).text
    assert person.grants.count() == 1


def test_a_grant_says_for_which_studio(client, admin):
    person = make_user()
    make_grant(person, Role.CONVENER, make_studio("城关镇委员工作室"))

    assert "城关镇委员工作室" in client.get(person.get_absolute_url()).text


def test_the_list_shows_offices_and_costs_the_same_with_more_people(client, admin):
    make_user(office=True)
    make_member()
    before = queries_of(client, "/accounts/people/")
    for _ in range(4):
        make_user(convener=make_studio())
        make_member()

    assert "工作室召集人" in client.get("/accounts/people/").text
    assert queries_of(client, "/accounts/people/") == before
    assert client.get("/accounts/people/?format=xlsx").content.startswith(b"PK")


@pytest.mark.parametrize("page", ["people/", "people/add/", "people/{pk}/", "people/{pk}/grant/"])
def test_the_people_pages_are_the_administrators(client, page):
    person = make_user()
    url = "/accounts/" + page.format(pk=person.pk)
    for stranger in (make_user(office=True), make_user(leader=True), make_member().user):
        client.force_login(stranger)
        assert client.get(url).status_code == 403


def test_another_countys_people_are_not_found(client):
    person = make_user()
    client.force_login(make_user(committee=make_committee("elsewhere"), admin=True))

    assert client.get(person.get_absolute_url()).status_code == 404
    assert client.post(f"{person.get_absolute_url()}reset/").status_code == 404


def test_the_administrator_sees_no_matters(client, admin):
    report = make_report(issued=True)

    assert client.get(report.get_absolute_url()).status_code == 404


def test_the_administrator_corrects_a_day(client, admin):
    page = client.get("/accounts/calendar/?year=2026&day=2026-05-04").text

    client.post("/accounts/calendar/", {"day": "2026-05-04", "is_workday": "0", "name": "劳动节"})

    assert 'value="2026-05-04"' in page
    assert not CalendarDay.objects.get().is_workday
    assert "劳动节" in client.get("/accounts/calendar/?year=2026").text


def test_a_year_nobody_has_published_is_flagged(client, admin):
    assert "暂定" in client.get("/accounts/calendar/?year=2031").text
    assert client.get("/accounts/calendar/?year=9999&day=x").status_code == 200


def test_the_office_reads_the_calendar_and_does_not_change_it(client):
    client.force_login(make_user(office=True))
    asked = {"day": "2026-05-04", "is_workday": "0", "name": "劳动节"}

    assert "校正一天" not in client.get("/accounts/calendar/").text
    assert client.post("/accounts/calendar/", asked).status_code == 403


def test_a_day_far_off_is_refused_on_the_form(client, admin):
    asked = {"day": "2150-01-01", "is_workday": "1", "name": "x"}

    assert "只能校正" in client.post("/accounts/calendar/", asked).text
