"""Issues, topics and activities of a county, one in every state in which a step can be taken.

Rows are written as they are, not by the real steps: the tests ask who may open a door, and a
door must stand open whatever led to it.
"""

from datetime import timedelta
from itertools import count
from types import SimpleNamespace

from django.core.files.base import ContentFile

from consultations.enums import (
    ActivityKind,
    ActivityStatus,
    Exit,
    IssueStatus,
    ReasonKind,
    TopicStatus,
)
from consultations.models import Activity, Attachment, ConsensusItem, Contact, Issue, Minutes, Topic
from core import clock
from tests.builders.consultations import make_category, make_reason

_numbers = count(1)


def an_issue(place, status: str, **changes) -> Issue:
    """A matter of the first studio; its title says the county and the state."""
    number = next(_numbers)
    claimed = {
        "claimed_by": place.member,
        "claimed_at": clock.now(),
        "promised_on": clock.today() + timedelta(days=9),
    }
    by_status = {
        IssueStatus.CLAIMED: claimed,
        IssueStatus.ANSWERED: {
            "answer": "护栏已经更换。",
            "answered_at": clock.now(),
            "rating_due_on": clock.today() - timedelta(days=1),
        },
    }
    fields = {
        "committee": place.county,
        "studio": place.studio,
        "number": f"YJ{number}",
        "tracking_digest": f"{number:064d}",
        "source": "qr",
        "title": f"{place.code}意见{status}",
        "body": f"{place.code}群众反映的情况。",
        "consent_version": "1",
        "status": status,
    }
    issue = Issue.objects.create(**fields | by_status.get(status, {}) | changes)
    Contact.objects.create(issue=issue, name="赵群众", phone="13611112222")
    return issue


def a_topic(place, status: str, **changes) -> Topic:
    """A topic that the member has put forward."""
    lead = {"lead": place.member} if status == TopicStatus.CLAIMED else {}
    fields = {
        "committee": place.county,
        "studio": place.studio,
        "number": f"YT{next(_numbers)}",
        "title": f"{place.code}议题{status}",
        "background": "河堤护栏多处断裂。",
        "proposed_by": place.by.member,
        "status": status,
    }
    return Topic.objects.create(**fields | lead | changes)


def an_activity(place, status: str, **changes) -> Activity:
    """A consultation that the member has led and the convener has recorded."""
    seconded = {"confirmed_by": place.by.liaison, "confirmed_at": clock.now()}
    fields = {
        "committee": place.county,
        "studio": place.studio,
        "number": f"XS{next(_numbers)}",
        "kind": ActivityKind.MICRO_CONSULTATION,
        "title": f"{place.code}协商{status}",
        "held_on": clock.today(),
        "place": "社区会议室",
        "host": place.member,
        "recorded_by": place.by.convener,
        "status": status,
    }
    fields |= seconded if status == ActivityStatus.CONFIRMED else {}
    activity = Activity.objects.create(**fields | changes)
    Minutes.objects.create(activity=activity, summary="各方同意先修最险的一段。")
    return activity


def an_item(place, activity: Activity, exit: str = Exit.DISPATCH, **changes) -> ConsensusItem:
    """Something that was agreed there."""
    fields = {
        "activity": activity,
        "topic": activity.topic,
        "no": activity.consensus_items.count() + 1,
        "text": f"{place.code}共识",
        "unit": place.units[0],
        "exit": exit,
    }
    return ConsensusItem.objects.create(**fields | changes)


def raise_matters(place) -> SimpleNamespace:
    """Everything that studios and townships handle."""
    made = SimpleNamespace()
    made.category = make_category(committee=place.county)
    made.reasons = {kind: make_reason(kind, place.county) for kind in ReasonKind}
    made.topic = {
        status: a_topic(place, status)
        for status in TopicStatus
        # Each of these says more: a reason, a day, the topic it has joined.
        if status
        not in (
            TopicStatus.SHELVED,
            TopicStatus.DECLINED,
            TopicStatus.RETURNED,
            TopicStatus.MERGED,
        )
    }
    made.topic["returned"] = a_topic(
        place, "returned", resubmit_due_on=clock.today() + timedelta(days=7), returns=1
    )
    made.issue = {
        name: an_issue(place, IssueStatus(name))
        for name in ("registered", "accepted", "claimed", "answered")
    }
    made.issue["joined"] = an_issue(place, "joined", topic=made.topic["designated"])
    made.issue["locked"] = an_issue(place, "accepted", is_locked=True, title=f"{place.code}涉密件")
    made.attachment = Attachment.objects.create(
        issue=made.issue["accepted"],
        file=ContentFile(b"jpg", name=f"{place.code}.jpg"),
        name="照片.jpg",
        content_type="image/jpeg",
        size=3,
    )
    made.activity = {status: an_activity(place, status) for status in ActivityStatus}
    made.item = an_item(place, made.activity["confirmed"])
    made.own_item = an_item(place, made.activity["confirmed"], Exit.SELF)
    return made
