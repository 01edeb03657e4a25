"""Pages: how a studio stands, the self-check screen by screen, the check, the list, the sheet."""

from datetime import date
from io import BytesIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from python_calamine import CalamineWorkbook

from core.panels import panels_of
from studios.enums import AutoRule, CheckStatus
from studios.forms.standards import MOST
from studios.models import StandardCheck
from tests.builders.consultations import make_jpeg
from tests.builders.people import make_user
from tests.builders.standards import add_item, counted, fill_in, make_check, make_standard
from tests.builders.studios import make_studio

pytestmark = pytest.mark.django_db
YES, NO = "yes", "no"
DAY = date(2026, 11, 2)


@pytest.fixture(autouse=True)
def _november(frozen):
    frozen("2026-11-02")


@pytest.fixture
def studio():
    return make_studio("城关镇委员工作室", hours="每周三")


@pytest.fixture
def convener(studio):
    return make_user("冯召集", convener=studio)


@pytest.fixture
def township(studio):
    return make_user("何书记", township=studio.area)


def at(check, step=""):
    return f"/studios/checks/{check.pk}/{step}"


def posted(client, check, step, **typed):
    return client.post(at(check, step), typed)


def test_standards_stand_side_by_side_with_what_is_counted_now(client, studio, convener):
    counted(make_standard("六有", items=1))
    counted(make_standard("五上墙", items=0), AutoRule.PLAN_FILED, advice="在计划总结中起草。")
    client.force_login(convener)

    shown = client.get(f"/studios/{studio.code}/standards/").text

    for words in (
        "六有",
        "五上墙",
        "已公布：每周三",
        "还没有备案",
        "在计划总结中起草。",
        "开始自查",
    ):
        assert words in shown


def test_without_standards_the_page_says_what_to_do(client, studio):
    client.force_login(make_user(office=True))

    assert "没有适用于本工作室的标准" in client.get(f"/studios/{studio.code}/standards/").text


def test_the_staff_begin_with_one_button_and_only_they_see_it(client, studio, convener, township):
    standard = make_standard()
    page = f"/studios/{studio.code}/standards/"
    start = reverse("studios:start_check", args=[studio.code, standard.pk, 2026])
    client.force_login(township)
    assert start not in client.get(page).text
    assert client.post(start).status_code == 403

    client.force_login(convener)
    assert start in client.get(page).text
    answer = client.post(start)

    assert answer.url == at(StandardCheck.objects.get())
    assert start not in client.get(page).text


@pytest.mark.parametrize("year", ["2023", "2025", "1999", "x", ""])
def test_earlier_years_are_read_and_only_the_last_is_begun(client, studio, convener, year):
    make_standard()
    client.force_login(convener)

    shown = client.get(f"/studios/{studio.code}/standards/?year={year}").text

    assert ("开始自查" in shown) == (year != "2023")


def test_the_panel_on_the_studios_page_is_for_those_inside(studio):
    make_standard("六有")

    (panel,) = [p for p in panels_of(studio, make_user(), DAY) if "standards" in p.template]

    assert [one.standard.name for one in panel.context["standings"]] == ["六有"]
    assert not [p for p in panels_of(studio, AnonymousUser(), DAY) if "standards" in p.template]


def test_a_studio_without_standards_has_no_panel(client, studio):
    client.force_login(make_user(office=True))

    assert "达标情况" not in client.get(studio.get_absolute_url()).text


def test_a_self_check_goes_from_screen_to_screen(client, studio, convener):
    check = make_check(studio, make_standard(items=0), by=convener)
    room, plate = (
        add_item(check.standard, "固定场所"),
        add_item(check.standard, "门牌", group="标识"),
    )
    client.force_login(convener)

    first = posted(client, check, "mark/?part=1", **{f"met_{room.pk}": YES, f"note_{room.pk}": "x"})
    second = posted(client, check, "mark/?part=2", **{f"met_{plate.pk}": NO})

    assert first.url == at(check, "mark/?part=2")
    assert second.url == at(check)
    assert list(check.marks.values_list("is_met", "note")) == [(True, "x"), (False, "")]


def test_the_first_screen_with_a_gap_is_opened(client, studio, convener):
    check = make_check(studio, make_standard(items=0), by=convener)
    room, _ = add_item(check.standard, "固定场所"), add_item(check.standard, "门牌", group="标识")
    client.force_login(convener)
    posted(client, check, "mark/?part=1", **{f"met_{room.pk}": YES})

    assert client.get(at(check, "mark/")).context["part"].title == "标识"


def test_no_screen_asks_about_more_than_eight_things(client, studio, convener):
    check = make_check(studio, make_standard(items=MOST + 3), by=convener)
    counted(check.standard)
    client.force_login(convener)

    screens = [client.get(at(check, f"mark/?part={n}")).context["part"] for n in (1, 2, 9)]

    assert [len(screen.asked) for screen in screens] == [8, 3, 8]
    assert [len(screen.shown) for screen in screens] == [1, 0, 1]


def test_a_standard_that_is_counted_whole_asks_nothing(client, studio, convener):
    standard = make_standard(items=0)
    counted(standard)
    check = make_check(studio, standard, by=convener)
    client.force_login(convener)

    assert "没有要填写的条目" in client.get(at(check, "mark/")).text
    posted(client, check, "submit/")

    check.refresh_from_db()
    assert check.status == CheckStatus.SUBMITTED


def test_what_was_said_and_shown_stands_in_the_form_again(client, studio, convener):
    check = make_check(studio, make_standard(items=1), by=convener)
    item = check.standard.items.get()
    photo = SimpleUploadedFile("门牌.jpg", make_jpeg(b"GPS"), "image/jpeg")
    client.force_login(convener)
    typed = {f"met_{item.pk}": NO, f"note_{item.pk}": "正在做", f"file_{item.pk}": photo}
    posted(client, check, "mark/", **typed)

    shown = client.get(at(check, "mark/")).text

    assert "正在做" in shown
    assert "已传“门牌.jpg”" in shown


def test_a_file_of_another_kind_is_refused_beside_its_field_and_the_note_is_kept(
    client, studio, convener
):
    check = make_check(studio, make_standard(items=1), by=convener)
    item = check.standard.items.get()
    client.force_login(convener)
    file = SimpleUploadedFile("a.jpg", b"MZ\x90 program", "image/jpeg")

    answer = posted(
        client, check, "mark/", **{f"note_{item.pk}": "门厅北墙", f"file_{item.pk}": file}
    )

    assert list(answer.context["form"].errors) == [f"file_{item.pk}"]
    assert "门厅北墙" in answer.text
    assert not check.marks.exists()


def test_evidence_is_kept_and_not_run(client, studio, convener):
    check = make_check(studio, make_standard(items=1), by=convener)
    item = check.standard.items.get()
    photo = SimpleUploadedFile("门牌.jpg", make_jpeg(b"GPS"), "image/jpeg")
    client.force_login(convener)
    posted(client, check, "mark/", **{f"met_{item.pk}": YES, f"file_{item.pk}": photo})

    answer = client.get(reverse("studios:evidence", args=[check.pk, check.marks.get().pk]))

    assert b"".join(answer.streaming_content) == make_jpeg()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    elsewhere = reverse("studios:evidence", args=[check.pk + 1, check.marks.get().pk])
    assert client.get(elsewhere).status_code == 404


def test_a_gap_is_named_on_the_form(client, studio, convener):
    check = make_check(studio, by=convener)
    client.force_login(convener)

    answer = posted(client, check, "submit/")

    assert "还有2项没有填写" in answer.text


def test_the_checker_changes_only_what_is_to_be_changed(client, studio, convener, township):
    check = make_check(studio, by=convener, submitted=True)
    first = check.standard.items.first()
    client.force_login(township)

    typed = {
        "opinion": "门牌要补。",
        f"points_{first.pk}": "0.5",
        f"finding_{first.pk}": "名称不全",
    }
    answer = posted(client, check, "conclude/", **typed)

    assert answer.url == at(check)
    check.refresh_from_db()
    assert (str(check.score), check.opinion) == ("2.5", "门牌要补。")
    shown = client.get(at(check)).text
    for words in ("2.5", "名称不全", "门牌要补。", "导出评分表"):
        assert words in shown


def test_a_count_is_overruled_beside_its_item_or_not_at_all(client, studio, convener, township):
    check = make_check(studio, make_standard(items=1), by=convener)
    item = counted(check.standard)
    fill_in(check, by=convener)
    client.force_login(convener)
    posted(client, check, "submit/")
    client.force_login(township)

    typed = {"opinion": "写了很久的意见", f"points_{item.pk}": "0"}
    answer = posted(client, check, "conclude/", **typed)

    assert list(answer.context["form"].errors) == [f"finding_{item.pk}"]
    assert "写了很久的意见" in answer.text


@pytest.mark.parametrize("points", ["3", "-1", "0.25", "abc", "9" * 40])
def test_points_that_cannot_be_are_pointed_out(client, studio, township, points):
    check = make_check(studio, submitted=True)
    item = check.standard.items.first()
    client.force_login(township)

    answer = posted(client, check, "conclude/", opinion="好", **{f"points_{item.pk}": points})

    assert list(answer.context["form"].errors) == [f"points_{item.pk}"]


def test_sent_back_the_studio_reads_why(client, studio, convener, township):
    check = make_check(studio, by=convener, submitted=True)
    client.force_login(township)

    assert posted(client, check, "send_back/", remark="请补照片。").status_code == 302

    client.force_login(convener)
    assert "请补照片。" in client.get(at(check)).text


def test_the_office_calls_for_a_self_check(client, studio, convener):
    standard = make_standard()
    client.force_login(make_user(office=True))
    form = client.get("/studios/checks/call/").context["form"]

    typed = {"standard": standard.pk, "year": 2026, "once": form["once"].value()}
    answer = client.post("/studios/checks/call/", typed, follow=True)

    assert "已通知1家工作室自查2026年“六有”" in answer.text
    assert "城关镇委员工作室" in answer.text


def test_the_list_begins_with_what_waits_for_the_reader(client, studio, convener, township):
    make_check(studio, by=convener, submitted=True)
    make_check(make_studio("别处的工作室"))

    client.force_login(township)
    assert client.get("/studios/checks/").context["listing"].tab == "awaiting"
    client.force_login(convener)
    assert client.get("/studios/checks/").context["listing"].tab == "mine"
    client.force_login(make_user(office=True))
    assert "别处的工作室" in client.get("/studios/checks/").text


def test_the_list_is_narrowed_by_standard_and_year(client, studio):
    check = make_check(studio, make_standard("六有"))
    make_check(studio, make_standard("五上墙"), year=2025)
    client.force_login(make_user(office=True))

    for query in (f"standard={check.standard_id}", "year=2026"):
        rows = client.get(f"/studios/checks/?tab=all&{query}").context["listing"].rows
        assert rows == [check]


def test_excel_has_a_row_a_studio_and_a_column_a_standard(client, studio):
    six, five = make_standard("六有", order=1), make_standard("五上墙", order=2)
    make_check(studio, six, concluded=True)
    make_check(studio, five)
    make_check(make_studio("北关工作室", code="z"), five)
    client.force_login(make_user(office=True))

    content = client.get("/studios/checks/?tab=all&format=xlsx").content

    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows == [
        ["工作室", "年度", "六有", "五上墙"],
        ["城关镇委员工作室", 2026, 4, "自查中"],
        ["北关工作室", 2026, "", "自查中"],
    ]


def test_the_sheet_says_what_was_said_seen_and_given(client, studio, township):
    standard = make_standard(items=1)
    counted(standard)
    check = make_check(studio, standard, checker=township, concluded=True)
    client.force_login(township)

    sheet = Document(BytesIO(client.get(at(check, "sheet/")).content))

    words = [[cell.text for cell in row.cells] for row in sheet.tables[0].rows]
    assert words[2][4:] == ["2", ""]
    assert words[2][3] == "平台核算：已公布：每周三"
    assert words[3] == ["合计", "", "4", "", "4", ""]
    assert "2026年“六有”核验评分表" in sheet.paragraphs[0].text
    assert any("城关镇党委（盖章）" in line.text for line in sheet.paragraphs)


def test_there_is_no_sheet_before_the_result(client, studio, township):
    check = make_check(studio, submitted=True)
    client.force_login(township)

    assert client.get(at(check, "sheet/")).status_code == 409


def test_the_desk_says_what_waits(client, studio, convener, township):
    make_check(studio, make_standard("六有"), by=convener, checker=township, returned=True)
    make_check(studio, make_standard("五上墙"), by=convener, submitted=True)

    client.force_login(convener)
    shown = client.get("/desk/").text
    assert "标准自查待完成" in shown
    assert "城关镇委员工作室2026年六有" in shown
    client.force_login(township)
    shown = client.get("/desk/").text
    assert "待核验的自查" in shown
    assert "城关镇委员工作室2026年五上墙" in shown
