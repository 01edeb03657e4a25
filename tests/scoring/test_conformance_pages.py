"""Pages of 定额进度: every number opens its records; only those who answer for a studio look."""

from datetime import date
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from accounts.enums import Role
from core import clock
from scoring.enums import QuotaEvent, QuotaScope
from tests.builders.consultations import make_activity, staff, township
from tests.builders.cost import queries_of
from tests.builders.directory import make_special_committee
from tests.builders.people import make_committee, make_user
from tests.builders.quotas import make_quota
from tests.builders.reports import make_report
from tests.builders.studios import make_area, make_member, make_studio

pytestmark = pytest.mark.django_db
LIST = "/points/conformance/"


@pytest.fixture(autouse=True)
def _october(frozen):
    frozen("2026-10-08")


@pytest.fixture
def studio():
    return make_studio("老城社区委员工作室")


def signed_in(client, user):
    client.force_login(user)
    return client


def test_the_list_has_a_light_for_everything_and_a_tab_for_what_is_behind(client, studio):
    make_quota(target=4)
    busy = make_studio("滨河社区委员工作室")
    for _ in range(4):
        make_activity(busy, confirmed=True)
    page = signed_in(client, make_user(office=True)).get(LIST).text
    behind = client.get(f"{LIST}?tab=amber").text

    assert "老城社区委员工作室" in page
    assert "已完成" in page
    assert "结果运用建议" in page
    assert "老城社区委员工作室" in behind
    assert "滨河社区委员工作室" not in behind


def test_what_was_not_done_in_a_year_gone_by_is_red(client, studio):
    make_quota(target=4)
    signed_in(client, make_user(leader=True))

    assert "没有未达标的工作室" in client.get(f"{LIST}?tab=red").text
    assert "结果运用建议" not in client.get(LIST).text  # the office's alone
    assert "老城社区委员工作室" in client.get(f"{LIST}?tab=red&period=2025").text


def test_the_excel_file_has_done_owed_and_a_word_for_each(client, studio):
    make_quota(target=4)
    make_activity(studio, confirmed=True)
    answer = signed_in(client, make_user(office=True)).get(f"{LIST}?format=xlsx")

    rows = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(0)
    head, first, *_ = rows.to_python()

    assert head[2:] == ["协商活动完成（次）", "应完成", "状态", "总体"]
    assert first[2:] == [1, 4, "预警", "预警"]


@pytest.mark.parametrize("period", ["2026Q3", "2026-05", "2026H1", "2026", "zzz", "2026Q9"])
def test_a_studios_page_takes_every_stretch_and_bears_nonsense(client, studio, period):
    make_quota(cycle="month", target=1)
    url = f"{LIST}studios/{studio.code}/?period={period}"

    assert signed_in(client, staff(studio)).get(url).status_code == 200


def test_a_number_opens_its_records(client, studio):
    quota = make_quota()
    with clock.at(date(2026, 9, 1)):
        make_activity(studio, title="护栏协商会", confirmed=True)
    url = f"{LIST}records/{quota.code}/{studio.pk}/2026/"
    page = signed_in(client, staff(studio)).get(f"{LIST}studios/{studio.code}/").text

    assert f'href="{url}">1/4</a>' in page
    assert "护栏协商会" in client.get(url).text
    assert client.get(url.replace("/2026/", "/zzz/")).status_code == 404


def test_what_the_reader_may_not_open_is_only_counted(client, studio):
    quota = make_quota(event=QuotaEvent.REPORT_SUBMITTED)
    make_report(make_member(studio=studio), title="一篇信息", submitted=True)

    page = signed_in(client, township(studio)).get(f"{LIST}records/{quota.code}/{studio.pk}/2026/")

    assert "一篇信息" not in page.text
    assert "1条，您没有查看内容的权限" in page.text


def test_the_own_choice_is_shown_with_its_tag_and_without_a_debt(client, studio):
    make_quota(label="特色活动", target=0, is_self_chosen=True)

    page = signed_in(client, staff(studio)).get(f"{LIST}studios/{studio.code}/").text

    assert '<span class="tag">自选</span>' in page
    assert '<td class="num" data-label="还差">—</td>' in page


def test_a_convener_sees_their_own_studio_and_no_other(client, studio):
    make_quota()
    other = make_studio("滨河社区委员工作室")
    signed_in(client, staff(studio))

    assert "滨河社区委员工作室" not in client.get(LIST).text
    assert client.get(f"{LIST}studios/{other.code}/").status_code == 404
    assert client.get(f"{LIST}townships/{studio.area.code}/").status_code == 404


def test_a_township_sees_what_it_and_its_studios_owe(client, studio):
    make_quota(label="镇街活动", scope=QuotaScope.TOWNSHIP, event=QuotaEvent.ACTIVITY, target=6)
    make_quota()
    elsewhere = make_area("石桥镇")
    page = signed_in(client, township(studio)).get(f"{LIST}townships/{studio.area.code}/").text

    assert "镇街活动" in page
    assert "老城社区委员工作室" in page
    assert client.get(f"{LIST}townships/{elsewhere.code}/").status_code == 404
    assert client.get(LIST).text.count("石桥镇") == 0


def test_what_special_committees_owe_stands_below_the_studios(client, studio):
    committee = make_special_committee()
    make_quota(scope=QuotaScope.COMMITTEE, event=QuotaEvent.REPORT_SUBMITTED, cycle="month")
    signed_in(client, make_user(committee=make_committee(), **{Role.COMMITTEE_STAFF: committee}))

    assert "经济委员会" in client.get(LIST).text
    assert client.get(f"{LIST}committees/{committee.code}/").status_code == 200


def test_members_and_the_public_see_nothing_of_it(client, studio):
    make_quota()
    page = client.get(f"/studios/{studio.code}/").text
    member = make_member(studio=studio)

    assert "定额进度" not in page
    assert client.get(LIST).status_code == 302
    assert signed_in(client, member.user).get(LIST).status_code == 403
    assert "定额进度" not in client.get(f"/studios/{studio.code}/").text


def test_a_member_opens_their_own_records_and_nobody_elses(client, studio):
    quota = make_quota(scope=QuotaScope.MEMBER)
    own, other = make_member(studio=studio), make_member(studio=studio)
    signed_in(client, own.user)

    assert client.get(f"{LIST}records/{quota.code}/{own.pk}/2026/").status_code == 200
    assert client.get(f"{LIST}records/{quota.code}/{other.pk}/2026/").status_code == 404


def test_the_studios_page_shows_its_lights_to_who_runs_it(client, studio):
    make_quota()

    page = signed_in(client, staff(studio)).get(f"/studios/{studio.code}/").text

    assert "定额进度" in page
    assert "0/4" in page


def test_a_county_without_quotas_is_told_where_they_are_written(client, studio):
    assert "没有给工作室定额" in signed_in(client, make_user(office=True)).get(LIST).text


def test_the_list_costs_the_same_with_more_studios(client, studio):
    make_quota(kinds=[])
    signed_in(client, make_user(office=True))
    before = queries_of(client, LIST)
    for _ in range(6):
        make_activity(make_studio(), confirmed=True)

    assert queries_of(client, LIST) == before <= 12
