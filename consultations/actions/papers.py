"""The answer to a topic on paper (答卷): handed in by the studio, marked by who asked for it."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from audit import trail
from consultations.actions.people import linked_committee_of, office_of, township_of
from consultations.actions.topic_news import named, proposers_of
from consultations.enums import Capacity
from consultations.models import Activity, Topic, TopicMark
from consultations.permissions.predicates import is_linked_leader
from core import clock
from core.access import require, target_of, worded
from core.days import full_day
from core.editing import save_edit
from core.workflow import NotAllowedNow
from notices import outbox

LONGEST = Topic._meta.get_field("paper").max_length
MOST_POINTS = 100


def draft_of(topic: Topic) -> str:
    """What the records already say (零台账): what was done, what was agreed."""
    held = topic.activities.select_related("minutes").order_by("held_on", "id")
    lines = ["一、开展情况", *(line for one in held for line in _told(one))]
    agreed = topic.consensus_items.select_related("unit").order_by("activity__held_on", "no")
    lines += ["二、协商意见"]
    lines += [f"{no}. {item.text}{_by(item)}" for no, item in enumerate(agreed, start=1)]
    lines += ["三、工作建议", ""]
    return "\n".join(lines)[:LONGEST]


@transaction.atomic
def hand_in(topic: Topic, *, by: User, paper: str, seen_version: int) -> None:
    """The studio hands its answer in (交卷); until it is marked it may hand in a better one."""
    require(by, "hand_in", topic)
    target_of(topic, "hand_in")
    refuse_if_marked(topic)
    if not paper.strip():
        raise ValidationError({"paper": "请填写成果内容。"})
    is_first = topic.handed_in_at is None
    save_edit(topic, seen_version, by, paper=paper)
    trail.advance(topic, "hand_in", by=by, handed_in_at=topic.handed_in_at or clock.now())
    if not is_first:
        return
    readers = [*township_of(topic.studio), *office_of(topic.committee)]
    readers += linked_committee_of(topic.studio)
    readers += [topic.studio.linked_leader] if topic.studio.linked_leader else []
    outbox.tell(
        [person for person in readers if person.pk != by.pk],
        "consultations/topic_handed_in",
        about=topic,
        studio=topic.studio.name,
        deed=worded(topic.workflow.steps["hand_in"], topic).label,
        **named(topic),
    )


@transaction.atomic
def mark(topic: Topic, *, by: User, points: int, comment: str = "") -> TopicMark:
    """The linked leader or the township says what the answer is worth (评题), each once."""
    side = capacity_of(topic, by)
    if topic.marks.filter(capacity=side).exists():
        raise NotAllowedNow(f"{side.label}已经评过这个议题，不能再评。")
    require(by, "mark", topic)
    if not 0 <= points <= MOST_POINTS:
        raise ValidationError({"points": f"得分应为0到{MOST_POINTS}的整数。"})
    trail.advance(topic, "mark", by=by, remark=f"{side.label}{points}分")
    made = TopicMark.objects.create(
        topic=topic, capacity=side, points=points, comment=comment, marked_by=by
    )
    people = proposers_of(topic) + ([topic.lead.user] if topic.lead and topic.lead.user else [])
    outbox.tell(
        people,
        "consultations/topic_marked",
        about=topic,
        side=side.label,
        points=points,
        comment=comment,
        deed=worded(topic.workflow.steps["mark"], topic).label,
        **named(topic),
    )
    return made


def capacity_of(topic: Topic, by: User) -> Capacity:
    """As what this person marks an answer."""
    return Capacity.LEADER if is_linked_leader(by, topic) else Capacity.TOWNSHIP


def refuse_if_marked(topic: Topic) -> None:
    """What was marked is what was handed in; it is not changed afterwards."""
    if topic.marks.exists():
        raise NotAllowedNow("已经评分，报送的成果不再修改。")


def _told(activity: Activity) -> list[str]:
    head = f"{full_day(activity.held_on)}{activity.get_kind_display()}：{activity.title}"
    minutes = getattr(activity, "minutes", None)
    return [head, minutes.summary] if minutes else [head]


def _by(item: object) -> str:
    unit = getattr(item, "unit", None)
    return f"（建议由{unit}办理）" if unit else ""
