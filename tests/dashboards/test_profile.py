"""A county arrives as one file: checked whole, explained line by line, followed whole or not."""

from pathlib import Path

import pytest
from django.conf import settings

from dashboards.profile import reading
from dashboards.profile.positions import lines_of

DEFAULT = Path(settings.BASE_DIR) / "profiles" / "default.toml"
TEXT = DEFAULT.read_text("utf-8")


def line_of(words: str, text: str = TEXT) -> int:
    return text[: text.index(words)].count("\n") + 1


def faults_of(text: str) -> list[tuple[int, str]]:
    with pytest.raises(reading.Faulty) as refusal:
        reading.check(text)
    return [(fault.line, fault.sentence) for fault in refusal.value.faults]


# Each row: what the clerk changed, into what, and what the sentence says on that line.
SLIPS = {
    "no quotes": ('name = "投诉、需调查"', "name = 投诉、需调查", "英文引号"),
    "full-width quotes": ('label = "红灯"', "label = “红灯”", "英文引号"),
    "quote not closed": ('name = "投诉、需调查"', 'name = "投诉、需调查', "引号没有配对"),
    "no equals sign": ('name = "投诉、需调查"', 'name "投诉、需调查"', "等号"),
    "key twice": ('name = "投诉、需调查"', 'name = "甲"\nname = "乙"', "已经写过"),
    "unknown section": (
        "[numbering]",
        "[numberings]\n[numbering]",
        "没有“numberings”这一节，是否想写“numbering”",
    ),
    "unknown key": ("extension_days = 7", "extention_days = 7", "是否想写“extension_days”"),
    "wrong type": ("extension_days = 7", 'extension_days = "七"', "应是整数"),
    "yes in words": ("default = true", 'default = "是"', "true 或 false"),
    "negative limit": ("extension_days = 7", "extension_days = -7", "应在0到250之间"),
    "absurd limit": ("extension_days = 7", "extension_days = 7000", "应在0到250之间"),
    "too long": ('name = "投诉、需调查"', f'name = "{"长" * 41}"', "最多40个字，现有41个字"),
    "empty": ('name = "投诉、需调查"', 'name = " "', "不能为空"),
    "code with Chinese": ('code = "sidan"', 'code = "四单"', "只能由字母、数字和短横组成"),
    "unknown system": (
        'name = "县水利局", system = "government"',
        'name = "县水利局", system = "goverment"',
        "“goverment”不认得",
    ),
    "unknown stage": ('stages = ["EVALUATE"]', 'stages = ["EVALUAT"]', "不认得"),
    "stage twice": ('stages = ["CLOSE"]', 'stages = ["EVALUATE", "CLOSE"]', "已在前面的步骤中"),
    "stages in wrong order": (
        'stages = ["CLOSE"]',
        'stages = ["CLOSE", "COLLECT"]',
        "COLLECT 已在前面",
    ),
    "no stages": ('stages = ["CLOSE"]', "stages = []", "步骤应写明规范阶段"),
    "unknown merit": ('merit = "matter_solved"', 'merit = "matter_solvd"', "不认得"),
    "unknown grade": ('grade = "PROV"', 'grade = "PROVINCE"', "没有“PROVINCE”这个采用层级"),
    "negative points": ("points = 0.5", "points = -0.5", "是加分事项，分值不能是负数"),
    "absurd points": ("points = 0.5", "points = -500", "应在-100到100之间"),
    "deduction without minus": (
        'block = "扣分"\npoints = -2',
        'block = "扣分"\npoints = 2',
        "是扣分事项，分值应写负数",
    ),
    "deduction with a cap": (
        'block = "扣分"\npoints = -2',
        'block = "扣分"\npoints = -2\ncap = 5',
        "不设年度上限，请删去 cap",
    ),
    "three decimals": ("points = 0.5", "points = 0.125", "最多两位小数"),
    "cap below points": ("points = 0.5\ncap = 5", "points = 0.5\ncap = 0.2", "年度上限小于"),
    "unknown parent": (
        'level = "village", parent = "yunling"',
        'level = "village", parent = "yunlin"',
        "是否想写“yunling”",
    ),
    "unknown level": (
        'name = "桃花村", level = "village"',
        'name = "桃花村", level = "hamlet"',
        "没有这个区域层级",
    ),
    "unknown unit": (
        '"gongdian", "ranqi"]',
        '"gongdian", "rangqi"]',
        "没有这个承办单位，是否想写“ranqi”",
    ),
    "own parent": (
        'code = "env", name = "生态文明"',
        'code = "env", name = "生态文明", parent = "env-river"',
        "绕成了一圈",
    ),
    "warning after due": ("due = 7\n", "due = 2\n", "应短于办结期限"),
    "unknown template": (
        'template = "petitions/due_soon"',
        'template = "petitions/due_son"',
        "没有“petitions/due_son”",
    ),
    "number without count": (
        'issue = "YJ{yyyy}{n:04d}"',
        'issue = "YJ{yyyy}"',
        "必须有且只有一个流水号",
    ),
    "number with unknown word": (
        'issue = "YJ{yyyy}{n:04d}"',
        'issue = "YJ{year}{n}"',
        "没有可填的内容",
    ),
    "unknown number": ("\nproposal =", "\nproposals =", "没有“proposals”这种编号"),
    "unknown verb": (
        '"verb.consultations.claim_issue"',
        '"verb.consultations.claims_issue"',
        "是否想写",
    ),
    "code without quotes": ('"stage.CLOSE" =', "stage.CLOSE =", "含有点号"),
    "unknown colour": ('colour = "yellow"', 'colour = "purple"', "不认得"),
}

# Where the fault is not on the first line of what was changed.
LINES_FURTHER = {
    "key twice": 1,
    "cap below points": 1,
    "deduction without minus": 1,
    "deduction with a cap": 2,
    "warning after due": 4,
    "unknown number": 1,
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_shown_on_its_line_in_a_sentence(slip):
    right, wrong, said = SLIPS[slip]
    text = TEXT.replace(right, wrong, 1)

    faults = faults_of(text)

    line = line_of(wrong, text) + LINES_FURTHER.get(slip, 0)
    assert [sentence for n, sentence in faults if said in sentence and n == line], faults


def test_the_default_profile_is_in_order():
    reading.read(DEFAULT)


def test_every_fault_is_shown_in_order_of_lines():
    text = TEXT.replace("extension_days = 7", "extension_days = -7", 1)
    text = text.replace('colour = "yellow"', 'colour = "pink"', 1)
    text = text.replace('level = "county" },', 'levl = "county" },', 1)

    faults = faults_of(text)

    lines = [line for line, _ in faults]
    assert lines == sorted(lines)
    assert {line_of('levl = "county"', text), line_of("= -7", text), line_of('"pink"', text)} <= {
        *lines
    }


def test_a_doubled_row_names_the_first():
    row = next(line for line in TEXT.splitlines(True) if 'code = "yidong"' in line)
    text = TEXT.replace(row, row + row, 1)

    faults = faults_of(text)

    first = line_of(row, text)
    assert faults == [(first + 1, f"承办单位“yidong”与第{first}行重复。")]


def test_a_missing_key_is_shown_at_its_row():
    text = TEXT.replace('code = "Q"\nname = "政策咨询"\n', 'code = "Q"\n', 1)

    faults = faults_of(text)

    assert faults == [(line_of('code = "Q"', text) - 1, "办理类别缺少“name”（名称）。")]


def test_a_missing_section_is_named():
    assert (0, "缺少“areas”（区域）一节。") in faults_of('committee.code = "x"\n')


def test_two_default_mechanisms_are_one_too_many():
    step = 'steps = [{ label = "出题", stages = ["PROPOSE"] }]'
    more = f'\n[[mechanisms]]\ncode = "another"\nname = "甲法"\ndefault = true\n{step}\n'

    faults = faults_of(TEXT + more)

    assert [sentence for _, sentence in faults] == [
        "应当有且只有一个默认机制（default = true），现有2个。"
    ]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("{单位}：", "要写成两重花括号"),
        ("{{ secret }}：", "“secret”没有可填的内容，可以用："),
        ("{% if unit %}", "花括号或百分号没有写对"),
    ],
)
def test_messages_say_only_what_can_be_filled_in(wrong, said):
    text = TEXT.replace("{{ unit }}：{{ authority }}交办", f"{wrong}{{{{ authority }}}}交办", 1)

    ((line, sentence),) = faults_of(text)

    assert said in sentence
    assert line == line_of('"petitions/dispatched"', text)


def test_the_default_county_speaks_in_the_words_that_ship():
    messages = reading.read(DEFAULT).tables["messages"]

    for name, text in messages.items():
        shipped = Path(settings.BASE_DIR) / "templates" / "notices" / f"{name}.txt"
        assert text.strip() == shipped.read_text("utf-8").strip(), name


def test_a_file_in_another_encoding_is_explained(tmp_path):
    path = tmp_path / "county.toml"
    path.write_bytes(TEXT.encode("gbk", "ignore"))

    with pytest.raises(reading.Faulty) as refusal:
        reading.read(path)

    assert (
        str(refusal.value)
        == "第1行：文件不是 UTF-8 编码（可能存成了 GBK），请在编辑器中“另存为”，编码选 UTF-8。"
    )


def test_a_file_that_is_not_there_is_explained(tmp_path):
    with pytest.raises(reading.Faulty, match="打不开文件"):
        reading.read(tmp_path / "none.toml")


def test_a_file_from_windows_is_read(tmp_path):
    path = tmp_path / "county.toml"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())

    assert reading.read(path).codes("units")


def test_lines_are_found_in_every_shape_of_toml():
    text = (
        'a."b c".d = """x\n\\"" y"""\n'
        "[[q]]\nr = 1 # c\n[q.s]\nt = [1, # c\n 2]\n[[q]]\nv = {w = 1, x = 'z'}\n"
    )

    lines = lines_of(text)

    assert lines["a", "b c", "d"] == 1
    assert lines["q", 0, "r"] == 4
    assert lines["q", 0, "s", "t", 1] == 7
    assert lines["q", 1, "v", "x"] == 9


BASED = 'base = "default.toml"\n'


def based_faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(reading.Faulty) as refusal:
        reading.check(BASED + text, folder=DEFAULT.parent)
    return [(fault.line, fault.sentence) for fault in refusal.value.faults]


def test_what_a_file_leaves_out_is_taken_from_its_base():
    draft = reading.check(f'{BASED}committee.code = "x"\ncommittee.name = "甲"\n'
                          'committee.short_name = "甲"\ncommittee.county_name = "甲"\n',
                          folder=DEFAULT.parent)  # fmt: skip

    assert draft.rows["committee"][0]["code"] == "x"
    assert draft.rows["sectors"] == reading.check(TEXT).rows["sectors"]


def test_a_fault_in_the_base_says_in_which_file_and_line():
    unit = '{ code = "a", name = "甲", system = "party", authority = "县委办公室" }'

    (line, sentence), *_ = based_faults(f"units = [\n{unit},\n]\n")

    assert line == 0
    assert sentence.startswith("（底本default.toml第")
    assert "没有这个承办单位" in sentence


@pytest.mark.parametrize("name", ["nowhere.toml", "../profiles/default.toml", "/etc/passwd"])
def test_a_base_lies_beside_the_file(name):
    with pytest.raises(reading.Faulty) as refusal:
        reading.check(f'\nbase = "{name}"\n', folder=DEFAULT.parent)

    (fault,) = refusal.value.faults
    assert (fault.line, "同一个文件夹" in fault.sentence) == (2, True)


DUTY = """
studios = [{ code = "a", name = "甲", kinds = ["regional"], area = "laocheng" }]
[[duty_rules]]
code = "r"
name = "接待日"
cadence = "weekly"
days = [3]
period = "morning"
starts_at = "9:00"
ends_at = "11:30"
"""
DUTY_SLIPS = {
    "a tenth day of the week": ("days = [3]", "days = [10]", "1（周一）到7（周日）"),
    "no such hour": ('"9:00"', '"25:00"', "“9:00”这样的时间"),
    "it ends before it begins": ('"11:30"', '"8:30"', "结束时间应晚于开始时间"),
    "which of them": ('"weekly"', '"nth"', "要写 weeks"),
    "unknown studio": ("days = [3]", 'days = [3]\nstudios = ["b"]', "没有这个工作室"),
    "in a circle": ('area = "laocheng"', 'area = "laocheng", parent = "a"', "绕成了一圈"),
}


@pytest.mark.parametrize("slip", DUTY_SLIPS)
def test_a_slip_about_studios_and_duty_is_explained_on_its_line(slip):
    wrong, right, said = DUTY_SLIPS[slip][0], DUTY_SLIPS[slip][1], DUTY_SLIPS[slip][2]
    text = DUTY.replace(wrong, right, 1)

    faults = based_faults(text)

    assert [said in sentence for _, sentence in faults] == [True]
    assert faults[0][0] > 1
