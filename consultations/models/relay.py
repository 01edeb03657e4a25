"""What members carry: a word from the people up (带上来), policies and replies down (带下去)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.enums import Role
from consultations.enums import (
    RELAYS_ENDED,
    BroadcastKind,
    BroadcastStatus,
    BroadcastWay,
    DispatchMode,
    RelayResult,
    RelayStatus,
)
from consultations.models.practice import Practice, practice
from consultations.models.roster import READS_ALL
from consultations.workflow import BROADCAST, RELAY
from core import clock
from studios.models.area import within


def _in_charge(user) -> Q:
    """What lies in the reader's studio, township or special committee."""
    studios = user.scopes(Role.CONVENER, "studios.Studio") | user.scopes(
        Role.LIAISON, "studios.Studio"
    )
    areas = within(user.scopes(Role.TOWNSHIP, "studios.Area"))
    committees = user.scopes(Role.COMMITTEE_STAFF, "studios.SpecialCommittee")
    reach = Q(studio__in=studios) | Q(studio__area__in=areas)
    return reach | Q(studio__special_committee__in=committees)


def _in_reach(user) -> Q:
    """What they are in charge of, or carry themselves."""
    member = user.member_in_office
    return _in_charge(user) | Q(member=member) if member else _in_charge(user)


class CarriedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The office and leaders read all; others what is of their studio, township or hands."""
        mine = self.filter(committee_id=user.committee_id)
        if user.holds(Role.OFFICE, *READS_ALL):
            return mine
        return mine.filter(_in_reach(user)).distinct()

    def overseen_by(self, user):
        """What a reader answers for; what they only carry elsewhere is in no figure of theirs."""
        mine = self.filter(committee_id=user.committee_id)
        if user.holds(Role.OFFICE, *READS_ALL):
            return mine
        return mine.filter(_in_charge(user)).distinct()


class RelayQuerySet(CarriedQuerySet):
    def awaiting_verification(self):
        """Nobody has looked yet whether it is so."""
        return self.filter(status=RelayStatus.REGISTERED)

    def awaiting_dispatch(self):
        return self.filter(status=RelayStatus.VERIFIED)

    def handling(self):
        return self.filter(status=RelayStatus.HANDLING)

    def awaiting_return(self):
        """Has a result that nobody has carried back to the people yet."""
        return self.filter(status=RelayStatus.SETTLED)

    def ended(self):
        return self.filter(status__in=RELAYS_ENDED)

    def in_hand(self):
        """Not yet come back to the people."""
        return self.exclude(status__in=RELAYS_ENDED)

    def unverified(self, on):
        """Not looked into although the day for it has passed on `on`."""
        return self.awaiting_verification().filter(verify_due_on__lt=on)

    def unreturned(self, since):
        """Has had a result from before `since`, and the people have not heard it."""
        return self.awaiting_return().filter(settled_at__date__lt=since)


class Relay(models.Model):
    """A word that a member brings up from the people (带上来). Handbook 3.5.2, F03."""

    workflow = RELAY
    status_tones = {
        RelayStatus.REGISTERED: "amber",
        RelayStatus.DECLINED: "gray",
        RelayStatus.CLOSED: "green",
    }

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    studio = models.ForeignKey(
        "studios.Studio", models.PROTECT, related_name="+", verbose_name="工作室"
    )
    member = models.ForeignKey(
        "studios.Member", models.PROTECT, related_name="+", verbose_name="带话委员"
    )
    mechanism = models.ForeignKey(
        "consultations.Mechanism", models.PROTECT, null=True, blank=True, related_name="+"
    )
    number = models.CharField("编号", max_length=40)
    title = models.CharField("标题", max_length=50)
    body = models.TextField("内容", max_length=1000)
    from_whom = models.CharField("群众或企业", max_length=40, blank=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    registered_at = models.DateTimeField("登记时间", default=clock.now)
    status = models.CharField(
        "状态", max_length=20, choices=RelayStatus.choices, default=RelayStatus.REGISTERED
    )
    verify_due_on = models.DateField("核实期限", null=True, blank=True)
    verification = models.CharField("核实情况", max_length=500, blank=True)
    reason = models.ForeignKey(
        "consultations.ReasonCode",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="理由",
    )
    mode = models.CharField(
        "交办方式", max_length=20, choices=DispatchMode.choices, blank=True, default=""
    )
    unit = models.ForeignKey(
        "accounts.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="受话单位",
    )
    dispatched_on = models.DateField("交办日期", null=True, blank=True)
    # Each mode is proven in its own way: the call, the letter, the place, the meeting.
    contact_name = models.CharField("对方姓名", max_length=20, blank=True)
    contact_post = models.CharField("对方职务", max_length=40, blank=True)
    document_no = models.CharField("文号", max_length=40, blank=True)
    place = models.CharField("地点或会议", max_length=60, blank=True)
    proof = models.CharField("要点", max_length=500, blank=True)
    file = models.FileField("佐证", upload_to="relays/%Y/%m/", blank=True)
    result = models.CharField(
        "办理结果", max_length=20, choices=RelayResult.choices, blank=True, default=""
    )
    outcome = models.CharField("结果说明", max_length=500, blank=True)
    settled_at = models.DateTimeField("有结果时间", null=True, blank=True)

    objects = RelayQuerySet.as_manager()

    class Meta:
        verbose_name = "委员带话"
        ordering = ["-registered_at", "-id"]
        indexes = [
            models.Index(
                fields=["committee", "status", "-registered_at", "-id"], name="relay_status"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "number"], name="a_relay_number_is_given_once"
            ),
            models.CheckConstraint(
                name="dispatched_relays_say_how_to_whom_and_when",
                condition=~Q(status__in=["handling", "settled", "closed"])
                | ~Q(mode="") & ~Q(proof="") & Q(unit__isnull=False, dispatched_on__isnull=False),
            ),
            models.CheckConstraint(
                name="settled_relays_say_what_came_of_it",
                condition=~Q(status__in=["settled", "closed"])
                | ~Q(result__in=["", "in_progress"]) & ~Q(outcome=""),
            ),
            models.CheckConstraint(
                name="declined_relays_give_a_reason",
                condition=~Q(status="declined") | Q(reason__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("consultations:relay", args=[self.pk])

    @property
    def practice(self) -> Practice:
        """The mechanism it follows, from memory."""
        return practice(self.mechanism_id)

    @property
    def own_words(self) -> dict[str, str]:
        return self.practice.words

    @property
    def next_due_on(self):
        """Until when the office looks whether it is so."""
        return self.verify_due_on if self.status == RelayStatus.REGISTERED else None


class BroadcastQuerySet(CarriedQuerySet):
    def awaiting_confirmation(self):
        return self.filter(status=BroadcastStatus.RECORDED)

    def returned(self):
        return self.filter(status=BroadcastStatus.RETURNED)

    def confirmed(self):
        return self.filter(status=BroadcastStatus.CONFIRMED)


class Broadcast(models.Model):
    """What a member carried back to the people (带下去): a reply, or a policy. Handbook F04."""

    workflow = BROADCAST
    status_tones = {BroadcastStatus.RECORDED: "amber"}

    committee = models.ForeignKey("accounts.Committee", models.PROTECT, related_name="+")
    studio = models.ForeignKey(
        "studios.Studio", models.PROTECT, related_name="+", verbose_name="工作室"
    )
    member = models.ForeignKey(
        "studios.Member", models.PROTECT, related_name="+", verbose_name="委员"
    )
    relay = models.ForeignKey(
        Relay,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="broadcasts",
        verbose_name="所答复的带话",
    )
    kind = models.CharField("类别", max_length=20, choices=BroadcastKind.choices)
    title = models.CharField("标题", max_length=80)
    audience = models.CharField("对象", max_length=100)
    ways = models.JSONField("方式", default=list)
    reached = models.PositiveIntegerField("覆盖人数")
    held_on = models.DateField("日期")
    file = models.FileField("佐证", upload_to="broadcasts/%Y/%m/", blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="记录人"
    )
    recorded_at = models.DateTimeField(default=clock.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="确认人",
    )
    confirmed_at = models.DateTimeField("确认时间", null=True, blank=True)
    status = models.CharField(
        "状态", max_length=20, choices=BroadcastStatus.choices, default=BroadcastStatus.RECORDED
    )

    objects = BroadcastQuerySet.as_manager()

    class Meta:
        verbose_name = "带下去回执"
        ordering = ["-held_on", "-id"]
        indexes = [
            models.Index(fields=["committee", "status", "-held_on", "-id"], name="broadcast_status")
        ]
        constraints = [
            models.CheckConstraint(
                name="confirmed_broadcasts_say_by_whom_and_when",
                condition=Q(
                    status="confirmed", confirmed_by__isnull=False, confirmed_at__isnull=False
                )
                | ~Q(status="confirmed") & Q(confirmed_by=None, confirmed_at=None),
            ),
            models.CheckConstraint(
                name="nobody_confirms_what_they_carried_and_wrote",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=models.F("recorded_by")),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("consultations:broadcast", args=[self.pk])

    @property
    def by_ways(self) -> str:
        """入户、微信群"""
        return "、".join(BroadcastWay(way).label for way in self.ways)
