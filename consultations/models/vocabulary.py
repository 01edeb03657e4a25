"""The county's own lists: categories, reasons and limits."""

from datetime import date, timedelta

from django.db import models

from consultations.enums import LimitCode, ReasonKind
from consultations.models.practice import Practice
from core.enums import LimitKind
from core.workdays import Limit, calendar

ONE_DAY = timedelta(days=1)


class Category(models.Model):
    """What a matter is about (类别), two levels. Handbook 2.5."""

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    code = models.SlugField("代码", max_length=40)
    name = models.CharField("名称", max_length=40)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    units = models.ManyToManyField(
        "accounts.Unit", related_name="+", blank=True, verbose_name="常办单位"
    )
    order = models.PositiveIntegerField("排序", default=0)

    class Meta:
        verbose_name = "类别"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "code"], name="category_code_is_unique_in_county"
            )
        ]

    def __str__(self):
        return f"{self.parent.name} · {self.name}" if self.parent else self.name


class ReasonCode(models.Model):
    """Why something is not taken on, and where the person should go instead (理由与指引).

    Handbook 3.4, 3.5.1. Every refusal names one; the guidance is shown to the citizen.
    """

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    kind = models.CharField("用于", max_length=20, choices=ReasonKind.choices)
    code = models.CharField("代码", max_length=20)
    name = models.CharField("理由", max_length=40)
    guidance = models.CharField("指引", max_length=200, blank=True)
    channel = models.CharField("建议渠道", max_length=60, blank=True)
    phone = models.CharField("渠道电话", max_length=30, blank=True)
    order = models.PositiveIntegerField("排序", default=0)

    class Meta:
        verbose_name = "理由"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "kind", "code"], name="reason_code_is_unique_for_its_use"
            )
        ]

    def __str__(self):
        return self.name

    @property
    def door(self) -> str:
        """The channel and its telephone, as it is read out."""
        return " ".join(part for part in (self.channel, self.phone) if part)


class StageLimit(models.Model):
    """How long one step inside the studio may take (环节期限): a row of the county's profile."""

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    code = models.CharField("环节", max_length=20, choices=LimitCode.choices)
    days = models.PositiveSmallIntegerField("期限")
    kind = models.CharField(
        "计算方式", max_length=20, choices=LimitKind.choices, default=LimitKind.WORKDAY
    )

    class Meta:
        verbose_name = "环节期限"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "code"], name="a_county_sets_each_stage_limit_once"
            ),
        ]

    def __str__(self):
        return f"{self.get_code_display()} {self.limit}"

    @property
    def limit(self) -> Limit:
        return Limit(self.days, LimitKind(self.kind))


def limit(committee, code: LimitCode) -> Limit | None:
    """The county's limit for a step; None where it has set none, and then no clock runs."""
    row = StageLimit.objects.filter(committee=committee, code=code).first()
    return row.limit if row else None


def due_on(
    committee, code: LimitCode, start: date, practice: Practice | None = None
) -> date | None:
    """The last day of a step that begins on `start`; a mechanism may set a limit of its own."""
    own = practice.limit_for(code) if practice else None
    allowed = own or limit(committee, code)
    return calendar().apply(start, allowed) if allowed else None


def last_start_before(on: date, allowed: Limit) -> date:
    """The last day from which a step so long would have ended before `on`."""
    start = on - ONE_DAY
    while calendar().apply(start, allowed) >= on:
        start -= ONE_DAY
    return start
