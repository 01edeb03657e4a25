"""The section about mechanisms: what a row of it must say."""

from consultations.enums import (
    Decider,
    GateKind,
    GateVerb,
    RefuseTo,
    Source,
    Stage,
)
from core.enums import LimitKind
from dashboards.profile.fields import Choice, Flag, Rows, Several, Table, Text, Whole
from dashboards.profile.section import Section, named

GATE = {
    "verb": Choice(label="在哪一步之前", among=GateVerb),
    "kind": Choice(label="条件", among=GateKind),
    "label": Text(label="名称", longest=20, default=""),
    "days": Whole(label="满几日", least=1, most=180, default=None),
    "quorum": Text(label="参加比例", longest=7, default=""),
    "majority": Text(label="同意比例", longest=7, default=""),
    "fields": Several(label="须填写", of=Text(label="", longest=40), default=[]),
}
STEP = {
    "label": Text(label="名称", longest=20),
    "stages": Several(label="规范阶段", of=Choice(label="", among=Stage), default=[]),
    "actor": Text(label="由谁", longest=40, default=""),
    "decider": Choice(label="审定主体", among=Decider, default=""),
    "limit": Whole(label="期限", least=1, most=250, default=None),
    "limit_kind": Choice(label="计算方式", among=LimitKind, default=LimitKind.WORKDAY.value),
    "refuse_to": Choice(label="退回去向", among=RefuseTo, default=""),
    "refusals": Whole(label="最多退回几次", least=1, most=9, default=None),
    "gates": Rows(label="前置条件", fields=GATE, default=[]),
}
SEASON = {
    "label": Text(label="名称", longest=20),
    "first_month": Whole(label="起始月", least=1, most=12),
    "last_month": Whole(label="截止月", least=1, most=12),
}
SECTION = Section(
    "机制",
    {
        **named(),
        "default": Flag(label="默认", default=False),
        "sources": Several(label="来源", of=Choice(label="", among=Source), default=[]),
        "skipped": Several(label="不设的阶段", of=Choice(label="", among=Stage), default=[]),
        "words": Table(label="用语", default={}),
        "steps": Rows(label="步骤", fields=STEP),
        "seasons": Rows(label="年度节奏", fields=SEASON, default=[]),
    },
)
