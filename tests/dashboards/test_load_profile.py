"""A county's file is followed whole or not at all, and following it again changes nothing."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Committee, Unit
from consultations.models import Category, Mechanism, ReasonCode, Topic
from core.models import NumberPattern, Wording
from core.wording import say
from dashboards.profile import loading, reading
from petitions.models import LimitClass, Rung
from scoring.models import Rule
from studios.models import Area, Studio, StudioKind
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

    with pytest.raises(reading.Faulty, match="“委员个人工作室”正在使用（委员工作室1条），不能从文件中删去"):
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
