"""What a studio should have (六有、五有、五上墙): the county's lists, and how each was checked."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.enums import Role
from core import clock
from core.constraints import set_when
from studios.enums import BEING_CHECKED_BY_ITSELF, AutoRule, Checker, CheckStatus
from studios.models.area import within
from studios.workflow import CHECK


class StandardQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody inside may read what their county asks of its studios."""
        return self.filter(committee_id=user.committee_id)

    def in_use(self):
        return self.filter(is_active=True)

    def asked_of(self, studio):
        """Those for studios of all kinds, and those for any kind that this studio is of."""
        kinds = Q(kinds=None) | Q(kinds__in=studio.kinds.all())
        return self.in_use().filter(kinds, committee_id=studio.committee_id).distinct()


class Standard(models.Model):
    """A list of things a studio should have (标准): data, never code. Handbook 7.5."""

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    code = models.SlugField("代码", max_length=40)
    name = models.CharField("名称", max_length=40)
    kinds = models.ManyToManyField(
        "studios.StudioKind", related_name="+", blank=True, verbose_name="适用类型"
    )
    checker = models.CharField(
        "核验单位", max_length=20, choices=Checker.choices, default=Checker.TOWNSHIP
    )
    order = models.PositiveIntegerField("排序", default=0)
    is_active = models.BooleanField("在用", default=True)

    objects = StandardQuerySet.as_manager()

    class Meta:
        verbose_name = "标准"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "code"], name="standard_code_is_unique_in_county"
            )
        ]

    def __str__(self):
        return self.name


class StandardItem(models.Model):
    """One thing of a standard (标准条目): what it is, what it counts, how one sees it."""

    standard = models.ForeignKey(Standard, models.PROTECT, related_name="items")
    code = models.SlugField("代码", max_length=40)
    group = models.CharField("类目", max_length=20, blank=True)
    label = models.CharField("内容", max_length=80)
    points = models.DecimalField("分值", max_digits=5, decimal_places=1)
    evidence = models.CharField("看什么", max_length=80, blank=True)
    advice = models.CharField("达不到怎么办", max_length=120, blank=True)
    rule = models.CharField("自动核算", max_length=30, choices=AutoRule.choices, blank=True)
    least = models.DecimalField("达到", max_digits=7, decimal_places=2, null=True, blank=True)
    order = models.PositiveIntegerField("排序", default=0)
    is_active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "标准条目"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard", "code"], name="item_code_is_unique_in_standard"
            )
        ]

    def __str__(self):
        return self.label

    @property
    def is_automatic(self) -> bool:
        """The portal counts it by itself; nobody is asked."""
        return bool(self.rule)


class StandardCheckQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The county's own people read how its studios stand."""
        return self.filter(studio__committee_id=user.committee_id)

    def with_studio(self):
        """Still the studio's to fill in, or its again."""
        return self.filter(status__in=BEING_CHECKED_BY_ITSELF)

    def awaiting_check(self):
        return self.filter(status=CheckStatus.SUBMITTED)

    def concluded(self):
        return self.filter(status=CheckStatus.CONCLUDED)

    def of_staff(self, user):
        """Those of the studios for which this person is convener or liaison officer."""
        keys = user.scopes(Role.CONVENER, "studios.Studio") | user.scopes(
            Role.LIAISON, "studios.Studio"
        )
        return self.filter(studio__in=keys)

    def awaiting(self, user):
        """Handed in, and this person's to check; nobody checks what they handed in themselves."""
        return self.awaiting_check().checked_by(user).exclude(submitted_by=user)

    def checked_by(self, user):
        """Those that are this person's to check: of the township, or of the special committee."""
        places = within(user.scopes(Role.TOWNSHIP, "studios.Area"))
        committees = user.scopes(Role.COMMITTEE_STAFF, "studios.SpecialCommittee")
        return self.filter(
            Q(standard__checker=Checker.TOWNSHIP, studio__area__in=places)
            | Q(standard__checker=Checker.COMMITTEE, studio__special_committee__in=committees)
        )


class StandardCheck(models.Model):
    """How one studio stands against one standard in one year (自查核验)."""

    workflow = CHECK
    status_tones = {CheckStatus.SUBMITTED: "amber", CheckStatus.RETURNED: "amber"}

    studio = models.ForeignKey("studios.Studio", models.PROTECT, related_name="checks")
    standard = models.ForeignKey(Standard, models.PROTECT, related_name="checks")
    year = models.PositiveSmallIntegerField("年度")
    status = models.CharField(
        "状态", max_length=20, choices=CheckStatus.choices, default=CheckStatus.DRAFT
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    checked_at = models.DateTimeField("核验时间", null=True, blank=True)
    score = models.DecimalField("得分", max_digits=6, decimal_places=1, null=True, blank=True)
    opinion = models.CharField("核验意见", max_length=300, blank=True)

    objects = StandardCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "自查核验"
        ordering = ["-year", "standard__order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["studio", "standard", "year"], name="a_studio_is_checked_once_a_year"
            ),
            models.CheckConstraint(
                name="concluded_checks_say_by_whom_when_and_what",
                condition=set_when("checked_by", "checked_at", "score", status="concluded"),
            ),
            models.CheckConstraint(
                name="nobody_checks_what_they_submitted",
                condition=Q(checked_by=None) | ~Q(checked_by=models.F("submitted_by")),
            ),
        ]

    def __str__(self):
        return f"{self.studio}{self.year}年{self.standard}"

    def get_absolute_url(self):
        return reverse("studios:check", args=[self.pk])

    @property
    def committee(self):
        return self.studio.committee

    @property
    def committee_id(self) -> int:
        return self.studio.committee_id

    @property
    def is_with_studio(self) -> bool:
        return self.status in BEING_CHECKED_BY_ITSELF

    @property
    def is_concluded(self) -> bool:
        return self.status == CheckStatus.CONCLUDED


def evidence_path(mark: "StandardMark", name: str) -> str:
    """Where a photo or file lies: under a name that says nothing."""
    return f"standards/{mark.standard_check_id}/{mark.item_id}.{name.rpartition('.')[2].lower()}"


class StandardMark(models.Model):
    """What the studio says of one item, and what the checker found (逐条自查与核验)."""

    standard_check = models.ForeignKey(StandardCheck, models.CASCADE, related_name="marks")
    item = models.ForeignKey(StandardItem, models.PROTECT, related_name="+")
    is_met = models.BooleanField("自查达到", null=True, blank=True)
    note = models.CharField("自查说明", max_length=200, blank=True)
    file = models.FileField("佐证", upload_to=evidence_path, blank=True)
    file_name = models.CharField("文件名", max_length=100, blank=True)
    # What the portal saw by itself when the check was submitted.
    seen = models.CharField("自动核算", max_length=80, blank=True)
    points = models.DecimalField("核定分", max_digits=5, decimal_places=1, null=True, blank=True)
    finding = models.CharField("核验说明", max_length=200, blank=True)
    marked_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "逐条自查"
        ordering = ["item__order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["standard_check", "item"], name="an_item_is_marked_once_in_a_check"
            ),
            models.CheckConstraint(
                name="points_are_not_negative", condition=Q(points=None) | Q(points__gte=Decimal(0))
            ),
        ]

    def __str__(self):
        return str(self.item)
