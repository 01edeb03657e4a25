"""A clerk's slips with the keyboard, in mechanisms, quotas and schemes: each on its line, in a
sentence; and whatever was wrong, nothing has changed."""

import tomllib
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from core.models import Version
from dashboards.profile import loading, reading
from dashboards.profile.positions import lines_of
from tests.dashboards.test_profile import DEFAULT, SLIPS, TEXT, faults_of, line_of

# What was typed or pasted: what the clerk changed, into what, and what the sentence says.
TYPED = {
    "full-width quotes": (
        'name = "投诉、需调查"',
        "name = “投诉、需调查”",
        "这里的 “ 是用中文输入法打的，请换成英文引号",
    ),
    "full-width comma": (
        'code = "eco", name = "经济建设"',
        'code = "eco"， name = "经济建设"',
        "这里的 ， 是用中文输入法打的，请换成英文逗号（,）",
    ),
    "full-width equals sign": (
        'name = "投诉、需调查"',
        'name ＝ "投诉、需调查"',
        "请换成英文等号（=）",
    ),
    "colon as in a form": ('name = "投诉、需调查"', 'name： "投诉、需调查"', "请换成英文等号（=）"),
    "full-width bracket": (
        '{ code = "eco", name = "经济建设" },',
        '｛ code = "eco", name = "经济建设" ｝,',
        "请换成英文花括号（{）",
    ),
    "square brackets of the Chinese keyboard": (
        "[numbering]",
        "【numbering】",
        "请换成英文方括号（[）",
    ),
    "a full-width space": (
        'name = "投诉、需调查"',
        'name =\u3000"投诉、需调查"',
        "这里的 全角空格 是用中文输入法打的",
    ),
    "pasted from a spreadsheet": (
        '{ code = "eco", name = "经济建设" },',
        "eco\t经济建设",
        "像是从表格中粘贴来的",
    ),
    "a bracket not closed": (
        '{ code = "eco", name = "经济建设" },',
        '{ code = "eco", name = "经济建设",',
        "也可能是前面的花括号没有配对",
    ),
    "a comma left out between two keys": (
        'code = "eco", name = "经济建设"',
        'code = "eco" name = "经济建设"',
        "花括号没有配对，或者少了逗号",
    ),
    "one pair of brackets for many rows": (
        '[[lights]]\nlight = "near"',
        '[lights]\nlight = "near"',
        "已经写过",
    ),
}
STEP = '{ label = "评单", stages = ["EVALUATE"], actor = "群众" }'
NOTICE = '{ verb = "topic.conclude", kind = "notice", label = "张榜公示", days = 7 }'
VOTE = 'kind = "vote", label = "居民表决", quorum = "1/2", majority = "2/3"'
QUOTA = 'scope = "studio"\nevent = "consultation"'
LEVELS = '{ code = "competent", label = "称职", at_least = 70 }'
# The same, of what a mechanism, a quota or a scheme says.
SAID = {
    "step without a name": (STEP, '{ stages = ["EVALUATE"] }', "步骤缺少“label”（名称）"),
    "unknown stage in a step": (STEP, '{ label = "评单", stages = ["RATE"] }', "“RATE”不认得"),
    "unknown key of a step": (
        STEP,
        '{ label = "评单", stage = ["EVALUATE"] }',
        "没有“stage”这一项，是否想写“stages”",
    ),
    "stage twice": (STEP, '{ label = "评单", stages = ["CLAIM"] }', "阶段 CLAIM 已在前面的步骤中"),
    "step that stands for nothing": (
        STEP,
        '{ label = "评单" }',
        "步骤应写明规范阶段（stages）或者前置条件",
    ),
    "stage left out and covered": (
        'skipped = ["PROPOSE", "DECIDE", "CLAIM"]',
        'skipped = ["PROPOSE", "DECIDE", "CLAIM", "HANDLE"]',
        "阶段 HANDLE 写在了不设的阶段（skipped）里",
    ),
    "decider in another step": (
        STEP,
        STEP[:-2] + ', decider = "board" }',
        "审定主体只写在含“审定议题”",
    ),
    "unknown decider": (
        'decider = "township"',
        'decider = "mayor"',
        "“mayor”不认得，可以写：township",
    ),
    "negative limit of a step": (STEP, STEP[:-2] + ", limit = -3 }", "应在1到250之间"),
    "refusals to nowhere": (STEP, STEP[:-2] + ", refusals = 2 }", "请同时写退回去向"),
    "unknown verb of a gate": (
        NOTICE,
        NOTICE.replace("conclude", "finish"),
        "“topic.finish”不认得",
    ),
    "unknown gate": (NOTICE, NOTICE.replace('"notice"', '"poster"'), "“poster”不认得"),
    "notice without days": (NOTICE, NOTICE.replace(", days = 7", ""), "“公示”应写满几日（days）"),
    "review with days": (
        'kind = "review", label = "专家审查"',
        'kind = "review", label = "专家审查", days = 3',
        "只有公示、网上征言写满几日",
    ),
    "share in words": (
        VOTE,
        VOTE.replace("2/3", "三分之二"),
        "比例应写成“1/2”“2/3”这样的分数（现为“三分之二”）",
    ),
    "more than all": (VOTE, VOTE.replace("2/3", "4/3"), "比例应写成"),
    "vote on an issue": (
        NOTICE,
        NOTICE.replace("topic.conclude", "issue.close"),
        "“公示”只能用于议题的步骤",
    ),
    "form with an unknown field": (
        'kind = "review", label = "专家审查"',
        'kind = "form", fields = ["paperr"]',
        "没有“paperr”这一项，是否想写“paper”",
    ),
    "form without fields": (
        'kind = "review", label = "专家审查"',
        'kind = "form"',
        "应写明须填写哪几项",
    ),
    "share without a vote": (
        NOTICE,
        NOTICE[:-2] + ', majority = "2/3" }',
        "只有居民表决写参加比例",
    ),
    "words for an unknown step": (
        '"verb.consultations.hand_in_topic" = "交卷"',
        '"verb.consultations.hand_out_topic" = "交卷"',
        "没有“verb.consultations.hand_out_topic”这个步骤或状态，是否想写“verb.consultations.hand_in_topic”",
    ),
    "unknown source": ('sources = ["relay"]', 'sources = ["wechat"]', "“wechat”不认得"),
    "second default": (
        'code = "santi"\nname = "三题工作法"',
        'code = "santi"\ndefault = true\nname = "三题工作法"',
        "有且只有一个默认机制（default = true），现有2个",
    ),
    "no default": (
        'name = "四单工作法"\ndefault = true',
        'name = "四单工作法"\ndefault = false',
        "现有0个",
    ),
    "season that ends before it begins": (
        'label = "工作室答题", first_month = 3, last_month = 10',
        'label = "工作室答题", first_month = 3, last_month = 2',
        "截止月应不早于起始月",
    ),
    "thirteenth month": (
        'label = "交卷", first_month = 11',
        'label = "交卷", first_month = 13',
        "应在1到12之间",
    ),
    "quota of an unknown event": (
        QUOTA,
        QUOTA.replace("consultation", "meeting"),
        "“meeting”不认得，可以写：consultation",
    ),
    "quota without a number": ("\ntarget = 4", "\ntarget = 0", "应完成（target）应不少于1"),
    "quota for an unknown time": (
        QUOTA + '\ncycle = "year"',
        QUOTA + '\ncycle = "decade"',
        "“decade”不认得",
    ),
    "levels in the wrong order": (
        LEVELS,
        LEVELS.replace("70", "90"),
        "“称职”的起点应低于“优秀”的85分",
    ),
    "level nobody can reach": ("at_least = 85", "at_least = 185", "185分高于本方案的满分140分"),
    "rating of an unknown kind": (
        'code = "fair"',
        'code = "fine"',
        "“fine”不认得，可以写：satisfied",
    ),
}
FURTHER = {
    "second default": 1,
    "quota without a number": 1,
    "quota of an unknown event": 1,
    "quota for an unknown time": 2,
}
# Shown elsewhere than where something was changed: at the step, at the head of the section.
ELSEWHERE = {"no default", "stage left out and covered"}
ALL = TYPED | SAID


@pytest.mark.parametrize("slip", ALL)
def test_a_slip_is_shown_on_its_line_in_a_sentence(slip):
    right, wrong, said = ALL[slip]
    assert right in TEXT
    text = TEXT.replace(right, wrong, 1)

    faults = faults_of(text)

    line = line_of(wrong, text) + FURTHER.get(slip, 0)
    here = [sentence for n, sentence in faults if n == line or (n and slip in ELSEWHERE)]
    assert any(said in sentence for sentence in here), faults


def test_two_mechanisms_for_one_way_in_are_one_too_many():
    text = TEXT.replace('name = "三题工作法"', 'name = "三题工作法"\nsources = ["relay"]', 1)

    ((line, sentence),) = faults_of(text)

    assert (line, sentence) == (
        line_of('sources = ["relay"]\nskipped', text),
        "“委员带话”已经由“三题工作法”办理。",
    )


NESTED = """
[[mechanisms]]
code = "a"

[[mechanisms.steps]]
label = "甲"
gates = [
    { verb = "topic.conclude", kind = "notice", days = 7 },
    { verb = "topic.close",
]

[[mechanisms.steps]]
label = "乙"

[[mechanisms.steps.gates]]
verb = "topic.close"
kind = "vote"

[[mechanisms]]
code = "b"
words = { "stage.CLOSE" = "销", "verb.consultations.close_topic" = "销单" }
steps = [{ label = "丙", stages = ["CLOSE"], gates = [{ verb = "topic.close" }] }]
"""


def test_lines_are_found_in_steps_and_conditions_however_they_are_written():
    text = NESTED.replace('    { verb = "topic.close",\n', '    { verb = "topic.close" },\n')
    tomllib.loads(text)

    lines = lines_of(text)

    assert lines["mechanisms", 0, "steps", 0, "gates", 1, "verb"] == 9
    assert lines["mechanisms", 0, "steps", 1, "label"] == 13
    assert lines["mechanisms", 0, "steps", 1, "gates", 0, "kind"] == 17
    assert lines["mechanisms", 1, "words", "verb.consultations.close_topic"] == 21
    assert lines["mechanisms", 1, "steps", 0, "gates", 0, "verb"] == 22


def test_a_condition_written_as_a_block_of_its_own_is_blamed_on_its_line():
    block = '\n[[mechanisms.steps]]\nlabel = "丁"\n[[mechanisms.steps.gates]]\n'
    head = '\n[[mechanisms]]\ncode = "x"\nname = "甲"\n'
    text = f'{TEXT}{head}{block}verb = "topic.close"\nkind = "window"\n'

    faults = faults_of(text)

    assert faults == [
        (line_of("[[mechanisms.steps.gates]]", text), "“网上征言”应写满几日（days）。")
    ]


def everything() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


@pytest.mark.django_db
def test_whatever_was_wrong_nothing_has_changed(tmp_path):
    loading.load(reading.read(DEFAULT))
    path = tmp_path / "county.toml"
    before = everything(), sorted(Version.objects.values_list("name", "token"))
    texts = [TEXT.replace(right, wrong, 1) for right, wrong, _ in (SLIPS | ALL).values()]
    raw = [text.encode() for text in texts] + [TEXT.encode("gbk", "ignore")]

    for content in raw:
        path.write_bytes(content)
        with pytest.raises(CommandError, match="没有装载任何内容"):
            call_command("load_profile", str(path), stdout=StringIO())

    assert len(raw) > 80
    assert (everything(), sorted(Version.objects.values_list("name", "token"))) == before
