"""What nobody has taken on, or nobody has any more (无人接单、委员离任): somebody is told, in turn.

Every message carries a key made of the matter and its clock, so that a second run says nothing
and a fresh clock is a fresh reason.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat

from accounts.models import Committee, User, system_user
from audit import trail
from consultations.actions.claiming import credit, put_back
from consultations.actions.people import linked_committee_of, office_of, staff_of
from consultations.actions.raisers import inform
from consultations.enums import IssueStatus, LimitCode, TopicStatus
from consultations.models import Issue, Topic, limit
from consultations.models.vocabulary import last_start_before
from core.days import full_day
from notices import outbox
from notices.models import Notice
from notices.outbox import Letter
from studios.models import Member

TO_STUDIO, TO_COMMITTEE = "unclaimed", "unassigned"
CHUNK = 200
# What has lain there longer than this was said long ago, or is found in the lists.
LOOK_BACK = timedelta(days=120)
LEFT = "委员已离任归档，重新安排"


def press(on: date) -> int:
    """Everything that is to be said or put back on `on`; returns how many deeds and messages."""
    count = sum(_fall_back(matter) for matter in _orphans())
    for committee in Committee.objects.order_by("pk"):
        count += _tell(_to_studio(_late(committee, on), on))
        assign = limit(committee, LimitCode.ASSIGN)
        if assign:
            cutoff = last_start_before(on, assign)
            count += _tell(_to_committee(_late(committee, cutoff + timedelta(days=1)), cutoff))
    return count


def _late(committee: Committee, before: date) -> QuerySet[Issue]:
    """Unclaimed on a day: the last day to claim has passed."""
    rows = Issue.objects.filter(committee=committee).unclaimed(before)
    rows = rows.filter(claim_due_on__gte=before - LOOK_BACK)
    return rows.select_related("committee", "studio__special_committee").order_by("pk")


def _untold(rows: QuerySet[Issue], word: str) -> list[Issue]:
    told = Notice.objects.filter(
        key=Concat(
            Value(f"{word}:"),
            Cast(OuterRef("pk"), CharField()),
            Value(":"),
            Cast(OuterRef("claim_due_on"), CharField()),
        )
    )
    return list(rows.filter(~Exists(told))[:CHUNK])


def _tell(letters: Iterator[Letter]) -> int:
    return len(outbox.post(letters))


def _to_studio(rows: QuerySet[Issue], on: date) -> Iterator[Letter]:
    """The convener is to give it to somebody; where nobody convenes, who is in charge hears."""
    for issue in _untold(rows, TO_STUDIO):
        people = staff_of(issue.studio) or _in_charge(issue)
        yield _letter(issue, people, TO_STUDIO, "consultations/issue_unclaimed")


def _to_committee(rows: QuerySet[Issue], on: date) -> Iterator[Letter]:
    """Nor was it given to anybody: whoever is in charge of the studio may do so now."""
    for issue in _untold(rows, TO_COMMITTEE):
        yield _letter(issue, _in_charge(issue), TO_COMMITTEE, "consultations/issue_unassigned")


def _in_charge(issue: Issue) -> list[User]:
    """The special committee of the studio, or the office where there is none."""
    return linked_committee_of(issue.studio) or office_of(issue.committee)


def _letter(issue: Issue, people: list[User], word: str, template: str) -> Letter:
    return Letter(
        people=people,
        template=template,
        about=issue,
        key=f"{word}:{issue.pk}:{issue.claim_due_on}",
        context={
            "title": issue.title,
            "number": issue.number,
            "studio": issue.studio.name,
            "due_on": full_day(issue.claim_due_on),
        },
    )


def _orphans() -> Iterator[Issue | Topic]:
    """Claimed by somebody who has left since."""
    gone = Member.objects.archived().values("pk")
    claimed = Issue.objects.filter(status=IssueStatus.CLAIMED, claimed_by__in=gone, is_locked=False)
    yield from claimed.select_related("committee", "studio", "claimed_by").order_by("pk")
    led = Topic.objects.filter(status=TopicStatus.CLAIMED, lead__in=gone)
    yield from led.select_related("committee", "studio", "lead").order_by("pk")


@transaction.atomic
def _fall_back(matter: Issue | Topic) -> int:
    """It waits for another member, under a fresh clock; the studio and the raiser are told."""
    member = matter.claimed_by if isinstance(matter, Issue) else matter.lead
    remark = f"{member}{LEFT}"
    if isinstance(matter, Issue):
        put_back(matter, "release", by=system_user(), remark=remark)
        inform(matter, "consultations/raiser_released")
    else:
        trail.advance(
            matter, "release", by=system_user(), remark=remark, lead=None, promised_on=None
        )
        matter.team.clear()
    credit(member, matter, holds=False, remark="委员离任")
    outbox.tell(
        staff_of(matter.studio) or office_of(matter.committee),
        "consultations/fell_back",
        about=matter,
        title=matter.title,
        number=matter.number,
        noun=matter._meta.verbose_name,
        member=str(member),
    )
    return 1
