"""Mechanisms (机制): a county's own names for our steps, and what must come before them.

The rows are few; pages read them from memory (`consultations.models.practice`).
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from consultations.enums import (
    ONLY_FOR_TOPICS,
    Decider,
    GateKind,
    GateVerb,
    RefuseTo,
    Stage,
)
from core import clock
from core.enums import LimitKind
from core.models import KeptInMemory, KeptInMemoryQuerySet

MEMORY = "mechanisms"


class MechanismQuerySet(KeptInMemoryQuerySet):
    def visible_to(self, user):
        """How a county works is no secret to anybody who works there."""
        return self.filter(committee_id=user.committee_id)

    def current(self):
        """New matters follow these."""
        return self.filter(is_current=True)

    def of_old(self):
        """Earlier versions, and what is no longer used; matters may still run under them."""
        return self.filter(is_current=False)


class Mechanism(KeptInMemory):
    """A county's way of working (机制), e.g. 四单; one row for each dated version of it.

    A version that matters run under is never changed: they keep theirs, and a new one begins.
    """

    version_name = MEMORY

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    code = models.SlugField("代码", max_length=40)
    name = models.CharField("名称", max_length=40)
    is_default = models.BooleanField("默认", default=False)
    version = models.PositiveIntegerField("版本", default=1)
    valid_from = models.DateField("启用日期", default=clock.today)
    is_current = models.BooleanField("现行", default=True)
    # By which ways a matter comes in that follows this mechanism rather than the default.
    sources = models.JSONField("来源", default=list, blank=True)
    skipped = models.JSONField("不设的阶段", default=list, blank=True)
    words = models.JSONField("用语", default=dict, blank=True)

    objects: ClassVar = MechanismQuerySet.as_manager()

    class Meta:
        verbose_name = "机制"
        ordering = ["code", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "code", "version"], name="a_mechanism_has_each_version_once"
            ),
            models.UniqueConstraint(
                fields=["committee", "code"],
                condition=Q(is_current=True),
                name="a_mechanism_has_one_current_version",
            ),
            models.UniqueConstraint(
                fields=["committee"],
                condition=Q(is_default=True, is_current=True),
                name="a_county_has_one_default_mechanism",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("consultations:mechanism", args=[self.pk])


class Step(KeptInMemory):
    """One step of a mechanism as the county says it (步骤), covering one or more stages.

    A step that covers none stands for its conditions alone (张榜公示、居民表决).
    """

    version_name = MEMORY

    mechanism = models.ForeignKey(Mechanism, models.CASCADE, related_name="steps")
    order = models.PositiveIntegerField("次序")
    label = models.CharField("名称", max_length=20)
    stages = models.JSONField("规范阶段", default=list, blank=True)
    actor = models.CharField("由谁", max_length=40, blank=True)
    decider = models.CharField(
        "审定主体", max_length=20, choices=Decider.choices, blank=True, default=""
    )
    limit = models.PositiveSmallIntegerField("期限", null=True, blank=True)
    limit_kind = models.CharField(
        "计算方式", max_length=20, choices=LimitKind.choices, default=LimitKind.WORKDAY
    )
    refuse_to = models.CharField(
        "退回去向", max_length=20, choices=RefuseTo.choices, blank=True, default=""
    )
    refusals = models.PositiveSmallIntegerField("最多退回几次", null=True, blank=True)

    class Meta:
        verbose_name = "机制步骤"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["mechanism", "order"], name="a_mechanism_has_one_step_at_each_place"
            )
        ]

    def __str__(self):
        return self.label

    def covers(self, stage: Stage) -> bool:
        return stage in self.stages


class Gate(KeptInMemory):
    """What must come before a verb (前置条件): a notice, a review, a vote, a second person."""

    version_name = MEMORY

    step = models.ForeignKey(Step, models.CASCADE, related_name="gates")
    order = models.PositiveIntegerField("次序")
    verb = models.CharField("在哪一步之前", max_length=30, choices=GateVerb.choices)
    kind = models.CharField("条件", max_length=20, choices=GateKind.choices)
    label = models.CharField("名称", max_length=20, blank=True)
    days = models.PositiveSmallIntegerField("满几日", null=True, blank=True)
    # Shares as they are spoken: 1/2 is more than half, any other is at least that much.
    quorum = models.CharField("参加比例", max_length=7, blank=True)
    majority = models.CharField("同意比例", max_length=7, blank=True)
    fields = models.JSONField("须填写", default=list, blank=True)

    class Meta:
        verbose_name = "前置条件"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["step", "order"], name="a_step_has_one_condition_at_each_place"
            ),
            models.CheckConstraint(
                name="only_topics_are_posted_reviewed_and_voted_on",
                condition=Q(verb__startswith="topic.") | ~Q(kind__in=sorted(ONLY_FOR_TOPICS)),
            ),
        ]

    def __str__(self):
        return self.label or self.get_kind_display()


class Season(KeptInMemory):
    """A part of the year in which something is due (年度节奏), e.g. 3月党委点题. Handbook 3.5.4."""

    version_name = MEMORY

    mechanism = models.ForeignKey(Mechanism, models.CASCADE, related_name="seasons")
    order = models.PositiveIntegerField("次序")
    label = models.CharField("名称", max_length=20)
    first_month = models.PositiveSmallIntegerField("起始月")
    last_month = models.PositiveSmallIntegerField("截止月")

    class Meta:
        verbose_name = "年度节奏"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["mechanism", "order"], name="a_mechanism_has_one_season_at_each_place"
            )
        ]

    def __str__(self):
        return self.label
