"""By which rules a studio's members take their turns, and in which groups (排班规则、值班组)."""

from collections.abc import Collection
from datetime import time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from accounts.models import User
from audit import trail
from consultations.actions.turns import period_of
from consultations.enums import Cadence, OnHoliday
from consultations.models import DutyGroup, DutyRule
from core.access import require
from studios.models import Member, Studio

LAST_WEEK, LAST_DAY, SUNDAY = 5, 31, 6


@transaction.atomic
def keep_rule(
    studio: Studio,
    *,
    by: User,
    cadence: str,
    days: Collection[int],
    starts_at: time,
    ends_at: time,
    weeks: Collection[int] = (),
    seats: int = 2,
    by_group: bool = False,
    on_holiday: str = OnHoliday.NEXT,
    name: str = "",
    rule: DutyRule | None = None,
) -> DutyRule:
    """Set up a rule of a studio, or change one (设置排班规则); months already drafted stay."""
    require(by, "keep", rule or DutyRule(studio=studio))
    facts: dict[str, Any] = {
        "cadence": cadence,
        "days": sorted(set(days)),
        "weeks": sorted(set(weeks)) if cadence == Cadence.NTH else [],
        "starts_at": starts_at,
        "ends_at": ends_at,
        "seats": seats,
        "by_group": by_group,
        "on_holiday": on_holiday,
        "period": period_of(starts_at, ends_at),
    }
    _check(**facts)
    before = rule.summary if rule else ""
    rule = rule or DutyRule(studio=studio, order=_next_order(DutyRule, studio))
    for field, value in facts.items():
        setattr(rule, field, value)
    rule.name = name or rule.rhythm[:40]
    rule.save()
    if before != rule.summary:
        said = f"{rule.summary}（原为：{before}）" if before else rule.summary
        trail.record(studio, "keep_rule", by=by, label="设置排班规则", remark=said)
    return rule


@transaction.atomic
def end_rule(rule: DutyRule, *, by: User) -> None:
    """A rule is used no more (停用排班规则); the shifts it has made stay."""
    require(by, "keep", rule)
    if DutyRule.objects.filter(pk=rule.pk, is_active=True).update(is_active=False):
        rule.is_active = False
        trail.record(rule.studio, "end_rule", by=by, label="停用排班规则", remark=rule.summary)


@transaction.atomic
def keep_group(
    studio: Studio,
    *,
    by: User,
    name: str,
    members: Collection[Member],
    group: DutyGroup | None = None,
) -> DutyGroup:
    """Name a group and who is in it (设置值班组); groups take turns in the order they were made."""
    require(by, "keep", group or DutyGroup(studio=studio))
    others = DutyGroup.objects.filter(studio=studio, name=name)
    if others.exclude(pk=group.pk if group else None).exists():
        raise ValidationError({"name": f"本工作室已有“{name}”，请换一个名称。"})
    group = group or DutyGroup(studio=studio, order=_next_order(DutyGroup, studio))
    group.name = name
    group.save()
    group.members.set(members)
    said = f"{name}：{'、'.join(member.name for member in members) or '暂无成员'}"
    trail.record(studio, "keep_group", by=by, label="设置值班组", remark=said)
    return group


@transaction.atomic
def end_group(group: DutyGroup, *, by: User) -> None:
    """A group takes no more turns (撤销值班组); shifts it was named for keep their members."""
    require(by, "keep", group)
    studio, name = group.studio, group.name
    group.delete()
    trail.record(studio, "end_group", by=by, label="撤销值班组", remark=name)


def _check(
    cadence: str,
    days: list[int],
    weeks: list[int],
    starts_at: time,
    ends_at: time,
    seats: int,
    by_group: bool,
    **_: Any,
) -> None:
    least, most = (1, LAST_DAY) if cadence == Cadence.MONTHLY else (0, SUNDAY)
    if not days or not all(least <= day <= most for day in days):
        raise ValidationError({"days": "请选择值班的日子。"})
    if cadence == Cadence.NTH and not (weeks and all(1 <= week <= LAST_WEEK for week in weeks)):
        raise ValidationError({"weeks": "请选择当月第几个。"})
    if ends_at <= starts_at:
        raise ValidationError({"ends_at": "结束时间应晚于开始时间。"})
    if seats < 1 and not by_group:
        raise ValidationError({"seats": "每班至少1人。"})


def _next_order(model: type[DutyRule] | type[DutyGroup], studio: Studio) -> int:
    last = model.objects.filter(studio=studio).aggregate(last=Max("order"))["last"]
    return (last or 0) + 1
