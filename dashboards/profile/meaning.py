"""Whether the rows of a profile make sense together."""

from collections.abc import Callable

from consultations.enums import Cadence
from core.enums import LimitKind
from core.patterns import problem_with
from dashboards.profile import vocabulary
from dashboards.profile.cadence import check_quotas, check_schemes
from dashboards.profile.check import Draft, Row
from dashboards.profile.fields import guess
from dashboards.profile.workable import check_mechanisms
from petitions.enums import Light
from scoring.enums import DEDUCTIONS, Merit

Check = Callable[[Draft], None]
LONGEST = {LimitKind.WORKDAY: 250, LimitKind.NATURAL: 730, LimitKind.MONTH: 24}


def check_meaning(draft: Draft) -> None:
    """Every check that looks at more than one value."""
    for check in CHECKS:
        check(draft)


def _no_circles(draft: Draft) -> None:
    """An area, a category or a studio never lies inside itself."""
    for section in ("areas", "categories", "studios"):
        rows = draft.codes(section)
        for code, row in rows.items():
            above, seen = row["parent"], [code]
            while above in rows and above not in seen:
                seen.append(above)
                above = rows[above]["parent"]
            if above == code:
                words = "→".join([*seen, code])
                draft.blame((*row.path, "parent"), f"上级绕成了一圈：{words}。")


def _categories_have_two_levels(draft: Draft) -> None:
    rows = draft.codes("categories")
    for row in rows.values():
        above = rows.get(row["parent"])
        if above and above["parent"] and above["parent"] != row["code"]:
            draft.blame((*row.path, "parent"), f"类别只分两级，“{above['code']}”自己已有上级。")


def _townships_exist(draft: Draft) -> None:
    if draft.rows["areas"] and not any(r["level"] == "township" for r in draft.rows["areas"]):
        draft.blame(("areas",), '没有一个镇街（level = "township"），点题无处落实。')


def _duty_can_be_kept(draft: Draft) -> None:
    seen: dict[tuple[str, str], Row] = {}
    every = [row["code"] for row in draft.rows["studios"]]
    for row in draft.rows["duty_rules"]:
        for studio in row["studios"] or every:
            first = seen.setdefault((row["code"], studio), row)
            if first is not row:
                line = draft.line(first.path)
                sentence = f"工作室“{studio}”的值班规则“{row['code']}”与第{line}行重复。"
                draft.blame((*row.path, "code"), sentence)
                break
        if not row["seats"] and not row["by_group"]:
            draft.blame((*row.path, "seats"), "不按组轮值的，每班至少1人。")
        if row["cadence"] != Cadence.MONTHLY and max(row["days"]) > 7:
            draft.blame((*row.path, "days"), "按周几安排的，日子写1（周一）到7（周日）。")
        if (row["cadence"] == Cadence.NTH) != bool(row["weeks"]):
            draft.blame(row.path, "“每月第几个周几”（nth）要写 weeks，其他周期不写。")
        if row["ends_at"] <= row["starts_at"]:
            draft.blame((*row.path, "ends_at"), "结束时间应晚于开始时间。")


def _standards_count_what_they_say(draft: Draft) -> None:
    for row in draft.rows["standards"]:
        seen: set[str] = set()
        for place, item in enumerate(row["items"]):
            path = (*row.path, "items", place)
            if item["code"] in seen:
                draft.blame((*path, "code"), f"条目代码“{item['code']}”在本标准中重复。")
            seen.add(item["code"])
            if item["least"] is not None and not item["rule"]:
                draft.blame((*path, "least"), "只有自动核算的条目才写“达到”。")


def _limits_are_sane(draft: Draft) -> None:
    for row in draft.rows["stage_limits"]:
        _not_too_long(draft, row, "days")
    for row in draft.rows["limit_classes"]:
        _not_too_long(draft, row, "due")
        if row["kind"] != LimitKind.WORKDAY:
            continue
        for name, words in (("sign_days", "签收期限"), ("warn_days", "临期提醒")):
            if row[name] and row[name] >= row["due"]:
                draft.blame((*row.path, name), f"{words}应短于办结期限{row['due']}天。")


def _not_too_long(draft: Draft, row: Row, name: str) -> None:
    kind = LimitKind(row["kind"])
    if row[name] > LONGEST[kind]:
        draft.blame((*row.path, name), f"期限不能长于{LONGEST[kind]}{kind.counter}。")


def _lights_are_complete(draft: Draft) -> None:
    rows = {row["light"]: row for row in draft.rows["lights"]}
    missing = [light.label for light in Light if light.value not in rows]
    if rows and missing:
        draft.blame(("lights",), f"亮灯规则缺少：{'、'.join(missing)}。")
    late, very = rows.get(Light.LATE), rows.get(Light.VERY_LATE)
    if late and very and very["from_days_late"] <= late["from_days_late"]:
        draft.blame((*very.path, "from_days_late"), "严重逾期应晚于逾期。")


def _rungs_have_messages(draft: Draft) -> None:
    known = vocabulary.templates()
    for row in draft.rows["rungs"]:
        name = row["template"]
        if name not in known:
            draft.blame((*row.path, "template"), f"没有“{name}”这个消息模板{guess(name, known)}")


def _points_are_set_once(draft: Draft) -> None:
    levels = draft.codes("adoption_levels")
    seen: dict[tuple, Row] = {}
    for row in draft.rows["scoring_rules"]:
        for year in row["years"]:
            first = seen.setdefault((row["merit"], row["grade"], year), row)
            if first is not row:
                line = draft.line(first.path)
                draft.blame(
                    row.path, f"{year}年“{Merit(row['merit']).label}”的分值与第{line}行重复。"
                )
        if row["grade"] and row["merit"] == Merit.REPORT_ADOPTED and row["grade"] not in levels:
            draft.blame((*row.path, "grade"), f"没有“{row['grade']}”这个采用层级。")
        if row["points"] >= 0 and row["cap"] is not None and row["cap"] < row["points"]:
            draft.blame((*row.path, "cap"), "年度上限小于一次的分值。")


def _deductions_have_a_minus(draft: Draft) -> None:
    """What costs points costs them without end; what earns points never costs any."""
    for row in draft.rows["scoring_rules"]:
        label, points = Merit(row["merit"]).label, row["points"]
        if row["merit"] in DEDUCTIONS:
            if points >= 0:
                draft.blame((*row.path, "points"), f"“{label}”是扣分事项，分值应写负数，如 -2。")
            if row["cap"] is not None:
                draft.blame((*row.path, "cap"), f"“{label}”是扣分事项，不设年度上限，请删去 cap。")
        elif points < 0:
            draft.blame((*row.path, "points"), f"“{label}”是加分事项，分值不能是负数。")


def _numbers_can_be_given(draft: Draft) -> None:
    known = vocabulary.NUMBERS
    for code, template in draft.tables["numbering"].items():
        path = ("numbering", code)
        if code not in known:
            draft.blame(path, f"没有“{code}”这种编号{guess(code, known)}")
        elif fault := problem_with(template, parts=known[code]):
            draft.blame(path, fault)
        elif len(template) > 60:
            draft.blame(path, "编号式样最多60个字。")


def _wording_is_ours(draft: Draft) -> None:
    known = vocabulary.wording_codes()
    for code, text in draft.tables["wording"].items():
        if code not in known:
            draft.blame(("wording", code), f"没有“{code}”这个步骤、状态或阶段{guess(code, known)}")
        elif len(text) > 20:
            draft.blame(("wording", code), f"用语最多20个字，现有{len(text)}个字。")


def _messages_can_be_sent(draft: Draft) -> None:
    known = vocabulary.templates()
    for name, text in draft.tables["messages"].items():
        path = ("messages", name)
        if name not in known:
            draft.blame(path, f"没有“{name}”这个消息模板{guess(name, known)}")
        elif fault := vocabulary.problem_with_message(text, known[name]):
            draft.blame(path, f"消息“{name}”{fault}")


CHECKS: tuple[Check, ...] = (
    _no_circles,
    _categories_have_two_levels,
    _townships_exist,
    _duty_can_be_kept,
    _standards_count_what_they_say,
    check_mechanisms,
    _limits_are_sane,
    _lights_are_complete,
    _rungs_have_messages,
    _points_are_set_once,
    _deductions_have_a_minus,
    check_quotas,
    check_schemes,
    _numbers_can_be_given,
    _wording_is_ours,
    _messages_can_be_sent,
)
