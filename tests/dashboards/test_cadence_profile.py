"""What a clerk may get wrong about quotas and schemes: each slip has its line and its sentence."""

import pytest

from accounts.models import Committee
from dashboards.profile import loading, reading
from scoring.models import Level, Quota, Scheme
from tests.dashboards.test_profile import TEXT, faults_of, line_of

TALKS = 'code = "consultations"\ngroup = "4+X"\nlabel = "协商活动"\nscope = "studio"\n'
EVENT = 'event = "consultation"\ncycle = "year"\ntarget = 4\n'
OWN = 'filter = { kind = ["micro_study", "micro_oversight", "learning", "service"] }'
# Each: what stands in the file, what the clerk makes of it, the line that is blamed, the sentence.
SLIPS = {
    "unknown event": ('event = "consultation"', 'event = "talk"', 'event = "talk"', "不认得"),
    "unknown scope": (TALKS, TALKS.replace("studio", "room"), 'scope = "room"', "不认得"),
    "unknown cycle": (EVENT, EVENT.replace("year", "week"), 'cycle = "week"', "不认得"),
    "nothing owed": (EVENT, EVENT.replace("4", "0"), "target = 0", "应不少于1"),
    "less than nothing": (EVENT, EVENT.replace("4", "-4"), "target = -4", "应在0到1000之间"),
    "left out": (EVENT, EVENT.replace("target = 4\n", ""), TALKS, "应不少于1"),
    "code twice": (
        'code = "reports"', 'code = "consultations"',
        'code = "consultations"\ngroup = "4+X"\nlabel = "社情民意"', "重复",
    ),
    "kinds of members": (
        'code = "member-duty"\n', 'code = "member-duty"\nkinds = ["sector"]\n',
        'kinds = ["sector"]', "不写适用类型",
    ),
    "unknown kind of studio": (TALKS, TALKS + 'kinds = ["sectr"]\n', 'kinds = ["sectr"]', "sector"),
    "papers of members": (
        'event = "duty"', 'event = "paper"', 'event = "paper"', "不能按委员计数",
    ),
    "filter that is a word": (OWN, 'filter = "learning"', 'filter = "learning"', "花括号"),
    "filter that is no list": (OWN, 'filter = { kind = "a" }', 'kind = "a"', "方括号"),
    "unknown filter": (OWN, 'filter = { level = ["A"] }', "filter = { level", "不能按“level”筛选"),
    "unknown value": (OWN, 'filter = { kind = ["talk"] }', 'kind = ["talk"]', "没有“talk”"),
    "warned too late": (EVENT, EVENT + "warn_at = 101\n", "warn_at = 101", "应在0到100之间"),
    "levels upside down": (
        'label = "称职", at_least = 70', 'label = "称职", at_least = 90',
        'label = "称职", at_least = 90', "应低于“优秀”的85分",
    ),
    "level twice": ('code = "competent"', 'code = "excellent"', 'label = "称职"', "重复"),
    "no lowest level": (
        'label = "不称职", at_least = 0', 'label = "不称职", at_least = 30',
        'label = "不称职"', "应是0分",
    ),
    "out of reach": (
        'label = "优秀", at_least = 85', 'label = "优秀", at_least = 185',
        'label = "优秀"', "高于本方案的满分140分",
    ),
    "unknown block": (
        'bonus_blocks = ["社情民意"]', 'bonus_blocks = ["社情民义"]',
        'bonus_blocks = ["社情民义"]', "是否想写“社情民意”",
    ),
    "bonus without a cap": (
        "bonus = 40\n", "", 'bonus_blocks = ["社情民意"]', "请同时写加分上限",
    ),
    "nothing is below nought": ("below = 60", "below = 0", "below = 0", "应在1到1000之间"),
    "year twice": (
        "\n[[schemes]]", "\n[[schemes]]\nyears = [2027]\nbase = 100\n\n[[schemes]]",
        "years = [2026, 2027]\nbase", "2027年的积分方案与第",
    ),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_every_slip_is_explained_on_its_line(slip):
    before, after, blamed, sentence = SLIPS[slip]
    text = TEXT.replace(before, after, 1)
    assert text != TEXT

    found = faults_of(text)

    assert any(sentence in said for _, said in found), found
    assert any(abs(line - line_of(blamed, text)) <= 1 for line, said in found if sentence in said)


def test_a_file_without_quotas_and_schemes_will_do():
    start, end = TEXT.index("[[schemes]]"), TEXT.index("# ── 十六")

    assert reading.check(TEXT[:start] + TEXT[end:]).rows["quotas"] == []


@pytest.mark.django_db
def test_levels_may_change_places_and_a_second_load_changes_nothing():
    loading.load(reading.check(TEXT))
    # 称职 moves to where 基本称职 stands, which moves down.
    text = TEXT.replace("at_least = 70", "at_least = 60", 1).replace(
        'label = "基本称职", at_least = 60', 'label = "基本称职", at_least = 50', 1
    )

    first, second = loading.load(reading.check(text)), loading.load(reading.check(text))

    assert any("等次：" in str(change) for change in first.made)
    assert second.made == []
    marks = Level.objects.filter(scheme__year=2026).values_list("at_least", flat=True)
    assert list(marks) == [85, 60, 50, 0]


@pytest.mark.django_db
def test_what_goes_from_the_file_goes():
    loading.load(reading.check(TEXT))
    start, end = TEXT.index("[[schemes]]"), TEXT.index("# ── 十六")

    loading.load(reading.check(TEXT[:start] + TEXT[end:]))

    assert Committee.objects.exists()
    assert not Quota.objects.exists()
    assert not Scheme.objects.exists()
