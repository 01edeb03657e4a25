"""Who leads on a topic (牵头委员): a member claims it, is appointed to it, or gives it back."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from audit import trail
from consultations.actions.claiming import credit
from consultations.actions.people import account_of, linked_committee_of, staff_of
from consultations.actions.standing_aside import heed, note_down, refuse_if_tied
from consultations.actions.topic_news import inform_raisers, named
from consultations.models import Topic
from core import clock, gates
from core.access import require
from core.days import full_day
from notices import outbox
from studios.models import Member


@transaction.atomic
def claim(
    topic: Topic,
    *,
    by: User,
    promised_on: date | None = None,
    team: Iterable[Member] = (),
    interest_note: str = "",
) -> None:
    """A member takes the lead on a topic (接题), with a team and a public promise if they like."""
    refuse_if_tied(by.member_in_office, topic)
    require(by, "claim", topic)
    heed(by.member, topic, interest_note, by=by)
    _take_on(topic, "claim", by=by, lead=by.member, promised_on=promised_on)
    note_down(by.member, topic, interest_note, by=by)
    topic.team.set(member for member in team if member != by.member)
    people = [*staff_of(topic.studio, but=by), *linked_committee_of(topic.studio)]
    people += [member.user for member in topic.team.all() if member.user and member.user != by]
    outbox.tell(
        people,
        "consultations/topic_claimed",
        about=topic,
        member=by.name,
        promised_on=full_day(promised_on) if promised_on else "",
        **named(topic),
    )


@transaction.atomic
def appoint(
    topic: Topic,
    *,
    by: User,
    member: Member,
    promised_on: date | None = None,
    interest_note: str = "",
) -> None:
    """Nobody has claimed it: the convener names who leads (指派牵头委员)."""
    require(by, "appoint", topic)
    # What must come before a claim must come before this, too.
    gates.refuse_if_shut(topic, "claim", by, clock.today())
    heed(member, topic, interest_note, by=by)
    _take_on(topic, "appoint", by=by, lead=member, promised_on=promised_on)
    note_down(member, topic, interest_note, by=by)
    people = [*account_of(member), *linked_committee_of(topic.studio)]
    outbox.tell(
        people,
        "consultations/topic_appointed",
        about=topic,
        member=member.name,
        by=by.name,
        promised_on=full_day(promised_on) if promised_on else "",
        **named(topic),
    )


@transaction.atomic
def release(topic: Topic, *, by: User, remark: str) -> None:
    """The lead gives the topic back (退题), once: the points go back with it."""
    member = topic.lead
    trail.advance(topic, "release", by=by, remark=remark, lead=None, promised_on=None)
    topic.team.clear()
    credit(member, topic, holds=False, remark="退题")
    inform_raisers(topic, "consultations/raiser_topic_released", studio=topic.studio.name)
    outbox.tell(
        staff_of(topic.studio, but=by),
        "consultations/topic_released",
        about=topic,
        member=by.name,
        remark=remark,
        **named(topic),
    )


def _take_on(topic: Topic, verb: str, *, by: User, lead: Member, promised_on: date | None) -> None:
    if promised_on and promised_on <= clock.today():
        raise ValidationError({"promised_on": "承诺日期应在今天以后。"})
    trail.advance(topic, verb, by=by, lead=lead, promised_on=promised_on)
    credit(lead, topic, holds=True, remark="接题")
    inform_raisers(
        topic,
        "consultations/raiser_topic_claimed",
        member=lead.name,
        promised_on=full_day(promised_on) if promised_on else "",
    )
