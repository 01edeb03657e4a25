"""A county's file is followed whole or not at all, and following it again changes nothing."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Committee, Unit
from consultations.actions import issues
from consultations.enums import ReasonKind
from consultations.models import Category, Mechanism, ReasonCode, Topic
from core.models import NumberPattern, Wording
from core.wording import say
from dashboards.profile import loading, reading
from petitions.models import LimitClass, Rung
from scoring.models import Rule
from studios.models import Area, SpecialCommittee, Studio, StudioKind
from tests.builders.consultations import make_issue, staff
from tests.builders.petitions import an_issue, make_assignment
from tests.builders.relays import make_relay
from tests.builders.studios import make_studio
from tests.dashboards.test_profile import DEFAULT, TEXT, line_of

pytestmark = pytest.mark.django_db


def command(*args: str) -> str:
    out = StringIO()
    call_command("load_profile", *args, stdout=out)
    return out.getvalue()


def test_a_county_is_loaded_whole_and_a_second_time_changes_nothing():
    first = command(str(DEFAULT))
    second = command(str(DEFAULT))

    county = Committee.objects.get(code="qingxi")
    assert "承办单位：\n  新增87条：县纪委监委、县委办公室" in first
    assert second == f"{DEFAULT}：没有变化。\n"
    assert Unit.objects.of(county).get(code="shuiliju").dispatch_authority == "县政府办公室"
    assert Area.objects.get(code="laocheng").township().name == "城关镇"
    assert Category.objects.get(code="env-river").units.get().name == "县水利局"
    assert [step.label for step in Mechanism.objects.get(is_default=True).steps.all()][1] == "接单"
    assert LimitClass.objects.get(code="P").kind == "month"
    assert Rung.objects.get(is_automatic=False).new_limit_days == 5
    assert Rule.objects.get(year=2026, merit="report_adopted", grade="CITY").points == Decimal(6)
    assert say("qingxi", "stage.CLAIM", "认领派单") == "委员接单"
    assert NumberPattern.objects.get(code="assignment").template == "JB{yyyy}{n:04d}"


def test_a_faulty_file_changes_nothing(tmp_path):
    path = tmp_path / "county.toml"
    path.write_text(TEXT.replace("due = 20", "due = 0", 1), "utf-8")

    with pytest.raises(CommandError, match="有1处需要改正，没有装载任何内容") as refusal:
        command(str(path))

    assert f"第{line_of('due = 20')}行" in str(refusal.value)
    assert not Committee.objects.exists()


def test_checking_alone_changes_nothing():
    assert "检查通过" in command(str(DEFAULT), "--check")
    assert not Committee.objects.exists()


def test_a_change_is_told_in_words():
    loading.load(reading.check(TEXT))

    changes = loading.load(reading.check(TEXT.replace("due = 20", "due = 25", 1)))

    assert [str(change) for change in changes.made] == [
        "修改办理类别“社情民意转办”（办结期限：20→25）"
    ]


def test_what_has_gone_from_the_file_goes_unless_it_is_used():
    loading.load(reading.check(TEXT))
    kind = '    { code = "personal", name = "委员个人工作室" },\n'
    unit = next(line for line in TEXT.splitlines(True) if 'code = "yancaoju"' in line)

    loading.load(reading.check(TEXT.replace(kind, "").replace(unit, "")))

    assert not StudioKind.objects.filter(code="personal").exists()
    assert not Unit.objects.get(code="yancaoju").is_active


def test_what_records_use_may_not_go_from_the_file():
    loading.load(reading.check(TEXT))
    county = Committee.objects.get()
    studio = Studio.objects.create(
        committee=county, code="x", name="某工作室", area=Area.objects.first(), address="某处"
    )
    studio.kinds.add(StudioKind.objects.get(code="personal"))
    kind = '    { code = "personal", name = "委员个人工作室" },\n'
    changed = TEXT.replace(kind, "").replace("due = 20", "due = 25", 1)

    with pytest.raises(
        reading.Faulty, match="“委员个人工作室”正在使用（委员工作室1条），不能从文件中删去"
    ):
        loading.load(reading.check(changed))

    assert LimitClass.objects.get(code="I").due == 20


def test_another_county_is_left_alone():
    loading.load(reading.check(TEXT))
    other = TEXT.replace('committee.code = "qingxi"', 'committee.code = "baihe"', 1)

    loading.load(reading.check(other))

    assert Committee.objects.count() == 2
    assert (
        ReasonCode.objects.count()
        == 2 * ReasonCode.objects.filter(committee__code="qingxi").count()
    )
    assert Wording.objects.filter(scope="baihe").exists()
    assert not Topic.objects.exists()


def test_a_term_that_was_renewed_in_the_portal_is_not_taken_back(db):
    loading.load(reading.read(DEFAULT))
    Committee.objects.filter(code="qingxi").update(term="十一届")

    assert loading.load(reading.read(DEFAULT)).made == []

    assert Committee.objects.get(code="qingxi").term == "十一届"


def written(path, *edits: tuple[str, str]) -> str:
    """The default file with some of its text replaced, somewhere else."""
    text = TEXT
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")
    return str(path)


def test_a_mere_look_tells_section_by_section_and_changes_nothing(tmp_path):
    loading.load(reading.check(TEXT))
    path = written(
        tmp_path / "county.toml",
        ("due = 20", "due = 25"),
        ('    { code = "personal", name = "委员个人工作室" },\n', ""),
        ('name = "县水利局", system', 'name = "县水务局", system'),
        ('label = "解单"', 'label = "协商解单"'),
    )

    assert command(path, "--diff") == (
        "承办单位：\n"
        "  修改“县水务局”（名称：县水利局→县水务局）\n"
        "工作室类型：\n"
        "  删除“委员个人工作室”\n"
        "机制：\n"
        "  修改“四单工作法”（步骤：点单、接单、解单、查单、评单、销单"
        "→点单、接单、协商解单、查单、评单、销单）\n"
        "办理类别：\n"
        "  修改“社情民意转办”（办结期限：20→25）\n"
        f"{path}：共4处变化。只是比较，没有装载。\n"
    )
    assert StudioKind.objects.filter(code="personal").exists()
    assert command(str(DEFAULT)) == f"{DEFAULT}：没有变化。\n"


def test_of_a_long_text_the_place_is_shown_where_it_changes():
    loading.load(reading.check(TEXT))
    text = TEXT.replace("请抓紧办理并更新进展。确需延期", "请抓紧办理并填写进展。确需延期", 1)

    (made,) = loading.load(reading.check(text)).made

    assert "请抓紧办理并更新进展" in str(made)
    assert "请抓紧办理并填写进展" in str(made)


ROWS = {
    "a studio kind": (
        'code = "regional", name',
        "studio_kinds",
        "工作室类型“区域工作室”正在使用（委员工作室1条）",
    ),
    "a special committee": (
        'code = "economy", name = "经济委',
        "special_committees",
        "专门委员会“经济委员会”正在使用",
    ),
    "an area": ('code = "laocheng", name', "areas", "区域“老城社区”正在使用（委员工作室1条）"),
    "a reason": (
        'code = "VAGUE"\nname = "信息不全"\n',
        "reasons",
        "理由“信息不全”正在使用（意见1条）",
    ),
    "a limit class": (
        '[[limit_classes]]\ncode = "S"',
        "limit_classes",
        "办理类别“求助、小微实事”正在使用（交办件1条）",
    ),
    "a unit at work": ('code = "shenjiju", name', "units", "承办单位“县审计局”还有1件交办未办结"),
    "a category": (
        'code = "env-clean"',
        "categories",
        "类别“生态文明 · 市容环卫”正在使用（意见1条）",
    ),
}


@pytest.fixture
def in_use():
    """The default county with a record on every row of the table above."""
    loading.load(reading.check(TEXT))
    county = Committee.objects.get()
    studio = Studio.objects.create(
        committee=county, code="x", name="某工作室", area=Area.objects.get(code="laocheng"),
        special_committee=SpecialCommittee.objects.get(code="economy"), address="某处",
        status="running",
    )  # fmt: skip
    studio.kinds.add(StudioKind.objects.get(code="regional"))
    reason = ReasonCode.objects.get(kind=ReasonKind.ISSUE_DECLINED, code="VAGUE")
    issues.decline(make_issue(studio), by=staff(studio), reason=reason)
    kept = an_issue(studio=studio)
    type(kept).objects.filter(pk=kept.pk).update(category=Category.objects.get(code="env-clean"))
    make_assignment(kept, lead_unit=Unit.objects.get(code="shenjiju"))


def without(mark: str) -> str:
    """The file without one row: a line of its own, or a block."""
    if line := next((line for line in TEXT.splitlines(True) if mark in line and "{" in line), ""):
        return TEXT.replace(line, "", 1)
    block = next(block for block in TEXT.split("\n\n") if mark in block)
    return TEXT.replace(f"{block}\n\n", "", 1)


@pytest.mark.parametrize("row", ROWS)
def test_what_records_use_stays_and_the_section_is_named_by_its_line(in_use, tmp_path, row):
    mark, section, said = ROWS[row]
    text = without(mark).replace("due = 20", "due = 25", 1)
    path = tmp_path / "county.toml"
    path.write_text(text, "utf-8")

    with pytest.raises(CommandError) as refusal:
        command(str(path))

    heads = (f"\n[[{section}]]", f"\n{section} = [")
    line = 1 + line_of(next(head for head in heads if head in text), text)
    assert f"第{line}行：{said}" in str(refusal.value)
    assert LimitClass.objects.get(code="I").due == 20


def test_a_unit_that_owes_a_member_a_word_stays():
    loading.load(reading.check(TEXT))
    unit = Unit.objects.get(code="yancaoju")
    studio = make_studio(committee=unit.committee, area=Area.objects.get(code="laocheng"))
    make_relay(studio, handling=True, unit=unit)
    line = next(line for line in TEXT.splitlines(True) if 'code = "yancaoju"' in line)

    with pytest.raises(reading.Faulty, match="“县烟草专卖局”还有1件带话未回复"):
        loading.load(reading.check(TEXT.replace(line, "")))
