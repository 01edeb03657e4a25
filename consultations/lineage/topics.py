"""What the records say of a topic's next steps: which it may join, and what must come before."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Committee
from consultations.enums import ActivityKind, ActivityStatus, LimitCode, Stage, TopicStatus
from consultations.models import Activity, Topic, limit
from consultations.models.practice import versions_of
from consultations.models.topic import TopicQuerySet
from consultations.models.vocabulary import last_start_before
from core.gates import kept_for
from studios.models.area import above, within
from studios.models.area import places as all_places

TOWNSHIP = "township"
LOOKED_INTO = (ActivityKind.MICRO_STUDY, ActivityKind.MICRO_CONSULTATION)
RECORDED_LOOK = Q(kind__in=LOOKED_INTO) & ~Q(status=ActivityStatus.RETURNED)


def mergeable_with(topic: Topic) -> QuerySet[Topic]:
    """The other topics of the same township that nothing was agreed upon yet (可并入的议题)."""
    rows = Topic.objects.filter(committee_id=topic.committee_id).open_to_issues()
    return rows.filter(studio__area__in=_township_around(topic)).exclude(pk=topic.pk)


def is_being_studied(topic: Topic) -> bool:
    """Claimed, and neither looked into nor talked over yet (调研中); what is talked over at once
    needs no study (小事简议)."""
    rules = topic.practice
    step = rules.step_at(Stage.RESEARCH)
    if Stage.RESEARCH in rules.skipped or (step and step is rules.step_at(Stage.CONSULT)):
        return False
    known: bool | None = getattr(topic, "was_looked_into", None)
    return not (topic.activities.filter(RECORDED_LOOK).exists() if known is None else known)


def with_looks(topics: QuerySet[Topic]) -> QuerySet[Topic]:
    """The same, each with whether it was looked into: the page of one need not ask again."""
    looks = Activity.objects.filter(RECORDED_LOOK, topic=OuterRef("pk"))
    return topics.annotate(was_looked_into=Exists(looks))


def awaits_paper(topic: Topic) -> bool:
    """Agreed upon, and the county has a step of its own for handing the answer in (待交卷)."""
    if topic.status != TopicStatus.CONCLUDED or topic.handed_in_at or not topic.practice.code:
        return False
    step = topic.practice.step_at(Stage.SUBMIT)
    return step is not None and step.stages == {Stage.SUBMIT.value}


def left_unclaimed(rows: TopicQuerySet, committee: Committee, on: date) -> QuerySet[Topic]:
    """Of these, the topics that nobody claimed in the days for it (逾期无人接题)."""
    usual = limit(committee, LimitCode.CLAIM)
    own = {one.pk: one.limit_for(LimitCode.CLAIM) for one in versions_of(committee.pk)}
    own = {pk: allowed for pk, allowed in own.items() if allowed}
    late = Q(pk__in=[])
    for pk, allowed in own.items():
        late |= Q(mechanism=pk, decided_at__date__lte=last_start_before(on, allowed))
    if usual:
        others = ~Q(mechanism__in=list(own))
        late |= others & Q(decided_at__date__lte=last_start_before(on, usual))
    return rows.unclaimed().filter(late, committee=committee)


@kept_for(Topic)
def missing_before(topic: Topic, verb: str, by: Any, on: date) -> Iterator[str]:
    """What our own steps need first: a paper before it is marked, a second topic before a merge."""
    if verb == "mark" and topic.handed_in_at is None:
        yield "还没有报送成果，报送以后再评。"
    if verb == "merge" and not mergeable_with(topic).exists():
        yield "本镇（街道）没有其他可以并入的议题。"


def _township_around(topic: Topic) -> set[int]:
    known = all_places()
    around = above(topic.studio.area_id)
    towns = [key for key in around if key in known and known[key].level == TOWNSHIP]
    return within(towns or around[:1])
