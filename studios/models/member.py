"""Members and where they belong."""

from collections.abc import Collection
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from studios.enums import AffiliationRole, Basis, Ending, MemberStatus
from studios.models.tenure import Leave, MemberPlace
from studios.workflow import MEMBER


class MemberQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The directory of members is open to everybody of the same county."""
        return self.filter(committee_id=user.committee_id)

    def active(self):
        """In office now; who has left is in the archive."""
        return self.filter(status=MemberStatus.ACTIVE)

    def archived(self):
        return self.filter(status=MemberStatus.ARCHIVED)

    def cppcc(self):
        """Members of the CPPCC committee, as opposed to those a studio has invited."""
        return self.filter(is_cppcc_member=True)

    def invited(self):
        """Those whom a studio has invited and who are no members of the CPPCC (特邀)."""
        return self.filter(is_cppcc_member=False)

    def counted(self):
        """Those who stand in the statistics of members: in office, and not merely invited."""
        return self.active().cppcc()

    def on_leave(self, on: date):
        """In office, and away on `on` (请假)."""
        return self.active().filter(pk__in=Leave.objects.in_force(on).values("member"))

    def of_studio(self, studio):
        """Those who belong to `studio` now."""
        return self.filter(affiliations__studio=studio, affiliations__ends_on=None).distinct()

    def belonging_to(self, **studio):
        """Those who belong to such studios now; of who has left, those who ever did."""
        rows = Affiliation.objects.filter(
            Q(ends_on=None) | Q(member__status=MemberStatus.ARCHIVED),
            **{f"studio__{name}": value for name, value in studio.items()},
        )
        return self.filter(pk__in=rows.values("member"))

    def tied_to(self, areas: Collection[int]):
        """Those who live, work, keep contact, help or have their studio in these places (四地)."""
        named = MemberPlace.objects.filter(area__in=areas).values("member")
        return self.filter(pk__in=named) | self.belonging_to(area__in=areas)

    def matching(self, text: str):
        """In whose file every word is found: name, sound, posts, sector, studio, place."""
        found = self
        for word in text.split()[:5]:
            here = Q()
            for path in SOUGHT_IN_THE_FILE:
                here |= Q(**{f"{path}__icontains": word})
            for rows in (_affiliations_named(word), _places_named(word)):
                here |= Q(pk__in=rows.values("member"))
            found = found.filter(here)
        return found


SOUGHT_IN_THE_FILE = ("name", "pinyin", "post", "cppcc_post", "party", "sector__name")


def _affiliations_named(word: str):
    named = Q(studio__name__icontains=word) | Q(studio__group_name__icontains=word)
    named |= Q(studio__area__name__icontains=word) | Q(studio__area__parent__name__icontains=word)
    return Affiliation.objects.filter(
        Q(ends_on=None) | Q(member__status=MemberStatus.ARCHIVED), named
    )


def _places_named(word: str):
    return MemberPlace.objects.filter(
        Q(area__name__icontains=word) | Q(area__parent__name__icontains=word)
    )


class Member(models.Model):
    """A CPPCC member (政协委员), or a person whom a studio has invited (特邀成员).

    Who has left stays in the directory, read-only and still to be found (届满归档).
    """

    workflow = MEMBER
    status_tones = {MemberStatus.ACTIVE: "green", MemberStatus.ARCHIVED: "gray"}

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="member"
    )
    name = models.CharField("姓名", max_length=20)
    pinyin = models.CharField("拼音", max_length=60, db_index=True)
    gender = models.CharField("性别", max_length=2, blank=True)
    is_cppcc_member = models.BooleanField("政协委员", default=True)
    is_standing = models.BooleanField("常委", default=False)
    party = models.CharField("党派", max_length=20, blank=True)
    post = models.CharField("单位及职务", max_length=100, blank=True)
    phone = models.CharField("手机", max_length=20, blank=True)
    sector = models.ForeignKey(
        "studios.Sector",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        verbose_name="界别",
    )
    special_committee = models.ForeignKey(
        "studios.SpecialCommittee",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        verbose_name="专委会",
    )
    second_committee = models.ForeignKey(
        "studios.SpecialCommittee",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="第二专委会",
    )
    cppcc_post = models.CharField("政协职务", max_length=40, blank=True)
    term = models.CharField("届次", max_length=30, blank=True)
    status = models.CharField(
        "状态", max_length=20, choices=MemberStatus.choices, default=MemberStatus.ACTIVE
    )
    archived_on = models.DateField("归档日期", null=True, blank=True)
    ending = models.CharField("离任原因", max_length=20, choices=Ending.choices, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "委员"
        ordering = ["pinyin", "id"]
        indexes = [models.Index(fields=["committee", "status", "pinyin", "id"], name="member_list")]
        constraints = [
            models.CheckConstraint(
                name="archived_members_say_since_when_and_why",
                condition=Q(status="archived", archived_on__isnull=False) & ~Q(ending="")
                | ~Q(status="archived") & Q(archived_on=None, ending=""),
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("studios:member", args=[self.pk])

    @property
    def letter(self) -> str:
        """The letter under which the name stands on a roll."""
        return self.pinyin[:1].upper() or "#"

    @property
    def is_archived(self) -> bool:
        return self.status == MemberStatus.ARCHIVED


class AffiliationQuerySet(models.QuerySet):
    def in_force(self, on: date):
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)


class Affiliation(models.Model):
    """A member's belonging to a studio, from a day to a day; several at once (双重管理)."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="affiliations")
    studio = models.ForeignKey("studios.Studio", models.PROTECT, related_name="affiliations")
    role = models.CharField(
        "职务", max_length=20, choices=AffiliationRole.choices, default=AffiliationRole.MEMBER
    )
    basis = models.CharField("依据", max_length=20, choices=Basis.choices, blank=True)
    starts_on = models.DateField("起")
    ends_on = models.DateField("止", null=True, blank=True)
    # For those who hold a post: until when it was given, what is paid for it (遴选、任期、补贴).
    term_until = models.DateField("任期至", null=True, blank=True)
    subsidy = models.CharField("补贴说明", max_length=100, blank=True)
    remark = models.CharField("说明", max_length=100, blank=True)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        verbose_name = "归属"
        ordering = ["role", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "studio"],
                condition=Q(ends_on=None),
                name="a_member_belongs_to_a_studio_once_at_a_time",
            ),
            models.CheckConstraint(
                name="an_affiliation_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
            ),
        ]

    def __str__(self):
        return f"{self.member}（{self.studio}{self.get_role_display()}）"
