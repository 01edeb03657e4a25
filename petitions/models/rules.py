"""The county's own rules for handling: limits, lights, rungs, replies, ratings, adoption levels."""

from typing import NamedTuple

from django.db import models

from core.models import KeptInMemory, KeptInMemoryQuerySet
from core.versions import Cached
from core.workdays import Limit, LimitKind
from petitions.enums import Light, RungTrigger, Satisfaction


class LimitClass(models.Model):
    """A class of handling with its limits (办理类别). Days are of `kind`. Handbook 5.1."""

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    code = models.CharField("代码", max_length=10)
    name = models.CharField("名称", max_length=40)
    sign_days = models.PositiveIntegerField("签收期限（工作日）", null=True, blank=True)
    due = models.PositiveIntegerField("办结期限")
    kind = models.CharField(
        "计算方式", max_length=10, choices=LimitKind.choices, default=LimitKind.WORKDAY
    )
    extension_days = models.PositiveIntegerField("延期上限（工作日）", default=0)
    return_days = models.PositiveIntegerField("申退期限（工作日）", default=2)
    warn_days = models.PositiveIntegerField("临期提醒（工作日）", default=2)
    redo_days = models.PositiveIntegerField("退回重新答复期限（工作日）", default=3)
    rehandle_days = models.PositiveIntegerField("二次办理期限（工作日）", default=15)
    order = models.PositiveIntegerField("排序", default=0)

    class Meta:
        verbose_name = "办理类别"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "code"], name="limit_class_code_is_unique_in_county"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def limit(self) -> Limit:
        return Limit(self.due, LimitKind(self.kind))


class LightRuleQuerySet(KeptInMemoryQuerySet):
    def by_light(self, committee_id: int) -> dict:
        """A county's rules, each under the light it is about."""
        return {rule.light: rule for rule in _lights.get() if rule.committee_id == committee_id}


class LightRule(KeptInMemory):
    """How a county calls and colours a state of the clock (亮灯规则). Handbook 5.3."""

    version_name = "lights"

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    light = models.CharField("状态", max_length=20, choices=Light.choices)
    label = models.CharField("名称", max_length=20)
    colour = models.CharField("颜色", max_length=20)
    from_days_late = models.PositiveIntegerField("逾期满（工作日）", default=0)

    objects = LightRuleQuerySet.as_manager()  # type: ignore[misc]  # knows one word more

    class Meta:
        verbose_name = "亮灯规则"
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "light"], name="a_light_has_one_rule_in_a_county"
            )
        ]

    def __str__(self):
        return self.label


_lights: Cached[list[LightRule]] = Cached(
    LightRule.version_name, lambda: list(LightRule.objects.all())
)


class Rung(models.Model):
    """A rung of the escalation ladder (催办督办阶梯). Handbook 5.4. `days` are working days."""

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    code = models.CharField("级别", max_length=10)
    name = models.CharField("名称", max_length=40)
    trigger = models.CharField("触发点", max_length=20, choices=RungTrigger.choices)
    days = models.PositiveIntegerField("工作日", default=0)
    is_automatic = models.BooleanField("自动", default=True)
    template = models.CharField("消息模板", max_length=80)
    new_limit_days = models.PositiveIntegerField("新限期（工作日）", null=True, blank=True)

    class Meta:
        verbose_name = "催办督办级别"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "code"], name="rung_code_is_unique_in_county"
            )
        ]

    def __str__(self):
        return f"{self.code} {self.name}"


class ReplyClass(models.Model):
    """A class of reply (答复类别 A/B/C): its text is the county's. Handbook 4.2."""

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    code = models.CharField("代码", max_length=5)
    meaning = models.CharField("含义", max_length=60)
    public_label = models.CharField("对群众的说法", max_length=20)
    needs_promise = models.BooleanField("须写明承诺事项", default=False)
    needs_reason = models.BooleanField("须写明原因", default=False)
    is_solved = models.BooleanField("视为解决", default=False)

    class Meta:
        verbose_name = "答复类别"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "code"], name="reply_class_code_is_unique_in_county"
            )
        ]

    def __str__(self):
        return f"{self.code}类：{self.meaning}"


class RatingRule(KeptInMemory):
    """What a county calls a way of finding the result, and whether it is then handled once more
    (评价规则). Handbook 6.2, 10.1."""

    version_name = "ratings"

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    code = models.CharField("评价", max_length=20, choices=Satisfaction.choices)
    label = models.CharField("名称", max_length=20)
    rehandles = models.BooleanField("再次办理", default=False)

    class Meta:
        verbose_name = "评价规则"
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "code"], name="a_rating_has_one_rule_in_a_county"
            )
        ]

    def __str__(self):
        return self.label


_ratings: Cached[list[RatingRule]] = Cached(
    RatingRule.version_name, lambda: list(RatingRule.objects.all())
)


class RatingWord(NamedTuple):
    """A way of finding the result as it is said here."""

    label: str
    rehandles: bool


def rating_words(committee_id: int) -> dict[str, RatingWord]:
    """Every way of finding the result; where the county says nothing only 不满意 is redone."""
    own = {rule.code: rule for rule in _ratings.get() if rule.committee_id == committee_id}
    return {
        word.value: RatingWord(own[word].label, own[word].rehandles)
        if word in own
        else RatingWord(word.label, word == Satisfaction.UNSATISFIED)
        for word in Satisfaction
    }


class AdoptionLevel(models.Model):
    """A level at which a report can be adopted (采用层级)."""

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    code = models.CharField("代码", max_length=10)
    name = models.CharField("名称", max_length=20)
    organs = models.JSONField("采用机关", default=list)
    order = models.PositiveIntegerField("排序", default=0)

    class Meta:
        verbose_name = "采用层级"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "code"], name="adoption_level_code_is_unique_in_county"
            )
        ]

    def __str__(self):
        return self.name
