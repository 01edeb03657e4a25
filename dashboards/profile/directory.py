"""The sections about studios: which there are, what each should have, when members sit there."""

from consultations.enums import Cadence, OnHoliday, Period
from dashboards.profile.fields import (
    Choice,
    Field,
    Flag,
    Hour,
    Number,
    Ref,
    Rows,
    Several,
    Text,
    Whole,
)
from dashboards.profile.section import CODE, Section, named
from studios.enums import AutoRule, Checker


def some(label: str, section: str, **more) -> Field:
    """Codes of another section, in square brackets."""
    return Several(label=label, of=Ref(label="", section=section), **({"default": []} | more))


SECTIONS: dict[str, Section] = {
    "studios": Section(
        "工作室",
        {
            **named(60),
            "kinds": some("类型", "studio_kinds", least=1),
            "area": Ref(label="所在区域", section="areas"),
            "parent": Ref(label="上级站室", section="studios", default=None),
            "covers": some("覆盖村社区", "areas"),
            "address": Text(label="地址", longest=100, default="地址待公布"),
            "venue": Text(label="依托场所", longest=60, default=""),
            "phone": Text(label="电话", longest=30, default=""),
            "hours": Text(label="接待时间", longest=100, default=""),
            "guide": Ref(label="对口专委会", section="special_committees", default=None),
            "group": Text(label="组室合一的联络组名称", longest=60, default=""),
            "open": Flag(label="已挂牌运行", default=True),
        },
    ),
    "standards": Section(
        "标准",
        {
            **named(),
            "kinds": some("适用类型", "studio_kinds"),
            "checker": Choice(label="核验单位", among=Checker, default=Checker.TOWNSHIP.value),
            "items": Rows(
                label="条目",
                fields={
                    "code": CODE,
                    "group": Text(label="类目", longest=20, default=""),
                    "label": Text(label="内容", longest=80),
                    "points": Number(label="分值", places=1),
                    "evidence": Text(label="看什么", longest=80, default=""),
                    "advice": Text(label="达不到怎么办", longest=120, default=""),
                    "rule": Choice(label="自动核算", among=AutoRule, default=""),
                    "least": Number(label="达到", most=10_000, default=None),
                },
            ),
        },
    ),
    "duty_groups": Section(
        "值班组",
        {
            "studio": Ref(label="工作室", section="studios"),
            "name": Text(label="名称", longest=30),
        },
        key=("studio", "name"),
    ),
    "duty_rules": Section(
        "值班规则",
        {
            **named(),
            # Left out: every studio of the file.
            "studios": some("工作室", "studios"),
            "cadence": Choice(label="周期", among=Cadence),
            "days": Several(label="日子", of=Whole(label="", least=1, most=31), least=1),
            "weeks": Several(label="第几个", of=Whole(label="", least=1, most=5), default=[]),
            "period": Choice(label="时段", among=Period),
            "starts_at": Hour(label="自"),
            "ends_at": Hour(label="至"),
            "seats": Whole(label="每班人数", most=20, default=2),
            "by_group": Flag(label="按组轮值", default=False),
            "on_holiday": Choice(label="遇节假日", among=OnHoliday, default=OnHoliday.NEXT.value),
        },
        # Told apart by studio, too: `meaning` looks.
        key=(),
    ),
}
