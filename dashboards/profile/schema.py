"""Which sections a profile has, and what a row of each must say."""

from django.db.models import TextChoices

from accounts.enums import UnitSystem
from consultations.enums import LimitCode, ReasonKind
from core.enums import LimitKind
from dashboards.profile import cadence, directory, mechanisms
from dashboards.profile.fields import (
    Choice,
    Code,
    Flag,
    Number,
    Ref,
    Several,
    Text,
    Whole,
)
from dashboards.profile.section import Section, days, named
from petitions.enums import Light, RungTrigger, Satisfaction
from scoring.enums import Merit


class Colour(TextChoices):
    """The colours a light can have on a page."""

    GREEN = "green", "绿"
    YELLOW = "yellow", "黄"
    RED = "red", "红"
    BLUE = "blue", "蓝"
    ORANGE = "orange", "橙"
    NONE = "none", "灰"


SECTIONS: dict[str, Section] = {
    "committee": Section(
        "政协委员会",
        {
            "code": Code(label="代码"),
            "name": Text(label="全称", longest=100),
            "short_name": Text(label="简称", longest=30),
            "county_name": Text(label="县名", longest=30),
            "level": Code(label="层级", longest=20, default="county"),
            "term": Text(label="届次", longest=30, default=""),
            "phone": Text(label="联系电话", longest=30, default=""),
        },
        single=True,
    ),
    "area_levels": Section(
        "区域层级", {"code": Code(label="代码", longest=20), "name": Text(label="名称", longest=20)}
    ),
    "areas": Section(
        "区域",
        {
            **named(),
            "level": Ref(label="层级", section="area_levels"),
            "parent": Ref(label="上级", section="areas", default=None),
        },
    ),
    "studio_kinds": Section("工作室类型", named()),
    "sectors": Section("界别", named()),
    "special_committees": Section("专委会", named(60)),
    **directory.SECTIONS,
    "units": Section(
        "承办单位",
        {
            **named(60),
            "system": Choice(label="系统", among=UnitSystem),
            "authority": Text(label="交办主体", longest=30),
        },
    ),
    "categories": Section(
        "类别",
        {
            **named(),
            "parent": Ref(label="上级", section="categories", default=None),
            "units": Several(label="常办单位", of=Ref(label="", section="units"), default=[]),
        },
    ),
    "reasons": Section(
        "理由",
        {
            "kind": Choice(label="用于", among=ReasonKind),
            "code": Code(label="代码", longest=20),
            "name": Text(label="名称", longest=40),
            "guidance": Text(label="指引", longest=200, default=""),
            "channel": Text(label="建议渠道", longest=60, default=""),
            "phone": Text(label="渠道电话", longest=30, default=""),
        },
        key=("kind", "code"),
    ),
    "mechanisms": mechanisms.SECTION,
    "stage_limits": Section(
        "环节时限",
        {
            "code": Choice(label="环节", among=LimitCode),
            "days": Whole(label="期限", least=1, most=250),
            "kind": Choice(label="计算方式", among=LimitKind),
        },
    ),
    "limit_classes": Section(
        "办理类别",
        {
            "code": Code(label="代码", longest=10),
            "name": Text(label="名称", longest=40),
            "sign_days": days("签收期限", least=1, default=None),
            "due": Whole(label="办结期限", least=1, most=730),
            "kind": Choice(label="计算方式", among=LimitKind),
            "extension_days": days("延期上限", default=0),
            "return_days": days("申退期限", default=2),
            "warn_days": days("临期提醒", default=2),
            "redo_days": days("退回重新答复期限", least=1, default=3),
            "rehandle_days": days("二次办理期限", least=1, default=15),
        },
    ),
    "lights": Section(
        "亮灯规则",
        {
            "light": Choice(label="状态", among=Light),
            "label": Text(label="名称", longest=20),
            "colour": Choice(label="颜色", among=Colour),
            "from_days_late": days("逾期满", default=0),
        },
        key=("light",),
    ),
    "rungs": Section(
        "催办督办级别",
        {
            "code": Code(label="级别", longest=10),
            "name": Text(label="名称", longest=40),
            "trigger": Choice(label="触发点", among=RungTrigger),
            "days": days("工作日", default=0),
            "automatic": Flag(label="自动", default=True),
            "template": Text(label="消息模板", longest=80),
            "new_limit_days": days("新限期", least=1, default=None),
        },
    ),
    "reply_classes": Section(
        "答复类别",
        {
            "code": Code(label="代码", longest=5),
            "meaning": Text(label="含义", longest=60),
            "public_label": Text(label="对群众的说法", longest=20),
            "needs_promise": Flag(label="须写承诺", default=False),
            "needs_reason": Flag(label="须写原因", default=False),
            "solved": Flag(label="视为解决", default=False),
        },
    ),
    "ratings": Section(
        "评价规则",
        {
            "code": Choice(label="评价", among=Satisfaction),
            "label": Text(label="名称", longest=20),
            "rehandle": Flag(label="再次办理", default=False),
        },
    ),
    "adoption_levels": Section(
        "采用层级",
        {
            "code": Code(label="代码", longest=10),
            "name": Text(label="名称", longest=20),
            "organs": Several(label="采用机关", of=Text(label="", longest=60), least=1),
        },
    ),
    "scoring_rules": Section(
        "积分规则",
        {
            "years": Several(label="年度", of=Whole(label="", least=2020, most=2099), least=1),
            "merit": Choice(label="事项", among=Merit),
            "grade": Code(label="等级", longest=30, default=""),
            "code": Code(label="编号", longest=10),
            "label": Text(label="名称", longest=40),
            "block": Text(label="板块", longest=20),
            # Below nought for what costs points (扣分); `meaning` says for which that is right.
            "points": Number(label="分值", least=-100),
            "cap": Number(label="年度上限", most=1000, default=None),
        },
        key=(),
    ),
    **cadence.SECTIONS,
}

# Tables whose keys are not ours to name: the checks are in `meaning`.
TABLES: dict[str, str] = {"numbering": "编号", "wording": "用语", "messages": "消息用语"}
OPTIONAL = {"wording", "messages", "ratings", *directory.SECTIONS, *cadence.SECTIONS}
