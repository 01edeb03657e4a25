"""Studios of every kind: where citizens meet members."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.enums import Role
from studios.enums import OPEN_TO_PUBLIC, AffiliationRole, StudioStatus
from studios.models.area import place_name
from studios.models.paper import Paper
from studios.workflow import STUDIO


class StudioKind(models.Model):
    """What a county calls a place of this sort (工作站、工作室、议事室…): data, never code."""

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    code = models.SlugField("代码", max_length=40)
    name = models.CharField("名称", max_length=40)
    order = models.PositiveIntegerField("排序", default=0)

    class Meta:
        verbose_name = "工作室类型"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "code"], name="studio_kind_code_is_unique_in_county"
            )
        ]

    def __str__(self):
        return self.name


class StudioQuerySet(models.QuerySet):
    def open_to_public(self):
        """Those to which a citizen may bring a matter."""
        return self.filter(status__in=OPEN_TO_PUBLIC)

    def visible_to(self, user):
        """The county's own people see its whole directory; the public sees what is open."""
        if not user.is_authenticated:
            return self.open_to_public()
        return self.filter(committee_id=user.committee_id)

    def not_yet_open(self):
        return self.filter(status=StudioStatus.PREPARING)

    def out_of_use(self):
        return self.filter(status__in=[StudioStatus.SUSPENDED, StudioStatus.REVOKED])

    def run_by(self, user):
        """Those for which this person is convener or liaison officer."""
        keys = user.scopes(Role.CONVENER, "studios.Studio") | user.scopes(
            Role.LIAISON, "studios.Studio"
        )
        return self.filter(pk__in=keys)

    def owing(self, term):
        """Those that receive, did so in the days of this paper, and have not begun to write it."""
        begun = Paper.objects.filter(studio=models.OuterRef("pk"), kind=term.kind, year=term.year)
        opened = Q(opened_on=None) | Q(opened_on__lte=term.last)
        return self.open_to_public().filter(opened, ~models.Exists(begun))


class Studio(models.Model):
    """A members' studio, station, room or point (委员工作室). Handbook 2.4, F23."""

    workflow = STUDIO
    status_tones = {
        StudioStatus.PREPARING: "gray",
        StudioStatus.RUNNING: "green",
        StudioStatus.RECTIFYING: "amber",
        StudioStatus.SUSPENDED: "gray",
        StudioStatus.REVOKED: "red",
    }

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    code = models.SlugField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=60)
    kinds = models.ManyToManyField(StudioKind, related_name="studios", verbose_name="类型")
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上级站室",
    )
    area = models.ForeignKey(
        "studios.Area", models.PROTECT, related_name="studios", verbose_name="所在区域"
    )
    address = models.CharField("地址", max_length=100)
    phone = models.CharField("电话", max_length=30, blank=True)
    hours = models.CharField("接待时间", max_length=100, blank=True)
    venue = models.CharField("依托场所", max_length=60, blank=True)
    covers = models.ManyToManyField(
        "studios.Area", related_name="covered_by", blank=True, verbose_name="覆盖村社区"
    )
    intro = models.TextField("简介", blank=True)
    special_committee = models.ForeignKey(
        "studios.SpecialCommittee",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="对口专委会",
    )
    linked_leader = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="包联领导",
    )
    # 组室合一: one record with two names; people, plan and records are those of both.
    merged_with_group = models.BooleanField("组室合一", default=False)
    group_name = models.CharField("联络组名称", max_length=60, blank=True)
    opened_on = models.DateField("挂牌日期", null=True, blank=True)
    status = models.CharField(
        "状态", max_length=20, choices=StudioStatus.choices, default=StudioStatus.PREPARING
    )
    version = models.PositiveIntegerField(default=1)

    objects = StudioQuerySet.as_manager()

    class Meta:
        verbose_name = "委员工作室"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="a_merged_studio_names_its_group",
                condition=Q(merged_with_group=False) | ~Q(group_name=""),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("studios:studio", args=[self.code])

    @property
    def public_url(self) -> str:
        """The address behind the QR code on the studio's door."""
        return reverse("consultations:door", args=[self.code])

    @property
    def place(self) -> str:
        """Where it stands, township first (城关镇 · 老城社区); costs no query on a list."""
        return place_name(self.area_id) or str(self.area)

    @property
    def is_open_to_public(self) -> bool:
        """Whether a citizen may bring a matter here."""
        return self.status in OPEN_TO_PUBLIC

    def people_on(self, on: date):
        """Who belongs to this studio on `on`, conveners first."""
        return self.affiliations.in_force(on).select_related("member")

    def people(self, *roles: AffiliationRole):
        """The affiliations of this studio that have not ended, conveners first."""
        rows = self.affiliations.filter(ends_on=None).select_related("member")
        return rows.filter(role__in=roles) if roles else rows

    def line(self) -> list["Studio"]:
        """Itself and the stations above it, the nearest first."""
        found: list[Studio] = []
        studio: Studio | None = self
        while studio is not None and studio not in found:
            found.append(studio)
            studio = studio.parent
        return found
