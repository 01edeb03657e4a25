"""The columns of a list of members, and how a clerk's cell is read (名单的列)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from core.fields import PhoneField
from studios.actions.rolls.words import SEVERAL, Misread, Words, misread
from studios.enums import AffiliationRole, Basis
from studios.models import Member

Reader = Callable[[str, Words], Any]

PARTIES = "中共 民革 民盟 民建 民进 农工党 致公党 九三学社 台盟 无党派 群众".split()
ROLES = {str(role.label): role.value for role in AffiliationRole}
BASES = {str(basis.label): basis.value for basis in Basis}
KINDS = {"委员": True, "特邀": False}
KINDS_AS_LISTED = {"政协委员": True, "特邀成员": False, **KINDS}
YES_NO = {"是": True, "否": False}
_DAY = re.compile(r"(\d{4})[-/.年]?(\d{1,2})(?:[-/.月]?(\d{1,2}))?[月日]?")
_SERIAL = re.compile(r"[2-6]\d{4}")  # a day as Excel counts it, in a cell without a format
_PHONE = PhoneField()  # one for all: to make a field costs more than to ask it
_MANGLED = re.compile(r"\d(\.\d+)?[eE]\+\d+")
_NOT_A_NAME = re.compile(r"[\d_@#%&=+<>{}\[\]\\|~`^$*?!？！，。,;；:：/]")
_WITH_POST = re.compile(rf"(.+)（({'|'.join(ROLES)})）")
_HAN_GAP = re.compile(r"(?<=[⺀-鿿𠀀-𳟿·]) (?=[⺀-鿿𠀀-𳟿·])")


@dataclass(frozen=True)
class Heading:
    """One column: what it is called, how it is read, what the template says about it."""

    name: str
    label: str
    read: Reader
    hint: str
    example: str = ""
    also: tuple[str, ...] = ()
    choices: Callable[[Words], list[str]] | None = None
    # Something else than the offered choices may stand here.
    is_open: bool = False
    width: int = 14


def _name(text: str, words: Words) -> str:
    name = _HAN_GAP.sub("", text)
    if _NOT_A_NAME.search(name) or len(name) < 2:
        raise Misread(f"“{text}”不像姓名，请核对。")
    return _short(name, "name")


def _short(text: str, field: str) -> str:
    longest = Member._meta.get_field(field).max_length  # type: ignore[union-attr]
    if longest and len(text) > longest:
        raise Misread(f"最多{longest}个字，现有{len(text)}个字。")
    return text


def _text(field: str) -> Reader:
    return lambda text, words: _short(text, field)


def _phone(text: str, words: Words) -> str:
    if _MANGLED.fullmatch(text):
        raise Misread(
            f"号码被Excel写成了“{text}”，后几位已丢失，请把这一列设为文本格式后重新填写。"
        )
    try:
        return str(_PHONE.clean(text))
    except ValidationError:
        raise Misread(f"“{text}”不是11位手机号，也不是带区号的座机。") from None


def _one_of(kind: str, known: dict[str, Any]) -> Reader:
    def read(text: str, words: Words) -> Any:
        if text not in known:
            misread(kind, text, list(known))
        return known[text]

    return read


def _each_of(kind: str, known: dict[str, str]) -> Reader:
    one = _one_of(kind, known)
    return lambda text, words: [one(part.strip(), words) for part in SEVERAL.split(text)]


def _listed(kind: str) -> Reader:
    return lambda text, words: words.find(kind, text)


def _all_listed(kind: str) -> Reader:
    return lambda text, words: words.find_several(kind, text)


def _studios(text: str, words: Words) -> list[tuple[int, str]]:
    """The studios with the posts that the portal's own list writes behind them."""
    said = [_WITH_POST.fullmatch(part.strip()) for part in SEVERAL.split(text)]
    if not any(said):
        return [(key, "") for key in words.find_several("工作室", text)]
    parts = [part.strip() for part in SEVERAL.split(text)]
    return [
        (words.find("工作室", with_post[1]), ROLES[with_post[2]])
        if with_post
        else (words.find("工作室", part), "")
        for part, with_post in zip(parts, said, strict=True)
    ]


def _day(text: str, words: Words) -> date:
    """A day as offices write it; a month alone is meant from its first day."""
    if _SERIAL.fullmatch(text):
        return date(1899, 12, 30) + timedelta(days=int(text))
    written = _DAY.fullmatch(text.replace(" ", ""))
    try:
        if not written:
            raise ValueError
        found = date(int(written[1]), int(written[2]), int(written[3] or 1))
    except ValueError:
        raise Misread(f"“{text}”不是日期，请写成 2026-03-02 的样子。") from None
    if not 1950 <= found.year <= 2099:
        raise Misread(f"“{text}”的年份不对，请核对。")
    return found


def _offered(kind: str) -> Callable[[Words], list[str]]:
    return lambda words: words.labels(kind)


def _fixed(*labels: str) -> Callable[[Words], list[str]]:
    return lambda words: list(labels)


def _place(basis: Basis, hint: str) -> Heading:
    places = _all_listed("地方")
    label = str(basis.label)
    return Heading(basis.value, label, places, hint, choices=_offered("地方"), is_open=True)


HEADINGS = [
    Heading("name", "姓名", _name, "必填，写全名。", "示例：王小明", ("委员姓名",), width=12),
    Heading("gender", "性别", _one_of("性别", {"男": "男", "女": "女"}), "男或女。", "男",
            choices=_fixed("男", "女"), width=6),
    Heading("is_cppcc_member", "类别", _one_of("类别", KINDS_AS_LISTED),
            "委员，或特邀（工作室聘请的乡贤等，不计入委员统计）；新增的不填按委员登记。", "委员",
            ("身份", "委员类别", "人员类别"), _fixed(*KINDS), width=8),
    Heading("post", "单位及职务", _text("post"), "写全称，最多100字。", "青溪县实验小学校长",
            ("工作单位及职务", "单位职务", "工作单位和职务", "单位和职务", "工作单位"), width=30),
    Heading("cppcc_post", "政协职务", _text("cppcc_post"), "如“副主席”“秘书长”，没有就不填。"),
    Heading("is_standing", "常委", _one_of("答案", YES_NO), "是或否。", "否",
            ("是否常委",), _fixed(*YES_NO), width=6),
    Heading("sector_id", "界别", _listed("界别"), "从下拉表中选择。", choices=_offered("界别"),
            width=18),
    Heading("special_committee_id", "专委会", _listed("专委会"), "从下拉表中选择。",
            also=("专门委员会", "所属专委会"), choices=_offered("专委会"), width=22),
    Heading("second_committee_id", "第二专委会", _listed("专委会"), "参加两个专委会的才填。",
            also=("第二专门委员会",), choices=_offered("专委会"), width=22),
    Heading("party", "党派", _text("party"), "可从下拉表中选择，也可自己写。", "群众",
            ("政治面貌",), _fixed(*PARTIES), is_open=True, width=10),
    Heading("term", "届次", _text("term"), "新增委员不填按本届登记。", also=("届别",), width=18),
    Heading("phone", "手机", _phone, "11位手机号，或带区号的座机。对外不公开。", "13800138000",
            ("手机号", "手机号码", "联系电话", "电话"), width=15),
    Heading("studios", "所在工作室", _studios,
            "从下拉表中选择；双重管理的可写多个，用顿号隔开。", also=("工作室", "所属工作室"),
            choices=_offered("工作室"), is_open=True, width=28),
    Heading("roles", "工作室职务", _each_of("职务", ROLES),
            "召集人、副召集人、联络员或成员；新增的不填按成员登记。写了多个工作室的，可依次写多个。",
            also=("职务",), choices=_fixed(*ROLES), is_open=True, width=12),
    Heading("bases", "归属依据", _each_of("依据", BASES),
            "因何归属这个工作室：居住地、工作地、联系地、帮扶地或界别。", also=("依据",),
            choices=_fixed(*BASES), is_open=True, width=12),
    Heading("since", "加入日期", _day, "加入工作室的日期，如 2026-03-02；不填按导入当天。",
            also=("加入时间",), width=13),
    _place(Basis.HOME, "镇街或村社区名称；可写多个，用顿号隔开。"),
    _place(Basis.WORK, "同上。"),
    _place(Basis.CONTACT, "同上。"),
    _place(Basis.ASSIST, "同上。"),
]  # fmt: skip
BY_NAME = {heading.name: heading for heading in HEADINGS}
BY_LABEL = {label: heading for heading in HEADINGS for label in (heading.label, *heading.also)}
PLACES = (Basis.HOME, Basis.WORK, Basis.CONTACT, Basis.ASSIST)
# A line of the template that shows how to fill it in.
EXAMPLE = "示例"
