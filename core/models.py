"""Rows that every app leans on: the calendar, the county's words, running numbers, form keys."""

from typing import Any, ClassVar
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import models

from core import clock
from core.crypto import EncryptedTextField
from core.patterns import problem_with


class Timestamped(models.Model):
    """A row that knows when it was first written."""

    created_at = models.DateTimeField("登记时间", default=clock.now, editable=False)

    class Meta:
        abstract = True


class Version(models.Model):
    """Changes whenever a table that processes keep in memory changes (see `core.versions`)."""

    own_changes: ClassVar[int] = 0

    name = models.CharField(max_length=40, unique=True)
    token = models.CharField(max_length=32)

    class Meta:
        verbose_name = verbose_name_plural = "缓存版本"

    def __str__(self) -> str:
        return f"{self.name} {self.token}"

    @classmethod
    def change(cls, name: str) -> None:
        """Tell every process to read the table anew. A random token, for a count could come back
        to an old value after a rollback."""
        cls.objects.update_or_create(name=name, defaults={"token": uuid4().hex})
        cls.own_changes += 1


class KeptInMemoryQuerySet(models.QuerySet):
    """However rows are written, the version changes with them."""

    model: type["KeptInMemory"]  # type: ignore[assignment]

    def bulk_create(self, *args: Any, **kwargs: Any) -> Any:
        made = super().bulk_create(*args, **kwargs)
        self.model.changed()
        return made

    def update(self, **kwargs: Any) -> int:
        rows = super().update(**kwargs)
        self.model.changed()
        return rows

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        gone = super().delete()
        self.model.changed()
        return gone

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class KeptInMemory(models.Model):
    """A small table that each process keeps whole in memory."""

    version_name: ClassVar[str]

    objects = KeptInMemoryQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        self.changed()

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        gone = super().delete(*args, **kwargs)
        self.changed()
        return gone

    @classmethod
    def changed(cls) -> None:
        Version.change(cls.version_name)


class CalendarDay(KeptInMemory):
    """A day that is not what its weekday says: a holiday (节假日) or a worked weekend (调休上班).

    `provisional`: known before the State Council's notice, so make-up days are still missing.
    """

    version_name = "calendar"

    date = models.DateField("日期", unique=True)
    is_workday = models.BooleanField("是否上班")
    name = models.CharField("名称", max_length=40)
    source = models.CharField("依据", max_length=200, blank=True)
    provisional = models.BooleanField("暂定", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "工作日历"
        ordering = ("date",)

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.name}"


class Wording(KeptInMemory):
    """What one county calls one of our steps, states or messages (措辞)."""

    version_name = "wording"

    scope = models.CharField("政协代码", max_length=40)
    code = models.CharField("代码", max_length=120)
    text = models.TextField("用语")

    class Meta:
        verbose_name = verbose_name_plural = "用语"
        constraints = [
            models.UniqueConstraint(fields=["scope", "code"], name="wording_is_said_once_per_scope")
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.code}"


class NumberPattern(models.Model):
    """How a county writes the numbers of one kind of document (编号规则): `YJ{yyyy}{n:04d}`."""

    scope = models.CharField("政协代码", max_length=40)
    code = models.CharField("编号种类", max_length=60)
    template = models.CharField("编号式样", max_length=100)

    class Meta:
        verbose_name = verbose_name_plural = "编号规则"
        constraints = [
            models.UniqueConstraint(fields=["scope", "code"], name="number_pattern_is_set_once")
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.code} {self.template}"

    def clean(self) -> None:
        if problem := problem_with(self.template):
            raise ValidationError({"template": problem})


class NumberSeries(models.Model):
    """The last running number given within one period, so that none is given twice."""

    scope = models.CharField("政协代码", max_length=40)
    code = models.CharField("编号种类", max_length=60)
    period = models.CharField("周期", max_length=120)
    last = models.PositiveIntegerField("末号", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "流水号"
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "code", "period"], name="number_series_runs_once_per_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.code} {self.period} {self.last}"


class FormKey(models.Model):
    """A form that has been taken in once (一次性表单号), and where its sender was sent.

    The place may carry a citizen's tracking code, hence the encryption.
    """

    key = models.CharField(max_length=100, unique=True)
    location = EncryptedTextField(blank=True)
    used_at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "已提交表单"

    def __str__(self) -> str:
        return self.key
