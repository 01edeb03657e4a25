"""The pages of reports: who sees them, what they do, at what price."""

import pytest
from django.urls import reverse

from core import once
from petitions.actions import reports
from petitions.enums import AdoptionMode, InstructionKind, ReportStatus
from tests.builders.cost import queries_of
from tests.builders.people import make_committee, make_user
from tests.builders.reports import TEXTS, make_level, make_report
from tests.builders.studios import make_member

pytestmark = pytest.mark.django_db
LIST = "/reports/"


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen("2026-03-02")


@pytest.fixture
def office(client):
    user = make_user(office=True)
    client.force_login(user)
    return user


def instruct(report, office):
    return reports.record_instruction(
        report,
        by=office,
        leader_name="李明",
        leader_post="县长",
        kind=InstructionKind.ACTION,
        instructed_on=report.issued_on,
        text="请住建局三天内拿出办法",
    )


def test_the_office_edits_beside_the_original(client, office):
    report = make_report(accepted=True)
    url = reverse("petitions:edit_report", args=[report.pk])

    page = client.get(url)
    client.post(url, TEXTS | {"title": "编辑后的标题", "version": 1})

    assert "原稿" in page.text
    shown = client.get(report.get_absolute_url()).text
    assert "编辑后的标题" in shown
    assert TEXTS["title"] in shown


@pytest.mark.parametrize(
    ("verb", "asked", "status"),
    [
        ("accept", {}, ReportStatus.ACCEPTED),
        ("send_back", {"remark": "请补充数据"}, ReportStatus.RETURNED),
        ("decline", {"reason": "与已有信息重复"}, ReportStatus.DECLINED),
    ],
)
def test_the_office_gives_its_verdict(client, office, verb, asked, status):
    report = make_report(submitted=True)
    url = f"{report.get_absolute_url()}{verb}/"

    page = client.get(url)
    client.post(url, asked)

    assert page.status_code == 200
    report.refresh_from_db()
    assert report.status == status


def test_a_refusal_needs_a_reason(client, office):
    report = make_report(submitted=True)

    answer = client.post(reverse("petitions:decline_report", args=[report.pk]), {})

    assert answer.status_code == 200
    report.refresh_from_db()
    assert report.status == ReportStatus.SUBMITTED


def test_a_report_goes_from_signature_to_instruction_through_the_pages(client, office):
    report, level = make_report(accepted=True), make_level()
    page = report.get_absolute_url()

    client.force_login(make_user(signer=True))
    client.post(f"{page}sign/", {})
    client.force_login(office)
    client.post(f"{page}issue/", {"sent_to": "县委、县政府领导"})
    client.post(
        f"{page}record_adoption/",
        {
            "level": level.pk,
            "organ": "县委办公室",
            "mode": AdoptionMode.SINGLE,
            "adopted_on": "2026-03-02",
        },
    )
    client.post(
        f"{page}record_instruction/",
        {
            "leader_name": "李明",
            "leader_post": "县长",
            "kind": "action",
            "instructed_on": "2026-03-02",
            "text": "请住建局三天内拿出办法",
        },
    )

    shown = client.get(page).text
    assert all(text in shown for text in ("2026年第1期", "县委办公室", "三天内", "按批示交办"))


@pytest.mark.parametrize("verb", ["record_adoption", "record_instruction"])
def test_nothing_is_recorded_for_tomorrow(client, office, verb):
    report, level = make_report(issued=True), make_level()
    facts = {
        "level": level.pk,
        "organ": "县委办公室",
        "mode": "single",
        "adopted_on": "2026-03-03",
        "leader_name": "李明",
        "leader_post": "县长",
        "kind": "action",
        "instructed_on": "2026-03-03",
        "text": "阅",
    }

    answer = client.post(f"{report.get_absolute_url()}{verb}/", facts)

    assert answer.status_code == 200
    assert "不能晚于今天" in answer.text


def test_the_words_of_an_instruction_are_for_office_signer_and_leader(client):
    report = make_report(issued=True)
    instruct(report, make_user(office=True))
    page = report.get_absolute_url()

    for reads, user in [
        (False, report.author.user),
        (True, make_user(office=True)),
        (True, make_user(signer=True)),
        (True, make_user(leader=True)),
    ]:
        client.force_login(user)
        shown = client.get(page).text
        assert ("三天内" in shown) == reads
        assert "批示" in shown


def test_a_report_is_not_found_by_a_unit_a_stranger_or_another_county(client):
    report = make_report(issued=True)
    others = [
        make_user(unit=True),
        make_user(admin=True),
        make_member().user,
        make_user(committee=make_committee("elsewhere"), office=True),
    ]

    for user in others:
        client.force_login(user)
        assert client.get(report.get_absolute_url()).status_code == 404
        assert client.post(f"{report.get_absolute_url()}accept/").status_code == 404


def test_a_leader_reads_and_does_not_judge(client):
    report = make_report(submitted=True)
    client.force_login(make_user(leader=True))

    assert client.get(report.get_absolute_url()).status_code == 200
    assert client.get(f"{report.get_absolute_url()}accept/").status_code == 403


def test_a_step_from_the_wrong_state_is_a_kind_page(client, office):
    report = make_report(submitted=True)

    answer = client.get(f"{report.get_absolute_url()}issue/")

    assert answer.status_code == 409
    assert "待审查" in answer.text


def test_the_issued_report_is_a_word_file(client, office):
    report = make_report(issued=True, title="关于 <停车> & 出行的建议")

    answer = client.get(reverse("petitions:print_report", args=[report.pk]))

    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")
    assert "docx" in answer["Content-Disposition"]


def test_only_an_issued_report_is_printed(client, office):
    report = make_report(submitted=True)

    assert client.get(reverse("petitions:print_report", args=[report.pk])).status_code == 409
    client.force_login(report.author.user)
    assert client.get(reverse("petitions:print_report", args=[report.pk])).status_code == 403


@pytest.mark.parametrize("tab", ["verdict", "signature", "issue", "issued", "all"])
def test_every_tab_shows_its_reports_and_says_what_an_empty_one_means(client, office, tab):
    empty = client.get(f"{LIST}?tab={tab}")
    made = [make_report(**{flag: True}) for flag in ("submitted", "accepted", "signed", "issued")]

    full = client.get(f"{LIST}?tab={tab}")

    assert "还没有社情民意" in empty.text
    assert any(report.number in full.text for report in made)


def test_a_report_is_found_by_its_author_and_exported(client, office):
    make_report(make_member("曾广明"), submitted=True)
    make_report(make_member("赵志强"), submitted=True)

    found = client.get(f"{LIST}?q=曾广明").text
    excel = client.get(f"{LIST}?format=xlsx")

    assert "曾广明" in found
    assert "赵志强" not in found
    assert excel.content.startswith(b"PK")


@pytest.mark.parametrize("page", ["list", "one"])
def test_a_page_costs_the_same_with_more_reports(client, office, page):
    report = make_report(issued=True)
    instruct(report, office)
    url = f"{LIST}?tab=all" if page == "list" else report.get_absolute_url()
    before = queries_of(client, url)
    for _ in range(3):
        instruct(make_report(issued=True), office)
        instruct(report, office)

    assert queries_of(client, url) == before


def test_a_second_click_records_no_second_instruction(client, office):
    report = make_report(issued=True)
    facts = {
        "leader_name": "李明",
        "leader_post": "县长",
        "kind": "action",
        "instructed_on": "2026-03-02",
        "text": "阅",
        "once": once.new_key(),
    }

    for _ in range(2):
        client.post(f"{report.get_absolute_url()}record_instruction/", facts)

    assert report.instructions.count() == 1
