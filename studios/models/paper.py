"""What a studio plans and what it sums up (计划与总结), drafted from the records."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from accounts.enums import Role
from core import clock
from core.constraints import set_when
from studios.clock import term_of
from studios.enums import IN_THE_STUDIOS_HANDS, PaperKind, PaperStatus
from studios.models.area import within
from studios.workflow import PAPER


class PaperQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The county's own people; what is still being written is for the studio's staff."""
        mine = self.filter(studio__committee_id=user.committee_id)
        run = user.scopes(Role.CONVENER, "studios.Studio") | user.scopes(
            Role.LIAISON, "studios.Studio"
        )
        unready = models.Q(status__in=IN_THE_STUDIOS_HANDS)
        return mine.filter(~unready | models.Q(studio__in=run))

    def awaiting_review(self):
        return self.filter(status=PaperStatus.SUBMITTED)

    def filed(self):
        return self.filter(status=PaperStatus.FILED)

    def in_the_studios_hands(self):
        """Begun, and not yet handed in."""
        return self.filter(status__in=IN_THE_STUDIOS_HANDS)

    def of_township(self, user):
        """Those from places of which this person is the township."""
        return self.filter(studio__area__in=within(user.scopes(Role.TOWNSHIP, "studios.Area")))

    def run_by(self, user):
        """Those of the studios whose convener or liaison officer this person is."""
        keys = user.scopes(Role.CONVENER, "studios.Studio") | user.scopes(
            Role.LIAISON, "studios.Studio"
        )
        return self.filter(studio__in=keys)


class Paper(models.Model):
    """A year plan, half-year or year summary of a studio (年度计划、半年小结、年度总结).

    Filed once its township has read it (镇街审核); with 组室合一 that second review falls away.
    """

    workflow = PAPER
    status_tones = {PaperStatus.SUBMITTED: "amber", PaperStatus.RETURNED: "amber"}

    studio = models.ForeignKey("studios.Studio", models.PROTECT, related_name="papers")
    kind = models.CharField("文种", max_length=20, choices=PaperKind.choices)
    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("标题", max_length=80)
    body = models.TextField("正文", max_length=10_000)
    status = models.CharField(
        "状态", max_length=20, choices=PaperStatus.choices, default=PaperStatus.DRAFT
    )
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField("起草时间", default=clock.now)
    filed_on = models.DateField("备案日期", null=True, blank=True)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = "计划总结"
        ordering = ["-year", "kind", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["studio", "kind", "year"], name="a_studio_writes_each_paper_once_a_year"
            ),
            models.CheckConstraint(
                name="filed_papers_say_when_and_by_whom",
                condition=set_when("filed_on", "filed_by", status="filed"),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("studios:paper", args=[self.pk])

    @property
    def committee(self):
        return self.studio.committee

    @property
    def next_due_on(self):
        """The day by which the studio hands it in, while it has it in hand."""
        in_hand = self.status in IN_THE_STUDIOS_HANDS
        return term_of(self.kind, self.year).due_on if in_hand else None
