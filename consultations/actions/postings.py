"""What is put before the public (公开征集与公示), and what people say to it (留言)."""

from datetime import date, timedelta

import rules
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User, citizen
from audit import trail
from consultations.actions.outcomes import inform_raisers
from consultations.actions.people import members_of, staff_of
from consultations.enums import SETTLED, GateKind, PostingKind
from consultations.lineage.gates import days_of, every_gate
from consultations.models import Comment, Posting, Topic
from core import clock
from core.access import NotYours, require
from core.days import full_day
from core.workflow import NotAllowedNow
from notices import outbox
from studios.enums import OPEN_TO_PUBLIC
from studios.models import Studio

DAY = timedelta(days=1)
# Natural days, the first and the last counted, where the mechanism says nothing. Handbook 3.5.3.
USUAL_DAYS = {PostingKind.CALL: 30, PostingKind.WINDOW: 15, PostingKind.NOTICE: 7}
GATE_OF: dict[str, GateKind] = {
    PostingKind.WINDOW: GateKind.WINDOW,
    PostingKind.NOTICE: GateKind.NOTICE,
}
LONGEST = 180


def days_for(where: Studio | Topic, kind: str) -> int:
    """How many days the mechanism of a topic asks for, or what is usual."""
    asked = 0
    if isinstance(where, Topic):
        asked = max(
            (days_of(gate) for gate in every_gate(where) if gate.kind == GATE_OF.get(kind)),
            default=0,
        )
    return asked or USUAL_DAYS[PostingKind(kind)]


def may_post(user: User, where: Studio | Topic) -> bool:
    """Whoever runs the studio."""
    return bool(rules.has_perm("consultations.post_posting", user, where))


@transaction.atomic
def post(
    where: Studio | Topic,
    *,
    by: User,
    kind: str,
    title: str,
    text: str,
    opens_on: date,
    closes_on: date | None = None,
) -> Posting:
    """Put something before the public from a day to a day (发布): a call of a studio (网上征集), or
    a talk (网上征言) or a notice (公示) about one of its topics."""
    if not may_post(by, where):
        raise NotYours("公开征集与公示由本工作室召集人、联络员发布。")
    topic = where if isinstance(where, Topic) else None
    studio = where.studio if isinstance(where, Topic) else where
    refuse_if_closed(studio, topic)
    closes_on = closes_on or opens_on + (days_for(where, kind) - 1) * DAY
    _check(where, kind, opens_on, closes_on)
    posting = Posting.objects.create(
        committee=studio.committee,
        studio=studio,
        topic=topic,
        kind=kind,
        title=title,
        text=text,
        opens_on=opens_on,
        closes_on=closes_on,
        posted_by=by,
        posted_at=clock.now(),
    )
    _announce(posting, by)
    return posting


@transaction.atomic
def withdraw(posting: Posting, *, by: User, remark: str) -> None:
    """Take it off the public page (撤下): it counts for nothing any more."""
    require(by, "withdraw", posting)
    rows = Posting.objects.filter(pk=posting.pk, withdrawn_at=None)
    if not rows.update(withdrawn_at=clock.now()):
        raise NotAllowedNow(f"“{posting}”已经撤下，不能再次撤下。")
    posting.refresh_from_db(fields=["withdrawn_at"])
    trail.record(posting, "withdraw", by=by, label="撤下", remark=remark)
    if posting.topic:
        said = f"{posting.title}：{remark}"
        label = f"撤下{posting.get_kind_display()}"
        trail.record(posting.topic, "withdraw_posting", by=by, label=label, remark=said)


@transaction.atomic
def say(
    posting: Posting, *, text: str, stance: str = "", name: str = "", phone: str = ""
) -> Comment:
    """Somebody says something to it (留言): read by others only after it was looked at."""
    refuse_unless_open(posting)
    comment = Comment.objects.create(
        posting=posting, text=text, stance=stance, name=name, phone=phone, said_at=clock.now()
    )
    trail.record(comment, "say", by=citizen(), label="留言", after=comment.status)
    outbox.tell(
        staff_of(posting.studio),
        "consultations/comment_said",
        about=posting,
        key=f"comment:{posting.pk}:{clock.today()}",
        title=posting.title,
        kind=posting.get_kind_display(),
    )
    return comment


@transaction.atomic
def show(comment: Comment, *, by: User) -> None:
    """Let all read it (公开)."""
    trail.advance(comment, "show", by=by, reason="")


@transaction.atomic
def refuse(comment: Comment, *, by: User, reason: str) -> None:
    """Keep it from the public page, and say why (不公开)."""
    if not reason.strip():
        raise ValidationError({"reason": "请填写不公开的原因。"})
    trail.advance(comment, "refuse", by=by, remark=reason, reason=reason)


def refuse_unless_open(posting: Posting) -> None:
    """Before the first day, after the last, and when it was taken down nothing is taken in."""
    if posting.withdrawn_at or not posting.opens_on <= clock.today() <= posting.closes_on:
        raise NotAllowedNow(
            f"“{posting}”的留言时间是{full_day(posting.opens_on)}至{full_day(posting.closes_on)}，"
            "现在不能留言。"
        )


def refuse_if_closed(studio: Studio, topic: Topic | None) -> None:
    """Nothing is put up by a studio that receives nobody, nor about a topic that is over."""
    if studio.status not in OPEN_TO_PUBLIC:
        raise NotAllowedNow(f"{studio}目前为“{studio.get_status_display()}”，不能对外发布。")
    if topic and topic.status in SETTLED:
        raise NotAllowedNow(f"议题“{topic}”已经结束，不能再公开征言或公示。")


def _check(where: Studio | Topic, kind: str, opens_on: date, closes_on: date) -> None:
    """A call is the studio's own; the days are neither past nor fewer than are asked for."""
    if (kind == PostingKind.CALL) == isinstance(where, Topic):
        raise ValidationError({"kind": "网上征集由工作室发布，征言和公示要在议题里发布。"})
    if opens_on < clock.today():
        raise ValidationError({"opens_on": "开始日期不能早于今天；已经张贴的，从今天起计算。"})
    if closes_on < opens_on or (closes_on - opens_on).days >= LONGEST:
        raise ValidationError({"closes_on": f"截止日期应在开始日期以后、{LONGEST}天以内。"})
    least = opens_on + (days_for(where, kind) - 1) * DAY
    if kind in GATE_OF and closes_on < least and _is_asked_for(where, kind):
        days = days_for(where, kind)
        said = f"按本议题的机制应满{days}日（首尾两日都算），截止日期最早为{full_day(least)}。"
        raise ValidationError({"closes_on": said})
    _refuse_a_second(where, kind, opens_on, closes_on)


def _is_asked_for(where: Studio | Topic, kind: str) -> bool:
    return isinstance(where, Topic) and any(
        gate.kind == GATE_OF[kind] for gate in every_gate(where)
    )


def _refuse_a_second(where: Studio | Topic, kind: str, opens_on: date, closes_on: date) -> None:
    if not isinstance(where, Topic):
        return
    beside = where.postings.filter(
        kind=kind, withdrawn_at=None, opens_on__lte=closes_on, closes_on__gte=opens_on
    ).first()
    if beside:
        raise ValidationError(
            f"这个议题已有进行中的{beside.get_kind_display()}“{beside}”，"
            f"到{full_day(beside.closes_on)}截止。要重新发布，请先撤下它。"
        )


def _announce(posting: Posting, by: User) -> None:
    kind, until = posting.get_kind_display(), full_day(posting.closes_on)
    days = f"{full_day(posting.opens_on)}至{until}"
    trail.record(posting, "post", by=by, label="发布", remark=f"{kind}，{days}")
    people = [*staff_of(posting.studio, but=by), *members_of(posting.studio)]
    outbox.tell(
        people,
        "consultations/posting_opened",
        about=posting,
        title=posting.title,
        kind=kind,
        studio=posting.studio.name,
        days=days,
    )
    if posting.topic:
        remark = f"{posting.title}：{days}"
        trail.record(posting.topic, "post", by=by, label=f"发布{kind}", remark=remark)
        inform_raisers(posting.topic, "consultations/raiser_topic_posted", kind=kind, days=days)
