"""Who uses the portal: committees, units, people and the offices they hold."""

from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.enums import Role, UnitSystem
from core import clock


class Committee(models.Model):
    """A local committee of the CPPCC (政协委员会): the tenant to which root objects belong."""

    code = models.SlugField("代码", unique=True)
    name = models.CharField("全称", max_length=100)
    short_name = models.CharField("简称", max_length=30)
    county_name = models.CharField("县（市、区）名", max_length=30)
    level = models.CharField("层级", max_length=20, default="county")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    term = models.CharField("届次", max_length=30, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)

    class Meta:
        verbose_name = "政协委员会"

    def __str__(self):
        return self.name


class UnitQuerySet(models.QuerySet):
    def of(self, committee):
        """The units that answer to matters of this committee."""
        return self.filter(committee=committee)

    def active(self):
        return self.filter(is_active=True)


class Unit(models.Model):
    """An office, enterprise or township that handles what is dispatched to it (承办单位)."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="+")
    code = models.SlugField("代码", max_length=40)
    name = models.CharField("名称", max_length=60)
    system = models.CharField("系统", max_length=20, choices=UnitSystem.choices)
    dispatch_authority = models.CharField("交办主体", max_length=30)
    order = models.PositiveIntegerField("排序", default=0)
    is_active = models.BooleanField("在用", default=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "承办单位"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "code"], name="unit_code_is_unique_in_county"
            )
        ]

    def __str__(self):
        return self.name

    def people(self, on: date):
        """Those who act for this unit on `on`."""
        return User.objects.holding(Role.UNIT, on, unit=self)


class PeopleManager(UserManager):
    def visible_to(self, user):
        """The accounts of the reader's county; the portal's own two are nobody's."""
        return self.filter(committee_id=user.committee_id, committee__isnull=False)

    def holding(self, role: Role, on: date, **scope):
        """The people who hold `role` on `on`; `scope` narrows it, e.g. to a unit."""
        narrowed = {f"grants__{key}": value for key, value in scope.items()}
        return self.filter(
            Q(grants__ends_on=None) | Q(grants__ends_on__gte=on),
            grants__role=role,
            grants__starts_on__lte=on,
            is_active=True,
            **narrowed,
        ).distinct()


class User(AbstractUser):
    """A person who signs in."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField("姓名", max_length=30)
    committee = models.ForeignKey(
        Committee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="所属政协"
    )
    post = models.CharField("职务", max_length=60, blank=True)
    phone = models.CharField("手机", max_length=20, blank=True)
    must_change_password = models.BooleanField("须修改密码", default=False)

    REQUIRED_FIELDS = ["name", "email"]
    objects: ClassVar[PeopleManager] = PeopleManager()

    class Meta:
        verbose_name = "用户"

    def __str__(self):
        return self.name or self.username

    def get_full_name(self):
        return self.name

    def get_short_name(self):
        return self.name

    @property
    def current_grants(self) -> list["Grant"]:
        """The offices this person holds today, read once per request."""
        if not hasattr(self, "_current_grants"):
            self._current_grants = list(self.grants.in_force(clock.today()).select_related("unit"))
        return self._current_grants

    @property
    def roles(self) -> list[str]:
        """What this person acts as today, for a list that has fetched grants and member."""
        today = clock.today()
        held = {
            str(grant.get_role_display())
            for grant in self.grants.all()
            if grant.starts_on <= today and (grant.ends_on is None or grant.ends_on >= today)
        }
        return (["委员"] if self.member_in_office else []) + sorted(held)

    @property
    def member_in_office(self) -> Any:
        """This person's member file while it is in office; who has left acts as no member."""
        file = getattr(self, "member", None)
        return file if file is not None and file.archived_on is None else None

    def get_absolute_url(self):
        return reverse("accounts:person", args=[self.pk])

    def holds(self, *roles: str) -> bool:
        """Whether this person holds one of `roles` anywhere."""
        return any(grant.role in roles for grant in self.current_grants)

    def scopes(self, role: str, label: str) -> set[int]:
        """The keys of the `label` objects (e.g. studios.Studio) for which `role` is held."""
        return {
            grant.scope_id
            for grant in self.current_grants
            if grant.role == role and grant.scope_label == label and grant.scope_id is not None
        }

    def unit_ids(self) -> set[int]:
        """The units for which this person acts."""
        return {g.unit_id for g in self.current_grants if g.role == Role.UNIT and g.unit_id}


class GrantQuerySet(models.QuerySet):
    def in_force(self, on: date):
        """Those that hold on `on`."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)


class Grant(models.Model):
    """One office held by one person for one scope, from a day to a day (授权).

    The scope is a unit, or an object of an upper app kept as label and key (a studio, an area,
    a special committee), or, when both are empty, the whole committee.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField("角色", max_length=20, choices=Role.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    scope_label = models.CharField(max_length=60, blank=True)
    scope_id = models.BigIntegerField(null=True, blank=True)
    starts_on = models.DateField("起")
    ends_on = models.DateField("止", null=True, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    scope_name: str  # set by `accounts.scopes.name_all`, for pages

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = "授权"
        constraints = [
            models.CheckConstraint(
                name="unit_people_say_for_which_unit",
                condition=~Q(role=Role.UNIT) | Q(unit__isnull=False),
            ),
            models.CheckConstraint(
                name="a_scope_has_label_and_key_together",
                condition=Q(scope_label="", scope_id=None)
                | (~Q(scope_label="") & Q(scope_id__isnull=False)),
            ),
            models.CheckConstraint(
                name="a_grant_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("starts_on")),
            ),
        ]

    def __str__(self):
        return f"{self.user}：{self.get_role_display()}"


def system_user() -> User:
    """The person in whose name scheduled jobs act (系统); it can never sign in."""
    user, is_new = User.objects.get_or_create(
        username="system", defaults={"name": "系统", "is_active": False}
    )
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def citizen() -> User:
    """The person in whose name a citizen acts with a tracking code (群众); it can never sign in."""
    user, is_new = User.objects.get_or_create(
        username="citizen", defaults={"name": "反映人", "is_active": False}
    )
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user
