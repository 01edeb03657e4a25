"""The flow record (流转记录): what happened to every matter, line by line, never changed."""

import hashlib
import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone

from core import clock
from core.access import can, state_text

START = "0" * 64  # what the first line of a chain leans on


class EntryQuerySet(models.QuerySet):
    """The lines of the record, in the words the office uses."""

    def visible_to(self, user) -> "EntryQuerySet":
        """Auditors read the lines of their own committee; nobody else reads the whole record."""
        if not can(user, "read", Entry):
            return self.none()
        return self.filter(scope=user.committee.code)

    # The one matter of which all lines are, if there is one: states are said in its own words.
    subject: models.Model | None = None

    def about(self, obj: models.Model) -> "EntryQuerySet":
        """The lines of one matter, oldest first."""
        found = self.filter(subject_label=obj._meta.label, subject_id=obj.pk).order_by("seq")
        found.subject = obj
        return found

    def _clone(self) -> "EntryQuerySet":
        copy: EntryQuerySet = super()._clone()  # type: ignore[misc]
        copy.subject = self.subject
        return copy

    def _fetch_all(self) -> None:
        super()._fetch_all()
        for line in self._result_cache or ():
            if isinstance(line, Entry):
                line.subject = self.subject

    def days(self) -> list[date]:
        """The local days on which anything happened, oldest first."""
        zone = timezone.get_default_timezone()
        moments = self.order_by().datetimes("at", "day", tzinfo=zone)
        return [moment.date() for moment in moments]

    def public(self) -> "EntryQuerySet":
        """Lines that may be shown to whoever follows the matter by its code."""
        return self.filter(public=True)

    def on_day(self, day: date) -> "EntryQuerySet":
        """The lines written on one local day, in the order a seal counts them."""
        zone = timezone.get_default_timezone()
        start = timezone.make_aware(datetime.combine(day, time.min), zone)
        end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min), zone)
        return self.filter(at__gte=start, at__lt=end).order_by("id")


class Entry(models.Model):
    """One line of the flow record (流转记录): who took which step on which matter, and when.

    Lines of one matter form a chain: each digest covers the line and the digest before it.
    The database refuses to change or delete a line. Because a line stays for ever, a remark
    must hold no personal data of citizens (names, telephone, addresses), least of all in a
    public line, and no text of an instruction (批示).
    """

    scope = models.CharField("所属政协", max_length=40, blank=True)
    subject_label = models.CharField("对象类别", max_length=80)
    subject_id = models.BigIntegerField("对象号")
    seq = models.PositiveIntegerField("序号")
    verb = models.CharField("步骤代码", max_length=60)
    label = models.CharField("步骤", max_length=100)
    before = models.CharField("原状态", max_length=60, blank=True)
    after = models.CharField("新状态", max_length=60, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人"
    )
    by_name = models.CharField("经办人姓名", max_length=150)
    remark = models.TextField("说明", blank=True)
    public = models.BooleanField("可对外公开", default=False)
    at = models.DateTimeField("时间", default=clock.now)
    previous = models.CharField("前一行摘要", max_length=64)
    digest = models.CharField("本行摘要", max_length=64)

    objects = EntryQuerySet.as_manager()
    subject: models.Model | None = None

    class Meta:
        verbose_name = "流转记录"
        verbose_name_plural = "流转记录"
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["scope", "-at", "-id"], name="entry_recent"),
            models.Index(
                fields=["scope", "subject_label", "-at", "-id"], name="entry_recent_of_kind"
            ),
            models.Index(fields=["at"], name="entry_at"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_label", "subject_id", "seq"],
                name="lines_of_one_matter_are_numbered_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.by_name} {self.label} {self.subject_name}"

    @property
    def subject_name(self) -> str:
        """The matter as the log names it: its kind and number, never its title."""
        return f"{kind_name(self.subject_label)} {self.subject_id}"

    @property
    def before_name(self) -> str:
        """The state before the step, in the words of the office."""
        return self._named(self.before)

    @property
    def after_name(self) -> str:
        """The state after the step, in the words of the office."""
        return self._named(self.after)

    def _named(self, state: str) -> str:
        """A matter whose page is open says its states in the words of its own mechanism."""
        known = getattr(self.subject, "workflow", None)
        if known is not None and known.states and state in known.states.values:
            return state_text(self.subject, state)
        return state_name(self.subject_label, state)

    def content(self) -> dict[str, Any]:
        """Everything the digest covers."""
        return {
            "scope": self.scope,
            "subject": [self.subject_label, self.subject_id, self.seq],
            "step": [self.verb, self.label, self.before, self.after],
            "by": [self.by_id, self.by_name],
            "remark": self.remark,
            "public": self.public,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "previous": self.previous,
        }

    def computed_digest(self) -> str:
        """What the digest must be if nobody touched the line."""
        return digest_of(self.content())


class Seal(models.Model):
    """The seal on an ended day (日封存): how many lines it holds, and one digest over all.

    Whoever keeps a copy of a seal outside this database can later prove that no line of
    that day was altered, added or removed.
    """

    day = models.DateField("日期", unique=True)
    count = models.PositiveIntegerField("行数")
    previous = models.CharField("前一封存摘要", max_length=64)
    digest = models.CharField("摘要", max_length=64)
    made_at = models.DateTimeField("封存时间", default=clock.now)

    class Meta:
        verbose_name = "日封存"
        verbose_name_plural = "日封存"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.day} 共 {self.count} 行"


def digest_of(content: dict[str, Any]) -> str:
    """SHA-256 over a canonical spelling, so that it can be recomputed outside the portal."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def kind_name(label: str) -> str:
    """The Chinese noun of a kind of matter, from its label."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label


def state_name(label: str, state: str) -> str:
    """The office's word for a state of a kind of matter."""
    try:
        return apps.get_model(label).workflow.state_label(state) if state else ""
    except (LookupError, ValueError, AttributeError):
        return state
